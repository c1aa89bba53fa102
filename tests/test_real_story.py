"""The story on Dovecot and Postfix, by a worker that is a process of its own, and may be killed."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kill.real import Head, check
from tests.servers.dovecot import DOVECOT
from tests.servers.postfix import POSTFIX
from tests.servers.school import HEAD, School, await_that

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(DOVECOT is None or POSTFIX is None, reason="dovecot and postfix are not installed"),
]


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    with School(tmp_path) as running:
        yield running


def test_the_story_by_hand(school: School) -> None:
    """From the forward to the closed case on Dovecot and Postfix."""
    school.start()
    school.send(school.report())
    head = Head(school)

    def closed() -> bool:
        head.act()
        return head.has_closed

    await_that(closed, 60)
    school.kill()
    check(school)


@pytest.mark.parametrize("seed", range(int(os.environ.get("HEADSUP_KILL_SEEDS", "2"))))
def test_killed_at_ten_random_moments(school: School, seed: int) -> None:
    """SIGKILL at ten moments of the story, a restart after each: as if nothing had happened."""
    chance = random.Random(seed)
    head = Head(school)
    school.start()
    school.send(school.report())
    kills = 0
    next_kill_at = time.monotonic() + chance.uniform(0.3, 0.9)

    def lives_on() -> bool:
        nonlocal kills, next_kill_at
        head.act()
        if kills < 10 and time.monotonic() >= next_kill_at:
            school.kill()
            kills += 1
            school.start()
            next_kill_at = time.monotonic() + chance.uniform(0.25, 0.9)
        return kills == 10 and head.has_closed

    await_that(lives_on, 90)
    school.kill()
    check(school)


def test_sigterm_ends_it_within_five_seconds(school: School) -> None:
    """Asked to stop while it waits for mail, the worker has gone within five seconds, with code 0."""
    school.start()
    school.send(school.report())
    await_that(lambda: len(school.mails(HEAD)) == 1)
    worker = school.worker
    assert worker is not None
    began = time.monotonic()
    worker.terminate()
    assert worker.wait(20) == 0
    assert time.monotonic() - began < 5
