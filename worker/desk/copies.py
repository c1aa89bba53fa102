"""A copy of each letter that left the school, among what was sent in the mailbox.

A machine set back to yesterday knows by it that the letter went (``Desk.look_back``). Where the mail server
files a copy by itself there is none of ours: it has some minutes for that, and is looked through first. What
is still to be copied follows from the cases, so that a restart forgets nothing.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.sentences import say
from worker.desk.errands import Mailbox
from worker.errors import Unreachable
from worker.model import LetterState
from worker.outside.data.store import Store

AFTER = timedelta(minutes=2)
"""So long a server has to file a copy of its own."""
SINCE = timedelta(days=2)
"""What went longer ago is not looked for after a start."""
TRIES = 3
"""A copy over which the connection breaks so often is given up, until the next start."""


class Copies:
    """The letters of which a copy is still to be made."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._owed: dict[tuple[str, str], datetime] | None = None
        self._tries: Counter[tuple[str, str]] = Counter()
        self.trouble = ""
        """What keeps copies from being made, in words; empty while they are."""

    def owe(self, ref: str, letter_id: str, at: datetime) -> None:
        """Note that a letter has left."""
        if self._owed is not None:
            self._owed[ref, letter_id] = at

    def make(self, mailbox: Mailbox, now: datetime) -> None:
        """Make those that are due. Raises Unreachable with the rest still owed."""
        if self._owed is None:
            self._owed = self._find_owed(now)
        for (ref, letter_id), went_at in tuple(self._owed.items()):
            if went_at + AFTER > now:
                continue
            if self._store.register.find_card(ref) is not None:  # else it is erased, and so is the letter
                self._make(mailbox, ref, letter_id)
            self._owed.pop((ref, letter_id))

    def _make(self, mailbox: Mailbox, ref: str, letter_id: str) -> None:
        letter = self._store.case(ref).letter(letter_id)
        raw = self._store.letter(ref, letter_id)
        try:
            why = mailbox.keep_sent(letter.message_id, raw)
        except Unreachable as error:
            self._tries[ref, letter_id] += 1
            if self._tries[ref, letter_id] < TRIES:
                raise
            why = str(error)
        self.trouble = say("copies.not_made", why=why.rstrip(".")) if why else ""

    def _find_owed(self, now: datetime) -> dict[tuple[str, str], datetime]:
        """What left lately, as the cases tell it: in this life of the worker, or in the one before."""
        register = self._store.register
        cards = map(register.card, register.refs())
        lately = [card.ref for card in cards if card.wrote_at is not None and card.wrote_at > now - SINCE]
        return {
            (ref, letter_id): at
            for ref in lately
            for letter_id, at in _left(self._store.case(ref))
            if at > now - SINCE
        }


def _left(case: Case) -> list[tuple[str, datetime]]:
    """The letters of a case that left the school, each with the instant."""
    ours = {letter.id for letter in case.letters if letter.external and letter.state is LetterState.SENT}
    moves = (one for one in case.events if isinstance(one, ev.LetterMoved))
    return [(one.id, one.at) for one in moves if one.id in ours and one.state is LetterState.SENT]
