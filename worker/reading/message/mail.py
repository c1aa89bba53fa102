"""Bytes to a Mail: headers, text, attachments and the mails carried inside. It never raises.

mail-parser is asked for one thing only, its strict judgement of a From header that is not plain: its
walk over the parts rewrites embedded messages and merges their text into the outer mail.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import mktime_tz, parsedate_tz
from hashlib import sha256

from worker.model import Address, Attachment, AttachmentRole, Mail, MessageKey, Preview
from worker.reading.files.elsewhere import find_elsewhere
from worker.reading.message import addresses, charsets
from worker.reading.message.body import Body, read_body
from worker.reading.message.fields import Fields, find_field, read_fields, split_header
from worker.reading.message.limits import LIMITS, Limits, Walk
from worker.reading.message.parts import Part, grow, read_part

MOST_EMBEDDED = 12
"""How deep mails inside mails are read."""


def read_mail(raw: bytes, limits: Limits = LIMITS, raw_sha256: str = "") -> Mail:
    """Read a message, whatever its bytes; what could not be read is named in ``problems``.

    ``raw_sha256`` is the digest of the bytes, where it is known already.
    """
    return _read(bytes(raw), Walk(limits), 0, raw_sha256)


def read_preview(preview: Preview) -> Mail:
    """Read a message from its header and text parts alone; attachments have a name and no bytes."""
    walk = Walk()
    fields = read_fields(preview.header, walk)
    if not preview.complete:
        walk.note("The structure of the mail could not be read before fetching it.")
    parts = []
    for text in preview.texts:
        header_end, start = split_header(text)
        part = read_part(read_fields(text[:header_end], walk), text, start, len(text))
        parts.append(grow(part, walk, 1))
    top = read_part((), b"", 0, 0)
    top.type, top.children = "multipart/alternative", parts
    body = read_body(top, walk)
    named = tuple(
        Attachment(name, "application/octet-stream", 0, "", _role_by_name(name)) for name in preview.names
    )
    return replace(_build(fields, body, walk, ()), attachments=named)


def header(mail: Mail, name: str) -> str | None:
    """Return the first header of that name, or None."""
    name = name.lower()
    for key, value in mail.headers:
        if key == name:
            return value
    return None


def headers(mail: Mail, name: str) -> tuple[str, ...]:
    """Return every header of that name, topmost first."""
    name = name.lower()
    return tuple(value for key, value in mail.headers if key == name)


def message_key(mail: Mail) -> MessageKey:
    """Return what makes this message this message."""
    if not mail.body_sha256:
        return MessageKey(mail.message_id, mail.raw_sha256, "")
    same = "\n".join((mail.body_sha256, mail.subject, header(mail, "date") or ""))
    return MessageKey(mail.message_id, mail.raw_sha256, sha256(same.encode("utf-8", "replace")).hexdigest())


def header_key(raw: bytes) -> MessageKey:
    """Return what identifies a message by its header alone: the whole of it is never fetched, or was not yet.

    Not its Message-ID: another mail may bear the same one, and must still be read. What has no header at all
    is known by its text.
    """
    end = -1 if raw.startswith(b"\r\n") else raw.find(b"\r\n\r\n")
    return MessageKey(None, sha256((raw if end < 0 else raw[:end]).strip()).hexdigest(), "")


# ── the mail ───────────────────────────────────────────────────────────────────────────────


def _read(raw: bytes, walk: Walk, level: int, raw_sha256: str = "") -> Mail:
    if not raw or raw.isspace():
        walk.note("The mail is empty.")
    text = raw.replace(b"\r", b"\n") if b"\n" not in raw[:4096] and b"\n" not in raw else raw
    header_end, start = split_header(text)
    fields = read_fields(text[:header_end], walk)
    mail = _read_tree(grow(read_part(fields, text, start, len(text)), walk, level), walk, level)
    return replace(
        mail,
        raw_sha256=raw_sha256 or sha256(raw).hexdigest(),
        body_sha256=sha256(memoryview(raw)[start:]).hexdigest(),
    )


def _read_tree(top: Part, walk: Walk, level: int) -> Mail:
    """Read a message whose parts are known; an Outlook item has no bytes of a mail, so no digests either."""
    body = read_body(top, walk)
    for service in find_elsewhere(body.text):
        walk.note(
            f"The mail links to files at {service}, which are not fetched: ask for the files themselves."
        )
    embedded = []
    for found in body.mails:
        if level >= MOST_EMBEDDED:
            walk.note(f"Mails are packed inside each other more than {MOST_EMBEDDED} deep.")
            break
        inner = walk.inner()
        embedded.append(_read_found(found, inner, level + 1))
        walk.leave(inner)
    return _build(top.fields, body, walk, tuple(embedded))


def _read_found(found: bytes | Part, walk: Walk, level: int) -> Mail:
    return _read_tree(found, walk, level) if isinstance(found, Part) else _read(found, walk, level)


def _build(fields: Fields, body: Body, walk: Walk, embedded: tuple[Mail, ...]) -> Mail:
    sender = _read_sender(fields, walk)
    message_ids = read_ids(find_field(fields, "message-id"))
    return Mail(
        message_id=message_ids[0] if message_ids else None,
        sent_at=_read_date(fields, walk),
        sender=sender,
        to=_read_all(fields, "to"),
        cc=_read_all(fields, "cc"),
        reply_to=_read_all(fields, "reply-to"),
        subject=charsets.decode_header(find_field(fields, "subject") or b""),
        in_reply_to=read_ids(find_field(fields, "in-reply-to")),
        references=read_ids(find_field(fields, "references")),
        headers=tuple((name, _read_value(name, value)) for name, value in fields),
        text=body.text,
        html=body.html,
        attachments=tuple(body.attachments),
        embedded=embedded,
        problems=tuple(walk.problems),
        raw_sha256="",
        body_sha256="",
    )


_CHECKS = ("authentication-results", "arc-", "received", "dkim-signature", "x-ms-exchange-")
"""Headers that servers write. Encoded words stand in none of their tokens (RFC 2047 §5): decoded, an
address of the sender's choice could say "; dmarc=pass" in the server's name."""


def _read_value(name: str, value: bytes) -> str:
    if name.startswith(_CHECKS):
        return charsets.unfold(value).replace("\x00", "").strip()
    return charsets.decode_header(value)


_ID = re.compile(r"<([^<>]{1,2000})>")


def read_ids(raw: bytes | None) -> tuple[str, ...]:
    """Return the message ids of a header without their brackets; blank ones are none (RFC 5322 §3.6.4)."""
    if raw is None:
        return ()
    text = charsets.unfold(raw)
    found = ["".join(match.split()) for match in _ID.findall(text)]
    if not found and "@" in text and "<" not in text:
        found = [word for word in text.split() if "@" in word][:1]
    return tuple(dict.fromkeys(word for word in found if word))


def _read_all(fields: Fields, name: str) -> tuple[Address, ...]:
    return tuple(
        address for key, value in fields if key == name for address in addresses.read_addresses(value)
    )


def _read_sender(fields: Fields, walk: Walk) -> Address | None:
    values = [value for key, value in fields if key == "from"]
    if not values:
        walk.note("The mail has no From header.")
        return None
    if len(values) > 1:
        walk.note(f"The mail has {len(values)} From headers.")
    found = addresses.read_addresses(values[0])
    if not _PLAIN_FROM.fullmatch(values[0]):
        recovered, defects = _examine_sender(values[0])
        found = found or recovered
        if defects:
            walk.note(f"The From header is not well formed: {', '.join(defects)}.")
    if len(found) > 1:
        walk.note("The From header names more than one sender.")
    if not found:
        walk.note("The From header holds no address that can be read.")
    return found[0] if found else None


# A name, quoted or not, and one address: nothing in it needs a second opinion.
_PLAIN_FROM = re.compile(rb'(?:"[^"<>@\\]*+"|[^"<>@,;:()\[\]\\]*+)\s?<[\w.+-]+@[\w.-]+>|[\w.+-]+@[\w.-]+')


def _examine_sender(value: bytes) -> tuple[tuple[Address, ...], tuple[str, ...]]:
    """Ask mail-parser about a From header that is not plain: the senders it recovers, and the defects."""
    import mailparser

    try:
        parsed = mailparser.parse_from_bytes(b"From: " + b" ".join(value[:2_000].split()) + b"\n\n")
        senders = tuple(Address(email, name) for name, email in parsed.from_ if "@" in email)
        reasons = (str(defect["reason"]).replace("-", " ") for defect in parsed.address_header_defects)
        return senders, tuple(dict.fromkeys(reasons))
    except Exception:  # noqa: BLE001  what it raises on damaged input is not a closed list
        return (), ("unreadable",)


_ZONE = re.compile(
    r"(?:[+-]\d{4}|\b(?:GMT|UTC?|Z|[ECMP][SD]T|BST|CES?T))\s*(?:\([^()]{0,60}\)\s*)?\Z", re.IGNORECASE
)


def _read_date(fields: Fields, walk: Walk) -> datetime | None:
    """Return the instant of the Date header; one without a zone is no instant and stays unknown."""
    value = find_field(fields, "date")
    if value is None:
        return None
    instant = find_instant(charsets.decode_header(value))
    if instant is None:
        walk.note("The Date header cannot be read as an instant.")
    return instant


def find_instant(value: str) -> datetime | None:
    """Return the instant that the value of a date's header names, or None."""
    text = value[:200]
    try:
        parsed = parsedate_tz(text)
        if parsed is not None and _ZONE.search(text):
            return datetime.fromtimestamp(mktime_tz(parsed), UTC)
    except (ValueError, OverflowError, OSError, TypeError, IndexError):
        pass
    return None


def _role_by_name(name: str) -> AttachmentRole:
    return AttachmentRole.MAIL if name.lower().endswith((".eml", ".msg")) else AttachmentRole.EVIDENCE
