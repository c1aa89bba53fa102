"""The proof that what lies in the data folder is what was kept: every file, by name, and every byte."""

from __future__ import annotations

from pathlib import Path

from worker.deciding.card import card, custody_facts
from worker.deciding.case import Case
from worker.deciding.mailroom import Mailroom
from worker.errors import Damaged
from worker.model import Letter
from worker.outside import custody, journal
from worker.outside.disk import visible

_CASE = ("case.json", "evidence", "letters")


def verify_case(case: Case, folder: Path, log: custody.CustodyLog) -> tuple[str, ...]:
    """Return, in words, all that is wrong with a case as it is kept; empty when all is well.

    Every file of evidence and every letter against its SHA-256, the manifest line by line, the history
    byte by byte and against what sealed it, the summary against the history, the history against the
    custody log; and nothing lies there that is not of the case.
    """
    problems = [*custody.verify(folder / "evidence", case.evidence)]
    problems += _letters(folder / "letters", case.letters)
    rewritten = journal.find_rewritten(folder / "case.json")
    if rewritten:
        problems.append(rewritten)
    if journal.read_card(folder / "case.json") != card(case):
        problems.append(f"{folder / 'case.json'}: its summary does not follow from its history")
    seals = journal.seals_of(journal.read_lines(folder / "case.json"))
    problems += log.verify(case.ref, custody_facts(case.events), seals)
    return (*problems, *custody.strangers(folder, _CASE))


def verify_mailroom(folder: Path, room: Mailroom) -> tuple[str, ...]:
    """Return, in words, all that is wrong with what belongs to no case: months, letters, quarantine."""
    problems = [*_letters(folder / "letters", tuple(room.letters.values()))]
    for month in visible(folder / "mailroom"):
        rewritten = journal.find_rewritten(month)
        problems += [rewritten] if rewritten else []
    for path in visible(folder / "quarantine"):
        problems += custody.look_at(path, path.stem)
    return tuple(problems)


def _letters(folder: Path, letters: tuple[Letter, ...]) -> tuple[str, ...]:
    problems = []
    for letter in letters:
        try:
            custody.read_kept(folder / f"{letter.id}.eml", letter.sha256)
        except Damaged as error:
            problems.append(str(error))
    return (*problems, *custody.strangers(folder, {f"{letter.id}.eml" for letter in letters}))
