"""STOP in a mail that answers nothing of ours, or from someone who may not decide: heard all the same.

It needs no token, no number and no proof. To stop a letter never harms: it waits, who decides is told
at once, and one word sends it; to overlook a STOP cannot be undone.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import datetime

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.casework import is_grave
from worker.deciding.cases.replay import extend
from worker.deciding.decision.words import known_words
from worker.deciding.doing.steps import Reply
from worker.deciding.doing.stopping import (
    hold_back,
    holds_any,
    lets_letters_go,
    reads_as_stop,
    sounds_like_stop,
    stop_for,
    waiting_letters,
)
from worker.deciding.news.alerts import acknowledge, overhear
from worker.deciding.office import NOTHING, address
from worker.deciding.sentences import say
from worker.desk.clerk import CaseEntry, Clerk, Entries, MailroomEntry
from worker.desk.incoming import Incoming
from worker.model import DECIDERS, Address, Kind, Letter, Notice, Person, Proof, Reading, Role, Urgency
from worker.outside.data.store import Store
from worker.reading.senders.roles import person_at, person_of

_HEARD = (*DECIDERS, Role.DSL, Role.ADMIN)
_NAME = re.compile(r"[^\W\d_]{3,}")
_OF_ANY_CASE = (Role.CHAIR, Role.DSL)
"""Who may know of a case about the head."""


class Stops:
    """Finds the letters that a STOP is about, and plans that they do not go."""

    def __init__(self, store: Store, clerk: Clerk) -> None:
        self._store = store
        self._clerk = clerk
        self._office = clerk.office

    def concern(self, reading: Reading, letter: Letter | None, now: datetime) -> bool:
        """Whether a mail is to be heard here: of our own people, no report of a post, and against a letter.

        STOP is heard of each of them; plain words of who decides alone.
        """
        if reading.role not in _HEARD or reading.posts or reading.forwarded:
            return False
        return self._is_stop(reading, now) or bool(self._doubted(reading, letter, now))

    def hear(self, reply: Incoming, objection: str | None, now: datetime) -> bool:
        """Whether this reply is to be taken here: it answers no case of its own."""
        if objection is not None:
            return self.concern(reply.reading, reply.letter, now)
        return (
            reply.letter is not None
            and reply.letter.id in self._store.mailroom.letters
            and reads_as_stop(_words(reply.reading), self._office, now)
        )

    def _is_stop(self, reading: Reading, now: datetime) -> bool:
        words = _words(reading)
        if self._refs(reading):
            return sounds_like_stop(words) or reads_as_stop(words, self._office, now)
        proven = reading.sender.verdict is Proof.PROVEN and reading.role in DECIDERS
        return proven and reads_as_stop(words, self._office, now)

    def _doubted(self, reading: Reading, letter: Letter | None, now: datetime) -> tuple[str, ...]:
        """The cases with a letter to hold back on plain words of who decides on them, which are no yes.

        Those that are named, or whose poster is; else all of hers, where she answers a mail of ours that
        asks for nothing (a digest), or her words would hold any letter. What may tell of danger, or bring
        files, is a report, and is looked at when the letter goes (``leaving``).
        """
        if reading.sender.verdict is not Proof.PROVEN or reading.role not in DECIDERS:
            return ()
        pressing = reading.urgency in (Urgency.URGENT, Urgency.EMERGENCY)
        if pressing or reading.attachments or is_grave(reading, self._office, now):
            return ()
        person = person_of(_writer(reading), self._office.people, self._office.local_date(now))
        name, words = person.name if person else "", _words(reading)
        cases = [self._store.case(ref) for ref in self._refs(reading)]
        hers = [case for case in cases if self._office.may_decide(case, reading.role, person)]
        if not hers or lets_letters_go(words, name, self._office, now):
            return ()
        if reading.case_ref is None and not _answers_news(letter):
            if reading.kind is Kind.NEW_CASE:
                return ()
            about = [case for case in hers if _names_poster(case, f"{reading.subject} {words}")]
            hers = about or (hers if holds_any(words, self._office, now) else [])
        return tuple(case.ref for case in hers)

    def beside_report(
        self, reading: Reading, letter: Letter | None, cases: Collection[str], now: datetime
    ) -> tuple[CaseEntry, ...]:
        """Plan that no letter goes on what who decides reports in answer to a digest: it told of cases.

        It is taken in as a report on ``cases``, and may be about another one: that of the poster it names,
        else, where it brings no post, any that she decides on. A crash before it is taken in does no harm.
        """
        if reading.sender.verdict is not Proof.PROVEN or not _answers_news(letter):
            return ()
        words, name = _words(reading), reading.reported_by.name if reading.reported_by else ""
        hers = self._decided_by(_writer(reading), reading.role, now)
        if not hers or lets_letters_go(words, name, self._office, now):
            return ()
        others = [case for case in hers if case.ref not in cases]
        about = [case for case in others if _names_poster(case, words)]
        brings = reading.posts or reading.forwarded
        return self._held(about or ([] if brings else others), say("stopping.reported_since"), now)

    def beside_unread(self, email: str, role: Role, ref: str | None, now: datetime) -> tuple[CaseEntry, ...]:
        """Plan that no letter goes on a proven answer of who decides that nobody can read: it may be a STOP.

        ``ref`` is the case that it answers a mail on, None where it answers a digest.
        """
        about = [case for case in self._decided_by(email, role, now) if ref in (None, case.ref)]
        return self._held(about, say("stopping.reply_not_read"), now)

    def named_beside(self, reading: Reading, letter: Letter | None) -> tuple[str, ...]:
        """The open cases whose poster an answer names, of which the digest or reminder asked nothing.

        A number or none: what it says is not of the cases that were asked about.
        """
        if letter is None or not letter.items or letter.id not in self._store.mailroom.letters:
            return ()
        register, person = self._store.register, person_at(_writer(reading), self._office.people)
        asked = {register.living(item.ref) for item in letter.items if item.ref}
        theirs = " ".join(self._store.case(ref).poster or "" for ref in asked)
        own = _names_in(f"{theirs} {person.name if person else ''}")
        said = {word.casefold() for word in _NAME.findall(_words(reading)) if _may_be_name(word)} - own
        if not said:
            return ()
        cases = (self._store.case(ref) for ref in register.open_refs() if ref not in asked)
        return tuple(
            case.ref
            for case in cases
            if self._office.may_decide(case, reading.role, person) and said & _names_in(case.poster or "")
        )

    def held_of(self, refs: Iterable[str], reply: Incoming, now: datetime) -> tuple[CaseEntry, ...]:
        """Plan that no letter of these cases goes, on words that were no answer to what was asked.

        A danger that they tell of is told on. Done again after a crash, it changes nothing.
        """
        because = say("stopping.named_beside")
        entries = list[CaseEntry]()
        for case in map(self._store.case, refs):
            outcome = NOTHING
            if waiting_letters(case):
                outcome = hold_back(case, None, self._office, now, because).outcome
            after = extend(case, outcome.events)
            outcome += overhear(after, reply.reading, reply.answers, self._office, now)
            if outcome != NOTHING:
                entries.append(self._clerk.case_entry(case, outcome, (), now))
        return tuple(entries)

    def _decided_by(self, email: str, role: Role, now: datetime) -> list[Case]:
        """The cases with a letter to stop that somebody decides on."""
        register = self._store.register
        person = person_of(email, self._office.people, self._office.local_date(now))
        cases = map(self._store.case, register.refs_unsent() if role in DECIDERS else ())
        return [x for x in cases if waiting_letters(x) and self._office.may_decide(x, role, person)]

    def _held(self, cases: Iterable[Case], because: str, now: datetime) -> tuple[CaseEntry, ...]:
        """Plan that their letters are held back, and shown again."""
        held = ((case, hold_back(case, None, self._office, now, because).outcome) for case in cases)
        return tuple(self._clerk.case_entry(case, outcome, (), now) for case, outcome in held)

    def plan(
        self,
        reply: Incoming,
        person: Person | None,
        now: datetime,
        only: frozenset[str] | None = None,
    ) -> Entries:
        """Plan one commit for each case a letter is stopped on; ``only`` as in ``Decisions.plan``."""
        refs = tuple(sorted(only)) if only is not None else self._meant(reply, now)
        by = address(person) if person else reply.mail.sender or Address("")
        if not refs:
            return (self._nothing(reply, by, now),)
        split = ev.Split(now, reply.key, refs)
        first = () if only is not None or len(refs) == 1 else (self._clerk.mailroom_entry((split,), (), now),)
        return (*first, *(self._entry(ref, reply, by, person, now) for ref in refs))

    def _meant(self, reply: Incoming, now: datetime) -> tuple[str, ...]:
        if self._is_stop(reply.reading, now):
            return self._refs(reply.reading)
        return self._doubted(reply.reading, reply.letter, now)

    def _refs(self, reading: Reading) -> tuple[str, ...]:
        """The cases with a letter to stop: the one that is named, else those of the sender, else any."""
        named = reading.case_ref.removeprefix("HU-") if reading.case_ref else None
        register = self._store.register
        known = named is not None and register.find_card(named) is not None
        asked = (register.living(named),) if known and named else register.refs()
        refs = [
            ref
            for ref in asked
            if register.card(ref).next_due_at is not None
            and (reading.role in _OF_ANY_CASE or register.card(ref).decided_by is Role.HEAD)
            and waiting_letters(self._store.case(ref))
        ]
        theirs = [ref for ref in refs if register.card(ref).decided_by is reading.role]
        return tuple(theirs or refs)

    def _entry(
        self, ref: str, reply: Incoming, by: Address, person: Person | None, now: datetime
    ) -> CaseEntry:
        case = self._store.case(ref)
        reading = reply.reading
        why: str | None = None
        if reading.sender.verdict is not Proof.PROVEN:
            why = say("stops.not_proven_who_wrote", because=reading.sender.because)
        elif not self._office.may_decide(case, reading.role, person):
            why = say("stops.not_set_up_decide_on", said=by.name or by.email)
        evidence = tuple(item for item, _ in reply.kept)
        said = Reply(by, reply.key, _words(reading), evidence, role=reading.role, sent_at=reply.mail.sent_at)
        outcome = stop_for(case, said, why, self._office, now)
        if reading.sender.verdict is Proof.PROVEN:
            outcome += acknowledge(case, by, self._office, now)
        return self._clerk.case_entry(case, outcome, reply.kept, now)

    def _nothing(self, reply: Incoming, by: Address, now: datetime) -> MailroomEntry:
        done = [{"what": "ask", "reason": "nothing to stop"}]
        facts = {"ref": None, "done": done, "words": _words(reply.reading)}
        told = Notice(
            "question", (by,), facts, answers=reply.key, items=reply.letter.items if reply.letter else ()
        )
        filed = ev.Filed(now, reply.key, Kind.DECISION, "STOP, and nothing to stop")
        return self._clerk.mailroom_entry((filed,), (told,), now)


def _answers_news(letter: Letter | None) -> bool:
    """Whether it answers a mail of ours to our own people that asked for nothing."""
    return letter is not None and not letter.external and not letter.items


def _names_poster(case: Case, said: str) -> bool:
    return not _names_in(case.poster or "").isdisjoint(_names_in(said))


def _names_in(said: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _NAME.findall(said))


def _may_be_name(word: str) -> bool:
    """In lower case "will" and "mark" are none."""
    return word[:1].isupper() or word.casefold() not in known_words()


def _writer(reading: Reading) -> str:
    return reading.reported_by.email if reading.reported_by else ""


def _words(reading: Reading) -> str:
    """What it says; a mail that is all subject says that."""
    return reading.new_text.strip() or reading.subject
