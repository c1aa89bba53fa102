"""What a report of failed delivery says of itself: whether a mail system wrote it, and whom it missed.

Anyone can write such a report (RFC 3464 §4.1), so that whom it names has to fit the letter it is about.
"""

from __future__ import annotations

import re

from worker.model import Mail
from worker.reading.machines.bounce import is_daemon, is_null
from worker.reading.message.addresses import EMAIL
from worker.reading.message.mail import header, headers

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
