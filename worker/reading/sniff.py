"""What a file is by its first bytes, whatever its name or its mail says: phones and clients get it wrong."""

from __future__ import annotations

_STARTS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"%PDF-", "application/pdf"),
    (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
)
_BRANDS = {
    b"heic": "image/heic", b"heix": "image/heic", b"heim": "image/heic", b"heis": "image/heic",
    b"hevc": "image/heic", b"hevx": "image/heic", b"mif1": "image/heif", b"msf1": "image/heif",
    b"avif": "image/avif", b"avis": "image/avif",
}  # fmt: skip
"""Major brands of the ISO base media file format (ISO/IEC 14496-12 §4.3) that are pictures."""

TNEF_START = b"\x78\x9f\x3e\x22"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
OUTLOOK = "application/vnd.ms-outlook"
TNEF = "application/ms-tnef"
PDF = "application/pdf"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MSG_MARK = "__properties_version1.0".encode("utf-16-le")


def find_type(data: bytes) -> str | None:
    """Return the media type that the first bytes prove, or None where they prove nothing."""
    for start, kind in _STARTS:
        if data.startswith(start):
            return None if kind == "image/bmp" and data[6:10] != b"\x00" * 4 else kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp":
        return _find_heif(data)
    if data.startswith(b"PK\x03\x04") and b"word/document.xml" in data:
        return WORD
    if data.startswith(_OLE) and _MSG_MARK in data:
        return OUTLOOK
    return None


def _find_heif(data: bytes) -> str | None:
    major = _BRANDS.get(data[8:12])
    if major != "image/heif":
        return major
    # The general brand; the compatible ones that follow say which picture it is.
    length = min(int.from_bytes(data[:4], "big"), 256)
    others = [_BRANDS.get(data[at : at + 4]) for at in range(16, length, 4)]
    return next((kind for kind in others if kind and kind != "image/heif"), major)
