"""Taking mail in: each message becomes one commit, and only then is it filed.

Two steps: header, structure and text first; a message that may be about an indecent image of a child
goes no further (domain §5.4). Whatever a message makes of the reader, it ends filed, held or
quarantined, with a person told, and the next one is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from itertools import chain

from worker import events as ev
from worker.deciding.judging.foreseeing import stop_in
from worker.deciding.judging.foreseen import Circumstances
from worker.desk.clerk import Clerk
from worker.desk.errands import Errands, Folders, Mailbox
from worker.desk.eyesight import Eyesight
from worker.desk.firstlook import FirstLook
from worker.desk.identity import place_key
from worker.desk.lookahead import MOST, LookAhead
from worker.desk.proof import Signatures
from worker.desk.putaway import Plan, PutAway
from worker.desk.routing import FORGED, Desktop
from worker.desk.turns import Turns
from worker.desk.understanding import Leave, Opened
from worker.desk.unread import read_header, reason
from worker.errors import Damaged, Misconfigured, Unreachable, Unreadable
from worker.model import Mail, MessageKey, Place, Trust
from worker.outside.data.store import Store
from worker.outside.reader.expecting import Here, MailReader, read_ahead
from worker.outside.standing import loading
from worker.reading.apart import Apart
from worker.reading.files.decoration import all_files, mark_seen_before
from worker.reading.message.mail import header_key, message_key

BATCH = 50
CRASHES = 5
"""A message that was being read when the worker died this often in a row is quarantined unread. Reading
takes milliseconds, so that a worker killed for other reasons does not come near it."""
BLIND = 2
"""From so many deaths on its pictures are left unread: they are what takes seconds, and memory."""
EYES_SECONDS = 10.0
"""After so long over pictures what is committed is sent before more is read: an acknowledgement is due."""
LOOKS = CRASHES + 2
"""The same where not even its text could be looked at; more, so that its bytes are kept where they can be."""


class Intake:
    """Reads the mailbox, oldest first."""

    def __init__(
        self,
        store: Store,
        clerk: Clerk,
        folders: Folders,
        trust: Trust,
        stopping: Callable[[], bool],
        eyes: Eyesight | None = None,
        signatures: Signatures | None = None,
        reader: MailReader | None = None,
    ) -> None:
        self._store = store
        self._reader = reader or Here()
        self._eyes = eyes
        self._stopping = stopping
        self._clerk = clerk
        self._errands = Errands(folders)
        self._trust = trust
        self._desktop = Desktop(store, clerk, trust, signatures)
        self._away = PutAway(clerk)
        self._warm = False
        self._let_go = 0
        self._turns = Turns(BATCH)
        self._first = FirstLook(
            store, clerk, self._desktop, self._errands, self._turns, self._reader, stopping
        )
        self._ahead = LookAhead(self._first, self._reader)
        self._suspects: list[Place] = []

    def take_in(self, mailbox: Mailbox, now: datetime) -> bool:
        """Take in a batch of waiting messages (``Turns``); return whether more wait that can be looked at.

        Raises Unreachable when all that could be done is done: what is committed is not read again.
        """
        waiting = mailbox.waiting()
        self._errands.keep_only(waiting)
        self._turns.keep_only(waiting)
        self._first.barren.intersection_update(waiting)
        passed_over, came_on = self._first.passed_over, self._ahead.came_on
        stay = {held.place for held in self._store.mailroom.held.values()}
        places = self._errands.left(place for place in waiting if place not in stay)
        window: Sequence[Place] = self._in_turn(places)
        self._reader.prepare(len(places) - len(self._first.barren))
        if places and not self._warm:
            self._warm_up(now)
        try:
            window = self._take_window(window, mailbox, now) if window else window
            settled = len(window) - len(self._errands.left(window))
            came_on = came_on or bool(settled) or self._first.has_passed_over(passed_over)
            looked_at = self._first.barren.union(window)
            more = came_on and any(place not in looked_at for place in places)
            if more and not self._suspects and not self._stopping():
                self._look_ahead(self._next(self._errands.left(places)), mailbox, now)
        except Damaged:
            raise  # what was committed together may be lost: none of it is filed, and a start reads it again
        except Exception:
            # Also when the disk is full at the fifth message: the four before it are committed.
            with suppress(Unreachable, Misconfigured):
                self._errands.run(mailbox)
            raise
        self._errands.run(mailbox)
        return more

    def _in_turn(self, places: Sequence[Place]) -> list[Place]:
        """Return a batch of these: those looked at already, then whose turn it is by now."""
        early = dict.fromkeys(self._ahead.keep_only(set(places)))
        others = [place for place in places if place not in early] if early else places
        return [*early, *self._next(others)][:BATCH]

    def _look_ahead(self, window: Sequence[Place], mailbox: Mailbox, now: datetime) -> None:
        """Look at the first of these, so that they are read while what this turn caused goes out."""
        window = window[:MOST]
        with self._in_hand(window[0], "look"):
            self._ahead.look(window, mailbox, lambda: self._circumstances(now), now)

    def _next(self, places: Sequence[Place]) -> list[Place]:
        """Return whose turn it is: after a death the first in hand then, and its batch one at a time."""
        here = set(places)
        self._suspects = [place for place in self._suspects if place in here]
        if self._suspects:
            return [self._suspects.pop(0)]
        # A whole batch of which the server gave nothing holds up nothing behind it.
        window = self._turns.next(places, self._first.barren)
        died_over = None if self._warm else self._store.left_in_hand("look")
        if died_over in here:
            window = [died_over, *(place for place in window if place != died_over)]
        return window

    def _take_window(self, window: Sequence[Place], mailbox: Mailbox, now: datetime) -> Sequence[Place]:
        """Take in these, after a death over them one at a time: the next death then names the message."""
        with self._in_hand(window[0], "look") as crashes:
            if crashes:
                self._suspects, window = [*window[1:], *self._suspects], window[:1]
            if crashes >= LOOKS:
                self._first.give_up(place_key(window[0]), window[0], "crash", now)
                return window
            until = self._eyes.seconds + EYES_SECONDS if self._eyes else 0.0
            early = self._ahead.keep_only(set(window))
            late = [place for place in window if place not in early]
            clear = self._first.look_at(late, mailbox, now) if late else []
            with self._store.together():  # what is filed in the mailbox is filed after the end of it
                at = self._circumstances(now)
                found = chain(self._ahead.take(), mailbox.fetch(clear))
                for place, raw in read_ahead(found, self._reader, lambda one: one[1], at):
                    if self._stopping():
                        break
                    self._take(place, raw, mailbox, now)
                    if self._eyes and self._eyes.seconds >= until:
                        return window[: window.index(place) + 1]
        return window

    @contextmanager
    def _in_hand(self, what: Place | str, step: str) -> Iterator[int]:
        """Note what is being read, for a next life; gives how often the worker died over it in a row."""
        crashes = self._store.note_reading(what, step)
        try:
            yield crashes
        except Exception:
            self._store.note_reading(None, step)
            raise
        self._store.note_reading(None, step)

    def _warm_up(self, now: datetime) -> None:
        """Load everything the first reading would load, on a mail of our own that is then forgotten.

        Reading then takes milliseconds, and a worker that dies in it died of the message.
        """
        sender = self._clerk.office.people.head.email
        raw = f"From: {sender}\r\nSubject: post\r\n\r\nhttps://www.facebook.com/a/posts/1\r\n".encode()
        self._reader.expect(raw)
        # While its reader starts; what fails is told of the mail that meets it.
        with suppress(Exception), loading():
            self._plan_mail(Here().mail(raw), raw, None, now, None)
        with suppress(Unreadable):
            self._reader.mail(raw)
        self._warm = True

    def replay(self, now: datetime) -> None:
        """Read again the messages a person asked for: quarantined ones from their kept bytes."""
        mailroom = self._store.mailroom
        for key in self._store.replay_requests():
            # After a crash it may have been read again already: forgetting it now would double it.
            if key in mailroom.quarantined or key in mailroom.held:
                self._clerk.enter(self._clerk.mailroom_entry((ev.Replayed(now, key),), (), now), now)
            raw = self._store.find_quarantined(key.raw_sha256)
            if raw is not None:
                with self._in_hand(key.raw_sha256, "replay") as crashes:
                    plan = self._read(raw, None, crashes, now)
                self._clerk.enter_each(plan.entries, now)
            self._store.replayed(key)
            self._errands.look_again()
        self._read_accepted(now)
        if len(mailroom.released) > self._let_go:
            self._let_go = len(mailroom.released)
            self._errands.look_again()

    def _read_accepted(self, now: datetime) -> None:
        """Read, from their kept bytes, the held messages that a person has accepted as reports."""
        for key in self._store.mailroom.accepted:
            raw = self._store.find_quarantined(key.raw_sha256)
            if raw is None or self._store.register.find_message(key) is not None:
                continue
            with self._in_hand(key.raw_sha256, "accepted") as crashes:
                plan = self._read(raw, None, crashes, now, Leave.ACCEPTED)
            self._clerk.enter_each(plan.entries, now)

    def _take(self, place: Place, raw: bytes, mailbox: Mailbox, now: datetime) -> None:
        """Read one message, commit what it causes, and have it put where it belongs."""
        with self._in_hand(place, "whole") as crashes:
            plan = self._read(raw, place, crashes, now)
        if plan.stays:
            self._errands.flag(place, mailbox)
        self._clerk.enter_each(plan.entries, now)
        if not plan.stays:
            self._errands.move(place, plan.ending)

    def _read(
        self,
        raw: bytes,
        place: Place | None,
        crashes: int,
        now: datetime,
        leave: Leave = Leave.NONE,
    ) -> Plan:
        if crashes >= CRASHES:  # once more may be one too many: then its header is left unread too
            header = read_header(self._reader, raw) if crashes == CRASHES else None
            return self._unread(raw, header, "crash", now)
        try:
            eyes = self._eyes if crashes < BLIND else None
            return self._plan_mail(self._reader.mail(raw), raw, place, now, eyes, leave)
        except (OSError, Damaged, Unreachable):
            raise
        except Exception as error:  # noqa: BLE001  no message may stop the queue, whatever it does to us
            return self._unread(raw, read_header(self._reader, raw), reason(error), now)

    def _plan_mail(
        self,
        mail: Mail,
        raw: bytes,
        place: Place | None,
        now: datetime,
        eyes: Eyesight | None,
        leave: Leave = Leave.NONE,
    ) -> Plan:
        key = message_key(mail)
        known = self._store.register.find_message(key)
        if known and not self._was_forged(key):
            return self._desktop.rest_of_split(mail, raw, key, now) or Plan((), known)
        mail = mark_seen_before(mail, self._store.register.commonplace(all_files(mail)))
        stop_key = header_key(raw)
        leave = Leave.CLEARED if self._first.is_released(stop_key) else leave
        foreseen = self._reader.foreseen(raw)
        apart = Apart(mail, self._desktop.ours(mail, now)) if leave is Leave.NONE else None
        stopped = apart is not None and stop_in(apart, foreseen) is not None
        opened = Opened(mail, raw, key, leave, apart, foreseen)
        plan = None if stopped else self._desktop.plan(opened, now, eyes)
        if plan is None:
            told = self._desktop.stopped(mail, stop_key, place, now)
            return Plan((*self._desktop.stop_thread(mail, now), told), "held", stays=True)
        return Plan((), known) if known and plan.ending == "held" else plan

    def _circumstances(self, now: datetime) -> Callable[[tuple[Place, bytes]], Circumstances]:
        """What a mail is read in, as far as it is known before its turn."""
        office = self._clerk.office
        commonplace = self._store.register.all_commonplace()
        same = Circumstances(office.people, office.local_date(now), self._trust, commonplace)
        return lambda found: replace(same, thread=self._first.find_thread(found[0]))

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
        return Plan((self._away.quarantined(mail, key, raw, why, now),), "quarantined")
