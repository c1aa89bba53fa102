"""A draft, or a case, that is to wait: until a day, on a condition, or until someone has seen it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.deadlines import Until, expect
from worker.deciding.cases.replay import extend
from worker.deciding.doing.approving import approve, find_day
from worker.deciding.doing.steps import Order, Step, answered, ask, recalling, reopened
from worker.deciding.office import Office, Outcome
from worker.deciding.sentences import say
from worker.model import Address, DeadlineKind, Draft, DraftState, Item, Notice, Role


def hold(case: Case, order: Order, office: Office, now: datetime) -> Step:
    """Let it wait; a draft that is to go on a day is approved for then. A day that is past is asked about."""
    item, args = order.item, order.args
    until = _find_until(args)
    if until is not None and until <= office.local_date(now):
        return ask("past date", until=office.days.say_date(until))
    if item.draft is not None and find_day(order, office) is not None:
        return recalling(case, item, office, now, lambda c, d: approve(c, d, order, office, now))
    over = (DraftState.REJECTED, DraftState.WITHDRAWN)
    if item.draft is None or case.draft(item.draft).state in over:
        return _hold(case, None, args, office, now)
    return recalling(case, item, office, now, lambda c, d: _hold(c, d, args, office, now))


def _find_until(args: dict[str, Any]) -> date | None:
    return date.fromisoformat(args["until"]) if args.get("until") else None


def _hold(case: Case, draft: Draft | None, args: dict[str, Any], office: Office, now: datetime) -> Step:
    until, condition, n = _find_until(args), args.get("condition"), draft.n if draft else None
    due_at = (
        office.instant(until, office.rules.digest_at)
        if until
        else office.days.add_school_days(now, office.rules.hold_days)
    )
    about = say("orders.on_hold", condition=condition) if condition else "on hold"
    events = (*reopened(case, now), *answered(case, n, "held", now))
    after = extend(case, events)
    if draft is not None:
        events += (ev.DraftMoved(now, draft.n, draft.version, DraftState.HELD, about),)
    asked = expect(after, Until(DeadlineKind.HOLD, about, due_at, n), office, now)
    said = {"what": "held", "n": n, "when": office.days.say_instant(due_at), "condition": condition}
    return Step(Outcome((*events, asked)), (said,))


def show_to(case: Case, item: Item, args: dict[str, Any], office: Office, now: datetime) -> Step:
    """Show a draft to someone of the school's own people; never a way out of the school."""
    wanted = str(args.get("address") or "").lower()
    people = office.people
    own = {p.email: p for p in (people.head, people.chair, people.dsl, people.admin, *people.deputies)}
    person = own.get(wanted)
    if person is None or (case.decided_by is Role.CHAIR and person is people.head):
        return ask("not allowed", address=wanted)

    def show(case: Case, draft: Draft) -> Step:
        facts = {"ref": case.ref, "draft": draft, "title": office.policy.steps[draft.action].title}
        copy = Notice("for_comment", (Address(person.email, person.name),), facts)
        held = _hold(case, draft, {"condition": say("orders.has_seen", who=person.name)}, office, now)
        return Step(held.outcome + Outcome((), (copy,)), ({"what": "shown", "to": person.email}, *held.said))

    return recalling(case, item, office, now, show)
