"""Stories of mails to our own people that wait while their case turns, and of who may read them then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

from tests import cast
from tests.fakes import LATER, REFUSED
from tests.world import World
from worker.model import Address, Person

PARENT = cast.PARENT.email
TURNS = (
    "Kim Dale has posted again, same thread, and now it is about our headteacher Mrs Marsh herself:\n"
    '"Mrs Marsh lies to parents and she covers it up."\n'
    "https://www.facebook.com/groups/northsideparents/posts/10161234567890123/\n"
)

THREAT = (
    'Kim Dale on Facebook: "I am coming up at 3 today with a knife and Miss Sykes will get it."\n'
    "https://www.facebook.com/groups/northsideparents/posts/10161234567890123/\n"
)
OTHER = (
    'Bo Lamb wrote on Nextdoor: "Mr Hill the caretaker is a useless idiot."\nhttps://nextdoor.co.uk/p/Xy7Zz\n'
)


@contextmanager
def outage(world: World) -> Iterator[None]:
    """The mail server takes nothing."""
    world.outbox.script = [LATER] * 500
    yield
    back(world)


def back(world: World) -> None:
    """The mail server takes mail again; what is written anew goes a round later."""
    world.outbox.script = []
    world.later(61)
    world.later(2)


def named(world: World, who: Person | Address) -> list[str]:
    """The kinds of all mails that somebody has received in which the first case stands."""
    return [one.kind for one in world.got(who) if "2026-0001" in str(one.mail["Subject"]) + one.text]


def turn_case(world: World) -> None:
    """The case is the chair's."""
    world.report(Address("pat.lowe@northside.example", "Pat Lowe"), TURNS)
    assert world.case().decided_by == "chair"


def test_what_waits_for_the_head_in_an_outage_goes_to_the_chair_when_the_case_turns(world: World) -> None:
    """A draft, an alert's news: nothing of it reaches the head, and the chair has a draft of her own."""
    with outage(world):
        world.report()
        turn_case(world)
    assert named(world, cast.HEAD) == []
    assert "approval" in named(world, cast.CHAIR)
    states = [(x.kind, x.to, x.state.value) for x in world.case().letters if cast.HEAD.email in x.to]
    assert states == [("approval", (cast.HEAD.email,), "cancelled")]


def test_what_waits_for_the_head_over_night(world: World) -> None:
    """No outage: a draft written in quiet hours waits for the morning, and the case turns before it."""
    world.on("2026-11-24", "22:00")
    world.report()
    world.later(30)
    turn_case(world)
    world.on("2026-11-25", "09:00")
    assert named(world, cast.HEAD) == []
    assert "approval" in named(world, cast.CHAIR)


def test_a_parents_answer_that_the_head_never_saw_is_put_before_the_chair(world: World) -> None:
    """The parent's words are not lost: the chair has them, said to be of before."""
    world.report()
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.last(cast.HEAD), "Approve")
    world.later(11)
    before = named(world, cast.HEAD)
    with outage(world):
        world.reply(world.last(PARENT), "I can come on Thursday at 8.45. Sorry about that post.", cast.PARENT)
        turn_case(world)
    assert named(world, cast.HEAD) == before
    (passed,) = [one for one in world.got(cast.CHAIR) if "Sorry about that post" in one.text]
    assert "to somebody who may not read of it any more" in passed.words


def test_a_letter_in_trouble_is_put_before_the_chair(world: World) -> None:
    """That a letter to a parent could not be delivered waits for the head, and is the chair's to know."""
    world.report()
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.last(cast.HEAD), "Approve")
    before = named(world, cast.HEAD)
    world.outbox.script = [REFUSED, *[LATER] * 500]
    world.later(11)
    turn_case(world)
    back(world)
    assert named(world, cast.HEAD) == before
    assert any("could not be delivered" in one.words for one in world.got(cast.CHAIR))


def test_a_digest_that_waits_is_written_anew_without_the_case(world: World) -> None:
    """The head has her digest, of what is hers; the chair has her own."""
    world.report()
    world.report(text=OTHER)
    before = named(world, cast.HEAD)
    world.outbox.script = [LATER] * 500
    world.on("2026-11-25", "07:40")
    turn_case(world)
    back(world)
    assert named(world, cast.HEAD) == before
    digest = world.latest(cast.HEAD, "digest")
    assert ("HU-2026-0002" in digest.text, "HU-2026-0001" in digest.text) == (True, False)
    assert [d.reader for d in world.store.mailroom.digests].count("") == 2
    assert "HU-2026-0001" in world.latest(cast.CHAIR, "digest").text
    assert world.kinds(cast.HEAD).count("digest") == 1


def test_a_reminder_that_waits_keeps_its_other_lines(world: World) -> None:
    """Of two cases one has turned: the head is reminded of the other, and the chair decides anew."""
    world.report()
    world.report(text=OTHER)
    before = named(world, cast.HEAD)
    world.outbox.script = [LATER] * 500
    world.on("2026-11-26", "16:01")
    assert [x.kind for x in world.store.mailroom.on_their_way() if x.kind == "reminder"] == ["reminder"]
    turn_case(world)
    back(world)
    assert named(world, cast.HEAD) == before
    assert world.latest(cast.HEAD, "reminder").about == ("2026-0002",)
    assert world.kinds(cast.HEAD).count("reminder") == 1


def test_an_alert_that_waits_goes_to_those_who_may_have_it(world: World) -> None:
    """The safeguarding lead's part of it is not lost, and neither the head nor her deputy hears."""
    with outage(world):
        world.report(text=THREAT)
        turn_case(world)
    assert (named(world, cast.HEAD), named(world, cast.DEPUTY)) == ([], [])
    assert "alert" in named(world, cast.DSL)
    assert "alert" in named(world, cast.CHAIR)


def test_that_an_alert_was_answered_goes_to_those_who_may_know(world: World) -> None:
    """The deputy lead hears that somebody has answered; the head, whom it is about by now, does not."""
    world.report(text=THREAT)
    before = named(world, cast.HEAD)
    with outage(world):
        world.reply(world.latest(cast.DSL, "alert"), "I have seen it and rung the police", cast.DSL)
        turn_case(world)
    assert named(world, cast.HEAD) == before
    assert "acknowledged" in named(world, cast.DEPUTY_DSL)


def test_a_pack_that_waits_is_for_who_decides_now(world: World) -> None:
    """What the head was to copy somewhere is the chair's to decide on anew."""
    world.report()
    world.reply(world.last(cast.HEAD), "platform complaint because she is hounded, ground G4")
    before = named(world, cast.HEAD)
    with outage(world):
        world.reply(world.latest(cast.HEAD, "approval"), "Approve")
        turn_case(world)
    assert named(world, cast.HEAD) == before
    packs = [(x.kind, x.state.value) for x in world.case().letters if x.kind == "pack"]
    assert packs == [("pack", "cancelled")]
    asked = [(draft.action, draft.state) for draft in world.case().drafts]
    assert ("platform_complaint", "withdrawn") in asked
    assert ("platform_complaint", "waiting") in asked


def test_the_heads_own_report_is_acknowledged_without_its_case(world: World) -> None:
    """She reported it herself, and it turns: what she gets says that it came, and no more."""
    with outage(world):
        world.report(Address(cast.HEAD.email, cast.HEAD.name))
        turn_case(world)
    assert named(world, cast.HEAD) == []
    assert world.kinds(cast.HEAD) == ["acknowledgement"]


def test_who_has_left_the_staff_hears_nothing(tmp_path: Path) -> None:
    """The settings changed while it waited: an answer to who is no colleague any more does not go."""
    people = replace(cast.PEOPLE, staff=("ada.gone@mail.example",))
    with World(tmp_path / "data", people=people) as world:
        world.outbox.script = [LATER] * 500
        world.report(Address("ada.gone@mail.example", "Ada Gone"))
        world.people = cast.PEOPLE
        world.restart()
        back(world)
        assert world.got("ada.gone@mail.example") == []
        assert world.kinds(cast.HEAD) == ["approval"]


def test_what_a_deputy_decided_who_has_left_since(tmp_path: Path) -> None:
    """The head was to have a copy of the answer: she has it, for nobody else will tell her."""
    standing_in = replace(cast.DEPUTY, from_on=date(2026, 11, 1), until_on=date(2026, 12, 24))
    with World(tmp_path / "data", people=replace(cast.PEOPLE, deputies=(standing_in,))) as world:
        world.report()
        world.outbox.script = [LATER] * 500
        world.reply(world.latest(cast.HEAD, "approval"), "Hold till Friday", standing_in)
        world.people = replace(cast.PEOPLE, deputies=(), staff_domains=(), staff=(cast.TEACHER.email,))
        world.restart()
        back(world)
        assert world.got(standing_in) == []
        assert "is on hold" in world.last(cast.HEAD).words


def test_a_new_head_has_what_waited_for_the_one_before(tmp_path: Path) -> None:
    """A draft, a digest: both are for who is the head when they go."""
    new = Person("Lee Marsh", "lee.marsh@northside.example")
    with World(tmp_path / "data", people=replace(cast.PEOPLE, staff_domains=())) as world:
        world.outbox.script = [LATER] * 500
        world.report(Address(cast.PEOPLE.dsl.email, cast.PEOPLE.dsl.name))
        world.on("2026-11-25", "07:40")
        world.people = replace(world.people, head=new)
        world.restart()
        back(world)
        assert world.got(cast.HEAD) == []
        assert sorted(world.kinds(new)) == ["approval", "digest"]
        world.reply(world.latest(new, "approval"), f"To {PARENT}", new)
        world.reply(world.last(new), "Approve", new)
        world.later(11)
        assert len(world.got(PARENT)) == 1
