"""What every decision is made with, and what it comes to: the office's settings, and an outcome."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from worker.deciding.cases.case import Case
from worker.deciding.school.calendar import SchoolDays
from worker.deciding.school.policy import Policy
from worker.deciding.school.policy_file import policy as shipped
from worker.events import CaseEvent
from worker.model import Action, Address, Notice, People, Person, Role, Rules, School

Writer = Callable[[Action, dict[str, Any]], tuple[str, str]]
"""Turns an action and its facts into a letter's (subject, text); pure."""


@dataclass(frozen=True)
class Office:
    """The school as the procedure sees it: who is who, its numbers, its calendar, its letters, its policy."""

    school: School
    people: People
    rules: Rules
    days: SchoolDays
    write: Writer
    policy: Policy = field(default_factory=shipped)

    def decider(self, case: Case) -> Person:
        """Who decides on a case: the head, the chair where the head is the subject, then the vice-chair.

        Without a vice-chair nobody at the school can: the safeguarding lead is told in her place, and
        may decide nothing (domain §4, conflict route).
        """
        people = self.people
        if case.decided_by is not Role.CHAIR:
            return people.head
        if CHAIR_IS_SUBJECT not in case.flags:
            return people.chair
        return people.vice_chair or self.find_lead(case) or people.admin

    def signs_as(self, case: Case) -> str:
        """The office in which who decides on a case signs its letters."""
        if case.decided_by is not Role.CHAIR:
            return "Headteacher"
        return "Vice-Chair of Governors" if CHAIR_IS_SUBJECT in case.flags else "Chair of Governors"

    def find_lead(self, case: Case) -> Person | None:
        """The safeguarding lead of a case: the deputy lead where she is its subject, None without one."""
        subjects = self.subjects(case)
        people = self.people
        leads = (people.dsl, people.deputy_dsl)
        return next((one for one in leads if one is not None and one.email not in subjects), None)

    def is_lead(self, email: str, case: Case | None = None) -> bool:
        """Whether an address is the safeguarding lead's or the deputy lead's, and not of a case's subject.

        By address, not by role: in a small school the head or the deputy is the lead as well.
        """
        subjects = self.subjects(case) if case is not None else frozenset()
        leads = (self.people.dsl, self.people.deputy_dsl)
        return any(
            one is not None and email.lower() in one.addresses and one.email not in subjects for one in leads
        )

    def subjects(self, case: Case) -> frozenset[str]:
        """The addresses of those whom a case is about: they hear nothing of it (domain §1.6 rule 11)."""
        people = self.people
        named = (
            (HEAD_IS_SUBJECT, people.head),
            (CHAIR_IS_SUBJECT, people.chair),
            (DSL_IS_SUBJECT, people.dsl),
        )
        return frozenset(email for flag, one in named if flag in case.flags for email in one.addresses)

    def may_decide(self, case: Case, role: Role, by: Person | None) -> bool:
        """Whether someone of this role may decide on this case (design: People)."""
        if case.decided_by is Role.CHAIR:
            return role is Role.CHAIR and by is not None and by.email == self.decider(case).email
        return role is Role.HEAD or (role is Role.DELEGATE and by is not None and by.may_approve)

    def local_date(self, at: datetime) -> date:
        """The school's own date at an instant."""
        return at.astimezone(ZoneInfo(self.rules.zone)).date()

    def instant(self, on: date, at: time) -> datetime:
        """The instant of a clock time at the school on a date."""
        return datetime.combine(on, at, ZoneInfo(self.rules.zone)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one message or one sweep comes to: what happened, and what is to be said to whom."""

    events: tuple[CaseEvent, ...] = ()
    notices: tuple[Notice, ...] = ()

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(self.events + other.events, self.notices + other.notices)


NOTHING = Outcome()


HEAD_IS_SUBJECT, CHAIR_IS_SUBJECT, DSL_IS_SUBJECT = "head_is_subject", "chair_is_subject", "dsl_is_subject"
"""Flags of a case whose subject is one of those who would decide on it or be told of it."""

_MAILBOX = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?"
)


def can_be_written_to(email: str) -> bool:
    """Whether mail can be sent to this address as it stands: plain ASCII (RFC 5321 §4.1.2)."""
    return _MAILBOX.fullmatch(email) is not None


def is_own(email: str, people: People) -> bool:
    """Whether an address is of the school's own people, its staff, or Headsup's."""
    named = (people.head, people.admin, people.dsl, people.chair, people.vice_chair, people.deputy_dsl)
    persons = (*(one for one in named if one is not None), *people.deputies)
    known = {people.inbox, *people.staff, *(email for one in persons for email in one.addresses)}
    return email.lower() in known or email.rpartition("@")[2].lower() in people.staff_domains


def address(person: Person) -> Address:
    """Where Headsup writes to a person."""
    return Address(person.email, person.name)
