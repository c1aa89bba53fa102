"""Nineteen awkward mails, scored: what is lost, doubled, answered wrongly, damaged, and believed.

Each report in the corpus has a post and a poster of its own, so that its case is known by them; its first
line is the same in all, so that a forger's words can be put in its place.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import cast
from tests.servers.dovecot import DOVECOT, Dovecot
from tests.servers.fixtures import INBOX as ACCOUNT
from tests.servers.fixtures import Mailbox, on_dovecot
from tests.world import FILED, HELD, World, at
from worker import events as ev
from worker.deciding.school.calendar import SchoolDays

FOLDER = Path(__file__).parent / "mail" / "awkward"
MAILS = {path.stem: path.read_bytes() for path in sorted(FOLDER.glob("*.eml"))}
EXPECTED: dict[str, dict[str, str | None]] = json.loads((FOLDER / "expected.json").read_text("utf-8"))
FIRST = b"Please look at this."
EVIL = "helen.marsh@evil.test"
AMPLE = replace(cast.RULES, per_hour=1000, per_recipient_hour=1000)
"""The ceilings are another test's: here every mail that is due goes out."""


class Killed(BaseException):
    """SIGKILL."""


@dataclass
class Dying:
    """A mailbox before which the worker dies once: after its commit, before the message is put away."""

    inbox: Any
    dies: bool = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self.inbox, name)

    def done(self, *about: Any) -> None:
        """Put away, unless this is the moment."""
        if self.dies:
            self.dies = False
            raise Killed
        self.inbox.done(*about)


@dataclass(frozen=True)
class Server:
    """What a mailbox lies on: ways to deliver, and to see what lies in a folder."""

    inbox: Any
    deliver: Callable[[bytes], object]
    folder: Callable[[str], list[bytes]]


def forged(raw: bytes, token: str) -> bytes:
    """The same mail as somebody would send it who wants a yes: from the head, answering what asked her."""
    raw = re.sub(rb"(?m)^(?:From|Reply-To|Message-ID|Auto-Submitted|X-[\w-]+): .*\r\n", b"", raw)
    at = raw.index(b"To: reports")
    mine = (
        f"From: Helen Marsh <{cast.HEAD.email}>\r\nReply-To: <{EVIL}>\r\nIn-Reply-To: <{token}>\r\n"
        f"Message-ID: <{hashlib.sha256(raw).hexdigest()[:20]}@evil.test>\r\n"
    )
    raw = raw[:at] + mine.encode() + raw[at:]
    return raw.replace(b"dmarc=pass", b"dmarc=fail").replace(FIRST, b"Approve")


@dataclass
class Story:
    """The nineteen in one mailbox, then a forged yes in the shape of each, and what became of them."""

    world: World
    server: Server

    def play(self) -> None:
        """A letter waits for the head's yes; then everything comes."""
        world, server = self.world, self.server
        world.inbox = Dying(server.inbox)  # type: ignore[assignment]
        server.deliver(bytes(world.mail(cast.TEACHER, "Fw: look", "Zoe Aldous on Facebook: useless school")))
        world.turn()
        world.reply = self._reply  # type: ignore[method-assign, assignment]
        world.reply(world.last(cast.HEAD), f"To {cast.PARENT.email}")
        self.asked = world.latest(cast.HEAD, "approval")
        for name, raw in MAILS.items():
            if name.endswith("killed-before-the-flag"):
                world.turn()
                world.inbox.dies = True  # type: ignore[attr-defined]
                server.deliver(raw)
                with pytest.raises(Killed):
                    world.turn()
                world.restart()
            else:
                server.deliver(raw)
            if name.endswith("same-id-twice"):
                server.deliver(raw)
        world.turn()
        world.later(20)
        self.sent = len(world.outbox.sent)
        for raw in MAILS.values():
            server.deliver(forged(raw, self.asked.id))
        world.turn()
        world.later(20)

    def _reply(self, to: Any, words: str) -> None:
        self.server.deliver(bytes(self.world.answer(to, words)))
        self.world.turn()

    # ── the five ──

    def scores(self) -> dict[str, list[str]]:
        """For each of the five, the mails that pass."""
        rules = (self.kept, self.once, self.rightly_answered, self.whole, self.disbelieved)
        return {rule.__name__: [name for name in MAILS if rule(name)] for rule in rules}

    def _reports(self, name: str) -> list[tuple[str, ev.Reported]]:
        digest = hashlib.sha256(MAILS[name]).hexdigest()
        store = self.world.store
        found = [(ref, e) for ref in store.register.refs() for e in store.case(ref).events]
        return [(ref, e) for ref, e in found if isinstance(e, ev.Reported) and e.message.raw_sha256 == digest]

    def kept(self, name: str) -> bool:
        """The mail is where it belongs, byte for byte, and what it says is read: nothing is lost."""
        expected, raw = EXPECTED[name], MAILS[name]
        reports = self._reports(name)
        if expected["ends"] == "held":
            entries = self.world.store.mailroom.held.values()
            digest = hashlib.sha256(raw).hexdigest()
            return raw in self.server.folder(HELD) and digest in [e.message.raw_sha256 for e in entries]
        if expected["ends"] == "filed":
            return raw in self.server.folder(FILED) and not reports
        posters = [post.poster_name for _, report in reports for post in report.posts]
        bytes_kept = [
            self.world.store.evidence(ref, report.message.raw_sha256) == raw for ref, report in reports
        ]
        read = expected["poster"] is None or expected["poster"] in posters
        return bool(bytes_kept) and all(bytes_kept) and read

    def once(self, name: str) -> bool:
        """One report, one case and one acknowledgement, however often it came: nothing is doubled."""
        reports = self._reports(name)
        if EXPECTED[name]["ends"] != "case":
            held = [e for e in self.world.store.mailroom.held.values() if self._is(e, name)]
            return not reports and len(held) == (EXPECTED[name]["ends"] == "held")
        others = [n for n in MAILS if n != name and {r for r, _ in self._reports(n)} & {reports[0][0]}]
        return len(reports) == 1 and not others and self._answers(name) == ["acknowledgement"]

    def _is(self, entry: ev.Held, name: str) -> bool:
        return entry.message.raw_sha256 == hashlib.sha256(MAILS[name]).hexdigest()

    def _answers(self, name: str) -> list[str]:
        return self.world.kinds(f"t{name[:2]}@northside.example")

    def rightly_answered(self, name: str) -> bool:
        """A person's report is answered, and nothing else is: no machine, no forger, nobody unknown."""
        wanted = ["acknowledgement"] if EXPECTED[name]["ends"] == "case" else []
        ours = {p.email for p in (cast.HEAD, cast.ADMIN, cast.DSL, cast.CHAIR, cast.DEPUTY, cast.TEACHER)}
        ours |= {f"t{n[:2]}@northside.example" for n in MAILS if EXPECTED[n]["ends"] == "case"}
        reached = {address for _, to in self.world.outbox.sent for address in to}
        return self._answers(name) == wanted and reached <= ours

    def whole(self, name: str) -> bool:
        """Each picture is in the evidence, byte for byte, and no other."""
        wanted = EXPECTED[name]["picture"]
        found = [
            item.sha256 for _, report in self._reports(name)
            for item in report.evidence if item.type.startswith("image/")
        ]  # fmt: skip
        stored = [
            hashlib.sha256(self.world.store.evidence(ref, sha)).hexdigest()
            for ref, _ in self._reports(name) for sha in found
        ]  # fmt: skip
        return found == stored == ([wanted] if wanted else [])

    def disbelieved(self, name: str) -> bool:
        """In its shape a forged yes of the head's sends nothing, and reaches nobody but whom we know."""
        digest = hashlib.sha256(forged(MAILS[name], self.asked.id)).hexdigest()
        case = self.world.case("2026-0001")
        believed = [e for e in case.events if isinstance(e, ev.Decided) and e.message.raw_sha256 == digest]
        later = {address for _, to in self.world.outbox.sent[self.sent :] for address in to}
        waits = [(d.n, d.version, d.state.value) for d in case.drafts] == [(1, 2, "waiting")]
        return not believed and waits and later <= {cast.HEAD.email, cast.ADMIN.email}


def score(world: World, server: Server) -> None:
    """Play, print the five scores, and ask for nineteen of nineteen on each."""
    story = Story(world, server)
    story.play()
    scores = story.scores()
    print(*(f"{rule}: {len(names)} of {len(MAILS)}" for rule, names in scores.items()), sep="\n")
    assert server.folder("INBOX") == []
    assert {rule: [n for n in MAILS if n not in names] for rule, names in scores.items()} == {
        rule: [] for rule in ("kept", "once", "rightly_answered", "whole", "disbelieved")
    }
    _would_be_believed(story)


def _would_be_believed(story: Story) -> None:
    """The control: the same yes, proven, is the head's; so the forged ones were refused for being forged."""
    plain = forged(MAILS["02-canary-behind-it"], story.asked.id).replace(b"dmarc=fail", b"dmarc=pass")
    words = re.sub(rb"(?s)\r\n\r\nApprove.*", b"\r\n\r\nApprove\r\n", plain)
    subject = f"Subject: Re: {story.asked.mail['Subject']}".encode()
    quote = "".join(f"> {line}\r\n" for line in story.asked.text.splitlines()).encode()
    words = re.sub(rb"(?m)^Subject: .*?$", lambda _: subject + b"\r", words) + b"\r\n" + quote
    story.server.deliver(words)
    story.world.turn()
    assert story.world.drafts() == [(1, 2, "informal_discussion", "approved")]


def test_nineteen_of_nineteen_on_all_five(tmp_path: Path) -> None:
    """The whole desk on a mailbox in memory."""
    assert list(MAILS) == list(EXPECTED)
    with World(tmp_path / "data", rules=AMPLE) as world:
        inbox = world.inbox
        score(world, Server(inbox, inbox.deliver, lambda name: list(inbox.folders.get(name, {}).values())))


@pytest.mark.real
@pytest.mark.skipif(DOVECOT is None, reason="dovecot is not installed")
def test_nineteen_of_nineteen_on_dovecot(tmp_path: Path, dovecot: Dovecot) -> None:
    """The same with the real IMAP client, on a real server."""
    mailbox: Mailbox = on_dovecot(dovecot)
    user = ACCOUNT.partition("@")[0]

    def folder(name: str) -> list[bytes]:
        return dovecot.mails(user, "" if name == "INBOX" else f".{name.replace('/', '.')}")

    with closing(mailbox.open()) as inbox, World(tmp_path / "data", rules=AMPLE) as world:
        score(world, Server(inbox, mailbox.deliver, folder))


@pytest.mark.parametrize("day", [date(2026, 11, 30), date(2026, 12, 1), date(2026, 12, 2)])
def test_a_closed_day_makes_no_deadline_earlier(day: date) -> None:
    """A day on which the school is closed puts what is due after it off by one, and never forward."""
    start = at("2026-11-26")
    open_all = SchoolDays(AMPLE)
    closed = SchoolDays(replace(AMPLE, closed_on=(*AMPLE.closed_on, day)))
    for n in range(1, 10):
        before = open_all.add_school_days(start, n)
        expected = before if before.date() < day else open_all.add_school_days(start, n + 1)
        assert closed.add_school_days(start, n) == expected
