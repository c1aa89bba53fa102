"""Files written into the text itself: uuencode, yEnc and BinHex 4.0, and pictures inside HTML.

Each is taken out of the text and becomes an attachment; what only looks like one stays in the text.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from urllib.parse import unquote_to_bytes

from worker.reading.files.macfile import open_binhex

MOST = 50
"""Files of each kind that are taken out of one text."""


@dataclass(frozen=True, slots=True)
class Inlined:
    """One file that stood in a text, and the stretch of bytes it filled there."""

    name: str
    data: bytes
    start: int
    end: int


def take_out(text: bytes) -> tuple[bytes, list[Inlined]]:
    """Return the text without the files in it, and those files in order. Never raises."""
    if b"begin" not in text and b"BinHex" not in text:
        return text, []
    matches = ((read, match) for form, read in _FORMS for match in islice(form.finditer(text), MOST))
    files = sorted(filter(None, (read(text, match) for read, match in matches)), key=lambda file: file.start)
    kept, at, found = [], 0, []
    for file in files:
        if file.start >= at:
            kept.append(text[at : file.start])
            found.append(file)
            at = file.end
    return b"".join((*kept, text[at:])), found


# ── pictures inside HTML (RFC 2397) ────────────────────────────────────────────────────────

_PICTURE = re.compile(
    rb"(?<![\w-])src\s{0,3}=\s{0,3}[\"']?\s{0,3}(?P<all>data:image/(?P<kind>[\w.+-]{2,20})[\w;=.-]{0,60};base64,"
    rb"(?P<coded>[A-Za-z0-9+/_=%\s-]*+))",
    re.IGNORECASE,
)


def take_out_pictures(source: bytes) -> tuple[bytes, list[Inlined]]:
    """Return HTML without the pictures that stand in it letter by letter, and those pictures in order."""
    if b"base64," not in source:
        return source, []
    kept, at, found = [], 0, []
    for number, match in enumerate(islice(_PICTURE.finditer(source), MOST), start=1):
        data = _decode_letters(match["coded"])
        if data:
            name = f"picture {number}.{match['kind'].decode('ascii').lower()}"
            kept.append(source[at : match.start("all")])
            at = match.end("all")
            found.append(Inlined(name, data, match.start("all"), at))
    return b"".join((*kept, source[at:])), found


def _decode_letters(coded: bytes) -> bytes:
    """Base64 as addresses have it: some of its signs written as ``%2B``, its end missing."""
    letters = re.sub(rb"[\s=]", b"", unquote_to_bytes(coded)).translate(bytes.maketrans(b"-_", b"+/"))
    try:
        return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
    except binascii.Error:
        return b""


# ── uuencode (POSIX.1-2017, uuencode) ──────────────────────────────────────────────────────


def decode_uu(data: bytes) -> bytes:
    """Undo uuencode line by line, as far as it goes; the frame around it may be missing."""
    out = []
    for line in data.splitlines():
        if line.startswith(b"begin ") or not line.strip():
            continue
        if line.strip() == b"end":
            break
        out.append(_decode_line(line) or b"")
    return b"".join(out)


def _decode_line(line: bytes) -> bytes | None:
    """One line decoded, or None when it is none."""
    try:
        return binascii.a2b_uu(line)
    except binascii.Error:
        # Some encoders count the last line's length wrongly; what it says is still there.
        length = (((line[0] - 32) & 63) * 4 + 5) // 3
        try:
            return binascii.a2b_uu(line[:length])
        except binascii.Error:
            return None


_UU = re.compile(rb"^begin [0-7]{3,4} ([^\r\n]{1,200})\r?\n", re.MULTILINE)
_UU_LINE = re.compile(rb"([ -`]{1,90})\r?(?:\n|\Z)")


def _read_uu(text: bytes, begun: re.Match[bytes]) -> Inlined | None:
    """The lines after ``begin`` as long as each has the length its first sign says."""
    out, at = [], begun.end()
    while (line := _UU_LINE.match(text, at)) is not None:
        count = (line[1][0] - 32) & 63
        if abs(len(line[1].rstrip()) - 1 - -(-count // 3) * 4) > 3 and count:
            break
        out.append(_decode_line(line[1]) or b"")
        at = line.end()
    closed = re.compile(rb"\s{0,4}end[ \t]{0,9}\r?(?:\n|\Z)").match(text, at)
    data = b"".join(out)
    if not data:
        return None
    return Inlined(_name(begun[1]), data, begun.start(), closed.end() if closed else at)


# ── yEnc (version 1.3) ─────────────────────────────────────────────────────────────────────

_YENC = re.compile(
    rb"^=ybegin [^\r\n]{0,200}?\bname=([^\r\n]{1,200})\r?\n(?:=ypart [^\r\n]{0,100}\r?\n)?", re.MULTILINE
)
_YEND = re.compile(rb"^=yend\b[^\r\n]{0,200}\r?\n?", re.MULTILINE)
_LESS_42 = bytes((value - 42) % 256 for value in range(256))


def _read_yenc(text: bytes, begun: re.Match[bytes]) -> Inlined | None:
    closed = _YEND.search(text, begun.end())
    if closed is None:
        return None
    coded = text[begun.end() : closed.start()].replace(b"\r", b"").replace(b"\n", b"")
    plain = re.sub(rb"=(.)", lambda found: bytes(((found[1][0] - 64) % 256,)), coded, flags=re.DOTALL)
    return Inlined(_name(begun[1]), plain.translate(_LESS_42), begun.start(), closed.end())


# ── BinHex (RFC 1741) ──────────────────────────────────────────────────────────────────────

_HQX = re.compile(rb"^\(This file must be converted with BinHex[^\r\n]{0,60}\r?\n\s{0,20}:", re.MULTILINE)


def _read_hqx(text: bytes, begun: re.Match[bytes]) -> Inlined | None:
    closed = text.find(b":", begun.end())
    file = open_binhex(text[begun.start() : closed + 1]) if closed >= 0 else None
    return Inlined(file[0], file[1], begun.start(), closed + 1) if file else None


def _name(raw: bytes) -> str:
    return raw.strip().strip(b'"').decode("utf-8", "replace")


_FORMS: tuple[tuple[re.Pattern[bytes], Callable[[bytes, re.Match[bytes]], Inlined | None]], ...] = (
    (_UU, _read_uu),
    (_YENC, _read_yenc),
    (_HQX, _read_hqx),
)
