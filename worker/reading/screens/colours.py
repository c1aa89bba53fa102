"""What a colour tells: it is a hint, a photographed screen has none to speak of."""

from __future__ import annotations

from worker.reading.screens.seen import Colour

_LIGHT, _DARK = 130, 135
_PALE = 233
_THEIRS, _NEAR = (32, 44, 51), 4
FULL = 44
"""How far the channels of letters part that are in full colour."""


def is_vivid(ink: Colour, beside: Colour = (0, 0, 0), least: int = 28) -> bool:
    """Whether letters are in a colour, as names in a chat are, and not black, grey or white.

    ``beside`` is the ink of the words under them, which a photograph tints too. Compression dulls
    the colours of small letters, so that ``least``, by how much the channels part, is little.
    """
    return _spread(ink) - _spread(beside) >= least


def _spread(colour: Colour) -> int:
    return max(colour) - min(colour)


def is_own_bubble(paper: Colour) -> bool:
    """The green ground of what the phone's owner wrote in WhatsApp: very light, or very dark.

    The strong green of a text message lies between.
    """
    red, green, blue = paper
    greenish = green - red >= 16 and green - blue >= 4
    return greenish and (min(paper) >= _LIGHT or 50 <= max(paper) <= _DARK)


def is_whatsapp_green(paper: Colour) -> bool:
    """Such a ground in WhatsApp's own green: Telegram's light one is paler."""
    return is_own_bubble(paper) and not (min(paper) >= _LIGHT and paper[0] >= _PALE)


def is_whatsapp_dark(paper: Colour) -> bool:
    """The ground of what others write in WhatsApp at night: no ground of Telegram's is so near."""
    return apart(paper, _THEIRS) <= _NEAR


def apart(one: Colour, other: Colour) -> int:
    """How far two colours are from each other, in their most different channel."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True))
