"""Danger first: threats, self-harm, children who must not be found, hatred, harm alleged against staff."""

from __future__ import annotations

import pytest

from tests.bench.dangers import CALM, ROWS, is_hit
from tests.bench.grounds import read
from tests.weights.rows import Row
from worker.model import Urgency


@pytest.mark.parametrize("family", [family for family in ROWS["shown"] if family != CALM])
def test_danger_is_seen(family: str) -> None:
    """Each is at least as pressing as it must be; a miss may cost a life."""
    assert [row for row in ROWS["shown"][family] if not is_hit(family, row)] == []


def test_everyday_words_are_no_danger() -> None:
    """Games, cooking, traffic, jokes about oneself and lawful complaints are nothing urgent."""
    assert [row for row in ROWS["shown"][CALM] if not is_hit(CALM, row)] == []


@pytest.mark.parametrize(
    "told",
    [
        "I'm worried about the parking.",
        "I'm concerned it makes us look bad.",
        "I'm worried parents will stop coming to the fair.",
        "I have to tell someone, this made my day! Lovely.",
        "Probably nothing but it is about the PTA money.",
        "Is it ok do you think?",
    ],
)
def test_a_worry_about_things_is_no_fear_for_people(told: str) -> None:
    """Whoever reports may worry about queues, money or the school's name."""
    found = read(Row.written("", "", "", told, "queue for the car park was a joke this morning"))
    assert (found.urgency, [flag for flag in found.flags if flag == "phone_dsl"]) == (Urgency.ROUTINE, [])
