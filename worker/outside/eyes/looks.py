"""What a picture looks like, in 256 bits: the same for the same picture saved anew, smaller or trimmed.

A perceptual hash: the picture in 64 x 64 shades of grey, its 16 x 16 slowest waves (a discrete cosine
transform), and of each whether it is above the median. Screenshots of one app look alike, so that
64 bits would not tell them apart (tests/test_looking.py has the measure).
"""

from __future__ import annotations

from functools import cache
from math import cos, pi
from statistics import median

from worker.outside.eyes.picture import Picture

SIDE, WAVES = 64, 16


def look_of(picture: Picture) -> str:
    """The hash of a picture: 64 hexadecimal digits."""
    shades = list(picture.convert("L").resize((SIDE, SIDE)).tobytes())
    rows = [_waves(shades[at : at + SIDE]) for at in range(0, SIDE * SIDE, SIDE)]
    columns = [_waves([row[wave] for row in rows]) for wave in range(WAVES)]
    waves = [wave for column in columns for wave in column]
    middle = median(waves[1:])  # the first is the brightness of the whole
    bits = 0
    for wave in waves:
        bits = bits << 1 | (wave > middle)
    return f"{bits:0{WAVES * WAVES // 4}x}"


def _waves(values: list[int] | list[float]) -> list[float]:
    """The slowest waves of a row (DCT-II, not scaled)."""
    return [sum(v * c for v, c in zip(values, line, strict=True)) for line in _cosines()]


@cache
def _cosines() -> list[list[float]]:
    return [[cos(pi * wave * (2 * at + 1) / (2 * SIDE)) for at in range(SIDE)] for wave in range(WAVES)]
