"""Taking mail in: each message becomes one commit, and only then is it filed.

Two steps: header, structure and text first; a message that may be about an indecent image of a child
goes no further (domain §5.4). Whatever a message makes of the reader, it ends filed, held or
quarantined, with a person told, and the next one is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from itertools import chain

from worker import events as ev
from worker.deciding.judging.foreseen import Circumstances
from worker.deciding.sentences import say
from worker.desk.clerk import Clerk
from worker.desk.errands import Errands, Folders, Mailbox
from worker.desk.firstlook import FirstLook
from worker.desk.identity import place_key
from worker.desk.lookahead import MOST, LookAhead
from worker.desk.planning import CRASHES, InHand, Planning
from worker.desk.readers import Readers
from worker.desk.routing import Desktop
from worker.desk.turns import Turns
from worker.desk.understanding import Leave
from worker.errors import Damaged, Misconfigured, Unreachable
from worker.model import Place, Trust
from worker.outside.data.store import Store
from worker.outside.reader.expecting import read_ahead

BATCH = 50
EYES_SECONDS = 10.0
"""After so long over pictures what is committed is sent before more is read: an acknowledgement is due."""
LOOKS = CRASHES + 2
"""What takes the worker with it this often, before its text could even be looked at, is given up.

More than ``CRASHES``, so that its bytes are kept where they can be.
"""


class Intake:
    """Reads the mailbox, oldest first."""

    def __init__(
        self,
        store: Store,
        clerk: Clerk,
        folders: Folders,
        trust: Trust,
        stopping: Callable[[], bool],
        readers: Readers,
    ) -> None:
        self._store = store
        self._reader = readers.mails
        self._eyes = readers.pictures
        self._stopping = stopping
        self._clerk = clerk
        self._errands = Errands(folders)
        self._trust = trust
        self._desktop = Desktop(store, clerk, trust, readers.signatures)
        self._warm = False
        self._let_go = 0
        self._turns = Turns(BATCH)
        self._first = FirstLook(
            store, clerk, self._desktop, self._errands, self._turns, self._reader, stopping
        )
        self._planning = Planning(store, clerk, self._desktop, self._first, self._reader)
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
            self._planning.warm_up(now)
            self._warm = True
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

    @property
    def unfiled(self) -> str:
        """What keeps mails in the inbox that are dealt with, in words without names; or empty."""
        count = self._errands.unmoved
        return say("intake.filed_and_still_there", count=count) if count else ""

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
                found = chain(self._ahead.take(mailbox), mailbox.fetch(clear))
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
                    plan = self._planning.plan(InHand(raw, None, crashes), self._eyes, now)
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
                plan = self._planning.plan(InHand(raw, None, crashes, Leave.ACCEPTED), self._eyes, now)
            self._clerk.enter_each(plan.entries, now)

    def _take(self, place: Place, raw: bytes, mailbox: Mailbox, now: datetime) -> None:
        """Read one message, commit what it causes, and have it put where it belongs."""
        with self._in_hand(place, "whole") as crashes:
            plan = self._planning.plan(InHand(raw, place, crashes), self._eyes, now)
        if plan.stays:
            self._errands.flag(place, mailbox)
        self._clerk.enter_each(plan.entries, now)
        if not plan.stays:
            self._errands.move(place, plan.ending)

    def _circumstances(self, now: datetime) -> Callable[[tuple[Place, bytes]], Circumstances]:
        """What a mail is read in, as far as it is known before its turn."""
        office = self._clerk.office
        commonplace = self._store.register.all_commonplace()
        same = Circumstances(office.people, office.local_date(now), self._trust, commonplace)
        return lambda found: replace(same, thread=self._first.find_thread(found[0]))
