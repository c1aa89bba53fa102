"""The first look at a message: header, structure and text decide whether the rest may be fetched.

One that may be about an indecent image of a child goes no further (domain §5.4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import accumulate

from worker.deciding.judging.foreseen import Thread
from worker.deciding.sentences import say
from worker.desk.clerk import Clerk
from worker.desk.errands import Errands, Mailbox
from worker.desk.identity import place_key, preview_key
from worker.desk.putaway import PutAway
from worker.desk.routing import Desktop
from worker.desk.turns import Turns
from worker.desk.understanding import Leave, Opened
from worker.desk.unread import read_header, reason
from worker.errors import Damaged, Unreachable
from worker.model import Kind, Mail, MessageKey, Place, Preview
from worker.outside.data.store import Store
from worker.outside.reader.expecting import MailReader, read_ahead
from worker.reading.safety import find_stop, words_of


class FirstLook:
    """Looks at previews, and puts aside or leaves what is not to be fetched."""

    def __init__(
        self,
        store: Store,
        clerk: Clerk,
        desktop: Desktop,
        errands: Errands,
        turns: Turns,
        reader: MailReader,
        stopping: Callable[[], bool],
    ) -> None:
        self._store = store
        self._clerk = clerk
        self._desktop = desktop
        self._errands = errands
        self._turns = turns
        self._reader = reader
        self._stopping = stopping
        self._away = PutAway(clerk)
        self.barren: set[Place] = set()
        """Messages of a batch of which the server gave nothing."""
        self._threads: dict[Place, tuple[str, ...]] = {}
        """What those looked at last go on from."""
        self._sizes: dict[Place, int] = {}
        """How large those are that may be fetched, as the server says."""

    def look_at(self, window: Sequence[Place], mailbox: Mailbox, now: datetime) -> list[Place]:
        """Preview these one by one, and return those that may be fetched whole."""
        find = self._store.register.find_message
        known = [place for place in window if find(place_key(place))]
        for place in known:
            self._errands.move(place, "quarantined")
        clear = []
        self.barren.update(window)
        self._threads.clear()
        self._sizes.clear()
        found = mailbox.previews([place for place in window if place not in known])
        for preview in read_ahead(found, self._reader, lambda preview: preview):
            self.barren.difference_update(window)
            if self._stopping():
                return []
            if not (preview.header or preview.complete):
                self.give_up(
                    place_key(preview.place), preview.place, say("intake.mail_server_does_not_give"), now
                )
            elif self._may_fetch(preview, mailbox, now):
                clear.append(preview.place)
        return clear

    def count_within(self, places: Sequence[Place], most_bytes: int) -> int:
        """How many of those looked at last, from the first on, are together not larger; one at least."""
        together = accumulate(self._sizes.get(place, 0) for place in places)
        return max(1, sum(size <= most_bytes for size in together))

    @property
    def passed_over(self) -> tuple[int, int]:
        """How many wait for their turn, and how many for the server to give them."""
        return self._turns.put_off, len(self.barren)

    def has_passed_over(self, before: tuple[int, int]) -> bool:
        """Whether any more of them do than before."""
        return any(now > then for now, then in zip(self.passed_over, before, strict=True))

    def is_put_off(self, place: Place) -> bool:
        """Whether a message came up early and waits for its turn."""
        return self._turns.is_put_off(place)

    def find_thread(self, place: Place) -> Thread | None:
        """Find the thread of a message that was looked at, as far as the cases are known by now.

        By a case that cannot be read nothing is read ahead, whatever is wrong with it: its message's own turn
        meets the same and tells of it, and the other messages of the batch do not wait for that.
        """
        with suppress(Exception):
            return self._desktop.find_thread(self._threads.get(place, ()))
        return None

    def give_up(
        self, key: MessageKey, place: Place, why: str, now: datetime, header: Mail | None = None
    ) -> None:
        """Put aside, unread, a message that cannot be looked at; the admin is told why."""
        self._clerk.enter(self._away.unseen(key, why, now, header), now)
        self._errands.move(place, "quarantined")

    def is_released(self, key: MessageKey, *, text_only: bool = False) -> bool:
        """Whether the safeguarding lead released a stopped message (or no more than its text)."""
        released = self._store.mailroom.released.get(key)
        return released is not None and (released.text_only or not text_only)

    def _may_fetch(self, preview: Preview, mailbox: Mailbox, now: datetime) -> bool:
        key, place = preview_key(preview), preview.place
        known = self._store.register.find_message(key)
        if known:
            self._put_away(key, known, preview, mailbox)
            return False
        try:
            mail = self._reader.preview(preview)
            stop = None if self.is_released(key) else find_stop(words_of(mail, self._desktop.ours(mail, now)))
        except (OSError, Damaged, Unreachable):
            raise
        except Exception as error:  # noqa: BLE001  its text is not known to be safe: nothing more is fetched
            self.give_up(key, place, reason(error), now, read_header(self._reader, preview.header))
            return False
        if stop:
            self._stop(mail, key, place, mailbox, now)
            return False
        if self._turns.is_to_wait(place, mail, self._clerk.office.people, self._is_answer):
            return False
        if self.is_released(key, text_only=True):
            self._read_text_alone(mail, key, place, now)
            return False
        self._threads[place], self._sizes[place] = mail.thread, preview.size
        held = None
        if preview.size > self._clerk.office.rules.max_bytes:
            held = self._away.too_big(mail, key, preview.size, now)
        elif not preview.complete:  # what was not seen may be what may not be fetched (domain §5.4)
            held = self._away.partly_seen(mail, key, now)
        if held is not None:
            self._clerk.enter(held, now)
            self._errands.move(place, "held")
        return held is None

    def _is_answer(self, message_ids: Iterable[str]) -> bool:
        return self._store.register.find_letter(message_ids) is not None

    def _put_away(self, key: MessageKey, known: str, preview: Preview, mailbox: Mailbox) -> None:
        """Finish what a crash or a renumbering undid; a stopped message stays (a move is a copy)."""
        held = self._store.mailroom.held.get(key)
        if self.is_released(key, text_only=True):
            self._errands.leave(preview.place)
        elif held is None or held.kind is not Kind.SAFETY_STOP:
            self._errands.move(preview.place, known)
        elif preview.flagged:
            self._errands.leave(preview.place)
        else:
            self._errands.flag(preview.place, mailbox)

    def _stop(self, mail: Mail, key: MessageKey, place: Place, mailbox: Mailbox, now: datetime) -> None:
        """Leave it where it lies, flag it, tell the safeguarding lead; nothing of it is written."""
        self._errands.flag(place, mailbox)  # first: once it is known it is not looked at again
        for entry in self._desktop.stop_thread(mail, now):
            self._clerk.enter(entry, now)
        self._clerk.enter(self._desktop.stopped(mail, key, place, now), now)

    def _read_text_alone(self, mail: Mail, key: MessageKey, place: Place, now: datetime) -> None:
        """Read a released message by its text; it stays where it lies, with what it carries."""
        plan = self._desktop.plan(Opened(mail, b"", key, Leave.CLEARED), now)
        if plan is not None:
            self._clerk.enter_each(plan.entries, now)
        self._errands.leave(place)
