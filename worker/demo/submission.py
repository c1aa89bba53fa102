"""How the embedded server takes mail from its users, and what it writes on top of it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Container
from datetime import datetime
from email.parser import BytesHeaderParser
from email.utils import format_datetime, getaddresses
from typing import Any


class Submission:
    """aiosmtpd's hooks: users who have signed in may send, to the mailboxes there are.

    ``take`` delivers one mail to one address.
    """

    def __init__(
        self,
        authserv_id: str,
        now: Callable[[], datetime],
        addresses: Container[str],
        take: Callable[[str, bytes], Awaitable[None]],
    ) -> None:
        self._authserv_id = authserv_id
        self._now = now
        self._addresses = addresses
        self._take = take

    async def handle_MAIL(  # noqa: N802 (aiosmtpd finds its hooks by name)
        self, _server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        """Accept the sender of anybody who has signed in."""
        if not session.authenticated:
            return "530 5.7.0 Please sign in first"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        """Accept a recipient who has a mailbox here."""
        if address.lower() not in self._addresses:
            return "550 5.1.1 No such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        """Deliver at once, once to each address."""
        sender, login = envelope.mail_from, session.auth_data
        raw = stamped(envelope.original_content, self._authserv_id, login, sender, self._now())
        for address in dict.fromkeys(recipient.lower() for recipient in envelope.rcpt_tos):
            await self._take(address, raw)
        return "250 2.0.0 Delivered"


def stamped(raw: bytes, authserv_id: str, login: str, sender: str, at: datetime) -> bytes:
    """The mail with Return-Path, Authentication-Results and Received on top.

    Results that claim to be ours already are forged and removed (RFC 8601 §5). DMARC passes
    only for mail whose one From address is the login it was sent with.
    """
    header, gap, body = raw.partition(b"\r\n\r\n")
    fields = [field for field in _fields(header) if not _claims(field, authserv_id)]
    domain, aligned = _from_domain(b"".join(fields), login)
    ours = (
        f"Return-Path: <{sender}>\r\n"
        f"Authentication-Results: {authserv_id};\r\n"
        f" auth=pass smtp.auth={login};\r\n"
        f" dmarc={'pass' if aligned else 'fail'} header.from={domain}\r\n"
        f"Received: by {authserv_id} with ESMTPA; {format_datetime(at)}\r\n"
    )
    return ours.encode() + b"".join(fields) + gap + body


def _fields(header: bytes) -> list[bytes]:
    """The header's fields, each with its folded lines and line ends."""
    fields: list[bytes] = []
    for line in header.splitlines(keepends=True):
        if fields and line[:1] in (b" ", b"\t"):
            fields[-1] += line
        else:
            fields.append(line)
    return fields


def _claims(field: bytes, authserv_id: str) -> bool:
    name, _, value = field.partition(b":")
    own = authserv_id.encode().lower()
    return name.strip().lower() == b"authentication-results" and own in value.partition(b";")[0].lower()


def _from_domain(header: bytes, login: str) -> tuple[str, bool]:
    """The domain of the From address, and whether that address is the login's."""
    values = [str(value) for value in BytesHeaderParser().parsebytes(header).get_all("From", [])]
    addresses = [address.lower() for _, address in getaddresses(values)]
    domain = addresses[0].rpartition("@")[2] if addresses else ""
    return domain or "unknown.invalid", addresses == [login]
