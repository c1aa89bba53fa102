"""What a machine saw in a picture: lines of text, where they stand and in which colours.

This is the whole of what the reader of screenshots is given. It never sees the picture.
"""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[int, int, int]
"""Red, green and blue, 0 to 255."""


@dataclass(frozen=True, slots=True)
class Line:
    """One run of words found in a picture. Pixels, from the top left corner of the upright picture.

    ``confidence`` (0 to 1) is the machine's own. ``ink`` is the median colour of the letters,
    ``paper`` that of the ground around them: bubbles and links show there. ``stroke`` is how
    wide the letters' stems are, 0 where nobody measured: bold names show there. ``lead`` is how many
    letters at the beginning are bolder than the rest, or in another colour: a name with words after it.
    ``missed`` is how often more than a space stands between two letters: a smiley, or a sign that nobody
    read; -1 where nobody measured, and a space may be lost as well.
    """

    text: str
    confidence: float
    left: float
    top: float
    right: float
    bottom: float
    ink: Colour
    paper: Colour
    stroke: float = 0.0
    lead: int = 0
    missed: int = -1


@dataclass(frozen=True, slots=True)
class Seen:
    """One picture as seen, already turned upright. The order of ``lines`` promises nothing."""

    width: int
    height: int
    lines: tuple[Line, ...]
