"""Where a row breaks off: a name that goes on in the next row, and one set apart from the words under it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from worker.reading.screens.badges import is_badge
from worker.reading.screens.barenames import without_doing, without_title
from worker.reading.screens.colours import apart, is_vivid
from worker.reading.screens.names import could_be_a_name
from worker.reading.screens.rows import Row, is_alike, is_bolder, joined

SAME_INK = 45
_MOST_WORDS = 8
SAYS_MUCH = 20
"""A row of more letters is said by somebody."""
_SLACK = 0.3
"""At the right of a name there may be a button or two."""


def fainter(rows: Sequence[Row]) -> bool:
    """Whether the first row is in another ink than the words under it, as names in small print are."""
    return len(rows) > 1 and apart(rows[0].ink, rows[1].ink) > SAME_INK


def is_paler(one: Row, other: Row) -> bool:
    """Whether a row is in small print beside another: nearer to its ground, in no colour but its."""
    return (
        not is_vivid(one.ink, other.ink)
        and apart(one.ink, one.paper) < apart(other.ink, other.paper) - SAME_INK
    )


def is_titled(rows: Sequence[Row]) -> bool:
    """Whether the first row is in bolder letters than the words under it, as names are."""
    return len(rows) > 1 and could_be_a_name(without_title(rows[0].text)) and is_bolder(rows[0], rows[1])


def stands_apart(rows: Sequence[Row], unit: float) -> bool:
    """Whether the first row was broken off on purpose, as a name is: the next word would have fitted."""
    return len(rows) > 1 and could_be_a_name(rows[0].text) and breaks_early(rows, unit)


def breaks_early(rows: Sequence[Row], unit: float) -> bool:
    """Whether the first word of the second row would have had room on the first."""
    if len(rows) < 2:
        return False
    return has_room(rows[0], rows[1], max(row.right for row in rows) - 0.6 * unit)


def ends_sentence(over: Row, row: Row, unit: float) -> bool:
    """Whether a row ends what is said over it: right under it, of its make, and with a stop behind it."""
    return (
        row.text.rstrip().endswith((".", "!", "?"))
        and len(over.text) > SAYS_MUCH
        and abs(over.left - row.left) < unit / 2
        and row.top - over.bottom < unit / 2
        and is_alike(row, over)
    )


def has_room(first: Row, second: Row, limit: float) -> bool:
    """Whether the first word of the second row would have had room on the first, up to ``limit``."""
    words = second.text.split()
    wide = (second.right - second.left) * (len(words[0]) + 1) / max(1, len(second.text))
    return first.right + wide < limit


def whole_name(rows: Sequence[Row], limit: float) -> tuple[list[Row], bool]:
    """The rows with the first ones joined where they are one name that was broken for want of room.

    False with it: they may be one, and nothing tells. ``limit`` is how far to the right words reach here.
    """
    first, end = rows[0], 1
    while (
        end < len(rows)
        and is_broken(rows[end - 1], rows[end], limit)
        and not (is_bolder(rows[0], rows[end]) or _addresses(rows[end]))
    ):
        if not is_short_enough(f"{first.text} {rows[end].text}"):
            break
        end += 1
        first = joined(first, rows[end - 1])
    if end == 1:
        return list(rows), True
    if (rows[0].text.endswith("-") and end == 2) or (end < len(rows) and is_bolder(rows[0], rows[end])):
        return [first, *rows[end:]], True
    return list(rows), not (rows[0].pieces[0].stroke and could_be_a_name(rows[1].text))


def _addresses(row: Row) -> bool:
    """Whether a row begins with a name in bold and goes on in plain words: it is said to its bearer."""
    piece = row.pieces[0]
    rest = piece.text[piece.lead :].strip()
    return piece.lead > 0 and rest[:1].isalpha() and not is_badge(rest)


def is_broken(one: Row, other: Row, limit: float) -> bool:
    """Whether ``other`` goes on what ``one`` began: of one make, touching, and there was no more room."""
    alike = (
        abs(one.left - other.left) < 0.5 * one.high
        and other.top - one.bottom < 0.75 * one.high
        and apart(one.ink, other.ink) <= SAME_INK
        and 0.8 < other.high / one.high < 1.25
    )
    if not alike or not is_short_enough(f"{one.text} {other.text}") or _in_parts(one):
        return False
    first, *beside = other.pieces
    wide = (first.right - first.left) * (len(first.text.split()[0]) + 1) / len(first.text)
    room = beside[0].left if beside else limit
    return one.text.endswith("-") or one.right + wide > room - _SLACK * (room - one.left)


def is_of_one_make(one: Row, other: Row) -> bool:
    """Whether two rows touch, begin at one edge and are as bold: where names are bold, halves of one."""
    return (
        abs(one.left - other.left) < 0.4 * one.high
        and other.top - one.bottom < 0.5 * one.high
        and apart(one.ink, other.ink) <= SAME_INK
        and 0.75 < other.high / one.high < 1.3
        and other.pieces[0].stroke > 0
        and 0.9 < one.pieces[0].stroke / other.pieces[0].stroke < 1.1
    )


def is_short_enough(text: str) -> bool:
    """Whether so many words can be a name with a badge, whatever its bearer does beside."""
    return len(without_doing(text).split()) <= _MOST_WORDS


def _in_parts(row: Row) -> bool:
    """Whether a row is of things far apart, as the tabs of an app are."""
    return any(two.left - one.right > 2 * row.high for one, two in pairwise(row.pieces))
