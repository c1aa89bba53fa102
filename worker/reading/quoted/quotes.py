"""Which lines of a reply are quoted, and by which sign that is known."""

from __future__ import annotations

import re
from dataclasses import dataclass

from worker.reading.quoted.blocks import Block, find_blocks
from worker.reading.quoted.loose import (
    Rare,
    find_rare,
    is_between_arrows,
    is_dated_marker,
    is_loose_header,
    is_original_mark,
)
from worker.reading.quoted.ours import find_inserted, find_ours
from worker.reading.quoted.quotehtml import CUT
from worker.reading.quoted.shapes import MOST_SEARCHED, Line, is_end_mark, is_forward_mark, is_rule
from worker.reading.quoted.wrote import find_attribution, may_attribute


@dataclass(frozen=True, slots=True)
class Quotes:
    """For each line whether it is quoted; the lines that were written inside a quote; how it was found."""

    quoted: list[bool]
    inserted: list[int]
    because: str


def find_quotes(lines: list[Line], ours: tuple[str, ...], about: str) -> Quotes:
    """Tell what is quoted from what is new: line by line, until everything below is one quote.

    ``ours`` are the texts that Headsup sent in this thread, ``about`` is the mail's subject without prefixes.
    """
    clues = _find_clues(lines, ours, about)
    quoted, inserted, because = [False] * len(lines), list[int](), "nothing is quoted"
    after = 0
    for index in clues.likely:
        stretch = _find_stretch(lines, index, clues) if index >= after else None
        if stretch is None:
            continue
        after, because = stretch.end, stretch.because
        quoted[stretch.start : after] = [True] * (after - stretch.start)
        if stretch.is_rest:
            inserted = find_inserted(lines, index, clues.blocks, ours, about)
    _take_what_stands_above(lines, quoted)
    _take_what_stands_below(lines, quoted)
    return Quotes(quoted, inserted, because)


@dataclass(frozen=True, slots=True)
class _Clues:
    """What is known of a reply's lines before they are gone through."""

    blocks: dict[int, Block]
    """The header blocks, by the line they begin on."""
    ours_at: int | None
    """Where our own text begins."""
    rare: Rare
    attributed: list[bool]
    """For each line whether it may begin an attribution."""
    likely: list[int]
    """The lines on which a quote may begin, or which are quoted, in order; the others are passed over."""


def _find_clues(lines: list[Line], ours: tuple[str, ...], about: str) -> _Clues:
    blocks = {block.start: block for block in find_blocks(lines, about=about)}
    ours_at, rare, attributed = find_ours(lines, ours), find_rare(lines), may_attribute(lines)
    likely = {*blocks, *rare.likely}
    likely |= {index for index, line in enumerate(lines) if line.depth or line.content == CUT}
    likely |= {index for index, may in enumerate(attributed) if may}
    if ours_at is not None:
        likely.add(ours_at)
    return _Clues(blocks, ours_at, rare, attributed, sorted(likely))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Lines ``start`` to ``end`` are quoted. ``is_rest``: without quote signs, down to the mail's end."""

    start: int
    end: int
    because: str
    is_rest: bool = False


def _find_stretch(lines: list[Line], index: int, clues: _Clues) -> _Stretch | None:
    """What is quoted from this line on, or nothing."""
    line, whole = lines[index], len(lines)
    if line.depth:
        if _is_headed(lines, index, clues.blocks):
            return _Stretch(index, whole, "a quoted header with unquoted words below", is_rest=True)
        return _Stretch(index, index + 1, "quote signs")
    if line.content == CUT:
        return _Stretch(index, whole, "the part that the mail program marked as quoted", is_rest=True)
    if index == clues.ours_at:
        return _Stretch(index, whole, "the text that Headsup sent", is_rest=True)
    if index in clues.blocks:
        return _Stretch(min(clues.blocks[index].above, index), whole, "a header block", is_rest=True)
    if index < MOST_SEARCHED and index in clues.rare.likely:
        if is_loose_header(lines, index, clues.rare):
            return _Stretch(index, whole, _WHO_WROTE, is_rest=True)
        if _is_marker(lines, index, clues.rare):
            return _Stretch(index, whole, "a line that says the original message follows", is_rest=True)
    end = find_attribution(lines, index) if clues.attributed[index] else None
    if end is None:
        return None
    if _quotes_follow(lines, end):
        return _Stretch(index, end, _WHO_WROTE)
    return _Stretch(index, whole, _WHO_WROTE, is_rest=True)


_WHO_WROTE = "a line that says who wrote what follows"


def _is_headed(lines: list[Line], index: int, blocks: dict[int, Block]) -> bool:
    """True for the first line of a quoted header, or of a marker in a quote, whose text bears no signs."""
    if index in blocks and not _goes_on(lines, blocks[index].end):
        return True
    return is_between_arrows(lines[index]) and not _quotes_follow(lines, index + 1)


def _is_marker(lines: list[Line], index: int, rare: Rare) -> bool:
    if is_original_mark(lines[index], rare):
        return True
    return is_dated_marker(lines[index]) and not _quotes_follow(lines, index + 1)


def _quotes_follow(lines: list[Line], start: int) -> bool:
    following = next((line for line in lines[start : start + 6] if not line.blank), None)
    return following is not None and following.depth > 0


def _goes_on(lines: list[Line], end: int) -> bool:
    """True when the quote with a header has words below it, or nothing has."""
    return _quotes_follow(lines, end) or all(line.blank or line.depth for line in lines[end:])


def _take_what_stands_above(lines: list[Line], quoted: list[bool]) -> None:
    """Count a rule or a "Begin forwarded message:" right above a quote to it."""
    for index in range(1, len(lines)):
        if not quoted[index] or quoted[index - 1]:
            continue
        above = index - 1
        while above >= 0 and not quoted[above] and (lines[above].blank or _is_ornament(lines[above])):
            quoted[above] = not lines[above].blank
            above -= 1


def _take_what_stands_below(lines: list[Line], quoted: list[bool]) -> None:
    """Count an "End of forwarded message" right below a quote to it; a mere rule may part new words."""
    below_quote = False
    for index, line in enumerate(lines):
        if below_quote and not quoted[index] and is_end_mark(line) and not is_rule(line):
            quoted[index] = True
        below_quote = quoted[index] or (below_quote and line.blank)


_ORNAMENT = re.compile(r"(?:\* ?){3,40}\Z|[.·]{5,200}\Z|#{3,200}\Z")


def _is_ornament(line: Line) -> bool:
    """True for a line of signs that stands between an answer and the quote."""
    return (
        is_rule(line)
        or is_forward_mark(line)
        or is_dated_marker(line)
        or bool(_ORNAMENT.match(line.content[:300]))
    )
