"""A copy of each letter that left the school, or may have, among what was sent in the mailbox.

A machine set back to yesterday knows by it that the letter went (``Desk.look_back``): one in doubt would go
twice without, and its copy is flagged. Where the mail server files a copy by itself there is none of ours: it
has some minutes for that, and is looked through first. What is still to be copied follows from the cases, so
that a restart forgets nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from worker.deciding.cases.card import letters_left
from worker.deciding.sentences import say
from worker.desk.errands import Mailbox
from worker.errors import Unreachable
from worker.model import LetterState
from worker.outside.data.store import Store

AFTER = timedelta(minutes=2)
"""So long a server has to file a copy of its own."""
SINCE = timedelta(days=2)
"""What went longer ago is not looked for after a start, nor tried any longer."""
TRIES = 3
"""A copy over which the connection breaks so often is left alone for a while."""
AGAIN = timedelta(hours=1)
"""After so long what could not be copied is tried again: a full mailbox is emptied."""


@dataclass(slots=True)
class _Owed:
    """A copy that is to be made: of what went when, from when on, and what has kept it from being made."""

    went_at: datetime
    due_at: datetime
    tries: int = 0
    why: str = ""


class Copies:
    """The letters of which a copy is still to be made."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._owed: dict[tuple[str, str], _Owed] | None = None

    @property
    def trouble(self) -> str:
        """What keeps copies from being made, in words; empty while they are."""
        why = next((one.why for one in (self._owed or {}).values() if one.why), "")
        return say("copies.not_made", why=why.rstrip(".")) if why else ""

    def owe(self, ref: str, letter_id: str, at: datetime) -> None:
        """Note that a letter has left, or may have."""
        if self._owed is not None:
            self._owed[ref, letter_id] = _Owed(at, at + AFTER)

    def make(self, mailbox: Mailbox, now: datetime) -> None:
        """Make those that are due. Raises Unreachable with the rest still owed."""
        if self._owed is None:
            self._owed = self._find_owed(now)
        for (ref, letter_id), one in tuple(self._owed.items()):
            if one.due_at > now:
                continue
            is_over = one.went_at + SINCE <= now
            # Of a case that is erased the letter is, too.
            if not is_over and self._store.register.find_card(ref) is not None:
                self._make(mailbox, ref, letter_id, one, now)
            if is_over or not one.why:
                self._owed.pop((ref, letter_id))

    def _make(self, mailbox: Mailbox, ref: str, letter_id: str, one: _Owed, now: datetime) -> None:
        letter = self._store.case(ref).letter(letter_id)
        raw = self._store.letter(ref, letter_id)
        doubtful = letter.state is not LetterState.SENT
        try:
            one.why = mailbox.keep_sent(letter.message_id, raw, doubtful=doubtful)
        except Unreachable as error:
            one.tries += 1
            if one.tries % TRIES == 0:
                one.why, one.due_at = str(error), now + AGAIN
            raise
        one.due_at = now + AGAIN

    def _find_owed(self, now: datetime) -> dict[tuple[str, str], _Owed]:
        """What left lately, as the cases tell it: in this life of the worker, or in the one before."""
        register = self._store.register
        cards = map(register.card, register.refs())
        lately = [card.ref for card in cards if card.left_at is not None and card.left_at > now - SINCE]
        cases = map(self._store.case, lately)
        return {
            (case.ref, letter.id): _Owed(at, at + AFTER)
            for case in cases
            for letter, at in letters_left(case, case.events)
            if at > now - SINCE
        }
