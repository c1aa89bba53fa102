"""Forwarded messages inside a mail: who wrote first, to whom, when, and what it said."""

from __future__ import annotations

import re

from worker.model import Forwarded, Mail
from worker.reading import addresses, reply
from worker.reading.blocks import Block, find_blocks, read_mailbox
from worker.reading.oneline import find_one_line
from worker.reading.shapes import Line, find_attribution, is_forward_mark, read_lines, words

_MOST = 50
"""How many forwarded messages of one mail are read."""


def find_forwarded(mail: Mail) -> tuple[Forwarded, ...]:
    """Return the forwarded messages, outermost first: those in the text, then those attached.

    The text of each is its own words, up to the next header block. A reply's quoted mail is no forward.
    """
    found = list(_read_inline(mail))
    for inner in mail.embedded:
        found.append(_read_embedded(inner))
        found.extend(find_forwarded(inner))
    return tuple(found[:_MOST])


def own_text(mail: Mail) -> str:
    """Return what the forwarder typed above the forwarded message, without their signature."""
    lines = read_lines(mail.text)
    blocks = _find_forward_blocks(mail, lines)
    above = lines[: blocks[0].above] if blocks else lines
    text = "\n".join(line.whole for line in above)
    sender = f"{mail.sender.name} {mail.sender.email.split('@')[0]}" if mail.sender else ""
    return reply.split_text(text, sender=sender).text


def is_forward(mail: Mail) -> bool:
    """True when the mail carries a message someone else wrote, in its text or attached."""
    return bool(mail.embedded) or bool(_find_forward_blocks(mail, read_lines(mail.text)))


# ── in the text ────────────────────────────────────────────────────────────────────────────


def _read_inline(mail: Mail) -> tuple[Forwarded, ...]:
    lines = read_lines(mail.text)
    blocks = _find_forward_blocks(mail, lines)
    found = []
    for index, block in enumerate(blocks[:_MOST]):
        end = blocks[index + 1].above if index + 1 < len(blocks) else len(lines)
        text = _unquote(lines[block.end : end], block.depth)
        found.append(Forwarded(block.from_name, block.from_email, block.to, block.date, block.subject, text))
    return tuple(found)


def _find_forward_blocks(mail: Mail, lines: list[Line]) -> list[Block]:
    """Return the header blocks of forwarded messages; none when the outermost is a reply's quote."""
    blocks = find_blocks(lines)
    single = find_one_line(lines)
    if single is not None and (not blocks or single.start < blocks[0].start):
        blocks = [single, *(block for block in blocks if block.start >= single.end)]
    attributed = _find_attributed(mail, lines, blocks[0].above if blocks else len(lines))
    if attributed is not None:
        blocks = [attributed, *blocks]
    if not blocks or (not blocks[0].forward and subject_kind(mail.subject) == "reply"):
        return []
    if any(find_attribution(lines, index) for index in range(blocks[0].above) if not blocks[0].forward):
        # The header block stands inside what a reply quotes.
        return [] if attributed is None else blocks
    return blocks


def _find_attributed(mail: Mail, lines: list[Line], before: int) -> Block | None:
    """Some clients forward under "On …, X wrote:"; then the subject or a marker must say so."""
    for index in range(before):
        if lines[index].blank:
            continue
        end = find_attribution(lines, index)
        if end is None:
            continue
        marked = [at for at in range(max(0, index - 3), index) if is_forward_mark(lines[at])]
        if not marked and subject_kind(mail.subject) != "forward":
            return None
        name, email, date = _read_attribution(" ".join(line.content for line in lines[index:end]))
        depth = next((line.depth for line in lines[end:] if not line.blank), 0)
        return Block(marked[0] if marked else index, index, end, depth, True, name, email, None, date, None)
    return None


_VERB_END = re.compile(r"[\s,]*[:：]?\s*\Z")


def _read_attribution(text: str) -> tuple[str | None, str | None, str | None]:
    """Read "On date, name <address> wrote:" as far as its order is plain."""
    found = addresses.EMAIL.search(text)
    if found is None:
        return None, None, None
    before = text[: found.start()].rstrip("<[( ").rstrip()
    date, comma, name = before.rpartition(",")
    if not comma:
        return (*read_mailbox(text), None)
    date = re.sub(r"\A[^\W\d_]{1,4}\s(?=\S*\s?\d|[^\W\d_]{2,9}[,.]?\s)", "", date)
    return name.strip(" \"'") or None, found[0].lower(), date.strip() or None


def _unquote(lines: list[Line], depth: int) -> str:
    """Return the words of a forwarded message, with the quote signs of its own block taken off."""
    out = []
    for line in lines:
        if not depth or line.depth < depth:
            out.append(line.whole.replace("\ufeff", "") if not line.depth else line.whole)
        else:
            out.append("> " * (line.depth - depth) + line.content)
    return "\n".join(text.rstrip() for text in out).strip("\n \t\u200b")


# ── attached ───────────────────────────────────────────────────────────────────────────────


def _read_embedded(inner: Mail) -> Forwarded:
    to = next((value for name, value in inner.headers if name == "to"), None)
    date = next((value for name, value in inner.headers if name == "date"), None)
    blocks = _find_forward_blocks(inner, read_lines(inner.text))
    text = own_text(inner) if blocks else inner.text.strip()
    name = (inner.sender.name or None) if inner.sender else None
    email = inner.sender.email if inner.sender else None
    return Forwarded(name, email, to, date, inner.subject or None, text)


# ── the subject's prefix ───────────────────────────────────────────────────────────────────

_PREFIX = re.compile(
    r"\s{0,5}(?:\[[^\[\]]{1,40}\]\s{0,5})?([^\s:：\[\]()][^:：\[\]()]{0,20}?)\s?(?:[\[(]\d{1,3}[\])])?\s?[:：]"
)


def subject_kind(subject: str) -> str | None:
    """Return "reply" or "forward" as the subject's first prefix says, or None."""
    found = _PREFIX.match(subject[:200])
    if found is None:
        return None
    prefix = found[1].strip().lower()
    if prefix in words("subjects", "forward"):
        return "forward"
    return "reply" if prefix in words("subjects", "reply") else None
