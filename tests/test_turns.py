"""A long backlog: what is new is answered at once, and what waits longest is not passed over."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import cast
from tests.test_attacks_queue import deadly
from tests.world import FILED, POST, QUARANTINE, World
from worker import events as ev
from worker.desk import intake
from worker.desk.turns import Turns
from worker.model import Address, Place, Preview

BACKLOG = 4 * intake.BATCH


def thanks(world: World, count: int = BACKLOG) -> None:
    """Let so many quick mails wait."""
    for n in range(count):
        world.inbox.deliver(bytes(world.mail(cast.OFFICE, "Thanks", f"Thank you, number {n}.")))


@given(count=st.integers(0, 400))
def test_the_next_are_the_oldest_and_beside_them_the_newest(count: int) -> None:
    """No more than a batch, none twice, the oldest first; of many, half from each end."""
    waiting = [Place(7, uid) for uid in range(1, count + 1)]
    window = Turns(50).next(waiting)
    assert len(window) == len(set(window)) == min(count, 50)
    if count <= 100:
        assert window == waiting[:50]
    else:
        assert window[:4] == [waiting[0], waiting[-1], waiting[1], waiting[-2]]
        assert sorted(window, key=lambda place: place.uid) == [*waiting[:25], *waiting[-25:]]


def test_a_fresh_report_is_answered_in_the_next_batch(world: World) -> None:
    """And so is one that comes while the backlog is read; the oldest are read all the while."""
    thanks(world)
    world.inbox.deliver(bytes(world.mail(cast.TEACHER, "Fw: seen this?", POST)))
    assert world.desk.take_in(world.inbox, world.now)
    world._attend(None)
    assert world.kinds(cast.TEACHER) == ["acknowledgement"]
    assert world.inbox.fetched[:2] == [1, BACKLOG + 1]
    assert set(range(1, intake.BATCH // 2 + 1)) <= set(world.inbox.fetched)
    other = Address("b.teacher@northside.example", "B Teacher")
    world.inbox.deliver(bytes(world.mail(other, "Fw: seen this?", POST.replace("0123", "0777"))))
    assert world.desk.take_in(world.inbox, world.now)
    world._attend(None)
    assert world.kinds(other) == ["acknowledgement"]
    world.turn()
    assert world.folders() == {FILED: BACKLOG + 2}
    assert len(world.inbox.fetched) == BACKLOG + 2


def test_a_yes_and_the_stop_behind_it_are_read_in_their_order(world: World) -> None:
    """The STOP lies at the newest end, the yes in the midst of the backlog: the letter does not go."""
    world.report()
    world.reply(world.latest(cast.HEAD, "approval"), f"To {cast.PARENT.email}")
    asked = world.latest(cast.HEAD, "approval")
    thanks(world, BACKLOG // 2)
    world.inbox.deliver(bytes(world.answer(asked, "Approve")))
    thanks(world, BACKLOG // 2)
    world.inbox.deliver(bytes(world.answer(asked, "STOP")))
    world.later(1)
    world.later(30)
    assert world.got(cast.PARENT) == []
    assert [one.decision.value for one in world.events(ev.Decided)][-2:] == ["approve", "stop"]


def test_a_stop_at_the_newest_end_is_heard_before_the_letter_goes(world: World) -> None:
    """The undo window ends while a backlog is read: nothing leaves before the end of it."""
    world.report()
    world.reply(world.latest(cast.HEAD, "approval"), f"To {cast.PARENT.email}")
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    thanks(world)
    world.inbox.deliver(bytes(world.answer(world.latest(cast.HEAD, "confirmation"), "STOP")))
    world.later(30)
    assert world.got(cast.PARENT) == []


@pytest.mark.parametrize("reader", ["read_preview", "read_mail"])
@pytest.mark.parametrize("newest", [True, False])
def test_a_mail_that_kills_the_worker_is_given_up_in_a_backlog_too(
    world: World, monkeypatch: pytest.MonkeyPatch, reader: str, newest: bool
) -> None:
    """At either end of it: no more deaths than in a short queue, and the rest is read."""
    thanks(world, 130 if newest else 3)
    world.inbox.deliver(bytes(world.mail(cast.TEACHER, "KILLS", POST)))
    thanks(world, 0 if newest else 130)
    assert deadly(world, monkeypatch, reader, 12) <= intake.LOOKS + 1
    assert world.folders() == {FILED: 130 if newest else 133, QUARANTINE: 1}


def test_what_the_server_withholds_holds_up_nothing_behind_it(world: World) -> None:
    """A whole batch of which nothing comes is passed over at once, and asked for again when it is alone."""
    previews, withheld = world.inbox.previews, set(range(1, intake.BATCH + 1))
    asked: list[int] = []

    def some(places: Sequence[Place]) -> list[Preview]:
        asked.extend(place.uid for place in places if place.uid in withheld)
        return previews([place for place in places if place.uid not in withheld])

    thanks(world, 2 * intake.BATCH)
    world.inbox.previews = some  # type: ignore[method-assign]
    world.turn()
    assert world.folders() == {FILED: intake.BATCH, "INBOX": intake.BATCH}
    assert sorted(asked) == sorted(withheld)
    withheld.clear()
    world.turn()
    assert world.folders() == {FILED: 2 * intake.BATCH}
