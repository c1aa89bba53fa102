"""The same lives of a case under two policies: Northside's, and a sample of another shape."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cast
from tests.world import POST, World
from worker import events as ev
from worker.deciding.cases.progress import State
from worker.deciding.cases.standing import state_of
from worker.deciding.school.policy_file import policy

PARENT = cast.PARENT.email
NORTHSIDE, SAMPLE = "policy", "riverbank"
THREAT = POST.replace("has not a clue", "will get what is coming to her, I will smash her face in")
BULLY = POST.replace("has not a clue", "is a liar and a bully, everyone message her tonight and tell her")


@pytest.fixture(params=[NORTHSIDE, SAMPLE])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    with World(tmp_path / "data", policy=policy(request.param)) as world:
        yield world


def of(world: World, northside: str, sample: str) -> str:
    """What is expected under the policy at hand."""
    return northside if world.policy.title == policy().title else sample


def sent(world: World) -> None:
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.last(cast.HEAD), "Approve")
    world.later(11)


def again(world: World) -> None:
    text = BULLY.replace("10161234567890123", "10169999999999999").replace("a liar", "a coward")
    first = world.got(cast.TEACHER)[0]
    world.report(text=text, subject=f"Re: {first.mail['Subject']}", headers={"In-Reply-To": f"<{first.id}>"})


def test_a_case_begins_with_a_talk(world: World) -> None:
    """Under each policy, in its own words: the approval quotes the sentence it stands on."""
    world.report(text=BULLY)
    approval = world.latest(cast.HEAD, "approval")
    title = of(world, "invitation to an informal discussion", "first letter, to ask for a talk")
    assert title in str(approval.mail["Subject"])
    assert f"policy {of(world, 'PR2', 'S1')}" in approval.words
    assert of(world, "as a first step the school will usually discuss", "The head will ring or write") in (
        approval.words
    )


def test_a_case_from_report_to_close(world: World) -> None:
    """Talk, removal, quiet, closed: the same life."""
    world.report(text=BULLY)
    sent(world)
    world.reply(world.latest(cast.HEAD, "confirmation"), "Met her, she's taken it down and apologised")
    assert state_of(world.case()) is State.REMOVED
    world.reply(world.last(cast.HEAD), "close")
    assert world.case().state.value == "closed"
    assert len(world.got(PARENT)) == 1


def test_refused_and_continues(world: World) -> None:
    """Northside writes a warning then; the sample asks for a second talk first, and has a step for it."""
    world.report(text=BULLY)
    sent(world)
    world.reply(world.latest(cast.HEAD, "confirmation"), "She refuses to meet")
    again(world)
    world.reply(world.last(cast.HEAD), "Warning please")
    if world.policy.title == policy().title:
        assert world.drafts()[-1][2:] == ("written_warning", "waiting")
        return
    assert "a second talk first, with a governor (policy S2)" in world.last(cast.HEAD).words
    world.reply(world.last(cast.HEAD), "further meeting")
    assert world.drafts()[-1][2:] == ("further_meeting", "waiting")
    sent(world)
    again(world)
    world.reply(world.latest(cast.HEAD, "confirmation"), "She won't meet. She has posted again")
    world.reply(world.last(cast.HEAD), "Warning please")
    assert world.drafts()[-1][2:] == ("written_warning", "waiting")
    assert world.events(ev.StepSkipped) == []


def test_the_provider_after_a_talk(world: World) -> None:
    """Northside waits for refusal and continuation; the sample only for the talk."""
    world.report(text=BULLY)
    world.reply(world.last(cast.HEAD), "I met her this morning")
    world.reply(world.last(cast.HEAD), "Please complain to Facebook")
    kinds = [draft[2] for draft in world.drafts()]
    assert ("platform_complaint" in kinds) == (world.policy.title != policy().title)


def test_a_threat_begins_with_people(world: World) -> None:
    """No draft, an alert; the police wait for nothing."""
    world.report(text=THREAT)
    assert world.drafts() == []
    assert "alert" in world.kinds(cast.HEAD)
    world.reply(world.last(cast.HEAD), "Police please")
    assert [draft[2] for draft in world.drafts()] == ["police_referral"]


def test_a_low_opinion_is_lawful(world: World) -> None:
    """Neither policy complains to a provider about it; each says which sentence of its own forbids it."""
    world.report()
    world.reply(world.last(cast.HEAD), "Please complain to Facebook")
    said = world.last(cast.HEAD).words
    assert f"(policy {of(world, 'AP2', 'W1')})" in said
    assert (
        of(world, "the school recognises that many parents", "We want every parent to be able to say") in said
    )


def test_a_step_the_policy_does_not_have(world: World) -> None:
    """The sample takes no legal advice, Northside has no second talk: each says so, and nothing changes."""
    world.report(text=BULLY)
    world.reply(world.last(cast.HEAD), of(world, "further meeting", "Get legal advice please"))
    assert f"Your policy ({world.policy.title}) has no such step" in world.last(cast.HEAD).words
    assert len(world.drafts()) == 1


def test_a_restart_changes_nothing(world: World) -> None:
    """The case is in the folder, the policy in the settings: both are there again after a restart."""
    world.report(text=BULLY)
    before = world.case()
    world.restart()
    assert world.case() == before
    sent(world)
    assert len(world.got(PARENT)) == 1


def test_the_digest_under_each_policy(world: World) -> None:
    """What waits is named as the policy names it."""
    world.report(text=BULLY)
    world.on("2026-11-25", "07:15")
    digest = world.latest(cast.HEAD, "digest").words.lower()
    assert of(world, "invitation to an informal discussion", "first letter, to ask for a talk") in digest
