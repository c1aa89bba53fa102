"""Header fields and their parameters, as raw bytes tell them (RFC 5322 §2.2, RFC 2045 §5.1, RFC 2231)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from worker.reading.message import charsets
from worker.reading.message.limits import LIMITS, Walk

Fields = tuple[tuple[str, bytes], ...]


_BLANK = re.compile(rb"\r?\n\r?\n")
# A line that is neither a field, nor its continuation, nor a mailbox file's "From " line.
_STRAY = re.compile(rb"^(?![!-9;-~]{1,200}[ \t]{0,20}:|[ \t\r\n]|>?From )", re.MULTILINE)
_CORE = re.compile(
    rb"^(?:from|to|subject|date|received|message-id|mime-version|content-type)[ \t]{0,20}:",
    re.MULTILINE | re.IGNORECASE,
)
_FIELD = re.compile(rb"([!-9;-~]{1,200})[ \t]{0,20}:")
_LINE = re.compile(rb"[^\n]*\n|[^\n]+")


def split_header(raw: bytes, start: int = 0, end: int | None = None) -> tuple[int, int]:
    """Return where the header block ends and where the body starts.

    A blank line parts them; where it is missing, the body starts at the first line that can be no
    header, unless more of the header follows it.
    """
    end = len(raw) if end is None else end
    if raw.startswith((b"\n", b"\r\n"), start):
        return start, min(end, raw.index(b"\n", start) + 1)
    found = _BLANK.search(raw, start, end)
    header_end, body = (found.start(), found.end()) if found else (end, end)
    stray = _STRAY.search(raw[start : min(header_end, start + LIMITS.header)])
    if (
        stray is None
        or stray.start() + start >= header_end
        or _CORE.search(raw, start + stray.start(), header_end)
    ):
        return header_end, body
    return start + stray.start(), start + stray.start()


def read_fields(block: bytes, walk: Walk) -> Fields:
    """Read a header block into (lower-case name, raw value) pairs, in order, folding kept."""
    if len(block) > walk.limits.header:
        walk.note("The header is too long; its end was not read.")
        block = block[: walk.limits.header]
    fields: list[tuple[str, list[bytes]]] = []
    for found in _LINE.finditer(block):
        line = found[0]
        if line[:1] in b" \t" and fields:
            fields[-1][1].append(line)
            continue
        match = _FIELD.match(line)
        if match is None:
            if line.strip() and not line.startswith((b"From ", b">From ")):
                walk.note("The header holds a line that is not a header field.")
            continue
        if len(fields) >= walk.limits.header_fields:
            walk.note("The header has too many fields; the rest was not read.")
            break
        fields.append((match[1].decode("ascii").lower(), [line[match.end() :]]))
    return tuple((name, _bounded(b"".join(lines), walk)) for name, lines in fields)


def _bounded(value: bytes, walk: Walk) -> bytes:
    if len(value) > walk.limits.header_value:
        walk.note("A header field is too long; its end was not read.")
    return value[: walk.limits.header_value].strip()


def find_field(fields: Fields, name: str) -> bytes | None:
    """Return the first value of a field, undecoded, or None."""
    for key, value in fields:
        if key == name:
            return value
    return None


_TOKEN = re.compile(r'[^;="]*+')
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*+)"?', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)")
_SPACE = re.compile(r"\s*+")
_PIECE = re.compile(r"([^*]{1,60})(?:\*(\d{1,3}))?(\*)?\Z")


def read_params(value: bytes) -> tuple[str, dict[str, str]]:
    """Split ``type/subtype; name=value`` into the word before and its parameters, decoded."""
    if not value:
        return "", {}
    text = charsets.decode_header(value) if b"=?" not in value else value.decode("utf-8", "replace")
    head, _, rest = text.partition(";")
    pieces: dict[str, dict[int, tuple[bool, str]]] = {}
    for name, content in _scan_params(rest):
        match = _PIECE.match(name)
        if match:
            order = int(match[2] or 0)
            pieces.setdefault(match[1], {}).setdefault(order, (bool(match[3]), content))
    return head.strip().lower(), {name: _join_pieces(found) for name, found in pieces.items()}


def _scan_params(text: str) -> Iterator[tuple[str, str]]:
    position = 0
    while position < len(text):
        name = _TOKEN.match(text, position)
        position = name.end() if name else position
        if position >= len(text) or text[position] != "=":
            position += 1
            continue
        space = _SPACE.match(text, position + 1)
        after = space.end() if space else position + 1
        quoted = _QUOTED.match(text, after)
        if quoted:
            content, position = unescape(quoted[1]), quoted.end()
        else:
            stop = text.find(";", after)
            position = len(text) if stop < 0 else stop
            content = text[after:position].strip()
        if name:
            yield name[0].strip().lower(), content


def unescape(text: str) -> str:
    """What a quoted string says: without the backslash before a sign (RFC 5322 §3.2.1)."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def _join_pieces(pieces: dict[int, tuple[bool, str]]) -> str:
    ordered = [pieces[order] for order in sorted(pieces)]
    if not any(encoded for encoded, _ in ordered):
        return charsets.decode_words("".join(content for _, content in ordered))
    charset, data = "utf-8", b""
    for index, (encoded, content) in enumerate(ordered):
        if index == 0 and encoded and content.count("'") >= 2:
            charset, _, content = content.split("'", 2)
        data += unquote_to_bytes(content) if encoded else content.encode("utf-8", "replace")
    return charsets.decode_text(data, charset)[0]
