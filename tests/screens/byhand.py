"""Screens written row by row, as a machine would have seen them."""

from __future__ import annotations

from worker.reading.screens import Line, Screen, Seen
from worker.reading.screens.seen import Colour

Row = (
    tuple[float, str]
    | tuple[float, str, Colour]
    | tuple[float, str, Colour, Colour]
    | tuple[float, str, Colour, Colour, float]
    | tuple[float, str, Colour, Colour, float, float]
)
"""Where a line begins, its words, and what else ``line`` is told of it."""
BLACK, GREY, WHITE = (15, 18, 22), (101, 105, 110), (255, 255, 255)
PINK, BLUE, GREEN = (229, 66, 163), (31, 122, 236), (217, 253, 211)
HIGH, STEP, WIDE = 36, 46, 17
BOLD, PLAIN = (BLACK, WHITE, 1.0, 6.1), (BLACK, WHITE, 1.0, 4.4)
"""Ink, paper, confidence and the width of a stem, as measured on a phone's screen."""

GAP = (0, "")
FACEBOOK = [(40, "Write a comment…"), (40, "41 comments · 19 shares")]
WHATSAPP = [(160, "Year 4 parents"), (160, "Kelly, Darren mum, You"), GAP]


def line(
    left: float,
    top: float,
    text: str,
    ink: Colour = BLACK,
    paper: Colour = WHITE,
    confidence: float = 1.0,
    stroke: float = 0.0,
) -> Line:
    """One line of letters as wide as they are many."""
    return Line(text, confidence, left, top, left + WIDE * len(text), top + HIGH, ink, paper, stroke)


def seen(*rows: Row, width: int = 1000) -> Seen:
    """A screen of rows from top to bottom: (left, text), then what ``line`` takes. "" leaves a gap."""
    lines = [line(row[0], 40 + STEP * n, *row[1:]) for n, row in enumerate(rows) if row[1]]
    return Seen(width, 80 + STEP * len(rows), tuple(lines))


def said(screen: Screen) -> list[tuple[str | None, str | None, str]]:
    """Author, time and words of every item."""
    return [(item.author, item.when, item.text) for item in screen.items]


def chat(*rows: Row) -> Seen:
    """A group's chat: its head, then the rows, then the field to write in."""
    return seen(*WHATSAPP, *rows, GAP, (60, "Type a message", GREY))
