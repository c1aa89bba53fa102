"""Underscores in user names, counted by their strokes: the engine reads "kez__x" and "kez_x" alike.

A stroke is as long as a usual letter is wide; two that touch are one of double length. Measured on 45
names in nine fonts: one is 0.64 to 1.35 letters long, two that touch 1.35 to 2.45, most from 1.9.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

Stroke = tuple[float, float]
"""Where a stroke under a line begins and ends, in widths of a usual letter from the line's left edge."""

_SHORTEST, _ONE, _TWO, _THREE, _LONGEST = 0.55, 1.25, 1.55, 2.7, 4.0
"""One is shorter than ``_ONE``, two are at least ``_TWO`` long; between them it may be either."""
_TOUCHING = 0.35
_AT_THE_EDGE = 0.6
_DASH = re.compile(r"(?<=[a-z0-9])[—–](?=[a-z0-9])")
"""A dash between small letters is an underscore that was read so, if there is a stroke."""
_USER_NAME = re.compile(r"@?[A-Za-z0-9][A-Za-z0-9._]{2,29}")
_AT_THE_END, _MORE_THAN_ONE = 0.35, 1.4
"""A lone stroke that ends so near the end of a name, in letters, or beyond, was left off it."""
_NAME = re.compile(r"[a-z][a-z0-9._]{2,29}")
_ALONE = re.compile(r"[a-z][a-z0-9._]{2,29}(?: ?[·•]? ?\d{1,2} ?[smhdw])?$")


def may_have(text: str) -> bool:
    """Whether the strokes under a line are worth looking for: it shows a user name."""
    return "_" in text or bool(_DASH.search(text)) or bool(_USER_NAME.fullmatch(text.split(" ")[0]))


def put_right(text: str, strokes: Sequence[Stroke]) -> str:
    """The text with as many underscores as there are strokes; unchanged where the two do not go together."""
    groups = _groups(strokes)
    if not groups or any(end - start > _LONGEST for start, end in strokes):
        return text  # a link is underlined as a whole
    counts = [count for _, count in groups]
    read = re.findall("_+", text)
    dashed = _DASH.sub("_", text)
    if len(re.findall("_+", dashed)) == len(groups):
        left = iter(counts)
        return re.sub("_+", lambda found: "_" * (next(left) or len(found[0])), dashed)
    if len(read) + 1 == len(groups) and abs(groups[0][0]) < _AT_THE_EDGE and _ALONE.match(text):
        rest = iter(counts[1:])
        return "_" * (counts[0] or 1) + re.sub("_+", lambda found: "_" * (next(rest) or len(found[0])), text)
    if not read and len(groups) == 1 and _ends(text, strokes):
        return text + "_" * _count_behind(text, strokes)
    return text


def _ends(text: str, strokes: Sequence[Stroke]) -> bool:
    """Whether a user name stands alone, and a stroke where it ends."""
    return bool(_NAME.fullmatch(text)) and max(end for _, end in strokes) >= len(text) - _AT_THE_END


def _count_behind(text: str, strokes: Sequence[Stroke]) -> int:
    """How many underscores stand behind a name read without them, which made its letters seem wider."""
    strokes = [(start, end) for start, end in strokes if end - start >= _SHORTEST]
    letter = max(min(start for start, _ in strokes), 1.0) / len(text)
    longest = max(end - start for start, end in strokes) / letter
    touching = 1 if longest < _MORE_THAN_ONE else 2 if longest < _THREE else 3
    return max(touching, len(strokes))


def _groups(strokes: Sequence[Stroke]) -> list[tuple[float, int]]:
    """Where each run of underscores begins, and how many it has; 0 where that cannot be told."""
    strokes = [(start, end) for start, end in sorted(strokes) if end - start >= _SHORTEST]
    found: list[tuple[float, int]] = []
    for before, (start, end) in pairwise([(-9.0, -9.0), *strokes]):
        size = end - start
        count = 1 if size < _ONE else 0 if size < _TWO else 2 if size < _THREE else 3
        if found and start - before[1] < _TOUCHING:
            found[-1] = (found[-1][0], found[-1][1] + max(count, 1))
        else:
            found.append((start, count))
    return found
