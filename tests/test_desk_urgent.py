"""What is urgent has its own day: looked at by six in the evening, or whoever was alerted is reminded."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest

from tests import cast
from tests.world import POST, World, at

RACIST = POST.replace("has not a clue", "should go back to her own country")
DISAPPEARS = POST.replace("put this on", "put this in an Instagram story, gone in 24 hours, and on")
NO_CONSENT = "Kim Dale has put a photo of our class on Facebook. One of the children has no photo consent.\n"


def today(world: World) -> list[tuple[str, str, str]]:
    found = [d for d in world.case().deadlines if d.kind.value == "today"]
    return [(d.id, d.in_words, d.state.value) for d in found]


@pytest.mark.parametrize("text", [RACIST, DISAPPEARS, NO_CONSENT])
def test_urgent_is_for_the_same_day(world: World, text: str) -> None:
    """A racist post, one that disappears, a child without consent: the alert names the hour."""
    world.report(text=text)
    assert today(world) == [("today-1", "by Tuesday 24 November at 6 pm (the same day)", "open")]
    assert "Please look at it by Tuesday 24 November at 6 pm" in world.latest(cast.HEAD, "alert").words


def test_what_is_not_urgent_has_no_such_day(world: World) -> None:
    """A complaint waits for its school day."""
    world.report()
    assert today(world) == []


def test_nobody_has_looked(world: World) -> None:
    """At six the head is reminded, quiet hours or not, and the deputy told; a day later the chair."""
    world.report(text=RACIST)
    world.on("2026-11-24", "17:59")
    assert "reminder" not in world.kinds(cast.HEAD)
    world.on("2026-11-24", "18:01")
    said = world.latest(cast.HEAD, "reminder").words
    assert "somebody to look at what is urgent, by Tuesday 24 November at 6 pm" in said
    assert "It is urgent. Please look at it now" in said
    assert (world.kinds(cast.DEPUTY), world.kinds(cast.CHAIR)) == (["told"], [])
    assert today(world)[1:] == [("today-2", "by Wednesday 25 November at 6 pm (the next day)", "open")]
    world.on("2026-11-25", "18:01")
    assert "told" in world.kinds(cast.CHAIR)
    assert [state for _, _, state in today(world)] == ["passed", "passed"]


@pytest.mark.parametrize("words", ["Seen, I am on it", "Hold", "note: spoke to Miss Sykes", "Rang police"])
def test_any_word_of_the_head_will_do(world: World, words: str) -> None:
    """Who answers has read it; nobody is reminded."""
    world.report(text=RACIST)
    world.reply(world.latest(cast.HEAD, "alert"), words)
    assert [state for _, _, state in today(world)] == ["met"]
    world.on("2026-11-24", "18:01")
    assert "reminder" not in world.kinds(cast.HEAD)


def test_a_teacher_s_word_will_not(world: World) -> None:
    """Nobody who was not alerted has looked at it."""
    report = world.report(text=RACIST)
    world.reply(report, "Thanks", cast.TEACHER)
    assert [state for _, _, state in today(world)] == ["open"]


@pytest.mark.parametrize(
    ("day", "clock", "words"),
    [
        ("2026-11-24", "17:30", "by Tuesday 24 November at 6:30 pm (the same day)"),
        ("2026-11-24", "21:00", "by Wednesday 25 November at 6 pm (the next day)"),
        ("2026-11-28", "10:00", "by Saturday 28 November at 6 pm (the same day)"),
        ("2026-12-25", "10:00", "by Friday 25 December at 6 pm (the same day)"),
    ],
)
def test_evenings_weekends_and_holidays_count(tmp_path: Path, day: str, clock: str, words: str) -> None:
    """What is urgent waits for no school day; in the evening it has until the next."""
    with World(tmp_path / "data", at(day, clock)) as world:
        world.report(text=RACIST)
        assert [said for _, said, _ in today(world)] == [words]


def test_a_school_has_its_own_hour(tmp_path: Path) -> None:
    """[calendar] urgent_by."""
    with World(tmp_path / "data", rules=replace(cast.RULES, urgent_by=time(16, 30))) as world:
        world.report(text=RACIST)
        assert [said for _, said, _ in today(world)] == ["by Tuesday 24 November at 4:30 pm (the same day)"]


def test_extremist_words_go_to_the_prevent_lead(world: World) -> None:
    """No invitation: the safeguarding lead is alerted beside the head (domain §5.5)."""
    world.report(text=POST.replace("has not a clue", "should join ISIS, the jihad is coming for them"))
    assert world.drafts() == []
    assert ("alert" in world.kinds(cast.HEAD), "alert" in world.kinds(cast.DSL)) == (True, True)
    assert "Prevent lead" in world.latest(cast.DSL, "alert").words
