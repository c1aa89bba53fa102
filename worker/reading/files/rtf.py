"""Rich text as Outlook packs it: unpacked ([MS-OXRTFCP]), HTML inside it taken out ([MS-OXRTFEX]), read."""

from __future__ import annotations

import re
import struct

from worker.reading.message import charsets, html

_MOST = 4_194_304
"""Bytes of one rich text that are unpacked."""

_KNOWN = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans "
    rb"SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    b"\r\n"
    rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
"""What every packed text may refer back to ([MS-OXRTFCP] §2.1.2.1)."""


def inflate(data: bytes) -> bytes:
    """Unpack a compressed rich text as far as it goes; what is no such text gives nothing."""
    if len(data) < 16:
        return b""
    _size, raw_size, magic = struct.unpack_from("<III", data)
    if magic == 0x414C454D:  # "MELA": not compressed
        return data[16 : 16 + min(raw_size, _MOST)]
    if magic != 0x75465A4C:  # "LZFu"
        return b""
    window = bytearray(_KNOWN.ljust(4_096, b"\x00"))
    end, at, out = len(_KNOWN), 16, bytearray()
    while at < len(data) and len(out) < _MOST:
        flags, at = data[at], at + 1
        for bit in range(8):
            if at >= len(data):
                return bytes(out)
            if not flags >> bit & 1:
                window[end] = data[at]
                out.append(data[at])
                end, at = (end + 1) % 4_096, at + 1
                continue
            if at + 1 >= len(data):
                return bytes(out)
            offset, length = data[at] << 4 | data[at + 1] >> 4, (data[at + 1] & 15) + 2
            at += 2
            if offset == end:
                return bytes(out)
            for _ in range(length):
                byte, offset = window[offset], (offset + 1) % 4_096
                window[end], end = byte, (end + 1) % 4_096
                out.append(byte)
    return bytes(out)


_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n]++|([^\\{}\r\n]++)|.",
    re.DOTALL,
)
_UNSHOWN = {b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"themedata", b"generator"}
_SIGNS = {
    b"par": "\n", b"line": "\n", b"tab": "\t", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"endash": "–", b"emdash": "—", b"bullet": "•", b"cell": " ", b"row": "\n",
}  # fmt: skip


def to_text(data: bytes) -> str:
    """Return the words of a rich text; where it wraps HTML, of that HTML."""
    wraps = b"\\fromhtml" in data[:2_000]
    page = re.search(rb"\\ansicpg(\d{3,5})", data[:2_000])
    codec = charsets.find_codec(f"cp{page[1].decode()}") if page else None
    words = "".join(_Reader(codec or "cp1252", wraps).read(data))
    return html.to_text(words) if wraps else words.strip("\n")


class _Reader:
    """One pass over a rich text: which group is open, and whether it is shown."""

    def __init__(self, codec: str, wraps: bool) -> None:
        self.codec = codec
        self.wraps = wraps
        self.hidden = False
        self.doubled = False
        """Between ``\\htmlrtf`` and ``\\htmlrtf0``: the same again, for readers of rich text."""
        self.tagged = False
        self.starred = False
        self.pending = b""
        self.replaced = 0
        self.groups: list[tuple[bool, bool, bool]] = []
        self.out: list[str] = []

    def read(self, data: bytes) -> list[str]:
        for found in _TOKEN.finditer(data):
            word, number, code, sign, brace, text = found.groups()
            if code is not None:
                self.bytes(bytes.fromhex(code.decode()))
            elif text is not None:
                self.bytes(text)
            elif brace is not None:
                self.flush()
                self.brace(brace)
            elif word is not None:
                self.flush()
                self.word(word, int(number) if number else None)
            elif sign is not None:
                self.sign(sign)
        self.flush()
        return self.out

    def brace(self, brace: bytes) -> None:
        if brace == b"{":
            self.groups.append((self.hidden, self.tagged, self.doubled))
        elif self.groups:
            self.hidden, self.tagged, self.doubled = self.groups.pop()
        self.starred, self.replaced = False, 0

    def word(self, word: bytes, number: int | None) -> None:
        if word == b"htmlrtf":
            self.doubled = number != 0
        elif word == b"htmltag":
            self.tagged, self.starred = True, False
        elif self.starred or word in _UNSHOWN:
            self.hidden, self.starred = True, False
        elif word == b"u" and number is not None:
            self.show(_character(number))
            self.replaced = 1
        elif word in _SIGNS and not (self.wraps and self.tagged and word == b"tab"):
            self.show(_SIGNS[word])

    def sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.starred = True
        elif sign in b"\\{}":
            self.bytes(sign)
        elif sign in b"~_\r\n":
            self.flush()
            self.show({b"~": "\u00a0", b"_": "-"}.get(sign, "\n"))

    def bytes(self, data: bytes) -> None:
        if self.replaced:
            data, self.replaced = data[1:], 0
        if not self.unshown():
            self.pending += data

    def flush(self) -> None:
        # A character of two bytes may come as two codes: only whole runs are decoded.
        if self.pending:
            self.out.append(charsets.decode_text(self.pending, self.codec)[0])
            self.pending = b""

    def show(self, text: str) -> None:
        if not self.unshown():
            self.out.append(text)

    def unshown(self) -> bool:
        return self.hidden or (self.wraps and self.doubled)


def _character(number: int) -> str:
    code = number & 0xFFFF
    return "" if 0xD800 <= code < 0xE000 else chr(code)
