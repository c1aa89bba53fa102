"""What the mail server took of the letters to our own people, from then until it is durable that they went.

What became of the letters of one case, or of the mailroom, is one commit, and a round is durable in one go.
Until then a note beside the cases names each letter that went, so that a next life does not send it again. A
power cut may take the end of the note with it: those few letters go again, under the same Message-IDs.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from worker import events as ev
from worker.deciding.cases.replay import extend
from worker.deciding.office import Outcome
from worker.deciding.writing.letters import letter_sent, mail_sent
from worker.desk.clerk import Clerk
from worker.model import Letter, LetterState
from worker.outside.data.store import MAILROOM, Store

A_FEW = 10
"""So many letters go before the note of them is made safe against a power cut as well."""
A_GROUP = 100
"""So many go before their commits are made durable: what waits for that is never many files."""


class Taken:
    """One round's letters to our own people that went."""

    def __init__(self, store: Store, clerk: Clerk) -> None:
        self._store = store
        self._clerk = clerk
        self._left = store.left_taken()
        self._noted = 0
        self._ref = ""
        self._events: tuple[ev.CaseEvent, ...] = ()
        self._mails: tuple[ev.LetterMoved, ...] = ()

    @property
    def gathered(self) -> int:
        """How much became of letters that is not committed yet."""
        return len(self._events) + len(self._mails)

    def note(self, ref: str, letter: Letter) -> None:
        """Note that a letter went."""
        self._left.append((ref, letter.id))
        self._noted += 1
        with suppress(OSError):  # a help after a crash, and no commit: that one will tell of a full disk
            self._store.note_taken(ref, letter.id, safely=self._noted % A_FEW == 0)

    def take(self, ref: str, letter: Letter, now: datetime) -> None:
        """Gather what follows for a case, or the mailroom, from a letter that went."""
        if ref == MAILROOM:
            self._mails += (mail_sent(letter, now),)
            return
        if self._ref != ref:
            self.commit(now)
        self._ref = ref
        case = extend(self._store.case(ref), self._events)
        self._events += letter_sent(case, letter, self._clerk.office, now).events

    def commit(self, now: datetime) -> None:
        """Commit what was gathered."""
        if self._events:
            ref, gathered = self._ref, Outcome(self._events)
            self._ref, self._events = "", ()
            self._clerk.enter(self._clerk.case_entry(self._store.case(ref), gathered, (), now), now)
        if self._mails:
            mails, self._mails = self._mails, ()
            self._clerk.enter(self._clerk.mailroom_entry(mails, (), now), now)

    def settle_in_groups(self) -> None:
        """Make durable what is committed, when that is many letters."""
        if self._noted >= A_GROUP:
            self._store.settle()
            self.forget()

    def forget(self) -> None:
        """Take back the note: all it names is durable."""
        if self._left:
            self._store.forget_taken()
            self._left.clear()
        self._noted = 0

    def catch_up(self, now: datetime) -> None:
        """Commit that those letters went which the disk, or the last life, left uncommitted."""
        for ref, letter_id in self._left:
            letter = self._find(ref, letter_id)
            if letter is not None and letter.state is LetterState.QUEUED and not letter.external:
                self.take(ref, letter, now)
                self.commit(now)

    def _find(self, ref: str, letter_id: str) -> Letter | None:
        if ref == MAILROOM:
            return self._store.mailroom.letters.get(letter_id)
        known = self._store.register.find_card(ref) is not None
        return self._store.case(ref).find_letter(letter_id) if known else None
