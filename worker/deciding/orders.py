"""What the head's decisions do to a case. Each is applied to the version it names, or it asks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, assert_never

from worker import events as ev
from worker.deciding.case import Case, extend
from worker.deciding.casework import approval, present, put_draft, text_sha256
from worker.deciding.deadlines import deadline_at, end_deadlines, expect_advice
from worker.deciding.edit import apply_edits
from worker.deciding.office import Office, Outcome, can_be_written_to
from worker.deciding.policy import policy
from worker.deciding.procedure import AVAILABLE, find_obstacle
from worker.deciding.steps import (
    Step,
    already,
    answered,
    ask,
    recalled,
    recalling,
    reopened,
    with_draft,
)
from worker.model import (
    Action,
    Address,
    CaseState,
    DeadlineKind,
    DeadlineState,
    Decision,
    Draft,
    DraftState,
    EvidenceItem,
    Item,
    LetterState,
    MessageKey,
    Notice,
    Role,
    Verb,
)

_SENDS_FROM = time(8, 30)


@dataclass(frozen=True, slots=True)
class Reply:
    """An authenticated reply of someone who may decide, and the message it came in."""

    by: Address
    key: MessageKey
    words: str
    evidence: tuple[EvidenceItem, ...] = ()


def carry_out(
    case: Case, decisions: tuple[tuple[Decision, Item], ...], reply: Reply, office: Office, now: datetime
) -> Outcome:
    """Carry out the decisions of one reply that concern one case, in order, and confirm them in one mail.

    Anything that cannot be done as said is asked about instead; asking changes nothing.
    """
    events: tuple[ev.CaseEvent, ...] = ()
    notices: tuple[Notice, ...] = ()
    done: list[dict[str, Any]] = []
    items: list[Item] = []
    for decision, item in decisions:
        at = extend(case, events)
        step = _carry_out_one(at, decision, item, reply, office, now)
        events += (_decided(decision, item, reply, now), *step.outcome.events)
        notices += step.outcome.notices
        done.extend(step.said)
        items.append(item)
    if done:
        facts = {"ref": case.ref, "done": done, "words": reply.words}
        kind = "question" if any(line["what"] == "ask" for line in done) else "confirmation"
        answer = Notice(kind, (reply.by,), facts, answers=reply.key, items=tuple(dict.fromkeys(items)))
        notices = (answer, *notices)
    return Outcome(events, notices)


def _decided(decision: Decision, item: Item, reply: Reply, now: datetime) -> ev.Decided:
    return ev.Decided(
        now, reply.key, reply.by, decision.decision, item.draft, item.version, reply.words,
        decision.args, reply.evidence,
    )  # fmt: skip


def _carry_out_one(
    case: Case, decision: Decision, item: Item, reply: Reply, office: Office, now: datetime
) -> Step:
    args = decision.args
    match decision.decision:
        case Verb.APPROVE:
            return with_draft(case, item, office, lambda c, d: _approve(c, d, office, now, None))
        case Verb.EDIT:
            return recalling(case, item, office, now, lambda c, d: _edit(c, d, args, office, now))
        case Verb.REJECT:
            return recalling(case, item, office, now, lambda c, d: _reject(c, d, args, office, now))
        case Verb.HOLD:
            return _hold(case, item, args, office, now)
        case Verb.NOTE:
            return Step(said=({"what": "noted"},))
        case Verb.CLOSE:
            return _close(case, args, reply, now)
        case Verb.OTHER_ACTION:
            return _choose(case, item, args, office, now)
        case Verb.SEND_TO:
            return _show(case, item, args, office, now)
        case Verb.EVIDENCE:
            return Step(Outcome((), (_evidence(case, reply),)))
        case Verb.STOP:
            return _stop(case, item, office, now)
        case Verb.UNCLEAR:
            return ask(str(args.get("reason", "unclear")), question=args.get("question"))
        case _:
            assert_never(decision.decision)


# ── one function a verb ────────────────────────────────────────────────────────────────────


def _approve(case: Case, draft: Draft, office: Office, now: datetime, not_before: datetime | None) -> Step:
    if draft.to is None:
        return ask("no recipient", n=draft.n)
    earliest = max(now + timedelta(minutes=office.rules.undo_minutes), not_before or now)
    goes_at = office.days.may_post(earliest)
    approved = ev.DraftMoved(
        now, draft.n, draft.version, DraftState.APPROVED, "approved by reply", text_sha256(draft)
    )
    met = answered(case, draft.n, "decided", now)
    letter = Notice(
        kind="letter",
        to=(draft.to,),
        facts={
            "subject": draft.subject,
            "text": draft.text,
            "school": office.school,
            "action": draft.action.value,
        },
        external=True,
        not_before_at=goes_at,
        items=(Item(1, case.ref, draft.n, draft.version),),
    )
    said = {
        "what": "approved",
        "n": draft.n,
        "version": draft.version,
        "title": policy().steps[draft.action].title,
        "to": draft.to.email,
        "when": office.days.say_instant(goes_at),
        "delayed": goes_at > earliest,
    }
    return Step(Outcome((approved, *met), (letter,)), (said,))


def _edit(case: Case, draft: Draft, args: dict[str, Any], office: Office, now: datetime) -> Step:
    edits = list(args.get("edits", ()))
    named = [e for e in edits if "to_address" in e]
    edited = apply_edits(
        draft.text, draft.subject, [e for e in edits if "to_address" not in e], office.local_date(now),
    )  # fmt: skip
    if edited.problems or args.get("needs_redraft"):
        return ask("edit", n=draft.n, problems=edited.problems)
    changes = list(edited.changes)
    to = draft.to
    if named:
        to = Address(named[-1]["to_address"].lower(), named[-1].get("to_name") or "")
        if to.email == office.people.inbox or not can_be_written_to(to.email):
            return ask("edit", n=draft.n, problems=(f"A letter cannot be sent to {to.email}.",))
        changes.append(f"It is addressed to {to.email}.")
    new = replace(
        draft, version=draft.version + 1, to=to, text=edited.text, state=DraftState.WAITING,
        changes=" ".join(changes),
    )  # fmt: skip
    met = answered(case, draft.n, "changed", now)
    shown = present(extend(case, met), new, office, now)
    return Step(Outcome(met) + shown)


def _reject(case: Case, draft: Draft, args: dict[str, Any], office: Office, now: datetime) -> Step:
    reason = str(args.get("reason") or "rejected by reply")
    moved = ev.DraftMoved(now, draft.n, draft.version, DraftState.REJECTED, reason)
    outcome = Outcome((moved, *answered(case, draft.n, "decided", now)))
    outcome += expect_advice(extend(case, outcome.events), office, now, "what to do instead")
    return Step(outcome, ({"what": "rejected", "n": draft.n},))


def _hold(case: Case, item: Item, args: dict[str, Any], office: Office, now: datetime) -> Step:
    until = date.fromisoformat(args["until"]) if args.get("until") else None
    if until is not None and until <= office.local_date(now):
        return ask("past date", until=office.days.say_date(until))
    if item.draft is not None and until is not None and args.get("then") == "send":
        at = office.instant(until, _SENDS_FROM)
        return recalling(case, item, office, now, lambda c, d: _approve(c, d, office, now, at))
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
    about = f"on hold ({condition})" if condition else "on hold"
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


def _close(case: Case, args: dict[str, Any], reply: Reply, now: datetime) -> Step:
    if case.state is CaseState.CLOSED:
        return Step(said=({"what": "closed", "stopped": 0, "withdrawn": 0},))
    stopped = [x for x in case.letters if x.external and x.state is LetterState.QUEUED]
    drafts = [d for d in case.drafts if d.state in (DraftState.WAITING, DraftState.HELD)]
    events: tuple[ev.CaseEvent, ...] = (
        *(ev.LetterMoved(now, x.id, LetterState.CANCELLED, "the case was closed") for x in stopped),
        *(ev.DraftMoved(now, d.n, d.version, DraftState.WITHDRAWN, "the case was closed") for d in drafts),
        *end_deadlines(case, tuple(DeadlineKind), DeadlineState.DROPPED, "the case was closed", now),
        ev.Closed(now, reply.by, str(args.get("reason") or "closed by reply")),
    )
    return Step(Outcome(events), ({"what": "closed", "stopped": len(stopped), "withdrawn": len(drafts)},))


def _choose(case: Case, item: Item, args: dict[str, Any], office: Office, now: datetime) -> Step:
    action = Action(args["action"])
    title = policy().steps[action].title
    if action not in AVAILABLE:
        return ask("not available", title=title)
    reason = args.get("because")
    obstacle = find_obstacle(case, action)
    if obstacle and not reason:
        return ask("needs reason", title=title, obstacle=obstacle)
    events: tuple[ev.CaseEvent, ...] = reopened(case, now)
    if obstacle:
        events += (ev.StepSkipped(now, action, str(reason)),)
    events += _set_aside(case, item, args, office, now)
    new = put_draft(extend(case, events), action, office, now, str(reason) if reason else "")
    return Step(Outcome(events) + new)


def _set_aside(
    case: Case, item: Item, args: dict[str, Any], office: Office, now: datetime
) -> tuple[ev.CaseEvent, ...]:
    """The draft that was shown makes way for the one now chosen; one that is only held comes back."""
    why = "another action was chosen"
    met = answered(case, item.draft, why, now)
    draft = case.draft(item.draft) if item.draft is not None else None
    if draft is None or draft.state not in (DraftState.WAITING, DraftState.HELD):
        return met
    if not args.get("hold_draft"):
        return (*met, ev.DraftMoved(now, draft.n, draft.version, DraftState.REJECTED, why))
    due_at = office.days.add_school_days(now, office.rules.hold_days)
    hold = deadline_at(extend(case, met), DeadlineKind.HOLD, office, now, due_at, why, draft.n)
    held = ev.DraftMoved(now, draft.n, draft.version, DraftState.HELD, why)
    return (*met, held, ev.DeadlineSet(now, hold))


def _show(case: Case, item: Item, args: dict[str, Any], office: Office, now: datetime) -> Step:
    """Show a draft to someone of the school's own people; never a way out of the school."""
    wanted = str(args.get("address") or "").lower()
    people = office.people
    own = {p.email: p for p in (people.head, people.chair, people.dsl, people.admin, *people.deputies)}
    person = own.get(wanted)
    if person is None or (case.decided_by is Role.CHAIR and person is people.head):
        return ask("not allowed", address=wanted)

    def show(case: Case, draft: Draft) -> Step:
        facts = {"ref": case.ref, "draft": draft, "title": policy().steps[draft.action].title}
        copy = Notice("for_comment", (Address(person.email, person.name),), facts)
        due_at = office.days.add_school_days(now, office.rules.hold_days)
        held = _hold_until(case, draft, due_at, {"condition": f"{person.name} has seen it"}, office, now)
        return Step(held.outcome + Outcome((), (copy,)), ({"what": "shown", "to": person.email}, *held.said))

    return recalling(case, item, office, now, show)


def _evidence(case: Case, reply: Reply) -> Notice:
    files = [item for item in case.evidence if item.role.value == "evidence"]
    return Notice("evidence", (reply.by,), {"ref": case.ref, "files": files}, answers=reply.key)


def _stop(case: Case, item: Item, office: Office, now: datetime) -> Step:
    """Stop letters that are still in their undo window; say so when one has already gone."""
    ours = [x for x in case.letters if x.external and item.draft in (None, x.items[0].draft)]
    waiting = [x for x in ours if x.state is LetterState.QUEUED]
    if not waiting:
        gone = [already(case, case.draft(d), office) for d in sorted({x.items[0].draft or 0 for x in ours})]
        return Step(said=tuple(gone)) if gone else ask("nothing to stop")
    events: tuple[ev.CaseEvent, ...] = ()
    shown = []
    for letter in waiting:
        draft = case.draft(letter.items[0].draft or 0)
        events += recalled(extend(case, events), draft, letter, office, now)
        shown.append(approval(case, draft, office))
    return Step(Outcome(events, tuple(shown)), ({"what": "stopped", "count": len(waiting)},))
