"""What is looked at before its turn: it is read once, in its turn, or not at all where it has gone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from tests import cast
from tests.test_stops import NAKED
from tests.world import FILED, PICTURE, POST, World
from worker.desk import intake, lookahead
from worker.errors import Unreachable
from worker.model import Place

WAITING = 2 * intake.BATCH


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A school, and as many mails as two batches take."""
    with World(tmp_path / "data") as world:
        for n in range(WAITING):
            world.inbox.deliver(bytes(world.mail(cast.OFFICE, "Thanks", f"Thank you, number {n}.")))
        yield world


def test_the_next_are_fetched_before_their_turn_and_only_once(world: World) -> None:
    """And decided on in it: what was read of them is gone with the worker, and they still wait."""
    assert world.desk.take_in(world.inbox, world.now)
    assert len(world.inbox.fetched) == intake.BATCH + lookahead.MOST
    assert world.folders() == {FILED: intake.BATCH, "INBOX": intake.BATCH}
    assert not world.desk.take_in(world.inbox, world.now)
    assert sorted(world.inbox.fetched) == list(range(1, WAITING + 1))
    assert world.folders() == {FILED: WAITING}


def test_no_more_are_asked_for_than_may_lie_in_memory(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit is asked for in its turn, and nothing twice."""
    asked: list[int] = []
    fetch = world.inbox.fetch

    def counted(places: Sequence[Place]) -> Iterator[tuple[Place, bytes]]:
        asked.append(len(places))
        return fetch(places)

    monkeypatch.setattr(world.inbox, "fetch", counted)
    size = len(world.inbox.folders["INBOX"][WAITING])
    monkeypatch.setattr(lookahead, "MOST_BYTES", 5 * size)
    world.turn()
    others = intake.BATCH - lookahead.MOST
    assert [count for count in asked if count] == [intake.BATCH, 5, others, lookahead.MOST - 5]
    assert world.inbox.fetched == list(range(1, WAITING + 1))


def test_a_worker_that_dies_takes_nothing_with_it(world: World) -> None:
    """The next life reads what the last had looked at."""
    assert world.desk.take_in(world.inbox, world.now)
    world.restart()
    world.turn()
    assert world.folders() == {FILED: WAITING}


class Death(BaseException):
    """The end of the worker, at any instant."""


@pytest.mark.parametrize("last", [*range(1, 240, 17), 53, 76, 77, 78])
def test_it_may_die_at_any_call(world: World, last: int) -> None:
    """Each mail is filed, and each report is once on its case, whenever it was that the worker died."""
    for _ in range(3):
        world.inbox.deliver(bytes(world.mail(cast.TEACHER, "Fw: seen this?", POST)))
    calls = 0

    def dies(_: str) -> None:
        nonlocal calls
        calls += 1
        if calls == last:
            raise Death

    world.inbox.io = dies
    with suppress(Death):
        world.turn()
    world.restart()
    world.turn()
    assert world.folders() == {FILED: WAITING + 3}
    assert [len(world.case(ref).reports) for ref in world.store.register.refs()] == [3]


def test_what_has_gone_by_its_turn_is_not_taken_in(world: World) -> None:
    """Somebody took it out of the inbox meanwhile."""
    assert world.desk.take_in(world.inbox, world.now)
    looked_at = world.inbox.fetched[intake.BATCH :]
    for uid in looked_at:
        del world.inbox.folders["INBOX"][uid]
    world.turn()
    assert len(world.store.mailroom.filed) == WAITING - len(looked_at)
    assert world.folders() == {FILED: WAITING - len(looked_at)}


def test_a_line_that_breaks_over_them_holds_up_nothing_done(world: World) -> None:
    """What was taken in before is filed; the rest is read when the line is there again."""
    fetched: list[str] = []

    def breaks(what: str) -> None:
        fetched.append(what)
        if what == "imap fetch" and fetched.count(what) == intake.BATCH + 2:
            raise Unreachable("it broke the connection")

    world.inbox.io = breaks
    with pytest.raises(Unreachable):
        world.desk.take_in(world.inbox, world.now)
    assert world.folders() == {FILED: intake.BATCH, "INBOX": WAITING - intake.BATCH}
    world.turn()
    assert world.folders() == {FILED: WAITING}


def test_one_that_may_not_be_fetched_is_told_of_at_once(world: World) -> None:
    """Its turn is not waited for, and nothing of it is fetched (domain §5.4)."""
    stop = world.mail(cast.TEACHER, "Please see", NAKED)
    stop.add_attachment(PICTURE, "image", "png", filename="IMG_0001.png")
    world.inbox.folders["INBOX"][intake.BATCH + 2] = bytes(stop)
    assert world.desk.take_in(world.inbox, world.now)
    assert world.inbox.flagged == {intake.BATCH + 2}
    world._attend(None)
    assert world.kinds(cast.DSL) == ["safety_alert"]
    world.turn()
    assert intake.BATCH + 2 not in world.inbox.fetched
    assert (world.folders(), world.kinds(cast.DSL)) == ({FILED: WAITING - 1, "INBOX": 1}, ["safety_alert"])


def test_renumbered_messages_are_looked_at_before_they_are_fetched(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where those looked at were too large to be fetched at once: another has their numbers now."""
    monkeypatch.setattr(lookahead, "MOST_BYTES", 1)
    assert world.desk.take_in(world.inbox, world.now)
    assert len(world.inbox.fetched) == intake.BATCH + 1
    stop = world.mail(cast.TEACHER, "Please see", NAKED)
    stop.add_attachment(PICTURE, "image", "png", filename="IMG_0001.png")
    world.inbox.folders["INBOX"][WAITING - 1] = bytes(stop)
    world.inbox.renumber()
    world.inbox.fetched.clear()
    world.turn()
    assert intake.BATCH + 2 not in world.inbox.fetched
    assert (world.folders(), world.kinds(cast.DSL)) == ({FILED: WAITING - 1, "INBOX": 1}, ["safety_alert"])


def test_a_stop_never_comes_before_the_yes_it_takes_back(world: World) -> None:
    """Though the yes came up early and had to wait, and somebody takes most of what is before it away."""
    world.turn()
    world.report()
    world.reply(world.last(cast.HEAD), f"To {cast.PARENT.email}")
    shown = world.last(cast.HEAD)
    waiting = world.inbox.folders["INBOX"]
    for n in range(2 * WAITING):
        world.inbox.deliver(bytes(world.mail(cast.OFFICE, "Thanks", f"Thank you again, number {n}.")))
    yes = max(waiting) - intake.BATCH // 2 - 2  # among those looked at with the second batch
    waiting[yes] = bytes(world.answer(shown, "Approve"))
    world.inbox.deliver(bytes(world.answer(shown, "STOP")))
    assert world.desk.take_in(world.inbox, world.now)
    for uid in [uid for uid in waiting if uid < yes and uid not in world.inbox.fetched]:
        del waiting[uid]
    world.turn()
    for _ in range(3):
        world.later(11)
    assert world.drafts() == [(1, 2, "informal_discussion", "waiting")]
    assert world.got(cast.PARENT) == []
