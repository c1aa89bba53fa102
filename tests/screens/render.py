"""From a page to a picture with its truth: headless Chromium draws, the marks are read and painted over."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from random import Random
from typing import Protocol

from PIL import Image

from tests.screens import facebook, google, instagram, mumsnet, nextdoor, plain, snapchat, tiktok, whatsapp, x
from tests.screens.cast import Said
from tests.screens.page import Drawn
from tests.screens.skin import Skin, skin
from worker.reading.screens.seen import Colour


class Design(Protocol):
    """A module that draws the pages of one platform."""

    @property
    def LAYOUTS(self) -> tuple[str, ...]: ...  # noqa: N802  a module's constant

    def draw(self, s: Skin) -> Drawn: ...


DRAWERS: dict[str, Design] = {
    "facebook": facebook, "whatsapp": whatsapp, "x": x, "instagram": instagram, "tiktok": tiktok,
    "snapchat": snapchat, "nextdoor": nextdoor, "google_reviews": google, "mumsnet": mumsnet,
}  # fmt: skip


def drawn(platform: str, seed: int, *, other_font: bool = False) -> Drawn:
    """One page of ``platform``: the seed picks layout, device, light or dark, people and words."""
    rng = Random(f"{platform} {seed} {other_font}")
    module = DRAWERS.get(platform, plain)
    layouts = module.LAYOUTS
    phone = seed % 3 != 2
    s = skin(rng, layouts[seed % len(layouts)], phone=phone, dark=rng.random() < 0.5, other_font=other_font)
    return module.draw(s)


def rendered(page: Drawn) -> tuple[Image.Image, list[tuple[int, Said | None]]]:
    """The picture, without its marks, and what is said from which height downwards."""
    with tempfile.TemporaryDirectory() as folder:
        source, shot = Path(folder, "page.html"), Path(folder, "page.png")
        source.write_text(page.html, encoding="utf-8")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--hide-scrollbars", "--disable-gpu",
             f"--screenshot={shot}",
             f"--window-size={page.skin.width},3600", f"--force-device-scale-factor={page.skin.scale}",
             str(source)],
            check=True, capture_output=True, timeout=60,
        )  # fmt: skip
        with Image.open(shot) as opened:
            picture = opened.convert("RGB")
    heights, end = _marks(picture, page.skin.scale)
    for top in heights:
        _paint_over(picture, top, page.skin.scale)
    return picture.crop((0, 0, picture.width, end)), list(zip(heights, page.said, strict=False))


def _marks(picture: Image.Image, scale: float) -> tuple[list[int], int]:
    """Where the dots at the left edge begin, and where the page ends."""
    heights: list[int] = []
    inside = False
    for y in range(picture.height):
        pink = _is_mark(_colour(picture, 1, y))
        if pink and not inside and _is_mark(_colour(picture, picture.width - 2, y)):
            return heights, y
        if pink and not inside:
            heights.append(y)
        inside = pink
    return heights, picture.height


def _colour(picture: Image.Image, x: int, y: int) -> Colour:
    pixel = picture.getpixel((x, y))
    assert isinstance(pixel, tuple)
    red, green, blue = pixel
    return red, green, blue


def _is_mark(colour: Colour) -> bool:
    return abs(colour[0] - 0xFE) < 3 and colour[1] < 3 and abs(colour[2] - 0xFD) < 3


def _paint_over(picture: Image.Image, top: int, scale: float) -> None:
    side = round(4 * scale) + 2
    paper = _colour(picture, side + 2, min(top + 1, picture.height - 1))
    picture.paste(paper, (0, max(0, top - 1), side, top + side))
