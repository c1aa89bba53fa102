"""Messenger: a small grey name over the first bubble of a run, no clocks, times between the bubbles.

A name holds for the bubbles right under it; it ends at one's own message and at a time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from worker.reading.screens.authors import NOBODY, Author, author_before
from worker.reading.screens.barenames import without_title
from worker.reading.screens.breaks import is_paler
from worker.reading.screens.chathead import find_partner
from worker.reading.screens.clear import CLEAR
from worker.reading.screens.colours import apart, is_vivid
from worker.reading.screens.letters import is_whole, mended
from worker.reading.screens.looks import Look, shared
from worker.reading.screens.names import could_be_a_title
from worker.reading.screens.rows import Row
from worker.reading.screens.seen import Colour
from worker.reading.screens.times import find_clock_at_end, find_time, is_clock, is_time
from worker.reading.screens.walk import Found

_GROUND = 8
"""A bubble's ground is at least so far from the page's, in one channel."""
_OTHER_GROUND = 4
_FLOW = 60
"""One's own colour may flow into another from bubble to bubble, and within one."""
OWN_COLOUR = 60
"""The channels of one's own bubble part by so much: blue, violet or another full colour."""
_MUCH_LONGER = 1.5
_LINES = 0.7
"""Rows of one bubble are no further apart than this many units."""
_NAME = 1.2
"""A name stands no further over its bubble."""
_ASIDE = 3.0
_THINNER = 0.85
_AWAY = 4.0
"""One's own bubbles stand so many units further in than others', whatever their ground."""
_ANSWERS = re.compile(r"\W{0,3}(\S.{0,30}?) replied to \S", re.IGNORECASE)
_ROOM = 1.6
"""Bubbles under one name are no further apart than so many units; another name between them takes more."""


def read_spoken(rows: Sequence[Row], look: Look, unit: float) -> tuple[Found, ...]:
    """The messages of a chat, in order."""
    ground = _ground(rows)
    apart_by = _line_gap(rows, unit)
    found: list[Found] = []
    edge = min(
        (row.left for row in rows if is_bubble(row, ground) and not _is_the_apps(row, look)), default=0.0
    )
    last, fresh, nameless, answered = NOBODY, True, False, False
    quoted = {at: _quoted_under(rows, at, ground) for at, row in enumerate(rows) if _ANSWERS.match(row.text)}
    passed = {row for under in quoted.values() for row in under}
    for n, row in enumerate(rows):
        if n in passed:
            continue
        if _is_the_apps(row, look):
            last, fresh = _who_answers(row) if quoted.get(n) else NOBODY, True
        elif n and _is_reaction(row, rows[n - 1], ground, unit):
            continue
        elif not is_bubble(row, ground):
            over = n + 1 < len(rows) and is_name_over(row, rows[n + 1], ground, unit)
            over = over and not look.notes.search(row.text.strip())
            last, fresh = (_author(row, look) if over else NOBODY), True
        elif not fresh and _goes_on(rows[n - 1], row, apart_by):
            found[-1] = Found(found[-1].author, None, (*found[-1].rows, row))
        elif _is_own(row, edge, unit):
            last, fresh = NOBODY, False
            found.append(Found(NOBODY, None, (row,)))
        else:
            room = row.top - rows[n - 1].bottom > _ROOM * unit
            if not fresh and room:
                last = NOBODY  # a name between them may not have been read
            nameless = nameless or last is NOBODY
            answered = answered or (not (fresh or room) and _is_own(rows[n - 1], edge, unit))
            found.append(Found(last, None, (row,)))
            fresh = False
    named = any(one.author.name for one in found)
    partner = (
        find_partner(rows, nameless=nameless, edge=0.0, first=found[0].rows[0], answered=answered)
        if found and not named
        else None
    )
    return tuple(_given(one, partner, edge, unit) for one in found) if partner else tuple(found)


def _quoted_under(rows: Sequence[Row], at: int, ground: Colour) -> range:
    """The rows under a note that somebody answers which hold what he answers: fainter than his own."""
    end = at + 1
    while end < len(rows) and is_bubble(rows[end], ground):
        if end > at + 1 and all(is_paler(row, rows[end]) for row in rows[at + 1 : end]):
            return range(at + 1, end)
        end += 1
    return range(0)


def _who_answers(row: Row) -> Author:
    """Whoever answers, as the note over his words says it."""
    match = _ANSWERS.match(row.text.strip())
    name = mended(match[1]) if match else ""
    if not name or name.lower() == "you":
        return NOBODY
    return Author(name, row.confidence >= CLEAR and len(name) > 1 and is_whole(without_title(name)))


def _is_the_apps(row: Row, look: Look) -> bool:
    text = row.text.strip()
    return bool(look.chrome.search(text) or look.passing.search(text)) or is_composer(row)


def _is_reaction(row: Row, over: Row, ground: Colour, unit: float) -> bool:
    """Whether a number hangs under a bubble, on a ground of its own: how many felt so."""
    near = row.top - over.bottom < unit and is_bubble(over, ground)
    return near and row.text.strip().isdigit() and apart(row.paper, over.paper) >= _OTHER_GROUND


def is_composer(row: Row) -> bool:
    """Whether a row is the place to write a message, with or without the signs beside it."""
    return any(shared().composers.fullmatch(piece.text.strip()) for piece in row.pieces)


def _is_own(row: Row, edge: float, unit: float) -> bool:
    return is_vivid(row.paper, least=OWN_COLOUR) or row.left - edge > _AWAY * unit


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
        and not is_vivid(below.paper, least=OWN_COLOUR)
        and below.top - row.bottom < _NAME * unit
        and abs(row.left - below.left) < _ASIDE * unit
        and row.high <= 1.3 * unit
        and (row.high <= 1.05 * below.high or _is_thinner(row, below))
    )


def _is_thinner(row: Row, below: Row) -> bool:
    """Whether a row is in smaller print than the words under it, however high its own letters reach."""
    stroke = row.pieces[0].stroke
    return 0 < stroke < _THINNER * below.pieces[0].stroke and row.high <= 1.25 * below.high


def names_over(rows: Sequence[Row], unit: float) -> list[str]:
    """The names that stand over bubbles."""
    ground = _ground(rows)
    return [one.text.strip() for one, two in pairwise(rows) if is_name_over(one, two, ground, unit)]


def bubbles_of(rows: Sequence[Row]) -> list[Row]:
    """The rows that stand on other ground than the page's."""
    ground = _ground(rows)
    return [row for row in rows if is_bubble(row, ground)]


def _ground(rows: Sequence[Row]) -> tuple[int, int, int]:
    """The page's own ground: that of the first rows, which hold the head, or of the days between bubbles.

    Where the head is cut off they are a bubble's, and much longer than the names and times elsewhere.
    """
    plain = [row for row in rows if not is_vivid(row.paper, least=OWN_COLOUR)]
    if not plain:
        return (255, 255, 255)
    if days := [row.paper for row in plain[:4] if _is_day(row.text)]:
        return days[0]
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


def _is_day(text: str) -> bool:
    """Whether a row is a day and a clock, as they stand between bubbles: "Yesterday 17:50"."""
    return is_time(text) and not is_clock(text) and find_clock_at_end(text) is not None


def _goes_on(before: Row, row: Row, most: float) -> bool:
    flows = (
        all(is_vivid(one.paper, least=OWN_COLOUR) for one in (before, row))
        and abs(row.left - before.left) < most
    )
    return row.top - before.bottom < most and apart(before.paper, row.paper) < (_FLOW if flows else _GROUND)


def _line_gap(rows: Sequence[Row], unit: float) -> float:
    """How far apart rows of one bubble are at most here: little more than the nearest on one ground."""
    gaps = [two.top - one.bottom for one, two in pairwise(rows) if apart(one.paper, two.paper) < _GROUND]
    return min(_LINES * unit, max(min(gaps, default=0.0), 0.0) + _LINES / 2 * unit)


def _author(row: Row, look: Look) -> Author:
    if look.names == "handle":
        return author_before(row.text, row, look, parted=True)
    name = mended(row.text.strip())
    return Author(name, row.confidence >= CLEAR and len(name) > 1 and is_whole(without_title(name)))


def _given(one: Found, partner: Author, edge: float, unit: float) -> Found:
    return one if _is_own(one.rows[0], edge, unit) else Found(partner, one.when, one.rows)
