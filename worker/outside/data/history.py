"""The history of a case: one journal, and further ones once it is long.

::

    case.json        all of it, with the case's card
    case-002.json    what came after the first is full, and so on

A commit writes the last journal anew. It costs what that one may hold, however much happened before: of a
post that hundreds report, the five hundredth report costs what the fiftieth does. A case of the usual length
has one journal, and its card in it for a quick start; the card of a long one follows from its history.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from worker.deciding.cases.card import Card, card
from worker.deciding.cases.case import Case
from worker.deciding.cases.replay import replay
from worker.errors import Damaged
from worker.events import CaseEvent
from worker.outside.data import index, journal
from worker.outside.data.together import STRAIGHT, Straight

FIRST = "case.json"
FULL = 60
"""Events from which on a journal is full: few cases ever have so many."""


def names(folder: Path, disk: Straight = STRAIGHT) -> tuple[str, ...]:
    """Return what the files are called that hold the history, in their order."""
    return tuple(_name(number) for number, _ in enumerate(_parts(folder, disk), 1))


@dataclass(frozen=True, slots=True)
class Page:
    """One journal of a history: its name, and how many events go before it."""

    name: str
    after: int


def read(folder: Path, disk: Straight = STRAIGHT) -> tuple[CaseEvent, ...]:
    """Return all that happened. Raises Damaged, naming the file, when it cannot be trusted."""
    events: tuple[CaseEvent, ...] = ()
    for path in _parts(folder, disk):
        events += journal.read_case(path, after=len(events))
    lost = {path.name for path in disk.where(folder).glob("case-*.json")}.difference(names(folder, disk))
    if lost:
        raise Damaged(
            f"{folder}: of the journals of this case one is missing before {min(lost)}. Nothing was changed. "
            "Restore the folder from the last backup."
        )
    return events


def read_card(folder: Path, ref: str) -> Card:
    """Return the card of a case: a start reads every case, so the history of most stays undecoded."""
    found = journal.read_card(folder / FIRST)
    return found if found is not None and found.waiting is not None else card(replay(ref, read(folder)))


def read_lines(folder: Path, disk: Straight = STRAIGHT) -> tuple[bytes, ...]:
    """Return the history as it is written, an event a line: what is sealed."""
    return tuple(line for path in _parts(folder, disk) for line in journal.read_lines(path))


def mark_of(folder: Path) -> index.Mark | None:
    """Which files hold the history now, as one mark; None where there are none."""
    marks = [mark for path in _parts(folder) if (mark := index.mark_of(path)) is not None]
    inodes, changes, sizes = zip(*marks, strict=True) if marks else ((), (), ())
    return (sum(inodes), max(changes), sum(sizes)) if marks else None


def next_page(folder: Path, known: int, disk: Straight = STRAIGHT, lately: str = "") -> Page:
    """Return which journal the next commit writes, where so many events are known.

    ``lately`` is the one that was written last: those before it are not looked for again.
    Where a history goes on in a second one, the first is made ready for that, and is in place before it.
    """
    if known < FULL:
        return Page(FIRST, 0)
    number = _number(lately) if lately else 1
    while disk.where(folder / _name(number + 1)).exists():
        number += 1
    after, count = journal.extent(disk.where(folder / _name(number)))
    if count < FULL or after + count != known:
        return Page(_name(number), after)
    if number == 1:
        disk.settle()
        journal.let_go_on(folder / FIRST, disk)
    return Page(_name(number + 1), known)


def append(
    folder: Path,
    page: Page,
    events: Sequence[CaseEvent],
    summary: Card,
    *,
    known: int,
    kept: journal.Kept | None = None,
    disk: Straight = STRAIGHT,
) -> journal.Kept:
    """Commit events, and the card as it is after them: one atomic, durable write.

    Returns the last journal as it then is, which was ``kept`` the last time (see ``journal.append``).
    ``known`` is how many events the writer has seen, all in all. Raises Damaged when there are more or fewer.
    """
    lone = page.name == FIRST and known < FULL
    before = kept.seal if kept is not None else ""
    if not lone and not before:
        before = journal.seals_of(read_lines(folder, disk))[-1]
    return journal.append(
        folder / page.name,
        events,
        summary if lone else None,
        known=known - page.after,
        kept=kept,
        before=before,
        after=page.after,
        disk=disk,
    )


def verify(folder: Path, case: Case) -> tuple[str, ...]:
    """Return, in words, what is not written as it was, and a card that does not follow from the history."""
    rewritten = (journal.find_rewritten(path) for path in _parts(folder))
    problems = tuple(told for told in rewritten if told is not None)
    if read_card(folder, case.ref) != card(case):
        return (*problems, f"{folder / FIRST}: its summary does not follow from its history")
    return problems


def _parts(folder: Path, disk: Straight = STRAIGHT) -> Iterator[Path]:
    """Where each journal lies, in their order; the first whether or not it is there."""
    yield disk.where(folder / FIRST)
    number = 2
    while (path := disk.where(folder / _name(number))).exists():
        yield path
        number += 1


def _number(name: str) -> int:
    return 1 if name == FIRST else int(name.removeprefix("case-").removesuffix(".json"))


def _name(number: int) -> str:
    return FIRST if number == 1 else f"case-{number:03d}.json"
