"""A school in a box: the desk on a real store, the two fakes, a clock that a test sets."""

from __future__ import annotations

import email
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.headerregistry import Address as HeaderAddress
from email.message import EmailMessage
from email.policy import SMTP, default
from email.utils import format_datetime
from functools import cache
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

import pytest

from tests import cast
from tests.fakes import FakeEyes, FakeInbox, FakeOutbox
from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.office import Office
from worker.deciding.school.calendar import SchoolDays
from worker.deciding.school.policy import Policy
from worker.deciding.school.policy_file import policy as shipped
from worker.desk import Clerk, Desk, Folders, Readers
from worker.desk.proof import Signatures
from worker.errors import Unreachable
from worker.model import Address, People, Person, Rules, Trust
from worker.outside.data.store import MAILROOM, Store
from worker.outside.reader.expecting import Here, MailReader
from worker.reading.senders.sender import trust_in
from worker.wording.letters import Wording

AUTHSERV = "mx.northside.example"
TRUST = trust_in(AUTHSERV)
FILED, HELD, QUARANTINE = "Headsup/Filed", "Headsup/Held", "Headsup/Quarantine"
URL = "https://www.facebook.com/groups/northsideparents/posts/10161234567890123/"
WORDS = "Miss Sykes has not a clue. Useless, the lot of them at Northside."
POST = f'Kim Dale put this on the Northside parents Facebook group:\n"{WORDS}"\n{URL}\n'
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 80
LONDON = ZoneInfo("Europe/London")


def at(day: str, clock: str = "09:00") -> datetime:
    """An instant by the school's own clock: ``at("2026-11-24", "15:05")``."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), LONDON).astimezone(UTC)


TUESDAY = at("2026-11-24")


@dataclass(frozen=True)
class Got:
    """A mail of ours as its reader has it."""

    raw: bytes
    to: tuple[str, ...]
    kind: str
    """What it is, by the name of its template."""
    about: tuple[str, ...]
    """The cases it asks about, number by number."""

    @property
    def mail(self) -> EmailMessage:
        """The message."""
        return email.message_from_bytes(self.raw, policy=default)

    @property
    def id(self) -> str:
        """Its Message-ID without brackets."""
        return _id(self.raw)

    @property
    def text(self) -> str:
        """Its text, letter by letter, with Unix lines."""
        return _text(self.mail).replace("\r\n", "\n")

    @property
    def words(self) -> str:
        """Its text without its line breaks."""
        return " ".join(self.text.split())

    @property
    def files(self) -> list[bytes]:
        """The bytes of each attachment."""
        return [part.get_payload(decode=True) for part in self.mail.iter_attachments()]  # type: ignore[misc]


class World:
    """Everything but the network. Tests say what people do and when; ``turn`` lets Headsup work."""

    def __init__(
        self,
        folder: Path,
        now: datetime = TUESDAY,
        people: People = cast.PEOPLE,
        rules: Rules = cast.RULES,
        own_templates: Path | None = None,
        policy: Policy | None = None,
        eyes: FakeEyes | None = None,
        trust: Trust = TRUST,
        signatures: Signatures | None = None,
        reader: MailReader | None = None,
        find_copy: Callable[[bytes], bytes | None] = lambda _: None,
    ) -> None:
        self._sent: dict[tuple[bytes, tuple[str, ...]], Got] = {}
        """Each mail of ours as it was found, once: what it is does not change."""
        self.folder, self.eyes, self.reader = folder, eyes, reader
        self.find_copy = find_copy
        self.trust, self.signatures = trust, signatures
        self.now = now
        self.people, self.rules, self._own_templates = people, rules, own_templates
        self.policy = policy or shipped()
        self.inbox, self.outbox = FakeInbox(), FakeOutbox()
        self.last_read_at: datetime | None = None
        self._count = 0
        self.open()

    def open(self) -> None:
        """Start the worker's parts on the data folder, as ``headsup run`` does."""
        self.store = Store(self.folder)
        days = SchoolDays(self.rules)
        wording = _wording(self.people.inbox, self.rules.undo_minutes, self._own_templates)
        office = Office(cast.SCHOOL, self.people, self.rules, days, wording.write, self.policy)
        self.clerk = Clerk(self.store, wording, office, cast.INBOX, self.find_copy)
        folders = Folders(FILED, HELD, QUARANTINE)
        readers = Readers(self.reader or Here(), self.eyes, self.signatures)
        self.desk = Desk(self.store, self.clerk, folders, self.trust, readers=readers)

    def restart(self) -> None:
        """Kill and start again: only what is on the disk is left."""
        self.store.close()
        self.open()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    # ── time ───────────────────────────────────────────────────────────────────────────────

    def turn(self) -> None:
        """One pass, as the service makes it: read everything, then do what is due."""
        try:
            self.desk.replay(self.now)
            while self.desk.take_in(self.inbox, self.now):
                self._attend(None)
            self.desk.erase(self.inbox, self.now)
            self.last_read_at = self.now
        except Unreachable:
            self._attend(None)
        else:
            with suppress(Unreachable):
                self.desk.keep_copies(self.inbox, self.now)
            self._attend(self.now)

    def _attend(self, heard_all_at: datetime | None) -> None:
        self.desk.attend(self.outbox, self.now, self.last_read_at, (), heard_all_at)

    def on(self, day: str, clock: str = "09:00") -> None:
        """Let time pass, and one pass be made then."""
        self.now = at(day, clock)
        self.turn()

    def later(self, minutes: float) -> None:
        """Let some minutes pass, and one pass be made then."""
        self.now += timedelta(minutes=minutes)
        self.turn()

    # ── what people do ─────────────────────────────────────────────────────────────────────

    def receive(self, message: EmailMessage | bytes) -> None:
        """Have a mail arrive and be dealt with."""
        self.inbox.deliver(message if isinstance(message, bytes) else bytes(message))
        self.turn()

    def report(
        self,
        who: Address = cast.TEACHER,
        text: str = POST,
        subject: str = "Fw: have you seen this?",
        **more: Any,
    ) -> EmailMessage:
        """Someone writes to the inbox."""
        message = self.mail(who, subject, text, **more)
        self.receive(message)
        return message

    def reply(
        self, to: Got | EmailMessage, words: str, who: Person | Address = cast.HEAD, **more: Any
    ) -> EmailMessage:
        """Someone answers a mail from a phone: the words on top, the whole mail quoted below."""
        message = self.answer(to, words, who, **more)
        self.receive(message)
        return message

    def answer(
        self, to: Got | EmailMessage, words: str, who: Person | Address = cast.HEAD, **more: Any
    ) -> EmailMessage:
        """The reply, not sent yet."""
        original = to.mail if isinstance(to, Got) else to
        quoted = "\n".join(f"> {line}".rstrip() for line in _text(original).splitlines())
        wrote = f"> On 24 Nov 2026, at 08:12, Headsup <{cast.INBOX.email}> wrote:\n>\n{quoted}"
        text = f"{words}\n\nSent from my iPhone\n\n{wrote}\n"
        more.setdefault("headers", {})
        more["headers"] = {
            "In-Reply-To": str(original["Message-ID"]),
            "References": f"{original.get('References', '')} {original['Message-ID']}".strip(),
        } | more["headers"]
        sender = who if isinstance(who, Address) else Address(who.email, who.name)
        return self.mail(sender, f"Re: {original['Subject']}", text, **more)

    def mail(
        self,
        who: Person | Address,
        subject: str,
        text: str,
        *,
        files: Iterable[tuple[str, str, bytes]] = (),
        proof: str | None = "dmarc=pass",
        headers: dict[str, str] | None = None,
        message_id: str | None = None,
    ) -> EmailMessage:
        """A mail as the school's server hands it over, its sender checked (``proof``) or not."""
        self._count += 1
        message = EmailMessage(policy=SMTP)
        domain = who.email.rpartition("@")[2]
        message["Received"] = f"from relay.example by {AUTHSERV} with ESMTPS id {self._count}"
        if proof:
            message["Authentication-Results"] = f"{AUTHSERV}; {proof} header.from={domain}"
        local, _, host = who.email.rpartition("@")
        message["From"] = HeaderAddress(who.name, local, host)
        message["To"] = cast.INBOX.email
        message["Subject"] = subject
        message["Date"] = format_datetime(self.now)
        message["Message-ID"] = f"<{message_id or f'm{self._count}.{local}@{domain}'}>"
        for name, value in (headers or {}).items():
            message[name] = value
        message.set_content(text)
        for name, kind, data in files:
            main, sub = kind.split("/")
            message.add_attachment(data, maintype=main, subtype=sub, filename=name)
        if message.is_multipart():
            message.set_boundary(f"=_{self._count}")
        return message

    # ── what is seen ───────────────────────────────────────────────────────────────────────

    def got(self, who: Person | Address | str) -> list[Got]:
        """Every mail someone received from us, oldest first."""
        address = who if isinstance(who, str) else who.email
        mine = [(raw, to) for raw, to in self.outbox.sent if address in to]
        room = self.store.mailroom  # what was written on an erased case or mail is remembered by nobody
        if room.erased or not all(letter.message_id for letter in room.letters.values()):
            known = [one for one in mine if self.store.register.find_letter([_id(one[0])])]
            return [self._got(raw, to) for raw, to in known]
        for one in mine:
            if one not in self._sent:
                self._sent[one] = self._got(*one)
        return [self._sent[one] for one in mine]

    def _got(self, raw: bytes, to: tuple[str, ...]) -> Got:
        found = self.store.register.find_letter([_id(raw)])
        assert found is not None
        ref, letter_id = found
        room = self.store.mailroom.letters
        letter = room[letter_id] if ref == MAILROOM else self.store.case(ref).find_letter(letter_id)
        assert letter is not None
        return Got(raw, to, letter.kind, tuple(item.ref for item in letter.items))

    def last(self, who: Person | Address | str) -> Got:
        """The mail someone received last."""
        return self.got(who)[-1]

    def latest(self, who: Person | Address | str, kind: str) -> Got:
        """The last mail of a kind that someone received."""
        return [one for one in self.got(who) if one.kind == kind][-1]

    def kinds(self, who: Person | Address | str) -> list[str]:
        """What all that someone received was, in order."""
        return [one.kind for one in self.got(who)]

    def case(self, ref: str = "2026-0001") -> Case:
        """A case as its folder has it."""
        return self.store.case(ref)

    def happened(self, ref: str = "2026-0001") -> list[str]:
        """The names of a case's events, in order, without the coming and going of letters."""
        left_out = (ev.Queued, ev.LetterMoved)
        return [type(e).__name__ for e in self.case(ref).events if not isinstance(e, left_out)]

    def events(self, kind: type, ref: str = "2026-0001") -> list[Any]:
        """A case's events of one kind."""
        return [e for e in self.case(ref).events if isinstance(e, kind)]

    def letters(self, ref: str = "2026-0001") -> list[tuple[str, str, str]]:
        """(kind, recipients, state) of every mail written on a case, in order."""
        return [(x.kind, ", ".join(x.to), x.state.value) for x in self.case(ref).letters]

    def mailroom(self) -> list[tuple[str, str, str]]:
        """The same of what belongs to no case."""
        return [(x.kind, ", ".join(x.to), x.state.value) for x in self.store.mailroom.letters.values()]

    def deadlines(self, ref: str = "2026-0001") -> list[tuple[str, str]]:
        """(id, state) of a case's deadlines."""
        return [(d.id, d.state.value) for d in self.case(ref).deadlines]

    def drafts(self, ref: str = "2026-0001") -> list[tuple[int, int, str, str]]:
        """(number, version, action, state) of a case's drafts."""
        return [(d.n, d.version, d.action.value, d.state.value) for d in self.case(ref).drafts]

    def folders(self) -> dict[str, int]:
        """How many messages lie in each folder that has any, but for the copies of what was sent."""
        there = self.inbox.folders.items()
        return {name: len(held) for name, held in there if held and name != "Sent"}


def _wording(inbox: str, undo_minutes: int, own: Path | None) -> Wording:
    """The words; the shipped ones are compiled once for all tests."""
    return Wording(cast.SCHOOL, inbox, undo_minutes, own) if own else _shipped(inbox, undo_minutes)


@cache
def _shipped(inbox: str, undo_minutes: int) -> Wording:
    return Wording(cast.SCHOOL, inbox, undo_minutes)


def _id(raw: bytes) -> str:
    found = re.search(rb"(?m)^Message-ID: <([^<>]+)>", raw)
    assert found is not None
    return found[1].decode()


def _text(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    return body.get_content() if body else ""


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A school where nothing has happened yet."""
    with World(tmp_path / "data") as world:
        yield world


@pytest.fixture
def addressed(tmp_path: Path) -> Iterator[World]:
    """A case whose invitation has the parent's address, and waits for the head's yes (version 2)."""
    with World(tmp_path / "data") as world:
        world.report()
        world.reply(world.last(cast.HEAD), f"To {cast.PARENT.email}")
        yield world
