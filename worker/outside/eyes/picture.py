"""A hostile file into an upright picture of a bearable size, or a refusal in words.

The size is read from the file's header and judged before anything is decoded. Only the kinds of
picture that phones, computers and scanners make are opened; of several pages or frames the first.
"""

from __future__ import annotations

from io import BytesIO
from warnings import catch_warnings, simplefilter

import pi_heif
from PIL import Image, ImageDraw, ImageOps, UnidentifiedImageError

MOST_PIXELS = 40_000_000
"""A 12-megapixel photograph, a stitched screenshot of ten screens, and room: 120 MB decoded."""
LONGEST_SIDE = 4_000
STRIP = 2.6
"""A picture this many times as tall as wide is several screens stitched into one (phones: up to 2.3)."""
STRIP_WIDTH = 1_600
KINDS = ("PNG", "JPEG", "WEBP", "GIF", "BMP", "HEIF", "TIFF", "AVIF", "JPEG2000")
SHOWN = "PNG, JPEG, WebP, GIF, BMP, HEIC, TIFF, AVIF, JPEG 2000"

Picture = Image.Image

pi_heif.register_heif_opener(thumbnails=False)


class Refused(Exception):
    """The file is not read; the words say why."""


def open_picture(data: bytes) -> Picture:
    """The picture in ``data``, upright and in RGB. Raises Refused on anything else."""
    if not data:
        raise Refused("the file is empty")
    try:
        with catch_warnings():
            simplefilter("ignore", UserWarning)  # a scanner's notes in a form of its own
            return _open(data)
    except Refused:
        raise
    except UnidentifiedImageError:
        raise Refused(f"it is not a kind of picture that is read ({SHOWN})") from None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused("it is too large") from None
    except Exception as error:
        raise Refused(f"the file is damaged ({type(error).__name__})") from error


def _open(data: bytes) -> Picture:
    with Image.open(BytesIO(data), formats=KINDS) as picture:
        width, height = picture.size
        if width * height > MOST_PIXELS:
            raise Refused(f"it is too large ({width} x {height} pixels)")
        return _upright(picture)


def _upright(picture: Picture) -> Picture:
    """Decode, shrink, turn as the camera says (Exif 2.32 §4.6.4, Orientation), flatten to RGB."""
    target = _bearable(*picture.size)
    picture.draft("RGB", target)  # a JPEG is decoded small in the first place
    if picture.size != target:
        picture = picture.resize(target, Image.Resampling.LANCZOS, reducing_gap=2.0)
    picture = ImageOps.exif_transpose(picture)
    if picture.has_transparency_data:
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture.convert("RGBA"))
    return picture.convert("RGB")


def _bearable(width: int, height: int) -> tuple[int, int]:
    """The size to read it at: as it is, or shrunk to where nothing more is gained by its pixels."""
    short, long = sorted((width, height))
    most = short / STRIP_WIDTH if long > STRIP * short else long / LONGEST_SIDE
    shrink = max(most, 1.0)
    return max(round(width / shrink), 1), max(round(height / shrink), 1)


def write(word: str) -> Picture:
    """A picture of a word in plain letters, for trying out the engine."""
    picture = Image.new("RGB", (400, 100), "white")
    ImageDraw.Draw(picture).text((20, 30), word, fill="black", font_size=28)
    return picture
