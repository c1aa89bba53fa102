"""Yes: the one decision that sends a letter, and everything that must be so before it does.

A yes counts for exactly the text its writer had before the eyes (design, rule 6): it answers the mail
that shows that version, or names its number in a digest after that mail has been delivered.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.decision.words import chunks, phrases
from worker.deciding.doing.since import find_news
from worker.deciding.doing.steps import Order, Reply, Step, answered, ask
from worker.deciding.lint import Hit, check
from worker.deciding.office import Office, Outcome, address
from worker.deciding.school.policy import Form
from worker.deciding.sentences import say
from worker.deciding.writing.drafting import approval, text_sha256
from worker.model import Address, Draft, DraftState, Item, LetterState, Notice, Role, Verb

_SENDS_FROM = time(8, 30)
"""When a letter goes that was approved for a day."""
_SHOWS_NUMBERS = ("digest", "reminder")
_CHANGES_NOTHING = (Verb.NOTE, Verb.EVIDENCE, Verb.UNCLEAR)
_ALWAYS_MAY = (*_CHANGES_NOTHING, Verb.STOP)


def approve(case: Case, draft: Draft, order: Order, office: Office, now: datetime) -> Step:
    """Queue the letter of a draft, or show the draft again with the reason why this yes does not count.

    The reason typed for what the lint leaves open counts; nothing overrides what it refuses. A pack
    without a recipient goes to who decides, to copy from.
    """
    if draft.to is None and office.policy.steps[draft.action].form is not Form.PACK:
        return ask("no recipient", n=draft.n)
    if not _was_shown(case, draft, order):
        return _shown_again(case, draft, office, "not shown")
    if why := _why_over(case, draft, order, office, now):
        return _shown_again(case, draft, office, "not plain", why)
    if order.reply.doubt:
        return _shown_again(case, draft, office, "not plain", order.reply.doubt)
    if _is_overtaken(case, draft, order.reply):
        why = say("approving.written_before_answer_came_last")
        return _shown_again(case, draft, office, "not plain", why)
    earliest = max(now + timedelta(minutes=office.rules.undo_minutes), find_day(order, office) or now)
    anyway = str(order.args.get("anyway") or "")
    hits = check(draft, case, office, office.local_date(office.days.may_post(earliest)))
    if hits and not _overridden(hits, anyway, order.reply):
        return _remarked(case, draft, office, hits)
    approved = ev.DraftMoved(
        now, draft.n, draft.version, DraftState.APPROVED, _why_approved(hits, anyway), text_sha256(draft)
    )
    events: tuple[ev.CaseEvent, ...] = (approved, *answered(case, draft.n, "decided", now))
    if draft.to is None:
        pack, said = _handed_over(case, draft, office)
        return Step(Outcome(events, (pack,)), (said,))
    letter, said = _sent(case, draft, draft.to, office, earliest)
    return Step(Outcome(events, (letter,)), (said,))


def find_day(order: Order, office: Office) -> datetime | None:
    """From when a letter goes that is approved for a day to come ("hold till Friday, then send")."""
    args = order.args
    if order.decision.decision is not Verb.HOLD or args.get("then") != "send" or not args.get("until"):
        return None
    return office.instant(date.fromisoformat(args["until"]), _SENDS_FROM)


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


def find_bar(case: Case, order: Order) -> Step | None:
    """Ask, where a delegate would undo what someone else has decided on a draft: held, rejected, stopped."""
    decision, item, reply = order.decision, order.item, order.reply
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


def _was_shown(case: Case, draft: Draft, order: Order) -> bool:
    """Whether this reply answers the mail that shows the draft, or names it in a list after that mail."""
    reply, later = order.reply, order.decision.decision is Verb.HOLD
    if reply.answers == "approval":
        return True
    if reply.answers not in _SHOWS_NUMBERS or later or not _names(reply.words, order.item.n):
        return False
    return any(
        x.kind == "approval" and x.state is LetterState.SENT
        for x in case.letters
        if any((i.draft, i.version) == (draft.n, draft.version) for i in x.items)
    )


def _why_over(case: Case, draft: Draft, order: Order, office: Office, now: datetime) -> str:
    """Say why the mail answered gives no yes any more.

    It is too old, or a change was wished since that could not be made, or its yes was given and taken back,
    or what has come in since may make the letter needless.
    Having the letter go on another day takes an earlier yes back and gives another.
    """
    asked_at, moves = order.reply.asked_at, order.decision.decision is Verb.HOLD
    if asked_at is None:
        return ""
    if now - asked_at > timedelta(days=office.rules.answer_days):
        return say("approving.mail_you_answered_more_than", answer_days=office.rules.answer_days)
    wished = [e.at for e in _decisions_on(case, draft.n) if _is_wish_unmet(e, draft)]
    if wished and asked_at <= wished[-1]:
        return say("approving.change_you_wished_was_not_made")
    approved = (draft.n, draft.version, DraftState.APPROVED)
    used = [
        e.at for e in case.events if isinstance(e, ev.DraftMoved) and (e.n, e.version, e.state) == approved
    ]
    if used and asked_at <= used[-1] and not moves:
        return say("approving.mail_you_answered_has_had")
    return find_news(case, (one for one in case.events if one.at > asked_at), office)


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


def _is_wish_unmet(decided: ev.Decided, draft: Draft) -> bool:
    """Whether a change was asked for that left the draft in its version: it could not be made."""
    return decided.decision is Verb.EDIT and (decided.draft, decided.version) == (draft.n, draft.version)


def _decisions_on(case: Case, n: int) -> list[ev.Decided]:
    return [e for e in case.events if isinstance(e, ev.Decided) and e.draft in (None, n)]


def _shown_again(case: Case, draft: Draft, office: Office, reason: str, because: str = "") -> Step:
    said = {"what": "ask", "reason": reason, "n": draft.n, "version": draft.version, "because": because}
    return Step(Outcome((), (approval(case, draft, office),)), (said,))


def _handed_over(case: Case, draft: Draft, office: Office) -> tuple[Notice, dict[str, Any]]:
    """A pack goes to who decides, to copy from: never outside by itself (domain §2.1).

    What is waited for then begins when they have it (``letters.letter_sent``).
    """
    title = office.policy.steps[draft.action].title
    said = {"what": "pack", "n": draft.n, "version": draft.version, "title": title}
    return pack(case, draft, office), said


def pack(case: Case, draft: Draft, office: Office) -> Notice:
    """What was approved for somewhere that no mail goes to, for who decides to copy."""
    facts = {"ref": case.ref, "draft": draft, "title": office.policy.steps[draft.action].title}
    items = (Item(draft.n, case.ref, draft.n, draft.version),)
    return Notice("pack", (address(office.decider(case)),), facts, items=items)


def _sent(
    case: Case, draft: Draft, to: Address, office: Office, earliest: datetime
) -> tuple[Notice, dict[str, Any]]:
    goes_at = office.days.may_post(earliest)
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
    return letter, said
