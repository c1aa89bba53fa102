"""What is read before its turn is judged in it: a school's mail with looking ahead and without it.

The same people do the same things at the same moments, in lives of all sorts: they report, approve, take
back, close, merge, remove mails and send them again, while moves are refused, the folder is renumbered and
the worker dies. That it looks ahead is seen in nothing that it keeps or sends.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from tests import cast
from tests.test_stops import NAKED
from tests.world import PICTURE, POST, Got, World
from worker.deciding.judging.foreseeing import as_met, foresee
from worker.deciding.judging.foreseen import Circumstances, Foreseen
from worker.desk import intake
from worker.errors import Unreachable
from worker.model import Person, Preview
from worker.outside.reader.expecting import Here
from worker.reading.message.mail import read_mail

BATCH, AHEAD = 6, 4
OF_A_PROCESS = frozenset({"lock", "heartbeat.json", "counts.json", "reading.json", "taken.txt", "index.json"})
_TOKEN = re.compile(r" \[#\w+\]")
STAFF = (cast.TEACHER, cast.OFFICE)
ANSWERS = (
    f"To {cast.PARENT.email}",
    "Approve",
    "Approve",
    "Stop",
    "Hold until Friday",
    "Reject",
    "Close, we have spoken",
    "Change Tuesday to Wednesday",
    "Evidence",
    "Approve, but not before I have rung her",
    "It was posted by Lee Poole",
    "Merge HU-2026-0002 into HU-2026-0001",
)


class Eager(Here):
    """A reader that has read a mail, words and all, the very moment it hears of it."""

    def __init__(self) -> None:
        self._read: dict[int, tuple[bytes, Foreseen | None]] = {}

    def expect(self, what: bytes | Preview, at: Circumstances | None = None) -> None:
        """Read it in these circumstances."""
        if isinstance(what, bytes) and at is not None and id(what) not in self._read:
            with suppress(Exception):
                mail = as_met(read_mail(what), at)
                meaning = foresee(mail, at)
                self._read[id(what)] = what, Foreseen(mail, at, meaning) if meaning else None

    def forget(self, what: bytes | Preview) -> None:
        """It is not asked for after all."""
        self._read.pop(id(what), None)

    def foreseen(self, raw: bytes, /) -> Foreseen | None:
        """What was read of it then."""
        return self._read.pop(id(raw), (raw, None))[1]


@dataclass(frozen=True)
class Left:
    """All that there is in the end."""

    folders: dict[str, dict[int, bytes]]
    flagged: set[int]
    sent: list[tuple[bytes, tuple[str, ...]]]
    files: dict[str, bytes]
    happened: Counter[tuple[str, ...]]
    """What happened on each case, and where each mail of no case ended, in any order."""

    def in_any_order(self) -> tuple[object, ...]:
        """The same without numbers and order: where each mail lies, who was told of what, what happened."""
        told = Counter((_TOKEN.sub("", read_mail(raw).subject), to) for raw, to in self.sent)
        return self.folders, self.flagged, told, self.happened


@dataclass
class Life:
    """A school in which things happen by chance: the same for the same seed, as long as it looks the same."""

    world: World
    chance: random.Random
    sent: list[bytes] = field(default_factory=list)
    looked_at: int = 0

    def post(self) -> str:
        """What is reported: one of a few posts, by one of a few people."""
        n = self.chance.randrange(5)
        return POST.replace("10161234567890123", f"1016123456789{n:04}").replace(
            "Kim Dale", ("Kim Dale", "Lee Poole")[n % 2]
        )

    def report(self) -> bytes:
        """A report, sometimes behind another reporter's mail, sometimes with a picture."""
        files = [("a.png", "image/png", PICTURE)] * self.chance.randrange(2)
        more = {}
        if self.sent and self.chance.random() < 0.4:
            earlier = read_mail(self.chance.choice(self.sent)).message_id
            more = {"In-Reply-To": f"<{earlier}>", "References": f"<{earlier}>"}
        text = (
            self.post() if self.chance.random() < 0.7 else "And here is another of hers, the same evening.\n"
        )
        return bytes(
            self.world.mail(self.chance.choice(STAFF), "Fw: seen this?", text, files=files, headers=more)
        )

    def answer(self) -> bytes:
        """Somebody's answer to one of the last mails they had of us."""
        who: Person = self.chance.choice((cast.HEAD, cast.HEAD, cast.HEAD, cast.DSL, cast.DEPUTY))
        got: list[Got] = self.world.got(who)[-6:]
        if not got:
            return self.report()
        to = self.chance.choice(got)
        words = "RELEASE" if to.kind == "safety_alert" else self.chance.choice(ANSWERS)
        return bytes(self.world.answer(to, words, who))

    def stopped(self) -> bytes:
        """What may not be fetched; sometimes on a case."""
        more = {}
        if self.sent and self.chance.random() < 0.5:
            more = {"In-Reply-To": f"<{read_mail(self.chance.choice(self.sent)).message_id}>"}
        files = [("IMG_0001.png", "image/png", PICTURE)]
        return bytes(self.world.mail(cast.TEACHER, "Please see", NAKED, files=files, headers=more))

    def other(self) -> bytes:
        """What needs nobody, or cannot be placed."""
        who, subject, text = self.chance.choice(
            (
                (cast.OFFICE, "Thanks", "Thank you."),
                (cast.STRANGER, "Hello", "Who is the head of this school?"),
                (cast.TEACHER, "Automatic reply: away", "I am away."),
                (cast.TEACHER, "", ""),
            )
        )
        return bytes(self.world.mail(who, subject, text))

    def again(self) -> bytes:
        """A mail that came before: the same bytes, or by a way that proves nothing."""
        if not self.sent:
            return self.report()
        raw = self.chance.choice(self.sent)
        return raw.replace(b"dmarc=pass", b"dmarc=fail") if self.chance.random() < 0.4 else raw

    def deliver(self, count: int, kinds: tuple[Callable[[Life], bytes], ...]) -> None:
        """So many mails arrive."""
        for _ in range(count):
            raw = self.chance.choice(kinds)(self)
            self.sent.append(raw)
            self.world.inbox.deliver(raw)

    def meddle(self, kinds: tuple[Callable[[Life], bytes], ...]) -> None:
        """What may happen between two batches: mails come, go, and are numbered anew; the worker dies."""
        inbox = self.world.inbox
        match self.chance.randrange(8) if kinds is TAKEN else self.chance.choice((0, 3, 5, 6, 7)):
            case 0:
                self.deliver(self.chance.randrange(4), kinds)
            case 1:
                for uid in list(inbox.folders["INBOX"]):
                    if self.chance.random() < 0.2:
                        del inbox.folders["INBOX"][uid]
            case 2:
                inbox.renumber()
            case 3:
                self.world.restart()
            case 4:
                self.world.now += timedelta(minutes=self.chance.choice((1, 11, 60)))
            case 5:
                inbox.io = self.refuse_a_move
            case _:
                pass

    def refuse_a_move(self, what: str) -> None:
        """The folder for what is done is full, or gone, for one message."""
        if what == "imap move":
            self.world.inbox.io = lambda _: None
            raise Unreachable("over quota")

    def work(self, kinds: tuple[Callable[[Life], bytes], ...]) -> None:
        """A pass of the worker, as the service makes it."""
        world = self.world
        try:
            world.desk.replay(world.now)
            while world.desk.take_in(world.inbox, world.now):
                self.looked_at += len(world.desk._intake._ahead._looked_at)
                world._attend(None)
                self.meddle(kinds)
            world.desk.erase(world.inbox, world.now)
        except Unreachable:
            world._attend(None)
        else:
            world.last_read_at = world.now
            world._attend(world.now)


Kinds = tuple[Callable[[Life], bytes], ...]
TAKEN: Kinds = (*[Life.report] * 3, *[Life.answer] * 2, Life.other, Life.again)
STOPPED: Kinds = (*[Life.report] * 3, Life.stopped, Life.other, Life.again)
"""Of a stop is told as soon as it is seen. So nobody answers here, for the last mail of ours may be another;
nobody takes mails away, and no time passes, for by its turn one may be gone, or have been told of again."""


def play(folder: Path, seed: int, kinds: Kinds) -> tuple[Left, int]:
    """A life of four passes: all that is left of it, and how many mails were looked at before their turn."""
    folder.mkdir(mode=0o700)
    (folder / "secret.key").write_bytes(bytes(32))
    (folder / "secret.key").chmod(0o600)
    with World(folder, reader=Eager()) as world:
        life = Life(world, random.Random(seed))
        for _ in range(4):
            life.deliver(life.chance.randrange(BATCH, 2 * BATCH), kinds)
            life.work(kinds)
            world.later(life.chance.choice((1, 12, 700)))
        store, room = world.store, world.store.mailroom
        assert [told for ref in store.register.refs() for told in store.verify(ref)] == []
        cases = [(ref, type(e).__name__) for ref in store.register.refs() for e in store.case(ref).events]
        held = [(one.message.raw_sha256, one.kind.value, one.because) for one in room.held.values()]
        filed = [(one.message.raw_sha256, one.kind.value) for one in room.filed]
        aside = [(key.raw_sha256,) for key in room.quarantined]
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in OF_A_PROCESS
    }
    return Left(
        world.inbox.folders,
        world.inbox.flagged,
        world.outbox.sent,
        files,
        Counter([*cases, *held, *filed, *aside]),
    ), life.looked_at


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of a few mails."""
    monkeypatch.setattr(intake, "BATCH", BATCH)
    monkeypatch.setattr(intake, "MOST", AHEAD)


def without(monkeypatch: pytest.MonkeyPatch, folder: Path, seed: int, kinds: Kinds) -> Left:
    """The same life of a worker that never looks ahead."""
    monkeypatch.setattr(intake.Intake, "_look_ahead", lambda *_: None)
    left, looked_at = play(folder, seed, kinds)
    assert looked_at == 0
    return left


@pytest.mark.parametrize("seed", range(5))
def test_nothing_shows_that_it_looked_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Every file and every mail is the same, byte for byte, in the same order."""
    left, looked_at = play(tmp_path / "with", seed, TAKEN)
    assert looked_at > 0
    assert left == without(monkeypatch, tmp_path / "without", seed, TAKEN)


@pytest.mark.parametrize("seed", range(2))
def test_what_is_stopped_is_only_told_of_sooner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """The same is kept of it and the same people are told, before what was read in between."""
    left, looked_at = play(tmp_path / "with", seed, STOPPED)
    assert looked_at > 0
    other = without(monkeypatch, tmp_path / "without", seed, STOPPED)
    assert left.in_any_order() == other.in_any_order()
