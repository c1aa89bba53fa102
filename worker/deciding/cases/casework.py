"""A case's life: opened, joined, answered, lapsed. Values in, an ``Outcome`` out; nothing is sent here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.deadlines import end_deadlines, expect_advice
from worker.deciding.cases.outsiders import answered_drafts
from worker.deciding.cases.procedure import find_first_step
from worker.deciding.cases.procedure import is_grave as comes_first
from worker.deciding.cases.replay import extend, replay
from worker.deciding.cases.turning import hold_back, letters_to_recall, live_drafts, take_from_head
from worker.deciding.news.alerts import alert_facts, sound
from worker.deciding.news.telling import acknowledgement, tell
from worker.deciding.office import NOTHING, Office, Outcome, address
from worker.deciding.sentences import say
from worker.deciding.writing.drafting import put_draft
from worker.model import (
    Address,
    CaseState,
    DeadlineKind,
    DeadlineState,
    EvidenceItem,
    Item,
    Kind,
    Letter,
    MessageKey,
    Notice,
    Reading,
    Role,
    Urgency,
)

_PRESSING = (Urgency.URGENT, Urgency.EMERGENCY)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A message as a case takes it: what was read in it, its key, what is kept of it, and when it came."""

    reading: Reading
    key: MessageKey
    kept: tuple[EvidenceItem, ...]
    at: datetime


# ── reports ────────────────────────────────────────────────────────────────────────────────


def open_case(ref: str, arrival: Arrival, office: Office) -> Outcome:
    """Open a case on a report: the reporter is answered, the head gets the first draft or an alert."""
    report, key, now, reported = arrival.reading, arrival.key, arrival.at, _reported(arrival)
    case = extend(Case(ref), (reported,))
    outcome = Outcome((reported,), (acknowledgement(case, report, key, office, joined=False),))
    step = find_first_step(case, office.policy)
    another_way = step is None and not comes_first(case, office.policy)
    if report.urgency in _PRESSING or (step is None and not another_way):
        outcome += sound(case, report, office, now)
        case = extend(Case(ref), outcome.events)
    if another_way:
        outcome += tell(case, "opened", Role.STAFF, report.new_text, office)
    if step is None:
        return outcome + expect_advice(case, office, now, say("casework.what_do_about_this_report"))
    return outcome + put_draft(case, step, office, now)


def join_case(case: Case, arrival: Arrival, office: Office) -> Outcome:
    """Add a report to its case: the reporter is answered; the head hears of it if it changes anything."""
    report, key, now, reported = arrival.reading, arrival.key, arrival.at, _reported(arrival)
    before = case
    case = extend(case, (reported,))
    outcome = Outcome((reported,), (acknowledgement(case, report, key, office, joined=True),))
    if before.state is CaseState.CLOSED:
        outcome += Outcome((ev.Reopened(now, say("casework.new_report_came_in")),))
        case = extend(before, outcome.events)
    turned = _turn(before, case, report, office, now)
    outcome, case = outcome + turned, extend(case, turned.events)
    grave, moved = is_grave(report, office, now), case.decided_by is not before.decided_by
    if report.urgency in _PRESSING or grave:
        alarm = sound(case, report, office, now, turned, grave=grave)
        outcome, case = outcome + alarm, extend(case, alarm.events)
    elif moved or before.state is CaseState.CLOSED or _says_something_new(before, report):
        outcome += tell(case, "report", Role.STAFF, report.new_text, office)
    else:
        return outcome
    return outcome + expect_advice(case, office, now, say("casework.what_new_report_changes"))


def is_grave(message: Reading, office: Office, now: datetime) -> bool:
    """Whether a message alone makes a talk no first step: harm, a threat, danger (domain §1.5, §5.5)."""
    alone = _reported(Arrival(message, MessageKey(None, "", ""), (), now))
    return "threat_possible" in message.flags or comes_first(replay("", (alone,)), office.policy)


def _turn(before: Case, case: Case, message: Reading, office: Office, now: datetime) -> Outcome:
    """Take back what was about to go, where the message turns the case; NOTHING where it does not.

    The chair signs letters of her own: what the head was to sign is written anew, and asks for an
    address and a yes of its own.
    """
    if case.decided_by is not before.decided_by:
        actions = tuple(dict.fromkeys(draft.action for draft in live_drafts(case)))
        outcome = Outcome(take_from_head(case, now))
        for action in actions if find_first_step(case, office.policy) is not None else ():
            outcome += put_draft(extend(case, outcome.events), action, office, now)
        return outcome
    if is_grave(message, office, now):
        return Outcome(hold_back(case, say("casework.what_came_in_since_must"), now))
    return NOTHING


def stop_case(case: Case, office: Office, now: datetime, *, about_head: bool) -> Outcome:
    """A message in this case's thread was stopped (domain §5.4): hold what could still go, tell who decides.

    NOTHING where nothing could go, so that doing it again after a crash changes nothing.
    """
    if not (letters_to_recall(case) or case.waiting_drafts):
        return NOTHING
    held = Outcome(hold_back(case, say("casework.message_came_in_must_be"), now))
    decider = office.people.chair if about_head else office.decider(case)
    facts = alert_facts(case, held, office) | {
        "emergency": False,
        "reporter": None,
        "flags": ("safeguarding",),
    }
    lead = office.find_lead(case)
    to = tuple(dict.fromkeys(address(one) for one in (decider, lead) if one is not None))
    outcome = held + Outcome((), (Notice("alert", to, facts, items=(Item(1, case.ref),)),))
    return outcome + expect_advice(extend(case, held.events), office, now, say("casework.what_happens_next"))


def _says_something_new(case: Case, report: Reading) -> bool:
    known = {post.key or post.text for post in case.posts}
    new_post = any((post.key or post.text) not in known for post in report.posts if post.key or post.text)
    return new_post or bool({"deleted_post", "repeat_after_report"} & set(report.flags))


def file_reply(case: Case, arrival: Arrival, office: Office, answers: Letter | None = None) -> Outcome:
    """File a reply that decides nothing (a parent's, a platform's) and put it before the head.

    A deadline is met by an answer to the very letter that asked for one, or by whom that letter went to.
    """
    reply, now = arrival.reading, arrival.at
    replied = _replied(arrival)
    if reply.kind is Kind.AUTO_REPLY:
        return Outcome((replace(replied, flags=()),))
    outcome = Outcome((replied, *_met(case, reply, answers, office, now)))
    if case.state is CaseState.CLOSED:
        outcome += Outcome((ev.Reopened(now, say("casework.answer_came_after_closed")),))
    before, case = case, extend(case, outcome.events)
    turned = _turn(before, case, reply, office, now)
    outcome, case = outcome + turned, extend(case, turned.events)
    if is_grave(reply, office, now) or case.decided_by is not before.decided_by:
        alarm = sound(case, reply, office, now, turned, grave=True)
        outcome, case = outcome + alarm, extend(case, alarm.events)
    outcome += tell(case, "reply", reply.role, reply.new_text, office)
    return outcome + expect_advice(case, office, now, say("casework.what_do_after_this_answer"))


def _met(
    case: Case, reply: Reading, answers: Letter | None, office: Office, now: datetime
) -> tuple[ev.DeadlineEnded, ...]:
    """What was waited for and has come: an answer to this letter, or to those that the sender had."""
    if answers is not None and answers.external:
        drafts = tuple(item.draft for item in answers.items[:1])
    else:
        drafts = answered_drafts(case, reply, office.policy)
    waited = (DeadlineKind.REPLY, DeadlineKind.CHASE)
    ended = (
        end_deadlines(case, waited, DeadlineState.MET, say("casework.answer_came"), now, n) for n in drafts
    )
    return tuple(dict.fromkeys(one for those in ended for one in those))


def _replied(arrival: Arrival) -> ev.Replied:
    reply = arrival.reading
    return ev.Replied(
        at=arrival.at,
        message=arrival.key,
        sender=reply.reported_by or Address(""),
        role=reply.role,
        kind=reply.kind,
        words=reply.new_text,
        evidence=arrival.kept,
        flags=reply.flags,
    )


def _reported(arrival: Arrival) -> ev.Reported:
    report = arrival.reading
    return ev.Reported(
        at=arrival.at,
        message=arrival.key,
        reporter=report.reported_by or Address(""),
        subject=report.subject,
        words=report.new_text,
        posts=report.posts,
        grounds=report.grounds,
        urgency=report.urgency,
        flags=report.flags,
        asked=report.ask_back,
        evidence=arrival.kept,
        unread=report.problems,
    )
