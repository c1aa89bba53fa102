"""Attacks on the queue: mail that is lost, doubled or stuck. Each was one before it was a test."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests import cast
from tests.fakes import IN_DOUBT, LATER, QUOTA
from tests.world import POST, World
from worker import events as ev
from worker.errors import Misconfigured
from worker.model import Delivery

PARENT = cast.PARENT.email


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path / "data") as world:
        yield world


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
