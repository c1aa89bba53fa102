"""Bytes to text: declared charsets, undeclared ones, and encoded words in headers. Never raises."""

from __future__ import annotations

import binascii
import codecs
import re
from contextlib import suppress
from functools import lru_cache

# What mailers write, and what they mean by it (WHATWG Encoding §4.2: ISO-8859-1 is Windows-1252).
_MEANT = {
    "ascii": "us-ascii",
    "ansi": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "hebrew": "iso8859-8",
    "iso-8859-1": "cp1252",
    "iso-8859-8-i": "iso8859-8",
    "iso-8859-8-e": "iso8859-8",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "iso8859-1": "cp1252",
    "iso8859_1": "cp1252",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "macintosh": "mac_roman",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "x-mac-roman": "mac_roman",
    "unicode-1-1-utf-7": "utf-7",
    "utf8mb4": "utf-8",
    "windows-874": "cp874",
    "dos-874": "cp874",
    "x-gbk": "gb18030",
    "x-big5": "big5",
    "x-euc-jp": "euc-jp",
    "x-mac-cyrillic": "mac_cyrillic",
    "iso-8859-6-i": "iso8859-6",
    "iso-8859-6-e": "iso8859-6",
    **{f"{prefix}{page}": f"cp{page}" for prefix in ("x-cp", "win-", "cp-") for page in range(1250, 1259)},
}
# Python knows these as codecs of text; no mailer means them, and some are slow or executable-looking.
_NOT_CHARSETS = {"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"}
_ASCII = {"ascii", ""}


@lru_cache(maxsize=256)
def find_codec(label: str) -> str | None:
    """Return Python's name for a charset label, or None when it names no charset of text."""
    label = label.strip().strip("\"'").lower().split("*", 1)[0]
    label = _MEANT.get(label, label)
    if not label:
        return ""
    try:
        info = codecs.lookup(label)
        b" ".decode(label, "replace")  # of no bytes Python makes text by any codec, also by one of bytes
    except (LookupError, ValueError, UnicodeError):
        return None
    return None if info.name in _NOT_CHARSETS else info.name


def decode_text(data: bytes, label: str | None) -> tuple[str, str | None]:
    """Decode a text part; the second value says in words what went wrong, if anything did.

    Undeclared bytes are read as UTF-8, then Windows-1252; a declared charset that does not fit is
    replaced by the first that does, and only then are characters lost.
    """
    codec = find_codec(label or "")
    problem = f"unknown charset “{(label or '')[:40]}”" if codec is None else None
    if codec is None or codec in _ASCII:
        return _clean(_decode_undeclared(data)), problem
    try:
        return _clean(data.decode(codec)), None
    except (UnicodeError, ValueError):
        problem = f"text that is not valid {codec}"
    try:
        return _clean(data.decode("utf-8")), problem
    except UnicodeError:
        loose = data.decode(codec, "replace")
    lost = loose.count("\ufffd")
    if codec == "utf-8" and lost * 2 > sum(map(loose.count, _COMMON_ACCENTS)):
        return _clean(_decode_undeclared(data)), problem
    return _clean(loose), problem


_COMMON_ACCENTS = "éèàüöäñçêîôûóíáåøæß’‘“”–—…£€"


def _decode_undeclared(data: bytes) -> str:
    """Decode bytes that name no charset: ISO-2022-JP by its escapes, UTF-8, then Windows-1252."""
    if b"\x1b$" in data:
        try:
            return data.decode("iso2022_jp_ext")
        except UnicodeError:
            pass
    for codec in ("utf-8", "cp1252"):
        try:
            return data.decode(codec)
        except UnicodeError:
            continue
    return data.decode("latin-1")


def _clean(text: str) -> str:
    """Drop what is no text at all: a byte order mark at the start, and NULs."""
    return text.removeprefix("\ufeff").replace("\x00", "")


# ── headers ────────────────────────────────────────────────────────────────────────────────

_WORD = re.compile(r"=\?([^?\s]{1,80})\?([bBqQ])\?([^?]{0,4000})\?=")


def decode_header(raw: bytes) -> str:
    """Decode one header value: unfolded, RFC 2047 words read, raw 8-bit as UTF-8 then Windows-1252."""
    return decode_words(unfold(raw)).replace("\x00", "").strip()


def unfold(raw: bytes) -> str:
    """Return a header value on one line (RFC 5322 §2.2.3), its encoded words still to be read."""
    text = _decode_undeclared(raw)
    return text.replace("\r", "").replace("\n", "")


def decode_words(text: str) -> str:
    """Read the encoded words of RFC 2047 wherever they stand, also inside quotes, where mailers put them.

    Adjacent words of one charset are joined as bytes first: mailers split characters between them.
    """
    if "=?" not in text:
        return text
    out: list[str] = []
    pending, pending_charset, end = b"", "", 0
    for word in _WORD.finditer(text):
        between = text[end : word.start()]
        charset = word[1].lower()
        if pending_charset and (charset != pending_charset or between.strip()):
            out.append(decode_text(pending, pending_charset)[0])
            pending = b""
        if not pending_charset or between.strip():
            out.append(between)
        pending += _decode_word(word[2], word[3])
        pending_charset, end = charset, word.end()
    if pending_charset:
        out.append(decode_text(pending, pending_charset)[0])
    return "".join(out) + text[end:]


def _decode_word(encoding: str, payload: str) -> bytes:
    data = payload.encode("utf-8", "surrogateescape")
    if encoding in "qQ":
        return binascii.a2b_qp(data.replace(b" ", b"_"), header=True)
    return decode_base64(data)


_SEGMENT = re.compile(rb"[^=]+=*")
_NOT_BASE64 = bytes(
    b for b in range(256) if not (chr(b).isascii() and (chr(b).isalnum() or chr(b) in "+/=-_"))
)
_URL_SAFE = bytes.maketrans(b"-_", b"+/")


def decode_base64(data: bytes) -> bytes:
    """Decode base64 as mailers really write it: stray bytes, missing or repeated padding, url-safe signs."""
    if _is_plain(data):
        with suppress(binascii.Error):
            return binascii.a2b_base64(data)
    core = data.translate(_URL_SAFE, _NOT_BASE64)
    first = core.find(b"=")
    segments = [core] if first < 0 or not core[first:].strip(b"=") else _SEGMENT.findall(core)
    return b"".join(_decode_segment(segment.rstrip(b"=")) for segment in segments)


def _is_plain(data: bytes) -> bool:
    """Whether Python's own decoder reads it, or refuses it: it need not be copied to be tidied first."""
    pads = data.find(b"=")
    return b"-" not in data and b"_" not in data and (pads < 0 or not data[pads:].strip(b"= \r\n"))


def _decode_segment(segment: bytes) -> bytes:
    # One left-over character holds six bits: less than a byte, so it says nothing.
    whole = segment if len(segment) % 4 != 1 else segment[:-1]
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))
