"""The lines of the digest: what is said of a case or a message, and how much of a list is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.requests import find_request_words
from worker.deciding.news.alerts import is_unanswered
from worker.deciding.office import HEAD_IS_SUBJECT, Office
from worker.deciding.sentences import say
from worker.deciding.writing.letter_record import find_platform_name
from worker.model import (
    CaseState,
    DeadlineKind,
    DeadlineState,
    Kind,
    Letter,
    LetterState,
)
from worker.reading.message.addresses import without_addresses

T = TypeVar("T")
QUIET_AFTER = timedelta(days=14)
"""An open case of which nothing was heard for so long, and that needs nobody, is named as quiet."""
_AHEAD = 5
"""Days of the digest's timeline: so many cells, and one each for what is late and later, fit a phone."""
_ON_ITS_WAY = (LetterState.QUEUED, LetterState.SENDING)
_HERS = (DeadlineKind.DECIDE, DeadlineKind.ADVISE, DeadlineKind.TODAY)


@dataclass(frozen=True, slots=True)
class Shown:
    """As much of a list as a phone's screen has room for, and how many more there are."""

    lines: tuple[Any, ...]
    more: int = 0

    def __bool__(self) -> bool:
        return bool(self.lines)

    def __len__(self) -> int:
        return len(self.lines) + self.more


def cap(lines: Sequence[Any], most: int) -> Shown:
    """Show the first of a list; one that is longer by a single line is shown whole."""
    if len(lines) <= most + 1:
        return Shown(tuple(lines))
    return Shown(tuple(lines[:most]), len(lines) - most)


# ── of a case ──────────────────────────────────────────────────────────────────────────────


def line_of(case: Case, office: Office) -> dict[str, Any]:
    """Say which case it is without a name: its number, platform, age and grounds."""
    post = next(iter(case.posts), None)
    return {
        "ref": case.ref,
        "platform": find_platform_name(post.platform) if post else None,
        "opened": office.days.say_date(office.local_date(case.opened_at)) if case.opened_at else "",
        "reports": len(case.reports),
        "urgency": case.urgency.value,
        "grounds": [ground.short for ground, _ in office.policy.grounds_of(case.grounds)],
        "unanswered": is_unanswered(case),
    }


def is_overdue(case: Case, draft: int | None, now: datetime) -> bool:
    """Whether the head was already to have decided on a draft, or to have said what happens next."""
    kind = DeadlineKind.DECIDE if draft is not None else DeadlineKind.ADVISE
    mine = [d for d in case.deadlines if d.kind is kind and d.draft == draft]
    return any(d.state is DeadlineState.PASSED or d.due_at <= now for d in mine[-2:])


def needs_advice(case: Case) -> bool:
    """Whether the head is asked what to do, or nobody at all is expected to do anything any more."""
    if any(x.external and x.state in _ON_ITS_WAY for x in case.letters):
        return False
    waits = {d.kind for d in case.open_deadlines}
    return not waits or DeadlineKind.ADVISE in waits


def what_is_due(cases: Iterable[Case], now: datetime) -> list[dict[str, Any]]:
    """What others owe, and holds, soonest first; what the head owes is under what needs her."""
    waits = [
        (d, c) for c in cases for d in c.open_deadlines if c.state is CaseState.OPEN and d.kind not in _HERS
    ]
    waits.sort(key=lambda pair: (pair[0].due_at, pair[1].ref))
    return [
        {"ref": c.ref, "about": d.about, "words": d.in_words, "overdue": d.due_at <= now, "at": d.due_at}
        for d, c in waits
    ]


def days_ahead(due: Sequence[dict[str, Any]], on: date, office: Office) -> tuple[dict[str, Any], ...]:
    """Count what is due by day: what is late, the next days, and all that is later; none is left out.

    The days are the next school days, and those without school on which something is due.
    """
    school = [on]
    while len(school) < _AHEAD:
        school.append(office.days.next_school_day(school[-1]))
    ends = {office.local_date(line["at"]) for line in due}
    days = sorted({*school, *(day for day in ends if day > on)})[:_AHEAD]
    kinds = ["late", "today", *["day"] * (_AHEAD - 1), "later"]
    counts = [0] * len(kinds)
    for line in due:
        day = office.local_date(line["at"])
        counts[0 if line["overdue"] else sum(day >= one for one in days) + (day > days[-1])] += 1
    said = ["", *(office.days.say_date(day) for day in days), ""]
    cells = [{"kind": k, "on": o, "due": n} for k, o, n in zip(kinds, said, counts, strict=True)]
    return tuple(cell for cell in cells if cell["due"] or cell["kind"] in ("today", "day"))


def is_quiet(case: Case, now: datetime) -> bool:
    """Whether an open case needs nobody and nothing was heard of it for a fortnight."""
    idle = not case.waiting_drafts and not needs_advice(case)
    return case.state is CaseState.OPEN and idle and case.events[-1].at <= now - QUIET_AFTER


def happened_since(at: datetime | None, since_at: datetime | None) -> bool:
    """Whether an instant belongs to this digest: that very instant too, for what was sent after a digest
    was written has the digest's own time."""
    return at is not None and (since_at is None or at >= since_at)


def was_answered(case: Case, since_at: datetime | None) -> bool:
    """Whether a person wrote on a case since then."""
    people = (e for e in case.events if isinstance(e, ev.Replied) and e.kind is not Kind.AUTO_REPLY)
    return any(happened_since(e.at, since_at) for e in people)


def was_closed(case: Case, since_at: datetime | None) -> bool:
    """Whether a case was closed since then."""
    return any(isinstance(e, ev.Closed) and happened_since(e.at, since_at) for e in case.events)


# ── of letters ─────────────────────────────────────────────────────────────────────────────


def sent_lines(cases: Iterable[Case], since_at: datetime | None, office: Office) -> list[dict[str, Any]]:
    """The letters that left the school since the last digest, with the minute they went."""
    gone = []
    for case in cases:
        real = {x.id: x for x in case.letters if x.external}
        for e in case.events:
            if isinstance(e, ev.LetterMoved) and _went(e, since_at) and e.id in real:
                draft = case.draft_of(real[e.id])
                title = office.policy.steps[draft.action].title
                gone.append({"ref": case.ref, "title": title, "when": office.days.say_instant(e.at)})
            elif isinstance(e, ev.Posted) and e in case.papers and happened_since(e.at, since_at):
                title = say(
                    "digest_lines.on_paper_by",
                    title=office.policy.steps[case.draft(e.n).action].title,
                    value=e.way.value,
                )
                gone.append({"ref": case.ref, "title": title, "when": office.days.say_date(e.on)})
    return gone


def _went(moved: ev.LetterMoved, since_at: datetime | None) -> bool:
    return moved.state is LetterState.SENT and happened_since(moved.at, since_at)


def lost_on(case: Case, since_at: datetime | None) -> list[Letter]:
    """The letters of a case that failed, or came back, since then."""
    moves = (e for e in case.events if isinstance(e, ev.LetterMoved) and e.state is LetterState.FAILED)
    ids = {e.id for e in moves if happened_since(e.at, since_at)}
    return [letter for letter in case.letters if letter.id in ids]


def lost_line(letter: Letter, office: Office, ref: str = "") -> dict[str, Any]:
    """Say which mail of ours did not arrive, of which case, and whose it was: never by name or address."""
    to = tuple(dict.fromkeys(_role_of(email, office) for email in letter.to))
    because = without_addresses(letter.because, "(an address)")
    return {"kind": letter.kind, "ref": ref, "because": because, "to": " and ".join(to)}


def _role_of(email: str, office: Office) -> str:
    """What somebody is to the school, in words for a digest."""
    people = office.people
    named = (
        ("the head", people.head),
        ("the chair", people.chair),
        ("the vice-chair", people.vice_chair),
        (say("digest_lines.safeguarding_lead"), people.dsl),
        (say("digest_lines.deputy_safeguarding_lead"), people.deputy_dsl),
        ("IT", people.admin),
        *(("a deputy", one) for one in people.deputies),
    )
    found = next((word for word, one in named if one and email.lower() in one.addresses), None)
    staff = email in people.staff or email.rpartition("@")[2] in people.staff_domains
    return found or (
        say("digest_lines.member_staff") if staff else say("digest_lines.somebody_outside_school")
    )


def was_lately_lost(letter: Letter, since_at: datetime | None, office: Office) -> bool:
    """What was written to others may be of the chair's cases or name a reporter: the admin hears of it."""
    hers = set(letter.to) <= {office.people.head.email, office.people.admin.email}
    return hers and letter.state is LetterState.FAILED and happened_since(letter.not_before_at, since_at)


def is_unheeded(letter: Letter, since_at: datetime | None, office: Office) -> bool:
    """Whether it is a note to the head that was left out because one such note had gone within the hour."""
    left_out = letter.kind == "not_acted" and letter.state is LetterState.CANCELLED
    mine = letter.to == (office.people.head.email,)
    return left_out and mine and happened_since(letter.not_before_at, since_at)


# ── of held messages ───────────────────────────────────────────────────────────────────────


def is_about_head(held: ev.Held) -> bool:
    """Whether the head must not hear of a held message (domain §1.6 rule 11)."""
    return HEAD_IS_SUBJECT in held.flags


def held_line(held: ev.Held, office: Office) -> dict[str, Any]:
    """Say of a held message when it came, why it waits and, where it asks for something, until when."""
    return {
        "when": office.days.say_date(office.local_date(held.at)),
        "because": held.because,
        "kind": held.kind.value,
        "request": find_request_words(held.flags, held.at, office),
        "n": None,
    }


def unread_line(lost: ev.Quarantined, office: Office) -> dict[str, Any]:
    """Say of a message that could not be read when it came and why."""
    return {"when": office.days.say_instant(lost.at), "because": lost.because}
