"""The desk: load, decide, commit. One method a use case; the service only says when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from worker.deciding.cases.turning import letters_to_recall
from worker.deciding.news.morning import Health
from worker.desk.aside import AsideMail
from worker.desk.clerk import Clerk
from worker.desk.copies import Copies
from worker.desk.dispatch import Dispatch, MailServer
from worker.desk.erasing import Erasing
from worker.desk.errands import Folders, Mailbox
from worker.desk.intake import Intake
from worker.desk.readers import Readers
from worker.desk.rounds import Rounds, set_aside
from worker.model import Trust
from worker.outside.data.store import Store

__all__ = ["Clerk", "Desk", "Folders", "MailServer", "Mailbox", "Readers"]

LOOK_BACK = 3
"""So many of the mails that were filed last are looked at: the last one alone somebody may have put there."""


class Desk:
    """Everything the service can be asked to do with mail and time."""

    def __init__(
        self,
        store: Store,
        clerk: Clerk,
        folders: Folders,
        trust: Trust,
        stopping: Callable[[], bool] = lambda: False,
        readers: Readers | None = None,
    ) -> None:
        self._store = store
        self._intake = Intake(store, clerk, folders, trust, stopping, readers or Readers())
        self._rounds = Rounds(store, clerk)
        self._copies = Copies(store)
        self._dispatch = Dispatch(store, clerk, stopping, self._copies)
        self._erasing = Erasing(store, clerk)
        self._aside = AsideMail(store, clerk)

    def take_in(self, mailbox: Mailbox, now: datetime) -> bool:
        """Read the oldest waiting messages into cases; return whether more are waiting.

        Each message is committed before it is filed. Raises Unreachable, OSError (disk) or Damaged
        with every message either committed or still waiting.
        """
        self._rounds.show_again(now)  # before any answer is read: a yes to a mail of before counts no more
        return self._intake.take_in(mailbox, now)

    def look_back(self, mailbox: Mailbox, now: datetime) -> int:
        """Count the mails that were filed last and are not known: the data may be older than the mailbox.

        A machine set back to yesterday knows nothing of it, and of the letters that went since. Those that
        wait to leave the school do not go then: they are in doubt, and the head is asked. So it is where one
        of those lies among what was sent: it went although nothing was filed since.
        """
        newest = mailbox.newest_filed(LOOK_BACK)
        unknown = sum(self._store.register.find_message(key) is None for key in newest)
        waiting = self._waiting_to_leave()
        if unknown or (waiting and mailbox.find_sent(waiting)):
            self._dispatch.older_until = now
        return unknown

    def _waiting_to_leave(self) -> tuple[str, ...]:
        """The Message-IDs of the letters that wait to leave the school."""
        cases = map(self._store.case, self._store.register.refs_unsent())
        return tuple(x.message_id for case in cases for x in letters_to_recall(case))

    def keep_copies(self, mailbox: Mailbox, now: datetime) -> None:
        """Lay copies of the letters that left among what was sent. Raises Unreachable with the rest owed."""
        self._copies.make(mailbox, now)

    def replay(self, now: datetime) -> None:
        """Read again what a person asked for with ``headsup replay``."""
        self._rounds.show_again(now)
        self._intake.replay(now)

    def erase(self, mailbox: Mailbox, now: datetime) -> None:
        """Erase what was ordered to be; raises like ``take_in``, with the rest still ordered."""
        self._erasing.carry_out(mailbox, now)
        self._aside.carry_out(mailbox, now)

    def attend(
        self,
        mail_server: MailServer,
        now: datetime,
        last_read_at: datetime | None,
        warnings: tuple[str, ...],
        heard_all_at: datetime | None = None,
    ) -> None:
        """Do everything that is due: pass deadlines, remind, write the digest, send what may go.

        ``heard_all_at`` is when the reading began that found the end of the inbox, None while there is
        more to read or it cannot be: letters out of the school go only when they were due by then, so
        that a STOP that has come is heard first.

        Each is done even if another cannot be (a template in error, say); the first error is raised
        at the end.
        """
        due = self._store.register.pop_due(now)
        sick: list[Exception] = []
        try:
            with set_aside(sick):
                self._rounds.sweep(due, now)
            with set_aside(sick):
                self._rounds.repeat_alarms(now)
            with set_aside(sick):
                self._rounds.digest(now, Health(last_read_at, warnings, heard_all_at))
            with set_aside(sick):
                self._dispatch.send_due(due, mail_server, now, heard_all_at)
        finally:
            for ref in due:
                self._store.register.put_back(ref)
        if sick:
            raise sick[0]

    def reading_fails(
        self,
        because: str,
        since_at: datetime,
        now: datetime,
        mail_server: MailServer,
        *,
        refused: bool = False,
    ) -> None:
        """Note that the mailbox cannot be read since then, and tell the admin in time.

        Raises OSError where that cannot be written down; the admin is told all the same.
        """
        try:
            self._rounds.reading_fails(because, since_at, now, refused=refused)
        except OSError:
            if self._rounds.unwritten is not None:
                self._dispatch.send_unwritten(self._rounds.unwritten, mail_server, now)
            raise

    def reading_works(self, now: datetime) -> None:
        """Note that the mailbox was read; the admin is told after an outage that was told."""
        self._rounds.reading_works(now)

    @property
    def delay(self) -> str:
        """What keeps mail from leaving, in words without names; empty while it leaves."""
        return self._dispatch.delay

    @property
    def unfiled(self) -> str:
        """What keeps mails that are dealt with in the inbox, or copies of letters out of it, likewise."""
        return self._intake.unfiled or self._copies.trouble
