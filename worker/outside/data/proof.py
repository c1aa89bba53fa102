"""The proof that what lies in the data folder is what was kept: every file, by name, and every byte."""

from __future__ import annotations

from pathlib import Path

from worker.deciding.cases.card import custody_facts
from worker.deciding.cases.case import Case
from worker.deciding.mailroom import Mailroom
from worker.errors import Damaged
from worker.model import Letter
from worker.outside.data import custody, history, journal
from worker.outside.data.disk import visible

_CASE = ("evidence", "letters")


def verify_case(case: Case, folder: Path, log: custody.CustodyLog) -> tuple[str, ...]:
    """Return, in words, all that is wrong with a case as it is kept; empty when all is well.

    Every file of evidence and every letter against its SHA-256, the manifest line by line, the history
    byte by byte and against what sealed it, the summary against the history, the history against the
    custody log.
    """
    problems = [*custody.verify(folder / "evidence", case.evidence)]
    problems += _letters(folder / "letters", case.letters)
    problems += history.verify(folder, case)
    seals = journal.seals_of(history.read_lines(folder))
    return (*problems, *log.verify(case.ref, custody_facts(case.events), seals))


def strays_of(case: Case, folder: Path) -> tuple[str, ...]:
    """Return, in words, what lies in a case's folder and is not of the case.

    It harms nothing that was kept: a crash before a commit leaves a file of what is then read again. A letter
    that it left is removed at the start (``remove_unknown_letters``).
    """
    letters = {_name(letter) for letter in case.letters}
    return (
        *custody.strays(folder / "evidence", case.evidence),
        *custody.strangers(folder / "letters", letters),
        *custody.strangers(folder, (*_CASE, *history.names(folder))),
    )


def verify_mailroom(folder: Path, room: Mailroom) -> tuple[str, ...]:
    """Return, in words, all that is wrong with what belongs to no case: months, letters, quarantine."""
    problems = [*_letters(folder / "letters", tuple(room.letters.values()))]
    for month in visible(folder / "mailroom"):
        rewritten = journal.find_rewritten(month)
        problems += [rewritten] if rewritten else []
    for path in visible(folder / "quarantine"):
        problems += custody.look_at(path, path.stem)
    return tuple(problems)


def strays_of_mailroom(folder: Path, room: Mailroom) -> tuple[str, ...]:
    """Return, in words, what lies among the mailroom's letters and is none of them."""
    return custody.strangers(folder / "letters", {_name(letter) for letter in room.letters.values()})


def _letters(folder: Path, letters: tuple[Letter, ...]) -> tuple[str, ...]:
    problems = []
    for letter in letters:
        if not letter.sha256:  # it spoke of a case that is erased, and went with it
            continue
        try:
            custody.read_kept(folder / _name(letter), letter.sha256)
        except Damaged as error:
            problems.append(str(error))
    return tuple(problems)


def _name(letter: Letter) -> str:
    return f"{letter.id}.eml"
