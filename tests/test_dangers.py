"""Danger first: threats, self-harm, children who must not be found, hatred, harm alleged against staff."""

from __future__ import annotations

import pytest

from tests.bench.dangers import CALM, ROWS, is_hit


@pytest.mark.parametrize("family", [family for family in ROWS["shown"] if family != CALM])
def test_danger_is_seen(family: str) -> None:
    """Each is at least as pressing as it must be; a miss may cost a life."""
    assert [row for row in ROWS["shown"][family] if not is_hit(family, row)] == []


def test_everyday_words_are_no_danger() -> None:
    """Games, cooking, traffic, jokes about oneself and lawful complaints are nothing urgent."""
    assert [row for row in ROWS["shown"][CALM] if not is_hit(CALM, row)] == []
