"""How long mail is kept that belongs to no case, and which of it a word of the head's is about (domain §3.9).

Its day follows from when it came and as what. As with cases nothing is erased by that day: the digest
asks, in one line for all of it, and goes on asking until the head answers. One yes is enough: each of these
was seen to be no case, and until the day after KEEP takes the yes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from worker import events as ev
from worker.deciding.archives.records import end_of_school_year, is_asked, say_day
from worker.deciding.mailroom import Aside, Mailroom
from worker.deciding.office import Office
from worker.model import Batch, Kind, MessageKey

ANNOUNCED = timedelta(days=7)
"""So long before its day the digest asks about mail of no case."""
OfCase = Callable[[MessageKey], bool]
"""Whether a message was taken to a case after all."""


def find_batch(
    room: Mailroom, on: date, since: date | None, office: Office, of_case: OfCase
) -> tuple[Batch, dict[str, Any]] | None:
    """Return what the digest of a day asks about, and what it says of it; None where it asks nothing."""
    if room.aside_order is not None:
        return None
    near = [(day, key) for key, day in _days(room, office, of_case) if day <= on + ANNOUNCED]
    if not any(is_asked(day, since, on, office, ANNOUNCED) for day, _ in near):
        return None
    batch = Batch(max(day for day, _ in near), len(near))
    waiting = sum(key in room.held for _, key in near)
    unread = sum(key in room.quarantined for _, key in near)
    return batch, {
        "count": batch.count,
        "aside": batch.count - waiting - unread,
        "waiting": waiting,
        "unread": unread,
        "until": say_day(batch.until, office.days),
        "over": batch.until < on,
    }


def messages_of(
    room: Mailroom, batch: Batch, asked_at: datetime, office: Office, of_case: OfCase
) -> tuple[MessageKey, ...]:
    """Return the messages that a digest asked about, as far as they are still of no case and not kept on."""
    return tuple(
        key
        for key, day in _days(room, office, of_case)
        if day <= batch.until and room.aside[key].came_at < asked_at
    )


def erase_day(batch: Batch, today: date) -> date:
    """Return the day on which a yes is carried out: never the same day, so that it can be taken back."""
    return max(batch.until, today + timedelta(days=1))


def _days(room: Mailroom, office: Office, of_case: OfCase) -> Iterator[tuple[MessageKey, date]]:
    return ((key, _kept_until(one, room, office)) for key, one in room.aside.items() if not of_case(key))


def _kept_until(aside: Aside, room: Mailroom, office: Office) -> date:
    """Return the day until which a message is kept; what asks for data is kept like any other."""
    rules, came_on = office.rules, office.local_date(aside.came_at)
    until = end_of_school_year(came_on, rules.no_case_school_years)
    if aside.kind is Kind.MISDIRECTED and not aside.flags:
        until = min(until, came_on + timedelta(days=rules.misdirected_days))
    for kept in room.aside_kept:
        if aside.came_at < kept.asked_at and until <= kept.batch.until:
            until = kept.until_on
    return until


def is_changed(order: ev.AsideOrdered, messages: tuple[MessageKey, ...]) -> bool:
    """Whether more would be erased than was asked about: the settings were changed in between."""
    return len(messages) > order.batch.count
