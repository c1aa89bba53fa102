"""The makes of rows that say where people live: neighbours are so named, beside or over it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from worker.reading.screens.badges import SEPARATOR, is_badge
from worker.reading.screens.breaks import SAYS_MUCH, is_paler
from worker.reading.screens.colours import apart
from worker.reading.screens.names import could_be_a_name, is_place, is_short
from worker.reading.screens.rows import Row, is_bolder
from worker.reading.screens.times import find_time

_SAME_GROUND = 8


def placed(rows: Sequence[Row]) -> int:
    """How many rows begin with a name in bold letters, and go on with where its bearer lives."""
    parts = ((row.pieces[0].text[: row.pieces[0].lead], row.text[row.pieces[0].lead :]) for row in rows)
    return sum(could_be_a_name(name) and is_place(rest) and not is_badge(rest) for name, rest in parts)


def housed(rows: Sequence[Row]) -> int:
    """How many rows are a first name and an initial, right over where its bearer lives and a time."""
    return sum(
        is_short(one.text) and _is_place_with_time(two.text.strip()) and abs(one.left - two.left) < one.high
        for one, two in pairwise(rows)
    )


def _is_place_with_time(text: str) -> bool:
    time = find_time(text)
    place, dot = re.subn(r"\s*[·•∙]\s*$", "", text[: time.start] if time else "")
    return bool(dot) and is_place(place) and not is_badge(place)


def homed(rows: Sequence[Row]) -> int:
    """How many names in bold stand over a place in small print, and that over words on its own ground.

    Elsewhere stands between the two a badge or what somebody works as, after a sign beside the name.
    """
    return sum(
        could_be_a_name(name.text)
        and name.text[0].isupper()
        and not SEPARATOR.search(name.text)
        and is_place(place.text)
        and not is_badge(place.text)
        and is_bolder(name, place)
        and is_paler(place, words)
        and not is_bolder(words, name)
        and len(words.text) > SAYS_MUCH
        and all(_follows(one, two) for one, two in ((name, place), (place, words)))
        for name, place, words in zip(rows, rows[1:], rows[2:], strict=False)
    )


def _follows(one: Row, two: Row) -> bool:
    """Whether a row stands right under another, at one edge and on one ground."""
    return (
        abs(one.left - two.left) < one.high / 2
        and two.top - one.bottom < one.high / 2
        and apart(one.paper, two.paper) < _SAME_GROUND
    )
