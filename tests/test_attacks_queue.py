"""Attacks on the queue: mail that is lost, doubled or stuck. Each was one before it was a test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests import cast
from tests.fakes import IN_DOUBT, LATER, QUOTA
from tests.world import FILED, HELD, POST, QUARANTINE, World
from worker import events as ev
from worker.desk import intake, planning
from worker.errors import Misconfigured, Unreachable
from worker.model import Delivery, Place, Preview
from worker.outside.reader import expecting as reading_here

PARENT = cast.PARENT.email


def post(number: int) -> str:
    """A report of a post of its own."""
    return POST.replace("10161234567890123", f"2016{number:013}")


# ── letters ────────────────────────────────────────────────────────────────────────────────


def test_a_refused_login_puts_no_approved_letter_in_doubt(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The password expired: the letter was never shown to the server, and goes once it is right again."""
    world.report()
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.last(cast.HEAD), "Approve")

    def refuse(raw: bytes, sender: str, to: Sequence[str]) -> Delivery:
        raise Misconfigured(["[smtp] refuses the login"])

    with monkeypatch.context() as patched:
        patched.setattr(world.outbox, "send", refuse)
        for _ in range(3):
            with pytest.raises(Misconfigured):
                world.later(11)
    assert world.got(PARENT) == []
    world.later(61)
    assert len(world.got(PARENT)) == 1
    (own,) = [x for x in world.case().letters if x.external]
    moves = [e.state.value for e in world.events(ev.LetterMoved) if e.id == own.id]
    assert moves == ["sending", "queued"] * (len(moves) // 2 - 1) + ["sending", "sent"]


def test_an_alert_that_a_quota_refused_is_tried_for_hours(world: World) -> None:
    """ "550 daily quota exceeded" names no recipient: it passes, and the mail to our people goes then."""
    world.outbox.script = [QUOTA] * 8
    world.report()
    for _ in range(5):
        world.later(60)
    assert world.kinds(cast.TEACHER) == ["acknowledgement"]
    assert {state for _, _, state in world.letters()} == {"sent"}


def test_a_refusal_that_does_not_pass_is_told_in_the_end(world: World) -> None:
    """After some seven hours it is given up, and the admin hears of it."""
    world.outbox.script = [QUOTA] * 26
    world.report()
    for _ in range(13):
        world.later(61)
    assert [(kind, state) for kind, _, state in world.letters()][:2] == [
        ("acknowledgement", "failed"),
        ("approval", "failed"),
    ]
    assert world.kinds(cast.ADMIN) == ["admin_note", "admin_note"]


def test_a_server_that_breaks_off_after_each_letter_gets_few_copies(world: World) -> None:
    """It takes the mail and drops the line: four copies at most, then the admin is told."""
    world.outbox.script = [IN_DOUBT] * 10_000
    world.report()
    for _ in range(48):
        world.later(61)
    copies = {(x.id, to): 0 for to in (cast.TEACHER, cast.HEAD, cast.ADMIN) for x in world.got(to)}
    for to in (cast.TEACHER, cast.HEAD, cast.ADMIN):
        for got in world.got(to):
            copies[got.id, to] += 1
    assert max(copies.values()) <= 4
    assert "admin_note" in world.kinds(cast.ADMIN)
    assert {state for _, _, state in world.letters()} == {"failed"}


@pytest.mark.parametrize("answer", [LATER, IN_DOUBT])
def test_a_server_that_takes_nothing_is_not_asked_letter_by_letter(world: World, answer: Delivery) -> None:
    """Three in a row end the round, and the delay is said in words without an address."""
    for n in range(4):
        world.inbox.deliver(bytes(world.mail(cast.TEACHER, "Fw: x", post(n))))
    world.outbox.script = [answer] * 100
    world.turn()
    assert world.outbox.tried == 3
    assert world.desk.delay.startswith("Mail does not leave: ")
    assert "@" not in world.desk.delay
    world.outbox.script = []
    world.later(61)
    assert world.desk.delay == ""


def test_one_letter_that_is_not_taken_now_is_no_trouble_for_a_while(world: World) -> None:
    """Greylisting is ordinary: it is named only when it lasts."""
    world.outbox.script = [LATER] * 100
    world.report()
    assert world.desk.delay == ""
    for _ in range(4):
        world.later(5)
    assert world.desk.delay.startswith("Mail does not leave: ")


# ── the inbox ──────────────────────────────────────────────────────────────────────────────


class Killed(BaseException):
    """The process is gone: no handler of ours may see it."""


def deadly(world: World, monkeypatch: pytest.MonkeyPatch, reader: str, lives: int) -> int:
    """Have a reader kill the worker over one mail, life after life; return in how many it died."""
    real = getattr(reading_here, reader)

    def reading(found: Preview | bytes) -> object:
        raw = found.header if isinstance(found, Preview) else found
        if b"KILLS" in raw[:2000]:
            raise Killed
        return real(found)

    monkeypatch.setattr(reading_here, reader, reading)
    deaths = 0
    for _ in range(lives):
        try:
            world.turn()
        except Killed:
            deaths += 1
            world.restart()
    return deaths


@pytest.mark.parametrize("reader", ["read_preview", "read_mail"])
def test_a_mail_that_kills_the_worker_is_given_up_wherever_it_does(
    world: World, monkeypatch: pytest.MonkeyPatch, reader: str
) -> None:
    """In its text or as a whole, in the midst of others: those are answered, it ends in quarantine."""
    for n in range(3):
        world.inbox.deliver(bytes(world.mail(cast.OFFICE, "Fw: x", post(n))))
    world.inbox.deliver(bytes(world.mail(cast.TEACHER, "KILLS", POST)))
    for n in range(3, 6):
        world.inbox.deliver(bytes(world.mail(cast.OFFICE, "Fw: x", post(n))))
    assert deadly(world, monkeypatch, reader, 12) <= intake.LOOKS + 1
    assert world.folders() == {FILED: 6, QUARANTINE: 1}
    assert len(world.store.register.refs()) == 6
    assert world.kinds(cast.ADMIN) == ["admin_note"]


def test_a_mail_that_kills_the_worker_when_read_again_is_given_up(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The request is dropped, the mail is in quarantine again, and other mail is read."""
    raw = bytes(world.mail(cast.TEACHER, "KILLS", POST))
    with monkeypatch.context() as patched:
        patched.setattr(planning, "CRASHES", 0)
        world.receive(raw)
    (key,) = world.store.mailroom.quarantined
    world.store.ask_replay(key)
    assert deadly(world, monkeypatch, "read_mail", 10) <= planning.CRASHES + 1
    assert world.store.replay_requests() == ()
    assert [held.because for held in world.store.mailroom.quarantined.values()] == ["crash"]
    world.report(cast.OFFICE)
    assert world.store.register.refs() == ("2026-0001",)


def blank(world: World, monkeypatch: pytest.MonkeyPatch, uids: set[int]) -> None:
    """The server does not give these messages: ``previews`` says only that they are there."""
    real = world.inbox.previews

    def previews(places: Sequence[Place]) -> list[Preview]:
        there = [p for p in places if p.uid in uids and p.uid in world.inbox.folders["INBOX"]]
        given = real([p for p in places if p.uid not in uids])
        return [*(Preview(p, 0, b"", (), (), complete=False) for p in there), *given]

    monkeypatch.setattr(world.inbox, "previews", previews)


def test_a_message_the_server_does_not_give_stops_no_other(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is put in quarantine on the server, the admin is told once, the others are read."""
    for n in range(3):
        world.inbox.deliver(bytes(world.mail(cast.TEACHER, "Fw: x", post(n))))
    blank(world, monkeypatch, {2})
    for _ in range(3):
        world.later(1)
    assert world.folders() == {FILED: 2, QUARANTINE: 1}
    assert (len(world.store.register.refs()), world.kinds(cast.ADMIN)) == (2, ["admin_note"])


def test_messages_that_can_be_neither_had_nor_moved_make_no_busy_loop(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole batch of them: each is told of once, left alone, also by the next life, and mail goes on."""
    count = intake.BATCH + 1
    for n in range(count):
        world.inbox.deliver(bytes(world.mail(cast.TEACHER, "Fw: x", post(n))))
    blank(world, monkeypatch, set(range(1, count + 1)))
    done = world.inbox.done

    def refuse(places: Sequence[Place], folder: str) -> None:
        if folder == QUARANTINE:
            raise Unreachable("over quota")
        done(places, folder)

    monkeypatch.setattr(world.inbox, "done", refuse)
    for _ in range(3):
        world.later(60)
    world.restart()
    world.inbox.deliver(bytes(world.mail(cast.OFFICE, "Fw: x", POST)))
    for _ in range(3):
        world.later(60)
    assert (len(world.store.mailroom.held), world.folders()) == (count, {"INBOX": count, FILED: 1})
    assert world.kinds(cast.OFFICE) == ["acknowledgement"]


def test_more_is_said_only_on_progress(world: World) -> None:
    """More stopped messages than a batch, renumbered: they are passed by, and what is behind is read."""
    count = intake.BATCH + 1
    for n in range(count):
        words = f"There is a nude picture of a child {n} being shared. See attached."
        world.inbox.deliver(bytes(world.mail(cast.TEACHER, f"urgent {n}", words)))
    world.turn()
    assert world.folders() == {"INBOX": count}
    world.inbox.uidvalidity = 8
    world.inbox.deliver(bytes(world.mail(cast.OFFICE, "Fw: x", POST)))
    passes = 1
    while world.desk.take_in(world.inbox, world.now):
        passes += 1
        assert passes < 5
    assert (world.folders(), len(world.store.mailroom.held)) == ({"INBOX": count, FILED: 1}, count)


def test_a_folder_that_cannot_be_written_stops_no_reading(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over quota: everything is read and answered once, nothing is fetched twice, and moved in the end."""
    done = world.inbox.done

    def refuse(places: Sequence[Place], folder: str) -> None:
        if folder == FILED:
            raise Unreachable("[OVERQUOTA] over quota")
        done(places, folder)

    count = 2 * intake.BATCH + 5
    with monkeypatch.context() as patched:
        patched.setattr(world.inbox, "done", refuse)
        for n in range(count):
            world.inbox.deliver(bytes(world.mail(cast.TEACHER, "Thanks", f"Thank you, number {n}.")))
        world.inbox.deliver(bytes(world.mail(cast.OFFICE, "Fw: x", POST)))
        world.inbox.deliver(bytes(world.mail(cast.STRANGER, "Buy", "cheap things")))
        for _ in range(5):
            world.later(5)
        assert world.kinds(cast.OFFICE) == ["acknowledgement"]
        assert world.folders() == {"INBOX": count + 1, HELD: 1}
        assert len(world.inbox.fetched) == count + 2
    world.later(5)
    assert (world.folders(), len(world.inbox.fetched)) == ({FILED: count + 1, HELD: 1}, count + 2)


def test_a_flag_that_is_refused_does_not_hold_back_the_alert(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The safeguarding lead hears of a stopped message even where it cannot be flagged."""

    def refuse(place: Place) -> None:
        raise Unreachable("no permission to set flags")

    monkeypatch.setattr(world.inbox, "flag", refuse)
    world.inbox.deliver(
        bytes(world.mail(cast.TEACHER, "urgent", "There is a nude picture of a child being shared."))
    )
    for _ in range(3):
        world.later(1)
    assert world.kinds(cast.DSL) == ["safety_alert"]


def test_a_text_that_was_not_read_to_its_end_is_not_fetched(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not seen may be what may not be fetched: it is held, and the admin and its sender are told."""
    real = world.inbox.previews

    def previews(places: Sequence[Place]) -> list[Preview]:
        return [replace(one, complete=False) for one in real(places)]

    monkeypatch.setattr(world.inbox, "previews", previews)
    world.report()
    assert (world.folders(), world.inbox.fetched) == ({HELD: 1}, [])
    told = [world.kinds(to) for to in (cast.TEACHER, cast.ADMIN, cast.DSL, cast.HEAD)]
    assert told == [["unread"], ["admin_note"], [], []]
    world.on("2026-11-25", "07:15")
    assert "could not be read to the end" in world.last(cast.HEAD).words


def test_a_long_mail_is_fetched_like_any_other(world: World) -> None:
    """A thread of a hundred thousand characters is ordinary."""
    world.report(text=POST + "and so it went on and on, as these things do.\n" * 2500)
    assert (world.folders(), world.kinds(cast.TEACHER)) == ({FILED: 1}, ["acknowledgement"])


def test_a_copy_that_proves_nothing_does_not_hide_the_genuine_one(world: World) -> None:
    """Two routes, the forwarded copy first: it fails DMARC and is held; the direct one opens the case."""
    genuine = bytes(world.mail(cast.TEACHER, "Fw: x", POST))
    forged = genuine.replace(b"dmarc=pass", b"dmarc=fail")
    for copy in (forged, genuine, forged, genuine):
        world.receive(copy)
    assert world.store.register.refs() == ("2026-0001",)
    assert (len(world.store.mailroom.held), world.kinds(cast.TEACHER)) == (1, ["acknowledgement"])


def test_messages_without_a_header_do_not_hide_each_other(world: World) -> None:
    """Each that must be stopped is told of, released by itself, and one of no danger is read."""
    stops = [f"\r\nA naked picture of a Year {n} girl is passed round, I saw it." for n in (4, 5)]
    for raw in (*stops, "\r\n" + POST.replace("\n", "\r\n"), stops[0]):
        world.inbox.deliver(raw.encode())
    world.turn()
    assert world.kinds(cast.DSL) == ["safety_alert"] * 2
    assert (world.inbox.fetched, world.inbox.flagged) == ([3], {1, 2, 4})
    assert world.folders() == {"INBOX": 3, HELD: 1}
    world.reply(world.got(cast.DSL)[0], "RELEASE", cast.DSL)
    world.later(1)
    assert world.inbox.fetched == [3, 5, 1, 4]
    assert world.folders() == {"INBOX": 1, HELD: 3, FILED: 1}


def test_a_server_that_moves_nothing_and_says_it_did(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each mail is dealt with once, also after a restart; what is wrong is told until somebody moves them."""
    moves = world.inbox.done
    monkeypatch.setattr(world.inbox, "done", lambda *_: None)
    for n in (1, 2):
        world.report(text=post(n))
    world.later(1)
    world.restart()
    for _ in range(2):
        world.later(1)
    assert (world.folders(), world.store.register.refs()) == ({"INBOX": 2}, ("2026-0001", "2026-0002"))
    assert world.kinds(cast.TEACHER) == ["acknowledgement"] * 2
    assert world.desk.unfiled.startswith("The mail server says that it moves messages, and does not. ")
    moves(world.inbox.waiting(), FILED)
    world.later(1)
    assert (world.desk.unfiled, world.folders()) == ("", {FILED: 2})
