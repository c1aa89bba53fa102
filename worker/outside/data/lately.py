"""The cases that were committed last: a message and its letters are about one, again and again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from worker.deciding.cases.case import Case
from worker.outside.data.chain import sha256_of
from worker.outside.data.journal import Kept

_CASES = 64
"""A batch, and what it caused."""
_SHORT = 100_000
"""Bytes of a letter that is kept until it goes: one that brings evidence is read again."""


@dataclass(frozen=True, slots=True)
class _Commit:
    """A case after a commit, the journal that it was written to, and the letters it brought."""

    case: Case
    journal: Kept | None
    letters: dict[str, bytes]


class Lately:
    """What need not be read from the disk, where it was just put; ``put`` says so only of what is there."""

    def __init__(self) -> None:
        self._commits: dict[str, _Commit] = {}

    def find_case(self, ref: str) -> Case | None:
        """Return a case, if it was committed lately."""
        commit = self._commits.get(ref)
        return commit.case if commit is not None else None

    def find_letter(self, ref: str, letter_id: str) -> bytes | None:
        """Return a letter that the last commit on a case brought, if these are the bytes the case names."""
        commit = self._commits.get(ref)
        raw = commit.letters.get(letter_id) if commit is not None else None
        if commit is None or raw is None or sha256_of(raw) != commit.case.letter(letter_id).sha256:
            return None
        return raw

    def take_journal(self, case: Case) -> Kept | None:
        """Return the journal a case was written to, if nothing was since, and forget the case: it goes on."""
        commit = self._commits.pop(case.ref, None)
        return commit.journal if commit is not None and commit.case.events == case.events else None

    def put(self, case: Case, journal: Kept | None, letters: Iterable[tuple[str, bytes]]) -> None:
        """A case was committed."""
        short = {letter_id: raw for letter_id, raw in letters if len(raw) <= _SHORT}
        self._commits[case.ref] = _Commit(case, journal, short)
        if len(self._commits) > _CASES:
            del self._commits[next(iter(self._commits))]
