"""Deadlines: each in the unit it belongs to, explained in words, ended when what was expected came."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.office import Office, Outcome
from worker.deciding.school.periods import Unit, end_of, explain
from worker.model import Deadline, DeadlineKind, DeadlineState, Draft


@dataclass(frozen=True, slots=True)
class Wait:
    """One thing that is waited for: how long it is given, and in what that is counted."""

    kind: DeadlineKind
    about: str
    n: int
    unit: Unit = Unit.SCHOOL_DAYS
    draft: int | None = None


@dataclass(frozen=True, slots=True)
class Until:
    """One thing that is waited for until an instant that somebody has named.

    ``in_words`` says it, where it is not explained in school days.
    """

    kind: DeadlineKind
    about: str
    due_at: datetime
    draft: int | None = None
    in_words: str = ""


def expect(
    case: Case, wait: Wait | Until, office: Office, now: datetime, since: datetime | None = None
) -> ev.DeadlineSet:
    """Set a deadline with an id of its own on the case, counted from now, or from ``since``."""
    since, days = since or now, office.days
    match wait:
        case Wait():
            due_at = end_of(days, since, wait.n, wait.unit)
            words = _by(due_at, explain(days, since, due_at, wait.n, wait.unit), office)
        case Until():
            due_at = wait.due_at
            words = wait.in_words or _by(due_at, days.explain(since, due_at), office)
        case _:
            assert_never(wait)
    number = sum(d.kind is wait.kind for d in case.deadlines) + 1
    deadline = Deadline(f"{wait.kind.value}-{number}", wait.kind, due_at, wait.about, words, draft=wait.draft)
    return ev.DeadlineSet(now, deadline)


def _by(due_at: datetime, why: str, office: Office) -> str:
    return f"by {office.days.say_instant(due_at)} ({why})"


def expect_decision(case: Case, draft: Draft, office: Office, now: datetime) -> ev.DeadlineSet:
    """Expect a decision on a draft."""
    wait = Wait(DeadlineKind.DECIDE, "your decision", office.rules.decide_days, draft=draft.n)
    return expect(case, wait, office, now)


def expect_on_hold(case: Case, draft: Draft, about: str, office: Office, now: datetime) -> ev.DeadlineSet:
    """Ask about a draft again that is on hold, by when such things are asked about."""
    wait = Wait(DeadlineKind.HOLD, about, office.rules.hold_days, draft=draft.n)
    return expect(case, wait, office, now)


def expect_advice(case: Case, office: Office, now: datetime, about: str) -> Outcome:
    """Expect the head to say what happens next, by one school day, unless that is expected already."""
    if any(d.kind in (DeadlineKind.ADVISE, DeadlineKind.DECIDE) for d in case.open_deadlines):
        return Outcome()
    return Outcome((expect(case, Wait(DeadlineKind.ADVISE, about, office.rules.decide_days), office, now),))


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
