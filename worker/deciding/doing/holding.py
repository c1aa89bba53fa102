"""A draft, or a case, that is to wait: until a day, on a condition, or until someone has seen it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from worker import events as ev
from worker.deciding.cases.case import Case, extend
from worker.deciding.cases.deadlines import deadline_at
from worker.deciding.doing.approving import approve
from worker.deciding.doing.steps import Reply, Step, answered, ask, recalling, reopened
from worker.deciding.office import Office, Outcome
from worker.deciding.sentences import say
from worker.model import Address, DeadlineKind, Draft, DraftState, Item, Notice, Role

_SENDS_FROM = time(8, 30)


def hold(case: Case, item: Item, args: dict[str, Any], reply: Reply, office: Office, now: datetime) -> Step:
    """Let it wait; a draft that is to go on a day is approved for then. A day that is past is asked about."""
    until = date.fromisoformat(args["until"]) if args.get("until") else None
    if until is not None and until <= office.local_date(now):
        return ask("past date", until=office.days.say_date(until))
    if item.draft is not None and until is not None and args.get("then") == "send":
        at = office.instant(until, _SENDS_FROM)
        return recalling(case, item, office, now, lambda c, d: approve(c, d, item, reply, office, now, at))
    due_at = (
        office.instant(until, office.rules.digest_at)
        if until
        else office.days.add_school_days(now, office.rules.hold_days)
    )
    over = (DraftState.REJECTED, DraftState.WITHDRAWN)
    if item.draft is None or case.draft(item.draft).state in over:
        return _hold_until(case, None, due_at, args, office, now)
    return recalling(case, item, office, now, lambda c, d: _hold_until(c, d, due_at, args, office, now))


def _hold_until(
    case: Case, draft: Draft | None, due_at: datetime, args: dict[str, Any], office: Office, now: datetime
) -> Step:
    condition = args.get("condition")
    about = say("orders.on_hold", condition=condition) if condition else "on hold"
    events = (*reopened(case, now), *answered(case, draft.n if draft else None, "held", now))
    after = extend(case, events)
    if draft is not None:
        events += (ev.DraftMoved(now, draft.n, draft.version, DraftState.HELD, about),)
    hold = deadline_at(after, DeadlineKind.HOLD, office, now, due_at, about, draft.n if draft else None)
    said = {
        "what": "held",
        "n": draft.n if draft else None,
        "when": office.days.say_instant(due_at),
        "condition": condition,
    }
    return Step(Outcome((*events, ev.DeadlineSet(now, hold))), (said,))


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
        due_at = office.days.add_school_days(now, office.rules.hold_days)
        held = _hold_until(
            case, draft, due_at, {"condition": say("orders.has_seen", who=person.name)}, office, now
        )
        return Step(held.outcome + Outcome((), (copy,)), ({"what": "shown", "to": person.email}, *held.said))

    return recalling(case, item, office, now, show)
