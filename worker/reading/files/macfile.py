"""Files as Macs wrap them for mail: BinHex 4.0 (RFC 1741) and AppleSingle (RFC 1740), opened."""

from __future__ import annotations

import binascii
import re
import struct

BINHEX = ("application/mac-binhex40", "application/mac-binhex")
APPLE = "application/applefile"
_SIGNS = b"!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr"
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_TO_BASE64 = bytes.maketrans(_SIGNS, _BASE64)
_NOT_SIGNS = bytes(value for value in range(256) if value not in _SIGNS)
_RUN = re.compile(rb"(?s)(.)\x90([\x01-\xff])|\x90\x00")
_MOST = 33_554_432
_SINGLE = b"\x00\x05\x16\x00"
_DATA_FORK, _REAL_NAME = 1, 3


def open_binhex(text: bytes) -> tuple[str, bytes] | None:
    """Return the name and the data fork of a BinHex file, or None where it is none or damaged."""
    begins = text.find(b":")
    if begins < 0:
        return None
    coded = text[begins + 1 :].partition(b":")[0].translate(None, _NOT_SIGNS).translate(_TO_BASE64)
    # Six bits a sign, as in base64 with another alphabet.
    packed = binascii.a2b_base64(coded[: len(coded) // 4 * 4] + _last(coded))
    data = _unpack(packed)
    length = data[0] if data else 0
    try:
        (size,) = struct.unpack_from(">I", data, length + 12)
    except struct.error:
        return None
    begins = length + 22
    if not 0 < length < 64 or begins + size > len(data):
        return None
    return data[1 : 1 + length].decode("mac_roman"), data[begins : begins + size]


def _last(coded: bytes) -> bytes:
    rest = coded[len(coded) // 4 * 4 :]
    return rest + b"=" * (4 - len(rest)) if len(rest) > 1 else b""


def _unpack(packed: bytes) -> bytes:
    """Undo the runs: a byte, 0x90 and how often it stands there; 0x90 and nothing is itself."""
    left = _MOST

    def expand(found: re.Match[bytes]) -> bytes:
        nonlocal left
        if found[1] is None:
            return b"\x90"
        left -= found[2][0]
        return found[1] * found[2][0] if left > 0 else b""

    return _RUN.sub(expand, packed)


def open_single(data: bytes) -> tuple[str | None, bytes] | None:
    """Return the name and the data fork of an AppleSingle file; None for an AppleDouble header."""
    if not data.startswith(_SINGLE):
        return None
    name, fork = None, None
    for row in range(min(int.from_bytes(data[24:26], "big"), 50)):
        kind, at, size = struct.unpack(">III", data[26 + row * 12 : 38 + row * 12].ljust(12, b"\0"))
        if kind == _DATA_FORK:
            fork = data[at : at + size]
        elif kind == _REAL_NAME:
            name = data[at : at + min(size, 255)].decode("mac_roman")
    return (name, fork) if fork else None
