"""A letter on paper, from the page to what follows: it counts as sent when who decides says that it went."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import cast
from tests.world import World, at
from worker import events as ev
from worker.deciding.cases.progress import State
from worker.deciding.cases.standing import informal_of, state_of
from worker.model import Address, Way


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """The invitation is printed on Tuesday 24 November."""
    with World(tmp_path / "data") as world:
        world.report()
        world.reply(world.latest(cast.HEAD, "approval"), "Print please")
        yield world


def page_says(world: World, words: str, **more: Any) -> None:
    world.reply(world.latest(cast.HEAD, "page"), words, **more)


def papers(world: World) -> list[tuple[int, int, Way, date]]:
    return [(one.n, one.version, one.way, one.on) for one in world.case().papers]


def waits(world: World) -> list[tuple[str, str]]:
    return [(d.about, d.in_words) for d in world.case().open_deadlines]


@pytest.mark.parametrize(
    ("words", "way", "on", "answer_by"),
    [
        ("Posted today", Way.POST, date(2026, 11, 24), "Tuesday 1 December"),
        ("Sent first class this morning, thanks", Way.POST, date(2026, 11, 24), "Tuesday 1 December"),
        ("It's in the post", Way.POST, date(2026, 11, 24), "Tuesday 1 December"),
        ("Handed it to her this morning", Way.HAND, date(2026, 11, 24), "Friday 27 November"),
        ("given to mum by hand at pick up", Way.HAND, date(2026, 11, 24), "Friday 27 November"),
    ],
)
def test_a_letter_that_was_posted_counts_as_sent(
    world: World, words: str, way: Way, on: date, answer_by: str
) -> None:
    """The first step is taken, and the parent's days are counted from when it is taken to have come."""
    page_says(world, words)
    assert papers(world) == [(1, 1, way, on)]
    assert world.drafts() == [(1, 1, "informal_discussion", "approved")]
    assert state_of(world.case()) is State.INVITED
    assert waits(world) == [("the parent's answer", f"by {answer_by} at 4 pm (3 school days)")]
    said = world.latest(cast.HEAD, "confirmation").words
    assert f"draft 1 has gone on paper, by {way.value}, on Tuesday 24 November" in said
    assert answer_by in said


def test_nobody_answers_a_letter_on_paper(world: World) -> None:
    """Silent when its days are over: the gate sees the first step as done, and asks for the other half."""
    page_says(world, "posted today")
    world.on("2026-12-01", "16:01")
    assert state_of(world.case()) is State.SILENT
    assert informal_of(world.case()) == "no_reply"
    world.reply(world.last(cast.HEAD), "she has posted again")
    world.reply(world.last(cast.HEAD), "warning")
    assert world.drafts()[-1] == (2, 1, "written_warning", "waiting")
    assert "I wrote to you on Tuesday 24 November" in world.case().draft(2).text
    assert world.events(ev.StepSkipped) == []


def test_a_warning_by_hand(world: World) -> None:
    """Its removal date and the parent's ten days run from the day it was handed over."""
    page_says(world, "Handed to her today")
    world.reply(world.last(cast.HEAD), "warning because it names a colleague")
    world.reply(world.last(cast.HEAD), "print")
    world.on("2026-11-26")
    page_says(world, "Gave it to her yesterday in my office")
    assert papers(world)[-1] == (2, 1, Way.HAND, date(2026, 11, 25))
    assert state_of(world.case()) is State.WARNED
    assert dict(waits(world))["the post to be removed"] == "by Monday 30 November at 4 pm (3 school days)"


@pytest.mark.parametrize(
    "words",
    [
        "will post tomorrow",
        "I'll post it on Friday",
        "posted?",
        "Has it been posted?",
        "Posted if Alan agrees",
        "gave it to her son",
        "She posted this morning",
        "posted it on Facebook",
        "Posted second class",
        "Not posted yet",
        "should be posted today",
        "posted to the wrong address",
        "Noted",
        "Print",
        "Yes",
        "Approve",
    ],
)
def test_what_is_not_plainly_posted_is_not_posted(world: World, words: str) -> None:
    """What will be, may be, or went to somebody else starts no period and opens no gate."""
    page_says(world, words)
    assert papers(world) == []
    assert state_of(world.case()) is State.REPORTED


def test_only_who_decides_can_say_so(world: World) -> None:
    """No teacher, no stranger, and nobody whose address is not proven."""
    page = world.latest(cast.HEAD, "page")
    world.reply(page, "Posted today", who=cast.TEACHER)
    world.reply(page, "Posted today", who=Address("r.thornley@elsewhere.example", cast.HEAD.name))
    world.reply(page, "Posted today", proof=None)
    world.reply(page, "Posted today", proof="dmarc=fail")
    assert papers(world) == []


def test_a_letter_changed_after_it_was_printed_is_another(world: World) -> None:
    """Which of the two words went, the head is asked; the new version has to be printed."""
    world.reply(world.got(cast.HEAD)[0], "change 8.45am to 9am")
    page_says(world, "Posted today")
    assert papers(world) == []
    world.reply(world.latest(cast.HEAD, "approval"), "Posted today")
    assert papers(world) == []
    assert "Version 2 of draft 1 was not printed" in world.latest(cast.HEAD, "question").words
    world.reply(world.latest(cast.HEAD, "approval"), "print")
    page_says(world, "Posted today")
    assert papers(world) == [(1, 2, Way.POST, date(2026, 11, 24))]


def test_not_posted_after_all(world: World) -> None:
    """Nothing is waited for, the gate is shut again, and the page is asked about in five school days."""
    page_says(world, "Posted today")
    world.reply(world.latest(cast.HEAD, "confirmation"), "Not posted after all")
    assert papers(world) == []
    assert state_of(world.case()) is State.REPORTED
    assert world.drafts() == [(1, 1, "informal_discussion", "held")]
    assert waits(world) == [("printed, to be posted", "by Tuesday 1 December at 4 pm (5 school days)")]
    world.on("2026-11-25")
    world.reply(world.latest(cast.HEAD, "confirmation"), "Posted today")
    assert papers(world) == [(1, 1, Way.POST, date(2026, 11, 25))]


def test_posted_before_it_was_printed(world: World) -> None:
    """A day that cannot be is asked about."""
    page_says(world, "posted last Friday")
    assert papers(world) == []
    assert "printed on Tuesday 24 November, so it cannot have gone on Friday 20 November" in (
        world.latest(cast.HEAD, "question").words
    )


def test_posted_twice_is_posted_once(world: World) -> None:
    """The second time it is said what is on record; the same page is not mailed either."""
    page_says(world, "Posted today")
    page_says(world, "Handed it to her today")
    assert papers(world) == [(1, 1, Way.POST, date(2026, 11, 24))]
    assert "on record already" in world.last(cast.HEAD).words
    world.reply(world.got(cast.HEAD)[0], f"To {cast.PARENT.email}")
    assert "has gone already, on paper by post" in world.last(cast.HEAD).words
    world.later(30)
    assert world.got(cast.PARENT) == []


def test_nothing_was_printed(tmp_path: Path) -> None:
    """A draft that was only shown cannot have been posted: its words were never on paper."""
    with World(tmp_path / "data") as world:
        world.report()
        world.reply(world.latest(cast.HEAD, "approval"), "Posted today")
        assert papers(world) == []
        assert "was not printed" in world.latest(cast.HEAD, "question").words


def test_the_reminder_of_a_printed_page_can_be_answered(world: World) -> None:
    """Five school days on the letter is shown again; "posted on Friday" is the Friday that has been."""
    world.on("2026-12-01", "16:01")
    shown = world.latest(cast.HEAD, "approval")
    assert "posted today" in shown.text
    world.reply(shown, "Posted on Friday")
    assert papers(world) == [(1, 1, Way.POST, date(2026, 11, 27))]
    assert waits(world)[0][1] == "by Friday 4 December at 4 pm (3 school days)"


def test_told_and_posted_in_one_breath(world: World) -> None:
    """Both are kept: it went, and the post has come down since."""
    page_says(world, "Posted this morning. She's taken it down")
    assert papers(world) == [(1, 1, Way.POST, date(2026, 11, 24))]
    assert [e.progress.value for e in world.events(ev.Progressed)] == ["removed"]


def test_a_letter_on_paper_is_on_record(world: World) -> None:
    """After a restart too; the digest names it, and a referral says that the school wrote."""
    page_says(world, "Posted today")
    world.restart()
    assert papers(world) == [(1, 1, Way.POST, date(2026, 11, 24))]
    world.on("2026-11-25", "07:20")
    assert "(on paper, by post), on Tuesday 24 November" in world.latest(cast.HEAD, "digest").words
    world.reply(world.latest(cast.HEAD, "confirmation"), "legal advice")
    written = world.case().draft(2).text
    assert "(on paper, by post)." in written


def test_a_reply_written_earlier_counts_from_its_own_day(tmp_path: Path) -> None:
    """A mail that lay in a server over the weekend: the day it was written is the day it was posted."""
    with World(tmp_path / "data", at("2026-11-27", "10:00")) as world:
        world.report()
        world.reply(world.latest(cast.HEAD, "approval"), "Print")
        late = world.answer(world.latest(cast.HEAD, "page"), "Posted")
        world.now = at("2026-11-30", "09:00")
        world.receive(late)
        assert papers(world) == [(1, 1, Way.POST, date(2026, 11, 27))]


# ── the day a warning names ────────────────────────────────────────────────────────────────


def warned(world: World) -> None:
    """A warning is drafted on Tuesday 24 November: it asks for removal by Monday 30 November."""
    world.reply(world.latest(cast.HEAD, "page"), "warning because it names a colleague")
    assert "remove the post by Monday 30 November" in world.case().draft(2).text


def removal(world: World) -> list[str]:
    return [words for about, words in waits(world) if about == "the post to be removed"]


def test_a_warning_printed_late_is_given_a_new_day_first(world: World) -> None:
    """By post it would leave no time: the change to make is in the question, and then it is printed."""
    warned(world)
    world.on("2026-11-26")
    world.reply(world.latest(cast.HEAD, "approval"), "print")
    asked = world.latest(cast.HEAD, "question").words
    assert "It would be taken to have come on Monday 30 November, and leaves too little time" in asked
    assert "change Monday 30 November to Thursday 3 December" in asked
    world.reply(world.latest(cast.HEAD, "approval"), "change Monday 30 November to Thursday 3 December")
    world.reply(world.latest(cast.HEAD, "approval"), "print")
    assert world.last(cast.HEAD).kind == "page"
    page_says(world, "posted today")
    assert removal(world) == ["by Thursday 3 December at 4 pm (3 school days)"]


def test_a_warning_printed_the_same_day_is_let_be(world: World) -> None:
    """A school day less than usual by post: nothing is asked; posted late, the case counts longer."""
    warned(world)
    world.reply(world.latest(cast.HEAD, "approval"), "print")
    assert world.last(cast.HEAD).kind == "page"
    world.on("2026-11-27")
    page_says(world, "posted today")
    said = world.latest(cast.HEAD, "confirmation").words
    assert "The letter names Monday 30 November. It came too late" in said
    assert "so I count until Friday 4 December" in said
    assert removal(world) == ["by Friday 4 December at 4 pm (3 school days)"]


def test_a_warning_approved_late_is_given_a_new_day_first(world: World) -> None:
    """By mail too: the reason or a new day; the next day it goes as it is."""
    warned(world)
    world.reply(world.latest(cast.HEAD, "approval"), f"To {cast.PARENT.email}")
    shown = world.latest(cast.HEAD, "approval")
    world.on("2026-11-27")
    world.reply(shown, "Approve")
    assert "leaves too little time" in world.latest(cast.HEAD, "question").words
    assert "change Monday 30 November to Thursday 3 December" in world.latest(cast.HEAD, "approval").words
    world.later(30)
    assert world.got(cast.PARENT) == []


def test_the_day_the_head_chose_is_the_day_that_is_waited_for(world: World) -> None:
    """A later day in the letter is the case's too: nobody is chased before the day the parent has read."""
    warned(world)
    world.reply(world.latest(cast.HEAD, "approval"), "change Monday 30 November to Friday 4 December")
    world.reply(world.latest(cast.HEAD, "approval"), f"To {cast.PARENT.email}")
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    world.later(11)
    assert len(world.got(cast.PARENT)) == 1
    assert [words.split(" at ")[0] for words in removal(world)] == ["by Friday 4 December"]


def test_a_meeting_that_comes_too_soon_by_post_is_named(world: World) -> None:
    """The invitation offers Thursday, and by first-class post it comes on Thursday: hand it over."""
    said = world.latest(cast.HEAD, "confirmation").words
    assert "By first-class post it would be taken to have come on Thursday 26 November" in said
    assert "the letter names Thursday 26 November: hand it over, or change the day first" in said


def test_second_class_post_is_asked_about(world: World) -> None:
    """No day is known on which it comes: what to do instead is said."""
    page_says(world, "Posted second class")
    assert "I know when first-class post is taken to have come" in world.latest(cast.HEAD, "question").words
    page_says(world, "hold for 2 days")
    world.on("2026-11-26")
    page_says(world, "posted today")
    assert papers(world) == [(1, 1, Way.POST, date(2026, 11, 26))]
