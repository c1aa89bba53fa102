"""The list of what happened: "Jo Pugh replied to your comment: “They never listen”", and when.

Each entry is one sentence of the app's around a name and the words it quotes. Whoever liked what one said
oneself has said nothing, and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from worker.reading.screens.authors import author_before
from worker.reading.screens.breaks import is_broken
from worker.reading.screens.kinds import Kind, Sorted
from worker.reading.screens.looks import Look, shared
from worker.reading.screens.rows import Row, joined
from worker.reading.screens.times import Shown, find_time
from worker.reading.screens.walk import Found

_FEWEST = 2
"""One such sentence may be anybody's; several are a list."""
_TOUCHING = 0.4
_QUOTES = " \"“”„«»'"


def read_notices(rows: Sequence[Sorted], look: Look) -> tuple[Found, ...]:
    """What the list tells that people said; nothing where the screen is no such list."""
    entries = list(_entries(rows))
    found = [one for part, time in entries if (one := _notice(part, time, look))]
    return tuple(found) if len(found) >= max(_FEWEST, len(entries) / 2) else ()


def _entries(rows: Sequence[Sorted]) -> Iterator[tuple[list[Row], Shown]]:
    """The rows of each entry, up to its time."""
    block: list[Row] = []
    for one in rows:
        time = one.time or (find_time(one.row.text) if one.kind is Kind.WORDS else None)
        if one.kind is Kind.CHROME or (one.kind is Kind.PASSING and not _goes_on(block, one.row)):
            block = []
        elif time is None:
            block.append(one.row)
        elif one.kind in (Kind.TIME, Kind.FOOT):
            yield block, time
            block = []
        elif one.row.text[time.end :].strip(" ·•.") == "":
            yield [*block, _without(one.row, time)], time
            block = []
        else:
            block.append(one.row)


def _goes_on(block: Sequence[Row], row: Row) -> bool:
    """Whether a row stands right under the sentence, and is its last word."""
    return bool(block) and row.top - block[-1].bottom < _TOUCHING * row.high


def _notice(rows: Sequence[Row], time: Shown, look: Look) -> Found | None:
    """What one entry tells, from the first row on from which it is such a sentence."""
    ends = list(accumulate(reversed(rows), lambda end, row: joined(row, end)))
    for n, whole in enumerate(reversed(ends)):
        match = shared().notices.match(whole.text)
        if match and (len(match["name"]) <= len(rows[n].text) or _is_name_broken(rows[n:])):
            author = author_before(match["name"], rows[n], look, parted=True)
            words = replace(whole.pieces[0], text=match["words"].strip(_QUOTES), lead=0)
            return Found(author, time.text, (Row((words,)),)) if words.text else None
    return None


def _is_name_broken(rows: Sequence[Row]) -> bool:
    """Whether the name in the first row may go on in the second: there was no more room for it."""
    return len(rows) > 1 and is_broken(rows[0], rows[1], max(row.right for row in rows))


def _without(row: Row, time: Shown) -> Row:
    """The row without the time that ends it."""
    return Row((replace(row.pieces[0], text=row.text[: time.start].strip(" ·•") or " ", right=row.right),))
