"""Who a mail says it is by: a mail system, something that answers by itself, or a person."""

from __future__ import annotations

import re

from worker.model import Mail
from worker.reading.machines.phrases import phrases
from worker.reading.message.mail import header

_SURELY = re.compile(r"\bmailer[-_ ]?daemon\b(?!\+)|\bmail[-_]daemon@|\bmicrosoftexchange[0-9a-f]{6,40}@|<>")
"""What no person writes under; with a "+" behind it, it is the mailbox of whatever stands there."""


def is_daemon(mail: Mail) -> bool:
    """True when a mail system's own address is the sender."""
    if is_surely_daemon(mail):
        return True
    if mail.sender is None:
        return False
    local = local_part(mail).partition("+")[0]
    return local in phrases("bounces", "daemons") or local.endswith("-bounces")


def is_surely_daemon(mail: Mail) -> bool:
    """True for a sender that no person writes under (RFC 5321 §4.5.5)."""
    return bool(_SURELY.search(_from(mail)[:500]))


def is_named_like_a_daemon(mail: Mail) -> bool:
    """True when only the name shown is a mail system's."""
    shown = mail.sender.name if mail.sender else _from(mail)
    name = shown.lower().strip(" \"'<>")
    return name in phrases("bounces", "names") or name.startswith(phrases("bounces", "name_starts"))


def local_part(mail: Mail) -> str:
    """What stands before the "@" of the sender's address, in small letters, or ""."""
    return mail.sender.email.partition("@")[0] if mail.sender else ""


def has_null_path(mail: Mail) -> bool:
    """True where its envelope had the null sender (RFC 5321 §4.5.5)."""
    path = header(mail, "return-path")
    return path is not None and path.strip() in ("<>", "", "< >")


def submitted_by(mail: Mail) -> str:
    """The keyword of how it was sent, in small letters: "no" for a person's (RFC 3834 §5).

    Comments may stand around it, in any case (RFC 5322 §3.2.2): "No (by hand)".
    """
    return _COMMENT.sub(" ", header(mail, "auto-submitted") or "").split(";")[0].strip().lower() or "no"


_COMMENT = re.compile(r"\([^()]{0,200}\)")


def is_automatic(mail: Mail) -> bool:
    """True when a header says that no person sent it, RFC 3834's or a list's own."""
    return submitted_by(mail) != "no" or header(mail, "x-list-administrivia") is not None


def precedence(mail: Mail) -> str:
    """What its header says of its weight ("bulk", "list", "junk"), in small letters, or ""."""
    return (header(mail, "precedence") or "").strip().lower()


def is_by_lists_office(mail: Mail) -> bool:
    """Whether a list itself wrote it, under the address for its requests or its owner (RFC 2142 §6)."""
    return precedence(mail) in ("list", "bulk") and bool(_OFFICE.fullmatch(local_part(mail)))


_OFFICE = re.compile(r"owner-.{1,64}|.{1,64}-(?:request|owner|bounces|admin)")


def is_through_list(mail: Mail) -> bool:
    """Whether it has one of the headers that lists set (RFC 2369, RFC 2919)."""
    return any(name.startswith("list-") for name, _ in mail.headers)


def _from(mail: Mail) -> str:
    """Return the From header as written: a daemon's often holds no whole address."""
    return (header(mail, "from") or "").lower()
