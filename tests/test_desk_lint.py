"""Stories of the lint: what the head is shown, what a reason lets go, and what no reply can send."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import cast
from tests.world import World
from worker import events as ev
from worker.wording.pages import has_pages

PARENT = cast.PARENT.email
LETTER = "letter"
NEUTRAL = "I may well have misunderstood it"


@pytest.fixture
def world(addressed: World) -> World:
    return addressed


def shows(world: World) -> str:
    """The last mail that shows a draft, in one line."""
    return world.latest(cast.HEAD, "approval").words


def edited(world: World, new: str, old: str = NEUTRAL) -> None:
    world.reply(world.latest(cast.HEAD, "approval"), f"Change {old} to {new}")


def approve(world: World, words: str = "Approve") -> None:
    world.reply(world.latest(cast.HEAD, "approval"), words)


def test_an_edit_that_needs_a_word_comes_back_with_the_reason(world: World) -> None:
    """The new version is shown with what is remarked on, and with the words that send it anyway."""
    edited(world, "What it says is false")
    assert world.drafts() == [(1, 3, "informal_discussion", "waiting")]
    assert "BEFORE IT CAN GO - “false”: It says that what was posted is not true." in shows(world)
    assert "approve anyway because …" in shows(world)
    assert "approve sends it" not in shows(world)


def test_a_plain_yes_to_it_asks_and_sends_nothing(world: World) -> None:
    """The head is told why, and shown the letter again."""
    edited(world, "What it says is false")
    approve(world)
    world.later(60)
    assert world.got(PARENT) == []
    assert world.drafts() == [(1, 3, "informal_discussion", "waiting")]
    question = world.latest(cast.HEAD, "question").words
    assert "it says “false”. It says that what was posted is not true." in question
    assert world.kinds(cast.HEAD)[-1] == "approval"


def test_a_typed_reason_lets_it_go_and_is_kept(world: World) -> None:
    """The history has the words and the reason beside the yes."""
    edited(world, "What it says is false")
    approve(world, "Approve anyway because the bursar has checked the figures")
    world.later(11)
    assert "What it says is false." in world.last(PARENT).words
    assert world.events(ev.DraftMoved)[-1].because == (
        "approved by reply in spite of “false”: the bursar has checked the figures"
    )


@pytest.mark.parametrize(
    "words",
    [
        "Approve anyway",
        "Approve anyway because",
        "Approve anyway because yes",
        "Approve anyway: with the changes I gave you",
        "Approve anyway because it is wrong and needs correcting",
        "Approve anyway because 2 parents agreed with it",
        "Approve anyway because she agrees, but not before Friday",
        "Approve anyway because it is true. Hold on",
        "Approve anyway because it is true if she says so",
        "Approve anyway because it is true?",
        "Approve anyway because it is true\n\nWait",
        "I might approve anyway because it is true",
        "Don't approve anyway because it is true",
        "She said to approve anyway because it is true",
        "> Approve anyway because it is true",
    ],
)
def test_nothing_less_than_a_plain_reason_does(world: World, words: str) -> None:
    """A reason that is missing, tied to something, taken back or somebody else's sends nothing."""
    edited(world, "What it says is false")
    approve(world, words)
    world.later(60)
    assert world.got(PARENT) == []


@pytest.mark.parametrize(
    "new",
    [
        "Priya Sykes told me of it",
        "Miss Sykes told me of it",
        "P\u200briya told me of it",
        "Please answer by Saturday 28 November",
        "Please answer by Tuesday 22 December",
        "It was about [name]",
    ],
)
def test_what_is_refused_no_reason_sends(world: World, new: str) -> None:
    """An informant, a day off, a gap: neither a yes nor a reason lets it go."""
    edited(world, new)
    assert "It cannot go as it stands" in shows(world)
    for words in ("Approve", "Approve anyway because I have thought about it"):
        approve(world, words)
    world.later(60)
    assert world.got(PARENT) == []
    assert world.drafts() == [(1, 3, "informal_discussion", "waiting")]


def test_a_letter_to_whoever_reported_it_is_refused(tmp_path: Path) -> None:
    """A parent outside the school who passed a post on does not get the letter to its poster."""
    with World(tmp_path / "data") as world:
        world.report(cast.OFFICE)
        world.reply(world.last(cast.HEAD), f"To {cast.OFFICE.email}")
        approve(world)
        world.later(60)
        assert world.got(cast.OFFICE.email)[0].kind == "acknowledgement"
        assert LETTER not in world.kinds(cast.OFFICE.email)


def test_a_stale_letter_is_not_sent(world: World) -> None:
    """A yes given when the days in it have gone asks for other days."""
    world.on("2026-12-01")
    approve(world)
    world.later(60)
    assert world.got(PARENT) == []
    assert "Thursday 26 November has gone" in world.latest(cast.HEAD, "question").words


def test_a_letter_that_would_be_stale_when_it_goes_is_not_sent(world: World) -> None:
    """A yes for next week is held against the day it goes on, not the day it is given."""
    approve(world, "Approved but don't send until Monday")
    world.on("2026-11-30", "09:00")
    assert world.got(PARENT) == []
    assert "Thursday 26 November has gone" in world.latest(cast.HEAD, "question").words


def test_a_reason_in_a_digest_reply_does_not_count(world: World) -> None:
    """What is let go by a reason must be before the eyes: only the mail that shows it can be answered so."""
    edited(world, "What it says is false")
    world.on("2026-11-25", "07:16")
    world.reply(world.latest(cast.HEAD, "digest"), "1 approve anyway because I have checked it")
    world.later(60)
    assert world.got(PARENT) == []


def test_a_pack_goes_to_who_decides_and_nowhere_else(world: World) -> None:
    """Asked for with a reason, approved: one mail to copy from, nothing outside the school."""
    world.reply(world.latest(cast.HEAD, "approval"), "Staff kit please")
    assert world.drafts()[-1][2:] == ("staff_kit", "waiting")
    assert "sends it to you, to copy from" in shows(world)
    approve(world)
    world.later(60)
    assert world.drafts()[-1][2:] == ("staff_kit", "approved")
    assert "Your rule: " in world.latest(cast.HEAD, "pack").words
    assert "chase-1" in [name for name, state in world.deadlines() if state == "open"]
    outside = [to for _, to in world.outbox.sent if any("northside" not in one for one in to)]
    assert outside == []


def test_the_gaps_of_a_referral_are_filled_in_one_reply(tmp_path: Path) -> None:
    """What only the head knows is asked for by name; filled in, one word brings it, to copy from."""
    with World(tmp_path / "data") as world:
        world.report()
        world.reply(world.latest(cast.HEAD, "approval"), "Police: threat, Mrs Example")
        assert "- [wish] (what this person wishes to happen)" in shows(world)
        approve(world)
        assert "Only you know what belongs at [urgency]," in world.latest(cast.HEAD, "question").words
        lines = (
            "urgency] to routine",
            "wish] to it be noted",
            "account] to not known",
            "context] to nothing",
        )
        approve(world, "\n".join(f"change [{line}" for line in lines))
        assert "BEFORE IT CAN GO" not in shows(world)
        approve(world)
        assert "Person harmed: Mrs Example" in world.latest(cast.HEAD, "pack").text


def test_a_letter_on_paper_comes_to_the_head_alone(tmp_path: Path) -> None:
    """No address on file: "print" brings the page, the draft waits, and nothing goes outside."""
    with World(tmp_path / "data") as world:
        world.report()
        world.reply(world.latest(cast.HEAD, "approval"), "Print please")
        page = world.latest(cast.HEAD, "page")
        assert [made[:5] for made in page.files] == ([b"%PDF-"] if has_pages() else [])
        assert world.case().draft(1).text in page.text
        assert world.drafts() == [(1, 1, "informal_discussion", "held")]
        assert world.outbox.sent[-1][1] == (cast.HEAD.email,)


@pytest.mark.parametrize("words", ["Don't print it", "Print it if she agrees", "Print it?", "Not on paper"])
def test_a_doubtful_wish_for_paper_prints_nothing(tmp_path: Path, words: str) -> None:
    """The page may leave the school in somebody's bag: it takes the plain word."""
    with World(tmp_path / "data") as world:
        world.report()
        world.reply(world.latest(cast.HEAD, "approval"), words)
        assert "page" not in world.kinds(cast.HEAD)


def test_a_letter_with_a_remark_is_not_printed(world: World) -> None:
    """What may not be mailed may not be printed either."""
    edited(world, "It was about [name]")
    world.reply(world.latest(cast.HEAD, "approval"), "Print")
    assert "page" not in world.kinds(cast.HEAD)
    assert "cannot go as it stands" in world.latest(cast.HEAD, "question").words


@pytest.mark.parametrize("words", ["add: Tommy in Year 2 was upset", "add: tommy in year 2 was upset"])
def test_a_child_whom_the_head_names_is_asked_about(world: World, words: str) -> None:
    """Her own change puts the name there: it is shown at once, and a plain yes does not send it."""
    world.reply(world.latest(cast.HEAD, "approval"), words)
    name = words.split()[1].capitalize()
    assert f"BEFORE IT CAN GO - “{name}”: It may name a child, and no letter does." in shows(world)
    approve(world)
    world.later(60)
    assert world.got(PARENT) == []
    world.reply(world.latest(cast.HEAD, "approval"), f"Change {name} in Year 2 to a child in Year 2")
    approve(world)
    world.later(60)
    assert len(world.got(PARENT)) == 1
