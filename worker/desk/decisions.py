"""The head's reply at the desk: who may decide, on what, and one commit for each case it concerns."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.replay import extend
from worker.deciding.decision import read_decision
from worker.deciding.decision.dealing import lets_go
from worker.deciding.doing.orders import carry_out
from worker.deciding.doing.steps import Order, Reply
from worker.deciding.doing.stopping import leaves_a_yes, waiting_letters
from worker.deciding.news.alerts import acknowledge, overhear
from worker.deciding.office import Outcome, address
from worker.deciding.sentences import say
from worker.desk.aside import AsideMail
from worker.desk.clerk import CaseEntry, Clerk, Entries, MailroomEntry
from worker.desk.hearing import Hearing
from worker.desk.heldmail import HeldMail, Taken
from worker.desk.incoming import Incoming, find_other_readers
from worker.desk.merging import Merging
from worker.desk.records import Records, is_proven
from worker.desk.stops import Stops
from worker.model import (
    DECIDERS,
    Address,
    Decision,
    Item,
    Kind,
    Letter,
    Mail,
    Notice,
    Pending,
    Person,
    Proof,
    Reading,
    Role,
    Verb,
)
from worker.outside.data.store import Store
from worker.reading.machines.noise import find_noise, may_be_answered
from worker.reading.senders.roles import person_at, person_of

__all__ = ["Decisions", "Incoming"]


class Decisions:
    """Turns replies into commits. Any doubt about who, what or which version asks and changes nothing."""

    def __init__(self, store: Store, clerk: Clerk) -> None:
        self._store = store
        self._clerk = clerk
        self._office = clerk.office
        self._stops = Stops(store, clerk)
        self._merging = Merging(store, clerk)
        self._held = HeldMail(store, clerk.office)
        self._ours = (clerk.office.people.inbox, clerk.sender_address)
        self._hearing = Hearing(store, clerk.office, self._ours, self._merging)
        self._records = Records(store, clerk.office, self._ours, AsideMail(store, clerk))

    def concerns(self, reading: Reading, letter: Letter | None, now: datetime) -> bool:
        """Whether someone who decides answers what asks for a decision, or means to decide without it.

        A STOP of any of our own people is one, whatever it answers.
        """
        if self._stops.concern(reading, letter, now) or self._records.concern(reading, now):
            return True
        if letter is not None and letter.items and not letter.external and self._is_delegate_at_rest(reading):
            return True
        if reading.role not in DECIDERS:
            return False
        if letter is not None and letter.items:
            return not letter.external
        if reading.case_ref is None or reading.posts or reading.attachments:
            return False
        meant = read_decision(reading.new_text, (Pending(1),), self._office.local_date(now)).decisions
        return any(one.decision not in (Verb.UNCLEAR, Verb.NOTE) for one in meant)

    def only_answers(self, reading: Reading, letter: Letter | None, now: datetime) -> bool:
        """Whether somebody who was alerted, and may not decide on the case, answers the alert."""
        if letter is None or letter.kind != "alert" or self._stops.concern(reading, letter, now):
            return False
        email = reading.reported_by.email if reading.reported_by else ""
        person = person_of(email, self._office.people, self._office.local_date(now))
        proven = reading.sender.verdict is Proof.PROVEN
        cases = [self._store.case(item.ref) for item in letter.items]
        return proven and not all(self._office.may_decide(one, reading.role, person) for one in cases)

    def plan(self, reply: Incoming, now: datetime, only: frozenset[str] | None = None) -> Entries:
        """Plan what the reply causes; ``only`` names the cases still to do after a crash between two."""
        objection = self._objection(reply, now)
        if self._stops.hear(reply, objection, now):
            return self._stops.plan(reply, self._person(reply.mail, now), now, only)
        alone = (
            objection is not None and is_proven(reply.reading) and self._records.concern(reply.reading, now)
        )
        if objection is not None and not alone:
            told = self.refusal(reply.mail, reply.reading, objection, now)
            filed = ev.Filed(
                now, reply.key, Kind.DECISION, say("decisions.not_acted_on", objection=objection)
            )
            return (self._clerk.mailroom_entry((filed,), told, now),)
        if objection is None and (beside := self._stops.named_beside(reply.reading, reply.letter)):
            assert reply.letter is not None
            asked = self._asked(reply, reply.letter, say("decisions.names_another_case"), now, only)
            return asked if only is not None else (*self._stops.held_of(beside, reply, now), *asked)
        person = self._person(reply.mail, now)
        held = Taken(replace(reply, letter=None)) if alone else self._held.take(reply, person, now)
        taken = self._records.take(held, person, now)
        if taken.is_all:
            filed = ev.Filed(now, reply.key, Kind.DECISION, say("decisions.about_held_messages_or_records"))
            done = self._clerk.mailroom_entry((filed, *taken.events), taken.told, now)
            return () if only is not None else (done,)
        return self._plan_cases(taken, now, only)

    def _plan_cases(self, taken: Taken, now: datetime, only: frozenset[str] | None) -> Entries:
        """Plan what an answer says of cases; what it says of held messages goes with the first commit."""
        reply = taken.reply
        assert reply.letter is not None
        by_case, unclear = self._hearing.read(reply, reply.letter, self._person(reply.mail, now), now)
        entries: list[CaseEntry | MailroomEntry] = []
        if not by_case:
            if taken.told and only is None:
                entries.append(self._clerk.mailroom_entry(taken.events, taken.told, now))
            return (*entries, *self._asked(reply, reply.letter, unclear, now, only))
        if (len(by_case) > 1 or taken.told) and only is None:
            split = ev.Split(now, reply.key, tuple(by_case))
            entries.append(self._clerk.mailroom_entry((split, *taken.events), taken.told, now))
        first = Order(*next(iter(by_case.values()))[0], self._said(reply, now))
        moved = self._merging.find_plan(first, reply, self._person(reply.mail, now), now, only)
        if moved is not None:
            return (*entries, *moved)
        for ref, decisions in by_case.items():
            if only is None or ref in only:
                entries.append(self._entry(ref, tuple(decisions), reply, now))
        return tuple(entries)

    def refusal(self, mail: Mail, reading: Reading, because: str, now: datetime) -> tuple[Notice, ...]:
        """Tell the *known* address that something in its name was not acted on (pains row 32)."""
        email = reading.sender.imitates or (mail.sender.email if mail.sender else "")
        person = person_at(email, self._office.people)
        goes_back = not reading.sender.imitates
        if person is None or not (may_be_answered(mail) if goes_back else find_noise(mail) is None):
            return ()
        facts = {
            "ref": None,
            "when": self._office.days.say_instant(now),
            "because": because,
            "remedy": say("remedy.answer_the_mail"),
        }
        return (Notice("not_acted", (address(person),), facts),)

    # ── who ────────────────────────────────────────────────────────────────────────────────

    def _is_delegate_at_rest(self, reading: Reading) -> bool:
        """Whether it is a deputy's, outside the days on which the deputy stands in."""
        email = reading.reported_by.email if reading.reported_by else ""
        deputies = self._office.people.deputies
        return reading.role not in DECIDERS and any(email in one.addresses for one in deputies)

    def _person(self, mail: Mail, now: datetime) -> Person | None:
        email = mail.sender.email if mail.sender else ""
        return person_of(email, self._office.people, self._office.local_date(now))

    def _objection(self, reply: Incoming, now: datetime) -> str | None:
        """Say why this reply may not decide, or None: known address, authenticated, token, theirs."""
        sender = reply.reading.sender
        if sender.verdict is not Proof.PROVEN:
            return say("decisions.not_proven_came_from_you", because=sender.because)
        if reply.letter is None or not reply.letter.items:
            return say("decisions.does_not_answer_mail_asks")
        person = self._person(reply.mail, now)
        if person is None:
            return say("decisions.your_address_not_set_up")
        if self._hearing.is_second_of_its_name(reply) and self._may_act(reply, now):
            return say("decisions.message_with_same_message_id")
        for ref in {self._store.register.living(item.ref) for item in reply.letter.items if item.ref}:
            if not self._office.may_decide(self._store.case(ref), reply.reading.role, person):
                return say("decisions.you_are_not_set_up")
        if reply.reading.role is not Role.DELEGATE and person.addresses.isdisjoint(reply.letter.to):
            return say("decisions.mail_answers_not_written_you")
        return None

    def _may_act(self, reply: Incoming, now: datetime) -> bool:
        """Whether it says nothing but yes, or may speak of held messages: a doubt is heard."""
        items = reply.letter.items if reply.letter else ()
        pending = tuple(Pending(item.n) for item in items)
        read = read_decision(reply.new.text, pending, self._office.local_date(now))
        return any(item.held is not None for item in items) or all(map(lets_go, read.decisions))

    # ── what ───────────────────────────────────────────────────────────────────────────────

    def _entry(
        self, ref: str, decisions: tuple[tuple[Decision, Item], ...], reply: Incoming, now: datetime
    ) -> CaseEntry:
        case = self._store.case(ref)
        outcome = carry_out(case, decisions, self._said(reply, now), self._office, now)
        outcome += acknowledge(case, reply.mail.sender, self._office, now)
        return self._clerk.case_entry(case, outcome + self._heard(case, outcome, reply, now), reply.kept, now)

    def _heard(self, case: Case, outcome: Outcome, reply: Incoming, now: datetime) -> Outcome:
        """What the answer tells of besides what it decides: a danger is no secret of who writes it."""
        return overhear(extend(case, outcome.events), reply.reading, reply.answers, self._office, now)

    def _said(self, reply: Incoming, now: datetime) -> Reply:
        person = self._person(reply.mail, now)
        by = address(person) if person else reply.mail.sender or Address("")
        evidence = tuple(item for item, _ in reply.kept)
        return Reply(
            by,
            reply.key,
            reply.new.text,
            evidence,
            role=reply.reading.role,
            answers=reply.answers,
            sent_at=reply.mail.sent_at,
            doubt=self._find_other_readers(reply.mail, person),
            asked_at=reply.letter.not_before_at if reply.letter else None,
        )

    def _find_other_readers(self, mail: Mail, person: Person | None) -> str:
        return (find_other_readers(mail, person, self._ours) or "") if person else ""

    def _asked(
        self, reply: Incoming, letter: Letter, reason: str, now: datetime, only: frozenset[str] | None
    ) -> Entries:
        """Ask which of several was meant, with the same numbers; what waits to go on them is held back."""
        refs = dict.fromkeys(item.ref for item in letter.items)
        said = self._said(reply, now)
        is_kind = leaves_a_yes(said.words, said.by.name, self._office, now)
        held = tuple(ref for ref in refs if not is_kind and waiting_letters(self._store.case(ref)))
        back = tuple(self._held_back(ref, reply, now) for ref in (held if only is None else sorted(only)))
        if only is not None:
            return back
        person = self._person(reply.mail, now)
        assert person is not None
        asked = {"what": "ask", "reason": reason, "question": say("ask.number_close")}
        facts = {"ref": None, "done": [asked], "words": reply.new.text}
        question = Notice("question", (address(person),), facts, answers=reply.key, items=letter.items)
        filed = ev.Filed(now, reply.key, Kind.DECISION, f"asked back: {reason}")
        split = (ev.Split(now, reply.key, held),) if held else ()
        return (self._clerk.mailroom_entry((filed, *split), (question,), now), *back)

    def _held_back(self, ref: str, reply: Incoming, now: datetime) -> CaseEntry:
        unclear = Decision(None, Verb.UNCLEAR, {"reason": say("decisions.not_clear_which_them_you")})
        return self._entry(ref, ((unclear, Item(1, ref)),), reply, now)
