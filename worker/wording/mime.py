"""Words into a message (RFC 5322, MIME): headers, threading and an unguessable Message-ID."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from worker.model import Address, MessageKey
from worker.wording.letters import Words

_POLICY = SMTP.clone(max_line_length=78, cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who a mail is from and to, when it says it was written, and what it answers."""

    sender: Address
    reply_to: str
    to: tuple[Address, ...]
    message_id: str
    dated_at: datetime
    answers: MessageKey | None = None
    thread: tuple[str, ...] = ()
    """Message-IDs of earlier mails in this thread, oldest first."""
    automatic: bool = True
    attachments: tuple[tuple[str, str, bytes], ...] = ()
    """(file name, MIME type, bytes)"""


def mint(secret: bytes, ref: str, number: int, kind: str) -> str:
    """Return the letter's id: unguessable without the key, and the same when a crash repeats the step.

    It is the left side of the Message-ID (RFC 5322 §3.6.4), so a reply quotes it back to us.
    """
    code = hmac.new(secret, f"{ref}/{number}/{kind}".encode(), hashlib.sha256).digest()[:15]
    return f"{ref}-{number}.{base64.b32encode(code).decode().lower()}"


def compose(words: Words, envelope: Envelope) -> bytes:
    """Build the message: text first, HTML beside it (RFC 2046 §5.1.4), CRLF lines.

    ``Auto-Submitted`` (RFC 3834 §5) marks what no person wrote; a letter the head approved is the
    head's own and is not marked, so that a parent's answer is not suppressed.
    """
    message = EmailMessage(policy=_POLICY)
    message["From"] = _header(envelope.sender)
    message["To"] = [_header(address) for address in envelope.to]
    message["Reply-To"] = envelope.reply_to
    message["Subject"] = _one_line(words.subject)
    message["Date"] = format_datetime(envelope.dated_at)
    message["Message-ID"] = f"<{envelope.message_id}>"
    parent = envelope.answers.message_id if envelope.answers else None
    thread = tuple(dict.fromkeys((*envelope.thread, *((parent,) if parent else ()))))
    if thread:
        message["In-Reply-To"] = f"<{thread[-1]}>"
        message["References"] = " ".join(f"<{one}>" for one in thread[-20:])
    if envelope.automatic:
        message["Auto-Submitted"] = "auto-replied" if envelope.answers else "auto-generated"
        message["X-Auto-Response-Suppress"] = "All"
    message.set_content(words.text)
    message.add_alternative(words.html, subtype="html")
    for name, kind, data in envelope.attachments:
        main, _, sub = kind.partition("/")
        message.add_attachment(data, maintype=main, subtype=sub or "octet-stream", filename=name)
    return message.as_bytes()


def _header(address: Address) -> HeaderAddress:
    local, _, domain = address.email.rpartition("@")
    return HeaderAddress(_one_line(address.name), local, domain)


def _one_line(text: str) -> str:
    """No name or subject may begin a header of its own (RFC 5322 §2.2)."""
    return " ".join(text.split())
