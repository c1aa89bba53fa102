"""Signed and encrypted mails: what a signature wraps is taken out, what is encrypted is said to be.

No signature is checked here: who sent a mail is judged by its servers' words (``sender``). S/MIME is
RFC 8551 over CMS (RFC 5652), OpenPGP is RFC 9580; neither needs a key to read what is only signed.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

SMIME = ("application/pkcs7-mime", "application/x-pkcs7-mime")
ENCRYPTED = (
    "The mail is encrypted: only its recipient's key can open it. "
    "Ask for it to be sent again without encryption."
)
_OID = bytes.fromhex("2a864886f70d01")
_SIGNED, _COMPRESSED = _OID + b"\x07\x02", _OID + b"\x09\x10\x01\x09"
_SEQUENCE, _OID_TAG, _OCTETS = 0x30, 0x06, 0x04
_DEEPEST, _MOST_PIECES = 12, 100_000


def open_signed(data: bytes, most: int) -> bytes | None:
    """Return the MIME entity in an opaque-signed or compressed S/MIME body, or None where there is none.

    Reads both definite and indefinite lengths (X.690 §8.1.3): Outlook writes the latter. Never raises.
    """
    try:
        kind, content = _content_of(data, 0, len(data))
        if kind == _SIGNED:
            inner = next(_children(data, *content), None)
            parts = list(_children(data, inner[1], inner[2])) if inner else []
            wrapped = next((part for part in parts if part[0] == _SEQUENCE), None)
            found = _wrapped(data, wrapped) if wrapped else None
        elif kind == _COMPRESSED:
            inner = next(_children(data, *content), None)
            parts = list(_children(data, inner[1], inner[2])) if inner else []
            packed = _wrapped(data, parts[-1]) if parts else None
            found = zlib.decompressobj().decompress(packed, most) if packed else None
        else:
            found = None
    except (ValueError, IndexError, zlib.error):
        return None
    return found or None


_Node = tuple[int, int, int]
"""Tag, start and end of a value in the bytes."""


def _content_of(data: bytes, start: int, end: int) -> tuple[bytes, tuple[int, int]]:
    """The object identifier of a ContentInfo and the span of what it wraps (RFC 5652 §3)."""
    outer = next(_children(data, start, end))
    parts = list(_children(data, outer[1], outer[2]))
    kind = data[parts[0][1] : parts[0][2]] if parts and parts[0][0] == _OID_TAG else b""
    return kind, (parts[1][1], parts[1][2]) if len(parts) > 1 else (0, 0)


def _wrapped(data: bytes, info: _Node) -> bytes | None:
    """The octets in an EncapsulatedContentInfo, joined where they come in pieces."""
    parts = list(_children(data, info[1], info[2]))
    if len(parts) < 2:
        return None
    return b"".join(_octets(data, part, 0) for part in _children(data, parts[1][1], parts[1][2]))


def _octets(data: bytes, node: _Node, depth: int) -> bytes:
    tag, start, end = node
    if tag == _OCTETS:
        return data[start:end]
    if tag != _OCTETS | 0x20 or depth > _DEEPEST:
        return b""
    return b"".join(_octets(data, child, depth + 1) for child in _children(data, start, end))


def _children(data: bytes, start: int, end: int) -> Iterator[_Node]:
    at = start
    for _ in range(_MOST_PIECES):
        if at + 2 > end or data[at : at + 2] == b"\0\0":
            return
        tag, begins, ends, at = _value(data, at, end, 0)
        yield tag, begins, ends


def _value(data: bytes, at: int, end: int, depth: int) -> tuple[int, int, int, int]:
    """One value: its tag, where its content starts and ends, and where the next value begins."""
    if at + 2 > end or depth > _DEEPEST:
        raise ValueError("a value beyond what holds it")
    tag, length, at = data[at], data[at + 1], at + 2
    if length < 0x80:
        pass
    elif length > 0x80:
        size = length & 0x7F
        length, at = int.from_bytes(data[at : at + size], "big"), at + size
    else:
        begins = at
        for _ in range(_MOST_PIECES):
            if data[at : at + 2] == b"\0\0" or at >= end:
                return tag, begins, min(at, end), min(at + 2, end)
            at = _value(data, at, end, depth + 1)[3]
        raise ValueError("more values than a mail has")
    # A mail cut short still holds the words before the cut.
    return tag, at, min(at + length, end), min(at + length, end)


# ── OpenPGP in the text ────────────────────────────────────────────────────────────────────

_SIGNED_TEXT = re.compile(
    r"^-----BEGIN PGP SIGNED MESSAGE-----[ \t]*\n(?:[A-Za-z]{1,20}: [^\n]{0,200}\n){0,9}[ \t]*\n",
    re.MULTILINE,
)
_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
_SIGNATURE_END = "-----END PGP SIGNATURE-----"
_MESSAGE = re.compile(r"^-----BEGIN PGP MESSAGE-----[ \t]*$", re.MULTILINE)


def is_encrypted(text: str) -> bool:
    """Whether a text holds an OpenPGP message."""
    return _MESSAGE.search(text) is not None


def unwrap_text(text: str) -> str:
    """Return a text without the frame of a cleartext signature and its dashes undone (RFC 9580 §7)."""
    begins = _SIGNED_TEXT.search(text)
    ends = text.find(_SIGNATURE, begins.end()) if begins else -1
    if begins is None or ends < 0:
        return text
    close = text.find(_SIGNATURE_END, ends)
    rest = text[close + len(_SIGNATURE_END) :] if close >= 0 else ""
    words = re.sub(r"(?m)^- (?=-|From )", "", text[begins.end() : ends])
    return text[: begins.start()] + words.rstrip("\n") + rest
