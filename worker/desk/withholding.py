"""A mail to our own people that waited is looked at before it goes: may its readers still have it?

What does not go is written anew to those who may: a reminder line by line, a digest by the next round.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.lapsing import told_of
from worker.deciding.judging.texts import REF
from worker.deciding.news.reminding import Passed, is_settled, remind, say_it_waits, told_key
from worker.deciding.news.withheld import may_read, withhold
from worker.deciding.office import NOTHING, Outcome, address, is_own
from worker.deciding.sentences import say
from worker.desk.clerk import Clerk, MailroomEntry
from worker.model import Letter, LetterState, Person
from worker.outside.data.store import MAILROOM, Store
from worker.reading.message.mail import read_mail
from worker.reading.senders.roles import person_at

_LISTS = frozenset({"digest", "reminder", "told"})
"""Mails of the mailroom that tell of cases to those of our people who are due to hear of them."""


class Withholding:
    """What becomes of a mail that not all its readers may have any more."""

    def __init__(self, store: Store, clerk: Clerk) -> None:
        self._store = store
        self._clerk = clerk

    def of_case(self, case: Case, letter: Letter, now: datetime) -> Outcome:
        """What takes back a mail on a case; NOTHING where it may go."""
        office = self._clerk.office
        if letter.external or all(may_read(to, case, office, letter.kind) for to in letter.to):
            return NOTHING
        return withhold(case, letter, self._words(case.ref, letter), office, now)

    def find_entry(self, letter: Letter, now: datetime) -> MailroomEntry | None:
        """What takes back a mail that is on no case, and says the rest of it anew; None where it may go."""
        if not self._is_barred(letter):
            return None
        moved = ev.LetterMoved(now, letter.id, LetterState.CANCELLED, say("withheld.not_theirs_to_read"))
        own = self._remind_again(letter, now)
        if own is None:
            return self._clerk.mailroom_entry((moved,), (), now)
        return replace(own, events=(moved, *own.events))

    def _words(self, ref: str, letter: Letter) -> str:
        return read_mail(self._store.letter(ref, letter.id)).text

    def _is_barred(self, letter: Letter) -> bool:
        """Whether it tells of a case that one of its readers may not read of."""
        office = self._clerk.office
        people = office.people
        if letter.kind in _LISTS and not all(is_own(to, people) for to in letter.to):
            return True
        at_risk = (people.head, people.chair, people.dsl, *people.deputies)
        if not any(to in one.addresses for one in at_risk for to in letter.to):
            return False
        named = {
            one.group().upper().removeprefix("HU-") for one in REF.finditer(self._words(MAILROOM, letter))
        }
        return not all(self._may_read(to, ref) for ref in named for to in letter.to)

    def _may_read(self, email: str, ref: str) -> bool:
        """Whether somebody may read of a case; of one that is erased there is nothing to read."""
        if self._store.register.find_card(ref) is None:
            return True
        return may_read(email, self._store.case(ref), self._clerk.office)

    def _remind_again(self, letter: Letter, now: datetime) -> MailroomEntry | None:
        """Remind others of what is theirs by now, and complete what is left for its reader; None for nothing.

        The others first: after a crash between the two they are known to have been told.
        """
        office, told = self._clerk.office, self._store.mailroom.told
        reader = person_at(letter.to[0], office.people)
        left: list[Passed] = []
        others: dict[tuple[Person, bool], list[Passed]] = {}
        for case, passed in self._told_in(letter):
            if reader is not None and may_read(reader.email, case, office):
                left.append((case, passed))
                continue
            for acts, persons in zip((True, False), told_of(case, passed, office), strict=True):
                for one in persons:
                    if told_key(case, passed, one) not in told:
                        others.setdefault((one, acts), []).append((case, passed))
        for (person, acts), lines in others.items():
            self._clerk.enter(self._reminder(lines, person, now, acts=acts), now)
        if reader is None or not left:
            return None
        return self._reminder(left, reader, now, acts=letter.kind == "reminder")

    def _reminder(self, lines: list[Passed], person: Person, now: datetime, *, acts: bool) -> MailroomEntry:
        write = remind if acts else say_it_waits
        happened = partial(ev.Reminded, now, tuple(told_key(*one, person) for one in lines))
        return self._clerk.letter_entry(write(lines, self._clerk.office, address(person)), happened, now)

    def _told_in(self, letter: Letter) -> list[Passed]:
        """What a reminder tells of, less what is asked no more."""
        keys = [one.split("/", 2) for one in self._store.mailroom.reminded.get(letter.id, ())]
        cases = {ref: self._store.case(ref) for ref, _, _ in keys if self._store.register.find_card(ref)}
        passed = [
            (cases[ref], one)
            for ref, name, _ in keys
            if ref in cases
            for one in cases[ref].deadlines
            if one.id == name
        ]
        return [(case, one) for case, one in passed if not is_settled(case, one)]
