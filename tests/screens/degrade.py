"""What happens to a screenshot on its way: compressed, halved, sent on, cropped, photographed, ringed."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from random import Random

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

from tests.screens.cast import Said

Truth = list[tuple[int, Said | None]]


def degraded(picture: Image.Image, truth: Truth, kind: str, rng: Random) -> tuple[Image.Image, Truth]:
    """The picture after ``kind``, and what it still shows."""
    if kind == "crop":
        return _without_edges(picture, truth)
    if kind == "cut":
        return _within_a_post(picture, truth)
    if kind == "middle":
        return _middle(picture, truth, rng)
    return KINDS[kind](picture, rng), truth


def _as_jpeg(picture: Image.Image, quality: int) -> Image.Image:
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=quality)
    return Image.open(BytesIO(kept.getvalue())).convert("RGB")


def _as_webp(picture: Image.Image, rng: Random) -> Image.Image:
    kept = BytesIO()
    picture.save(kept, "WEBP", quality=rng.randint(45, 80))
    return Image.open(BytesIO(kept.getvalue())).convert("RGB")


def _smaller(picture: Image.Image, share: float) -> Image.Image:
    size = (max(1, round(picture.width * share)), max(1, round(picture.height * share)))
    return picture.resize(size, Image.Resampling.LANCZOS)


def _sent_on(picture: Image.Image, rng: Random) -> Image.Image:
    """A chat app makes it 1600 pixels high and compresses it, twice."""
    share = min(1.0, 1600 / max(picture.size))
    return _as_jpeg(_as_jpeg(_smaller(picture, share), 72), 65)


def _photographed(picture: Image.Image, rng: Random) -> Image.Image:
    """Taken off a screen with a phone: a little slanted, soft, unevenly lit, with a margin."""
    angle = rng.uniform(-0.7, 0.7)
    wide = Image.new("RGB", (picture.width + 120, picture.height + 120), (38, 36, 40))
    wide.paste(picture, (60, 60))
    turned = wide.rotate(angle, Image.Resampling.BICUBIC, fillcolor=(38, 36, 40))
    soft = turned.filter(ImageFilter.GaussianBlur(0.7))
    lit = ImageEnhance.Contrast(ImageEnhance.Brightness(soft).enhance(rng.uniform(0.75, 0.95))).enhance(0.85)
    return _as_jpeg(lit, 78)


def _ringed(picture: Image.Image, rng: Random) -> Image.Image:
    """Somebody drew a red ring around what they mean."""
    marked = picture.copy()
    top = rng.randint(picture.height // 4, picture.height // 2)
    box = (8, top, picture.width - 8, min(picture.height - 4, top + picture.height // 5))
    ImageDraw.Draw(marked).ellipse(box, outline=(235, 20, 20), width=max(3, picture.width // 160))
    return marked


def _without_edges(picture: Image.Image, truth: Truth) -> tuple[Image.Image, Truth]:
    """Cut to the posts: no head of the app above the first, nothing under the last."""
    first = truth[0][0]
    ends = [top for top, said in truth if said is None]
    bottom = ends[-1] if ends and ends[-1] > first else picture.height
    kept: Truth = [(top - first, said) for top, said in truth if said is not None]
    return picture.crop((0, first, picture.width, bottom)), kept


def _within_a_post(picture: Image.Image, truth: Truth) -> tuple[Image.Image, Truth]:
    """Cut through the first post, so that its name is gone: what is left of it is nobody's."""
    first = truth[0][0]
    after = truth[1][0] if len(truth) > 1 else picture.height
    top = first + round((after - first) * 0.45)
    return picture.crop((0, top, picture.width, picture.height)), [(t - top, s) for t, s in truth[1:]]


def _middle(picture: Image.Image, truth: Truth, rng: Random) -> tuple[Image.Image, Truth]:
    """Some posts out of the middle, and a little off both sides: faces are gone, the words are not."""
    shown = [n for n, (_, said) in enumerate(truth) if said is not None]
    first = rng.choice(shown[: max(1, len(shown) - 2)])
    last = min(first + rng.randint(2, 4), len(truth) - 1)
    top, bottom = truth[first][0], truth[last][0] if last > first else picture.height
    margin = round(picture.width * 0.015)
    kept: Truth = [(t - top, said) for t, said in truth[first:last] if said is not None]
    return picture.crop((margin, top, picture.width - margin, bottom)), kept


def _shrunk(picture: Image.Image, rng: Random) -> Image.Image:
    """Made smaller and compressed hard, as some phones send pictures."""
    return _as_jpeg(_smaller(picture, rng.uniform(0.6, 0.8)), rng.randint(40, 70))


def _off_a_screen(picture: Image.Image, rng: Random) -> Image.Image:
    """A photograph of a screen: in perspective, its pixels beating with the camera's, unevenly lit."""
    width, height = picture.size
    a, b, c, d = (rng.uniform(0.0, 0.025) * width for _ in range(4))
    corners = [(-a, -b), (-c, height + d), (width + a, height + b), (width + d, -c)]
    flat = [(0.0, 0.0), (0.0, float(height)), (float(width), float(height)), (float(width), 0.0)]
    shown = picture.transform(
        picture.size, Image.Transform.PERSPECTIVE, _perspective(flat, corners), Image.Resampling.BICUBIC,
        fillcolor=(30, 30, 34),
    )  # fmt: skip
    beat = Image.linear_gradient("L").resize((7, 7)).point(lambda v: 228 + v // 10)
    grid = Image.new("L", picture.size)
    for x in range(0, width, 7):
        grid.paste(beat.crop((0, 0, min(7, width - x), 7)).resize((min(7, width - x), height)), (x, 0))
    moire = ImageChops.multiply(shown, Image.merge("RGB", (grid, grid, grid)))
    light = Image.linear_gradient("L").rotate(rng.choice([0, 90, 180])).resize(picture.size)
    lit = ImageChops.multiply(moire, Image.merge("RGB", [light.point(lambda v: 170 + v // 3)] * 3))
    return _as_jpeg(lit.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 1.0))), 72)


def _perspective(flat: list[tuple[float, float]], seen: list[tuple[float, float]]) -> list[float]:
    """The eight numbers that carry the corners ``flat`` of the photograph to ``seen`` of the screen."""
    rows, right = [], []
    for (x, y), (u, v) in zip(flat, seen, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        right += [u, v]
    return [float(n) for n in np.linalg.solve(np.array(rows), np.array(right))]


KINDS: dict[str, Callable[[Image.Image, Random], Image.Image]] = {
    "jpeg": lambda picture, _: _as_jpeg(picture, 40),
    "webp": _as_webp,
    "half": lambda picture, _: _smaller(picture, 0.5),
    "chat": _sent_on,
    "photo": _photographed,
    "ring": _ringed,
    "shrunk": _shrunk,
    "screen": _off_a_screen,
    "soft": lambda picture, rng: picture.filter(ImageFilter.GaussianBlur(picture.width / 900)),
    "small": lambda picture, _: _smaller(picture, 0.44 if picture.width < 1100 else 0.6),
}
