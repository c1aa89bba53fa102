"""The service: wires the parts, reads the clock, waits for mail, ends cleanly.

One thread does all the work. The scheduler and the signals only wake it, and two more carry mails to their
readers ahead of it, so nothing is ever done twice at once, and a restart needs no recovery: what is due is
due.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable
from datetime import date, datetime
from time import monotonic
from typing import TYPE_CHECKING

from worker.clock import clock
from worker.deciding.school.calendar import SchoolDays
from worker.errors import Misconfigured, Unreachable
from worker.health import (
    CLOCK,
    FILING,
    MEMORY,
    READING,
    SEEING,
    SENDING,
    Health,
    find_clock_trouble,
    say_what_is_unknown,
)
from worker.line import Line
from worker.outside.data.store import Store
from worker.outside.mailbox.inbox import Inbox
from worker.outside.reader import Reader
from worker.outside.reader.ahead import ReadAhead
from worker.outside.sending.outbox import Outbox
from worker.outside.setup.config import Settings
from worker.outside.standing import loading
from worker.signals import Signals, Stopping
from worker.status import count
from worker.waking import Bell, notify, schedule

if TYPE_CHECKING:
    from worker.desk import Desk, MailServer
    from worker.outside.eyes import Eyes
    from worker.wiring import Connected

log = logging.getLogger("headsup")
Clock = Callable[[], datetime]
ROUND_SECONDS = 1.0
"""A server that always has news must not make us turn faster than this."""
_LETTERS_WAIT = "Letters out of the school wait until the inbox has been read again."


class Service:
    """One school's worker on one data folder."""

    def __init__(
        self,
        settings: Settings,
        now: Clock = clock,
        inbox: Connected | None = None,
        outbox: MailServer | None = None,
    ) -> None:
        self.settings = settings
        self._now = now
        self.store = Store(settings.data)
        imap_secret, smtp_secret, self._tokens = settings.open_secrets(now)
        self._signals = Signals()
        self._line = Line(inbox or Inbox(settings.imap, imap_secret), self._signals)
        self._outbox = outbox or Outbox(settings.smtp, smtp_secret)
        self._desk: Desk | None = None
        self._eyes: Eyes | None = None
        self._reader = ReadAhead(Reader())
        self._health = Health(self.store.heartbeat())
        self._heard_all_at: datetime | None = None
        self._knows_all = self._health.lived_lately(now())
        """Whether the data folder is as new as the mailbox."""
        self._bell = Bell()

    @property
    def desk(self) -> Desk:
        """The desk: what it takes to decide is loaded when it is needed."""
        if self._desk is None:
            with loading():
                from worker.wiring import open_eyes, wire_desk

            self._eyes = open_eyes(self.settings)
            self._desk = wire_desk(self.settings, self.store, self._is_to_stop, self._eyes, self._reader)
        return self._desk

    def close(self) -> None:
        """Let go of the servers and the data folder."""
        self._line.hang_up()
        close = getattr(self._outbox, "close", None)
        if close is not None:
            close()
        if self._eyes:
            self._eyes.close()
        self._reader.close()
        self.store.close()
        self._bell.close()

    # ── one pass ───────────────────────────────────────────────────────────────────────────

    def once(self) -> None:
        """Read everything that waits and do everything that is due, once.

        Due work is done even when the mailbox cannot be reached; Unreachable is raised after it.
        """
        unreachable: Unreachable | None = None
        try:
            self._read_all()
        except Unreachable as error:
            unreachable = error
            self._line.hang_up()
            self._reading_fails(str(error))
        self._attend()
        self._beat(passes=True)
        if unreachable is not None:
            raise unreachable

    def erase(self) -> None:
        """Erase what was ordered, and read and send nothing. Raises Unreachable with all still ordered."""
        self._line.connect()
        self.desk.erase(self._line.inbox, self._now())

    def _read_all(self) -> None:
        """Take in batch after batch, sending what each causes before the next is read.

        Letters out of the school wait for the end of it: a STOP may be the last of many messages.
        """
        self._heard_all_at = None
        if not self._line.is_up:
            there = self._line.connect()
            if self._desk is None:  # the readers of mails load while it does
                self._reader.prepare(there)
        if not self._knows_all:
            unknown = self.desk.look_back(self._line.inbox, self._now())
            self._health.note(MEMORY, say_what_is_unknown(unknown, self.settings.imap.filed))
            self._knows_all = True
        self.desk.replay(self._now())
        began_at = self._now()
        while self.desk.take_in(self._line.inbox, began_at) and not self._signals.is_ending:
            self._attend_meanwhile()
            began_at = self._now()
        self.desk.erase(self._line.inbox, self._now())
        self._reading_works(self._now())
        if not self._signals.is_ending:
            self._heard_all_at = began_at
            self._keep_copies()

    def _keep_copies(self) -> None:
        """File copies of what left; a connection lost over it keeps no letter from going."""
        try:
            self.desk.keep_copies(self._line.inbox, self._now())
        except Unreachable:
            self._line.hang_up()

    def _reading_works(self, now: datetime) -> None:
        self._health.note_read(now)
        self.desk.reading_works(now)

    def _reading_fails(self, trouble: str, *, refused: bool = False) -> None:
        """Note why the inbox cannot be read, and since when; the admin hears of it when that is long."""
        now = self._now()
        since_at = self._health.note_unread(f"{trouble} {_LETTERS_WAIT}", now)
        # A full disk and a mail server in trouble are told in their own words, by status and monitoring.
        with contextlib.suppress(OSError, Unreachable, Misconfigured):
            self.desk.reading_fails(trouble, since_at, now, self._outbox, refused=refused)

    def _attend_meanwhile(self) -> None:
        """Do what is due between two batches; a mail server in trouble does not stop the reading."""
        if self._health.has_worked:
            self._waiting_out(SENDING, self._attend)
        else:
            self._attend()
        with contextlib.suppress(OSError):
            self._beat()

    def _attend(self) -> None:
        now = self._now()
        self._health.note(CLOCK, find_clock_trouble(self.store, now) or "")
        if self._eyes:
            self._health.note(SEEING, self._eyes.trouble)
            self._eyes.rest()
        self._reader.rest()
        self._health.note(FILING, self.desk.unfiled)
        on = now.date()
        warnings = (
            *self._health.troubles,
            *self._ending(on),
            *SchoolDays(self.settings.rules).warnings(on),
        )
        self.desk.attend(self._outbox, now, self._health.last_read_at, warnings, self._heard_all_at)
        self._health.note(SENDING, self.desk.delay)

    def _ending(self, on: date) -> tuple[str, ...]:
        """What the sign-in rests on and will end; a secret that cannot be read is told where it is used."""
        with contextlib.suppress(Misconfigured):
            return tuple(self._tokens.warnings(on)) if self._tokens else ()
        return ()

    def _beat(self, *, passes: bool = False) -> None:
        now = self._now()
        self.store.note_counts(count(self.store, now))
        self.store.beat(self._health.heartbeat(now, passes=passes))

    # ── running for years ──────────────────────────────────────────────────────────────────

    def run(self) -> None:
        """Work until SIGTERM or SIGINT. Full disks and lost servers are waited out; Damaged is raised."""
        self._signals.catch(self.wake)
        scheduler = schedule(self.wake, self.settings.rules)
        notify("READY=1")
        log.info("ready; %d open cases", len(self.store.register.open_refs()))
        try:
            while not self._signals.is_ending:
                self._round()
                notify("WATCHDOG=1")
        except Stopping:
            pass
        finally:
            notify("STOPPING=1")
            self._signals.done()
            scheduler.shutdown(wait=False)
            log.info("stopped; everything that was begun is committed")

    def _round(self) -> None:
        """Read (unless a failed connection is still to be left alone), do what is due, wait."""
        began = monotonic()
        if self._line.left_alone_for <= 0:
            self._waiting_out(READING, self._read_all)
        if not self._signals.is_ending:
            self._waiting_out(SENDING, self._attend)
        with contextlib.suppress(OSError):
            self._beat()
        if self._line.is_up:
            self._wait_for_mail()
        else:
            self._wait(max(self._line.left_alone_for, 1.0))
        if (left := began + ROUND_SECONDS - monotonic()) > 0:
            self._wait(left)

    def _waiting_out(self, what: str, step: Callable[[], None]) -> None:
        """Do a step; what time or a person will mend is noted, and tried again later and later."""
        refused = False
        try:
            step()
        except Unreachable as error:
            trouble = str(error)
        except Misconfigured as error:
            if not self._health.has_worked:
                raise  # whoever is installing is looking; years later nobody is, and it tries on
            trouble, refused = str(error), True
        except OSError as error:
            trouble = f"The data folder cannot be written ({error}). Free some space."
        else:
            self._health.has_worked = self._health.has_worked or what == READING
            return
        if what != READING:
            self._health.note(what, trouble)
        else:
            self._line.leave_alone(refused=refused)
            self._reading_fails(trouble, refused=refused)

    def _wait_for_mail(self) -> None:
        if self._signals.is_ending:
            return
        try:
            self._line.wait(self._bell.fd)
        except Unreachable as error:
            self._heard_all_at = None
            self._line.leave_alone()
            self._reading_fails(str(error))
        finally:
            self._bell.reset()

    def _wait(self, seconds: float) -> None:
        """Wait without a mailbox. What is due meanwhile is done by the sweep that wakes us."""
        if not self._signals.is_ending:
            self._bell.wait(seconds)

    def wake(self) -> None:
        """Make the worker look at once. Safe from any thread and from a signal."""
        self._bell.ring()

    def _is_to_stop(self) -> bool:
        """Asked before each message and each letter: who asks is plainly alive."""
        notify("WATCHDOG=1")
        return self._signals.is_ending
