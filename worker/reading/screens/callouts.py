"""Snapchat's chats: a name in coloured capitals over the words, and "ME" for the phone's owner."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from worker.reading.screens.authors import NOBODY, Author
from worker.reading.screens.breaks import has_room, is_paler
from worker.reading.screens.clear import CLEAR
from worker.reading.screens.colours import FULL, apart, is_vivid
from worker.reading.screens.letters import is_whole
from worker.reading.screens.looks import Look
from worker.reading.screens.names import read_name
from worker.reading.screens.quotations import without_quotation
from worker.reading.screens.rows import Row, is_alike, unit_of
from worker.reading.screens.times import find_time, is_time
from worker.reading.screens.walk import Found

OWN = "ME"
_GAP = 1.15
"""Words of one person are no further apart than so many units."""
_PITCH, _APART = 1.12, 1.22
"""A step so much wider than that of one message's rows begins another, if there was room; or anyway."""
_WIDEST = 1.6
"""No step within a message is so many units."""
_FULL, _FULLY = 0.8, 0.93
"""Where less than so much of the way to the right is filled, there was room for a word: to the longest row's
end, or to the screen's edge."""
_ONE_COLOUR, _OTHER_GROUND = 60, 10
_SMILEY = re.compile(r"(?<=[^\W\d_]{2})\d$")
"""What a smiley behind a name may have been read as."""
_THIN = 0.9
_EDGE = 0.3
"""Names begin at one edge: of one that is set in by more, a first letter was not read."""


def read_callouts(rows: Sequence[Row], look: Look, width: int) -> tuple[Found, ...]:
    """The messages of a chat, in order; words above the first name are nobody's, the head is left out."""
    found: list[Found] = []
    author: Author | None = None
    when: str | None = None
    block: list[Row] = []
    names = _names(rows)
    edge = min((row.left for row in names), default=0.0)
    unit = unit_of([piece for row in rows for piece in row.pieces])
    limit = max((row.right for row in rows), default=0.0)
    said = [below for row, below in pairwise(rows) if row in names]
    step = _step(rows, unit, limit)
    far = limit if step else max(limit, width - edge)

    def close() -> None:
        if author is not None:
            own = without_quotation(tuple(block), unit)
            found.extend(Found(author, when, part) for part in _messages(own, step, far))

    for row in _without_composer(rows, said, unit):
        text = row.text.strip()
        if row in names:
            close()
            author, when, block = _author(row, rows, names), _when(row), []
        elif _is_name(row) or look.chrome.search(text) or is_time(text) or look.notes.search(text):
            close()
            author, when, block = None, None, []
        elif author is None and not _is_said(row, said, unit):
            continue
        else:
            author = author or NOBODY
            if block and row.top - block[-1].bottom > _GAP * unit:
                close()
                author, when, block = NOBODY, None, []  # the name between them could not be read
            block.append(row)
    close()
    return tuple(found)


def _is_said(row: Row, said: Sequence[Row], unit: float) -> bool:
    """Whether a row with no name over it is of the make of what is said under names, and at its edge."""
    return any(abs(row.left - one.left) < _EDGE * unit and is_alike(row, one) for one in said)


def _without_composer(rows: Sequence[Row], said: Sequence[Row], unit: float) -> Sequence[Row]:
    """The rows without the last, where it is fainter than all that is said, on other ground and set in.

    There one writes, whatever the app calls it.
    """
    last = max(rows[-1].pieces, key=lambda piece: len(piece.text))
    one = Row((last,))
    others = [row for row in said if row is not rows[-1]]
    grounds = [apart(last.paper, row.paper) >= _OTHER_GROUND for row in others]
    elsewhere = all(is_paler(one, row) and last.left - row.left > unit for row in others)
    return rows[:-1] if elsewhere and 2 * sum(grounds) > len(others) else rows


def _names(rows: Sequence[Row]) -> list[Row]:
    """The rows that are names. Beside such in capitals others say what became of a message: "Opened".

    What is a name in colour once is one again where a smiley was measured with it.
    """
    names = [row for row in rows if _is_name(row)]
    names = [row for row in names if _in_capitals(_name_of(row))] or names
    called = {_name_of(row) for row in names}
    edge = min((row.left for row in names), default=0.0)
    return [row for row in rows if row in names or (_name_of(row) in called and _is_at(edge, row))]


def _is_at(edge: float, row: Row) -> bool:
    return abs(row.left - edge) < _EDGE * row.high


def _in_capitals(name: str) -> bool:
    """Whether a name stands in capitals, be one of them read as a small letter."""
    letters = [c for c in name if c.isalpha()]
    return 2 * sum(map(str.isupper, letters)) > len(letters)


def has_callouts(rows: Sequence[Row]) -> bool:
    """Whether names in coloured capitals are to be seen at all."""
    return any(_is_name(row) for row in rows)


def _name_of(row: Row) -> str:
    """What a row begins with, without the clock that stands behind a name.

    Words of one colour are one name, however far they stand apart in large letters.
    """
    first = row.pieces[0]
    text = " ".join(piece.text for piece in row.pieces if apart(piece.ink, first.ink) < _ONE_COLOUR)
    time = find_time(text)
    return text[: time.start].strip() if time and time.start else text.strip()


def _is_name(row: Row) -> bool:
    name = _name_of(row)
    if not any(c.isalpha() for c in name) or len(name) > 40 or not is_vivid(row.ink, least=FULL):
        return False
    return name.isupper() or name.upper() == OWN or read_name(name, "display") is not None


def _author(row: Row, rows: Sequence[Row], names: Sequence[Row]) -> Author:
    """Whoever a row names; what was read clearly elsewhere is clear here too."""
    name = _name_of(row)
    if name.upper() == OWN:
        return NOBODY
    edge = min(one.left for one in names)
    clear = any(one.confidence >= CLEAR for one in names if _name_of(one) == name)
    whole = is_whole(name) and row.left - edge < _EDGE * row.high
    if _SMILEY.search(name) and _is_thin(row, names):
        name, whole = name[:-1], whole and _is_listed(name[:-1], rows, names)
    return Author(name, clear and whole)


def _is_thin(row: Row, names: Sequence[Row]) -> bool:
    """Whether a name is thinner than those of others: a smiley was measured with it, and read as a figure."""
    others = [one.pieces[0].stroke for one in names if _name_of(one) != _name_of(row)]
    return bool(others) and row.pieces[0].stroke < _THIN * median(others)


def _is_listed(name: str, rows: Sequence[Row], names: Sequence[Row]) -> bool:
    """Whether a name stands over the first name too, in the head of the chat."""
    head = " ".join(row.text for row in rows if row.bottom <= names[0].top)
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", head, re.IGNORECASE) is not None


def _step(rows: Sequence[Row], unit: float, limit: float) -> float | None:
    """How far one row of a message stands under the other: the middles of rows are measured.

    It is known where a row reached so far to the right that the next word had no room; else ``None``. Nor
    does it tell anything where all rows stand so, those that ended early too.
    """
    first = next((n for n, row in enumerate(rows) if _is_name(row)), 0)
    words = [(one, two) for one, two in pairwise(rows[first:]) if not (_is_name(one) or _is_name(two))]
    within: list[float] = []
    between: list[float] = []
    for one, two in words:
        step = _middle(two) - _middle(one)
        if _WIDEST * unit / 2 < step < _WIDEST * unit:
            (between if _broke_early(one, two, limit, _FULL) else within).append(step)
    step = min(within, default=0.0)
    tells = not between or max(between) > _PITCH * step
    return step if within and tells else None


def _messages(block: Sequence[Row], step: float | None, limit: float) -> list[tuple[Row, ...]]:
    """One person's rows as messages: parted where a row ended early, and the step is no usual one."""
    starts = [n for n, (one, two) in enumerate(pairwise(block), 1) if _are_two(one, two, step, limit)]
    return [tuple(block[a:b]) for a, b in pairwise([0, *starts, len(block)]) if b > a]


def _are_two(one: Row, two: Row, step: float | None, limit: float) -> bool:
    """Whether two rows are of two messages."""
    by, early = _middle(two) - _middle(one), _broke_early(one, two, limit, _FULL if step else _FULLY)
    if step is None:
        return early
    return by > _APART * step or (early and by > _PITCH * step)


def _broke_early(one: Row, two: Row, limit: float, full: float) -> bool:
    """Whether the next word would have had much room: the right edge is far away."""
    return has_room(one, two, one.left + full * (limit - one.left))


def _middle(row: Row) -> float:
    return (row.top + row.bottom) / 2


def _when(row: Row) -> str | None:
    time = find_time(row.text)
    return time.text if time else None
