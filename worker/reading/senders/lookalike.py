"""Addresses and names made to be taken for those of the school's own people.

An address proves itself or does not; these are about the eyes that read it. What is found changes no
right of anybody: a stranger decides nothing anyway. It gives the refusal its reason, and says whom to tell.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from worker.model import Address, People, Person
from worker.reading.message.unseen import clean

_TELLING = 5
"""A shorter name before the dot ("mail", "abc") is many people's."""
_NEAR = 6
"""From so many letters on, one letter more, less or other is no other school's name."""
_LONGEST = 300


def find_imitated(sender: Address, people: People) -> tuple[Person, str] | None:
    """Return the person whose address or name a sender's is made to look like, and how; None for others.

    One of the school's own addresses imitates nobody, whatever name stands beside it, but for the name of
    another who decides.
    """
    persons = named(people)
    email = sender.email
    if any(email in person.addresses for person in persons) or email == people.inbox:
        return None
    local, _, domain = email.rpartition("@")
    own = _domains(people)
    near = next((mine for mine in sorted(own) if domain not in own and _is_like(domain, mine)), None)
    if near is not None:
        meant = _by_address(local, near, persons) or _by_name(sender.name, persons) or people.head
        return meant, f"{_shown(domain)} is not {near}, and looks like it"
    person = _by_address(local, domain, persons)
    if person is not None:
        return person, f"{_shown(email)} is not {person.email}, and looks like it"
    person = _by_name(sender.name, persons)
    if person is not None:
        return person, f"it bears the name of {person.name}, whose address {_shown(email)} is not"
    return None


def named(people: People) -> tuple[Person, ...]:
    """Everyone with a name and a part to play, the head first."""
    deciding = (people.head, *people.deputies, people.chair, people.vice_chair)
    every = (*deciding, people.dsl, people.deputy_dsl, people.admin)
    return tuple(filter(None, every))


def _domains(people: People) -> frozenset[str]:
    """The school's own domains: those of its staff, its inbox and its head."""
    emails = (people.inbox, people.head.email)
    return frozenset(people.staff_domains) | {e.rpartition("@")[2] for e in emails}


def _by_address(local: str, domain: str, persons: tuple[Person, ...]) -> Person | None:
    """The person with an address that looks like this one: local part and domain each the same or near."""
    for person in persons:
        for email in person.addresses:
            theirs, _, at = email.rpartition("@")
            if _bones(local) == _bones(theirs) and (domain == at or _is_like(domain, at)):
                return person
    return None


def _by_name(name: str, persons: tuple[Person, ...]) -> Person | None:
    """The person whose name, or address, is the name shown."""
    words = _name_words(name)
    shown = _bones(name[:_LONGEST])
    for person in persons:
        theirs = _name_words(person.name)
        if len(theirs) > 1 and theirs <= words and len(words) <= len(theirs) + 1:
            return person
        if any(_bones(email) in shown for email in person.addresses):
            return person
    return None


def _name_words(name: str) -> frozenset[str]:
    words = (
        _bones(word) for word in re.split(r"[^\w|]+", unicodedata.normalize("NFKC", clean(name[:_LONGEST])))
    )
    return frozenset(word for word in words if len(word) > 1) - _titles()


# ── domains ────────────────────────────────────────────────────────────────────────────────


def _is_like(domain: str, own: str) -> bool:
    """Whether a domain would be taken for our own: drawn alike, a letter off, another ending, ours inside."""
    shown = _shown(domain)
    if domain == own or domain.endswith(f".{own}"):
        return False
    theirs, ours = _bones(shown), _bones(own)
    dashed = ours.replace(".", "-")
    begins = tuple(f"{whole}{sign}" for whole in (ours, dashed) for sign in ".-")
    if theirs == ours or theirs.startswith(begins) or f".{ours}." in f".{theirs}":
        return True
    name, mine = theirs.split(".")[0], ours.split(".")[0]
    if len(mine) < _TELLING:
        return False
    if name.replace("-", "") == mine.replace("-", "") or _run_together(theirs) == _run_together(ours):
        return True
    same_ending = theirs.partition(".")[2] == ours.partition(".")[2]
    return same_ending and len(mine) >= _NEAR and _is_one_off(name, mine)


def _run_together(domain: str) -> str:
    return domain.replace("-", "").replace(".", "")


def _is_one_off(one: str, other: str) -> bool:
    """Whether one letter was added, left out or changed, or two neighbours were swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest, theirs = one[start:], other[start:]
    return (
        rest[1:] == theirs[1:]
        or rest[1:] == theirs
        or rest == theirs[1:]
        or (rest[:2] == theirs[1::-1] and rest[2:] == theirs[2:])
    )


def _shown(text: str) -> str:
    """A domain or address as a mail program may show it: punycode labels in their letters (RFC 3492)."""
    head, at, domain = text.rpartition("@")
    return head + at + ".".join(_label(label) for label in domain.split("."))


def _label(label: str) -> str:
    if not label.lower().startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, OverflowError):
        return label


# ── what a word looks like ─────────────────────────────────────────────────────────────────


@lru_cache(maxsize=1024)
def _bones(text: str) -> str:
    """What a word looks like: case, accents and unseen signs away, each sign its plainest likeness."""
    folded = unicodedata.normalize("NFKD", clean(text)).casefold()
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    drawn = "".join(_known()["signs"].get(sign, sign) for sign in plain)
    for pair, sign in _known()["pairs"].items():
        drawn = drawn.replace(pair, sign)
    return drawn


@cache
def _titles() -> frozenset[str]:
    return frozenset(_bones(title) for title in _known()["names"]["titles"])


@cache
def _known() -> dict[str, Any]:
    return tomllib.loads((files("worker.knowledge") / "lookalikes.toml").read_text("utf-8"))
