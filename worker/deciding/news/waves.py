"""The waves of an alarm: who is told in each, how long each waits for the next, and who has answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from worker.deciding.office import Office
from worker.model import Address, Person
from worker.reading.senders.roles import person_of


def ladder(office: Office, decider: Person, subjects: frozenset[str]) -> tuple[tuple[Person, ...], ...]:
    """Return who is alerted in each wave: everyone of the one before, and more.

    Who decides and the safeguarding leads at once, then the deputies, the chair, the vice-chair. Nobody
    whom it is about is ever among them, and no deputy of a head whom it is about.
    """
    people = office.people
    deputies = people.deputies if decider.email == people.head.email else ()
    steps = ((decider, people.dsl, people.deputy_dsl), deputies, (people.chair,), (people.vice_chair,))
    waves: list[tuple[Person, ...]] = []
    told: dict[str, Person] = {}
    for step in steps:
        for one in step:
            if one is not None and one.email not in subjects:
                told.setdefault(one.email, one)
        waves.append(tuple(told.values()))
    return tuple(waves)


def waits_of(office: Office) -> tuple[timedelta, ...]:
    """How long each wave waits for the next: the minutes are counted from the first."""
    minutes = (0, *office.rules.alert_minutes)
    return tuple(timedelta(minutes=later - before) for before, later in pairwise(minutes))


def find_person(sender: Address | None, office: Office, now: datetime) -> Person | None:
    """Find which of the school's people answers."""
    return person_of(sender.email, office.people, office.local_date(now)) if sender else None
