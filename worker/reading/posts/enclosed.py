"""Words that came as a file: which of them are the post, and which are only paper that came along.

A chat's export, a Word file with the post pasted in, a page printed to PDF: the report is in the file.
A policy, a newsletter, a calendar entry or a card is in a file too, and full of words that would raise
grounds. So a file speaks only

* when it has the shape of a chat or of copied comments: names with times and words under them, whatever
  its length (of prose at most ``PROSE`` words, so that a policy's table of versions is no chat);
* when it is short (``SHORT`` words) and holds the address of a post itself, not of a page;
* when it is short and the mail says that it is the post ("what she wrote is attached").

All files pass the safety stop, whatever is said here (``safety.words_of``). Of a chat longer than
``MOST_MESSAGES`` the messages of those whom the mail names are read, else the last ones: a class's
group holds years of talk, and all of it stays in the file for whoever looks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from worker.model import Attachment, AttachmentRole, Mail
from worker.reading.message import charsets
from worker.reading.posts import chat
from worker.reading.posts.links import find_links
from worker.reading.posts.mentions import find_mentions
from worker.reading.posts.platform import recognise
from worker.reading.words.indexed import Indexed

SHORT, PROSE = 600, 3_000
MOST_MESSAGES = 40
_MOST_FILES = 20
_LONGEST, _LONGEST_READ = 16_777_216, 1_048_576


@dataclass(frozen=True, slots=True)
class Enclosed:
    """The words of one file that are read as a report.

    ``group`` is the chat that the file's name gives. ``whole`` says that the words are the post's own,
    although nothing in the file marks them so.
    """

    name: str
    text: str
    group: str | None
    whole: bool = False


def find_enclosed(mail: Mail, note: str) -> tuple[Enclosed, ...]:
    """The files of a mail, and of the mails inside it, whose words are the post; ``note`` is the mail's own.

    Never raises; what is the mail's own text already is not given again.
    """
    found = []
    for item, text in _texts(mail):
        name = item.name or ""
        spoken = _read_chat(text, note)
        pointed = spoken is None and _is_pointed_at(text, note)
        if spoken is None and (pointed or _holds_link(text)):
            spoken = text
        if spoken:
            whole = pointed and not _has_pictures(mail, name.removesuffix(".txt"))
            found.append(Enclosed(name, spoken, _find_group(name, text), whole))
        if len(found) >= _MOST_FILES:
            break
    return tuple(found)


def _texts(mail: Mail) -> Iterator[tuple[Attachment, str]]:
    for item in mail.attachments:
        if item.type == "text/plain" and item.data and item.role is not AttachmentRole.DECORATION:
            text = charsets.decode_text(item.data[:_LONGEST], _mark(item.data))[0]
            # Of a chat that is longer than any case, the last years.
            text = _unquoted(text.replace("\r\n", "\n").strip()[-_LONGEST_READ:])
            if text and text[:300] not in mail.text:
                yield item, text
    for inner in mail.embedded:
        yield from _texts(inner)


def _unquoted(text: str) -> str:
    """A text that was saved from a mail without the quote signs before its lines, where most have one."""
    if ">" not in text[:_A_START]:
        return text
    lines = [line for line in text.split("\n") if line.strip()]
    quoted = sum(line.lstrip(" \t").startswith(">") for line in lines)
    return _QUOTE_SIGNS.sub("", text) if 2 * quoted > len(lines) else text


_A_START = 2_000
_QUOTE_SIGNS = re.compile(r"(?m)^[ \t]*(?:>[ \t]?)+")


def _mark(data: bytes) -> str | None:
    return "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else None


# ── chats ──────────────────────────────────────────────────────────────────────────────────


def _read_chat(text: str, note: str) -> str | None:
    """The messages of a chat that are to be read, or None when the text has no chat's shape."""
    messages = chat.cut_messages(text)
    if len(messages) < 2:
        rows = len(text) < _LONGEST_READ // 4 and len(text.split()) <= PROSE and len(chat.find_said(text)) > 1
        return text if rows else None
    messages = [re.sub(r"\n\s*\n", "\n", one) for one in messages]
    messages = [one for one in messages if not chat.is_wordless(one)]
    if len(messages) > MOST_MESSAGES:
        told = note.casefold()
        messages = [one for one in messages if _is_named(one, told)] or messages
    return "\n".join(messages[-MOST_MESSAGES:])


def _is_named(message: str, told: str) -> bool:
    """Whether the note names who wrote a message: in full, or by a first name of three letters or more."""
    said = next(iter(chat.find_said(message)), None)
    if said is None:
        return False
    name = said.name.casefold().strip()
    first = name.split(" ", 1)[0]
    return name in told or (len(first) > 2 and re.search(rf"\b{re.escape(first)}\b", told) is not None)


_EXPORT = re.compile(
    r"(?:whats ?app|واتساب)[ -]?(?:chat)?\b.{0,12}?"
    r" (?:with|mit|avec|con|com|met|cu|z użytkownikiem|z|[сз] контактом|مع|[-–]) (?P<who>[^/]{1,100}?)"
    r"(?: \(\d{1,2}\))?(?:\.zip|\.txt)?(?:/|\Z)",
    re.IGNORECASE,
)


def _find_group(name: str, text: str) -> str | None:
    """The group an export's file is named for; the export of a talk between two has only their names."""
    named = _EXPORT.search(name)
    if named is None:
        return None
    speakers = {said.name for said in chat.find_said(text[: _LONGEST_READ // 16])}
    return named["who"].strip() if len(speakers) > 2 or named["who"].strip() not in speakers else None


# ── documents ──────────────────────────────────────────────────────────────────────────────

_FILE = r"(?:attach\w*|enclos\w*|document|pdf|word (?:file|doc\w*)|file|print ?out)"
_POST = (
    r"(?:posts?|posted|comments?|messages?|wrote|said|says|review|screen ?shots?|thread|rant|copied|pasted"
    r"|printed)"
)
_POINTS = re.compile(
    rf"\b{_FILE}\b[^.!?\n]{{0,120}}\b{_POST}\b|\b{_POST}\b[^.!?\n]{{0,120}}\b{_FILE}\b", re.IGNORECASE
)
_SAYS_FILE = re.compile(rf"\b{_FILE}\b", re.IGNORECASE)


def _is_short(text: str) -> bool:
    return len(text) <= 12 * SHORT and len(text.split()) <= SHORT


def _holds_link(text: str) -> bool:
    """Whether a short text holds the address of a post."""
    links = (recognise(link) for link in find_links(text)) if _is_short(text) else ()
    return any(link is not None and link.what == "post" for link in links)


def _is_pointed_at(text: str, note: str) -> bool:
    """Whether the note says that a short file is the post."""
    note = note[:20_000]
    return _is_short(text) and bool(
        _POINTS.search(note) or (_SAYS_FILE.search(note) and find_mentions(Indexed(note)))
    )


def _has_pictures(mail: Mail, name: str) -> bool:
    """Whether pictures were taken out of the file too: then they may be the post, and the words beside it."""
    return any(
        item.role is AttachmentRole.DERIVED
        and item.type.startswith("image/")
        and (item.name or "").startswith(f"{name}/")
        for one in (mail, *mail.embedded)
        for item in one.attachments
    )
