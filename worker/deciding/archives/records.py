"""How long a closed case is kept, what stops its erasure, and what is left of it afterwards (domain §3.9).

A date is set when a case is closed, and stored. Nothing is erased by it: when it comes near, the digest
asks, and goes on asking until somebody who decides answers. A legal hold silences it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.mailroom import Mailroom
from worker.deciding.office import Office
from worker.deciding.school.calendar import SchoolDays
from worker.model import CaseState, DraftState, MessageKey, RecordKind, Rules

HELD_UNTIL_RELEASED = (RecordKind.SAFEGUARDING, RecordKind.STAFF_ALLEGATION)
"""Kept until the safeguarding lead says otherwise: how long depends on what Headsup does not know."""
ASKED_FOR = timedelta(days=14)
"""So long from its day on the digest asks every morning; after that in the first of each half-term."""
_ALLEGED = frozenset({"safeguarding_allegation", "safeguarding_allegation_possible"})
_OF_CHILDREN = frozenset(
    {
        "self_harm",
        "danger_now",
        "domestic_abuse_possible",
        "safeguarding_contact_order_possible",
        "phone_dsl",
        "emergency",
    }
)
_LAST_OF_SCHOOL_YEAR = (8, 31)


def kind_of(case: Case) -> RecordKind:
    """Say what kind of record a case makes. In doubt it is the kind that is kept longer."""
    flags = set(case.flags)
    if flags & _ALLEGED:
        return RecordKind.STAFF_ALLEGATION
    if flags & _OF_CHILDREN or any("safeguarding" in flag for flag in flags):
        return RecordKind.SAFEGUARDING
    acted = any(d.state in (DraftState.APPROVED, DraftState.HELD) for d in case.drafts)
    acted = acted or any(letter.external for letter in case.letters)
    acted = acted or any(isinstance(event, ev.Posted) for event in case.events)
    return RecordKind.COMPLAINT if acted or case.progress or case.skipped else RecordKind.NO_ACTION


def erase_on(kind: RecordKind, closed_on: date, rules: Rules) -> date:
    """Return the day until which a record closed on a day is kept, that day included."""
    match kind:
        case RecordKind.NO_ACTION:
            return end_of_school_year(closed_on, rules.no_action_school_years)
        case RecordKind.COMPLAINT:
            return years_after(closed_on, rules.complaint_years)
        case RecordKind.SAFEGUARDING:
            return years_after(closed_on, rules.safeguarding_years)
        case RecordKind.STAFF_ALLEGATION:
            return years_after(closed_on, rules.staff_allegation_years)


def end_of_school_year(on: date, years: int) -> date:
    """Return the last day of the school year a day falls in (years: 0), or of one so many later."""
    year = on.year + ((on.month, on.day) > _LAST_OF_SCHOOL_YEAR)
    return date(year + years, *_LAST_OF_SCHOOL_YEAR)


def years_after(on: date, years: int) -> date:
    """Return the same day of a later year; the last of February for a leap day."""
    try:
        return on.replace(year=on.year + years)
    except ValueError:
        return on.replace(year=on.year + years, day=28)


def date_case(case: Case, office: Office, now: datetime) -> ev.Dated:
    """Set how long a case is kept: none of a case that is open."""
    closed = next((e.at for e in reversed(case.events) if isinstance(e, ev.Closed)), None)
    kind = kind_of(case)
    if case.state is CaseState.OPEN or closed is None:
        return ev.Dated(now, case.ref, kind, None, None)
    on = office.local_date(closed)
    return ev.Dated(now, case.ref, kind, on, erase_on(kind, on, office.rules))


def find_kept_until(room: Mailroom, ref: str) -> date | None:
    """Return the day until which a case is kept; None while it is open, or where no day was set."""
    dated, kept = room.dated.get(ref), room.kept.get(ref)
    if dated is None or dated.erase_on is None:
        return None
    return max(dated.erase_on, kept.until_on) if kept else dated.erase_on


def is_held(room: Mailroom, ref: str) -> bool:
    """Whether a hold stops the erasure of a case: one that a person set, or that its kind brings along."""
    dated = room.dated.get(ref)
    by_kind = dated is not None and dated.kind in HELD_UNTIL_RELEASED
    return ref in room.legal_holds or (by_kind and ref not in room.lifted)


def say_day(on: date, days: SchoolDays) -> str:
    """``Friday 3 December 2027``."""
    return f"{days.say_date(on)} {on.year}"


def why_not(case: Case, room: Mailroom) -> str:
    """Say, in one word, why a case may not be erased at all; empty where it may."""
    if case.merged_into:
        return "merged"
    if case.state is CaseState.OPEN:
        return "open"
    return "held" if is_held(room, case.ref) else ""


def is_asked(until: date, since: date | None, on: date, office: Office, announce: timedelta) -> bool:
    """Whether the digest of a day asks about a record kept until a day.

    From the announcement (``announce`` before its day) until a fortnight after it in every digest; then
    politely, term after term: in the first digest of each half-term (of each quarter where the term dates
    are not known).
    """
    if on < until - announce:
        return False
    if on <= until + ASKED_FOR:
        return True
    return any(first <= on and (since is None or since < first) for first in _beginnings(on, office.days))


def _beginnings(on: date, days: SchoolDays) -> tuple[date, ...]:
    terms = [term.first_on for term in days.rules.terms]
    return tuple(terms) if days.covers(on) else (date(on.year, (on.month - 1) // 3 * 3 + 1, 1),)


# ── what is left ───────────────────────────────────────────────────────────────────────────


def forgotten(keys: Iterable[MessageKey]) -> tuple[str, ...]:
    """Return what is kept of erased messages, so that none of them is ever taken in again.

    Hashes of what are mostly hashes already: they lead to no message, and know one that comes back.
    """
    marks: dict[str, None] = {}
    for key in keys:
        marks[_mark("raw", key.raw_sha256)] = None
        if key.message_id and key.body_sha256:
            marks[_mark(key.message_id, key.body_sha256)] = None
    return tuple(marks)


def faceless(key: MessageKey) -> MessageKey:
    """Return what stands for an erased message in the histories that mention it."""
    body = _mark(key.message_id, key.body_sha256) if key.message_id and key.body_sha256 else ""
    return MessageKey(None, _mark("raw", key.raw_sha256), body)


def _mark(*parts: str) -> str:
    return hashlib.sha256("\n".join(("erased", *parts)).encode("utf-8", "backslashreplace")).hexdigest()


def tombstone(
    case: Case, family: tuple[Case, ...], room: Mailroom, order: ev.EraseOrdered, now: datetime
) -> ev.Erased:
    """Return what stays of a case: numbers, dates and kinds, nobody's name."""
    dated = room.dated.get(case.ref)
    return ev.Erased(
        at=now,
        ref=case.ref,
        family=tuple(one.ref for one in family),
        kind=dated.kind if dated else kind_of(case),
        opened_on=min(one.events[0].at for one in family).date(),
        closed_on=dated.closed_on if dated else None,
        grounds=tuple(sorted({ground.id for one in family for ground in one.grounds})),
        by=order.by,
        because=order.because,
        identities=(),
    )
