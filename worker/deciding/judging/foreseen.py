"""What is foreseen of a mail, and for which circumstances: the values alone (``judging.foreseeing``)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from worker.model import Forwarded, GroundHint, Kind, Mail, People, Post, Trust, Urgency

if TYPE_CHECKING:
    from worker.reading.apart import Apart


@dataclass(frozen=True, slots=True)
class Thread:
    """The case whose reporters' mails a mail goes on from, and whom that case is about."""

    case: str
    poster: str | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known before a mail is read: the school's people, the day, whose word counts on senders.

    ``commonplace`` are the files known to come with mails whatever these are about (``mark_seen_before``).
    ``thread`` is what the register says of this one mail, if anything.
    """

    people: People
    on: date
    trust: Trust
    commonplace: tuple[str, ...] = ()
    thread: Thread | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the words of a mail mean: a reading without who sent it and what it carries.

    ``stop`` are the words for which it must not be opened further (domain §5.4), or None.
    """

    stop: str | None
    kind: Kind
    new_text: str
    forwarded: tuple[Forwarded, ...]
    posts: tuple[Post, ...]
    grounds: tuple[GroundHint, ...]
    urgency: Urgency
    case_ref: str | None
    flags: tuple[str, ...]
    ask_back: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A mail, the circumstances it was read in, and what it means in these."""

    mail: Mail
    at: Circumstances
    meaning: Meaning

    def is_of(self, apart: Apart) -> bool:
        """Whether it is that mail, and as one that quotes nothing of ours."""
        return apart.ours == () and apart.mail == self.mail
