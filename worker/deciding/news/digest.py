"""The morning digest: what needs its reader, what is due, what is new, and whether the mailbox is well.

The head has one on every school day even when there is nothing in it: its absence is the alarm. In the
holidays it comes once a week, and only when something is due. It covers everything since the last one
that was really sent, so a missed morning loses nothing. The chair has her own, of her cases alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from worker import events as ev
from worker.deciding.archives.aside import OfCase, find_batch
from worker.deciding.archives.records import find_kept_until, is_asked, say_day, why_not
from worker.deciding.cases.case import Case
from worker.deciding.mailroom import Mailroom
from worker.deciding.news import digest_lines as lines
from worker.deciding.news.alerts import is_unanswered
from worker.deciding.news.digest_lines import Shown, cap, happened_since, line_of
from worker.deciding.news.morning import Health, Morning
from worker.deciding.news.stop_alarms import stop_decider
from worker.deciding.office import Office, address
from worker.deciding.sentences import say
from worker.model import (
    Batch,
    CaseState,
    DeadlineKind,
    Item,
    Kind,
    Letter,
    LetterState,
    Notice,
    Person,
)

_SOON = timedelta(days=7)
_RESTORED = timedelta(days=14)
"""So long the digest says that what happened between a backup and its restore is not known."""
_MOST = {"needs": 5, "due": 4, "list": 4, "sent": 3, "held": 3, "look": 3, "records": 3}
"""Lines shown of each list: together they fit a phone's screen on all but the worst of mornings."""


def compose(
    reader: Person,
    cases: Iterable[Case],
    morning: Morning,
    office: Office,
    of_case: OfCase = lambda _: False,
) -> Notice | None:
    """Write a reader's digest, of the cases that are theirs to decide and of no others.

    ``of_case`` tells the messages of a case. None where nothing is to be said: to a governor without a case,
    and in a holiday without anything due.
    """
    mine = sorted((c for c in cases if office.decider(c).email == reader.email), key=_age)
    is_head = reader.email == office.people.head.email
    theirs = _round_the_head(reader, morning.mailroom, office)
    if not (mine or is_head or theirs):
        return None
    needs, items = _needs_decision(mine, office, morning.now)
    room = _mailroom(morning, mine, len(items), office) if is_head else _chairs(theirs, office)
    alarms = [case.ref for case in mine if case.state is CaseState.OPEN and is_unanswered(case)]
    pressing = alarms or room["unread"] or room["failed"] or room["requests"]
    if not (office.days.is_school_day(morning.on) or pressing or _is_due_soon(mine, morning.now)):
        return None
    records = _records(mine, morning, len(items) + len(room["items"]), office)
    asked = _find_batch(morning, office, of_case) if is_head else None
    items = (*items, *room["items"], *(item for _, item in records.lines))
    n = len(items) + 1
    last = (Item(n, "", record=True, batch=asked[0]),) if asked else ()
    facts = room | _of_cases(mine, morning, office) | _of_service(morning, office)
    facts |= {
        "is_head": is_head,
        "needs": needs,
        "records": Shown(tuple(line for line, _ in records.lines), records.more),
        "aside": asked[1] | {"n": n} if asked else None,
        "alarms": alarms,
        "warnings": morning.health.warnings if is_head else (),
    }
    more = any(isinstance(fact, Shown) and fact.more for fact in facts.values())
    return Notice("digest", (address(reader),), facts | {"more": more}, items=(*items, *last))


def _round_the_head(reader: Person, room: Mailroom, office: Office) -> list[ev.Held]:
    """Stopped messages that may be about the head, where this reader decides on them."""
    return [
        one
        for one in room.held.values()
        if lines.is_about_head(one) and stop_decider(one, office).email == reader.email
    ]


def _is_due_soon(cases: list[Case], now: datetime) -> bool:
    open_cases = (case for case in cases if case.state is CaseState.OPEN)
    return any(deadline.due_at <= now + _SOON for case in open_cases for deadline in case.open_deadlines)


def _find_batch(morning: Morning, office: Office, of_case: OfCase) -> tuple[Batch, dict[str, Any]] | None:
    since = office.local_date(morning.since_at) if morning.since_at else None
    return find_batch(morning.mailroom, morning.on, since, office, of_case)


def _of_cases(cases: list[Case], morning: Morning, office: Office) -> dict[str, Any]:
    """What is due on a reader's cases, what is new, and what became of them."""
    on, now, since_at = morning.on, morning.now, morning.since_at
    due = lines.what_is_due(cases, now)
    return {
        "due": cap(due, _MOST["due"]),
        "days": lines.days_ahead(due, on, office),
        "new": _list(c for c in cases if happened_since(c.opened_at, since_at)),
        "answered": _list(c for c in cases if lines.was_answered(c, since_at)),
        "closed": _list(c for c in cases if lines.was_closed(c, since_at)),
        "quiet": _list(c for c in cases if lines.is_quiet(c, now)),
        "sent": cap(lines.sent_lines(cases, since_at, office), _MOST["sent"]),
        "open": sum(c.state is CaseState.OPEN for c in cases),
        "unheard": sum(_waits_for_inbox(x, morning.health, now) for case in cases for x in case.letters),
    }


def _of_service(morning: Morning, office: Office) -> dict[str, Any]:
    """Which day it is, and from when to when is known what came."""
    last_read_at, since_at = morning.health.last_read_at, morning.since_at
    return {
        "on": office.days.say_date(morning.on),
        "holiday": not office.days.is_school_day(morning.on),
        "last_read": office.days.say_instant(last_read_at) if last_read_at else None,
        "since": office.days.say_instant(since_at) if since_at else None,
    }


def _needs_decision(cases: list[Case], office: Office, now: datetime) -> tuple[Shown, tuple[Item, ...]]:
    """Number what waits for a decision, oldest first: drafts, and cases where the head must advise."""
    asked: list[tuple[dict[str, Any], Item]] = []
    for case in (c for c in cases if c.state is CaseState.OPEN):
        for draft in case.waiting_drafts:
            said = {
                "title": office.policy.steps[draft.action].title,
                "overdue": lines.is_overdue(case, draft.n, now),
            }
            asked.append((line_of(case, office) | said, Item(0, case.ref, draft.n, draft.version)))
        if not case.waiting_drafts and lines.needs_advice(case):
            about = (d.about for d in reversed(case.deadlines) if d.kind is DeadlineKind.ADVISE)
            said = {
                "title": next(about, say("digest.what_happens_next")),
                "overdue": lines.is_overdue(case, None, now),
            }
            asked.append((line_of(case, office) | said, Item(0, case.ref)))
    shown = cap(asked, _MOST["needs"])
    numbered = [(line | {"n": n}, item) for n, (line, item) in enumerate(shown.lines, 1)]
    items = tuple(Item(line["n"], item.ref, item.draft, item.version) for line, item in numbered)
    return Shown(tuple(line for line, _ in numbered), shown.more), items


def _records(cases: list[Case], morning: Morning, numbered: int, office: Office) -> Shown:
    """Number the closed cases whose time is over or nearly so, oldest first (domain §3.9)."""
    room, on = morning.mailroom, morning.on
    since = office.local_date(morning.since_at) if morning.since_at else None
    announce = timedelta(days=office.rules.announce_days)
    asked = []
    for case in cases:
        until = find_kept_until(room, case.ref)
        if until and not why_not(case, room) and is_asked(until, since, on, office, announce):
            asked.append((until, case.ref))
    shown = cap(sorted(asked), _MOST["records"])
    lines = []
    for n, (until, ref) in enumerate(shown.lines, numbered + 1):
        kind, said = room.dated[ref].kind.value, say_day(until, office.days)
        line = {"n": n, "ref": ref, "kind": kind, "until": said, "over": until < on}
        lines.append((line, Item(n, ref, record=True)))
    return Shown(tuple(lines), shown.more)


def _mailroom(morning: Morning, cases: list[Case], numbered: int, office: Office) -> dict[str, Any]:
    """What belongs to no case, for the head: held and unread mail, mails that were lost, notes left out."""
    room, since_at = morning.mailroom, morning.since_at
    held = [one for one in room.held.values() if not lines.is_about_head(one)]
    stopped = [one for one in held if one.kind is Kind.SAFETY_STOP]
    rest = cap([one for one in held if one.kind is not Kind.SAFETY_STOP], _MOST["held"])
    items = tuple(Item(numbered + n, "", held=one.message) for n, one in enumerate(rest.lines, 1))
    shown = [
        lines.held_line(one, office) | {"n": item.n} for one, item in zip(rest.lines, items, strict=True)
    ]
    letters = room.letters.values()
    failed = [
        *(lines.lost_line(x, office) for x in letters if lines.was_lately_lost(x, since_at, office)),
        *(lines.lost_line(x, office, c.ref) for c in cases for x in lines.lost_on(c, since_at)),
    ]
    filed = [f for f in room.filed if happened_since(f.at, since_at)]
    return {
        "items": items,
        "stopped": [lines.held_line(one, office) for one in stopped],
        "held": Shown(tuple(shown), rest.more),
        "requests": any(line["request"] for line in shown),
        "unread": cap([lines.unread_line(q, office) for q in room.quarantined.values()], _MOST["look"]),
        "filed": sum(f.kind is not Kind.BOUNCE for f in filed),
        "bounces": sum(f.kind is Kind.BOUNCE for f in filed),
        "failed": cap(failed, _MOST["look"]),
        "unheeded": sum(lines.is_unheeded(x, since_at, office) for x in letters),
        "restored": _restored(room, morning.now, office),
    }


def _restored(room: Mailroom, now: datetime, office: Office) -> str | None:
    """Say what is known no later than when, for a fortnight after the data came back from a backup."""
    lately = room.restored is not None and now - room.restored.at < _RESTORED
    return office.days.say_instant(room.restored.made_at) if room.restored and lately else None


def _chairs(held: list[ev.Held], office: Office) -> dict[str, Any]:
    """What a governor is told of the mailroom: only what must go round the head."""
    nothing = Shown(())
    return {
        "items": (),
        "stopped": [lines.held_line(one, office) for one in held],
        "held": nothing,
        "requests": False,
        "unread": nothing,
        "filed": 0,
        "bounces": 0,
        "failed": nothing,
        "unheeded": 0,
        "restored": None,
    }


def _list(cases: Iterable[Case]) -> Shown:
    return cap([case.ref for case in cases], _MOST["list"])


def _age(case: Case) -> tuple[datetime, str]:
    return case.events[0].at, case.ref


def _waits_for_inbox(letter: Letter, health: Health, now: datetime) -> bool:
    """Whether a letter is due and waits until the inbox has been read: a STOP may lie there."""
    due = letter.external and letter.state is LetterState.QUEUED and letter.not_before_at <= now
    return due and (health.heard_all_at is None or letter.not_before_at > health.heard_all_at)
