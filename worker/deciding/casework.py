"""A case's life: opened, joined, answered, lapsed. Values in, an ``Outcome`` out; nothing is sent here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from worker import events as ev
from worker.deciding.case import Case, extend
from worker.deciding.office import Office, Outcome, address
from worker.deciding.policy import policy
from worker.deciding.procedure import first_step, letter_facts, platform_name
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
    LetterState,
    MessageKey,
    Notice,
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
    outcome = Outcome((reported,), (_acknowledgement(case, report, key, joined=False),))
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
    reported = _reported(report, key, kept, now)
    outcome = Outcome((reported,), (_acknowledgement(case, report, key, joined=True),))
    if case.state is CaseState.CLOSED:
        outcome += Outcome((ev.Reopened(now, "a new report came in"),))
    before = case
    case = extend(case, outcome.events)
    if report.urgency in _PRESSING:
        return outcome + Outcome((), (_alert(case, report, office),))
    if _says_something_new(before, report):
        outcome += _tell(case, "report", Role.STAFF, report.new_text, office)
        outcome += expect_advice(case, office, now, "what the new report changes")
    return outcome


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
) -> Outcome:
    """File a reply that decides nothing (a parent's, a platform's) and put it before the head."""
    sender = reply.reported_by or Address("")
    replied = ev.Replied(now, key, sender, reply.role, reply.kind, reply.new_text, kept)
    if reply.kind is Kind.AUTO_REPLY:
        return Outcome((replied,))
    met = end_deadlines(case, (DeadlineKind.REPLY,), DeadlineState.MET, "an answer came", now)
    outcome = Outcome((replied, *met))
    if case.state is CaseState.CLOSED:
        outcome += Outcome((ev.Reopened(now, "an answer came after it was closed"),))
    case = extend(case, outcome.events)
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
    asked = _deadline(
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
        if deadline.kind is not DeadlineKind.HOLD:
            passed.append(deadline)
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
            again = _deadline(
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
    asked = _deadline(
        case, DeadlineKind.DECIDE, office, now, office.rules.decide_days, "your decision", draft.n
    )
    return Outcome((waiting, ev.DeadlineSet(now, asked)), (approval(case, draft, office),))


def expect_advice(case: Case, office: Office, now: datetime, about: str) -> Outcome:
    """Expect the head to say what happens next, by one school day, unless that is expected already."""
    if any(d.kind in (DeadlineKind.ADVISE, DeadlineKind.DECIDE) for d in case.open_deadlines):
        return Outcome()
    asked = _deadline(case, DeadlineKind.ADVISE, office, now, office.rules.decide_days, about)
    return Outcome((ev.DeadlineSet(now, asked),))


def _deadline(
    case: Case,
    kind: DeadlineKind,
    office: Office,
    now: datetime,
    days: int,
    about: str,
    draft: int | None = None,
) -> Deadline:
    return deadline_at(case, kind, office, now, office.days.add_school_days(now, days), about, draft)


def deadline_at(
    case: Case,
    kind: DeadlineKind,
    office: Office,
    now: datetime,
    due_at: datetime,
    about: str,
    draft: int | None,
) -> Deadline:
    """A deadline with an id of its own on the case, explained in words."""
    number = sum(d.kind is kind for d in case.deadlines) + 1
    words = f"by {office.days.say_instant(due_at)} ({office.days.explain(now, due_at)})"
    return Deadline(f"{kind.value}-{number}", kind, due_at, about, words, draft=draft)


def end_deadlines(
    case: Case,
    kinds: Iterable[DeadlineKind],
    state: DeadlineState,
    because: str,
    now: datetime,
    draft: int | None = None,
) -> tuple[ev.DeadlineEnded, ...]:
    """End the open deadlines of these kinds (of one draft, when given)."""
    wanted = tuple(kinds)
    return tuple(
        ev.DeadlineEnded(now, d.id, state, because)
        for d in case.open_deadlines
        if d.kind in wanted and (draft is None or d.draft == draft)
    )


# ── letters ────────────────────────────────────────────────────────────────────────────────


def letter_sent(case: Case, letter: Letter, office: Office, now: datetime) -> Outcome:
    """What follows when a letter has gone out: a letter to a parent starts the time to answer."""
    sent = Outcome((ev.LetterMoved(now, letter.id, LetterState.SENT, "accepted by the mail server"),))
    if not letter.external or not letter.items or letter.items[0].draft is None:
        return sent
    draft = case.draft(letter.items[0].draft)
    if draft.action is Action.WARNING:
        kind, days, about = DeadlineKind.REMOVAL, office.rules.removal_days + 1, "the post to be removed"
    else:
        kind, days, about = DeadlineKind.REPLY, office.rules.reply_days, "the parent's answer"
    due = _deadline(case, kind, office, now, days, about, draft.n)
    return sent + Outcome((ev.DeadlineSet(now, due),))


def letter_lost(
    case: Case, letter: Letter, state: LetterState, because: str, office: Office, now: datetime
) -> Outcome:
    """A letter failed or is in doubt: it is marked, and who decides is told when it was a real letter."""
    moved = Outcome((ev.LetterMoved(now, letter.id, state, because),))
    if not letter.external:
        return moved
    facts = {"ref": case.ref, "letter": letter, "state": state.value, "because": because, "to": letter.to}
    told = Notice("letter_trouble", (address(office.decider(case)),), facts, items=(Item(1, case.ref),))
    return (
        moved + Outcome((), (told,)) + expect_advice(case, office, now, "a letter that may not have arrived")
    )


def retry_at(tries: int, now: datetime) -> datetime:
    """When a letter is tried again: 1, 2, 4 … minutes, at most an hour apart."""
    return now + timedelta(minutes=min(2**tries, 60))


# ── notices ────────────────────────────────────────────────────────────────────────────────


def _acknowledgement(case: Case, report: Reading, key: MessageKey, *, joined: bool) -> Notice:
    facts = {
        "ref": case.ref,
        "joined": joined,
        "questions": report.ask_back,
        "emergency": report.urgency is Urgency.EMERGENCY,
        "pictures": sum(
            a.type.startswith("image/") and a.role.value == "evidence" for a in report.attachments
        ),
    }
    to = (report.reported_by,) if report.reported_by else ()
    return Notice("acknowledgement", to, facts, answers=key)


def _alert(case: Case, report: Reading, office: Office) -> Notice:
    people = office.people
    told = {address(office.decider(case)): None}
    if report.urgency is Urgency.EMERGENCY or any("safeguarding" in flag for flag in report.flags):
        told[address(people.dsl)] = None
    if report.urgency is Urgency.EMERGENCY:
        told |= {address(person): None for person in (*people.deputies, people.chair)}
    facts = {
        "ref": case.ref,
        "emergency": report.urgency is Urgency.EMERGENCY,
        "grounds": [policy().grounds[g.id] for g in case.grounds if g.id in policy().grounds],
        "reporter": report.reported_by,
        "flags": report.flags,
    }
    return Notice("alert", tuple(told), facts, items=(Item(1, case.ref),))


def _tell(case: Case, what: str, role: Role, words: str, office: Office) -> Outcome:
    facts = {"ref": case.ref, "what": what, "role": role.value, "words": words, "summary": summary(case)}
    notice = Notice("news", (address(office.decider(case)),), facts, items=(Item(1, case.ref),))
    return Outcome((), (notice,))
