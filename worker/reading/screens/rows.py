"""Lines that stand side by side make a row.

``unit``, the median height of the lines, is the measure of every distance.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from worker.reading.screens.colours import apart
from worker.reading.screens.scraps import is_level, without_scraps
from worker.reading.screens.seen import Colour, Line

MOST = 800
"""No screen has more lines; whatever comes after is not looked at."""
_LONGEST = 400
_LEADING_ICON = re.compile(
    r"^(?:[^\w\s@#~+★☆⭐()£$€\"'“”‘’\[\]…*/\\-]|[\u2e80-\u9fff\uac00-\ud7af\ue000-\uf8ff\uff00-\uffef])\s*(?=[\x20-\u024f])"
)
_MENU = re.compile(r"(?<=[^\d\s]) {1,3}[0oOe]{3}$")
_LATIN = str.maketrans("ρΑΒΕΖΗΙΚΛΜΝΟΡΤΥΧονǎǍ", "pABEZHIK^MNOPTYXovăĂ")
"""Greek letters that print as Latin ones, or as "^"; and the sign over an "a" that Romanian has, for that of
Chinese."""
_STUCK = re.compile(
    r"(?:(?<=\d[smhdw])|(?<=ago)|(?<=-\d\d))(?=Reply)|(?:(?<=Reply)|(?<=\d[smhdw]))(?=by (?:creator|author))"
)
"""Where a space is lost in a row of actions."""
_BOLDER = 1.12
_PALER = 45
_ALIKE, _ONE_INK = 0.85, 25
_GAP = 1.6
"""Words further apart than this many units are two things on one row."""


@dataclass(frozen=True, slots=True)
class Row:
    """Lines on one height, from left to right; never empty."""

    pieces: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The words of the row."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def left(self) -> float:
        """Where the row begins."""
        return self.pieces[0].left

    @property
    def right(self) -> float:
        """Where the row ends."""
        return max(piece.right for piece in self.pieces)

    @property
    def top(self) -> float:
        """Its upper edge."""
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return max(piece.bottom for piece in self.pieces)

    @property
    def confidence(self) -> float:
        """That of its least certain piece."""
        return min(piece.confidence for piece in self.pieces)

    @property
    def ink(self) -> Colour:
        """The colour of its first words."""
        return self.pieces[0].ink

    @property
    def paper(self) -> Colour:
        """The ground of its first words."""
        return self.pieces[0].paper

    @property
    def high(self) -> float:
        """The height of its first words, in pixels."""
        return self.pieces[0].bottom - self.pieces[0].top


def clean(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines that can be worked with: finite, the right way round, of sane length, from the top."""
    good = sorted(filter(_sound, lines), key=lambda line: (line.top, line.left))
    return tuple(map(_without_icon, good[:MOST]))


def _sound(line: Line) -> bool:
    numbers = (line.left, line.top, line.right, line.bottom, line.confidence)
    return (
        all(map(math.isfinite, numbers))
        and line.right > line.left
        and line.bottom > line.top
        and 0 < len(line.text.strip()) <= _LONGEST
    )


def _without_icon(line: Line) -> Line:
    """The line without an icon before its words, read as a far-eastern sign, or a menu's dots after."""
    text = _MENU.sub("", _LEADING_ICON.sub("", line.text.strip())).translate(_LATIN)
    text = _STUCK.sub(" ", text) if "Reply" in text or "by " in text else text
    return replace(line, text=text) if text.strip() and text != line.text else line


def unit_of(lines: Sequence[Line]) -> float:
    """The height of a usual line, in pixels; 1 where there are none."""
    return max(1.0, median(line.bottom - line.top for line in lines)) if lines else 1.0


def rows_of(lines: Sequence[Line], unit: float) -> tuple[Row, ...]:
    """The lines as rows from top to bottom, scraps left out."""
    rows: list[list[Line]] = []
    for line in sorted(without_scraps(lines, unit), key=lambda one: one.top + one.bottom):
        mate = next((row for row in rows[:-5:-1] if _beside(row, line)), None)
        if mate:
            mate.append(line)
        else:
            rows.append([line])
    return tuple(Row(tuple(sorted(row, key=lambda line: line.left))) for row in rows)


def _beside(row: Sequence[Line], line: Line) -> bool:
    """Whether ``line`` shares its height with one of the row, and its place with none."""
    near = row[-12:]
    slack = 0.8 * (line.bottom - line.top)
    return any(is_level(other, line) for other in near) and all(
        line.left >= other.right - slack or line.right <= other.left + slack for other in near
    )


def without_far_counts(row: Row, unit: float) -> Row:
    """The row without what stands at its far right: an icon, and numbers, which count hearts."""
    pieces = list(row.pieces)
    while len(pieces) > 1 and _COUNT.fullmatch(pieces[-1].text) and _apart(pieces[-2], pieces[-1], unit):
        pieces.pop()
    return Row(tuple(pieces))


_COUNT = re.compile(r"\W*(?:\d[\d.,]{0,6}(?:[KkMm]|(?![SHDWY])[A-Z])?|[A-Za-z])\W*")
"""An icon may stick to the number, read as a capital; what would make a time of it is none."""


def _apart(one: Line, other: Line, unit: float) -> bool:
    """Whether there is a wide gap between two pieces, or a small one before small print."""
    gap = other.left - one.right
    paler = apart(one.ink, one.paper) - apart(other.ink, other.paper)
    return gap > _GAP * unit or (gap > 0.2 * unit and paler > _PALER)


def is_bolder(one: Row, other: Row) -> bool:
    """Whether a row is in bolder letters of about the same size, as names are beside what is said."""
    least = _BOLDER * other.pieces[0].stroke
    return 0 < least <= one.pieces[0].stroke and one.high <= 1.3 * other.high


def is_alike(one: Row, other: Row, *, inked: bool = True) -> bool:
    """Whether two rows are of one make, as a page's names are: as bold, as large and (``inked``) as dark."""
    first, second = one.pieces[0], other.pieces[0]
    return (
        second.stroke > 0
        and _ALIKE < first.stroke / second.stroke < 1 / _ALIKE
        and _ALIKE < one.high / other.high < 1 / _ALIKE
        and (not inked or apart(first.ink, second.ink) < _ONE_INK)
    )


def joined(one: Row, other: Row) -> Row:
    """Two rows as one: what was broken for want of room. A word goes on after its hyphen."""
    text = one.text if one.text.endswith("-") else one.text + " "
    first = one.pieces[0]
    sure = min(one.confidence, other.confidence)
    right, bottom = max(one.right, other.right), max(one.bottom, other.bottom)
    whole = replace(first, text=text + other.text, confidence=sure, right=right, bottom=bottom)
    return Row((whole,))


def said(rows: Iterable[Row], shown: Callable[[str], str] = str) -> str:
    """The words of several rows as one text: a row's end is a space, as on any other screen.

    ``shown`` gives what the screen shows for a piece that was put into English.
    """
    return re.sub(r"\s+", " ", " ".join(shown(piece.text) for row in rows for piece in row.pieces)).strip()
