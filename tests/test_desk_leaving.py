"""Stories of letters that go days after their yes: what it rested on is looked at again when they go."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import cast
from tests.fakes import LATER
from tests.world import World
from worker import events as ev
from worker.model import Address
from worker.outside.data.store import Files

PARENT = cast.PARENT.email


@pytest.fixture
def world(addressed: World) -> World:
    return addressed


def approved(world: World, words: str = "Yes, please send on Thursday morning") -> None:
    """The letter has its yes on Tuesday, and goes on Thursday."""
    world.reply(world.latest(cast.HEAD, "approval"), words)
    assert world.drafts() == [(1, 2, "informal_discussion", "approved")]


def waits(world: World, because: str) -> None:
    """The letter has not gone, and the head is asked about it, once, saying why."""
    before = world.kinds(cast.HEAD).count("approval")
    world.on("2026-11-26", "08:31")
    world.later(1)
    world.restart()
    world.later(60)
    assert world.got(PARENT) == []
    assert world.drafts() == [(1, 3, "informal_discussion", "waiting")]
    asked = [one for one in world.got(cast.HEAD) if one.kind == "approval"][before:]
    assert [because in one.words for one in asked] == [True]


def goes_on_another_yes(world: World) -> None:
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    world.later(11)
    assert len(world.got(PARENT)) == 1


def test_nothing_has_changed(world: World) -> None:
    """The letter goes on its day."""
    approved(world)
    world.on("2026-11-26", "08:31")
    assert len(world.got(PARENT)) == 1


def test_the_parent_has_joined_the_staff(world: World) -> None:
    """An address of our own people is refused, whatever was said on Tuesday."""
    approved(world)
    world.people = replace(cast.PEOPLE, staff=(*cast.PEOPLE.staff, PARENT))
    world.restart()
    waits(world, f"“{PARENT}” cannot stand as it did then")
    assert "It is an address of the school's own" not in world.last(cast.HEAD).words
    assert f"“{PARENT}”: {PARENT} is an address of the school's own" in world.last(cast.HEAD).words
    world.reply(world.last(cast.HEAD), "Approve anyway because she is a mother first")
    world.later(60)
    assert world.got(PARENT) == []


def test_the_parent_has_told_the_school_herself(world: World) -> None:
    """Whoever told the school is not written to about it."""
    approved(world)
    case = world.case()
    (first,) = world.events(ev.Reported)
    told = replace(first, at=world.now, reporter=Address(PARENT, "Kim Dale"), posts=())
    world.store.commit_case(case, (told,), Files())
    waits(world, "It is the address of somebody who told the school of this")


def test_a_colleague_tells_that_the_post_is_down(world: World) -> None:
    """It may be needless: the head sees what came before the letter goes."""
    approved(world)
    world.reply(world.last(cast.TEACHER), "Just to say she has taken it down now", cast.TEACHER)
    waits(world, "since that mail this came: “Just to say she has taken it down now”")
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    world.later(11)
    assert len(world.got(PARENT)) == 1


@pytest.mark.parametrize("words", ["The poster is Sam Hill", "We don't know who it is after all"])
def test_the_head_tells_that_somebody_else_posted(world: World, words: str) -> None:
    """A letter to the parent who was taken for the poster does not go by itself."""
    approved(world)
    world.reply(world.latest(cast.HEAD, "confirmation"), words)
    waits(world, f"this was told of who the poster is: “{words}”")
    goes_on_another_yes(world)


def test_the_head_says_once_more_who_posted(world: World) -> None:
    """The poster whom the report named: nothing has changed."""
    approved(world)
    world.reply(world.latest(cast.HEAD, "confirmation"), "The poster is Kim Dale")
    world.on("2026-11-26", "08:31")
    assert len(world.got(PARENT)) == 1


def test_the_parent_has_answered_what_went_before(world: World) -> None:
    """A second letter does not cross her answer to the first, however they are taken in: it waits, once."""
    approved(world, "Approve")
    world.later(11)
    world.reply(world.last(cast.HEAD), "Warning because it goes on")
    world.reply(world.latest(cast.HEAD, "approval"), f"To {PARENT}")
    world.inbox.deliver(bytes(world.answer(world.latest(cast.HEAD, "approval"), "Approve")))
    world.receive(world.answer(world.got(PARENT)[0], "I am sorry. Can we talk?", cast.PARENT))
    assert world.drafts()[-1] == (2, 2, "written_warning", "approved")
    world.later(11)
    world.later(1)
    assert (len(world.got(PARENT)), world.drafts()[-1]) == (1, (2, 3, "written_warning", "waiting"))
    assert "since that mail an answer came that may be the parent's" in world.last(cast.HEAD).words
    world.reply(world.last(cast.HEAD), "Approve")
    world.later(11)
    assert len(world.got(PARENT)) == 2


def test_the_day_it_names_is_over(world: World) -> None:
    """A mail server takes nothing for a week: a letter that asks for an answer by last Friday does not go."""
    approved(world, "Approve")
    world.outbox.script = [LATER] * 500
    for _ in range(7):
        world.later(24 * 60)
    world.outbox.script = []
    world.later(60)
    world.later(60)
    assert world.got(PARENT) == []
    assert world.drafts() == [(1, 3, "informal_discussion", "waiting")]
    assert "“Friday 27 November”: Friday 27 November has gone" in world.latest(cast.HEAD, "approval").words


def test_the_case_is_closed_whatever_closed_it(world: World) -> None:
    """Nothing goes on a closed case, and nobody is asked to say yes on one."""
    approved(world)
    closed = ev.Closed(world.now, Address(cast.HEAD.email), "closed by hand")
    world.store.commit_case(world.case(), (closed,), Files())
    before = world.kinds(cast.HEAD).count("approval")
    world.on("2026-11-26", "08:31")
    assert (world.got(PARENT), world.drafts()) == ([], [(1, 2, "informal_discussion", "withdrawn")])
    assert world.kinds(cast.HEAD).count("approval") == before


def test_all_letters_of_a_closed_case_are_taken_back_at_once(world: World) -> None:
    """The look at the first takes back the second as well, and then that does not go either."""
    approved(world)
    case = world.case()
    (first,) = [one for one in case.letters if one.external]
    second = replace(first, id="second", message_id="second@northside.example", token="")
    raw = world.store.letter(case.ref, first.id)
    news = (ev.Queued(world.now, second), ev.Closed(world.now, Address(cast.HEAD.email), "closed by hand"))
    world.store.commit_case(case, news, Files(letters=((second.id, raw),)))
    world.on("2026-11-26", "08:31")
    sent = [to for _, to in world.outbox.sent if PARENT in to]
    assert (sent, [one.state for one in world.case().letters if one.external]) == ([], ["cancelled"] * 2)


def test_a_reason_given_for_the_day_it_goes_counts_on_that_day(world: World) -> None:
    """Shortly before midnight: the day that it names is too soon from tomorrow on, and the reason says so."""
    world.reply(world.latest(cast.HEAD, "approval"), "Warning because it goes on")
    world.reply(world.latest(cast.HEAD, "approval"), f"To {PARENT}")
    world.on("2026-11-25", "23:55")
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    assert "“Monday 30 November”" in world.latest(cast.HEAD, "question").words
    world.reply(world.latest(cast.HEAD, "approval"), "Approve anyway because she knows already")
    world.later(12)
    assert (len(world.got(PARENT)), world.drafts()[-1]) == (1, (2, 2, "written_warning", "approved"))


def test_what_it_was_approved_in_spite_of_keeps_it_no_longer(world: World) -> None:
    """The reason that was given counts on the day as well."""
    world.reply(world.latest(cast.HEAD, "approval"), "change brought to my attention to libellous")
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    assert world.got(PARENT) == []
    world.reply(world.latest(cast.HEAD, "approval"), "Approve anyway because the lawyer wrote it")
    world.later(11)
    assert len(world.got(PARENT)) == 1
