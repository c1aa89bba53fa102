"""What phones and sites put around a page and over it: nobody posted that."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.reading.screens.looks import shared
from worker.reading.screens.seen import Line
from worker.reading.screens.times import find_time

_LOWER = 0.55
"""What is laid over a page stands at its lower edge: below so much of its height."""
_UPPER = 0.12


def without_edges(lines: Sequence[Line], unit: float, height: int) -> tuple[Line, ...]:
    """The lines without the question about cookies at the foot, and the way back to another app."""
    ends = [line.top for line in lines if line.top > _LOWER * height and shared().overlays.search(line.text)]
    end = min(ends, default=float(height)) - unit / 3
    back = _way_back(lines, height)
    return tuple(line for line in lines if line.top < end and line is not back)


def _way_back(lines: Sequence[Line], height: int) -> Line | None:
    """Right under the clock, at its left edge, the name of the app that was left."""
    above = [line for line in lines if line.top < _UPPER * height]
    clock = next((line for line in above if find_time(line.text)), None)
    if clock is None:
        return None
    high = clock.bottom - clock.top
    return next(
        (
            line
            for line in above
            if re.sub(r"^\W+|\W+$", "", line.text).lower() in shared().way_back
            and 0 <= line.top - clock.top < 2 * high
            and line.left < clock.right
        ),
        None,
    )
