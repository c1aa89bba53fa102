"""What every decision is made with, and what it comes to: the office's settings, and an outcome."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from worker.deciding.calendar import SchoolDays
from worker.deciding.case import Case
from worker.events import CaseEvent
from worker.model import Action, Address, Notice, People, Person, Role, Rules, School

Writer = Callable[[Action, dict[str, Any]], tuple[str, str]]
"""Turns an action and its facts into a letter's (subject, text); pure."""


@dataclass(frozen=True)
class Office:
    """The school as the procedure sees it: who is who, its numbers, its calendar, its letters."""

    school: School
    people: People
    rules: Rules
    days: SchoolDays
    write: Writer

    def decider(self, case: Case) -> Person:
        """Who decides on a case: the head, or the chair where the head is the subject."""
        return self.people.chair if case.decided_by is Role.CHAIR else self.people.head

    def may_decide(self, case: Case, role: Role, by: Person | None) -> bool:
        """Whether someone of this role may decide on this case (design: People)."""
        if case.decided_by is Role.CHAIR:
            return role is Role.CHAIR
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


_MAILBOX = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?"
)


def can_be_written_to(email: str) -> bool:
    """Whether mail can be sent to this address as it stands: plain ASCII (RFC 5321 §4.1.2)."""
    return _MAILBOX.fullmatch(email) is not None


def address(person: Person) -> Address:
    """Where Headsup writes to a person."""
    return Address(person.email, person.name)
