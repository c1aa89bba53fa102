"""Outlook's own file of one message, ``.msg``: its properties as the parts of a mail ([MS-OXMSG]).

The result is a tree of parts like that of any mail, so that one set of limits and rules holds for both.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from worker.reading.files import rtf, sniff
from worker.reading.files.storages import Container, Storage, open_container
from worker.reading.files.tnef import WORK
from worker.reading.message import charsets
from worker.reading.message.fields import Fields, read_fields
from worker.reading.message.limits import Walk
from worker.reading.message.parts import Part
from worker.reading.message.unseen import one_line

_DEEPEST = 8
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
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def read_item(data: bytes, walk: Walk) -> Part | None:
    """Return the message in a ``.msg`` as a tree of parts, or None where it holds none. Never raises.

    A message attached to it is a part of type ``application/vnd.ms-outlook`` with that message as its
    only child. What is damaged or missing is noted on the walk.
    """
    try:
        with open_container(data, walk) as container:
            return _read_message(container, [], 0) if container else None
    except Exception:  # noqa: BLE001  what it raises on a damaged container is not a closed list
        return None


# ── one message ────────────────────────────────────────────────────────────────────────────


def _read_message(container: Container, path: list[str], depth: int) -> Part | None:
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


def _codec(item: Storage, prop: int) -> str | None:
    page = item.number(prop)
    return charsets.find_codec("utf-8" if page == 65_001 else f"cp{page}") if page else None


def _node(kind: str, data: bytes = b"", fields: Fields = (), name: str | None = None) -> Part:
    return Part(fields, kind, {}, "", name, None, data, 0, len(data))


def _bodies(item: Storage) -> Iterator[Part]:
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


def _rich_words(item: Storage) -> str:
    walk = item.container.walk
    if walk.opened >= walk.limits.opened:
        walk.note("The Outlook item holds more than can be read.")
        return ""
    found = rtf.inflate(item.data(_RTF))
    walk.opened += WORK * len(found)
    return rtf.to_text(found)


def _attachment(held: Storage, depth: int) -> Part | None:
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


def _read_header(item: Storage) -> list[tuple[str, bytes]]:
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


def _recipients(item: Storage) -> list[tuple[str, bytes]]:
    lists: dict[str, list[str]] = {}
    for name in item.inner:
        if name.startswith("__recip_version1.0_") and len(lists.get("to", ())) < 500:
            person = item.container.open([*item.path, name], 8)
            person.codec = item.codec
            kind = {1: "to", 2: "cc", 3: "bcc"}.get(person.number(_RECIPIENT_TYPE), "to")
            lists.setdefault(kind, []).append(_mailbox(person, (_SHOWN,), (_SMTP, _EMAIL)))
    return [(kind, _one_line(", ".join(filter(None, people)))) for kind, people in lists.items()]


def _mailbox(item: Storage, names: tuple[int, ...], emails: tuple[int, ...]) -> str:
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


def _date(item: Storage) -> str:
    ticks = int.from_bytes(item.fixed.get(_SENT) or item.fixed.get(_DELIVERED) or b"", "little")
    try:
        return format_datetime(_EPOCH + timedelta(microseconds=ticks // 10)) if ticks else ""
    except OverflowError:
        return ""


def _one_line(value: str) -> bytes:
    return " ".join(value.split())[:65_536].encode("utf-8", "replace")
