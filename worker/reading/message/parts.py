"""The bounded walk over a message's raw bytes: header fields and the tree of parts (RFC 5322, RFC 2046).

Nothing is copied before a leaf is decoded, and nothing raises: what does not fit the limits or the
rules becomes a line in ``problems``.
"""

from __future__ import annotations

import binascii
import re
from dataclasses import dataclass, field

from worker.reading.files.inlined import decode_uu
from worker.reading.message import charsets
from worker.reading.message.fields import Fields, find_field, read_fields, read_params, split_header
from worker.reading.message.limits import Walk

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
