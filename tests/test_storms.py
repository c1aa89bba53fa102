"""Loops and storms: nobody is flooded, by us or through us, and nothing that came is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import process_time

import pytest

from tests import cast
from tests.world import AUTHSERV, FILED, POST, World
from worker.deciding.traffic import Traffic
from worker.model import Address, Kind, People, Place
from worker.outside.data import months
from worker.outside.data.shelves import Shelves
from worker.outside.mailbox.preview import HEADER_LIMIT

ID = "10161234567890123"


def about(n: int) -> str:
    """A report of a post of its own."""
    return POST.replace(ID, f"1016123456789{n:04}")


# ── ceilings that follow from what is stored ───────────────────────────────────────────────


def test_a_restart_forgives_nothing(tmp_path: Path) -> None:
    """What went out in the hour before it counts after it: of the cases and of the mailroom."""
    with World(tmp_path / "data", rules=replace(cast.RULES, per_hour=5, per_recipient_hour=50)) as world:
        for n in range(4):
            world.report(text=about(n))
        sent = len(world.outbox.sent)
        world.restart()
        for _ in range(5):
            world.later(1)
        assert len(world.outbox.sent) == sent
        assert world.kinds(cast.ADMIN) == ["admin_note"]
        for _ in range(2):
            world.restart()
            world.later(61)
        assert len(world.got(cast.TEACHER)) == 4


def test_what_is_stored_tells_the_same_traffic(world: World) -> None:
    """After a restart the last hour is the same as it was before it, to the address."""
    world.report()
    world.later(30)
    world.report(cast.OFFICE, text=about(1))
    world.later(45)
    world.report(cast.TEACHER, text=about(2))

    def lately(traffic: Traffic) -> list[int]:
        people = (cast.TEACHER.email, cast.OFFICE.email, cast.HEAD.email)
        asked = [(found, who) for found in (traffic.gone, traffic.answers) for who in people]
        return [traffic.gone.count(world.now)] + [found.most([who], world.now) for found, who in asked]

    before = lately(world.store.traffic)
    world.restart()
    assert lately(world.store.traffic) == before == [4, 1, 1, 2, 1, 1, 0]


def test_a_clock_that_was_wrong_holds_nothing_back(tmp_path: Path) -> None:
    """Mails that went out "tomorrow" do not stop today's, nor do they outlast their hour."""
    with World(tmp_path / "data", rules=replace(cast.RULES, per_hour=2, per_recipient_hour=2)) as world:
        right = world.now
        world.now += timedelta(days=1)
        world.report()
        world.now = right
        world.restart()
        world.report(cast.OFFICE, text=about(1))
        assert "acknowledgement" in world.kinds(cast.OFFICE)


# ── a person, or a machine, that writes without end ────────────────────────────────────────


def test_five_hundred_mails_of_one_address(tmp_path: Path) -> None:
    """No 500 acknowledgements: twenty, one note, and every report kept on its case."""
    with World(tmp_path / "data") as world:
        for n in range(500):
            text = about(n % 5).replace("Useless", f"Useless ({n})")
            world.inbox.deliver(bytes(world.mail(cast.TEACHER, f"Fw: {n}", text)))
        for _ in range(12):
            world.turn()
        world.report(cast.OFFICE, text=about(1))
        refs = world.store.register.refs()
        assert sum(len(world.case(ref).reports) for ref in refs) == 501
        assert (len(refs), world.folders()) == (5, {FILED: 501})
        written = [x for ref in refs for x in world.case(ref).letters if x.kind == "acknowledgement"]
        assert [sum(who.email in x.to for x in written) for who in (cast.TEACHER, cast.OFFICE)] == [20, 1]
        assert "acknowledgement" in world.kinds(cast.OFFICE)
        assert [one.kind for one in world.got(cast.ADMIN)].count("admin_note") == 1
        assert "one address was answered 20 times in an hour" in world.last(cast.ADMIN).words.lower()
        for _ in range(4):
            world.later(61)
        world.report(text=about(2))
        world.later(61)
        assert world.kinds(cast.TEACHER).count("acknowledgement") == 21


def test_a_flood_of_mails_that_cannot_be_read_is_no_flood_of_notes(world: World) -> None:
    """Each is put aside and listed; the admin has twenty notes, and one that there are more."""
    for n in range(60):
        world.inbox.deliver(b"Subject: %d\r\nX-Long: " % n + b"x" * HEADER_LIMIT + b"\r\n\r\nhello\r\n")
    for _ in range(4):
        world.turn()
    assert (len(world.store.mailroom.held), world.folders()) == (60, {"Headsup/Held": 60})
    notes = world.got(cast.ADMIN)
    assert len(notes) == 21
    assert "20 notes about single mails went to you in an hour" in " ".join(notes[-1].words.split())
    world.restart()
    world.inbox.deliver(b"Subject: more\r\nX-Long: " + b"x" * HEADER_LIMIT + b"\r\n\r\nhello\r\n")
    world.turn()
    assert len(world.got(cast.ADMIN)) == 21
    world.later(61)
    world.inbox.deliver(b"Subject: last\r\nX-Long: " + b"x" * HEADER_LIMIT + b"\r\n\r\nhello\r\n")
    world.turn()
    assert len(world.got(cast.ADMIN)) == 22


# ── two of us ──────────────────────────────────────────────────────────────────────────────


class Two:
    """Two schools' Headsups whose mail reaches each other's inbox, and a real clock between them."""

    def __init__(self, folder: Path) -> None:
        here = Address("online@northside.example", "Northside")
        there = Address("online@southside.example", "Southside")
        self.here = self._school(folder / "here", here.email, there.email)
        self.there = self._school(folder / "there", there.email, here.email)
        self.crossed = 0

    def _school(self, folder: Path, inbox: str, other: str) -> World:
        people: People = replace(cast.PEOPLE, inbox=inbox, staff=(*cast.PEOPLE.staff, other))
        world = World(folder, people=people)
        world.clerk._sender = Address(inbox, "Headsup")
        world.clerk.sender_address = inbox
        return world

    def turn(self, minutes: float = 1) -> int:
        """A pass of both, and their mails carried over; how many there were."""
        before = self.crossed
        for one, other in ((self.here, self.there), (self.there, self.here)):
            one.later(minutes)
            for raw, to in one.outbox.sent:
                if other.people.inbox in to:
                    domain = one.people.inbox.partition("@")[2]
                    proof = f"Authentication-Results: {AUTHSERV}; dmarc=pass header.from={domain}\r\n"
                    other.inbox.deliver(proof.encode() + raw)
                    self.crossed += 1
            one.outbox.sent.clear()
        return self.crossed - before


@pytest.mark.parametrize("strip", [False, True], ids=["as they are", "a gateway drops our marks"])
def test_two_headsups_stop_after_one_exchange(tmp_path: Path, strip: bool) -> None:
    """Each takes the other for staff: the first mail is answered, and the answer by nobody."""
    two = Two(tmp_path)
    try:
        first = bytes(two.here.mail(Address(two.there.people.inbox, "Southside"), "Fw: seen this?", POST))
        two.here.inbox.deliver(first)
        if strip:
            _forget_marks(two)
        crossed = [two.turn() for _ in range(20)] + [two.turn(120) for _ in range(5)]
        assert (sum(crossed), crossed[3:]) == (3 if strip else 1, [0] * 22)
        assert two.here.store.register.refs() == ("2026-0001",)
        assert len(two.there.store.register.refs()) <= (1 if strip else 0)
    finally:
        two.here.store.close()
        two.there.store.close()


def _forget_marks(two: Two) -> None:
    """A gateway between the two that leaves no header of ours but the plain ones."""
    for world in (two.here, two.there):
        deliver: Callable[[bytes], Place] = world.inbox.deliver

        def plain(raw: bytes, deliver: Callable[[bytes], Place] = deliver) -> Place:
            head, _, body = raw.partition(b"\r\n\r\n")
            lines = [x for x in head.split(b"\r\n") if not x.lower().startswith((b"auto-", b"x-", b"preced"))]
            return deliver(b"\r\n".join(lines) + b"\r\n\r\n" + body)

        world.inbox.deliver = plain  # type: ignore[method-assign]


# ── bounces without end ────────────────────────────────────────────────────────────────────


def bounce(n: int, of: str = "stranger@elsewhere.example") -> bytes:
    """A failure notice of a mail."""
    return (
        "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.northside.example\r\nTo: reports@northside.example\r\n"
        "MIME-Version: 1.0\r\n"
        f"Message-ID: <bounce{n}@mx.northside.example>\r\nSubject: Undelivered Mail Returned to Sender\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        f"--b\r\nContent-Type: text/plain\r\n\r\nYour mail {n} could not be delivered.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.northside.example\r\n\r\n"
        "Final-Recipient: rfc822; nobody@elsewhere.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <{of}>\r\nSubject: x\r\n\r\nx\r\n--b--\r\n"
    ).encode()


def flood(world: World, first: int, count: int, of: str = "stranger@elsewhere.example") -> float:
    """The processor time of so many bounces."""
    for n in range(first, first + count):
        world.inbox.deliver(bounce(n, of))
    began = process_time()
    while world.desk.take_in(world.inbox, world.now):
        pass
    return process_time() - began


def test_two_thousand_bounces_are_a_line_of_the_digest(world: World) -> None:
    """All filed, none answered, one line; the last five hundred cost what the first did."""
    world.turn()
    costs = [flood(world, n, 500) for n in (0, 500, 1_000, 1_500)]
    assert world.folders() == {FILED: 2_000}
    assert (world.outbox.sent, world.store.register.refs()) == ([], ())
    assert {f.kind for f in world.store.mailroom.filed} == {Kind.BOUNCE}
    assert max(costs) < 2 * min(costs), costs
    world.on("2026-11-25", "07:15")
    digest = world.latest(cast.HEAD, "digest").text
    assert [line for line in digest.splitlines() if "2000" in line or "2,000" in line] != []
    assert len(digest.splitlines()) < 60
    world.restart()
    assert len(world.store.mailroom.filed) == 2_000


def test_bounces_of_one_letter_are_one_loss(world: World) -> None:
    """Two hundred notices about one acknowledgement: it failed once, and nobody is told twice."""
    world.report()
    ours = world.last(cast.TEACHER)
    before = len(world.case().events)
    raw = bounce(1, ours.id).replace(b"nobody@elsewhere.example", cast.TEACHER.email.encode())
    for n in range(200):
        world.inbox.deliver(raw.replace(b"<bounce1@", b"<bounce%d@" % n))
    for _ in range(6):
        world.turn()
    assert world.folders() == {FILED: 201}
    assert len(world.case().events) - before <= 6
    assert len(world.got(cast.ADMIN)) + len(world.got(cast.HEAD)) <= 3


def test_a_full_month_goes_on_in_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file of the mailroom grows without end; together they are read in their order."""
    monkeypatch.setattr(months, "_FULL", 3)
    with World(tmp_path / "data") as world:
        flood(world, 0, 8)
        names = sorted(path.name for path in (tmp_path / "data" / "mailroom").iterdir())
        assert names == ["2026-11-002.json", "2026-11-003.json", "2026-11.json"]
        world.now += timedelta(days=30)
        flood(world, 8, 1)
        ids = [filed.message.message_id for filed in world.store.mailroom.filed]
    store = Shelves(tmp_path / "data")
    assert [filed.message.message_id for filed in store.mailroom.filed] == ids
    assert (tmp_path / "data" / "mailroom" / "2026-12.json").exists()
