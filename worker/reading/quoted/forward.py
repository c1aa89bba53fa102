"""Forwarded messages inside a mail: who wrote first, to whom, when, and what it said."""

from __future__ import annotations

from itertools import islice

from worker.model import Forwarded, Mail
from worker.reading.message.mail import header
from worker.reading.quoted import reply
from worker.reading.quoted.blocks import Block
from worker.reading.quoted.inside import Inside, look_inside
from worker.reading.quoted.redirected import find_redirector
from worker.reading.quoted.shapes import (
    Line,
    closes,
)

_MOST = 50
"""How many forwarded messages of one mail are read."""


def find_forwarded(mail: Mail, inside: Inside | None = None) -> tuple[Forwarded, ...]:
    """Return the forwarded messages, outermost first: those in the text, then those attached.

    A mail that was redirected is itself the first of them.
    The text of each is its own words, up to the next header block. A reply's quoted mail is no forward.
    ``inside`` is what was found in the text, where somebody has looked.
    """
    inside = inside or look_inside(mail)
    redirected = find_redirector(mail) is not None
    found = [_read_embedded(mail, inside)] if redirected else []
    found += _read_inline(inside)
    for inner in mail.embedded:
        shown = look_inside(inner)
        found.append(_read_embedded(inner, shown))
        found.extend(find_forwarded(inner, shown))
    return tuple(found[:_MOST])


def own_text(mail: Mail, inside: Inside | None = None) -> str:
    """Return what the forwarder typed above, between and below the forwards, without their signature.

    Who redirects a mail has typed nothing.
    """
    if find_redirector(mail) is not None:
        return ""
    inside = inside or look_inside(mail)
    sender = reply.words_of_sender(mail)
    spoken = []
    for start, end in _own_stretches(inside):
        text = "\n".join(line.whole for line in inside.lines[start:end])
        if text.strip():
            spoken.append(reply.split_text(text, sender=sender).text)
    return "\n\n".join(text for text in spoken if text)


# ── in the text ────────────────────────────────────────────────────────────────────────────


def _read_inline(inside: Inside) -> tuple[Forwarded, ...]:
    found = []
    for block, (end, _) in islice(zip(inside.blocks, inside.ends, strict=True), _MOST):
        begin = _find_beginning(block, end, inside.lines)
        indent = _indent(inside.lines[block.start])
        text = _unquote(inside.lines[begin:end], block.depth, indent)
        found.append(Forwarded(block.from_name, block.from_email, block.to, block.date, block.subject, text))
    return tuple(found)


def _own_stretches(inside: Inside) -> list[tuple[int, int]]:
    """Return where the forwarder's own lines are."""
    starts = [0, *(after for _, after in inside.ends)]
    ends = [*(block.above for block in inside.blocks), len(inside.lines)]
    return [(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _find_beginning(block: Block, end: int, lines: list[Line]) -> int:
    """Where a block's words begin: below the line that The Bat! opens them with, as it closes them."""
    first = next((at for at in range(block.end, end) if not lines[at].blank), end)
    return first + 1 if first < end < len(lines) and closes(lines[first], lines[end]) else block.end


def _indent(line: Line) -> int:
    """Return by how many columns a client shifted all it forwards."""
    return min(len(line.whole) - len(line.whole.lstrip(" ")), 8) if not line.depth else 0


def _unquote(lines: list[Line], depth: int, indent: int = 0) -> str:
    """Return the words of a forwarded message, with the quote signs of its own block taken off."""
    if not depth and any(line.depth for line in lines) and all(line.depth or line.blank for line in lines):
        # Proton quotes what it forwards, but not the header block.
        depth = 1
    out = []
    for line in lines:
        if line.depth and line.depth >= depth > 0:
            out.append("> " * (line.depth - depth) + line.content)
            continue
        text = line.whole if line.depth else line.whole.replace("\ufeff", "")
        out.append(text[indent:] if not text[:indent].strip() else text)
    return "\n".join(text if text == "-- " else text.rstrip() for text in out).strip("\n \t\u200b\u00a0")


# ── attached ───────────────────────────────────────────────────────────────────────────────


def _read_embedded(inner: Mail, inside: Inside) -> Forwarded:
    to, date = header(inner, "to"), header(inner, "date")
    text = inner.text.strip()
    if inside.blocks:
        text = "\n".join(line.whole for line in inside.lines[: inside.blocks[0].above]).strip()
    name = (inner.sender.name or None) if inner.sender else None
    email = inner.sender.email if inner.sender else None
    return Forwarded(name, email, to, date, inner.subject or None, text)
