"""A case's life: opened, joined, answered, lapsed. Values in, an ``Outcome`` out; nothing is sent here."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from worker import events as ev
from worker.deciding.case import Case, extend
from worker.deciding.deadlines import deadline_in, end_deadlines, expect_advice
from worker.deciding.letter_facts import letter_facts, platform_name
from worker.deciding.office import NOTHING, Office, Outcome, address
from worker.deciding.policy import policy
from worker.deciding.procedure import first_step
from worker.deciding.turning import hold_back, letters_to_recall, live_drafts, take_from_head
from worker.model import (
    Action,
    Address,
    CaseState,
    Deadline,
    DeadlineKind,
    DeadlineState,
    Draft,
    DraftState,
    EvidenceItem,
    Item,
    Kind,
    Letter,
    MessageKey,
    Notice,
    Person,
    Reading,
    Role,
    Urgency,
)

_PRESSING = (Urgency.URGENT, Urgency.EMERGENCY)
REMINDERS_OF_ONE = 2
"""A decision is reminded of twice by its own mail; after that the digest alone carries it."""

# ── reports ────────────────────────────────────────────────────────────────────────────────


def open_case(
    ref: str, report: Reading, key: MessageKey, kept: tuple[EvidenceItem, ...], office: Office, now: datetime
) -> Outcome:
    """Open a case on a report: the reporter is answered, the head gets the first draft or an alert."""
    reported = _reported(report, key, kept, now)
    case = extend(Case(ref), (reported,))
    outcome = Outcome((reported,), (_acknowledgement(case, report, key, office, joined=False),))
    step = first_step(case)
    if report.urgency in _PRESSING or step is None:
        outcome += Outcome((), (_alert(case, report, office),))
    if step is None:
        return outcome + expect_advice(case, office, now, "what to do about this report")
    return outcome + put_draft(case, step, office, now)


def join_case(
    case: Case,
    report: Reading,
    key: MessageKey,
    kept: tuple[EvidenceItem, ...],
    office: Office,
    now: datetime,
) -> Outcome:
    """Add a report to its case: the reporter is answered; the head hears of it if it changes anything."""
    before, reported = case, _reported(report, key, kept, now)
    case = extend(case, (reported,))
    outcome = Outcome((reported,), (_acknowledgement(case, report, key, office, joined=True),))
    if before.state is CaseState.CLOSED:
        outcome += Outcome((ev.Reopened(now, "a new report came in"),))
        case = extend(before, outcome.events)
    turned = _turn(before, case, report, office, now)
    outcome, case = outcome + turned, extend(case, turned.events)
    grave, moved = is_grave(report, now), case.decided_by is not before.decided_by
    if report.urgency in _PRESSING or grave:
        outcome += Outcome((), (_alert(case, report, office, turned, dsl=grave),))
    elif moved or before.state is CaseState.CLOSED or _says_something_new(before, report):
        outcome += _tell(case, "report", Role.STAFF, report.new_text, office)
    else:
        return outcome
    return outcome + expect_advice(case, office, now, "what the new report changes")


def is_grave(message: Reading, now: datetime) -> bool:
    """Whether a message alone makes a talk no first step: harm, a threat, danger (domain §1.5, §5.5)."""
    alone = _reported(message, MessageKey(None, "", ""), (), now)
    return "threat_possible" in message.flags or first_step(Case("", (alone,), reports=(alone,))) is None


def _turn(before: Case, case: Case, message: Reading, office: Office, now: datetime) -> Outcome:
    """Take back what was about to go, where the message turns the case; NOTHING where it does not.

    The chair signs letters of her own: what the head was to sign is written anew, and asks for an
    address and a yes of its own.
    """
    if case.decided_by is not before.decided_by:
        actions = tuple(dict.fromkeys(draft.action for draft in live_drafts(case)))
        outcome = Outcome(take_from_head(case, now))
        for action in actions if first_step(case) is not None else ():
            outcome += put_draft(extend(case, outcome.events), action, office, now)
        return outcome
    if is_grave(message, now):
        return Outcome(hold_back(case, "what came in since must be looked at first", now))
    return NOTHING


def stop_case(case: Case, office: Office, now: datetime, *, about_head: bool) -> Outcome:
    """A message in this case's thread was stopped (domain §5.4): hold what could still go, tell who decides.

    NOTHING where nothing could go, so that doing it again after a crash changes nothing.
    """
    if not (letters_to_recall(case) or case.waiting_drafts):
        return NOTHING
    held = Outcome(hold_back(case, "a message that came in must be looked at first", now))
    people = office.people
    decider = people.chair if about_head else office.decider(case)
    facts = _alert_facts(case, held) | {"emergency": False, "reporter": None, "flags": ("safeguarding",)}
    to = tuple(dict.fromkeys((address(decider), address(people.dsl))))
    outcome = held + Outcome((), (Notice("alert", to, facts, items=(Item(1, case.ref),)),))
    return outcome + expect_advice(extend(case, held.events), office, now, "what happens next")


def _says_something_new(case: Case, report: Reading) -> bool:
    known = {post.key or post.text for post in case.posts}
    new_post = any((post.key or post.text) not in known for post in report.posts if post.key or post.text)
    return new_post or bool({"deleted_post", "repeat_after_report"} & set(report.flags))


def file_reply(
    case: Case,
    reply: Reading,
    key: MessageKey,
    kept: tuple[EvidenceItem, ...],
    office: Office,
    now: datetime,
    answers: Letter | None = None,
) -> Outcome:
    """File a reply that decides nothing (a parent's, a platform's) and put it before the head.

    Only an answer to the very letter that asked for one meets its deadline.
    """
    sender = reply.reported_by or Address("")
    if reply.kind is Kind.AUTO_REPLY:
        return Outcome((ev.Replied(now, key, sender, reply.role, reply.kind, reply.new_text, kept),))
    replied = ev.Replied(now, key, sender, reply.role, reply.kind, reply.new_text, kept, reply.flags)
    met: tuple[ev.DeadlineEnded, ...] = ()
    if answers is not None and answers.external and answers.items:
        n = answers.items[0].draft
        met = end_deadlines(case, (DeadlineKind.REPLY,), DeadlineState.MET, "an answer came", now, n)
    outcome = Outcome((replied, *met))
    if case.state is CaseState.CLOSED:
        outcome += Outcome((ev.Reopened(now, "an answer came after it was closed"),))
    before, case = case, extend(case, outcome.events)
    turned = _turn(before, case, reply, office, now)
    outcome, case = outcome + turned, extend(case, turned.events)
    if is_grave(reply, now) or case.decided_by is not before.decided_by:
        outcome += Outcome((), (_alert(case, reply, office, turned, dsl=True),))
    outcome += _tell(case, "reply", reply.role, reply.new_text, office)
    return outcome + expect_advice(case, office, now, "what to do after this answer")


def _reported(report: Reading, key: MessageKey, kept: tuple[EvidenceItem, ...], now: datetime) -> ev.Reported:
    return ev.Reported(
        at=now,
        message=key,
        reporter=report.reported_by or Address(""),
        subject=report.subject,
        words=report.new_text,
        posts=report.posts,
        grounds=report.grounds,
        urgency=report.urgency,
        flags=report.flags,
        asked=report.ask_back,
        evidence=kept,
    )


# ── drafts ─────────────────────────────────────────────────────────────────────────────────


def put_draft(case: Case, action: Action, office: Office, now: datetime, because: str = "") -> Outcome:
    """Write a new draft and put it before who decides; nothing goes out until it is approved."""
    n = max((draft.n for draft in case.drafts), default=0) + 1
    subject, text = office.write(action, letter_facts(case, office, now))
    cites = f"policy {policy().steps[action].cites}"
    reason = f"{because} ({cites})" if because else cites
    draft = Draft(n, 1, action, None, subject, text, reason, DraftState.WAITING)
    return present(case, draft, office, now)


def present(case: Case, draft: Draft, office: Office, now: datetime) -> Outcome:
    """Put a draft (or its new version) before who decides, with a deadline for the decision."""
    drafted = ev.Drafted(now, draft)
    asked = deadline_in(
        case, DeadlineKind.DECIDE, office, now, office.rules.decide_days, "your decision", draft.n
    )
    return Outcome((drafted, ev.DeadlineSet(now, asked)), (approval(case, draft, office),))


def approval(case: Case, draft: Draft, office: Office) -> Notice:
    """The mail that shows a draft in full and asks for a yes to exactly that text."""
    facts = {
        "ref": case.ref,
        "draft": draft,
        "title": policy().steps[draft.action].title,
        "step": policy().steps[draft.action],
        "summary": summary(case),
    }
    items = (Item(draft.n, case.ref, draft.n, draft.version),)
    return Notice("approval", (address(office.decider(case)),), facts, items=items)


def text_sha256(draft: Draft) -> str:
    """The fingerprint of exactly what an approval is for: recipient, subject and text."""
    recipient = draft.to.email if draft.to else ""
    return hashlib.sha256(f"{recipient}\n{draft.subject}\n\n{draft.text}".encode()).hexdigest()


def summary(case: Case) -> dict[str, Any]:
    """What a mail to the head says of a case: roles, words of the post, no name of a child."""
    post = next(iter(case.posts), None)
    return {
        "reports": len(case.reports),
        "reporter": case.reports[0].reporter if case.reports else None,
        "poster": case.poster,
        "platform": platform_name(post.platform) if post else None,
        "url": next((p.url for p in case.posts if p.url), None),
        "words": next((p.text for p in case.posts if p.text), None),
        "grounds": [
            {"ground": policy().grounds[g.id], "because": g.because}
            for g in case.grounds
            if g.id in policy().grounds
        ],
        "urgency": case.urgency.value,
        "flags": case.flags,
        "files": [item for item in case.evidence if item.role.value == "evidence"],
    }


# ── deadlines ──────────────────────────────────────────────────────────────────────────────


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


# ── notices ────────────────────────────────────────────────────────────────────────────────


def _acknowledgement(case: Case, report: Reading, key: MessageKey, office: Office, *, joined: bool) -> Notice:
    """Answer a reporter. A head who reports on what is the chair's hears no more than that it came."""
    own = report.reported_by is not None and report.reported_by.email in _addresses(office.people.head)
    bare = own and case.decided_by is Role.CHAIR
    facts = {
        "ref": None if bare else case.ref,
        "joined": joined,
        "questions": () if bare else report.ask_back,
        "emergency": report.urgency is Urgency.EMERGENCY,
        "pictures": sum(
            a.type.startswith("image/") and a.role.value == "evidence" for a in report.attachments
        ),
    }
    to = (report.reported_by,) if report.reported_by else ()
    return Notice("acknowledgement", to, facts, answers=key)


def _addresses(person: Person) -> frozenset[str]:
    return frozenset(one.lower() for one in (person.email, *person.also))


def _alert(
    case: Case, report: Reading, office: Office, turned: Outcome = NOTHING, *, dsl: bool = False
) -> Notice:
    people = office.people
    told = {address(office.decider(case)): None}
    pressing = report.urgency is Urgency.EMERGENCY or any("safeguarding" in flag for flag in report.flags)
    if pressing or dsl:
        told[address(people.dsl)] = None
    if report.urgency is Urgency.EMERGENCY:
        told |= {address(person): None for person in (*people.deputies, people.chair)}
    facts = _alert_facts(case, turned) | {
        "emergency": report.urgency is Urgency.EMERGENCY,
        "reporter": report.reported_by,
        "flags": report.flags,
    }
    return Notice("alert", tuple(told), facts, items=(Item(1, case.ref),))


def _alert_facts(case: Case, turned: Outcome) -> dict[str, Any]:
    return {
        "ref": case.ref,
        "grounds": [policy().grounds[g.id] for g in case.grounds if g.id in policy().grounds],
        "stopped": sum(isinstance(e, ev.LetterMoved) for e in turned.events),
        "held": sum(isinstance(e, ev.Drafted) and e.draft.state is DraftState.HELD for e in turned.events),
    }


def _tell(case: Case, what: str, role: Role, words: str, office: Office) -> Outcome:
    facts = {"ref": case.ref, "what": what, "role": role.value, "words": words, "summary": summary(case)}
    notice = Notice("news", (address(office.decider(case)),), facts, items=(Item(1, case.ref),))
    return Outcome((), (notice,))
