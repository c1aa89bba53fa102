"""Who: the people of a school, and what a sender is to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


def _in_lower_case(value: object, *fields: str) -> None:
    """Put addresses and domains of a value that is being made in lower case, whoever wrote them."""
    for field in fields:
        written = getattr(value, field)
        small = written.lower() if isinstance(written, str) else tuple(one.lower() for one in written)
        object.__setattr__(value, field, small)


@dataclass(frozen=True, slots=True)
class Address:
    """A mailbox (RFC 5322 §3.4): ``email`` in lower case, ``name`` as written ("" if none).

    No case of a letter makes another mailbox: no mail service of today tells two apart by it, though
    RFC 5321 §2.4 lets one. So two of our values compare as their mailboxes do.
    """

    email: str
    name: str = ""

    def __post_init__(self) -> None:
        """Whoever wrote it in capitals."""
        _in_lower_case(self, "email")


class Role(StrEnum):
    """What a sender is to the school; ``UNKNOWN`` when no configuration says.

    Parents, platforms and advisers are so to a case: it is known whom its letters went to, and no name is
    ever asked. They are read and put before who decides, and never act.
    """

    HEAD = "head"
    DELEGATE = "delegate"
    CHAIR = "chair"
    DSL = "dsl"
    STAFF = "staff"
    ADMIN = "admin"
    OURSELVES = "ourselves"
    PARENT = "parent"
    """Whom a letter to a parent went to on the case, or an outsider whose mail was accepted onto it."""
    PLATFORM = "platform"
    """Whom a complaint to a platform went to, or somebody proven to write from a platform's own domain."""
    ADVISER = "adviser"
    """Whom the case was put before: the police, legal advisers, a helpline."""
    STRANGER = "stranger"
    UNKNOWN = "unknown"


DECIDERS = (Role.HEAD, Role.DELEGATE, Role.CHAIR)
"""Who decides on cases; each on which, ``Office.may_decide`` says."""
OWN_PEOPLE = (*DECIDERS, Role.DSL, Role.STAFF, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Person:
    """One named person of the school; the first address is the one Headsup writes to. All in lower case."""

    name: str
    email: str
    also: tuple[str, ...] = ()
    may_approve: bool = False
    from_on: date | None = None
    until_on: date | None = None

    def __post_init__(self) -> None:
        """As the settings have them, in any case."""
        _in_lower_case(self, "email", "also")

    @property
    def addresses(self) -> frozenset[str]:
        """Every address the person writes from."""
        return frozenset((self.email, *self.also))


@dataclass(frozen=True, slots=True)
class People:
    """Everyone Headsup knows by address, in lower case. ``inbox`` is Headsup's own reporting address.

    ``plus_addressing``: mail to ``inbox`` with "+" and a word before the "@" reaches it too (RFC 5233).
    """

    inbox: str
    head: Person
    admin: Person
    dsl: Person
    chair: Person
    deputies: tuple[Person, ...] = ()
    vice_chair: Person | None = None
    """Decides where both the head and the chair are the subject (domain §4, conflict route)."""
    deputy_dsl: Person | None = None
    """Told beside the safeguarding lead, and in her place where she is the subject."""
    staff: tuple[str, ...] = ()
    staff_domains: tuple[str, ...] = ()
    plus_addressing: bool = False

    def __post_init__(self) -> None:
        """As the settings have them, in any case."""
        _in_lower_case(self, "inbox", "staff", "staff_domains")


@dataclass(frozen=True, slots=True)
class School:
    """The school as it signs its letters."""

    name: str
    address: str
    phone: str
    complaints: str
    """Where a parent finds the complaints procedure, in words."""
    referrals: str = ""
    """Whom the school refers an allegation against staff to (LADO or hub), with numbers, in words."""
    emergency: str = "999"
    police: str = "101"
