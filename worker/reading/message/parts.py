"""The bounded walk over a message's raw bytes: header fields and the tree of parts (RFC 5322, RFC 2046).

Nothing is copied before a leaf is decoded, and nothing raises: what does not fit the limits or the
rules becomes a line in ``problems``.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

from worker.reading.files.inlined import decode_uu
from worker.reading.message import charsets


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a message is read; sizes in bytes, ``words`` in characters of its whole text.

    What lies beyond is named in ``problems``.
    """

    depth: int = 30
    parts: int = 500
    header: int = 1_048_576
    header_value: int = 65_536
    header_fields: int = 5_000
    decoded: int = 67_108_864
    text: int = 4_194_304
    words: int = 200_000
    said: int = 8_388_608
    """Of all its texts together: those of mails inside it, and those of files."""
    opened: int = 33_554_432
    """Of documents as their readers go through them, where a token of a PDF counts as many (``Document``)."""


LIMITS = Limits()

Fields = tuple[tuple[str, bytes], ...]


# Mailers put remarks, quotes and semicolons round the word.
_ENCODING = re.compile(rb"[\s\"']{0,20}([\w-]{1,40})")


@dataclass(slots=True)
class Part:
    """One node of the tree. ``start`` and ``end`` bound its body in the raw bytes, still encoded."""

    fields: Fields
    type: str
    params: dict[str, str]
    disposition: str
    name: str | None
    content_id: str | None
    raw: bytes = field(repr=False)
    start: int = 0
    end: int = 0
    children: list[Part] = field(default_factory=list)

    def decode(self) -> bytes:
        """Return the body with its transfer encoding undone (RFC 2045 §6), as far as it goes."""
        data = self.raw[self.start : self.end]
        named = _ENCODING.match(find_field(self.fields, "content-transfer-encoding") or b"")
        encoding = named[1].lower() if named else b""
        if encoding == b"base64":
            return charsets.decode_base64(data)
        if encoding == b"quoted-printable":
            return binascii.a2b_qp(data)
        if encoding in (b"x-uuencode", b"uuencode", b"x-uue"):
            return decode_uu(data)
        return data


@dataclass(slots=True)
class Walk:
    """The state of one walk: what is left of the limits, and what went wrong."""

    limits: Limits = LIMITS
    seen: int = 0
    decoded: int = 0
    said: int = 0
    opened: int = 0
    problems: list[str] = field(default_factory=list)

    def inner(self) -> Walk:
        """The walk of a mail inside: its problems are its own, the limits are shared (``leave``)."""
        return Walk(self.limits, self.seen, self.decoded, self.said, self.opened)

    def leave(self, inner: Walk) -> None:
        """Go on where the walk of a mail inside has ended."""
        self.seen, self.decoded, self.said, self.opened = inner.seen, inner.decoded, inner.said, inner.opened

    def room(self, size: int) -> int:
        """Return how much of a text of so many bytes may still be read, and count it."""
        room = max(0, min(size, self.limits.said - self.said))
        self.said += room
        return room

    def note(self, problem: str) -> None:
        """Remember a problem once."""
        if problem not in self.problems:
            self.problems.append(problem)


# ── header fields ──────────────────────────────────────────────────────────────────────────

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


# ── parameters (RFC 2045 §5.1, RFC 2231) ───────────────────────────────────────────────────

_TOKEN = re.compile(r'[^;="]*+')
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*+)"?', re.DOTALL)
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
            content, position = re.sub(r"\\(.)", r"\1", quoted[1]), quoted.end()
        else:
            stop = text.find(";", after)
            position = len(text) if stop < 0 else stop
            content = text[after:position].strip()
        if name:
            yield name[0].strip().lower(), content


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


# ── the tree ───────────────────────────────────────────────────────────────────────────────


_KIND = re.compile(r"[\w.+-]{1,60}/[\w.+-]{1,100}")


def read_part(fields: Fields, raw: bytes, start: int, end: int) -> Part:
    """Describe one part from its header; its children are not looked for yet."""
    kind, params = read_params(find_field(fields, "content-type") or b"")
    disposition, more = read_params(find_field(fields, "content-disposition") or b"")
    if not _KIND.fullmatch(kind):
        kind = "application/octet-stream" if disposition == "attachment" else "text/plain"
    identity = find_field(fields, "content-id")
    content_id = (charsets.decode_header(identity).strip("<> ") if identity else "") or None
    name = more.get("filename") or params.get("name") or None
    return Part(fields, kind, params, disposition, name, content_id, raw, start, end)


def grow(part: Part, walk: Walk, depth: int) -> Part:
    """Find a multipart's children, down to the limits; returns the same part."""
    walk.seen += 1
    if not part.type.startswith("multipart/"):
        return part
    if depth >= walk.limits.depth:
        walk.note(f"The parts are nested more than {walk.limits.depth} deep; the innermost were not read.")
        return part
    spans = _find_spans(part, walk)
    if not spans:
        walk.note("The mail says it has parts, but they cannot be told apart.")
        part.type = "text/plain"
        return part
    digest = part.type == "multipart/digest"
    for start, end in spans:
        if walk.seen >= walk.limits.parts:
            walk.note(f"The mail has more than {walk.limits.parts} parts; the rest was not read.")
            break
        header_end, body = split_header(part.raw, start, end)
        child = read_part(read_fields(part.raw[start:header_end], walk), part.raw, body, end)
        if digest and find_field(child.fields, "content-type") is None:
            child.type = "message/rfc822"
        part.children.append(grow(child, walk, depth + 1))
    return part


def _find_spans(part: Part, walk: Walk) -> list[tuple[int, int]]:
    """Return where each child of a multipart starts and ends (RFC 2046 §5.1.1)."""
    boundary = part.params.get("boundary", "").rstrip()
    mark = b"--" + boundary.encode("utf-8", "replace") if boundary else _guess_boundary(part, walk)
    if mark is None:
        return []
    spans: list[tuple[int, int]] = []
    opened, at, closed = -1, part.start, False
    while not closed and len(spans) <= walk.limits.parts:
        at = part.raw.find(mark, at, part.end)
        if at < 0:
            break
        line_end = part.raw.find(b"\n", at, part.end)
        line_end = part.end if line_end < 0 else line_end + 1
        rest = part.raw[at + len(mark) : min(line_end, at + len(mark) + 200)].strip()
        if (at == part.start or part.raw[at - 1 : at] in (b"\n", b"\r")) and rest in (b"", b"--"):
            if opened >= 0:
                spans.append((opened, max(opened, _before_newline(part.raw, at))))
            opened, closed = line_end, rest == b"--"
        at = max(at + len(mark), line_end if rest in (b"", b"--") else 0)
    if opened >= 0 and not closed and len(spans) <= walk.limits.parts:
        walk.note("The mail ends before its last part does.")
        spans.append((opened, part.end))
    return spans


def _before_newline(raw: bytes, at: int) -> int:
    # The line break before a boundary belongs to the boundary.
    return at - 2 if raw[at - 2 : at] == b"\r\n" else at - 1


_DASHES = re.compile(rb"^--([!-~]{2,70})[ \t]*\r?$", re.MULTILINE)


def _guess_boundary(part: Part, walk: Walk) -> bytes | None:
    walk.note("The mail does not say where its parts begin.")
    found = _DASHES.search(part.raw, part.start, min(part.end, part.start + 65_536))
    return b"--" + found[1] if found else None
