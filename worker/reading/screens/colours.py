"""What a colour tells: it is a hint, a photographed screen has none to speak of."""

from __future__ import annotations

from worker.reading.screens.seen import Colour


def is_vivid(ink: Colour, beside: Colour = (0, 0, 0)) -> bool:
    """Whether letters are in a colour, as names in a chat are, and not black, grey or white.

    ``beside`` is the ink of the words under them, which a photograph tints too. Compression dulls
    the colours of small letters, so that little more than a tint may be left.
    """
    return _spread(ink) - _spread(beside) >= 28


def _spread(colour: Colour) -> int:
    return max(colour) - min(colour)


def is_own_bubble(paper: Colour) -> bool:
    """The green ground of what the phone's owner wrote (light and dark WhatsApp)."""
    red, green, blue = paper
    return green - red >= 16 and green - blue >= 4 and green >= 50


def apart(one: Colour, other: Colour) -> int:
    """How far two colours are from each other, in their most different channel."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))
