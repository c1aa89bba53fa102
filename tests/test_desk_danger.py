"""A danger that the head tells of in an answer is told on, whatever else she answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cast
from tests.test_desk_plain_words import AGAINST, KIND, OTHER
from tests.world import Got, World

DANGER = (
    "Her sister has told me Kim tried to end her life last night",
    "he has threatened to kill himself if we write",
    "Her little boy said mum hits him",
    "Approve. And her sister says she tried to kill herself last night.",
)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """A case with a draft that has its address."""
    with World(tmp_path / "data") as world:
        world.report()
        world.reply(world.last(cast.HEAD), f"To {cast.PARENT.email}")
        yield world


def alerted_by(world: World, letter: Got, words: str) -> int:
    """How many alerts the safeguarding lead gets of an answer."""
    before = world.kinds(cast.DSL).count("alert")
    world.reply(letter, words)
    return world.kinds(cast.DSL).count("alert") - before


@pytest.mark.parametrize("words", DANGER)
def test_in_answer_to_a_draft(world: World, words: str) -> None:
    assert alerted_by(world, world.latest(cast.HEAD, "approval"), words) == 1
    assert world.kinds(cast.HEAD)[-1] == "alert"


@pytest.mark.parametrize("words", DANGER[:3])
def test_in_answer_to_a_confirmation(world: World, words: str) -> None:
    world.reply(world.latest(cast.HEAD, "approval"), "Yes, please send on Thursday morning")
    assert alerted_by(world, world.latest(cast.HEAD, "confirmation"), words) == 1


@pytest.mark.parametrize("words", DANGER[:3])
def test_in_answer_to_a_digest_that_asks_about_another_case(world: World, words: str) -> None:
    world.reply(world.latest(cast.HEAD, "approval"), "Yes, please send on Thursday morning")
    world.report(text=OTHER)
    world.on("2026-11-25", "07:40")
    assert alerted_by(world, world.latest(cast.HEAD, "digest"), words) == 1


def test_what_is_said_of_an_alarm_sounds_none(world: World) -> None:
    """Neither while it is out nor once it is over."""
    assert alerted_by(world, world.latest(cast.HEAD, "approval"), DANGER[0]) == 1
    alert = world.latest(cast.HEAD, "alert")
    assert alerted_by(world, alert, "I have rung 999, she has tried to kill herself") == 0
    assert alerted_by(world, alert, "She tried to kill herself, and is in hospital now") == 0


@pytest.mark.parametrize("words", [*AGAINST, *KIND])
def test_other_words_alarm_nobody(world: World, words: str) -> None:
    assert alerted_by(world, world.latest(cast.HEAD, "approval"), words) == 0
