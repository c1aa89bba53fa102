"""Columns: on a wide screen the posts stand in one of several, parted by white from top to bottom."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.reading.screens.badges import is_badge
from worker.reading.screens.rows import unit_of
from worker.reading.screens.seen import Line
from worker.reading.screens.times import find_time, is_time

_GUTTER = 1.0
_A_TIME = 40
"""A time weighs as much as so many letters when the column of the posts is sought."""
_LIST_GUTTER = 0.6
_TOP = 0.2
_LOW = 16.0
"""A picture of so few units from top to bottom is cut to what was said: no head spans its columns."""
_PHONE = 30.0
"""A picture of so few units across is of one column, cut to a post or two however low."""
_PROSE = 40
"""A row of more letters, most of its words small, is said by somebody: no head of a site is so long."""
_SCRAP = 2
_FACES = 2.5
_LIST = re.compile(r"^(?:search|chats$|messages$|unread$|archived$)", re.IGNORECASE)
_PANEL = re.compile(r"(?:group|contact|chat) info|media, links,? and docs|shared media", re.IGNORECASE)
_DAY = re.compile(
    r"yesterday|[a-z]{3,6}day|mon|tue|wed|thu|fri|sat|sun|\d{1,2}/\d{1,2}/\d{2,4}", re.IGNORECASE
)


def main_column(lines: Sequence[Line], width: int, height: int) -> tuple[Line, ...]:
    """The lines of the column that says most and has a time in it; all of a screen that is not wide."""
    columns = _columns(lines, width, height, _GUTTER)
    if len(columns) < 2:
        return tuple(line for line in lines if not columns or not _is_scrap(line, columns[0], height))
    best = max(range(len(columns)), key=lambda n: _weight(_within(lines, columns[n])))
    first, last = columns[best]
    if best + 1 < len(columns) and not _timed(_within(lines, columns[best])):
        last = columns[best + 1][1]  # times set to the far right, over words that do not reach there
    return _within(lines, (first, last))


def _is_scrap(line: Line, column: tuple[float, float], height: int) -> bool:
    """Whether a letter or two stand beside the only column: in a picture, or on an icon."""
    beside = line.right < column[0] or line.left > column[1]
    short = len(line.text.strip()) <= _SCRAP and not (is_time(line.text) or is_badge(line.text))
    return beside and short and line.top > _TOP * height


def without_list(lines: Sequence[Line], width: int, height: int) -> tuple[Line, ...]:
    """The lines without a list of chats at the left: what comes in and what goes out stay together.

    Nor with what a panel at the right says of the group and its members.
    """
    columns = _columns(lines, width, height, _LIST_GUTTER)
    for n, span in enumerate(columns[1:], 1):
        if any(_PANEL.fullmatch(line.text.strip()) for line in _within(lines, span)):
            end = columns[n - 1][1]
            lines, columns = tuple(line for line in lines if line.left <= end), columns[:n]
            break
    if len(columns) > 2 and columns[0][1] - columns[0][0] < _FACES * unit_of(lines):
        columns = [(columns[0][0], columns[1][1]), *columns[2:]]  # letters on faces stand beside the list
    if len(columns) < 2 or not any(map(_is_list, _beside_chat(lines, columns, height))):
        return tuple(lines)
    end = columns[0][1]
    for span in columns[1:]:
        if not all(map(_is_day, _within([line for line in lines if line.top > _TOP * height], span))):
            break
        end = span[1]  # the list's days, set to its right
    return tuple(line for line in lines if line.left > end)


def _beside_chat(
    lines: Sequence[Line], columns: Sequence[tuple[float, float]], height: int
) -> list[Sequence[Line]]:
    """What may be the list at the left, its own heading included, and the column of its days."""
    first = [line for line in lines if line.right <= columns[0][1]]
    return [first, *(_within(lines, columns[n]) for n in _days(lines, columns, height))]


def _days(lines: Sequence[Line], columns: Sequence[tuple[float, float]], height: int) -> tuple[int, ...]:
    """Which column holds nothing but the days of a list, beside it and before the chat that is open."""
    beside = [line for line in lines if line.top > _TOP * height] if len(columns) > 2 else []
    return (1,) if beside and all(map(_is_day, _within(beside, columns[1]))) else ()


def _is_day(line: Line) -> bool:
    """Whether a line is a day or a time, or so short that it is a count or an icon."""
    text = line.text.strip()
    return len(text) <= 2 or bool(_DAY.fullmatch(text)) or is_time(text)


def _is_list(lines: Sequence[Line]) -> bool:
    """Whether a column is a list of chats: days stand in it, or a place to search."""
    days = sum(bool(_DAY.fullmatch(line.text.strip())) for line in lines)
    return days > 1 or any(_LIST.search(line.text.strip()) for line in lines)


def _columns(lines: Sequence[Line], width: int, height: int, gutter: float) -> list[tuple[float, float]]:
    """The stretches that lines fill, below the top of the screen, from left to right."""
    unit = unit_of(lines)
    if width < _PHONE * unit or (width < 0.9 * height and width < 45 * unit):
        return []
    head = _TOP * height if height > _LOW * unit else 0.0
    below = [line for line in lines if len(line.text) > 2 and (line.top >= head or _is_prose(line.text))]
    spans = sorted((line.left, line.right) for line in below)
    found: list[tuple[float, float]] = []
    for left, right in spans:
        if found and left - found[-1][1] < gutter * unit:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _is_prose(text: str) -> bool:
    """Whether words are a sentence, or a part of one: what it runs over is one column."""
    words = text.split()
    return len(text) > _PROSE and 2 * sum(word.islower() for word in words) > len(words)


def _within(lines: Sequence[Line], span: tuple[float, float]) -> tuple[Line, ...]:
    return tuple(line for line in lines if span[0] <= (line.left + line.right) / 2 <= span[1])


def _weight(lines: Sequence[Line]) -> int:
    return sum(len(line.text) for line in lines if not is_time(line.text)) + _A_TIME * _timed(lines)


def _timed(lines: Sequence[Line]) -> int:
    return sum(find_time(line.text) is not None for line in lines)
