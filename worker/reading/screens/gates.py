"""When to give up and ask: a picture too small to read, an app unknown, a name in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from worker.reading.screens.rows import unit_of
from worker.reading.screens.screen import Item
from worker.reading.screens.seen import Line

_SMALLEST = 14.0
_CLEAREST = 0.93


def is_legible(lines: Sequence[Line]) -> bool:
    """Whether the letters are large and clear enough to trust fields read from them.

    A usual line under 14 pixels, or a mean confidence under 0.93, means that letters were guessed.
    """
    if not lines:
        return False
    weight = sum(len(line.text) for line in lines)
    clear = sum(line.confidence * len(line.text) for line in lines) / max(1, weight)
    return unit_of(lines) >= _SMALLEST and clear >= _CLEAREST


def doubts_of(
    platform: str | None, items: Sequence[Item], *, legible: bool, seen_any: bool
) -> tuple[str, ...]:
    """The reasons to ask a person, in plain words."""
    found = []
    if not seen_any:
        found.append("no words could be read in the picture")
    elif not legible:
        found.append("the picture is too small or too blurred to read with certainty")
    elif platform is None:
        found.append("the site or app could not be told from the picture")
    elif not items:
        found.append("no post or message could be made out")
    if any(not item.sure for item in items):
        found.append("a name could not be read with certainty")
    if len(items) > 1:
        found.append("the picture shows several posts or messages")
    return tuple(found)


def confidence_of(parts: Sequence[float]) -> float:
    """How far an item is to be trusted: its least certain line, tempered by the others."""
    return round(min(min(parts), mean(parts)), 3) if parts else 0.0
