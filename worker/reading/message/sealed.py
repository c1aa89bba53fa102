"""Signed and encrypted mails: what a signature wraps is taken out, what is encrypted is said to be.

No signature is checked here: who sent a mail is judged by its servers' words (``sender``). S/MIME is
RFC 8551 over CMS (RFC 5652), OpenPGP is RFC 9580; neither needs a key to read what is only signed.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

SMIME = ("application/pkcs7-mime", "application/x-pkcs7-mime")
ENCRYPTED = (
    "The mail is encrypted: only its recipient's key can open it. "
    "Ask for it to be sent again without encryption."
)
_OID = bytes.fromhex("2a864886f70d01")
_SIGNED, _COMPRESSED = _OID + b"\x07\x02", _OID + b"\x09\x10\x01\x09"
_SEQUENCE, _OID_TAG, _OCTETS = 0x30, 0x06, 0x04
_DEEPEST, _MOST_VALUES = 12, 400_000


def open_signed(data: bytes, most: int) -> bytes | None:
    """Return the MIME entity in an opaque-signed or compressed S/MIME body, or None where there is none.

    Reads both definite and indefinite lengths (X.690 §8.1.3): Outlook writes the latter. Never raises.
    """
    reader = _Reader(data)
    try:
        outer = reader.first(0, len(data))
        kind, content = reader.pair(outer) if outer else (None, None)
        inner = reader.first(content[1], content[2]) if content else None
        named = data[kind[1] : kind[2]] if kind and kind[0] == _OID_TAG else b""
        if inner is None or named not in (_SIGNED, _COMPRESSED):
            return None
        infos = [value for value in reader.children(inner[1], inner[2]) if value[0] == _SEQUENCE]
        # Signed data begins with what it wraps (RFC 5652 §5.1), compressed data ends with it (RFC 3274 §1.1).
        info = infos[0 if named == _SIGNED else -1] if infos else None
        _, wrapped = reader.pair(info) if info else (None, None)
        held = (
            b"".join(reader.octets(one, 0) for one in reader.children(wrapped[1], wrapped[2]))
            if wrapped
            else b""
        )
        found = held if named == _SIGNED else zlib.decompressobj().decompress(held, most)
    except (ValueError, zlib.error):
        return None
    return found or None


_Value = tuple[int, int, int]
"""Tag, start and end of a value in the bytes."""


@dataclass(slots=True)
class _Reader:
    """Values of BER (X.690 §8.1); ``left`` of them may still be read, as open lengths make reading repeat."""

    data: bytes
    left: int = _MOST_VALUES

    def first(self, start: int, end: int) -> _Value | None:
        """The first value of a stretch."""
        return next(self.children(start, end), None)

    def pair(self, value: _Value) -> tuple[_Value | None, _Value | None]:
        """The first two values inside one."""
        inside = self.children(value[1], value[2])
        return next(inside, None), next(inside, None)

    def octets(self, value: _Value, depth: int) -> bytes:
        """The octets of a string, joined where it comes in pieces."""
        tag, start, end = value
        if tag == _OCTETS:
            return self.data[start:end]
        if tag != _OCTETS | 0x20 or depth > _DEEPEST:
            return b""
        return b"".join(self.octets(child, depth + 1) for child in self.children(start, end))

    def children(self, start: int, end: int) -> Iterator[_Value]:
        """The values of a stretch, one after another."""
        at = start
        while at + 2 <= end and self.data[at : at + 2] != b"\0\0":
            tag, begins, ends, at = self.value(at, end, 0)
            yield tag, begins, ends

    def value(self, at: int, end: int, depth: int) -> tuple[int, int, int, int]:
        """One value: its tag, where its content starts and ends, and where the next value begins."""
        self.left -= 1
        if at + 2 > end or depth > _DEEPEST or self.left < 0:
            raise ValueError("a value beyond what holds it, or too many")
        tag, length, at = self.data[at], self.data[at + 1], at + 2
        if length == 0x80:
            begins = at
            while at < end and self.data[at : at + 2] != b"\0\0":
                at = self.value(at, end, depth + 1)[3]
            return tag, begins, min(at, end), min(at + 2, end)
        if length > 0x80:
            size = length & 0x7F
            length, at = int.from_bytes(self.data[at : at + size], "big"), at + size
        # A mail cut short still holds the words before the cut.
        return tag, min(at, end), min(at + length, end), min(at + length, end)


# ── OpenPGP in the text ────────────────────────────────────────────────────────────────────

_FRAME = "-----BEGIN PGP "
_SIGNED_TEXT = re.compile(
    r"^-----BEGIN PGP SIGNED MESSAGE-----[ \t]*\n(?:[A-Za-z]{1,20}: [^\n]{0,200}\n){0,9}[ \t]*\n",
    re.MULTILINE,
)
_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
_SIGNATURE_END = "-----END PGP SIGNATURE-----"
_MESSAGE = re.compile(r"^-----BEGIN PGP MESSAGE-----[ \t]*$", re.MULTILINE)


def is_encrypted(text: str) -> bool:
    """Whether a text holds an OpenPGP message."""
    return _FRAME in text and _MESSAGE.search(text) is not None


def unwrap_text(text: str) -> str:
    """Return a text without the frame of a cleartext signature and its dashes undone (RFC 9580 §7)."""
    begins = _SIGNED_TEXT.search(text) if _FRAME in text else None
    ends = text.find(_SIGNATURE, begins.end()) if begins else -1
    if begins is None or ends < 0:
        return text
    close = text.find(_SIGNATURE_END, ends)
    rest = text[close + len(_SIGNATURE_END) :] if close >= 0 else ""
    words = re.sub(r"(?m)^- (?=-|From )", "", text[begins.end() : ends])
    return text[: begins.start()] + words.rstrip("\n") + rest
