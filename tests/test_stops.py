"""A suspected indecent image of a child (domain §5.4): who releases it, and what nobody may do."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests import cast
from tests.world import FILED, PICTURE, World
from worker.model import Address, Person

NAKED = "A parent has posted a naked picture of one of our Year 4 girls on Facebook"


EVERYONE = (cast.HEAD, cast.DSL, cast.DEPUTY_DSL, cast.DEPUTY, cast.CHAIR, cast.VICE_CHAIR)


def waves(world: World, kind: str) -> list[int]:
    """How many mails of a kind everyone has had, in the order of the ladder."""
    return [world.kinds(who).count(kind) for who in EVERYONE]


def stop(world: World, text: str = NAKED) -> None:
    """A message that may be about an indecent image of a child, with a picture."""
    world.report(text=text, subject="Please see", files=[("IMG_0001.png", "image/png", PICTURE)])


def test_only_the_lead_releases_and_then_it_is_read_as_any_other(world: World) -> None:
    """A false alarm from stop to case: read once, its picture kept, the others told (never 10)."""
    stop(world)
    assert (world.inbox.fetched, world.store.register.refs()) == ([], ())
    world.reply(world.latest(cast.DSL, "safety_alert"), "RELEASE", cast.DSL)
    assert world.latest(cast.DSL, "safety_answer").words.startswith("You released the message")
    assert world.kinds(cast.HEAD)[:2] == ["safety_alert", "safety_answer"]
    world.later(1)
    assert (world.store.register.refs(), world.folders()) == (("2026-0001",), {FILED: 2})
    assert [i.type for i in world.case().evidence if i.role.value == "evidence"] == ["image/png"]
    world.restart()
    world.later(5)
    assert (len(world.case().reports), world.store.register.refs()) == (1, ("2026-0001",))


def test_text_only_leaves_the_picture_where_it_lies(world: World) -> None:
    """Its words make a case; the message is not fetched and not moved, ever (never 10)."""
    stop(world)
    world.reply(world.latest(cast.DSL, "safety_alert"), "Release, text only", cast.DSL)
    world.later(1)
    assert (world.store.register.refs(), 1 in world.inbox.fetched) == (("2026-0001",), False)
    assert world.case().evidence == ()
    world.restart()
    world.later(5)
    assert world.folders() == {"INBOX": 1, FILED: 1}
    assert len(world.case().reports) == 1


@pytest.mark.parametrize("who", [cast.HEAD, cast.DEPUTY, cast.CHAIR])
def test_nobody_elses_word_releases(world: World, who: Person) -> None:
    """Head, deputy and chair may write what they like: it stays, and they hear who can (never 10)."""
    stop(world)
    for _ in range(3):
        world.later(31)
    world.reply(world.latest(who, "safety_alert"), "RELEASE", who)
    world.later(5)
    assert (world.inbox.fetched.count(1), world.store.register.refs()) == (0, ())
    assert "only the safeguarding lead or the deputy" in world.latest(who, "safety_answer").words


def test_a_member_of_staff_cannot_release(world: World) -> None:
    """The alert was passed on to a teacher, who answers it."""
    stop(world)
    world.reply(world.latest(cast.DSL, "safety_alert"), "RELEASE", cast.TEACHER)
    world.later(5)
    assert (1 in world.inbox.fetched, world.store.register.refs()) == (False, ())


@pytest.mark.parametrize("proof", [None, "dmarc=fail", "spf=pass smtp.mailfrom=evil.example"])
def test_a_release_that_is_not_proven_releases_nothing(world: World, proof: str | None) -> None:
    """Anyone can write the lead's name; the alarm goes on as well."""
    stop(world)
    world.reply(world.latest(cast.DSL, "safety_alert"), "RELEASE", cast.DSL, proof=proof)
    world.later(15)
    assert (1 in world.inbox.fetched, world.store.register.refs()) == (False, ())
    assert world.kinds(cast.DEPUTY) == ["safety_alert"]


def test_a_release_without_the_token_releases_nothing(world: World) -> None:
    """A fresh mail of the lead with the alert's subject answers no alert."""
    stop(world)
    lead = Address(cast.DSL.email, cast.DSL.name)
    world.report(lead, text="RELEASE", subject="Re: URGENT, safeguarding: a message was stopped")
    world.later(5)
    assert (1 in world.inbox.fetched, world.store.register.refs()) == (False, ())


@pytest.mark.parametrize(
    "words",
    [
        "Should we release it?",
        "Don't release it",
        "Release it once I have spoken to Priya",
        "I have rung the police",
        "Not sure. It may be a false alarm",
        "Release? It is not an image of a child I think",
        "It is an image of a child",
    ],
)
def test_a_doubt_of_the_lead_leaves_it_where_it_lies(world: World, words: str) -> None:
    """Anything but a plain release is asked about, and counts as an answer to the alarm (never 10, 12)."""
    stop(world)
    world.reply(world.latest(cast.DSL, "safety_alert"), words, cast.DSL)
    world.later(31)
    assert (1 in world.inbox.fetched, world.store.register.refs()) == (False, ())
    assert waves(world, "safety_alert")[3:] == [0, 0, 0]


@pytest.mark.parametrize("who", [cast.HEAD, cast.DSL])
def test_evidence_of_a_stopped_message_is_refused(world: World, who: Person) -> None:
    """Whoever asks for it: nothing of it is shown or sent (never 10)."""
    stop(world)
    world.reply(world.latest(who, "safety_alert"), "EVIDENCE", who)
    assert "is shown or sent to anyone" in world.last(who).words
    assert (1 in world.inbox.fetched, all(b"image/" not in raw for raw, _ in world.outbox.sent)) == (
        False,
        True,
    )


def test_a_release_that_names_what_it_denies_is_heard(world: World) -> None:
    """ "Not an indecent image of a child" is a release, and no new stop."""
    stop(world)
    world.reply(world.latest(cast.DSL, "safety_alert"), "It is not an indecent image of a child.", cast.DSL)
    world.later(1)
    assert world.store.register.refs() == ("2026-0001",)


def test_the_lead_who_describes_it_ends_the_alarm_and_starts_no_other(world: World) -> None:
    """Her words stop her own mail: it is left where it lies, and the alarm is over."""
    stop(world)
    world.reply(
        world.latest(cast.DSL, "safety_alert"), "I have seen the naked picture of the Year 4 girl", cast.DSL
    )
    sent = waves(world, "safety_alert")
    for _ in range(4):
        world.later(31)
    assert waves(world, "safety_alert") == sent
    assert world.kinds(cast.HEAD).count("acknowledged") == 1


def test_a_stop_about_the_head_goes_round_her(world: World) -> None:
    """The chair, the leads and the vice-chair hear of it; the head and her deputy never do (never 11)."""
    stop(world, "The headteacher has naked pictures of a Year 4 girl on her phone.")
    for _ in range(4):
        world.later(31)
    assert waves(world, "safety_alert") == [0, 4, 4, 0, 4, 1]


def test_a_stop_about_the_lead_goes_to_her_deputy(world: World) -> None:
    """She is not told and her word releases nothing; the deputy lead's does (never 11)."""
    stop(world, "Dana Osei has naked pictures of a Year 4 girl on her phone.")
    assert (world.kinds(cast.DSL), world.kinds(cast.DEPUTY_DSL)) == ([], ["safety_alert"])
    world.reply(world.latest(cast.DEPUTY_DSL, "safety_alert"), "RELEASE", cast.DSL)
    assert world.store.register.refs() == ()
    world.reply(world.latest(cast.DEPUTY_DSL, "safety_alert"), "RELEASE", cast.DEPUTY_DSL)
    world.later(1)
    assert world.store.register.refs() == ("2026-0001",)


def test_in_a_small_school_the_head_is_the_lead(tmp_path: Path) -> None:
    """Her word releases, as the lead's; where it may be about her only the deputy lead's does."""
    people = replace(cast.PEOPLE, dsl=replace(cast.HEAD))
    with World(tmp_path / "data", people=people) as world:
        stop(world)
        assert world.kinds(cast.HEAD) == ["safety_alert"]
        world.reply(world.last(cast.HEAD), "RELEASE")
        world.later(1)
        assert world.store.register.refs() == ("2026-0001",)
        stop(world, "The headteacher has naked pictures of a Year 4 girl on her phone.")
        assert world.kinds(cast.HEAD).count("safety_alert") == 1
        asked = world.latest(cast.DEPUTY_DSL, "safety_alert")
        for who, released in ((cast.HEAD, 1), (cast.DEPUTY_DSL, 2)):
            world.reply(asked, "RELEASE", who)
            world.later(1)
            assert len(world.store.mailroom.released) == released


def test_a_crash_after_the_release_reads_the_message_once(world: World) -> None:
    """The release is committed, then the power goes: after the restart it is read, and only once."""
    stop(world)
    world.inbox.deliver(bytes(world.answer(world.latest(cast.DSL, "safety_alert"), "RELEASE", cast.DSL)))
    world.desk.take_in(world.inbox, world.now)
    world.restart()
    world.turn()
    world.restart()
    world.later(1)
    assert [len(world.case(ref).reports) for ref in world.store.register.refs()] == [1]


def test_a_second_release_does_nothing_more(world: World) -> None:
    """The deputy lead releases what the lead has released: said, and nothing is read twice."""
    stop(world)
    for who in (cast.DSL, cast.DEPUTY_DSL):
        world.reply(world.latest(who, "safety_alert"), "RELEASE", who)
        world.later(1)
    assert "was already released" in world.last(cast.DEPUTY_DSL).words
    assert len(world.case().reports) == 1
