"""The admin hears by mail that the inbox is not read, and that it is again: in time, and never in a flood."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from tests.fakes import FakeInbox, FakeOutbox
from tests.servers.dovecot import free_port
from tests.test_service import PASSWORDS, configure
from tests.world import _text
from worker import events as ev
from worker.errors import Misconfigured, Unreachable
from worker.health import READING
from worker.outside.data.values import decode
from worker.outside.setup.config import load
from worker.service import Service

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
STOPPED, RESUMED = "Headsup: The mailbox cannot be read", "Headsup: The mailbox is read again"


class Watch:
    """A service whose mailbox comes and goes, and a clock that a test sets."""

    def __init__(self, folder: Path) -> None:
        self.now = NOON
        self.inbox, self.outbox = FakeInbox(), FakeOutbox()
        self.settings = load(configure(folder, free_port(), free_port()), PASSWORDS)
        self.start()

    def start(self) -> None:
        self.service = Service(self.settings, lambda: self.now, self.inbox, self.outbox)

    def restart(self, hours: float = 0.0) -> None:
        """Stop it as systemd does, and start it so much later."""
        self.service.close()
        self.now += timedelta(hours=hours)
        self.start()

    def goes_on(self, hours: float, step: float = 0.25) -> None:
        """Let so much time pass, with a pass every quarter of an hour."""
        until = self.now + timedelta(hours=hours)
        while self.now < until:
            self.now += timedelta(hours=step)
            with suppress(Unreachable):
                self.service.once()

    @property
    def told(self) -> list[str]:
        """The subjects of what the admin was sent."""
        return [str(mail["Subject"]) for mail in self._mails()]

    def _mails(self) -> list[EmailMessage]:
        sent = [(message_from_bytes(raw, policy=default), to) for raw, to in self.outbox.sent]
        return [mail for mail, to in sent if to == ("it@northside.example",)]

    @property
    def last(self) -> str:
        """What the last of them says, on one line."""
        return " ".join(_text(self._mails()[-1]).split())


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    watch = Watch(tmp_path)
    yield watch
    watch.service.close()


def test_an_outage_is_told_after_an_hour_and_its_end_at_once(watch: Watch) -> None:
    """Not after fifty minutes; then once, with when it began; and once when it is over."""
    watch.goes_on(1)
    watch.inbox.reachable = False
    watch.goes_on(1)
    assert watch.told == []
    watch.goes_on(10)
    assert watch.told == [STOPPED]
    assert "It has not been read since 13:15 on 24 November 2026." in watch.last
    watch.inbox.reachable = True
    watch.goes_on(2)
    assert watch.told == [STOPPED, RESUMED]
    assert "could not be read from 13:15 on 24 November 2026 to 00:15 on 25 November 2026." in watch.last


def test_a_long_outage_is_told_seldomer_and_seldomer(watch: Watch) -> None:
    """A month: at once, after one day, two, four, then weekly."""
    watch.inbox.reachable = False
    watch.goes_on(24 * 30, step=6)
    assert watch.told == [STOPPED] * 7


def test_a_mailbox_that_comes_and_goes_fills_nobody_elses(watch: Watch) -> None:
    """A day of seventy-five minutes away and fifteen there: one note and its end in four hours."""
    for _ in range(16):
        watch.inbox.reachable = False
        watch.goes_on(1.5)
        watch.inbox.reachable = True
        watch.goes_on(0.25)
    assert watch.told == [STOPPED, RESUMED] * (len(watch.told) // 2)
    assert 5 <= len(watch.told) // 2 <= 7


def test_restarts_neither_repeat_nor_forget_it(watch: Watch) -> None:
    """The hour counts on through restarts, what was told is not told again, and its end is."""
    watch.inbox.reachable = False
    for _ in range(5):
        watch.goes_on(0.5)
        watch.restart()
    assert watch.told == [STOPPED]
    watch.inbox.reachable = True
    watch.goes_on(0.25)
    watch.restart()
    watch.goes_on(1)
    assert watch.told == [STOPPED, RESUMED]


def test_a_planned_stop_is_no_outage(watch: Watch) -> None:
    """Off over a weekend, and the server slow to be there at the start: nobody is alarmed."""
    watch.goes_on(1)
    watch.restart(60)
    watch.inbox.reachable = False
    watch.goes_on(0.5)
    watch.inbox.reachable = True
    watch.goes_on(1)
    assert watch.told == []


def test_a_clock_that_was_ahead_silences_nothing(watch: Watch) -> None:
    """A note dated next year keeps no note of today back."""
    watch.now += timedelta(days=365)
    watch.inbox.reachable = False
    watch.goes_on(2)
    watch.inbox.reachable = True
    watch.goes_on(1)
    watch.now = NOON
    watch.inbox.reachable = False
    watch.goes_on(2)
    assert watch.told == [STOPPED, RESUMED, STOPPED]


def test_a_refused_login_is_told_at_once(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not pass by itself; the first reading that works ends it."""
    watch.goes_on(0.25)
    watch.restart()

    def refuse(_: str) -> None:
        raise Misconfigured(["the login is refused"])

    monkeypatch.setattr(watch.inbox, "io", refuse)
    for _ in range(3):
        watch.service._waiting_out(READING, watch.service._read_all)
    watch.service._attend()
    assert watch.told == [STOPPED]
    assert "the login is refused" in watch.last
    monkeypatch.undo()
    watch.goes_on(0.25)
    assert watch.told == [STOPPED, RESUMED]


def test_what_earlier_versions_wrote_is_read(watch: Watch) -> None:
    """A refused login was an event of another name; its end was not noted, and is not told late."""
    stored = {"event": "LockedOut", "at": "2026-11-23T09:00:00+00:00", "because": "the login is refused"}
    old = decode(stored, ev.MailroomEvent)
    assert old == ev.ReadingStopped(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), "the login is refused")
    watch.service.store.mailroom.apply((old,))
    watch.goes_on(0.5)
    assert watch.told == []
    watch.inbox.reachable = False
    watch.goes_on(1.5)
    assert watch.told == [STOPPED]


@contextmanager
def full_disk() -> Iterator[None]:
    """Let no file take a byte more: the kernel's own refusal."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_does_not_keep_itself_secret(watch: Watch) -> None:
    """The alarm that cannot be written down is handed over all the same, once a day, until there is room."""
    watch.goes_on(1)
    watch.inbox.deliver(b"From: a.teacher@northside.example\r\nSubject: Fw: a\r\n\r\nSeen on Facebook.\r\n")
    with full_disk():
        for _ in range(30):
            watch.now += timedelta(hours=1)
            watch.service._waiting_out(READING, watch.service._read_all)
    assert watch.told == [STOPPED] * 2
    assert "The data folder cannot be written" in watch.last
    assert "Free some space" in watch.last
    watch.goes_on(1)
    assert watch.told == [STOPPED] * 2
    assert watch.inbox.folders["INBOX"] == {}
