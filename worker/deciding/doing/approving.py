"""Yes: the one decision that sends a letter, and everything that must be so before it does.

A yes counts for exactly the text its writer had before the eyes (design, rule 6): it answers the mail
that shows that version, or names its number in a digest after that mail has been delivered.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.decision.words import chunks, phrases
from worker.deciding.doing.steps import Reply, Step, answered, ask
from worker.deciding.lint import Hit, check
from worker.deciding.office import Office, Outcome, address
from worker.deciding.school.policy import Form
from worker.deciding.sentences import say
from worker.deciding.writing.drafting import approval, text_sha256
from worker.model import Address, Decision, Draft, DraftState, Item, LetterState, Notice, Role, Verb

_SHOWS_NUMBERS = ("digest", "reminder")
_CHANGES_NOTHING = (Verb.NOTE, Verb.EVIDENCE, Verb.UNCLEAR)
_ALWAYS_MAY = (*_CHANGES_NOTHING, Verb.STOP)


def approve(
    case: Case,
    draft: Draft,
    item: Item,
    reply: Reply,
    office: Office,
    now: datetime,
    not_before: datetime | None = None,
    anyway: str = "",
) -> Step:
    """Queue the letter of a draft, or show the draft again with the reason why this yes does not count.

    ``anyway`` is the reason typed for what the lint leaves open; nothing overrides what it refuses. A
    pack without a recipient goes to who decides, to copy from.
    """
    form = office.policy.steps[draft.action].form
    if draft.to is None and form is not Form.PACK:
        return ask("no recipient", n=draft.n)
    if not _was_shown(case, draft, item, reply, later=not_before is not None):
        return _shown_again(case, draft, office, "not shown")
    if why := _why_over(case, draft, reply, office, now, moves=not_before is not None):
        return _shown_again(case, draft, office, "not plain", why)
    if reply.doubt:
        return _shown_again(case, draft, office, "not plain", reply.doubt)
    if _is_overtaken(case, draft, reply):
        why = say("approving.written_before_answer_came_last")
        return _shown_again(case, draft, office, "not plain", why)
    earliest = max(now + timedelta(minutes=office.rules.undo_minutes), not_before or now)
    hits = check(draft, case, office, office.local_date(office.days.may_post(earliest)))
    if hits and not _overridden(hits, anyway, reply):
        return _remarked(case, draft, office, hits)
    why = _why_approved(hits, anyway)
    if draft.to is None:
        return _hand_over(case, draft, office, now, why)
    return _send(case, draft, draft.to, office, now, earliest, why)


def _overridden(hits: tuple[Hit, ...], anyway: str, reply: Reply) -> bool:
    """Whether a typed reason lets these go: none is refused, and the mail answered shows them."""
    return bool(anyway) and reply.answers == "approval" and not any(hit.refused for hit in hits)


def _remarked(case: Case, draft: Draft, office: Office, hits: tuple[Hit, ...]) -> Step:
    """Ask: the letter has words that it must not have, or that need a reason."""
    reason = "refused words" if any(hit.refused for hit in hits) else "words"
    said = {"what": "ask", "reason": reason, "n": draft.n, "version": draft.version, "hits": hits}
    return Step(Outcome((), (approval(case, draft, office),)), (said,))


def _why_approved(hits: tuple[Hit, ...], anyway: str) -> str:
    """What the history keeps of a yes: also the words it was given in spite of, and the reason typed."""
    if not anyway:
        return say("approving.by_reply")
    if not hits:
        return say("approving.anyway", anyway=anyway)
    spite = ", ".join(f"“{hit.words}”" for hit in hits)
    return say("approving.in_spite", spite=spite, anyway=anyway)


def find_bar(case: Case, decision: Decision, item: Item, reply: Reply) -> Step | None:
    """Ask, where a delegate would undo what someone else has decided on a draft: held, rejected, stopped."""
    if reply.role is not Role.DELEGATE or item.draft is None or decision.decision in _ALWAYS_MAY:
        return None
    decided = [e for e in _decisions_on(case, item.draft) if e.decision not in _CHANGES_NOTHING]
    last = decided[-1] if decided else None
    if last is None or last.by.email == reply.by.email:
        return None
    state = case.draft(item.draft).state
    if state not in (DraftState.HELD, DraftState.REJECTED) and last.decision is not Verb.STOP:
        return None
    return ask("not yours", n=item.draft, who=last.by.name or last.by.email)


def _was_shown(case: Case, draft: Draft, item: Item, reply: Reply, *, later: bool) -> bool:
    """Whether this reply answers the mail that shows the draft, or names it in a list after that mail."""
    if reply.answers == "approval":
        return True
    if reply.answers not in _SHOWS_NUMBERS or later or not _names(reply.words, item.n):
        return False
    return any(
        x.kind == "approval" and x.state is LetterState.SENT
        for x in case.letters
        if any((i.draft, i.version) == (draft.n, draft.version) for i in x.items)
    )


def _why_over(case: Case, draft: Draft, reply: Reply, office: Office, now: datetime, *, moves: bool) -> str:
    """Say why the mail answered gives no yes any more: it is too old, or its yes was given and taken back.

    ``moves``: the same answer took the earlier yes back, to have the letter go on another day.
    """
    if reply.asked_at is None:
        return ""
    if now - reply.asked_at > timedelta(days=office.rules.answer_days):
        return say("approving.mail_you_answered_more_than", answer_days=office.rules.answer_days)
    approved = (draft.n, draft.version, DraftState.APPROVED)
    used = [
        e.at for e in case.events if isinstance(e, ev.DraftMoved) and (e.n, e.version, e.state) == approved
    ]
    if used and reply.asked_at <= used[-1] and not moves:
        return say("approving.mail_you_answered_has_had")
    return ""


def _names(words: str, n: int) -> bool:
    """Whether the reply has the number itself, and a word that says outright that it may go."""
    outright = any(phrases("approval", "approve").within(chunk.words) for chunk in chunks(words))
    return outright and re.search(rf"(?<!\d){n}(?!\d)", words) is not None


def _is_overtaken(case: Case, draft: Draft, reply: Reply) -> bool:
    """Whether a yes was written before another answer on the same version: two mails that crossed."""
    earlier = [e for e in _decisions_on(case, draft.n) if e.version in (None, draft.version)]
    if not earlier:
        return False
    written = reply.sent_at
    return written is None or any(written < min(e.sent_at or e.at, e.at) for e in earlier)


def _decisions_on(case: Case, n: int) -> list[ev.Decided]:
    return [e for e in case.events if isinstance(e, ev.Decided) and e.draft in (None, n)]


def _shown_again(case: Case, draft: Draft, office: Office, reason: str, because: str = "") -> Step:
    said = {"what": "ask", "reason": reason, "n": draft.n, "version": draft.version, "because": because}
    return Step(Outcome((), (approval(case, draft, office),)), (said,))


def _approved(draft: Draft, now: datetime, why: str) -> ev.DraftMoved:
    return ev.DraftMoved(now, draft.n, draft.version, DraftState.APPROVED, why, text_sha256(draft))


def _hand_over(case: Case, draft: Draft, office: Office, now: datetime, why: str) -> Step:
    """A pack goes to who decides, to copy from: never outside by itself (domain §2.1).

    What is waited for then begins when they have it (``letters.letter_sent``).
    """
    decider = office.decider(case)
    facts = {"ref": case.ref, "draft": draft, "title": office.policy.steps[draft.action].title}
    item = Item(draft.n, case.ref, draft.n, draft.version)
    pack = Notice("pack", (address(decider),), facts, items=(item,))
    events: tuple[ev.CaseEvent, ...] = (_approved(draft, now, why), *answered(case, draft.n, "decided", now))
    said = {"what": "pack", "n": draft.n, "version": draft.version, "title": facts["title"]}
    return Step(Outcome(events, (pack,)), (said,))


def _send(
    case: Case,
    draft: Draft,
    to: Address,
    office: Office,
    now: datetime,
    earliest: datetime,
    why: str,
) -> Step:
    goes_at = office.days.may_post(earliest)
    met = answered(case, draft.n, "decided", now)
    letter = Notice(
        kind="letter",
        to=(to,),
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
        "title": office.policy.steps[draft.action].title,
        "to": to.email,
        "when": office.days.say_instant(goes_at),
        "delayed": goes_at > earliest,
    }
    return Step(Outcome((_approved(draft, now, why), *met), (letter,)), (said,))
