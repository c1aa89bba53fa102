"""winmail.dat opened: what Outlook packs a message into when it sends rich text ([MS-OXTNEF] §2.1).

An own reader, because the one on the package index reads a property count of four billion as four
billion properties, and copies the rest of the file for each attribute. Here every count is bounded by
the bytes there are, and damage ends the reading of what it stands in, never the reading.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from worker.reading.files import rtf
from worker.reading.message import charsets, html

SIGNATURE = b"\x78\x9f\x3e\x22"
_IMESSAGE = bytes.fromhex("0703020000000000c000000000000046")
_DEEPEST = 4
_MOST_FILES = 200
_MOST_PROPERTIES = 2_000
WORK, MOST_WORK = 3, 33_554_432
"""What a byte of an unpacked rich text counts, and how many may be read (``limits.Limits.opened``)."""
_RECIPIENT_LEVEL, _ATTACHMENT_LEVEL = 1, 2

_SUBJECT, _BODY, _TITLE, _DATA, _RENDERING = 0x8004, 0x800C, 0x8010, 0x800F, 0x9002
_PROPERTIES, _ATTACHMENT, _CODEPAGE = 0x9003, 0x9005, 0x9007

_P_SUBJECT, _P_BODY, _P_RTF, _P_HTML, _P_INTERNET_CODEPAGE = 0x0037, 0x1000, 0x1009, 0x1013, 0x3FDE
_P_DATA, _P_NAME, _P_LONG_NAME, _P_TYPE, _P_CONTENT_ID, _P_SHOWN = (
    0x3701,
    0x3704,
    0x3707,
    0x370E,
    0x3712,
    0x3001,
)
_FIXED = {0x02: 2, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 2, 0x14: 8, 0x40: 8, 0x48: 16}
_SIZED = {0x0D, 0x1E, 0x1F, 0x0102}


@dataclass(slots=True)
class PackedFile:
    """A file as it was attached before it was packed: its own bytes, unchanged."""

    name: str | None = None
    type: str | None = None
    content_id: str | None = None
    data: bytes = field(default=b"", repr=False)


@dataclass(slots=True)
class Packed:
    """What was in the pack. ``damaged`` when not all of it could be read.

    ``work`` is what its rich texts took, in bytes gone through.
    """

    subject: str = ""
    text: str = ""
    files: list[PackedFile] = field(default_factory=list)
    damaged: bool = False
    work: int = 0


def open_pack(data: bytes, depth: int = 0, work: int = 0) -> Packed:
    """Open a winmail.dat; a message packed inside gives its text and files to the outer one.

    ``work`` is what was done before, of what may be done for all packs together.
    """
    packed = Packed(damaged=not data.startswith(SIGNATURE), work=work)
    codec, held = "cp1252", PackedFile()
    words: dict[str, str] = {}
    packed_words = b""
    for level, kind, value in _read_attributes(data, packed):
        if kind == _CODEPAGE and len(value) >= 4:
            codec = charsets.find_codec(f"cp{int.from_bytes(value[:4], 'little')}") or "cp1252"
        elif kind == _RENDERING:
            held = PackedFile()
            packed.files.append(held)
        elif level == _ATTACHMENT_LEVEL:
            _fill(held, kind, value, codec, packed, depth)
        elif kind == _PROPERTIES:
            found = dict(read_properties(value, packed))
            words |= _read_words(found, codec)
            packed_words = found.get(_P_RTF, (0, packed_words))[1]
        elif kind == _SUBJECT:
            words.setdefault("subject", _decode(value, codec))
        elif kind == _BODY:
            words.setdefault("text", _decode(value, codec))
        if len(packed.files) > _MOST_FILES:
            packed.damaged = True
            break
    packed.subject = words.get("subject", "")
    own = words.get("text", "")
    if not own.strip():
        own = html.to_text(words.get("html", ""))
    if not own.strip() and packed_words:
        own = _unpack_words(packed_words, packed)
    packed.text = "\n\n".join(filter(None, (own.strip("\n"), packed.text)))
    packed.files = [one for one in packed.files if one.data]
    return packed


def _read_attributes(data: bytes, packed: Packed) -> Iterator[tuple[int, int, bytes]]:
    """Yield (level, id, value) of each attribute; one that is longer than the file ends it."""
    at = 6
    while at + 9 <= len(data):
        level, kind, _type, length = struct.unpack_from("<BHHI", data, at)
        if level not in (_RECIPIENT_LEVEL, _ATTACHMENT_LEVEL):
            return
        if at + 9 + length > len(data):
            packed.damaged = True
            length = len(data) - at - 9
        yield level, kind, data[at + 9 : at + 9 + length]
        at += length + 11


def _fill(held: PackedFile, kind: int, value: bytes, codec: str, packed: Packed, depth: int) -> None:
    if kind == _TITLE:
        held.name = held.name or _decode(value, codec).strip() or None
    elif kind == _DATA:
        held.data = value
    elif kind == _ATTACHMENT:
        found = dict(read_properties(value, packed))
        name = next((found[k] for k in (_P_LONG_NAME, _P_NAME, _P_SHOWN) if k in found), None)
        held.name = (_string(name, codec) if name else None) or held.name
        held.type = _string(found[_P_TYPE], codec).lower() if _P_TYPE in found else None
        held.content_id = (
            _string(found[_P_CONTENT_ID], codec).strip("<> ") if _P_CONTENT_ID in found else None
        )
        if _P_DATA in found:
            _fill_data(held, *found[_P_DATA], packed, depth)


def _fill_data(held: PackedFile, kind: int, data: bytes, packed: Packed, depth: int) -> None:
    """Take a file's bytes; a whole message among them is opened too."""
    if not data.startswith(_IMESSAGE):
        # An object begins with the sixteen bytes that name its interface.
        held.data = data[16:] if kind == 0x0D else data
        return
    if depth >= _DEEPEST:
        packed.damaged = True
        return
    inner = open_pack(data[len(_IMESSAGE) :], depth + 1, packed.work)
    packed.work = inner.work
    packed.text = "\n\n".join(filter(None, (packed.text, inner.subject, inner.text)))
    packed.files += inner.files
    packed.damaged = packed.damaged or inner.damaged


def _unpack_words(data: bytes, packed: Packed) -> str:
    """The words of a rich text, which takes longer to unpack and read than any other form of them."""
    if packed.work > MOST_WORK:
        packed.damaged = True
        return ""
    plain = rtf.inflate(data)
    packed.work += WORK * len(plain)
    return rtf.to_text(plain)


def _read_words(found: dict[int, tuple[int, bytes]], codec: str) -> dict[str, str]:
    page = found.get(_P_INTERNET_CODEPAGE)
    label = "utf-8" if page and page[1][:2] == b"\xe9\xfd" else codec
    words = {}
    if _P_SUBJECT in found:
        words["subject"] = _string(found[_P_SUBJECT], codec)
    if _P_BODY in found:
        words["text"] = _string(found[_P_BODY], codec)
    if _P_HTML in found:
        words["html"] = _string(found[_P_HTML], label)
    return words


# ── properties ([MS-OXTNEF] §2.1.3.4) ──────────────────────────────────────────────────────


def read_properties(value: bytes, packed: Packed) -> Iterator[tuple[int, tuple[int, bytes]]]:
    """Yield (id, (type, bytes)) of each property that can be read; of several values the first."""
    at, left = 4, int.from_bytes(value[:4], "little")
    try:
        if left > _MOST_PROPERTIES:
            raise ValueError("more properties than a message has")
        for _ in range(left):
            kind, name = struct.unpack_from("<HH", value, at)
            at = _skip_name(value, at + 4) if name >= 0x8000 else at + 4
            several = bool(kind & 0x1000)
            kind &= 0x0FFF
            content, at = _read_value(value, at, kind, several)
            yield name, (kind, content)
    except (struct.error, ValueError):
        packed.damaged = True


def _skip_name(value: bytes, at: int) -> int:
    (named,) = struct.unpack_from("<I", value, at + 16)
    if not named:
        return at + 24
    (length,) = struct.unpack_from("<I", value, at + 20)
    return at + 24 + _padded(length)


def _read_value(value: bytes, at: int, kind: int, several: bool) -> tuple[bytes, int]:
    count = 1
    if several or kind in _SIZED:
        (count,) = struct.unpack_from("<I", value, at)
        at += 4
    if count > _MOST_PROPERTIES:
        raise ValueError("more values than a property has")
    first: bytes | None = None
    for _ in range(count):
        if kind in _SIZED:
            (length,) = struct.unpack_from("<I", value, at)
            at += 4
        else:
            length = _FIXED[kind] if kind in _FIXED else _unknown(kind)
        if at + length > len(value):
            raise ValueError("a value longer than what holds it")
        first = value[at : at + length] if first is None else first
        at += _padded(length)
    return first or b"", at


def _unknown(kind: int) -> int:
    raise ValueError(f"no such property type: {kind}")


def _padded(length: int) -> int:
    return length + (-length) % 4


def _string(held: tuple[int, bytes], codec: str) -> str:
    kind, data = held
    return _decode(data, "utf-16-le" if kind == 0x1F else codec)


def _decode(data: bytes, codec: str) -> str:
    return charsets.decode_text(data, codec)[0].replace("\r\n", "\n").rstrip("\x00")
