"""No more mail in an hour than the school's ceilings allow: a storm turns into a hold and one note."""

from __future__ import annotations

from datetime import datetime

from worker import events as ev
from worker.deciding.sentences import say
from worker.deciding.traffic import ADMIN_NOTE, HOUR, NOTE
from worker.deciding.writing.letters import admin_note
from worker.desk.clerk import Clerk
from worker.model import Letter, LetterState
from worker.outside.data.store import Store

_NEVER_HELD = frozenset({"alert", "safety_alert", "safety_stop", ADMIN_NOTE, NOTE})


class Ceilings:
    """How much may still go in this hour, of all mail and to one address (``deciding.traffic``)."""

    def __init__(self, store: Store, clerk: Clerk) -> None:
        self._store = store
        self._clerk = clerk

    def have_room(self, letter: Letter, now: datetime) -> bool:
        """Whether the hour has room for a letter; if not, the admin is told once."""
        full = self.find_full(letter, now)
        if full:
            self._note_storm(full, now)
        return not full

    def find_full(self, letter: Letter, now: datetime, more: int = 0) -> str:
        """Say which ceiling holds a letter back, where so many more went than is known; "" when none does."""
        if letter.kind in _NEVER_HELD:
            return ""
        rules, gone = self._clerk.office.rules, self._store.traffic.gone
        if gone.count(now) + more >= rules.per_hour:
            return say("storm.all", n=rules.per_hour)
        if gone.most(letter.to, now) + more >= rules.per_recipient_hour:
            return say("storm.one", n=rules.per_recipient_hour)
        return ""

    def noted_lately(self, letter: Letter, now: datetime) -> bool:
        """Whether the same person was told within the hour that a mail in their name was not acted on.

        Anyone can cause such notes: they must neither flood a mailbox nor use up its ceiling.
        """
        return any(
            x.kind == NOTE
            and x.to == letter.to
            and x.state is LetterState.SENT
            and x.not_before_at > now - HOUR
            for x in self._store.mailroom.letters.values()
        )

    def watch_answers(self, now: datetime) -> None:
        """Tell the admin of an address that is answered no more, or of mails that have no more notes."""
        most, traffic = self._clerk.office.rules.answers_per_hour, self._store.traffic
        if traffic.answers.most_of_all(now) >= most:
            self._note_storm(say("storm.answers", n=most), now)
        if traffic.notes.most_of_all(now) >= most:
            self._note_storm(say("storm.notes", n=most), now)

    def _note_storm(self, because: str, now: datetime) -> None:
        stormed_at = self._store.mailroom.stormed_at
        if stormed_at is not None and now - stormed_at < HOUR:
            return
        note = admin_note(self._clerk.office, "storm", why=because[0].upper() + because[1:])
        self._clerk.enter(self._clerk.mailroom_entry((ev.Stormed(now, because),), (note,), now), now)
