"""Apps in Arabic, Hebrew and Urdu go from right to left: their screens are read in a mirror.

The engine knows none of these letters, but people write to each other in others too, and names are often
in Latin ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from worker.reading.screens.colours import is_own_bubble
from worker.reading.screens.rows import unit_of
from worker.reading.screens.seen import Line
from worker.reading.screens.times import is_clock

_CHARGE = re.compile(r"\d{1,3} ?%")
_WORDS = 5
"""What has no more letters may be a clock, or what was read of an icon."""


def from_left(lines: Sequence[Line], width: int) -> tuple[Line, ...]:
    """The lines as they would stand if the app went from left to right."""
    if not _goes_from_right(lines, width):
        return tuple(lines)
    return tuple(replace(one, left=width - one.right, right=width - one.left) for one in lines)


def _goes_from_right(lines: Sequence[Line], width: int) -> bool:
    """Whether the phone's clock stands at the right, and its charge or one's own bubbles at the left.

    Some older phones have their clock at the right as well.
    """
    first = min((one.top for one in lines), default=0.0)
    end = first + unit_of(lines)
    bar = [one for one in lines if one.top < end]
    clock = any(is_clock(one.text.strip()) and one.left > width / 2 for one in bar)
    charge = any(_CHARGE.fullmatch(one.text.strip()) and one.right < width / 2 for one in bar)
    return clock and (charge or _answers_from_left(lines))


def _answers_from_left(lines: Sequence[Line]) -> bool:
    """Whether one's own bubbles in WhatsApp's green stand further left than all that others say."""
    words = [one for one in lines if len(one.text) > _WORDS]
    own = [one.left for one in words if is_own_bubble(one.paper)]
    theirs = [one.left for one in words if not is_own_bubble(one.paper)]
    return bool(own and theirs) and max(own) + unit_of(lines) < min(theirs)
