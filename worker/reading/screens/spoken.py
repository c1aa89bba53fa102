"""Messenger: a small grey name over the first bubble of a run, no clocks, times between the bubbles.

A name holds for the bubbles right under it; it ends at one's own message and at a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from worker.reading.screens.authors import CLEAR, NOBODY, Author
from worker.reading.screens.chathead import find_partner
from worker.reading.screens.colours import apart, is_vivid
from worker.reading.screens.letters import is_whole, mended
from worker.reading.screens.looks import Look
from worker.reading.screens.names import could_be_a_title
from worker.reading.screens.rows import Row
from worker.reading.screens.seen import Colour
from worker.reading.screens.times import find_time
from worker.reading.screens.walk import Found

_GROUND = 8
"""A bubble's ground is at least so far from the page's, in one channel."""
_OWN = 60
"""The channels of one's own bubble part by so much: blue, violet or another full colour."""
_MUCH_LONGER = 1.5
_LINES = 0.7
"""Rows of one bubble are no further apart than this many units."""
_NAME = 1.2
"""A name stands no further over its bubble."""
_ASIDE = 3.0
_ROOM = 1.6
"""Bubbles under one name are no further apart than so many units; another name between them takes more."""


def read_spoken(rows: Sequence[Row], look: Look, unit: float) -> tuple[Found, ...]:
    """The messages of a chat, in order."""
    ground = _ground(rows)
    apart_by = _line_gap(rows, unit)
    found: list[Found] = []
    last, fresh, nameless = NOBODY, True, False
    for n, row in enumerate(rows):
        if look.chrome.search(row.text.strip()) or look.passing.search(row.text.strip()):
            last, fresh = NOBODY, True
        elif not is_bubble(row, ground):
            over = n + 1 < len(rows) and is_name_over(row, rows[n + 1], ground, unit)
            last, fresh = (_author(row) if over else NOBODY), True
        elif not fresh and _goes_on(rows[n - 1], row, apart_by):
            found[-1] = Found(found[-1].author, None, (*found[-1].rows, row))
        elif is_vivid(row.paper, least=_OWN):
            last, fresh = NOBODY, False
            found.append(Found(NOBODY, None, (row,)))
        else:
            if not fresh and row.top - rows[n - 1].bottom > _ROOM * unit:
                last = NOBODY  # a name between them may not have been read
            nameless = nameless or last is NOBODY
            found.append(Found(last, None, (row,)))
            fresh = False
    named = any(one.author.name for one in found)
    partner = (
        find_partner(rows, nameless=nameless, edge=0.0, first=found[0].rows[0])
        if found and not named
        else None
    )
    return tuple(_given(one, partner) for one in found) if partner else tuple(found)


def is_bubble(row: Row, ground: tuple[int, int, int]) -> bool:
    """Whether a row stands on other ground than the page's."""
    return apart(row.paper, ground) >= _GROUND


def is_name_over(row: Row, below: Row, ground: tuple[int, int, int], unit: float) -> bool:
    """Whether a row is the name of who says what stands in the bubble under it."""
    text = row.text.strip()
    return (
        len(row.pieces) == 1
        and could_be_a_title(text)
        and any(c.isalpha() for c in text)
        and find_time(text) is None
        and is_bubble(below, ground)
        and not is_vivid(below.paper, least=_OWN)
        and below.top - row.bottom < _NAME * unit
        and abs(row.left - below.left) < _ASIDE * unit
        and row.high <= min(1.3 * unit, 1.05 * below.high)
    )


def names_over(rows: Sequence[Row], unit: float) -> int:
    """How many names stand over bubbles."""
    ground = _ground(rows)
    return sum(is_name_over(one, two, ground, unit) for one, two in pairwise(rows))


def _ground(rows: Sequence[Row]) -> tuple[int, int, int]:
    """The page's own ground: that of the first rows, which hold the head.

    Where the head is cut off they are a bubble's, and much longer than the names and times elsewhere.
    """
    plain = [row for row in rows if not is_vivid(row.paper, least=_OWN)]
    if not plain:
        return (255, 255, 255)
    first = Counter(row.paper for row in plain[:4]).most_common(1)[0][0]
    lengths: dict[Colour, list[int]] = {}
    for row in plain:
        if len(row.text) > 2:
            lengths.setdefault(row.paper, []).append(len(row.text))
    long = median(lengths.get(first, [0]))
    shorter = [
        paper for paper, found in lengths.items() if len(found) > 1 and long > _MUCH_LONGER * median(found)
    ]
    return min(shorter, key=lambda paper: median(lengths[paper]), default=first)


def _goes_on(before: Row, row: Row, most: float) -> bool:
    return row.top - before.bottom < most and apart(before.paper, row.paper) < _GROUND


def _line_gap(rows: Sequence[Row], unit: float) -> float:
    """How far apart rows of one bubble are at most here: little more than the nearest on one ground."""
    gaps = [two.top - one.bottom for one, two in pairwise(rows) if apart(one.paper, two.paper) < _GROUND]
    return min(_LINES * unit, max(min(gaps, default=0.0), 0.0) + _LINES / 2 * unit)


def _author(row: Row) -> Author:
    name = mended(row.text.strip())
    return Author(name, row.confidence >= CLEAR and len(name) > 1 and is_whole(name))


def _given(one: Found, partner: Author) -> Found:
    own = is_vivid(one.rows[0].paper, least=_OWN)
    return one if own else Found(partner, one.when, one.rows)
