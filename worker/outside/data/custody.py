"""Custody: evidence that stands up. Write-once files, a manifest, an append-only chained log.

A hash proves that a file is unchanged since it was received, not that what it shows is true
(domain §5.2).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from worker.deciding.cases.card import CustodyFact
from worker.errors import Damaged
from worker.model import EvidenceItem
from worker.outside.data.chain import START, as_line, last_hash, lines_of, sha256_of
from worker.outside.data.disk import append_durably, visible, write_atomically
from worker.outside.data.index import LogState, Mark, mark_of
from worker.outside.data.together import STRAIGHT, Straight

MANIFEST = "MANIFEST.sha256"
SEALED = "history"
"""What a line of the log says that is no fact but seals a case's history as it was then."""

_STRANGE = ": is no part of the case: a crash left it, or somebody put it there"


def keep(folder: Path, files: Iterable[tuple[EvidenceItem, bytes]], disk: Straight = STRAIGHT) -> None:
    """Keep files in a case's ``evidence/``: named by SHA-256, written once, listed in the manifest.

    ``sha256sum -c MANIFEST.sha256`` checks them. Keeping the same file again changes nothing. The
    folder's own entry becomes durable with the next write beside it.
    """
    kept = list(files)
    if not kept:
        return
    folder.mkdir(mode=0o700, exist_ok=True)
    for item, data in kept:
        disk.keep_once(folder / item.sha256, data)
    before = _listed(disk.where(folder / MANIFEST))
    lines = dict.fromkeys([*before, *(_line(item) for item, _ in kept)])
    if len(lines) > len(before):
        disk.write(folder / MANIFEST, ("\n".join(lines) + "\n").encode())
    disk.sync(folder)


def _listed(manifest: Path) -> list[str]:
    return manifest.read_text("utf-8", "replace").splitlines() if manifest.exists() else []


def _line(item: EvidenceItem) -> str:
    return f"{item.sha256}  {item.sha256}"


def verify(folder: Path, items: Iterable[EvidenceItem]) -> tuple[str, ...]:
    """Return, in words, every file of the case that is missing, changed or not in the manifest."""
    listed, expected = _listed(folder / MANIFEST), {item.sha256: _line(item) for item in items}
    problems: list[str] = []
    for sha256, line in expected.items():
        problems += look_at(folder / sha256, sha256)
        if line not in listed:
            problems.append(f"{folder / MANIFEST}: does not list {sha256}")
    if listed and (folder / MANIFEST).read_bytes() != ("\n".join(dict.fromkeys(listed)) + "\n").encode():
        problems.append(f"{folder / MANIFEST}: is not written as it was")
    return tuple(problems)


def strays(folder: Path, items: Iterable[EvidenceItem]) -> tuple[str, ...]:
    """Return, in words, what lies in the folder or its manifest and is no file of the case."""
    expected = {item.sha256: _line(item) for item in items}
    lines = [line for line in _listed(folder / MANIFEST) if line not in expected.values()]
    listed = tuple(f"{folder / MANIFEST}, {line!r}{_STRANGE}" for line in lines)
    return (*listed, *strangers(folder, {MANIFEST, *expected}))


def look_at(path: Path, sha256: str) -> tuple[str, ...]:
    """Return, in words, what is wrong with a kept file, if anything is."""
    if path.is_symlink():
        return (f"{path}: is a link to another file, not the file that was kept",)
    if not path.exists():
        return (f"{path}: missing",)
    return () if sha256_of(path.read_bytes()) == sha256 else (f"{path}: changed since it was received",)


def strangers(folder: Path, known: Collection[str]) -> tuple[str, ...]:
    """Return, in words, what lies in a folder and is not of it."""
    return tuple(f"{path}{_STRANGE}" for path in visible(folder) if path.name not in known)


def read_kept(path: Path, sha256: str) -> bytes:
    """Return the bytes of a file that must be what they were. Raises Damaged when they are not."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Damaged(f"{path} is missing. Restore it from the last backup.") from None
    if sha256_of(data) != sha256:
        raise Damaged(
            f"{path} is not what it was when it was written: something changed it. Keep it aside for "
            "whoever looks into it, and restore it from the last backup."
        )
    return data


@dataclass(frozen=True, slots=True)
class Seal:
    """A case's history as it was at an instant: how many events, and the hash they chain to (``journal``)."""

    at: datetime
    events: int
    sha256: str


class CustodyLog:
    """``custody.log``: one JSON line a fact, each holding the SHA-256 of the line before it.

    Each line also holds the SHA-256 of the line before it *of its own case*, so that the lines of one case
    prove their order without those of any other. A line that seals a history is no fact, and losing the
    last one loses nothing: the next holds all it held.

    Opening checks the whole chain (Damaged when it does not hold) and drops a last line that a
    crash cut short: its fact is still on the case, from where the store logs it again. A log that is
    ``known`` from the last clean end, and not touched since, is taken as it was then.
    """

    def __init__(self, path: Path, *, mend: bool = True, known: LogState | None = None) -> None:
        self._path = path
        self._last = known.last if known else START
        self._counts: Counter[str] = Counter(known.counts if known else ())
        self._of_case: dict[str, str] = known.of_case if known else {}
        self._mark = mark_of(path)
        if known is not None:
            return
        whole, cut = lines_of(path)
        for number, line in enumerate(whole, 1):
            entry = self._checked(number, line)
            self._counts[entry["ref"]] += entry["what"] != SEALED
            self._last = self._of_case[entry["ref"]] = sha256_of(line)
        if cut and mend:
            write_atomically(path, b"".join(line + b"\n" for line in whole))
            self._mark = mark_of(path)

    @property
    def state(self) -> tuple[Mark, LogState] | None:
        """What all of it comes to, and which file that is; None when that is not certain."""
        return (self._mark, LogState(self._last, self._of_case, self._counts)) if self._mark else None

    def refs(self) -> tuple[str, ...]:
        """Every case the log speaks of, also one whose folder is gone."""
        return tuple(self._counts)

    def count(self, ref: str) -> int:
        """How many facts of this case the log already holds."""
        return self._counts[ref]

    def last_word(self, ref: str) -> str:
        """What the last line of this case is about; "" where there is none."""
        lines = self.lines(ref)
        return str(json.loads(lines[-1])["what"]) if lines else ""

    def log(self, known: Sequence[tuple[str, Sequence[CustodyFact], Seal | None]]) -> None:
        """Append facts of each case and what seals its history, durably where there are facts.

        All or nothing. Raises OSError with the log as it was, and Damaged where it is not as we left it.
        """
        last, lines = self._last, []
        of_case: dict[str, str] = {}
        for ref, facts, seal in known:
            entries = [_as_entry(ref, fact) for fact in facts]
            if seal is not None:
                entries.append(_sealing(ref, seal))
            for entry in entries:
                before = of_case.get(ref) or self._of_case.get(ref, START)
                lines.append(as_line({**entry, "before": before, "previous": last}))
                last = of_case[ref] = sha256_of(lines[-1])
        if not lines:
            return
        sync = any(facts for _, facts, _ in known)
        self._refuse_if_moved_on()
        self._mark = None
        append_durably(self._path, b"".join(line + b"\n" for line in lines), sync=sync)
        self._mark = mark_of(self._path)
        self._last = last
        self._of_case.update(of_case)
        self._counts.update({ref: len(facts) for ref, facts, _ in known if facts})

    def _refuse_if_moved_on(self) -> None:
        """A line after one that we do not know would break the chain for good."""
        if (self._mark is None or self._mark != mark_of(self._path)) and last_hash(self._path) != self._last:
            raise Damaged(
                f"{self._path} does not end as it was left: something else wrote to it. Nothing was changed. "
                "See that one Headsup works there, on one machine; then start the service again, and it goes "
                "on from what is there."
            )

    def lines(self, ref: str) -> tuple[bytes, ...]:
        """Return the lines of one case as they are written, without their line breaks."""
        return tuple(line for line in lines_of(self._path)[0] if json.loads(line)["ref"] == ref)

    def verify(self, ref: str, facts: Sequence[CustodyFact], seals: Sequence[str]) -> tuple[str, ...]:
        """Return, in words, where the log and the history of a case tell different stories.

        ``seals`` are the hashes that the history as it is now chains to, event by event, from START.
        """
        entries = [json.loads(line) for line in self.lines(ref)]
        logged = [
            {name: word for name, word in entry.items() if name not in ("before", "previous")}
            for entry in entries
            if entry["what"] != SEALED
        ]
        problems = []
        if logged != [_as_entry(ref, fact) for fact in facts]:
            problems.append(f"{self._path}: does not tell the same of {ref} as its history")
        sealed = [(int(e["detail"].split()[0]), e["sha256"]) for e in entries if e["what"] == SEALED]
        if any(n >= len(seals) or seals[n] != sha256 for n, sha256 in sealed):
            problems.append(f"{self._path}: the history of {ref} is not the one that was sealed in it")
        return tuple(problems)

    def _checked(self, number: int, line: bytes) -> dict[str, Any]:
        try:
            entry = json.loads(line)
            if entry["previous"] == self._last and isinstance(entry["ref"], str) and "what" in entry:
                return dict(entry)
        except (ValueError, KeyError, TypeError):
            pass
        raise Damaged(
            f"{self._path}, line {number}: the chain of the custody log is broken here. Something "
            "changed this file. Keep it as it is for whoever looks into it, and restore the log "
            "from the last backup."
        )


def _as_entry(ref: str, fact: CustodyFact) -> dict[str, str]:
    at = fact.at.astimezone(UTC).isoformat()
    return {"at": at, "ref": ref, "what": fact.what, "sha256": fact.sha256, "detail": fact.detail}


def _sealing(ref: str, seal: Seal) -> dict[str, str]:
    at = seal.at.astimezone(UTC).isoformat()
    return {"at": at, "ref": ref, "what": SEALED, "sha256": seal.sha256, "detail": f"{seal.events} events"}
