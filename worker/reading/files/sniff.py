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
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2"),
    (b"\xff\x4f\xff\x51", "image/jp2"),
    (b"%PDF-", "application/pdf"),
    (b"{\\rtf", "application/rtf"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
)
_BRANDS = {
    b"heic": "image/heic", b"heix": "image/heic", b"heim": "image/heic", b"heis": "image/heic",
    b"hevc": "image/heic", b"hevx": "image/heic", b"mif1": "image/heif", b"msf1": "image/heif",
    b"avif": "image/avif", b"avis": "image/avif",
}  # fmt: skip
"""Major brands of the ISO base media file format (ISO/IEC 14496-12 §4.3) that are pictures."""

_OOXML, _ODF = "application/vnd.openxmlformats-officedocument.", "application/vnd.oasis.opendocument."
WORD = f"{_OOXML}wordprocessingml.document"
_OFFICE_MARKS = (
    (b"word/document.xml", WORD),
    (b"ppt/presentation.xml", f"{_OOXML}presentationml.presentation"),
    (b"xl/workbook.xml", f"{_OOXML}spreadsheetml.sheet"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", f"{_ODF}text"),
    (b"mimetypeapplication/vnd.oasis.opendocument.presentation", f"{_ODF}presentation"),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", f"{_ODF}spreadsheet"),
)
OFFICE = frozenset(kind for _, kind in _OFFICE_MARKS)
"""Documents that are a zip of XML."""
TNEF_START = b"\x78\x9f\x3e\x22"
OUTLOOK = "application/vnd.ms-outlook"
TNEF = "application/ms-tnef"
PDF = "application/pdf"
RTF = "application/rtf"
ZIP = "application/zip"
OLD_OFFICE = "application/x-ole-storage"
"""Excel and PowerPoint before 2007."""
OLD_WORD = "application/msword"
LOCKED = "application/x-locked-office"
"""A document with a password ([MS-OFFCRYPTO] §2.3.4.4)."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_MARKS = (
    ("__properties_version1.0".encode("utf-16-le"), OUTLOOK),
    ("EncryptedPackage".encode("utf-16-le"), LOCKED),
    ("WordDocument".encode("utf-16-le"), OLD_WORD),
)


def find_type(data: bytes) -> str | None:
    """Return the media type that the first bytes prove, or None where they prove nothing."""
    for start, kind in _STARTS:
        if data.startswith(start):
            return None if kind == "image/bmp" and data[6:10] != b"\x00" * 4 else kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp":
        return _find_heif(data)
    if data.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in _OFFICE_MARKS if mark in data), ZIP)
    if data.startswith(_OLE):
        return next((kind for mark, kind in _OLE_MARKS if mark in data), OLD_OFFICE)
    return None


def _find_heif(data: bytes) -> str | None:
    major = _BRANDS.get(data[8:12])
    if major != "image/heif":
        return major
    # The general brand; the compatible ones that follow say which picture it is.
    length = min(int.from_bytes(data[:4], "big"), 256)
    others = [_BRANDS.get(data[at : at + 4]) for at in range(16, length, 4)]
    return next((kind for kind in others if kind and kind != "image/heif"), major)


_BY_ENDING = {
    "txt": "text/plain", "csv": "text/csv", "htm": "text/html", "html": "text/html", "ics": "text/calendar",
    "vcf": "text/vcard", "eml": "message/rfc822", "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "png": "image/png", "webp": "image/webp", "heic": "image/heic", "gif": "image/gif",
    "mp4": "video/mp4", "mov": "video/quicktime", "3gp": "video/3gpp",
    "opus": "audio/ogg", "ogg": "audio/ogg", "m4a": "audio/mp4", "mp3": "audio/mpeg",
}  # fmt: skip


def guess_type(name: str, data: bytes) -> str:
    """Return what a file without a declared type is: by its bytes, else by the ending of its name."""
    ending = name.rpartition(".")[2].lower()
    return find_type(data) or _BY_ENDING.get(ending, "application/octet-stream")


_ALIASES = {"image/jpg": "image/jpeg", "image/pjpeg": "image/jpeg", "image/x-png": "image/png"}
_SAYS_NOTHING = (
    "application/octet-stream",
    "application/x-zip-compressed",
    "application/zip",
    "application/binary",
    "application/download",
    "application/force-download",
    "application/x-download",
    "application/msword",
    "text/plain",
)


def true_type(declared: str, data: bytes) -> str:
    """Return what the bytes prove where the mail says nothing of use, or names some kind of picture."""
    if not (declared in _SAYS_NOTHING or declared.startswith("image/")):
        return declared
    proven = find_type(data)
    if proven in (None, OLD_OFFICE, LOCKED) or _ALIASES.get(declared) == proven:
        return declared
    return proven or declared
