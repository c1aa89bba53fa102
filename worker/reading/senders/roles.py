"""What a sender is to the school: by the address, and on the day that delegations are judged for."""

from __future__ import annotations

from datetime import date

from worker.model import People, Person, Role
from worker.reading.senders.lookalike import named


def role_of(email: str, people: People, on: date) -> Role:
    """Return what an address is to the school on a day; the first role that fits, the head's first.

    A domain must match exactly: a name under it may be anyone's. A display name is never asked.
    """
    email = email.strip().lower()
    if email == people.inbox:
        return Role.OURSELVES
    ranked: list[tuple[Role, tuple[Person, ...]]] = [
        (Role.HEAD, (people.head,)),
        (Role.DELEGATE, people.deputies),
        (Role.CHAIR, _set_up(people.chair, people.vice_chair)),
        (Role.DSL, _set_up(people.dsl, people.deputy_dsl)),
        (Role.ADMIN, (people.admin,)),
    ]
    for role, persons in ranked:
        if any(_is_person(email, person, on) for person in persons):
            return role
    domain = email.rpartition("@")[2]
    if email in people.staff or domain in people.staff_domains:
        return Role.STAFF
    return Role.STRANGER


def person_of(email: str, people: People, on: date) -> Person | None:
    """Return the named person behind an address on a day, or None."""
    email = email.strip().lower()
    return next((person for person in named(people) if _is_person(email, person, on)), None)


def person_at(email: str, people: People) -> Person | None:
    """Return the named person with an address, also outside the days of a delegation, or None."""
    email = email.strip().lower()
    return next((person for person in named(people) if email in person.addresses), None)


def _set_up(first: Person, second: Person | None) -> tuple[Person, ...]:
    return (first,) if second is None else (first, second)


def _is_person(email: str, person: Person, on: date) -> bool:
    if email not in person.addresses:
        return False
    return (person.from_on is None or person.from_on <= on) and (
        person.until_on is None or on <= person.until_on
    )
