"""Another action than the one that was drafted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.deadlines import expect_on_hold
from worker.deciding.cases.harmed import concerned
from worker.deciding.cases.obstacles import DETAILS, Bar, find_obstacle
from worker.deciding.cases.procedure import find_asked
from worker.deciding.cases.replay import extend
from worker.deciding.doing.steps import Step, answered, ask, recalled, reopened
from worker.deciding.doing.stopping import waiting_letters
from worker.deciding.office import Office, Outcome
from worker.deciding.sentences import say
from worker.deciding.writing.drafting import put_draft
from worker.model import Action, DraftState, Item


def choose(case: Case, item: Item, args: dict[str, Any], office: Office, now: datetime) -> Step:
    """Draft another action: who considers it, and on which grounds, is kept (policy OV3)."""
    action = Action(args["action"])
    if action not in office.policy.steps:
        return ask("not in policy", title=action.value.replace("_", " "), policy=office.policy.title)
    reason = args.get("because")
    before = find_asked(case) or {}
    known = {**(before if before.get("action") == action.value else {}), **args}
    known = concerned(case, action) | known
    details = {key: known[key] for key in DETAILS if known.get(key)}
    obstacle = find_obstacle(case, action, office.policy, details)
    if obstacle and not (reason and obstacle.bar is Bar.REASON):
        return ask(obstacle.bar.value, title=office.policy.steps[action].title, obstacle=obstacle)
    events: tuple[ev.CaseEvent, ...] = reopened(case, now)
    if obstacle:
        events += (ev.StepSkipped(now, action, str(reason)),)
    for letter in waiting_letters(case, item.draft):
        approved = case.draft_of(letter)
        events += recalled(
            extend(case, events), approved, letter, office, now, say("orders.another_action_chosen")
        )
    events += _set_aside(extend(case, events), item, args, office, now)
    new = Outcome(events)
    for person in known.get("people") or (None,):  # each person concerned has a kit of her own
        own = {**details, "person": person} if person else details
        after = extend(case, new.events)
        new += put_draft(after, action, office, now, str(reason) if reason else "", own)
    return Step(new)


def _set_aside(
    case: Case, item: Item, args: dict[str, Any], office: Office, now: datetime
) -> tuple[ev.CaseEvent, ...]:
    """The draft that was shown makes way for the one now chosen; one that is only held comes back."""
    why = say("orders.another_action_chosen")
    met = answered(case, item.draft, why, now)
    draft = case.draft(item.draft) if item.draft is not None else None
    if draft is None or draft.state not in (DraftState.WAITING, DraftState.HELD):
        return met
    if not args.get("hold_draft"):
        return (*met, ev.DraftMoved(now, draft.n, draft.version, DraftState.REJECTED, why))
    held = ev.DraftMoved(now, draft.n, draft.version, DraftState.HELD, why)
    return (*met, held, expect_on_hold(extend(case, met), draft, why, office, now))
