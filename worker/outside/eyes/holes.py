"""Where the engine left something out: a space, a smiley, the sign between who answers and whom.

It reads "mumof4xx ▸ Shannon" as "mumof4xxShannon". Where each letter stands it knows within half a letter,
and where a line shows its bare ground the picture tells exactly: the two together show a hole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

Stretch = tuple[float, float]
"""Where bare ground begins and ends, in heights of its line from its left edge."""

_SPACE = 0.17
"""Ground so wide parts words, in heights of the line; letters stand nearer to each other."""
_STEP, _STEP_OF_CAPITALS = 1.4, 2.2
"""From the last letter of a word to the first of the next is so much further than from letter to letter.

Capitals are wider, and often set apart.
"""
_OFF = 0.9
"""Bare ground has its middle so many letters from those beside it."""
_NUMBER = re.compile(r"\d[\d.,:]|[.,:]\d|\d[smhdwy](?!\w)")
"""Figures stand wide too, and a unit behind them."""
_A_SIGN = 0.75
"""So much further, in heights of the line, where more than a space stands between them."""


def with_spaces(text: str, places: Sequence[float], bare: Sequence[Stretch]) -> tuple[str, int]:
    """The text with the spaces that were lost, and how often more than a space was left out; -1: unknown.

    ``places`` are the middles of its letters, without the spaces; ``bare`` is the ground, as it is measured.
    """
    letters = [n for n, letter in enumerate(text) if not letter.isspace()]
    if len(letters) != len(places) or len(letters) < 2:
        return text, -1
    pairs = list(pairwise(zip(letters, places, strict=True)))
    usual = median(there - here for (_, here), (_, there) in pairs)
    wide = [(start + end) / 2 for start, end in bare if end - start >= _SPACE]
    spaces = [_between(here, there, usual) for (one, here), (two, there) in pairs if two > one + 1]
    holes = _left_over(spaces, wide)
    parts, missed, begin = [], 0, 0
    for (one, here), (two, there) in pairs:
        lost = two == one + 1 and not _NUMBER.match(text, one)
        least = _STEP_OF_CAPITALS if text[one : two + 1].isupper() else _STEP
        if there - here < least * usual:
            continue
        if lost and not any(here < middle < there for middle in holes):
            continue
        missed += there - here > usual + _A_SIGN
        if lost:
            parts.append(text[begin:two])
            begin = two
    return " ".join([*parts, text[begin:]]), missed


def _left_over(spaces: Sequence[Stretch], wide: Sequence[float]) -> list[float]:
    """The stretches of ground that no space takes which was read, moved to where the letters seem to stand.

    In a long line letters drift from their places, and all in one way: the spaces tell how far. Between
    the same two letters a smiley parts two stretches.
    """
    if len(wide) <= len(spaces):
        return []
    taken = _taken(spaces, wide)
    known = [
        (0.0, 0.0),
        *((wide[n], _nearest(wide[n], space)) for n, space in zip(taken, spaces, strict=True)),
    ]
    left = [middle for n, middle in enumerate(wide) if n not in taken]
    return [_moved(one, known) for one in left if not any(first <= one <= last for first, last in spaces)]


def _between(here: float, there: float, usual: float) -> Stretch:
    """Where the ground between two letters may have its middle: their own halves are ink."""
    first, last = here + _OFF * usual, there - _OFF * usual
    return (first, last) if first < last else ((here + there) / 2,) * 2


def _nearest(middle: float, space: Stretch) -> float:
    """Where within a space a stretch lies, or how near to it it should."""
    return min(max(middle, space[0]), space[1])


def _taken(spaces: Sequence[Stretch], wide: Sequence[float]) -> tuple[int, ...]:
    """Which stretch each space takes: one after another, and altogether as near as can be."""
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())] * (len(wide) + 1)
    for count, space in enumerate(spaces, 1):
        row: list[tuple[float, tuple[int, ...]]] = [(float("inf"), ())] * count
        for n in range(count, len(wide) + 1):
            far, before = best[n - 1]
            off = abs(wide[n - 1] - _nearest(wide[n - 1], space))
            row.append(min(row[-1], (far + off, (*before, n - 1))))
        best = row
    return best[-1][1]


def _moved(middle: float, known: Sequence[Stretch]) -> float:
    """Where a stretch lies among the letters: between two that are known, or as far beyond the last."""
    before = max((one for one in known if one[0] <= middle), default=known[0])
    after = min((one for one in known if one[0] > middle), default=None)
    if after is None:
        return middle * before[1] / before[0] if before[0] else middle
    return before[1] + (middle - before[0]) * (after[1] - before[1]) / (after[0] - before[0])
