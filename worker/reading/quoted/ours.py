"""Our own words inside a reply: Headsup knows what it sent, so it can take that away first.

Our text is looked for from its beginning on: a head who rewrites a draft copies from its middle, and
that copy is an answer, not a quote.
"""

from __future__ import annotations

import re
from itertools import pairwise

from worker.reading.quoted.blocks import Block
from worker.reading.quoted.shapes import Line
from worker.reading.quoted.wrote import find_attribution
from worker.reading.words.straight import straight

_MOST_LINES = 3_000
_MOST_OURS = 100_000
_WORD = re.compile(r"[\w’']+")
_LINK = re.compile(
    r"<(?:https?|mailto|tel):[^<>\s]{1,500}>|[<(\[](?:mailto:)?[^<>()\[\]\s@]{1,200}@[^<>()\[\]\s?]{1,200}\?subject=[^<>()\[\]\s]{1,500}[>)\]]"
    r"|\[cid:[^\[\]]{1,200}\]"
)
"""What stands beside words for a link or a picture, and for a mail of ours that is ready to send."""


def find_ours(lines: list[Line], ours: tuple[str, ...]) -> int | None:
    """Return the first line where a text of ours begins, unmarked by any quote sign, or None."""
    openings = [opening for text in ours if len(opening := _opening(text)) == 2]
    if not openings:
        return None
    shown = [(index, _words(line.content)) for index, line in enumerate(lines[:_MOST_LINES]) if line.content]
    for (index, first), (_, second) in pairwise(shown):
        if not lines[index].depth and any(first == a and second == b for a, b in openings):
            return index
    return None


def find_inserted(
    lines: list[Line], start: int, blocks: dict[int, Block], ours: tuple[str, ...]
) -> list[int]:
    """Return the lines from ``start`` on that are not ours: words typed inside our quoted text.

    ``blocks`` are the text's header blocks by their first line: older mail below a further one is
    nobody's answer. Without ``ours`` nothing can be told.
    """
    if not ours:
        return []
    first = blocks[start].end if start in blocks else start
    every = [word for text in ours for word in _words(text[:_MOST_OURS])]
    whole = f" {' '.join(every)} "
    own_lines = {tuple(_words(line)) for text in ours for line in text[:_MOST_OURS].splitlines()}
    inserted, matched, pointer = [], 0, 0
    for index in range(first, min(len(lines), first + _MOST_LINES)):
        line = lines[index]
        if line.blank:
            continue
        if index in blocks or find_attribution(lines, index):
            break
        found = _words(line.content)
        at = _find_in(found, every, whole, own_lines, pointer)
        if at is None:
            inserted.append(index)
        else:
            matched, pointer = matched + 1, at
    # If hardly anything is ours, the quoted mail is someone else's and says nothing about answers.
    return inserted if matched > len(inserted) else []


def _find_in(
    found: list[str], every: list[str], whole: str, own_lines: set[tuple[str, ...]], pointer: int
) -> int | None:
    """Return where our text goes on after these words, or None when they are not ours."""
    if not found or every[pointer : pointer + len(found)] == found:
        return pointer + len(found)
    place = whole.find(f" {' '.join(found)} ")
    if place < 0 or (len(found) < 4 and tuple(found) not in own_lines):
        return None
    return whole.count(" ", 0, place + 1) - 1 + len(found)


def _opening(text: str) -> tuple[list[str], ...]:
    found = [words for line in text[:_MOST_OURS].splitlines() if (words := _words(line))]
    return tuple(found[:2])


def _words(text: str) -> list[str]:
    return _WORD.findall(straight(_LINK.sub(" ", text)).casefold())
