"""The story on Dovecot and Postfix, by a worker that is a process of its own, and may be killed."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.servers.dovecot import DOVECOT
from tests.servers.postfix import POSTFIX
from tests.servers.school import HEAD, PARENT, TEACHER, School, await_that
from worker.events import Closed, DraftMoved, LetterMoved, Queued, Reported
from worker.model import LetterState
from worker.outside.store import Store

pytestmark = [
    pytest.mark.real,
    pytest.mark.skipif(DOVECOT is None or POSTFIX is None, reason="dovecot and postfix are not installed"),
]


@pytest.fixture
def school(tmp_path: Path) -> Iterator[School]:
    with School(tmp_path) as running:
        yield running


class Head:
    """Answers each kind of mail once, as soon as it is there."""

    def __init__(self, school: School) -> None:
        self._school = school
        self._done: set[str] = set()

    def act(self) -> None:
        for mail in self._school.mails(HEAD):
            subject = str(mail["Subject"])
            if "(version 2)" in subject:
                self._once("approve", mail, "Approve")
            elif "For decision" in subject:
                self._once("edit", mail, f"To {PARENT}")
            elif "Approved" in subject and self._school.letters():
                self._once("close", mail, "Close, we have spoken")

    def _once(self, what: str, mail: EmailMessage, words: str) -> None:
        if what not in self._done:
            self._done.add(what)
            self._school.send(self._school.reply(mail, words))

    @property
    def has_closed(self) -> bool:
        return any("Closed" in str(mail["Subject"]) for mail in self._school.mails(HEAD))


def check(school: School) -> None:
    """One case, one letter each, nothing lost; a mail that came twice has one Message-ID."""
    store = Store(school.folder / "data")
    try:
        assert store.register.refs() == ("2026-0001",)
        case = store.case("2026-0001")
        kinds = [type(e) for e in case.events]
        assert (kinds.count(Reported), kinds.count(Closed)) == (1, 1)
        approved = [e for e in case.events if isinstance(e, DraftMoved)]
        assert [(e.n, e.version, e.state.value) for e in approved] == [(1, 2, "approved")]
        queued = [e.letter.kind for e in case.events if isinstance(e, Queued)]
        expected = ["acknowledgement", "approval", "approval", "confirmation", "letter", "confirmation"]
        assert sorted(queued) == sorted(expected)
        sent = [e.id for e in case.events if isinstance(e, LetterMoved) and e.state is LetterState.SENT]
        assert sorted(sent) == sorted(x.id for x in case.letters)
    finally:
        store.close()
    ours = {letter.message_id for letter in case.letters}
    received = {str(m["Message-ID"]).strip("<>") for who in (HEAD, TEACHER) for m in school.mails(who)}
    outside = [str(m["Message-ID"]).strip("<>") for m in school.letters()]
    assert received | set(outside) == ours
    assert len(outside) == 1
    assert len(school.dovecot.mails("reports")) == 0
    assert len(school.dovecot.mails("reports", ".Headsup.Filed")) == 4


def test_the_story_by_hand(school: School) -> None:
    """From the forward to the closed case on Dovecot and Postfix."""
    school.start()
    school.send(school.report())
    head = Head(school)
    await_that(lambda: (head.act(), head.has_closed)[1], 60)
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
