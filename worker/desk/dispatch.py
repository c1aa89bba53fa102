"""Sending what may go: queued → sending → sent, or failed, or in doubt. Storms turn into a hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from typing import Any, Protocol

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.doing.leaving import look_again
from worker.deciding.office import Outcome
from worker.deciding.sentences import say
from worker.deciding.traffic import NOTE
from worker.deciding.writing.letters import letter_lost, letter_sent, mail_lost, retry_at
from worker.desk.ceilings import Ceilings
from worker.desk.clerk import Clerk, MailroomEntry
from worker.desk.copies import Copies
from worker.desk.reception import Reception
from worker.desk.taken import A_FEW, Taken
from worker.desk.withholding import Withholding
from worker.errors import Misconfigured, Unreachable
from worker.model import Delivery, DeliveryState, Letter, LetterState
from worker.outside.data.store import MAILROOM, Store

_DAY = timedelta(days=1)
_LEFT = (DeliveryState.ACCEPTED, DeliveryState.IN_DOUBT)


class MailServer(Protocol):
    """The way out: ``outside.sending.outbox.Outbox``, or the fake of the tests."""

    def session(self) -> AbstractContextManager[Any]:
        """Keep one connection for a burst of letters."""
        ...

    def send(self, raw: bytes, sender: str, to: Sequence[str]) -> Delivery:
        """Hand over one letter and say exactly what became of it."""
        ...


class Dispatch:
    """Sends due letters, no more in an hour than the school's ceilings allow (``deciding.traffic``)."""

    def __init__(self, store: Store, clerk: Clerk, stopping: Callable[[], bool], copies: Copies) -> None:
        self._store = store
        self._copies = copies
        self._stopping = stopping
        self._clerk = clerk
        self._taken = Taken(store, clerk)
        self._ceilings = Ceilings(store, clerk)
        self._withholding = Withholding(store, clerk)
        self._reception = Reception()
        self._unwritten_at: datetime | None = None
        self.older_until: datetime | None = None
        """When the data folder was seen to be older than the mailbox: what waited then may have gone."""

    @property
    def delay(self) -> str:
        """What keeps mail from leaving, in words; empty while it leaves."""
        return self._reception.delay

    def send_due(
        self, refs: Sequence[str], server: MailServer, now: datetime, heard_all_at: datetime | None
    ) -> None:
        """Send every letter that is due on these cases, and the mailroom's.

        One that leaves the school goes only if the inbox was read to its end since it was due.
        """
        self._reception.begin()
        self._ceilings.watch_answers(now)
        with server.session(), self._store.together():
            self._taken.catch_up(now)
            self._send_mails(server, now, heard_all_at)
            for ref in refs:
                self._send_letters(ref, server, now, heard_all_at)
                self._taken.settle_in_groups()
        self._taken.forget()

    def send_unwritten(self, entry: MailroomEntry, server: MailServer, now: datetime) -> None:
        """Hand over an alarm that the disk did not take: a full disk must not keep itself secret.

        Nothing remembers it but this life of the worker: no more than one a day.
        """
        if self._unwritten_at is not None and now - self._unwritten_at < _DAY:
            return
        raws = dict(entry.files.letters)
        with server.session():
            for event in entry.events:
                if isinstance(event, ev.Queued):
                    letter = event.letter
                    delivery = server.send(raws[letter.id], self._clerk.sender_address, letter.to)
                    if delivery.state is DeliveryState.ACCEPTED:
                        self._unwritten_at = now

    def _send_mails(self, server: MailServer, now: datetime, heard_all_at: datetime | None) -> None:
        """Send what may go of the mailroom."""
        try:
            for letter in self._store.mailroom.on_their_way():
                if _may_go(letter, now, heard_all_at):
                    self._send_mailroom(letter, server, now)
                    if self._taken.gathered >= A_FEW:
                        self._taken.commit(now)
                        self._taken.settle_in_groups()
        finally:
            self._taken.commit(now)

    def _send_letters(
        self, ref: str, server: MailServer, now: datetime, heard_all_at: datetime | None
    ) -> None:
        """Send what may go of a case. What became of a letter out of the school is durable at once."""
        try:
            for at in range(len(self._store.case(ref).letters)):
                letter = self._store.case(ref).letters[at]  # as it is by now: one before it may end it
                if letter.state is LetterState.SENDING or _may_go(letter, now, heard_all_at):
                    self._send_case(ref, letter, server, now)
                    if letter.external:
                        self._store.settle()
        finally:
            self._taken.commit(now)

    def _send_case(self, ref: str, letter: Letter, server: MailServer, now: datetime) -> None:
        why = self._why_doubtful(ref, letter)
        if why:
            lost = self._lost(self._case(ref, now), letter, LetterState.IN_DOUBT, why, now)
            self._enter(ref, lost, now)
            self._copies.owe(ref, letter.id, now)
            return
        goes_at = self._clerk.office.days.may_post(now)
        if letter.external and goes_at > now:  # an outage or a slow mail server carried it past its hour
            wait = ev.LetterMoved(
                now, letter.id, LetterState.QUEUED, say("dispatch.nobody_there_answer"), goes_at
            )
            self._enter(ref, Outcome((wait,)), now)
            return
        if not self._room_for(letter, now):
            return
        if (
            letter.external
            and (kept := look_again(self._case(ref, now), letter, self._clerk.office, now)).events
        ):
            self._enter(ref, kept, now)
            return
        if (kept := self._withholding.of_case(self._store.case(ref), letter, now)).events:
            self._enter(ref, kept, now)
            return
        raw = self._store.letter(ref, letter.id)
        if letter.external:
            # Said before it is done, so that a crash in the next line is known to be a doubt.
            sending = ev.LetterMoved(now, letter.id, LetterState.SENDING, say("dispatch.being_handed_over"))
            self._enter(ref, Outcome((sending,)), now)
            self._store.settle()
        try:
            delivery = self._hand_over(raw, letter, server, now)
        except (Misconfigured, Unreachable) as error:  # the login is refused: the letter was never shown
            if letter.external:
                back = _again(letter, Delivery(DeliveryState.LATER, str(error)), now)
                self._enter(ref, Outcome((back,)), now)
            raise
        if delivery.state is DeliveryState.ACCEPTED and not letter.external:
            self._taken.note(ref, letter)
            self._taken.take(ref, letter, now)
            return
        self._enter(ref, self._after(self._case(ref, now), letter, delivery, now), now)
        if letter.external and delivery.state in _LEFT:
            self._copies.owe(ref, letter.id, now)

    def _why_doubtful(self, ref: str, letter: Letter) -> str:
        """Say why a letter may have gone already, in another life of the worker or of its folder."""
        if letter.state is LetterState.SENDING:
            return say("dispatch.headsup_stopped_while_letter_being")
        if not letter.external:
            return ""
        restored = self._store.mailroom.restored
        if restored is not None and self._queued_at(ref, letter) < restored.at:
            return say("dispatch.waiting_go_when_backup_made")
        if self.older_until is not None and self._queued_at(ref, letter) < self.older_until:
            return say("dispatch.mailbox_knows_more")
        return ""

    def _queued_at(self, ref: str, letter: Letter) -> datetime:
        events = self._store.case(ref).events
        return next(e.at for e in events if isinstance(e, ev.Queued) and e.letter.id == letter.id)

    def _after(self, case: Case, letter: Letter, delivery: Delivery, now: datetime) -> Outcome:
        office = self._clerk.office
        match delivery.state:
            case DeliveryState.ACCEPTED:
                return letter_sent(case, letter, office, now)
            case DeliveryState.IN_DOUBT if letter.external:
                return self._lost(case, letter, LetterState.IN_DOUBT, delivery.because, now)
            case _ if self._reception.is_hopeless(letter, delivery):
                return self._lost(case, letter, LetterState.FAILED, delivery.because, now)
            case _:
                return Outcome((_again(letter, delivery, now),))

    def _lost(self, case: Case, letter: Letter, state: LetterState, because: str, now: datetime) -> Outcome:
        return letter_lost(case, letter, ev.LetterMoved(now, letter.id, state, because), self._clerk.office)

    def _send_mailroom(self, letter: Letter, server: MailServer, now: datetime) -> None:
        if letter.kind == NOTE and self._noted_lately(letter, now):
            left_out = ev.LetterMoved(
                now, letter.id, LetterState.CANCELLED, say("dispatch.one_such_note_hour_enough")
            )
            self._clerk.enter(self._clerk.mailroom_entry((left_out,), (), now), now)
            return
        if not self._room_for(letter, now):
            return
        if (entry := self._withholding.find_entry(letter, now)) is not None:
            self._clerk.enter(entry, now)
            return
        delivery = self._hand_over(self._store.letter(MAILROOM, letter.id), letter, server, now)
        if delivery.state is DeliveryState.ACCEPTED:
            self._taken.note(MAILROOM, letter)
            self._taken.take(MAILROOM, letter, now)
            return
        self._taken.commit(now)
        if self._reception.is_hopeless(letter, delivery):
            failed = ev.LetterMoved(now, letter.id, LetterState.FAILED, delivery.because)
            told = mail_lost(letter, delivery.because, self._clerk.office)
            self._clerk.enter(self._clerk.mailroom_entry((failed,), told, now), now)
        else:
            again = _again(letter, delivery, now)
            self._clerk.enter(self._clerk.mailroom_entry((again,), (), now), now)

    def _noted_lately(self, letter: Letter, now: datetime) -> bool:
        self._taken.commit(now)  # such a note may be among those that just went
        return self._ceilings.noted_lately(letter, now)

    def _hand_over(self, raw: bytes, letter: Letter, server: MailServer, now: datetime) -> Delivery:
        delivery = server.send(raw, self._clerk.sender_address, letter.to)
        self._reception.note(letter, delivery, now)
        return delivery

    def _room_for(self, letter: Letter, now: datetime) -> bool:
        """Whether we go on, the server takes mail and the hour has room; if not, the letter waits."""
        if self._stopping() or self._reception.is_closed:
            return False
        if self._ceilings.find_full(letter, now, self._taken.gathered):
            self._taken.commit(now)  # now what went of this case is counted, each by whom it went to
        return self._ceilings.have_room(letter, now)

    def _case(self, ref: str, now: datetime) -> Case:
        """A case with all that became of its letters."""
        self._taken.commit(now)
        return self._store.case(ref)

    def _enter(self, ref: str, outcome: Outcome, now: datetime) -> None:
        self._clerk.enter(self._clerk.case_entry(self._case(ref, now), outcome, (), now), now)


def _may_go(letter: Letter, now: datetime, heard_all_at: datetime | None) -> bool:
    if letter.state is not LetterState.QUEUED or letter.not_before_at > now:
        return False
    return not letter.external or (heard_all_at is not None and letter.not_before_at <= heard_all_at)


def _again(letter: Letter, delivery: Delivery, now: datetime) -> ev.LetterMoved:
    at = retry_at(letter.tries, now)
    return ev.LetterMoved(now, letter.id, LetterState.QUEUED, delivery.because, at)
