"""The pictures of a PDF as files of their own: JPEG as it lies there, plain pixels wrapped as PNG (§8.9)."""

from __future__ import annotations

import struct
import zlib

from worker.reading.files.pdffile import File
from worker.reading.files.pdftokens import Stream

_SMALLEST = 4_096
"""Pixels: what is smaller is a line, a dot or an icon of the page's design."""
_AS_IT_LIES = {"DCTDecode": "jpg", "DCT": "jpg", "JPXDecode": "jp2"}
_PNG = b"\x89PNG\r\n\x1a\n"


def read_picture(file: File, held: Stream) -> tuple[str, bytes] | None:
    """Return a picture's ending and bytes, or None where its form is not known. May raise ``Spent``."""
    width, height = int(file.number(held.about.get("Width"))), int(file.number(held.about.get("Height")))
    if not 0 < width <= 20_000 or not 0 < height <= 40_000 or width * height < _SMALLEST:
        return None
    filters = file.filters(held)
    last = _AS_IT_LIES.get(str(filters[-1])) if filters else None
    if last:
        whole = Stream({**held.about, "Filter": filters[:-1]}, held.packed)
        return last, file.unpack(whole)
    colours = _colours(file, held.about.get("ColorSpace"))
    if file.number(held.about.get("BitsPerComponent"), 8) != 8 or colours is None:
        return None
    channels, palette = colours
    rows = _rows(file, held, width * channels, height)
    return ("png", _png(width, height, channels, palette, rows)) if rows else None


def _colours(file: File, value: object) -> tuple[int, bytes | None] | None:
    """Bytes a pixel has, and the palette they point into; None for other colours than grey and RGB."""
    found = file.get(value)
    if isinstance(found, str):
        count = {"DeviceRGB": 3, "RGB": 3, "CalRGB": 3, "DeviceGray": 1, "G": 1, "CalGray": 1}.get(found)
        return (count, None) if count else None
    if not isinstance(found, list) or not found:
        return None
    kind = file.get(found[0])
    if kind in ("CalRGB", "CalGray"):
        return _colours(file, kind)
    if kind == "ICCBased" and len(found) > 1:
        count = int(file.number(file.dictionary(found[1]).get("N")))
        return (count, None) if count in (1, 3) else None
    if kind == "Indexed" and len(found) > 3 and _colours(file, found[1]) == (3, None):
        table = file.get(found[3])
        data = file.unpack(table) if isinstance(table, Stream) else table
        return (1, data[:768]) if isinstance(data, bytes) and data else None
    return None


def _rows(file: File, held: Stream, row: int, height: int) -> bytes:
    """The pixels as PNG keeps them, each row after its filter's number; some PDFs do too (§7.4.4.4)."""
    about = file.get(held.about.get("DecodeParms"))
    about = about[-1] if isinstance(about, list) and about else about
    predictor = file.number(file.dictionary(about).get("Predictor"), 1)
    data = file.unpack(held)
    if predictor >= 10:
        return data if len(data) >= (row + 1) * height else b""
    if predictor != 1 or len(data) < row * height:
        return b""
    return b"".join(b"\0" + data[at : at + row] for at in range(0, row * height, row))


def _png(width: int, height: int, channels: int, palette: bytes | None, rows: bytes) -> bytes:
    kind = 3 if palette else 2 if channels == 3 else 0
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0))]
    if palette:
        chunks.append((b"PLTE", palette[: len(palette) // 3 * 3]))
    chunks += [(b"IDAT", zlib.compress(rows, 1)), (b"IEND", b"")]
    return _PNG + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
