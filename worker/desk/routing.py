"""Where a message goes: to a case, to the head's decisions, or to the mailroom. Nothing is stored here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from worker import events as ev
from worker.deciding.cases.casework import stop_case
from worker.deciding.cases.outsiders import CORRESPONDENTS
from worker.deciding.judging.foreseen import Thread
from worker.deciding.judging.texts import REF
from worker.deciding.sentences import say
from worker.desk.clearing import Answer, Clearing
from worker.desk.clerk import CaseEntry, Clerk, MailroomEntry
from worker.desk.decisions import Decisions
from worker.desk.eyesight import Eyesight
from worker.desk.incoming import Message
from worker.desk.leads import Leads, find_case_of
from worker.desk.machines import Machines
from worker.desk.oncases import OnCases
from worker.desk.proof import Signatures
from worker.desk.putaway import WHY_HELD, Plan, PutAway
from worker.desk.stops import Stops
from worker.desk.understanding import Leave, Opened, Understanding
from worker.model import OWN_PEOPLE, Kind, Letter, Mail, MessageKey, Place, Proof, Reading, Role, Trust
from worker.outside.data.store import MAILROOM, Store
from worker.reading.senders.roles import role_of
from worker.reading.senders.sender import judge

FORGED = "its sender could not be who it says"


class Desktop:
    """Plans one message at a time."""

    def __init__(
        self, store: Store, clerk: Clerk, trust: Trust, signatures: Signatures | None = None
    ) -> None:
        self._store = store
        self._clerk = clerk
        self._office = clerk.office
        self._trust = trust
        self._away = PutAway(clerk)
        self._decisions = Decisions(store, clerk)
        self._stops = Stops(store, clerk)
        self._clearing = Clearing(store, clerk)
        self._leads = Leads(store, clerk)
        self._machines = Machines(store, clerk)
        self._cases = OnCases(store, clerk)
        self._understanding = Understanding(store, clerk.office, self._cases, trust, signatures)

    def plan(self, opened: Opened, now: datetime, eyes: Eyesight | None = None) -> Plan | None:
        """Plan a message that is neither known nor stopped; None where reading it stops it after all.

        ``eyes`` read the pictures of a report, once its text has cleared them.
        """
        setting = self._understanding.setting_of(opened)
        if setting.answered is not None:
            letter, proof = setting.answered.letter, judge(opened.mail, setting.trust, self._office.people)
            answer = Answer(opened.mail, opened.key, letter, setting.apart.ours, proof)
            if self._clearing.concerns(answer, now):
                return self._clearing.plan(answer, now)
        message = self._understanding.read(opened, setting, now, eyes)
        if message.reading.kind is Kind.SAFETY_STOP:
            return None
        return self._find_unbidden(message, now) or self._place(message, opened.leave, now)

    def _find_unbidden(self, message: Message, now: datetime) -> Plan | None:
        """Plan what no person is heard by: our own mail, a forged one, one in another's name, a machine's."""
        reading = message.reading
        if reading.role is Role.OURSELVES:
            return self._away.filed(message.key, reading.kind, say("routing.our_own_mail"), now)
        if reading.sender.verdict is Proof.FORGED:
            return self._forged(message, now)
        if reading.sender.imitates and _means_to_decide(reading, message.letter):
            return self._imitated(message, now)
        if reading.kind in (Kind.AUTO_REPLY, Kind.BOUNCE):
            return self._machines.plan(message, now)
        return None

    def _place(self, message: Message, leave: Leave, now: datetime) -> Plan:
        """Plan what a person wrote: who decides is heard first, but for what a program sent on."""
        if message.apart.noise is None:
            decided = self._find_decided(message, now)
            if decided is not None:
                return decided
        if leave is Leave.ACCEPTED:
            return self._accepted(message, now)
        if message.apart.noise is not None and self._would_decide(message):
            return self._away.held(message, say("held.program"), now)
        return self._route(message, now)

    def _find_decided(self, message: Message, now: datetime) -> Plan | None:
        """Plan what one of our own people decides, says of an alarm, or answers as one who was alerted."""
        reading, letter = message.reading, message.letter
        heard = self._leads.find_plan(message, now)
        if heard is not None:
            return heard
        about = find_case_of(letter, self._store)
        if letter is not None and about and self._decisions.only_answers(reading, letter, now):
            return self._cases.reply(about, letter, message, now)
        if self._decisions.concerns(reading, letter, now):
            return Plan(self._decisions.plan(message.as_reply(), now), "filed")
        return None

    def _would_decide(self, message: Message) -> bool:
        """Whether the words are of our own people, and meant for a case or for what we asked."""
        reading = message.reading
        meant = reading.kind is Kind.OTHER_REPLY or _means_to_decide(reading, message.letter)
        return reading.role in OWN_PEOPLE and meant

    def find_rest_of_split(self, mail: Mail, raw: bytes, key: MessageKey, now: datetime) -> Plan | None:
        """Plan the cases that a crash left undone of a reply that decides on several; None if none."""
        refs = self._store.mailroom.splits.get(key, ())
        cards = {ref: self._store.register.find_card(ref) for ref in refs}
        missing = frozenset(r for r, card in cards.items() if card is None or key not in card.messages)
        if not missing:
            return None
        opened = Opened(mail, raw, key)
        message = self._understanding.read(opened, self._understanding.setting_of(opened), now)
        return Plan(self._decisions.plan(message.as_reply(), now, missing), "filed")

    def stop_thread(self, mail: Mail, now: datetime) -> tuple[CaseEntry, ...]:
        """Hold what could still go of the case that a stopped message belongs to (domain §5.4 (6))."""
        answered = self._understanding.find_answered(mail)
        tag = REF.search(mail.subject)
        ref = self._cases.find_thread(mail, answered) or (
            tag.group().upper().removeprefix("HU-") if tag else None
        )
        if ref is None or self._store.register.find_card(ref) is None:
            return ()
        case = self._store.case(self._store.register.living(ref))
        outcome = stop_case(case, self._office, now, about_head=self._away.may_be_about_head(mail, now))
        return (self._clerk.case_entry(case, outcome, (), now),) if outcome.events else ()

    def stop_unread(self, mail: Mail, now: datetime) -> tuple[CaseEntry, ...]:
        """Hold what an answer may be about of which no more than the header could be read."""
        answered, people = self._understanding.find_answered(mail), self._office.people
        email = mail.sender.email if mail.sender else ""
        if answered is None or judge(mail, self._trust, people).verdict is not Proof.PROVEN:
            return ()
        role = role_of(email, people, self._office.local_date(now))
        return self._stops.beside_unread(email, role, find_case_of(answered.letter, self._store), now)

    def find_thread(self, names: Sequence[str]) -> Thread | None:
        """Find the case whose reporters' mails these Message-IDs are, none of them being a letter of ours."""
        register = self._store.register
        ref = register.find_thread(names) if names and register.find_letter(names) is None else None
        return Thread(ref, self._store.case(ref).poster) if ref is not None else None

    def ours(self, mail: Mail, now: datetime) -> tuple[str, ...]:
        """Return the texts of ours that a mail may quote: none unless it names our Message-ID.

        The words of a release belong to them: they say what the message is not.
        """
        answered = self._understanding.find_answered(mail)
        ours = self._understanding.words_of(answered)
        return (*ours, *self._clearing.own_words(mail, answered.letter, ours, now)) if answered else ours

    def stopped(self, mail: Mail, key: MessageKey, place: Place | None, now: datetime) -> MailroomEntry:
        """Plan a stop, and the end of the alarm that the message may itself be an answer to."""
        answered = self._understanding.find_answered(mail)
        proof = judge(mail, self._trust, self._office.people)
        heard = self._clearing.heard(mail, answered.letter if answered else None, key, proof, now)
        return self._away.stopped(mail, key, place, now, heard)

    def _find_correspondence(self, message: Message) -> tuple[str, Letter | None] | None:
        """Find the case, and the letter if it answers one, of what decides nothing and is filed there.

        Who has a letter's Message-ID has the letter. Whom a case knows may also write without it.
        """
        answered, reading, letter = message.answered, message.reading, message.letter
        if answered is not None and answered.letter.external:
            return answered.ref, letter
        about = find_case_of(letter, self._store)
        if answered is not None and about and answered.asks and _only_answers(reading):
            return about, letter  # of who does not decide
        if reading.role not in CORRESPONDENTS or reading.kind is not Kind.OTHER_REPLY:
            return None
        named = self._cases.find_named(message.mail, answered)
        return (named, letter) if named else None

    def _route(self, message: Message, now: datetime) -> Plan:
        reading, answered = message.reading, message.answered
        filed_on = self._find_correspondence(message)
        if filed_on is not None:
            return self._cases.reply(*filed_on, message, now)
        if reading.role is Role.UNKNOWN and reading.kind is not Kind.UNREADABLE:
            return self._away.held(message, say("routing.does_not_say_who_from"), now)
        match reading.kind:
            case Kind.NEW_CASE | Kind.FOLLOW_UP:
                return self._report(message, now)
            case Kind.OTHER_REPLY | Kind.DECISION | Kind.QUERY if (
                answered is not None and answered.ref != MAILROOM
            ):
                return self._cases.reply(answered.ref, answered.letter, message, now)
            case Kind.UNREADABLE:
                why = "; ".join(reading.problems) or "empty"
                entry = self._away.quarantined(message.mail, message.key, message.raw, why, now)
                return Plan((*self.stop_unread(message.mail, now), entry), "quarantined")
            case Kind.NOT_A_REPORT if reading.role in OWN_PEOPLE:
                return self._away.filed(message.key, reading.kind, "not a report", now)
            case _:
                because = say(f"held.{reading.kind.value if reading.kind in WHY_HELD else 'other'}")
                return self._away.held(message, because, now)

    def _report(self, message: Message, now: datetime) -> Plan:
        """Take in a report, and first hold back the letters that it may be about besides."""
        plan = self._cases.report(message, now)
        cases = {entry.case.ref for entry in plan.entries if isinstance(entry, CaseEntry)}
        held = self._stops.beside_report(message.reading, message.letter, cases, now)
        return replace(plan, entries=(*held, *plan.entries))

    def _accepted(self, message: Message, now: datetime) -> Plan:
        """Read as a report what the head accepted as one. Its sender, a stranger, is answered by nobody."""
        reading = message.reading
        report = reading if reading.kind is Kind.FOLLOW_UP else replace(reading, kind=Kind.NEW_CASE)
        return self._cases.report(replace(message, reading=report), now, silent=True)

    def _forged(self, message: Message, now: datetime) -> Plan:
        mail, reading = message.mail, message.reading
        because = f"{FORGED}: {reading.sender.because}"
        held = ev.Held(now, message.key, Kind.STRANGER, mail.sender, reading.subject, because)
        told = self._decisions.refusal(mail, reading, reading.sender.because, now)
        return Plan((self._clerk.mailroom_entry((held,), told, now),), "held")

    def _imitated(self, message: Message, now: datetime) -> Plan:
        """Hold what somebody would decide under another's name or address; that other is told."""
        because = message.reading.sender.because
        told = self._decisions.refusal(message.mail, message.reading, because, now)
        return self._away.held(message, because, now, told)


def _means_to_decide(reading: Reading, letter: Letter | None) -> bool:
    """Whether a mail speaks about a case as only our own people do: answering what we asked, or naming it."""
    if letter is not None:
        return not letter.external
    return reading.case_ref is not None or reading.kind is Kind.DECISION


def _only_answers(reading: Reading) -> bool:
    return not reading.posts and reading.kind is Kind.FOLLOW_UP
