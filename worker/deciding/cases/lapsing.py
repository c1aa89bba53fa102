"""What follows when the time for something is over: it is asked for again, or the head is asked what next."""

from __future__ import annotations

from datetime import datetime
from itertools import takewhile
from typing import assert_never

from worker import events as ev
from worker.deciding.cases.awaited import chase_again, review_again
from worker.deciding.cases.case import Case
from worker.deciding.cases.deadlines import Wait, expect, expect_advice, expect_decision
from worker.deciding.cases.replay import extend
from worker.deciding.news.alerts import expect_today, repeat
from worker.deciding.office import Office, Outcome
from worker.deciding.school.periods import Unit
from worker.deciding.sentences import say
from worker.deciding.writing.drafting import approval
from worker.model import Deadline, DeadlineKind, DeadlineState, DraftState, Person

REMINDERS_OF_ONE = 2
"""Who decides is reminded twice by its own mail; after that the digest alone carries it."""
REFERRALS = 3
"""A referral that is overdue is asked for on so many working days; on the last the chair is told."""


def lapse(case: Case, office: Office, now: datetime) -> tuple[Outcome, tuple[Deadline, ...]]:
    """Pass every deadline that is over at ``now``; return what follows and what to remind of."""
    outcome, passed = Outcome(), []
    for deadline in case.open_deadlines:
        if deadline.due_at > now:
            break
        outcome += Outcome(
            (ev.DeadlineEnded(now, deadline.id, DeadlineState.PASSED, say("lapsing.its_time_passed")),)
        )
        outcome += _after_lapse(extend(case, outcome.events), deadline, office, now)
        comes_back = deadline.kind is DeadlineKind.HOLD and deadline.draft is not None
        if not comes_back and deadline.kind is not DeadlineKind.ALERT:  # each has a mail of its own
            passed.append(deadline)
    return outcome, tuple(passed)


def _after_lapse(case: Case, deadline: Deadline, office: Office, now: datetime) -> Outcome:
    match deadline.kind:
        case DeadlineKind.HOLD:
            return _offer_again(case, deadline, office, now)
        case DeadlineKind.REPLY | DeadlineKind.REMOVAL:
            return expect_advice(case, office, now, say("lapsing.what_do_now_no_answer"))
        case DeadlineKind.CHASE:
            outcome = Outcome(chase_again(case, deadline, office, now))
            about = say("lapsing.what_do_now_nothing_came", about=deadline.about)
            return outcome + expect_advice(extend(case, outcome.events), office, now, about)
        case DeadlineKind.REVIEW:
            outcome = Outcome(review_again(case, deadline, office, now))
            return outcome + expect_advice(extend(case, outcome.events), office, now, deadline.about)
        case DeadlineKind.ALERT:
            return repeat(case, office, now)
        case DeadlineKind.TODAY:
            return expect_today(case, office, now, again=True) if rung(case, deadline) == 1 else Outcome()
        case DeadlineKind.REFER:
            return _refer_again(case, deadline, office, now)
        case DeadlineKind.REQUEST | DeadlineKind.LIMIT:
            return Outcome()
        case DeadlineKind.DECIDE | DeadlineKind.ADVISE:
            return _next_rung(case, deadline, office, now)
        case _:
            assert_never(deadline.kind)


def rung(case: Case, deadline: Deadline) -> int:
    """Return how often this has been waited for in a row without an answer, this time included."""
    same = [d for d in case.deadlines if (d.kind, d.draft) == (deadline.kind, deadline.draft)]
    ids = [d.id for d in same]
    before = same[: ids.index(deadline.id)]
    run = takewhile(lambda d: d.state is DeadlineState.PASSED, reversed(before))
    return sum(1 for _ in run) + 1


def _next_rung(case: Case, deadline: Deadline, office: Office, now: datetime) -> Outcome:
    """Climb the ladder: the head twice, then the deputy is told, then the chair (domain §4)."""
    rules = office.rules
    days = (rules.decide_days, 2 * rules.decide_days, rules.deputy_told_days, rules.chair_told_days)
    at = rung(case, deadline)
    if at >= len(days):
        return Outcome()
    again = Wait(deadline.kind, deadline.about, days[at] - days[at - 1], draft=deadline.draft)
    return Outcome((expect(case, again, office, now),))


def _refer_again(case: Case, deadline: Deadline, office: Office, now: datetime) -> Outcome:
    """Ask for the referral again on the next working day, and on the one after that."""
    if rung(case, deadline) >= REFERRALS:
        return Outcome()
    again = Wait(deadline.kind, deadline.about, 1, Unit.WORKING_DAYS)
    return Outcome((expect(case, again, office, now),))


def told_of(case: Case, deadline: Deadline, office: Office) -> tuple[tuple[Person, ...], tuple[Person, ...]]:
    """Return who is reminded of a deadline that has passed, and who is only told that it has.

    Reminded are those who can do something about it. Telling is not delegating: who is told learns the
    number and nothing else, and decides nothing by answering (domain §4).
    """
    people, subjects = office.people, office.subjects(case)
    decider, at = office.decider(case), rung(case, deadline)
    hers = decider.email == people.head.email
    if deadline.kind is DeadlineKind.REFER:
        lead = office.find_lead(case)
        reminded = tuple(dict.fromkeys(one for one in (decider, lead) if one is not None))
        told: tuple[Person | None, ...] = (people.chair,) if at >= REFERRALS else ()
    elif deadline.kind is DeadlineKind.TODAY:
        reminded = _alerted(case, office)
        told = (people.chair,) if at > 1 else people.deputies if hers else ()
    elif deadline.kind not in (DeadlineKind.DECIDE, DeadlineKind.ADVISE) or at <= REMINDERS_OF_ONE:
        return (decider,), ()
    else:
        reminded = ()
        governors = [one for one in (people.chair, people.vice_chair) if one is not None]
        above = [one for one in governors if one.email not in subjects and one is not decider]
        deputies = people.deputies if hers else ()
        told = deputies if at == REMINDERS_OF_ONE + 1 else tuple(above[:1])
    return reminded, tuple(
        one for one in told if one is not None and one.email not in subjects and one not in reminded
    )


def _alerted(case: Case, office: Office) -> tuple[Person, ...]:
    """Who decides, and the safeguarding lead where the alert went to her too."""
    told = {to for letter in case.letters if letter.kind == "alert" for to in letter.to}
    lead = office.find_lead(case)
    found = (office.decider(case), lead if lead is not None and lead.email in told else None)
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _offer_again(case: Case, deadline: Deadline, office: Office, now: datetime) -> Outcome:
    if deadline.draft is None:
        return expect_advice(case, office, now, deadline.about)
    draft = case.draft(deadline.draft)
    if draft.state is not DraftState.HELD:
        return Outcome()
    waiting = ev.DraftMoved(now, draft.n, draft.version, DraftState.WAITING, say("lapsing.hold_over"))
    asked = expect_decision(case, draft, office, now)
    return Outcome((waiting, asked), (approval(case, draft, office),))
