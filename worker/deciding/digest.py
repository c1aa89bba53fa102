"""The morning digest: what needs the head, what is due, what is new, and whether the mailbox is well.

It is written on every school day even when there is nothing in it: its absence is the alarm. It
covers everything since the last digest that was really sent, so a missed morning loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from worker import events as ev
from worker.deciding.case import Case
from worker.deciding.letter_facts import platform_name
from worker.deciding.mailroom import Mailroom
from worker.deciding.office import Office, address
from worker.deciding.policy import policy
from worker.model import (
    Address,
    CaseState,
    Deadline,
    DeadlineKind,
    DeadlineState,
    DraftState,
    Item,
    Kind,
    Letter,
    LetterState,
    Notice,
    Role,
)

_ON_ITS_WAY = (LetterState.QUEUED, LetterState.SENDING)


@dataclass(frozen=True, slots=True)
class Health:
    """What the service knows of itself: when the mailbox was last read, and what people must fix.

    ``heard_all_at`` is when it was last read to its end, if nothing is left to read at the moment.
    """

    last_read_at: datetime | None
    warnings: tuple[str, ...] = ()
    heard_all_at: datetime | None = None


def compose(
    on: date,
    cases: Iterable[Case],
    mailroom: Mailroom,
    since_at: datetime | None,
    health: Health,
    office: Office,
    now: datetime,
) -> Notice:
    """Write the head's digest for a local date. Cases about the head are the chair's and not in it."""
    mine = [case for case in cases if case.decided_by is Role.HEAD]
    lines, items = _needs_decision(mine, office, now)
    facts = {
        "on": office.days.say_date(on),
        "needs": lines,
        "due": _due(mine, now),
        "new": [_line(c, office) for c in mine if _since(c.opened_at, since_at)],
        "answered": [_line(c, office) for c in mine if _answered(c, since_at)],
        "closed": [_line(c, office) for c in mine if _closed(c, since_at)],
        "sent": _sent(mine, since_at, office),
        "open": sum(c.state is CaseState.OPEN for c in mine),
        "unheard": sum(_waits_for_inbox(x, health, now) for case in mine for x in case.letters),
        "held": [_held_line(h, office) for h in mailroom.held.values() if "head_is_subject" not in h.flags],
        "unread": [_unread_line(q, office) for q in mailroom.quarantined.values()],
        "filed": sum(_since(f.at, since_at) and f.kind is not Kind.BOUNCE for f in mailroom.filed),
        "bounces": sum(_since(f.at, since_at) and f.kind is Kind.BOUNCE for f in mailroom.filed),
        "failed": [
            *(_failed_line(x) for x in mailroom.letters.values() if _recently_lost(x, since_at, office)),
            *(_failed_line(x) for case in mine for x in _lost(case, since_at)),
        ],
        "unheeded": sum(_is_unheeded(x, since_at, office) for x in mailroom.letters.values()),
        "last_read": office.days.say_instant(health.last_read_at) if health.last_read_at else None,
        "warnings": health.warnings,
        "since": office.days.say_instant(since_at) if since_at else None,
    }
    return Notice("digest", (address(office.people.head),), facts, items=items)


def _needs_decision(
    cases: list[Case], office: Office, now: datetime
) -> tuple[list[dict[str, Any]], tuple[Item, ...]]:
    """Number what waits for a decision, oldest first: drafts, then cases where the head must advise."""
    lines: list[dict[str, Any]] = []
    items: list[Item] = []
    for case in (c for c in cases if c.state is CaseState.OPEN):
        for draft in case.waiting_drafts:
            items.append(Item(len(items) + 1, case.ref, draft.n, draft.version))
            title = policy().steps[draft.action].title
            lines.append(
                _line(case, office)
                | {"n": len(items), "title": title, "overdue": _is_overdue(case, draft.n, now)}
            )
        if not case.waiting_drafts and _needs_advice(case):
            items.append(Item(len(items) + 1, case.ref))
            asked = (d.about for d in reversed(case.deadlines) if d.kind is DeadlineKind.ADVISE)
            about = next(asked, "what happens next")
            lines.append(
                _line(case, office)
                | {"n": len(items), "title": about, "overdue": _is_overdue(case, None, now)}
            )
    return lines, tuple(items)


def _is_overdue(case: Case, draft: int | None, now: datetime) -> bool:
    """Whether the head was already to have decided on a draft, or to have said what happens next."""
    kind = DeadlineKind.DECIDE if draft is not None else DeadlineKind.ADVISE
    mine = [d for d in case.deadlines if d.kind is kind and d.draft == draft]
    return any(d.state is DeadlineState.PASSED or d.due_at <= now for d in mine[-2:])


def _needs_advice(case: Case) -> bool:
    """Whether the head is asked what to do, or nobody at all is expected to do anything any more."""
    if any(x.external and x.state in _ON_ITS_WAY for x in case.letters):
        return False
    waits = {d.kind for d in case.open_deadlines}
    return not waits or DeadlineKind.ADVISE in waits


def _due(cases: list[Case], now: datetime) -> list[dict[str, Any]]:
    """What others owe, and holds; what the head owes is under what needs her."""
    hers = (DeadlineKind.DECIDE, DeadlineKind.ADVISE)
    waits = [
        (d, c) for c in cases for d in c.open_deadlines if c.state is CaseState.OPEN and d.kind not in hers
    ]
    waits.sort(key=lambda pair: (pair[0].due_at, pair[1].ref))
    return [
        {"ref": c.ref, "about": d.about, "words": d.in_words, "overdue": d.due_at <= now} for d, c in waits
    ]


def _line(case: Case, office: Office) -> dict[str, Any]:
    post = next(iter(case.posts), None)
    return {
        "ref": case.ref,
        "platform": platform_name(post.platform) if post else None,
        "opened": office.days.say_instant(case.opened_at) if case.opened_at else "",
        "reports": len(case.reports),
        "urgency": case.urgency.value,
        "grounds": [policy().grounds[g.id].short for g in case.grounds if g.id in policy().grounds],
    }


def _since(at: datetime | None, since_at: datetime | None) -> bool:
    # That very instant too: what was sent after a digest was written has the digest's own time.
    return at is not None and (since_at is None or at >= since_at)


def _answered(case: Case, since_at: datetime | None) -> bool:
    people = (e for e in case.events if isinstance(e, ev.Replied) and e.kind is not Kind.AUTO_REPLY)
    return any(_since(e.at, since_at) for e in people)


def _closed(case: Case, since_at: datetime | None) -> bool:
    return any(isinstance(e, ev.Closed) and _since(e.at, since_at) for e in case.events)


def _waits_for_inbox(letter: Letter, health: Health, now: datetime) -> bool:
    """Whether a letter is due and waits until the inbox has been read: a STOP may lie there."""
    due = letter.external and letter.state is LetterState.QUEUED and letter.not_before_at <= now
    return due and (health.heard_all_at is None or letter.not_before_at > health.heard_all_at)


def _sent(cases: list[Case], since_at: datetime | None, office: Office) -> list[dict[str, Any]]:
    """The letters that left the school since the last digest, with the minute they went."""
    gone = []
    for case in cases:
        real = {x.id: x for x in case.letters if x.external}
        for e in case.events:
            if isinstance(e, ev.LetterMoved) and _went(e, since_at) and e.id in real:
                title = _title_of(case, real[e.id])
                gone.append({"ref": case.ref, "title": title, "when": office.days.say_instant(e.at)})
    return gone


def _went(moved: ev.LetterMoved, since_at: datetime | None) -> bool:
    return moved.state is LetterState.SENT and _since(moved.at, since_at)


def _title_of(case: Case, letter: Letter) -> str:
    draft = case.draft(letter.items[0].draft or 0)
    return policy().steps[draft.action].title


def _held_line(held: ev.Held, office: Office) -> dict[str, Any]:
    return {"when": office.days.say_instant(held.at), "because": held.because, "kind": held.kind.value}


def _unread_line(lost: ev.Quarantined, office: Office) -> dict[str, Any]:
    return {"when": office.days.say_instant(lost.at), "because": lost.because}


def _recently_lost(letter: Letter, since_at: datetime | None, office: Office) -> bool:
    """What was written to others may be of the chair's cases or name a reporter: the admin hears of it."""
    hers = set(letter.to) <= {office.people.head.email, office.people.admin.email}
    return hers and letter.state is LetterState.FAILED and _since(letter.not_before_at, since_at)


def _is_unheeded(letter: Letter, since_at: datetime | None, office: Office) -> bool:
    """Whether it is a note to the head that was left out because one such note had gone within the hour."""
    left_out = letter.kind == "not_acted" and letter.state is LetterState.CANCELLED
    return left_out and letter.to == (office.people.head.email,) and _since(letter.not_before_at, since_at)


def _lost(case: Case, since_at: datetime | None) -> list[Letter]:
    """The letters of a case that failed, or came back, since then."""
    moves = (e for e in case.events if isinstance(e, ev.LetterMoved) and e.state is LetterState.FAILED)
    ids = {e.id for e in moves if _since(e.at, since_at)}
    return [letter for letter in case.letters if letter.id in ids]


def _failed_line(letter: Letter) -> dict[str, Any]:
    return {"kind": letter.kind, "because": letter.because, "to": ", ".join(letter.to)}


def remind(lines: list[tuple[Case, Deadline]], office: Office, to: Address) -> Notice:
    """Collect passed deadlines into one numbered reminder."""
    items, facts = [], []
    for n, (case, deadline) in enumerate(lines, 1):
        number = deadline.draft
        version = case.draft(number).version if number is not None else None
        waiting = number is not None and case.draft(number).state is DraftState.WAITING
        items.append(Item(n, case.ref, number if waiting else None, version if waiting else None))
        title = policy().steps[case.draft(number).action].title if number is not None else None
        facts.append(
            _line(case, office)
            | {
                "n": n,
                "about": deadline.about,
                "words": deadline.in_words,
                "title": title,
            }
        )
    return Notice("reminder", (to,), {"lines": facts}, items=tuple(items))
