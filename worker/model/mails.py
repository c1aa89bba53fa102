"""A mail as it came: where it lies, what it carries, and who proves to have sent it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from worker.model.people import Address


class AttachmentRole(StrEnum):
    """What an attachment is for: evidence first, decoration listed second, nothing deleted."""

    EVIDENCE = "evidence"
    DECORATION = "decoration"
    MAIL = "mail"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file carried by a mail. ``name`` is what the sender wrote: data, never a path."""

    name: str | None
    type: str
    size: int
    sha256: str
    role: AttachmentRole
    data: bytes = field(default=b"", repr=False, compare=False)
    inline: bool = False
    content_id: str | None = None


@dataclass(frozen=True, slots=True)
class Mail:
    """A message as read from its bytes (RFC 5322, MIME). Never raises, never invents.

    ``headers`` keeps every header in order, names in lower case, values unfolded and decoded.
    ``text`` is the text a person would read (plain part, or HTML turned into text).
    ``embedded`` holds messages carried inside (message/rfc822 and .eml files), in order.
    ``problems`` says in words what could not be read.
    """

    message_id: str | None
    sent_at: datetime | None
    sender: Address | None
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    reply_to: tuple[Address, ...]
    subject: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]
    text: str
    html: str | None
    attachments: tuple[Attachment, ...]
    embedded: tuple[Mail, ...]
    problems: tuple[str, ...]
    raw_sha256: str
    body_sha256: str

    @property
    def thread(self) -> tuple[str, ...]:
        """The Message-IDs it goes on from, the nearest first (RFC 5322 §3.6.4)."""
        return (*self.in_reply_to, *reversed(self.references))


@dataclass(frozen=True, slots=True)
class MessageKey:
    """What makes a message *this* message.

    Two copies are the same when their bytes are the same, or when a real Message-ID, the Subject,
    the Date and the bytes after the headers all are: a copy by another route differs in its other
    headers only, and two different mails that share a Message-ID (broken phones repeat theirs, and
    "see subject" is a whole body) differ in one of these. ``body_sha256`` is of the last three
    together, "" for a message that was never fetched.
    """

    message_id: str | None
    raw_sha256: str
    body_sha256: str


class Proof(StrEnum):
    """How far the sender's address is proven."""

    PROVEN = "proven"
    UNPROVEN = "unproven"
    FORGED = "forged"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who really sent it, with the reason in words."""

    verdict: Proof
    because: str
    imitates: str = ""
    """The address of the person whose name or address this sender's is made to look like."""


class Profile(StrEnum):
    """Whose mail server it is that checks senders: each writes down what it found in its own way."""

    GENERIC = "generic"
    MICROSOFT_365 = "microsoft365"
    GOOGLE = "google"


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose word on a sender counts. ``signed`` belongs to one mail, the rest to the configuration.

    ``sealers`` are forwarders believed when they seal (ARC), ``exchange`` the school's own Exchange
    servers beside Microsoft 365. ``signed`` are the domains whose signature (DKIM) of this very mail was
    checked here.
    """

    authserv_id: str | None = None
    profile: Profile = Profile.GENERIC
    sealers: tuple[str, ...] = ()
    exchange: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message lies on the server (RFC 9051 §2.3.1.1): UIDs mean nothing without UIDVALIDITY."""

    uidvalidity: int
    uid: int


@dataclass(frozen=True, slots=True)
class Preview:
    """A message before its attachments are fetched: enough to decide whether they may be.

    ``header`` is the raw header block. ``texts`` holds each readable text part as raw bytes: its
    own MIME header, a blank line, its body (possibly cut at a limit). ``names`` are the file names
    the structure gives. ``complete`` is False when the texts are not all there, or not to their end.

    A preview that is not complete and has no header stands for a message that exists and cannot be
    had: the server does not give it, and nothing but its place tells it from another such message.
    """

    place: Place
    size: int
    header: bytes
    texts: tuple[bytes, ...]
    names: tuple[str, ...]
    complete: bool
    flagged: bool = False
