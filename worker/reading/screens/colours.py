"""What a colour tells: it is a hint, a photographed screen has none to speak of."""

from __future__ import annotations

from worker.reading.screens.seen import Colour


def is_vivid(ink: Colour) -> bool:
    """Whether letters are in a colour, as names in a chat are, and not black, grey or white."""
    return max(ink) - min(ink) >= 48


def is_own_bubble(paper: Colour) -> bool:
    """The green ground of what the phone's owner wrote (light and dark WhatsApp)."""
    red, green, blue = paper
    return green - red >= 16 and green - blue >= 4 and green >= 50


def apart(one: Colour, other: Colour) -> int:
    """How far two colours are from each other, in their most different channel."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))
