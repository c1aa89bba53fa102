"""A list in one line: "1) approve 2) hold 3) reject". Its numbers belong to the words behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from worker.deciding.decision.words import Chunk, phrases

_LABELS = ("draft", "number", "item", "letter")
_ORDINALS = ("first", "1st", "second", "2nd", "third", "3rd", "fourth", "4th")
_COUNTED = ("at", "by", "until", "till", "til", "before", "after", "page", "year", "class", "section", "para")
"""What a number behind is no item's: "at 10", "Year 4"."""


def relisted(cut: Sequence[Chunk]) -> tuple[tuple[Chunk, ...], bool]:
    """The chunks with every item's number apart from the words of the item before.

    Also whether other words than a greeting stand before the list: they may govern all of it, or its
    numbers may stand behind what is said of them.
    """
    first = next((at for at, chunk in enumerate(cut) if _item(chunk)), None)
    if first is None or _item(cut[first]) < len(cut[first].tokens) or not _goes_on(cut, first):
        return tuple(cut), False
    out = list(cut[: first + 1])
    for at in range(first + 1, len(cut)):
        chunk, size = cut[at], _item(cut[at])
        if not size or size == len(chunk.tokens) or not _goes_on(cut, at):
            out.append(chunk)
            continue
        out.append(replace(chunk, tokens=chunk.tokens[:-size], after=","))
        out.append(replace(chunk, tokens=chunk.tokens[-size:]))
    greeting = phrases("approval", "courtesy")
    led = not all(greeting.whole(chunk.words) for chunk in cut[:first])
    return tuple(out), led and len(out) > len(cut)


def _goes_on(cut: Sequence[Chunk], at: int) -> bool:
    """Whether words follow in the same line; a number that follows is one more of the same item."""
    if at + 1 == len(cut) or cut[at + 1].line != cut[at].line:
        return False
    return not _is_number(cut[at + 1].words[0])


def _item(chunk: Chunk) -> int:
    """How many words at a chunk's end name an item ("2", "draft 2", "the second"); 0 if none do."""
    before, last = ("", *chunk.words)[-2:]
    if last in _ORDINALS and before == "the":
        return 2
    if not _is_number(last) or before in _COUNTED:
        return 0
    return 1 + (before in _LABELS)


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit() and len(word) <= 2
