"""Requests with a period of their own in law: for one's data, for information, a complaint about data.

Headsup answers none of them: it makes sure that the clock is seen. Subject access has one calendar month,
holidays or not; freedom of information twenty school days, sixty working days at the most; a complaint
about data is acknowledged within thirty days (domain §3.9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.deadlines import Wait, expect
from worker.deciding.office import NOTHING, Office, Outcome
from worker.deciding.school.periods import Unit, end_of, explain
from worker.model import DeadlineKind

FLAG = "data_protection_request"
_FREEDOM = re.compile(r"\bfreedom of information\b|\bfoi\b", re.IGNORECASE)
_COMPLAINT = re.compile(
    r"\bno right to (?:have|keep|share|hold)\b|\bcomplain\w{0,4}\b[^.\n]{0,60}\bdata\b"
    r"|\bdata\b[^.\n]{0,60}\bcomplain",
    re.IGNORECASE,
)
_MOST_WORKING_DAYS = 60


@dataclass(frozen=True, slots=True)
class Request:
    """One kind of request and its period."""

    about: str
    n: int
    unit: Unit


ACCESS = Request("an answer to what may be a request for personal data", 1, Unit.MONTHS)
FREEDOM = Request("an answer to what may be a freedom of information request", 20, Unit.SCHOOL_DAYS)
COMPLAINT = Request("an acknowledgement of what may be a complaint about data", 30, Unit.DAYS)


def kind_of(words: str) -> Request:
    """Tell which it is by its words; subject access, the strictest for a school, where they do not say."""
    if _FREEDOM.search(words):
        return FREEDOM
    return COMPLAINT if _COMPLAINT.search(words) else ACCESS


def expect_answer(case: Case, office: Office, now: datetime) -> Outcome:
    """Set the deadline of a request that came with the last message on a case, once for each kind."""
    last = next((e for e in reversed(case.events) if isinstance(e, ev.Reported | ev.Replied)), None)
    if last is None or FLAG not in last.flags:
        return NOTHING
    request = kind_of(last.words)
    if any(d.kind is DeadlineKind.REQUEST and d.about == request.about for d in case.open_deadlines):
        return NOTHING
    n, unit = _period(request, office, now)
    return Outcome((expect(case, Wait(DeadlineKind.REQUEST, request.about, n, unit), office, now),))


def find_request_words(flags: tuple[str, ...], came_at: datetime, office: Office) -> str | None:
    """Say until when a held message may have to be answered, where it seems to ask for data."""
    if FLAG not in flags:
        return None
    due_at = end_of(office.days, came_at, ACCESS.n, ACCESS.unit)
    why = explain(office.days, came_at, due_at, ACCESS.n, ACCESS.unit)
    return f"by {office.days.say_instant(due_at)} ({why})"


def _period(request: Request, office: Office, now: datetime) -> tuple[int, Unit]:
    """A request's period, in the unit that ends first: a summer of holidays does not stop information."""
    if request is not FREEDOM:
        return request.n, request.unit
    most = end_of(office.days, now, _MOST_WORKING_DAYS, Unit.WORKING_DAYS)
    if most < end_of(office.days, now, request.n, request.unit):
        return _MOST_WORKING_DAYS, Unit.WORKING_DAYS
    return request.n, request.unit
