"""What one look-alike is: a page to draw, and the truth it shows."""

from __future__ import annotations

from dataclasses import dataclass

from tests.screens.cast import Said
from tests.screens.skin import Skin


@dataclass(frozen=True)
class Drawn:
    """A page and its truth. ``said`` has one entry for each mark on the page, in order, ``None`` for a
    mark that is no item (the head ends, the foot begins)."""

    platform: str | None
    skin: Skin
    html: str
    said: tuple[Said | None, ...]
    address: str | None = None
    group: str | None = None
