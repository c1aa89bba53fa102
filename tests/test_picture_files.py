"""Pictures from anywhere, before they are read: what is none, what is too much, what is alike."""

from __future__ import annotations

import hashlib
import io
import os
import struct
import zlib
from importlib.util import find_spec
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from worker.deciding.judging.alike import NEAR, find_distance
from worker.model import Attachment, AttachmentRole
from worker.outside.eyes.copies import find_copy

POST = Path(__file__).parent / "pictures" / "post.png"
needs_pictures = pytest.mark.skipif(
    find_spec("PIL") is None, reason="the extra `screenshots` is not installed"
)


def attached(data: bytes, name: str = "a.png") -> Attachment:
    """A picture as a mail carries it."""
    sha256 = hashlib.sha256(data).hexdigest()
    return Attachment(name, "image/png", len(data), sha256, AttachmentRole.EVIDENCE, data)


def png(width: int, height: int, *chunks: tuple[bytes, bytes], rows: int = 1) -> bytes:
    """A PNG whose header says a size, whatever is in it."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    data = zlib.compress(b"\x00" * (width + 1) * rows)
    parts = [(b"IHDR", header), *chunks, (b"IDAT", data), (b"IEND", b"")]
    body = b"".join(
        struct.pack(">I", len(d)) + kind + d + struct.pack(">I", zlib.crc32(kind + d)) for kind, d in parts
    )
    return b"\x89PNG\r\n\x1a\n" + body


@needs_pictures
class TestHostileFiles:
    """What is opened, at what size, and what is refused in words; always at once."""

    def picture(self, size: tuple[int, int] = (30, 20), colour: str | None = "red", mode: str = "RGB") -> Any:
        from PIL import Image

        return Image.new(mode, size, colour)

    def saved(self, picture: Any, kind: str, **options: Any) -> bytes:
        out = io.BytesIO()
        picture.save(out, kind, **options)
        return out.getvalue()

    def refusal(self, data: bytes) -> str:
        from worker.outside.eyes.picture import Refused, open_picture

        began = process_time()
        with pytest.raises(Refused) as refused:
            open_picture(data)
        assert process_time() - began < 1.0
        return str(refused.value)

    def opened(self, data: bytes) -> Any:
        from worker.outside.eyes.picture import open_picture

        return open_picture(data)

    def test_a_bomb_is_refused_by_its_header(self) -> None:
        """900 million pixels in a few bytes are never decoded."""
        assert self.refusal(png(30_000, 30_000)) == "it is too large"
        assert self.refusal(png(9_000, 8_000)) == "it is too large (9000 x 8000 pixels)"

    @pytest.mark.parametrize(
        ("data", "why"),
        [
            (b"", "the file is empty"),
            (b"<svg xmlns='http://www.w3.org/2000/svg'><rect/></svg>", "kind"),
            (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "kind"),
            (b"II*\x00\x08\x00\x00\x00\x00\x00", "kind"),
            (b"\xff\xd8\xff\xe0" + b"\x00" * 40, "kind"),
            (b"GIF89a" + b"\xff" * 40, "kind"),
            (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\xff" * 60, "kind"),
            (b"RIFF\xff\xff\xff\x7fWEBPVP8X" + b"\xff" * 40, "it is too large"),
            (os.urandom(2_000), "kind"),
        ],
        ids=["empty", "svg", "postscript", "tiff", "jpeg", "gif", "heic", "webp", "noise"],
    )
    def test_no_picture(self, data: bytes, why: str) -> None:
        """What is no whole picture of a kind that phones make is refused in words."""
        said = self.refusal(data)
        assert {"kind": "it is not a kind of picture that is read"}.get(why, why) in said

    def test_cut_short(self) -> None:
        """Half a picture is damaged, not half read."""
        for whole in (POST.read_bytes(), self.saved(self.picture((400, 400)), "JPEG")):
            assert "damaged" in self.refusal(whole[: len(whole) // 2])

    def test_a_page_behind_a_picture_is_not_looked_at(self) -> None:
        """A file that is a GIF and a web page at once is a GIF."""
        assert self.opened(self.saved(self.picture(), "GIF") + b"<script>x()</script>").size == (30, 20)

    def test_a_text_that_unpacks_without_end(self) -> None:
        """A PNG that carries 200 MB of text is refused at a megabyte of it."""
        bomb = (b"zTXt", b"x\x00\x00" + zlib.compress(b"A" * 200_000_000, 9))
        assert "damaged" in self.refusal(png(2, 2, bomb, rows=2))

    def test_much_exif(self) -> None:
        """A camera's notes of 60 KB, with a picture turned by its camera."""
        exif = self.picture().getexif()
        exif[0x0112] = 6
        exif[0x010E] = "x" * 60_000
        assert self.opened(self.saved(self.picture((300, 200)), "JPEG", exif=exif)).size == (200, 300)

    def test_a_film_of_5000_frames(self) -> None:
        """Of a moving picture the first frame is read, whatever follows."""
        frames = [self.picture((8, 8), colour) for colour in ("blue", "red")] * 2_500
        film = self.saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=20)
        assert self.opened(film).getpixel((0, 0)) == (0, 0, 255)

    @pytest.mark.parametrize(
        ("size", "expected"),
        [
            ((30, 20), (30, 20)),
            ((8_000, 4_000), (4_000, 2_000)),
            ((1_080, 12_000), (1_080, 12_000)),
            ((3_200, 12_000), (1_600, 6_000)),
            ((12_000, 1), (12_000, 1)),
        ],
        ids=["small", "large", "strip", "wide-strip", "line"],
    )
    def test_sizes(self, size: tuple[int, int], expected: tuple[int, int]) -> None:
        """A large photograph is shrunk, a strip of many screens keeps the width of a screen."""
        assert self.opened(self.saved(self.picture(size, mode="L", colour="white"), "PNG")).size == expected

    def test_of_several_pages_the_first_is_read(self) -> None:
        """A copier scans a pile into one file."""
        pages = [self.picture((64, 64), colour) for colour in ("blue", "red")]
        scan = self.saved(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw")
        assert self.opened(scan).getpixel((0, 0)) == (0, 0, 255)

    def test_heic(self) -> None:
        """An iPhone's own kind."""
        assert self.opened(POST.with_suffix(".heic").read_bytes()).size == (780, 460)

    def test_a_copy_of_heic_to_look_at(self) -> None:
        """A JPEG of the same size, made in a process of its own; of what is no picture there is none."""
        copy = find_copy(POST.with_suffix(".heic").read_bytes())
        assert copy is not None
        assert copy.startswith(b"\xff\xd8\xff")
        assert self.opened(copy).size == (780, 460)
        assert find_copy(b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\xff" * 60) is None

    @pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "JPEG2000"])
    def test_kinds(self, kind: str) -> None:
        """Every kind of picture that phones, computers and scanners make is opened."""
        found = self.opened(self.saved(self.picture((64, 64)), kind))
        red, green, blue = found.getpixel((30, 30))
        assert (found.mode, red > 230, green < 25, blue < 25) == ("RGB", True, True, True)

    def test_glass_stands_on_white(self) -> None:
        """Transparent places are paper, not black."""
        found = self.opened(self.saved(self.picture(colour=None, mode="RGBA"), "PNG"))
        assert found.getpixel((3, 3)) == (255, 255, 255)


@needs_pictures
def test_one_picture_saved_anew_and_others_like_it() -> None:
    """Re-encoded, halved or brightened it is near itself; pages of the same app are not near each other."""
    from PIL import Image, ImageDraw

    from worker.outside.eyes.looks import look_of

    def page(n: int) -> Any:
        picture = Image.new("RGB", (390, 800), "white")
        draw = ImageDraw.Draw(picture)
        draw.text((120, 10), "Northside Parents", fill="black", font_size=20)
        for line in range(12):
            words = hashlib.sha256(f"{n}.{line}".encode()).hexdigest()[: 8 + (n * 7 + line * 5) % 30]
            draw.text((20, 60 + 55 * line), words, fill="black", font_size=24)
        return picture

    def jpeg(picture: Any) -> Any:
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=40)
        return Image.open(out)

    pages = [page(n) for n in range(12)]
    looks = [look_of(one) for one in pages]
    anew = [[look_of(v) for v in (jpeg(p), p.resize((195, 400)), jpeg(p.resize((280, 574))))] for p in pages]
    same = [_distance(mine, one) for mine, others in zip(looks, anew, strict=True) for one in others]
    apart = [_distance(a, b) for n, a in enumerate(looks) for b in looks[:n]]
    assert (max(same) <= NEAR, min(apart) > NEAR) == (True, True)


def _distance(one: str, other: str) -> int:
    found = find_distance(one, other)
    assert found is not None, "a picture has no look"
    return found
