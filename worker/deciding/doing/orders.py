"""What the head's decisions do to a case. Each is applied to the version it names, or it asks."""

from __future__ import annotations

from datetime import datetime
from typing import Any, assert_never

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.course import keep_told, shortened
from worker.deciding.cases.deadlines import end_deadlines, expect_advice
from worker.deciding.cases.lanes import find_bar as find_frozen
from worker.deciding.cases.merging import why_not
from worker.deciding.cases.replay import extend
from worker.deciding.cases.turning import live_drafts
from worker.deciding.doing.approving import approve, find_bar
from worker.deciding.doing.changing import change
from worker.deciding.doing.choosing import choose
from worker.deciding.doing.holding import hold, show_to
from worker.deciding.doing.posting import not_posted, posted
from worker.deciding.doing.since import settles
from worker.deciding.doing.steps import (
    Order,
    Reply,
    Step,
    already,
    answered,
    ask,
    recalling,
    with_draft,
)
from worker.deciding.doing.stopping import hold_back, leaves_a_yes, speaks_against, stop, waiting_letters
from worker.deciding.office import Office, Outcome, address
from worker.deciding.sentences import say
from worker.deciding.writing.printing import print_letter
from worker.model import (
    CaseState,
    DeadlineKind,
    DeadlineState,
    Decision,
    Draft,
    DraftState,
    Item,
    LetterState,
    Notice,
    Role,
    Verb,
)


def carry_out(
    case: Case, decisions: tuple[tuple[Decision, Item], ...], reply: Reply, office: Office, now: datetime
) -> Outcome:
    """Carry out the decisions of one reply that concern one case, in order, and confirm them in one mail.

    Anything that cannot be done as said is asked about instead; asking changes nothing, but a letter
    that has not gone yet is held back by it.
    """
    outcome, done, items = Outcome(), [], []
    for decision, item in decisions:
        told = keep_told(extend(case, outcome.events), decision.told, reply, office, now)
        after = extend(case, (*outcome.events, *told.outcome.events))
        order = Order(decision, item, reply)
        step = _carry_out_one(after, order, office, now)
        outcome += Outcome((order.decided(now),)) + told.outcome + step.outcome
        done += [_numbered(line, item) for line in (*told.said, *step.said)]
        items.append(item)
    if reply.role is Role.DELEGATE:
        done.append({"what": "copied", "who": reply.by.name, "to": office.decider(case).name})
    if not done:
        return outcome
    answer = _answer(extend(case, outcome.events), items, shortened(done), reply, office)
    return Outcome(outcome.events, (answer, *outcome.notices))


def _answer(
    case: Case, items: list[Item], done: list[dict[str, Any]], reply: Reply, office: Office
) -> Notice:
    """Say what was done. Its numbers are those it speaks of: drafts by their own, in their last version."""
    numbers = dict.fromkeys(item.draft for item in items if item.draft is not None)
    asked_about = tuple(Item(n, case.ref, n, case.draft(n).version) for n in numbers)
    to = [reply.by]
    if reply.role is Role.DELEGATE:
        to.append(address(office.decider(case)))
    return Notice(
        kind="question" if any(line["what"] == "ask" for line in done) else "confirmation",
        to=tuple(dict.fromkeys(to)),
        facts={"ref": case.ref, "done": done, "words": reply.words},
        answers=reply.key,
        items=asked_about or (Item(1, case.ref),),
    )


def _numbered(line: dict[str, Any], item: Item) -> dict[str, Any]:
    """Keep the number that the mail answered had for it, where the draft's own is another."""
    return line if item.draft in (None, item.n) else {**line, "number": item.n}


def _carry_out_one(case: Case, order: Order, office: Office, now: datetime) -> Step:
    decision = order.decision
    is_kind = decision.decision is Verb.UNCLEAR and leaves_a_yes(
        order.reply.words, order.reply.by.name, office, now
    )
    if is_kind and not case.waiting_drafts and waiting_letters(case, order.item.draft):
        return Step(said=({"what": "noted"}, *_still_going(case, office)))
    step = find_frozen(case, decision) or find_bar(case, order) or _do(case, order, office, now)
    asks = any(line["what"] == "ask" for line in step.said)
    if is_kind or (not asks and not settles(decision.told)):
        return step
    concerned = order.item.draft if asks and decision.decision is not Verb.UNCLEAR else None
    because = say("stopping.reply_not_clear" if asks else "stopping.told_since")
    back = hold_back(extend(case, step.outcome.events), concerned, office, now, because)
    return Step(step.outcome + back.outcome, back.said + step.said)


def _do(case: Case, order: Order, office: Office, now: datetime) -> Step:  # noqa: C901  one arm a verb
    decision, item, args = order.decision, order.item, order.args
    match decision.decision:
        case Verb.APPROVE:
            return with_draft(case, item, office, lambda c, d: approve(c, d, order, office, now))
        case Verb.EDIT if decision.told and not _waits(case, item):
            return Step()  # who the poster is was told, and no letter waits for the address
        case Verb.EDIT:
            return recalling(case, item, office, now, lambda c, d: change(c, d, args, office, now))
        case Verb.REJECT:
            return recalling(case, item, office, now, lambda c, d: _reject(c, d, args, office, now))
        case Verb.HOLD:
            return hold(case, order, office, now)
        case Verb.NOTE:
            return Step() if decision.told else _note(case, str(args.get("note", "")), office, now)
        case Verb.CLOSE:
            return _close(case, order, now)
        case Verb.OTHER_ACTION:
            return choose(case, item, args, office, now)
        case Verb.SEND_TO:
            if args.get("paper"):
                return recalling(case, item, office, now, lambda c, d: print_letter(c, d, office, now))
            return show_to(case, item, args, office, now)
        case Verb.POSTED:
            return posted(case, order, office, now)
        case Verb.NOT_POSTED:
            return not_posted(case, order, office, now)
        case Verb.EVIDENCE:
            return Step(Outcome((), (_evidence(case, order.reply),)), _still_going(case, office))
        case Verb.STOP:
            return stop(case, item, office, now)
        case Verb.MERGE | Verb.SPLIT:
            return ask("not two cases", question=why_not(case, decision.decision))
        case Verb.UNCLEAR:
            return ask(str(args.get("reason", "unclear")), question=args.get("question"))
        case _:
            assert_never(decision.decision)


def _waits(case: Case, item: Item) -> bool:
    """Whether the draft that an item stands for can still be changed."""
    return item.draft is not None and case.draft(item.draft) in live_drafts(case)


# ── one function a verb ────────────────────────────────────────────────────────────────────


def _reject(case: Case, draft: Draft, args: dict[str, Any], office: Office, now: datetime) -> Step:
    reason = str(args.get("reason") or say("orders.rejected_by_reply"))
    moved = ev.DraftMoved(now, draft.n, draft.version, DraftState.REJECTED, reason)
    outcome = Outcome((moved, *answered(case, draft.n, "decided", now)))
    outcome += expect_advice(extend(case, outcome.events), office, now, say("orders.what_do_instead"))
    return Step(outcome, ({"what": "rejected", "n": draft.n},))


def _close(case: Case, order: Order, now: datetime) -> Step:
    if case.state is CaseState.CLOSED:
        return Step(said=({"what": "closed", "stopped": 0, "withdrawn": 0},))
    stopped = [x for x in case.letters if x.external and x.state is LetterState.QUEUED]
    drafts = [d for d in case.drafts if d.state in (DraftState.WAITING, DraftState.HELD)]
    events: tuple[ev.CaseEvent, ...] = (
        *(ev.LetterMoved(now, x.id, LetterState.CANCELLED, say("orders.case_closed")) for x in stopped),
        *(
            ev.DraftMoved(now, d.n, d.version, DraftState.WITHDRAWN, say("orders.case_closed"))
            for d in drafts
        ),
        *end_deadlines(case, tuple(DeadlineKind), DeadlineState.DROPPED, say("orders.case_closed"), now),
        ev.Closed(now, order.reply.by, str(order.args.get("reason") or say("orders.closed_by_reply"))),
    )
    return Step(Outcome(events), ({"what": "closed", "stopped": len(stopped), "withdrawn": len(drafts)},))


def _note(case: Case, note: str, office: Office, now: datetime) -> Step:
    """Keep a note. One that says not to, while a letter waits to go, is asked about: it is shown again."""
    noted = ({"what": "noted"},)
    if not speaks_against(note, office, now):
        return Step(said=(*noted, *_still_going(case, office)))
    back = hold_back(case, None, office, now, say("stopping.noted_against"))
    return Step(back.outcome, back.said or noted)


def _still_going(case: Case, office: Office) -> tuple[dict[str, Any], ...]:
    """To note something, or to ask for evidence, is no doubt: what still goes is said beside it."""
    numbers = dict.fromkeys(x.draft for x in waiting_letters(case))
    return tuple(already(case, case.draft(n), office) for n in numbers if n is not None)


def _evidence(case: Case, reply: Reply) -> Notice:
    files = [item for item in case.evidence if item.role.value == "evidence"]
    return Notice("evidence", (reply.by,), {"ref": case.ref, "files": files}, answers=reply.key)
