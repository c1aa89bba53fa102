"""Where the engine left something out: a space, a smiley, the sign between who answers and whom.

It reads "mumof4xx ▸ Shannon" as "mumof4xxShannon". Where each letter stands it knows within half a letter,
and where a line shows its bare ground the picture tells exactly: the two together show a hole.
"""

from __future__ import annotations

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
    wide = [middle for middle in wide if places[0] < middle < places[-1]]
    spaces = [(here - usual / 2, there + usual / 2) for (one, here), (two, there) in pairs if two > one + 1]
    holes = [middle for middle in wide if not any(a < middle < b for a, b in spaces)]
    holes = holes if len(wide) > len(spaces) else []  # in a long line places drift
    parts, missed, begin = [], 0, 0
    for (one, here), (two, there) in pairs:
        lost = two == one + 1 and not text[one : two + 1].isdigit()
        ground = holes if lost else wide
        least = _STEP_OF_CAPITALS if text[one : two + 1].isupper() else _STEP
        if there - here < least * usual or not any(here < middle < there for middle in ground):
            continue
        missed += there - here > usual + _A_SIGN
        if lost:
            parts.append(text[begin:two])
            begin = two
    return " ".join([*parts, text[begin:]]), missed
