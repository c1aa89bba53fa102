"""Outlook's own file of one message, ``.msg``: its properties as the parts of a mail ([MS-OXMSG]).

olefile reads the container; the properties are read here, each within its own bounds, because a
library that reads them whole gives no headers, no rich text and no message inside a message. The
result is a tree of parts like that of any mail, so that one set of limits and rules holds for both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from io import BytesIO

import olefile

from worker.reading.files import rtf, sniff
from worker.reading.files.tnef import WORK
from worker.reading.message import charsets
from worker.reading.message.parts import Fields, Part, Walk, read_fields
from worker.reading.message.unseen import one_line

_MOST_STREAMS = 20_000
_DEEPEST, _DEEPEST_PATH = 8, 20
_SUBJECT, _HEADERS, _SENT, _DELIVERED, _ID = 0x0037, 0x007D, 0x0039, 0x0E06, 0x1035
_REFERENCES, _ANSWERS = 0x1039, 0x1042
_BODY, _RTF, _HTML = 0x1000, 0x1009, 0x1013
_MESSAGE_PAGE, _INTERNET_PAGE = 0x3FFD, 0x3FDE
_SENDER_NAME, _SENDER_SMTP, _SENDER_EMAIL = 0x0C1A, 0x5D01, 0x0C1F
_BEHALF_NAME, _BEHALF_SMTP, _BEHALF_EMAIL = 0x0042, 0x5D02, 0x0065
_SHOWN, _SMTP, _EMAIL, _RECIPIENT_TYPE = 0x3001, 0x39FE, 0x3003, 0x0C15
_DATA, _SHORT_NAME, _LONG_NAME, _METHOD, _LINK, _TYPE, _CONTENT_ID = (
    0x3701, 0x3704, 0x3707, 0x3705, 0x370D, 0x370E, 0x3712,
)  # fmt: skip
_EMBEDDED, _BY_LINK = 5, (2, 3, 4, 7)
_TEXT = "001F"
_HEX = re.compile(r"[0-9A-Fa-f]{8}")
_PROPERTIES = "__properties_version1.0"
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class _Container:
    """An open ``.msg`` file: every storage in it with the names it holds, and the bytes it may still give.

    Many streams may point to the same bytes of the file, so what is given out is counted.
    """

    file: olefile.OleFileIO
    walk: Walk
    tree: dict[tuple[str, ...], list[str]]
    left: int

    def read(self, path: list[str]) -> bytes:
        """Return the bytes of one stream, none where it is damaged or too much."""
        try:
            size = self.file.get_size(path)
            if size > self.left:
                self.walk.note("The Outlook item holds more than can be read.")
                return b""
            self.left -= size
            return bytes(self.file.openstream(path).read())
        except (OSError, ValueError):
            self.walk.note("The Outlook item is damaged: what could be read of it was.")
            return b""

    def open(self, path: list[str], head: int) -> _Storage:
        """Open one storage; ``head`` bytes stand before the rows of its table ([MS-OXMSG] §2.4.1)."""
        names = self.tree.get(tuple(path), [])
        streams = (name for name in names if name.lower().startswith("__substg1.0_") and len(name) == 20)
        ids = {int(name[12:16], 16): name[16:] for name in streams if _HEX.fullmatch(name[12:])}
        inner = [name for name in names if (*path, name) in self.tree]
        table = self.read([*path, _PROPERTIES]) if _PROPERTIES in names else b""
        rows = [table[at : at + 16] for at in range(head, len(table) - 15, 16)]
        fixed = {int.from_bytes(row[2:4], "little"): row[8:] for row in rows}
        return _Storage(self, path, ids, inner, fixed)


@dataclass(slots=True)
class _Storage:
    """One storage of the container: a message, a recipient or an attachment.

    ``ids`` maps a property to the type it is kept under; ``fixed`` holds the values of eight bytes.
    """

    container: _Container
    path: list[str]
    ids: dict[int, str]
    inner: list[str]
    fixed: dict[int, bytes]
    codec: str = "cp1252"

    def data(self, prop: int) -> bytes:
        """Return a property's bytes, none where it is missing."""
        kind = self.ids.get(prop)
        return self.container.read([*self.path, f"__substg1.0_{prop:04X}{kind}"]) if kind else b""

    def text(self, prop: int) -> str:
        """Return a property as text, empty where it is missing."""
        codec = "utf-16-le" if self.ids.get(prop, "").upper() == _TEXT else self.codec
        return charsets.decode_text(self.data(prop), codec)[0].rstrip("\x00")

    def number(self, prop: int) -> int:
        """Return a property of the fixed ones as a number, 0 where it is missing."""
        return int.from_bytes(self.fixed.get(prop, b"")[:4], "little")


def read_item(data: bytes, walk: Walk) -> Part | None:
    """Return the message in a ``.msg`` as a tree of parts, or None where it holds none. Never raises.

    A message attached to it is a part of type ``application/vnd.ms-outlook`` with that message as its
    only child. What is damaged or missing is noted on the walk.
    """
    try:
        with olefile.OleFileIO(BytesIO(data)) as file:
            paths = file.listdir(streams=True, storages=False)
            if len(paths) > _MOST_STREAMS:
                return None
            left = max(0, walk.limits.decoded - walk.decoded)
            return _read_message(_Container(file, walk, _sort(paths), left), [], 0)
    except Exception:  # noqa: BLE001  what it raises on a damaged container is not a closed list
        return None


def _sort(paths: list[list[str]]) -> dict[tuple[str, ...], list[str]]:
    """Every storage with the names directly in it."""
    tree: dict[tuple[str, ...], dict[str, None]] = {}
    for path in paths:
        for depth, name in enumerate(path[:_DEEPEST_PATH]):
            tree.setdefault(tuple(path[:depth]), {})[name] = None
    return {path: list(names) for path, names in tree.items()}


# ── one message ────────────────────────────────────────────────────────────────────────────


def _read_message(container: _Container, path: list[str], depth: int) -> Part | None:
    walk, item = container.walk, container.open(path, 24 if path else 32)
    if not item.ids and not item.fixed:
        return None
    item.codec = _codec(item, _MESSAGE_PAGE) or _codec(item, _INTERNET_PAGE) or "cp1252"
    fields = _read_header(item) + _recipients(item)
    top = _node("multipart/mixed", fields=_first_of_each(fields))
    top.children = list(_bodies(item))
    for name in item.inner:
        if name.startswith("__attach_version1.0_"):
            walk.seen += 1
            if walk.seen >= walk.limits.parts:
                walk.note(f"The mail has more than {walk.limits.parts} parts; the rest was not read.")
                break
            held = container.open([*path, name], 8)
            held.codec = item.codec
            part = _attachment(held, depth)
            if part is not None:
                top.children.append(part)
    return top


def _codec(item: _Storage, prop: int) -> str | None:
    page = item.number(prop)
    return charsets.find_codec("utf-8" if page == 65_001 else f"cp{page}") if page else None


def _node(kind: str, data: bytes = b"", fields: Fields = (), name: str | None = None) -> Part:
    return Part(fields, kind, {}, "", name, None, data, 0, len(data))


def _bodies(item: _Storage) -> Iterator[Part]:
    """The text in each form it is kept in, as alternatives: plain, HTML, and rich text where neither is."""
    choices = _node("multipart/alternative")
    plain, markup = item.text(_BODY), item.data(_HTML) or item.text(_HTML).encode()
    if not plain.strip() and not markup and _RTF in item.ids:
        plain = _rich_words(item)
    if plain.strip():
        choices.children.append(_node("text/plain", plain.encode("utf-8", "replace")))
        choices.children[-1].params["charset"] = "utf-8"
    if markup:
        choices.children.append(_node("text/html", markup))
        if _codec(item, _INTERNET_PAGE):
            choices.children[-1].params["charset"] = _codec(item, _INTERNET_PAGE) or ""
    if choices.children:
        yield choices


def _rich_words(item: _Storage) -> str:
    walk = item.container.walk
    if walk.opened >= walk.limits.opened:
        walk.note("The Outlook item holds more than can be read.")
        return ""
    found = rtf.inflate(item.data(_RTF))
    walk.opened += WORK * len(found)
    return rtf.to_text(found)


def _attachment(held: _Storage, depth: int) -> Part | None:
    walk = held.container.walk
    name = held.text(_LONG_NAME) or held.text(_SHORT_NAME) or held.text(_SHOWN) or None
    inside = f"__substg1.0_{_DATA:04X}000D"
    if held.number(_METHOD) == _EMBEDDED or inside in held.inner:
        if depth >= _DEEPEST:
            walk.note(f"Outlook items are packed inside each other more than {_DEEPEST} deep.")
            return None
        message = _read_message(held.container, [*held.path, inside], depth + 1)
        if message is None:
            walk.note(f"An Outlook object {_quote(name)} cannot be read: ask for it as a picture or a PDF.")
            return None
        part = _node(sniff.OUTLOOK, name=name)
        part.children = [message]
        return part
    data = held.data(_DATA)
    if not data and held.number(_METHOD) in _BY_LINK:
        where = held.text(_LINK) or held.text(0x3708)
        walk.note(f"The file {_quote(name)} is only a link ({where[:200]}): ask for the file itself.")
        return None
    part = _node(held.text(_TYPE).lower() or "application/octet-stream", data, name=name)
    part.content_id = held.text(_CONTENT_ID).strip("<> ") or None
    part.disposition = "" if part.content_id else "attachment"
    return part


def _quote(name: str | None) -> str:
    return f"“{one_line(name or 'without a name')[:80]}”"


# ── its header ─────────────────────────────────────────────────────────────────────────────


def _read_header(item: _Storage) -> list[tuple[str, bytes]]:
    """The header it came with, then what the properties say: an item never sent has no header."""
    block = item.text(_HEADERS).encode("utf-8", "replace")
    fields = [
        (name, value)
        for name, value in read_fields(block, Walk())
        if not name.startswith(("content-", "mime-version"))
    ]
    sender = _mailbox(
        item, (_BEHALF_NAME, _SENDER_NAME), (_BEHALF_SMTP, _SENDER_SMTP, _BEHALF_EMAIL, _SENDER_EMAIL)
    )
    said = [
        ("from", sender),
        ("subject", item.text(_SUBJECT)),
        ("date", _date(item)),
        ("message-id", item.text(_ID)),
        ("in-reply-to", item.text(_ANSWERS)),
        ("references", item.text(_REFERENCES)),
    ]
    return fields + [(name, _one_line(value)) for name, value in said if value.strip()]


def _first_of_each(fields: list[tuple[str, bytes]]) -> Fields:
    """The header's own fields, and of those the properties add the ones it does not have."""
    once = ("from", "subject", "date", "message-id", "in-reply-to", "references", "to", "cc", "bcc")
    kept: list[tuple[str, bytes]] = []
    for name, value in fields:
        if name not in once or not any(name == other for other, _ in kept):
            kept.append((name, value))
    return tuple(kept)


def _recipients(item: _Storage) -> list[tuple[str, bytes]]:
    lists: dict[str, list[str]] = {}
    for name in item.inner:
        if name.startswith("__recip_version1.0_") and len(lists.get("to", ())) < 500:
            person = item.container.open([*item.path, name], 8)
            person.codec = item.codec
            kind = {1: "to", 2: "cc", 3: "bcc"}.get(person.number(_RECIPIENT_TYPE), "to")
            lists.setdefault(kind, []).append(_mailbox(person, (_SHOWN,), (_SMTP, _EMAIL)))
    return [(kind, _one_line(", ".join(filter(None, people)))) for kind, people in lists.items()]


def _mailbox(item: _Storage, names: tuple[int, ...], emails: tuple[int, ...]) -> str:
    """A mailbox as a header writes it; Exchange's own names of mailboxes are no addresses."""
    name = (
        next(filter(None, (item.text(prop).strip() for prop in names)), "")
        .replace('"', "'")
        .replace("\\", "")
    )
    email = next(
        (text for prop in emails if "@" in (text := item.text(prop).strip()) and text[:1] != "/"), ""
    )
    if not email:
        return f'"{name}"' if name else ""
    return f'"{name}" <{email}>' if name and name != email else email


def _date(item: _Storage) -> str:
    ticks = int.from_bytes(item.fixed.get(_SENT) or item.fixed.get(_DELIVERED) or b"", "little")
    try:
        return format_datetime(_EPOCH + timedelta(microseconds=ticks // 10)) if ticks else ""
    except OverflowError:
        return ""


def _one_line(value: str) -> bytes:
    return " ".join(value.split())[:65_536].encode("utf-8", "replace")
