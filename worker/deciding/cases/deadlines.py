"""Deadlines: each in the unit it belongs to, explained in words, ended when what was expected came."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.office import Office, Outcome
from worker.deciding.school.periods import Unit, end_of, explain
from worker.model import Deadline, DeadlineKind, DeadlineState


def expect_advice(case: Case, office: Office, now: datetime, about: str) -> Outcome:
    """Expect the head to say what happens next, by one school day, unless that is expected already."""
    if any(d.kind in (DeadlineKind.ADVISE, DeadlineKind.DECIDE) for d in case.open_deadlines):
        return Outcome()
    asked = deadline_in(case, DeadlineKind.ADVISE, office, now, office.rules.decide_days, about)
    return Outcome((ev.DeadlineSet(now, asked),))


def deadline_in(
    case: Case,
    kind: DeadlineKind,
    office: Office,
    now: datetime,
    days: int,
    about: str,
    draft: int | None = None,
) -> Deadline:
    """A deadline some school days from now."""
    return deadline_at(case, kind, office, now, office.days.add_school_days(now, days), about, draft)


def deadline_at(
    case: Case,
    kind: DeadlineKind,
    office: Office,
    now: datetime,
    due_at: datetime,
    about: str,
    draft: int | None,
) -> Deadline:
    """A deadline with an id of its own on the case, explained in school days."""
    return _deadline(case, kind, office, due_at, office.days.explain(now, due_at), about, draft)


def deadline_of(
    case: Case,
    kind: DeadlineKind,
    office: Office,
    now: datetime,
    n: int,
    unit: Unit,
    about: str,
    draft: int | None = None,
) -> Deadline:
    """A deadline some units from now, explained in them."""
    due_at = end_of(office.days, now, n, unit)
    why = explain(office.days, now, due_at, n, unit)
    return _deadline(case, kind, office, due_at, why, about, draft)


def _deadline(
    case: Case, kind: DeadlineKind, office: Office, due_at: datetime, why: str, about: str, draft: int | None
) -> Deadline:
    number = sum(d.kind is kind for d in case.deadlines) + 1
    words = f"by {office.days.say_instant(due_at)} ({why})"
    return Deadline(f"{kind.value}-{number}", kind, due_at, about, words, draft=draft)


def end_deadlines(
    case: Case,
    kinds: Iterable[DeadlineKind],
    state: DeadlineState,
    because: str,
    now: datetime,
    draft: int | None = None,
) -> tuple[ev.DeadlineEnded, ...]:
    """End the open deadlines of these kinds (of one draft, when given)."""
    wanted = tuple(kinds)
    return tuple(
        ev.DeadlineEnded(now, d.id, state, because)
        for d in case.open_deadlines
        if d.kind in wanted and (draft is None or d.draft == draft)
    )
