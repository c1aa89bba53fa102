"""A printed letter has gone on paper, or has not after all: what who decides says of it.

Headsup posts nothing. It believes one plain sentence of who decides, about the very version that was
printed, and from then on the letter counts as any that was mailed: the procedure sees it, and its
periods run from the day it is taken to have come.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from worker import events as ev
from worker.deciding.cases.awaited import after_action
from worker.deciding.cases.case import Case
from worker.deciding.cases.deadlines import end_deadlines, expect_on_hold
from worker.deciding.cases.replay import extend
from worker.deciding.doing.steps import Order, Step, answered, ask, reopened
from worker.deciding.lint.days import find_removal_day
from worker.deciding.office import Office, Outcome
from worker.deciding.school.periods import deemed_on
from worker.deciding.sentences import say
from worker.deciding.writing.drafting import PRINTED, approval, find_printed_at, text_sha256
from worker.model import DeadlineKind, DeadlineState, Draft, DraftState, Way

_FOLLOW = (DeadlineKind.REPLY, DeadlineKind.REMOVAL, DeadlineKind.CHASE, DeadlineKind.REVIEW)


def posted(case: Case, order: Order, office: Office, now: datetime) -> Step:
    """Count a printed letter as gone, with all that follows; or ask, where the words do not fit the page."""
    item = order.item
    if item.draft is None:
        return ask("no page gone")
    draft = case.draft(item.draft)
    if any(paper.n == draft.n for paper in case.papers):
        return Step(said=(_said(case, draft.n, office, "already posted"),))
    if draft.state not in (DraftState.WAITING, DraftState.HELD):
        return ask("not printed", n=draft.n)
    printed_at = find_printed_at(case, draft)
    if draft.version != item.version or printed_at is None:
        return _another_version(case, draft, office)
    on, printed_on = _day(order, office, now), office.local_date(printed_at)
    if not printed_on <= on <= office.local_date(now):
        say = office.days.say_date
        return ask("posted when", n=draft.n, on=say(on), printed=say(printed_on))
    paper = ev.Posted(
        now, order.reply.key, order.reply.by, draft.n, draft.version,
        Way(order.args["way"]), on, order.reply.words, text_sha256(draft),
    )  # fmt: skip
    return _count(case, draft, paper, office)


def not_posted(case: Case, order: Order, office: Office, now: datetime) -> Step:
    """Undo it: nothing is waited for, the procedure sees no letter, and the page is still to go."""
    item, reply = order.item, order.reply
    gone = [paper for paper in case.papers if item.draft in (None, paper.n)]
    if len(gone) != 1:
        return ask("no page gone") if gone else Step(said=({"what": "noted"},))
    draft = case.draft(gone[0].n)
    events: tuple[ev.CaseEvent, ...] = (
        *reopened(case, now),
        ev.NotPosted(now, reply.key, reply.by, draft.n, draft.version, reply.words),
        ev.DraftMoved(now, draft.n, draft.version, DraftState.HELD, PRINTED),
        *end_deadlines(
            case, _FOLLOW, DeadlineState.DROPPED, say("posting.not_posted_after_all"), now, draft.n
        ),
    )
    hold = expect_on_hold(extend(case, events), draft, PRINTED, office, now)
    said = {"what": "not posted", "n": draft.n, "when": office.days.say_instant(hold.deadline.due_at)}
    return Step(Outcome((*events, hold)), (said,))


def _count(case: Case, draft: Draft, paper: ev.Posted, office: Office) -> Step:
    now = paper.at
    because = say("posting.on_paper_by_on", value=paper.way.value, say_date=office.days.say_date(paper.on))
    approved = ev.DraftMoved(now, draft.n, draft.version, DraftState.APPROVED, because, paper.text_sha256)
    events: tuple[ev.CaseEvent, ...] = (
        *answered(case, draft.n, say("posting.has_gone_on_paper"), now),
        approved,
        paper,
    )
    events += after_action(extend(case, events), draft, office, now, paper)
    return Step(Outcome(events), (_said(extend(case, events), draft.n, office, "posted"),))


def _said(case: Case, n: int, office: Office, what: str) -> dict[str, Any]:
    paper = next(one for one in case.papers if one.n == n)
    sent_at = office.instant(paper.on, office.rules.day_ends)
    return {
        "what": what,
        "n": n,
        "by": f"by {paper.way.value}",
        "on": office.days.say_date(paper.on),
        "came": office.days.say_date(deemed_on(office.days, sent_at, paper.way)),
        **_in_the_letter(case, n, paper, office),
        "waits": [f"{d.about} {d.in_words}" for d in case.open_deadlines if d.draft == n],
    }


def _in_the_letter(case: Case, n: int, paper: ev.Posted, office: Office) -> dict[str, Any]:
    """The day a posted warning names, where the case counts longer: the parent is never asked sooner."""
    asked = find_removal_day(case.draft(n).text, paper.on)
    waits = [d for d in case.open_deadlines if d.kind is DeadlineKind.REMOVAL and d.draft == n]
    if asked is None or not waits or office.local_date(waits[0].due_at) <= asked[1]:
        return {"names": "", "until": ""}
    say = office.days.say_date
    return {"names": say(asked[1]), "until": say(office.local_date(waits[0].due_at))}


def _day(order: Order, office: Office, now: datetime) -> date:
    """The day that was named; else the day the reply was written, which can only be the later one."""
    if order.args.get("on"):
        return date.fromisoformat(str(order.args["on"]))
    return office.local_date(min(order.reply.sent_at or now, now))


def _another_version(case: Case, draft: Draft, office: Office) -> Step:
    """What was changed after it was printed is another letter: which of them went, a person says."""
    said = {"what": "ask", "reason": "another page", "n": draft.n, "version": draft.version}
    return Step(Outcome((), (approval(case, draft, office),)), (said,))
