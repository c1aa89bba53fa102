"""A list in one line: "1) approve 2) hold 3) reject". Its numbers belong to the words behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from worker.deciding.decision.words import Chunk, phrases

_MARKS = tuple("):.-–—")
"""What stands behind the number of an item."""


def relisted(cut: Sequence[Chunk]) -> tuple[tuple[Chunk, ...], bool]:
    """The chunks with every item's number apart from the words of the item before.

    Also whether other words than a greeting stand before the list: they may govern all of it, or its
    numbers may stand behind what is said of them.
    """
    first = next((at for at, chunk in enumerate(cut) if _number(chunk) is not None), None)
    if first is None or len(cut[first].tokens) > 1 or not cut[first].after.startswith(_MARKS):
        return tuple(cut), False
    out, number = list(cut[: first + 1]), _number(cut[first])
    for chunk, following in zip(cut[first + 1 :], [*cut[first + 2 :], None], strict=True):
        found = _number(chunk)
        on = following is not None and following.line == chunk.line and chunk.after.startswith(_MARKS)
        if number is None or found != number + 1 or not on:
            out.append(chunk)
            continue
        number = found
        if len(chunk.tokens) > 1:
            out.append(replace(chunk, tokens=chunk.tokens[:-1], after=","))
        out.append(replace(chunk, tokens=chunk.tokens[-1:]))
    greeting = phrases("approval", "courtesy")
    led = not all(greeting.whole(chunk.words) for chunk in cut[:first])
    return tuple(out), led and len(out) > len(cut)


def _number(chunk: Chunk) -> int | None:
    """The number a chunk ends in, if it can be an item's."""
    word = chunk.words[-1]
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 2 else None
