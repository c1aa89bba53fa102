"""What follows when the time for something is over: it is asked for again, or the head is asked what next."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from worker import events as ev
from worker.deciding.case import Case, extend
from worker.deciding.deadlines import deadline_in, expect_advice
from worker.deciding.drafting import approval
from worker.deciding.office import Office, Outcome
from worker.model import Deadline, DeadlineKind, DeadlineState, DraftState

REMINDERS_OF_ONE = 2
"""A decision is reminded of twice by its own mail; after that the digest alone carries it."""


def lapse(case: Case, office: Office, now: datetime) -> tuple[Outcome, tuple[Deadline, ...]]:
    """Pass every deadline that is over at ``now``; return what follows and what to remind of."""
    outcome, passed = Outcome(), []
    for deadline in case.open_deadlines:
        if deadline.due_at > now:
            break
        outcome += Outcome((ev.DeadlineEnded(now, deadline.id, DeadlineState.PASSED, "its time passed"),))
        outcome += _after_lapse(extend(case, outcome.events), deadline, office, now)
        if deadline.kind is not DeadlineKind.HOLD or deadline.draft is None:
            passed.append(deadline)  # a held draft comes back in a mail of its own
    return outcome, tuple(passed)


def _after_lapse(case: Case, deadline: Deadline, office: Office, now: datetime) -> Outcome:
    match deadline.kind:
        case DeadlineKind.HOLD:
            return _offer_again(case, deadline, office, now)
        case DeadlineKind.REPLY | DeadlineKind.REMOVAL:
            return expect_advice(case, office, now, "what to do now that no answer came")
        case DeadlineKind.DECIDE | DeadlineKind.ADVISE:
            same = [d for d in case.deadlines if (d.kind, d.draft) == (deadline.kind, deadline.draft)]
            if len(same) >= REMINDERS_OF_ONE:
                return Outcome()
            again = deadline_in(
                case, deadline.kind, office, now, office.rules.decide_days, deadline.about, deadline.draft
            )
            return Outcome((ev.DeadlineSet(now, again),))
        case DeadlineKind.CHASE | DeadlineKind.REVIEW | DeadlineKind.REFER:
            return expect_advice(case, office, now, deadline.about)
        case DeadlineKind.ALERT | DeadlineKind.REQUEST | DeadlineKind.LIMIT:
            return Outcome()
        case _:
            assert_never(deadline.kind)


def _offer_again(case: Case, deadline: Deadline, office: Office, now: datetime) -> Outcome:
    if deadline.draft is None:
        return expect_advice(case, office, now, deadline.about)
    draft = case.draft(deadline.draft)
    if draft.state is not DraftState.HELD:
        return Outcome()
    waiting = ev.DraftMoved(now, draft.n, draft.version, DraftState.WAITING, "the hold is over")
    asked = deadline_in(
        case, DeadlineKind.DECIDE, office, now, office.rules.decide_days, "your decision", draft.n
    )
    return Outcome((waiting, ev.DeadlineSet(now, asked)), (approval(case, draft, office),))
