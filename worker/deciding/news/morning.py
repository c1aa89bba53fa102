"""What a digest is written of, and who may have one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from worker.deciding.mailroom import Mailroom
from worker.deciding.office import Office
from worker.model import Person


@dataclass(frozen=True, slots=True)
class Health:
    """What the service knows of itself: when the mailbox was last read, and what people must fix.

    ``heard_all_at`` is when it was last read to its end, if nothing is left to read at the moment.
    """

    last_read_at: datetime | None
    warnings: tuple[str, ...] = ()
    heard_all_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Morning:
    """What a digest is written of: its local date and instant, since when, the mailroom, and how we are."""

    on: date
    now: datetime
    since_at: datetime | None
    """When the last one was really sent; None before the first."""
    mailroom: Mailroom
    health: Health


def readers_of(office: Office) -> tuple[tuple[str, Person], ...]:
    """Return who may have a digest, each with the name it is remembered by: "" is the head."""
    people = office.people
    governors = (people.chair, *((people.vice_chair,) if people.vice_chair else ()))
    return (("", people.head), *((one.email, one) for one in governors))
