"""The fields of a delivery report: what became of the mail for each recipient (RFC 3464 §2.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from worker.model import Attachment, Mail
from worker.reading.machines.daemons import has_null_path, is_daemon
from worker.reading.message.addresses import EMAIL
from worker.reading.message.mail import header

_MOST_BYTES = 50_000
"""So much of the fields is read."""
_FIELD = re.compile(r"^([a-z-]{4,25})[ \t]{0,5}:[ \t]{0,9}([^\n]{0,1000})", re.IGNORECASE | re.MULTILINE)
_FOLDED = re.compile(r"\n[ \t]{1,80}")
_WORD = re.compile(r"\w{1,20}")


class Became(StrEnum):
    """What became of a mail, as a report on it tells."""

    FAILED = "failed"
    DELAYED = "delayed"
    HELD = "held"
    DELIVERED = "delivered"
    COMPLAINED = "complained_of"
    UNTOLD = "untold"


@dataclass(frozen=True, slots=True)
class Fate:
    """What a report says of one recipient: its addresses, in small letters, and what became of the mail."""

    addresses: frozenset[str]
    became: Became


_BY_ACTION = {
    "failed": Became.FAILED,
    "delayed": Became.DELAYED,
    "delivered": Became.DELIVERED,
    "relayed": Became.DELIVERED,
    "expanded": Became.DELIVERED,
}
"""RFC 3464 §2.3.3."""
_BY_CLASS = {"2": Became.DELIVERED, "4": Became.DELAYED, "5": Became.FAILED}
"""What the class of the status means, where the action is none of these."""


def find_statuses(mail: Mail) -> tuple[Attachment, ...]:
    """Find the report's own fields (RFC 3464 §2, RFC 6533 §4 for addresses beyond ASCII).

    A gateway may have taken their type from a mail system's report: they begin as such fields do.
    """
    bare = is_daemon(mail) or has_null_path(mail)
    return tuple(
        item
        for item in mail.attachments
        if item.type.endswith("delivery-status")
        or (bare and item.type in _UNTYPED and item.data.lstrip()[:14].lower() == b"reporting-mta:")
    )


_UNTYPED = ("application/octet-stream", "text/plain")


def is_report(mail: Mail, of: str) -> bool:
    """Whether it is built as a report of that type ("delivery-status", "feedback-report")."""
    content_type = (header(mail, "content-type") or "").lower()
    return "multipart/report" in content_type and of in content_type


def read_fates(mail: Mail) -> tuple[Fate, ...]:
    """Return what the fields say, one entry a recipient; none where there are no such fields."""
    return tuple(one for item in find_statuses(mail) for one in _read_fates(item.data[:_MOST_BYTES]))


def _read_fates(data: bytes) -> Iterator[Fate]:
    """Fields in blocks, one a recipient; some mailers leave out the empty line that parts them."""
    text = _FOLDED.sub(" ", data.decode("utf-8", "replace").replace("\r\n", "\n"))
    for block in re.split(r"\n[ \t]{0,80}\n", text):
        recipient: dict[str, str] = {}
        for name, value in _FIELD.findall(block):
            name = name.lower()
            if name in recipient and name in ("final-recipient", "original-recipient"):
                yield _fate(recipient)
                recipient = {}
            recipient.setdefault(name, value)
        if recipient.keys() & {"final-recipient", "original-recipient", "action"}:
            yield _fate(recipient)


def _fate(recipient: dict[str, str]) -> Fate:
    named = (recipient.get("final-recipient", ""), recipient.get("original-recipient", ""))
    action = _WORD.match(recipient.get("action", "").lower())
    by_class = _BY_CLASS.get(recipient.get("status", "").strip()[:1], Became.UNTOLD)
    return Fate(
        frozenset(found.lower().rstrip(".") for value in named for found in EMAIL.findall(value)),
        _BY_ACTION.get(action[0], by_class) if action else by_class,
    )
