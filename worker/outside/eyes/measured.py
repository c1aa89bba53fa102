"""What the pixels of a line tell beside its words: colours, stems, bare ground, strokes under names."""

from __future__ import annotations

import numpy as np

from worker.outside.eyes.holes import Stretch
from worker.outside.eyes.underscores import Stroke, may_have, put_right

_CLEAR_ABOVE = 0.85
"""So much of an underscore's length has no ink above it; a letter's foot has."""
_MOST_LEADING = 6
_BOLDER_ALL, _BOLDER = 1.08, 1.35
"""So much wider than any word's after them are the stems of each bold word, and those of most."""
_TINT = 60
"""So far apart are two colours."""
_FAINT = 0.3
"""So much of the darkest ink on a line is ink, where bare ground is looked for."""
_LEAST_SPACE = 0.12
"""A space is at least so wide, in heights of its line."""
_Make = tuple[float, np.ndarray]
"""A word's stroke and colour."""
Box = tuple[int, int, int, int]
"""Left, top, right and bottom, in pixels."""


def cropped(pixels: np.ndarray, box: Box) -> np.ndarray:
    """What a box holds, in numbers that can be subtracted."""
    left, top, right, bottom = box
    return pixels[max(top, 0) : bottom + 1, max(left, 0) : right + 1].astype(np.int16)


def parted_from_paper(crop: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The ground's colour, as the rim has it, and how far each pixel is from it."""
    rim = np.concatenate([crop[:2].reshape(-1, 3), crop[-2:].reshape(-1, 3)])
    paper = np.median(rim, axis=0)
    return paper, np.abs(crop - paper).sum(axis=2)


def bare_ground(pixels: np.ndarray, box: Box) -> list[Stretch]:
    """The stretches of a line between its ink, in heights of the line.

    Letters in small print beside a name in bold are fainter than it: less ink than elsewhere tells them.
    """
    crop = cropped(pixels, box)
    if crop.size == 0:
        return []
    _, apart = parted_from_paper(crop)
    inked = np.flatnonzero((apart >= max(_FAINT * float(apart.max()), 1.0)).any(axis=0))
    parted = np.flatnonzero(np.diff(inked) > 1)
    return [((int(inked[n]) + 1) / len(crop), int(inked[n + 1]) / len(crop)) for n in parted]


def look(pixels: np.ndarray, box: Box, text: str) -> tuple[tuple[int, ...], tuple[int, ...], float, int]:
    """The letters' colour, the ground's, the stroke, and how many letters lead in another make.

    Colours are medians of what differs most from the rim, and of the rim.
    """
    crop = cropped(pixels, box)
    if crop.size == 0:
        return (0, 0, 0), (255, 255, 255), 0.0, 0
    paper, apart = parted_from_paper(crop)
    inked = crop[apart >= max(0.6 * float(apart.max()), 1.0)]
    ink = np.median(inked, axis=0) if len(inked) else paper
    return (
        tuple(int(c) for c in ink),
        tuple(int(c) for c in paper),
        stroke_of(apart),
        _lead(crop, apart, text),
    )


def stroke_of(apart: np.ndarray, most: float = 0.0) -> float:
    """How wide a usual stem is, in pixels and parts of them: half-covered pixels at its edges count half.

    The median over the stretches of ink along every other row of pixels, so that one smiley does not matter.
    """
    cover = np.pad(np.clip(apart[::2] / max(0.85 * (most or float(apart.max())), 1.0), 0.0, 1.0), 1).ravel()
    edges = np.flatnonzero(np.diff((cover >= 0.5).astype(np.int8))) + 1
    so_far = np.concatenate([[0.0], np.cumsum(cover)])
    widths = so_far[edges[1::2] + 1] - so_far[edges[::2] - 1]
    return round(float(np.median(widths)), 2) if len(widths) else 0.0


def _lead(crop: np.ndarray, apart: np.ndarray, text: str) -> int:
    """How many letters of a line stand before its make changes for good: a bold or coloured name in a text.

    0 where all words are of one make, or where the words seen are not as many as those that were read.
    """
    words = text.split()
    spans = _word_spans(apart, len(words)) if len(words) > 1 else []
    if len(spans) != len(words):
        return 0
    made = [_make(crop[:, a:b], apart[:, a:b], float(apart.max())) for a, b in spans]
    ways = range(1, min(len(words) - 1, _MOST_LEADING) + 1)
    contrast, n = max((_contrast(made[:n], made[n:]), n) for n in ways)
    return len(" ".join(words[:n])) if contrast >= 1 else 0


def _contrast(first: list[_Make], rest: list[_Make]) -> float:
    """How far the words of two runs are of two makes: bold and not, or in two colours; 1 is enough."""
    (strokes, inks), (thin, others) = (zip(*run, strict=True) for run in (first, rest))
    bolder = float(np.median(strokes) / max(float(np.median(thin)), 0.1)) / _BOLDER
    bolder = bolder if min(strokes) >= _BOLDER_ALL * max(thin) else 0.0
    one, two = np.median(inks, axis=0), np.median(others, axis=0)
    spread = max(float(np.abs(ink - mean).max()) for run, mean in ((inks, one), (others, two)) for ink in run)
    tint = float(np.abs(one - two).max()) / _TINT
    return max(bolder, tint if spread < _TINT / 2 else 0.0)


def _word_spans(apart: np.ndarray, count: int) -> list[tuple[int, int]]:
    """The columns that each word takes: so many words part at the widest gaps."""
    inked = np.flatnonzero((apart >= max(0.4 * float(apart.max()), 1.0)).any(axis=0))
    if not len(inked):
        return []
    gaps = np.diff(inked)
    widest = np.sort(np.argsort(gaps)[len(gaps) - count + 1 :])
    if len(gaps) < count or gaps[widest].min() < _LEAST_SPACE * len(apart):
        return []
    starts = [int(inked[0]), *(int(inked[n + 1]) for n in widest)]
    ends = [*(int(inked[n]) + 1 for n in widest), int(inked[-1]) + 1]
    return list(zip(starts, ends, strict=True))


def _make(crop: np.ndarray, apart: np.ndarray, most: float) -> _Make:
    """One word's stroke and colour."""
    inked = crop[apart >= max(0.6 * float(apart.max()), 1.0)]
    return stroke_of(apart, most), np.median(inked, axis=0)


def with_underscores(text: str, pixels: np.ndarray, box: Box) -> str:
    """The text with its underscores as many as there are strokes."""
    text = text.strip()
    return put_right(text, _strokes(pixels, box, len(text))) if may_have(text) else text


def _strokes(pixels: np.ndarray, box: Box, letters: int) -> list[Stroke]:
    """The level strokes lowest under a line that have nothing above them, as underscores have."""
    left, top, right, bottom = box
    high, wide = bottom - top, max(1.0, (right - left) / max(1, letters))
    first = max(0, left - high // 2)
    crop = pixels[max(0, top) : bottom + max(2, high // 8), first : right + 3 * high // 2].astype(np.int16)
    if crop.size == 0:
        return []
    _, apart = parted_from_paper(crop)
    ink = apart >= max(0.45 * float(apart.max()), 1.0)
    above = np.cumsum(ink, axis=0)
    found: list[tuple[int, int, int]] = []
    for y in range(len(ink) // 2, len(ink)):
        edges = np.flatnonzero(np.diff(np.concatenate([[False], ink[y], [False]]).astype(np.int8)))
        over = above[max(0, y - max(2, high // 8))]
        for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            if end - start < wide / 2 or (over[start:end] == 0).mean() < _CLEAR_ABOVE:
                continue
            if not any(start < other[1] and end > other[0] for other in found):
                found.append((start, end, y))
    lowest = max((y for _, _, y in found), default=0)
    return [
        ((start + first - left) / wide, (end + first - left) / wide)
        for start, end, y in found
        if lowest - y <= high // 10
    ]
