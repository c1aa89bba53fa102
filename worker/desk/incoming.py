"""A message that was read; a reply of one of our own people, and what makes a yes in it doubtful."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from worker.deciding.cases.casework import Arrival
from worker.deciding.judging.texts import REF
from worker.deciding.sentences import say
from worker.desk.clerk import Kept
from worker.model import EvidenceItem, Letter, Mail, MessageKey, Person, Reading
from worker.reading.apart import Apart
from worker.reading.message.addresses import EMAIL
from worker.reading.message.mail import header
from worker.reading.quoted.reply import NewText
from worker.reading.quoted.tokens import find_tokens, is_token

_WORD = re.compile(r"\w+")
_ABOVE = re.compile(
    r"^(?:from|sent|date|to|cc|subject|reply-to|importance)\s?:|wrote:?$|^on .{4,60},|original message",
    re.IGNORECASE,
)
"""What stands above a quote: the attribution, or the block of labels that Outlook writes."""
_FIRST = 3
_RUN = 8
"""So many words in a row."""
_MOST = 400_000


@dataclass(frozen=True, slots=True)
class Answered:
    """The letter of ours that a message answers."""

    ref: str
    letter: Letter

    @property
    def asks(self) -> bool:
        """Whether it is one of the mails to our own people that ask for a decision."""
        return bool(self.letter.items) and not self.letter.external


@dataclass(frozen=True, slots=True)
class Message:
    """A message with all that was read of it, and what is kept of it."""

    apart: Apart
    raw: bytes
    key: MessageKey
    reading: Reading
    answered: Answered | None
    kept: Kept

    @property
    def mail(self) -> Mail:
        """The mail as it came."""
        return self.apart.mail

    @property
    def letter(self) -> Letter | None:
        """The mail of ours it answers."""
        return self.answered.letter if self.answered else None

    @property
    def items(self) -> tuple[EvidenceItem, ...]:
        """What is kept of it, without the bytes."""
        return tuple(item for item, _ in self.kept)

    def arrival(self, now: datetime) -> Arrival:
        """The same as a case takes it."""
        return Arrival(self.reading, self.key, self.items, now)

    def as_reply(self) -> Incoming:
        """The same as a reply of someone who decides."""
        return Incoming(self.mail, self.key, self.reading, self.apart.new, self.kept, self.letter)


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

    @property
    def answers(self) -> str:
        """The kind of the mail of ours it answers, or empty."""
        return self.letter.kind if self.letter else ""


def find_other_thread(
    mail: Mail, letter: Letter, quoted: str, shown: str, ours: tuple[str, ...]
) -> str | None:
    """Say why the words may answer something else than our letter, although they carry its token.

    ``quoted`` is what the mail quotes, ``shown`` our letter's own text. Who can read a mail of ours can write
    to the head under its Message-ID: what she then says yes to is another's, and so is what she quotes.
    """
    tokens = find_tokens(mail, ours[0]).all
    if any(not is_token(token, letter.token) for token in tokens):
        return say("incoming.its_address_or_its_subject")
    foreign = header(mail, "in-reply-to") is not None and letter.message_id not in mail.in_reply_to
    if foreign and not (tokens and quotes(quoted, shown)):
        return say("incoming.your_mail_answers_somebody_elses")
    writer = find_first_writer(quoted, shown)
    mine = (*ours, mail.sender.email if mail.sender else "")
    if writer is not None and _untagged(writer) not in mine and writer not in mine:
        return say("incoming.what_quotes_first_by_not", writer=writer)
    cases = {f"HU-{item.ref}" for item in letter.items}
    named = {found.upper() for found in REF.findall(mail.subject)}
    if named - cases:
        return say("incoming.its_subject_about_mail_you", join=", ".join(sorted(named - cases)))
    same = " ".join(letter.subject.casefold().split()) in " ".join(mail.subject.casefold().split())
    if not (same or tokens or quotes(quoted, shown)):
        return say("incoming.neither_its_subject_nor_what")
    return None


def quotes(quoted: str, shown: str) -> bool:
    """Whether a quote is of our mail: it begins with our words, and holds a run too long to be chance.

    What a mail program puts above a quote may go before; a colleague's words may not, for they would be what
    is answered.
    """
    mine = _words(shown)
    theirs = _words(quoted)
    runs = {tuple(mine[at : at + _RUN]) for at in range(len(mine) - _RUN + 1)}
    if not any(tuple(theirs[at : at + _RUN]) in runs for at in range(len(theirs) - _RUN + 1)):
        return False
    lines = (line.strip(" \t>|*") for line in quoted[:_MOST].splitlines())
    said = [line for line in lines if _WORD.search(line) and not _ABOVE.search(line)]
    whole = f" {' '.join(mine)} "
    return all(f" {' '.join(_words(line))} " in whole for line in said[:_FIRST])


def _words(text: str) -> list[str]:
    return _WORD.findall(text[:_MOST].casefold())


def find_first_writer(quoted: str, shown: str) -> str | None:
    """Return the address that stands above the quoted words, as their writer's, or None.

    It stands in the first two lines, before any of ours: our own words may begin with a parent's address.
    """
    ours = {line.strip() for line in shown.splitlines()}
    lines = [line for raw in quoted[:4_000].splitlines() if (line := raw.strip(" \t>|*"))]
    opening = " ".join(takewhile(lambda line: line not in ours, lines[:2]))
    found = EMAIL.search(opening)
    return found[0].lower() if found else None


def find_other_readers(mail: Mail, person: Person, ours: tuple[str, ...]) -> str | None:
    """Say who else a reply was written to: it may then be said to them, and not to us."""
    own = {*person.addresses, *ours, mail.sender.email if mail.sender else ""}
    others = [a.email for a in (*mail.to, *mail.cc) if _untagged(a.email) not in own and a.email not in own]
    if others:
        return say("incoming.your_reply_also_went_may", join=", ".join(dict.fromkeys(others)))
    if not any({_untagged(a.email), a.email} & set(ours) for a in (*mail.to, *mail.cc)):
        return say("incoming.your_reply_not_written_headsup")
    return None


def _untagged(email: str) -> str:
    """The mailbox of an address with a tag: ``reports+x@…`` is ``reports@…`` (RFC 5233)."""
    local, _, domain = email.partition("@")
    return f"{local.partition('+')[0]}@{domain}"
