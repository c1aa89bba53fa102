"""What one message causes, whatever it makes of the reader: what cannot be read is quarantined."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from worker.deciding.judging.foreseeing import stop_in
from worker.desk.clerk import Clerk, Entries
from worker.desk.eyesight import Eyesight
from worker.desk.firstlook import FirstLook
from worker.desk.putaway import Plan, PutAway
from worker.desk.routing import FORGED, Desktop
from worker.desk.understanding import Leave, Opened
from worker.desk.unread import read_header, reason
from worker.errors import Damaged, Unreachable, Unreadable
from worker.model import Mail, MessageKey, Place
from worker.outside.data.store import Store
from worker.outside.reader.expecting import Here, MailReader
from worker.outside.standing import loading
from worker.reading.apart import Apart
from worker.reading.files.decoration import all_files, mark_seen_before
from worker.reading.message.mail import header_key, message_key

CRASHES = 5
"""A message that was being read when the worker died this often in a row is quarantined unread. Reading
takes milliseconds, so that a worker killed for other reasons does not come near it."""
BLIND = 2
"""From so many deaths on its pictures are left unread: they are what takes seconds, and memory."""


@dataclass(frozen=True, slots=True)
class InHand:
    """A message that is being read: its bytes, where it waits (None for kept bytes), and the deaths over it.

    ``leave`` is what a person has allowed for it.
    """

    raw: bytes
    place: Place | None
    crashes: int
    leave: Leave = Leave.NONE


class Planning:
    """Reads one message at a time and plans what it causes. Nothing is stored here."""

    def __init__(
        self, store: Store, clerk: Clerk, desktop: Desktop, first: FirstLook, reader: MailReader
    ) -> None:
        self._store = store
        self._clerk = clerk
        self._desktop = desktop
        self._first = first
        self._reader = reader
        self._away = PutAway(clerk)

    def warm_up(self, now: datetime) -> None:
        """Load everything the first reading would load, on a mail of our own that is then forgotten.

        Reading then takes milliseconds, and a worker that dies in it died of the message.
        """
        sender = self._clerk.office.people.head.email
        raw = f"From: {sender}\r\nSubject: post\r\n\r\nhttps://www.facebook.com/a/posts/1\r\n".encode()
        self._reader.expect(raw)
        # While its reader starts; what fails is told of the mail that meets it.
        with suppress(Exception), loading():
            self._plan_mail(Here().mail(raw), InHand(raw, None, 0), None, now)
        with suppress(Unreadable):
            self._reader.mail(raw)

    def plan(self, message: InHand, eyes: Eyesight | None, now: datetime) -> Plan:
        """What a message causes, complete. Raises only for what is the matter with the world, not with it."""
        raw, crashes = message.raw, message.crashes
        if crashes >= CRASHES:  # once more may be one too many: then its header is left unread too
            header = read_header(self._reader, raw) if crashes == CRASHES else None
            return self._unread(raw, header, "crash", now)
        try:
            return self._plan_mail(self._reader.mail(raw), message, eyes if crashes < BLIND else None, now)
        except (OSError, Damaged, Unreachable):
            raise
        except Exception as error:  # noqa: BLE001  no message may stop the queue, whatever it does to us
            return self._unread(raw, read_header(self._reader, raw), reason(error), now)

    def _plan_mail(self, mail: Mail, message: InHand, eyes: Eyesight | None, now: datetime) -> Plan:
        raw, key = message.raw, message_key(mail)
        known = self._store.register.find_message(key)
        if known and not self._was_forged(key):
            return self._desktop.find_rest_of_split(mail, raw, key, now) or Plan((), known)
        mail = mark_seen_before(mail, self._store.register.commonplace(all_files(mail)))
        stop_key = header_key(raw)
        leave = Leave.CLEARED if self._first.is_released(stop_key) else message.leave
        foreseen = self._reader.foreseen(raw)
        apart = Apart(mail, self._desktop.ours(mail, now)) if leave is Leave.NONE else None
        stopped = apart is not None and stop_in(apart, foreseen) is not None
        opened = Opened(mail, raw, key, leave, apart, foreseen)
        plan = None if stopped else self._desktop.plan(opened, now, eyes)
        if plan is None:
            told = self._desktop.stopped(mail, stop_key, message.place, now)
            return Plan((*self._desktop.stop_thread(mail, now), told), "held", stays=True)
        return Plan((), known) if known and plan.ending == "held" else plan

    def _was_forged(self, key: MessageKey) -> bool:
        """Whether all we know of a message is a copy that proved nothing: a better one must not suffer."""
        same = (key.message_id, key.body_sha256)
        return self._store.register.find_message(key) == "held" and any(
            (held.message.message_id, held.message.body_sha256) == same and held.because.startswith(FORGED)
            for held in self._store.mailroom.held.values()
        )

    def _unread(self, raw: bytes, mail: Mail | None, why: str, now: datetime) -> Plan:
        """Keep the bytes, tell the sender it came and the admin that a person must look."""
        sha256 = hashlib.sha256(raw).hexdigest()
        key = MessageKey(mail.message_id if mail else None, sha256, sha256)
        lost = self._away.quarantined(mail, key, raw, why, now)
        return Plan((*(self._held_by(mail, now) if mail else ()), lost), "quarantined")

    def _held_by(self, mail: Mail, now: datetime) -> Entries:
        """Hold the letters that it may be about, as far as its header can be read."""
        try:
            return self._desktop.stop_unread(mail, now)
        except (OSError, Damaged, Unreachable):
            raise
        except Exception:  # noqa: BLE001  the message has just failed already
            return ()
