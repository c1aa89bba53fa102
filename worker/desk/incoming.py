"""A reply of one of our own people, and what about it makes a yes in it doubtful."""

from __future__ import annotations

from dataclasses import dataclass

from worker.deciding.triage import REF
from worker.desk.clerk import Kept
from worker.model import Letter, Mail, MessageKey, Person, Reading
from worker.reading.mail import header
from worker.reading.reply import NewText


@dataclass(frozen=True, slots=True)
class Incoming:
    """A reply of someone who decides, with all that was read of it."""

    mail: Mail
    key: MessageKey
    reading: Reading
    new: NewText
    kept: Kept
    letter: Letter | None
    """The mail of ours it answers: its Message-ID is the token that lets the reply decide."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The letter of ours that a message answers."""

    ref: str
    letter: Letter

    @property
    def asks(self) -> bool:
        """Whether it is one of the mails to our own people that ask for a decision."""
        return bool(self.letter.items) and not self.letter.external


def find_other_thread(mail: Mail, letter: Letter) -> str | None:
    """Say why the words may answer something else than our letter, although they carry its token."""
    if header(mail, "in-reply-to") is not None and letter.message_id not in mail.in_reply_to:
        return "your mail answers somebody else's message, not the one that asked you"
    cases = {f"HU-{item.ref}" for item in letter.items}
    named = {found.upper() for found in REF.findall(mail.subject)}
    if named - cases:
        return f"its subject is about {', '.join(sorted(named - cases))}, the mail you answered is not"
    return None


def find_other_readers(mail: Mail, person: Person, ours: frozenset[str]) -> str | None:
    """Say who else a reply was written to: it may then be said to them, and not to us."""
    own = {person.email, *person.also, *ours, mail.sender.email if mail.sender else ""}
    others = [a.email for a in (*mail.to, *mail.cc) if _untagged(a.email) not in own and a.email not in own]
    if others:
        return f"your reply also went to {', '.join(dict.fromkeys(others))}, and may be meant for them"
    if not any({_untagged(a.email), a.email} & ours for a in (*mail.to, *mail.cc)):
        return "your reply was not written to Headsup"
    return None


def _untagged(email: str) -> str:
    """The mailbox of an address with a tag: ``reports+x@…`` is ``reports@…`` (RFC 5233)."""
    local, _, domain = email.partition("@")
    return f"{local.partition('+')[0]}@{domain}"
