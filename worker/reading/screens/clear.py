"""Whether a name was read clearly, and whether all of it is one name."""

from __future__ import annotations

import re
from itertools import pairwise

from worker.reading.screens.rows import Row

CLEAR = 0.9
"""A name read with less confidence than this is asked for."""
_ON_TWO_ROWS = 1.7
_WIDE, _A_SIGN = 2.5, 0.6
"""In heights: a gap within no name, and one in which a sign may stand that was not read."""
_CUT = re.compile(r"(?:…|\.\.\.?|\w-)\s*$")


def is_clear(row: Row, text: str) -> bool:
    """Whether the pieces that hold ``text``, with which the row begins, were all read clearly.

    A row much higher than its first words stands beside a name that goes on in the next row.
    """
    first = row.pieces[0]
    if row.bottom - row.top > _ON_TWO_ROWS * (first.bottom - first.top):
        return False
    reach = 0
    for piece in row.pieces:
        if piece.confidence < CLEAR:
            return False
        reach += len(piece.text) + 1
        if reach >= len(text):
            break
    return True


def holds_a_sign(row: Row, name: str) -> bool:
    """Whether something that was not read stands in a name: a smiley, or the sign before who is answered."""
    return (row.pieces[0].missed > 0 and " " in name) or _has_gap(row, name, _A_SIGN)


def is_cut(*texts: str) -> bool:
    """Whether a text ends where there was no more room."""
    return any(_CUT.search(text) for text in texts)


def is_torn(row: Row, name: str) -> bool:
    """Whether a name reaches over a wide gap: a menu at its left is no part of it."""
    return _has_gap(row, name, _WIDE)


def _has_gap(row: Row, name: str, wide: float) -> bool:
    """Whether two pieces of the name with which a row begins stand further apart than so many heights."""
    reach = 0
    for one, two in pairwise(row.pieces):
        reach += len(one.text) + 1
        if reach < len(name) and two.left - one.right > wide * row.high:
            return True
    return False
