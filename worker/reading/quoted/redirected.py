"""A mail that somebody sent on as it was ("redirect"), told by its Resent- headers (RFC 5322 §3.6.6)."""

from __future__ import annotations

from datetime import timedelta

from worker.model import Address, Mail
from worker.reading.message.addresses import EMAIL
from worker.reading.message.mail import find_instant, header
from worker.reading.quoted.mailbox import read_mailbox

_AT_ONCE = timedelta(minutes=2)
"""A rule of a mailbox redirects sooner; somebody reads first."""


def find_redirector(mail: Mail) -> Address | None:
    """Return who read somebody else's mail and sent it on unchanged, or None.

    A mailbox that redirects by itself says no Resent-Date, or one of the same minute: then the report is the
    writer's, and what they typed is their own. No server vouches for these headers: they prove nobody.
    """
    value = header(mail, "resent-from") or ""
    if mail.sender is None or len(EMAIL.findall(value[:2_000])) != 1 or not _is_later(mail):
        return None
    name, email = read_mailbox(value)
    return Address(email, name or "") if email and email != mail.sender.email else None


def _is_later(mail: Mail) -> bool:
    resent = find_instant(header(mail, "resent-date") or "")
    return resent is not None and mail.sent_at is not None and resent - mail.sent_at >= _AT_ONCE
