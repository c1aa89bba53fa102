"""What a report of failed delivery says of itself: who wrote it, what failed, whom it missed.

Anyone can write such a report (RFC 3464 §4.1), so that whom it names has to fit the letter it is about.
"""

from __future__ import annotations

import re

from worker.model import Attachment, Mail
from worker.reading.machines.bounce import find_status, is_daemon, is_null, phrases
from worker.reading.message.addresses import EMAIL
from worker.reading.message.mail import header, headers, read_ids

_LOOKED_AT = 50_000
_RECIPIENT = re.compile(r"^(?:final|original)-recipient:([^\n]{1,500})", re.IGNORECASE | re.MULTILINE)


def is_delivery_report(mail: Mail) -> bool:
    """Whether it is built as a delivery report, or a mail system sent it (RFC 3464 §2, RFC 5321 §4.5.5)."""
    content_type = (header(mail, "content-type") or "").lower()
    if "multipart/report" in content_type and "delivery-status" in content_type:
        return True
    carried = any(item.type == "message/delivery-status" for item in mail.attachments)
    return carried or is_daemon(mail) or is_null(header(mail, "return-path"))


def failed_recipients(mail: Mail) -> frozenset[str]:
    """Return the addresses it says were not reached, in lower case: from its fields, else from its text."""
    statuses = (item for item in mail.attachments if item.type == "message/delivery-status")
    told = [item.data[:_LOOKED_AT].decode("utf-8", "replace").replace("\r\n", "\n") for item in statuses]
    fields = [match for text in told for match in _RECIPIENT.findall(text)]
    fields += headers(mail, "x-failed-recipients")
    named = {found.lower() for field in fields for found in EMAIL.findall(field[:1000])}
    return frozenset(named or {found.lower() for found in EMAIL.findall(mail.text[:_LOOKED_AT])})


_ACTION = re.compile(r"^action:\s{0,5}(\w+)", re.IGNORECASE | re.MULTILINE)


def has_not_failed(mail: Mail) -> bool:
    """True when the report speaks of a delay or a success only (RFC 3464 §2.3.3)."""
    status = find_status(mail)
    actions = {word.lower() for word in _ACTION.findall(_text_of(status))} if status else set()
    if actions:
        return "failed" not in actions
    if "feedback-report" in (header(mail, "content-type") or "").lower():
        return True
    lowered = f"{mail.subject}\n{mail.text[:3_000]}".lower()
    return any(phrase in lowered for phrase in phrases("bounce", "not_failed"))


_QUOTED_ID = re.compile(
    r"^[>\s]{0,10}(?:x-original-)?message-id:\s{0,5}(<[^<>\s]{1,998}>)", re.IGNORECASE | re.MULTILINE
)


def find_failed_ids(mail: Mail) -> tuple[str, ...]:
    """Return the Message-IDs of the mails a bounce gives back, in every way mailers do it."""
    found = [inner.message_id for inner in mail.embedded if inner.message_id]
    texts = [mail.text[:200_000]]
    texts += [_text_of(item) for item in mail.attachments if item.type.startswith(("text/", "message/"))]
    for text in texts:
        found += [one for match in _QUOTED_ID.findall(text) for one in read_ids(match.encode())]
    found += [one for value in headers(mail, "x-original-message-id") for one in read_ids(value.encode())]
    found += mail.in_reply_to + mail.references
    return tuple(dict.fromkeys(one for one in found if one != mail.message_id))


def _text_of(item: Attachment) -> str:
    return item.data[:200_000].decode("utf-8", "replace").replace("\r\n", "\n")
