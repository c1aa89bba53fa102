"""What goes on a case: a report opens one or joins one, an answer is filed on its own."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.casework import file_reply, join_case, open_case
from worker.deciding.cases.outsiders import role_on
from worker.deciding.cases.replay import extend
from worker.deciding.cases.requests import FLAG, expect_answer
from worker.deciding.judging.alike import NEAR_IN_WORDS, are_one_picture
from worker.deciding.judging.texts import REF
from worker.deciding.news.alerts import acknowledge
from worker.deciding.office import NOTHING, Outcome
from worker.desk.clerk import Clerk
from worker.desk.incoming import Answered, Message
from worker.desk.putaway import Plan
from worker.model import (
    AttachmentRole,
    EvidenceItem,
    Item,
    Kind,
    Letter,
    Mail,
    Proof,
    Reading,
    Role,
)
from worker.outside.data.store import MAILROOM, Store
from worker.reading.files.decoration import may_be_banner


class OnCases:
    """Finds the case a message belongs to and plans its commit. Nothing is stored here."""

    def __init__(self, store: Store, clerk: Clerk) -> None:
        self._store = store
        self._clerk = clerk
        self._office = clerk.office

    def report(self, message: Message, now: datetime, *, silent: bool = False) -> Plan:
        """Open a case on a report, or join the one it belongs to; ``silent`` answers its sender nothing."""
        arrival = message.arrival(now)
        ref = self._find_case(message)
        if ref is None:
            new = self._store.register.next_ref(self._office.local_date(now).year)
            outcome = open_case(new, arrival, self._office)
            case = Case(new)
        else:
            case = self._store.case(ref)
            outcome = join_case(case, arrival, self._office)
        outcome += self._besides(case, outcome, message, now)
        if silent or not message.apart.may_be_answered:
            quiet = tuple(n for n in outcome.notices if n.answers != message.key)
            outcome = type(outcome)(outcome.events, quiet)
        return Plan((self._clerk.case_entry(case, outcome, message.kept, now),), "filed")

    def _find_case(self, message: Message) -> str | None:
        """Find the case a report belongs to: its thread, its reference, the same post or picture."""
        register, reading = self._store.register, message.reading
        if reading.kind is Kind.FOLLOW_UP:
            thread = self.find_thread(message.mail, message.answered)
            if thread:
                return thread
            tagged = reading.case_ref.removeprefix("HU-") if reading.case_ref else None
            if tagged and register.find_card(tagged):
                return register.living(tagged)
        pictures = _telling_pictures(reading, message.items)
        return (
            register.find_post(p.key for p in reading.posts if p.key)
            or register.find_picture(i.sha256 for i in pictures)
            or self._find_alike(pictures)
        )

    def _find_alike(self, pictures: list[EvidenceItem]) -> str | None:
        """Find the open case with one of these pictures saved anew: near in looks, and in the same words."""
        looks = [picture.looks for picture in pictures if picture.looks]
        for ref in self._store.register.find_alike(looks, NEAR_IN_WORDS):
            held = self._store.case(ref).evidence
            if any(are_one_picture(mine, theirs) for mine in pictures for theirs in held):
                return ref
        return None

    def find_thread(self, mail: Mail, answered: Answered | None) -> str | None:
        """Find the case of the thread a mail is in, be it by a letter of ours or by a reporter's mail."""
        if answered is not None and answered.ref != MAILROOM:
            return self._store.register.living(answered.ref)
        return self._store.register.find_thread(mail.thread)

    def find_named(self, mail: Mail, answered: Answered | None) -> str | None:
        """Find the case a mail is about, by its thread and the number in its subject; None if they differ."""
        thread = self.find_thread(mail, answered)
        tags = {found.upper().removeprefix("HU-") for found in REF.findall(mail.subject)}
        register = self._store.register
        named = {register.living(tag) for tag in tags if register.find_card(tag)} | ({thread} - {None})
        return named.pop() if len(named) == 1 else None

    def outsider(self, mail: Mail, ref: str) -> Role:
        """What an outsider is to a case: also by the letters of the cases that became part of it."""
        email = mail.sender.email if mail.sender else ""
        case = self._store.case(ref)
        merged = (e.ref for e in case.events if isinstance(e, ev.Absorbed))
        cases = (case, *(self._store.case(one) for one in merged if self._store.register.living(one) == ref))
        roles = (role_on(one, email, self._office.policy) for one in cases)
        return next((role for role in roles if role is not Role.STRANGER), Role.STRANGER)

    def reply(self, ref: str, letter: Letter | None, message: Message, now: datetime) -> Plan:
        """File an answer to a letter of a case, or a correspondent's words, on the case that goes on."""
        living = self._store.register.living(ref)
        if living != ref and letter is not None:  # on the case that goes on its draft has no number
            letter = replace(letter, items=tuple(Item(item.n, living) for item in letter.items))
        case = self._store.case(living)
        outcome = file_reply(case, message.arrival(now), self._office, letter)
        outcome += self._besides(case, outcome, message, now)
        return Plan((self._clerk.case_entry(case, outcome, message.kept, now),), "filed")

    def _besides(self, case: Case, outcome: Outcome, message: Message, now: datetime) -> Outcome:
        """What a message brings besides what it says: an alarm is over, a period of the law has begun.

        What a program sends on ends no alarm.
        """
        reading = message.reading
        asked = NOTHING
        if FLAG in reading.flags:
            asked = expect_answer(extend(case, outcome.events), self._office, now)
        if reading.sender.verdict is not Proof.PROVEN or message.apart.noise is not None:
            return asked
        return asked + acknowledge(case, reading.reported_by, self._office, now)


def _telling_pictures(reading: Reading, items: tuple[EvidenceItem, ...]) -> list[EvidenceItem]:
    """The pictures that show which matter a report is about.

    One that may be the banner of the school's mails shows it only where nothing else does: two reports of
    two posts carry the same banner.
    """
    says = any(post.poster_name or post.text or post.url for post in reading.posts)
    banners = {a.sha256 for a in reading.attachments if says and may_be_banner(a)}
    pictures = (i for i in items if i.type.startswith("image/") and i.role is AttachmentRole.EVIDENCE)
    return [picture for picture in pictures if picture.sha256 not in banners]
