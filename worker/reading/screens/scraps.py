"""What the engine reads of icons and of the letters on avatars: no words of anybody."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.reading.screens.colours import apart, is_vivid
from worker.reading.screens.seen import Line
from worker.reading.screens.times import is_time

_GUESSED = 0.75
"""A sign or three that are read with less confidence are a smiley or an icon."""
_OTHER_INK, _ONE_INK = 45, 25
_SAME_GROUND = 10
_ALIKE = 0.85
_BESIDE = 0.1
"""An avatar's letter shares more of its height with a name than boxes of rows that touch do, in units."""
_INITIALS_ME = re.compile(r"M\S* E")
_LETTERS = re.compile(r"[^\W\d_]{2}")
_READABLE = re.compile(r"[^\W_]|[★⭐☆@#~]")
_EAST = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]")
_ICON = re.compile(r"(?:[0OoQX×<>]|[0oOe]{3})")


def without_scraps(lines: Sequence[Line], unit: float) -> list[Line]:
    """The lines without icons and initials; ``unit`` is the height of a usual line."""
    kept = [line for line in lines if not _is_icon(line) or _ends_a_word(line, lines, unit)]
    small = [line for line in kept if len(re.sub(r"\W", "", line.text)) <= 2 and not is_time(line.text)]
    drop = {id(line) for line in small if _is_initials(line, kept, unit)}
    return [line for line in kept if id(line) not in drop]


def _is_icon(line: Line) -> bool:
    """Signs without a letter or digit, a lone far-eastern sign, three dots read as noughts, a guess."""
    text = line.text.strip()
    if len(text) <= 3 and line.confidence < _GUESSED and not _LETTERS.search(text):
        return True
    if not _READABLE.search(text) or _ICON.fullmatch(text):
        return True
    return len(text) <= 2 and bool(_EAST.search(text))


def _ends_a_word(scrap: Line, lines: Sequence[Line], unit: float) -> bool:
    """Whether a letter like an icon's stands close behind words: "andreea__x" read as "andreea" and "x".

    Of one make with them it may lie half within their box: "Ada O" read as "Ada" and "0".
    """
    if scrap.text not in ("X", "x", "O", "o", "0"):
        return False
    return any(
        -0.6 * unit <= scrap.left - line.right <= 1.2 * unit
        and min(line.bottom, scrap.bottom) - max(line.top, scrap.top) > 0.5 * (scrap.bottom - scrap.top)
        and not _is_icon(line)
        and (_is_beside(scrap, line, unit) or _is_of_one_make(scrap, line))
        for line in lines
        if line is not scrap
    )


def _is_beside(scrap: Line, line: Line, unit: float) -> bool:
    """Whether a letter, and no figure, stands behind words and not half within them."""
    return scrap.text != "0" and scrap.left - line.right >= -0.2 * unit


def _is_of_one_make(scrap: Line, line: Line) -> bool:
    """Whether a letter stands on the ground of words, in their ink and as bold."""
    return (
        apart(scrap.ink, line.ink) < _ONE_INK
        and apart(scrap.paper, line.paper) < _SAME_GROUND
        and (not scrap.stroke or _ALIKE < line.stroke / scrap.stroke < 1 / _ALIKE)
    )


def _is_initials(scrap: Line, lines: Sequence[Line], unit: float) -> bool:
    """One or two letters with words close by on the right are an avatar's, or a count at an icon."""
    if scrap.text == "OP":
        return False
    oneself = scrap.text == "ME" and is_vivid(scrap.ink)
    if any(_goes_on(line, scrap, unit) or _leads(scrap, line, unit) for line in lines if line is not scrap):
        return False
    for line in lines:
        if line.top > scrap.bottom:
            break
        near = -0.3 * unit <= line.left - scrap.right <= 4 * unit
        beside = min(line.bottom, scrap.bottom) - max(line.top, scrap.top) > _BESIDE * unit
        if near and line is not scrap and beside:
            return not oneself or _INITIALS_ME.match(line.text) is not None
    return False


def _goes_on(line: Line, scrap: Line, unit: float) -> bool:
    """Whether a short word stands close behind others of its make: it is one of theirs."""
    return (
        -0.3 * unit <= scrap.left - line.right <= unit
        and is_level(line, scrap)
        and apart(line.ink, scrap.ink) < _OTHER_INK
        and apart(line.paper, scrap.paper) < _SAME_GROUND
        and len(line.text) > len(scrap.text)
        and _LETTERS.search(line.text) is not None
        and scrap.text[0].isalpha()
    )


def _leads(scrap: Line, line: Line, unit: float) -> bool:
    """Whether letters are the first word of what stands close behind: "Dr" and "Nuala Finnerty".

    Of one make on one ground; an avatar's are capitals, or stand on its colour, or further off.
    """
    return (
        -0.3 * unit <= line.left - scrap.right <= 0.7 * unit
        and is_level(scrap, line)
        and apart(line.ink, scrap.ink) < _ONE_INK
        and apart(line.paper, scrap.paper) < _SAME_GROUND
        and _ALIKE < (scrap.bottom - scrap.top) / (line.bottom - line.top) < 1 / _ALIKE
        and (not scrap.stroke or _ALIKE < line.stroke / scrap.stroke < 1 / _ALIKE)
        and len(line.text) > len(scrap.text)
        and _LETTERS.match(scrap.text) is not None
        and not scrap.text.isupper()
    )


def is_level(one: Line, other: Line) -> bool:
    """Whether two lines share at least half the height of the lower one."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= 0.5 * min(one.bottom - one.top, other.bottom - other.top)
