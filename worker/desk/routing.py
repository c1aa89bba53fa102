"""Where a message goes: to a case, to the head's decisions, or to the mailroom. Nothing is stored here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from worker import events as ev
from worker.deciding.cases.casework import stop_case
from worker.deciding.cases.outsiders import CORRESPONDENTS
from worker.deciding.judging.foreseeing import Foreseen, find_reading
from worker.deciding.judging.looking import Sight
from worker.deciding.judging.texts import REF
from worker.deciding.judging.triage import Known, read_message
from worker.deciding.sentences import say
from worker.desk.answered import find_answered, quotable
from worker.desk.clearing import Clearing
from worker.desk.clerk import CaseEntry, Clerk, Kept, MailroomEntry
from worker.desk.decisions import Decisions, Incoming
from worker.desk.eyesight import Eyesight, look_at
from worker.desk.incoming import Answered
from worker.desk.keeping import kept_of, with_looks
from worker.desk.leads import Leads, case_of
from worker.desk.machines import Machines
from worker.desk.oncases import OnCases
from worker.desk.proof import Signatures, trust_for
from worker.desk.putaway import OWN_PEOPLE, WHY_HELD, Plan, PutAway
from worker.model import (
    Kind,
    Letter,
    Mail,
    MessageKey,
    Place,
    Proof,
    Reading,
    Role,
    Trust,
)
from worker.outside.data.store import MAILROOM, Store
from worker.reading.apart import Apart
from worker.reading.senders.sender import judge, role_of

FORGED = "its sender could not be who it says"


class Leave(StrEnum):
    """What a person said of a message that was stopped or held, before it is read again."""

    NONE = "none"
    CLEARED = "cleared"
    ACCEPTED = "accepted"


class Desktop:
    """Plans one message at a time."""

    def __init__(
        self, store: Store, clerk: Clerk, trust: Trust, signatures: Signatures | None = None
    ) -> None:
        self._store = store
        self._clerk = clerk
        self._office = clerk.office
        self._trust = trust
        self._signatures = signatures
        self._away = PutAway(clerk)
        self._decisions = Decisions(store, clerk)
        self._clearing = Clearing(store, clerk)
        self._leads = Leads(store, clerk)
        self._machines = Machines(store, clerk)
        self._cases = OnCases(store, clerk)

    def plan(
        self,
        mail: Mail,
        raw: bytes,
        key: MessageKey,
        now: datetime,
        eyes: Eyesight | None = None,
        leave: Leave = Leave.NONE,
        apart: Apart | None = None,
        foreseen: Foreseen | None = None,
    ) -> Plan | None:
        """Plan a message that is neither known nor stopped; None where reading it stops it after all.

        ``eyes`` read the pictures of a report, once its text has cleared them. ``leave`` is what a person
        said of it: then it is read although it was stopped, or as a report although a stranger sent it.
        ``apart`` is the mail as far as it was taken apart before, ``foreseen`` what was read of it ahead.
        """
        answered = self._find_answered(mail)
        ours = self._words_of(answered)
        apart = apart if apart is not None and apart.ours == ours else Apart(mail, ours)
        letter = answered.letter if answered else None
        trust = self._trust_for(mail, raw)
        proof = judge(mail, trust, self._office.people)
        if letter is not None and self._clearing.concerns(mail, letter, proof, now):
            return self._clearing.plan(mail, key, letter, ours, proof, now)
        reading = self._read(apart, answered, trust, now, leave=leave, foreseen=foreseen)
        sights = look_at(reading, eyes if leave is not Leave.CLEARED else None)
        if sights:
            reading = self._read(apart, answered, trust, now, sights, leave)
        if reading.kind is Kind.SAFETY_STOP:
            return None
        if reading.role is Role.OURSELVES:
            return self._away.filed(key, reading.kind, say("routing.our_own_mail"), now)
        if reading.sender.verdict is Proof.FORGED:
            return self._forged(mail, key, reading, now)
        if reading.sender.imitates and _means_to_decide(reading, letter):
            return self._imitated(mail, raw, key, reading, now)
        kept = with_looks(kept_of(mail, raw, key), sights)
        if reading.kind in (Kind.AUTO_REPLY, Kind.BOUNCE):
            return self._machines.plan(apart, key, reading, letter, kept, now)
        heard = self._leads.find_plan(apart, key, reading, letter, kept, now)
        if heard is not None:
            return heard
        about = case_of(letter, self._store)
        if letter is not None and about and self._decisions.only_answers(reading, letter, now):
            return self._cases.reply(about, letter, key, reading, kept, now)
        if self._decisions.concerns(reading, letter, now):
            reply = Incoming(mail, key, reading, apart.new, kept, letter)
            return Plan(self._decisions.plan(reply, now), "filed")
        if leave is Leave.ACCEPTED:
            return self._accepted(mail, key, reading, answered, kept, now)
        return self._route(mail, raw, key, reading, answered, kept, now)

    def rest_of_split(self, mail: Mail, raw: bytes, key: MessageKey, now: datetime) -> Plan | None:
        """Plan the cases that a crash left undone of a reply that decides on several; None if none."""
        refs = self._store.mailroom.splits.get(key, ())
        cards = {ref: self._store.register.find_card(ref) for ref in refs}
        missing = frozenset(r for r, card in cards.items() if card is None or key not in card.messages)
        if not missing:
            return None
        answered = self._find_answered(mail)
        apart = Apart(mail, self._words_of(answered))
        reading = self._read(apart, answered, self._trust_for(mail, raw), now)
        letter = answered.letter if answered else None
        reply = Incoming(mail, key, reading, apart.new, kept_of(mail, raw, key), letter)
        return Plan(self._decisions.plan(reply, now, missing), "filed")

    def stop_thread(self, mail: Mail, now: datetime) -> tuple[CaseEntry, ...]:
        """Hold what could still go of the case that a stopped message belongs to (domain §5.4 (6))."""
        answered = self._find_answered(mail)
        tag = REF.search(mail.subject)
        ref = self._cases.find_thread(mail, answered) or (
            tag.group().upper().removeprefix("HU-") if tag else None
        )
        if ref is None or self._store.register.find_card(ref) is None:
            return ()
        case = self._store.case(self._store.register.living(ref))
        outcome = stop_case(case, self._office, now, about_head=self._away.may_be_about_head(mail, now))
        return (self._clerk.case_entry(case, outcome, (), now),) if outcome.events else ()

    def ours(self, mail: Mail, now: datetime) -> tuple[str, ...]:
        """Return the texts of ours that a mail may quote: none unless it names our Message-ID.

        The words of a release belong to them: they say what the message is not.
        """
        answered = self._find_answered(mail)
        ours = self._words_of(answered)
        return (*ours, *self._clearing.own_words(mail, answered.letter, ours, now)) if answered else ours

    def stopped(self, mail: Mail, key: MessageKey, place: Place | None, now: datetime) -> MailroomEntry:
        """Plan a stop, and the end of the alarm that the message may itself be an answer to."""
        answered = self._find_answered(mail)
        proof = judge(mail, self._trust, self._office.people)
        heard = self._clearing.heard(mail, answered.letter if answered else None, key, proof, now)
        return self._away.stopped(mail, key, place, now, heard)

    def _trust_for(self, mail: Mail, raw: bytes) -> Trust:
        return trust_for(mail, raw, self._trust, self._office.people, self._signatures)

    def _words_of(self, answered: Answered | None) -> tuple[str, ...]:
        """The words of ours that a reply may quote."""
        return quotable(answered, self._store) if answered else ()

    def _read(
        self,
        apart: Apart,
        answered: Answered | None,
        trust: Trust,
        now: datetime,
        sights: tuple[Sight, ...] = (),
        leave: Leave = Leave.NONE,
        foreseen: Foreseen | None = None,
    ) -> Reading:
        ref = self._cases.find_thread(apart.mail, answered)
        today = self._office.local_date(now)
        known = Known(
            answers_draft=answered is not None and answered.asks,
            answers_case=ref,
            poster=self._store.case(ref).poster if ref else None,
            cleared=leave is Leave.CLEARED,
            accepted=leave is Leave.ACCEPTED,
            outsider=self._outsider(apart.mail, answered, today),
            answers_letter=answered is not None and answered.letter.external,
        )
        people, ours = self._office.people, apart.ours
        found = None if sights else find_reading(foreseen, apart, people, today, trust, known)
        return found or read_message(apart.mail, people, today, trust, ours, known, sights, apart)

    def _outsider(self, mail: Mail, answered: Answered | None, today: date) -> Role:
        """What somebody from outside is to the case that the mail is about, if it is about one."""
        if mail.sender is None or role_of(mail.sender.email, self._office.people, today) is not Role.STRANGER:
            return Role.STRANGER
        ref = self._cases.find_named(mail, answered)
        return self._cases.outsider(mail, ref) if ref else Role.STRANGER

    def _find_correspondence(
        self, mail: Mail, reading: Reading, answered: Answered | None
    ) -> tuple[str, Letter | None] | None:
        """Find the case, and the letter if it answers one, of what decides nothing and is filed there.

        Who has a letter's Message-ID has the letter. Whom a case knows may also write without it.
        """
        if answered is not None and answered.letter.external:
            return answered.ref, answered.letter
        about = case_of(answered.letter, self._store) if answered is not None else None
        if answered is not None and about and answered.asks and _only_answers(reading):
            return about, answered.letter  # of who does not decide
        if reading.role not in CORRESPONDENTS or reading.kind is not Kind.OTHER_REPLY:
            return None
        named = self._cases.find_named(mail, answered)
        return (named, answered.letter if answered else None) if named else None

    def _route(
        self,
        mail: Mail,
        raw: bytes,
        key: MessageKey,
        reading: Reading,
        answered: Answered | None,
        kept: Kept,
        now: datetime,
    ) -> Plan:
        filed_on = self._find_correspondence(mail, reading, answered)
        if filed_on is not None:
            return self._cases.reply(*filed_on, key, reading, kept, now)
        if reading.role is Role.UNKNOWN and reading.kind is not Kind.UNREADABLE:
            return self._away.held(key, reading, say("routing.does_not_say_who_from"), now, raw)
        match reading.kind:
            case Kind.NEW_CASE | Kind.FOLLOW_UP:
                return self._cases.report(mail, key, reading, answered, kept, now)
            case Kind.OTHER_REPLY | Kind.DECISION | Kind.QUERY if (
                answered is not None and answered.ref != MAILROOM
            ):
                return self._cases.reply(answered.ref, answered.letter, key, reading, kept, now)
            case Kind.UNREADABLE:
                entry = self._away.quarantined(mail, key, raw, "; ".join(reading.problems) or "empty", now)
                return Plan((entry,), "quarantined")
            case Kind.NOT_A_REPORT if reading.role in OWN_PEOPLE:
                return self._away.filed(key, reading.kind, "not a report", now)
            case _:
                because = say(f"held.{reading.kind.value if reading.kind in WHY_HELD else 'other'}")
                return self._away.held(key, reading, because, now, raw)

    def _accepted(
        self,
        mail: Mail,
        key: MessageKey,
        reading: Reading,
        answered: Answered | None,
        kept: Kept,
        now: datetime,
    ) -> Plan:
        """Read as a report what the head accepted as one. Its sender, a stranger, is answered by nobody."""
        report = reading if reading.kind is Kind.FOLLOW_UP else replace(reading, kind=Kind.NEW_CASE)
        return self._cases.report(mail, key, report, answered, kept, now, silent=True)

    # ── what belongs to no case ────────────────────────────────────────────────────────────

    def _forged(self, mail: Mail, key: MessageKey, reading: Reading, now: datetime) -> Plan:
        because = f"{FORGED}: {reading.sender.because}"
        held = ev.Held(now, key, Kind.STRANGER, mail.sender, reading.subject, because)
        told = self._decisions.refusal(mail, reading, reading.sender.because, now)
        return Plan((self._clerk.mailroom_entry((held,), told, now),), "held")

    def _imitated(self, mail: Mail, raw: bytes, key: MessageKey, reading: Reading, now: datetime) -> Plan:
        """Hold what somebody would decide under another's name or address; that other is told."""
        told = self._decisions.refusal(mail, reading, reading.sender.because, now)
        return self._away.held(key, reading, reading.sender.because, now, raw, told)

    def _without_erased(self, letter: Letter) -> Letter:
        """A letter without the numbers of cases that are no more."""
        find = self._store.register.find_card
        return replace(letter, items=tuple(i for i in letter.items if not i.ref or find(i.ref) is not None))

    def _find_answered(self, mail: Mail) -> Answered | None:
        found = find_answered(mail, self._store, self._office.people.inbox)
        if found is None or found.ref != MAILROOM:
            return found
        return replace(found, letter=self._without_erased(found.letter))


def _means_to_decide(reading: Reading, letter: Letter | None) -> bool:
    """Whether a mail speaks about a case as only our own people do: answering what we asked, or naming it."""
    if letter is not None:
        return not letter.external
    return reading.case_ref is not None or reading.kind is Kind.DECISION


def _only_answers(reading: Reading) -> bool:
    return not reading.posts and reading.kind is Kind.FOLLOW_UP
