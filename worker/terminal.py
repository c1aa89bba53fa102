"""What is shown on a terminal: an instant to the minute, and colour.

Colour is for a terminal alone: never in a file or a pipe, nor where somebody wants none (no-color.org).
"""

from __future__ import annotations

import os
from datetime import datetime
from typing import TextIO

BOLD, RED, YELLOW, DIM = "1", "31", "33", "2"


def has_colour(out: TextIO) -> bool:
    """Whether what is written there may be coloured."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return wanted and out.isatty()


def paint(text: str, how: str, *, colour: bool) -> str:
    """The text in a colour, as it is where there is none."""
    return f"\x1b[{how}m{text}\x1b[0m" if colour else text


def to_the_minute(text: str | None) -> str | None:
    """An instant in ISO 8601 as people are shown it, None for none."""
    return f"{datetime.fromisoformat(text):%Y-%m-%d %H:%M} UTC" if text else None


def counted(count: int, what: str) -> str:
    """So many of something: "1 case", "22 cases"."""
    return f"{count} {what}{'' if count == 1 else 's'}"
