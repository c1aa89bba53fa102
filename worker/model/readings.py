"""What a mail says: what was passed on, the posts it reports, and why they may concern the school."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from worker.model.mails import Attachment, Verdict
from worker.model.people import Address, Role


@dataclass(frozen=True, slots=True)
class Forwarded:
    """One forwarded message inside a mail, as its header block shows it; ``text`` is its own words."""

    from_name: str | None
    from_email: str | None
    to: str | None
    date: str | None
    subject: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Post:
    """The thing complained of, as far as the report tells. A guess is a bug: unknown is ``None``.

    ``source`` names where it was read ("body", "forwarded", "link", "file name", …),
    ``key`` recognises the same post under its several addresses (platform and id).
    """

    platform: str | None
    poster_name: str | None
    handle: str | None
    url: str | None
    group: str | None
    posted_at_text: str | None
    text: str | None
    source: str
    confidence: float
    key: str | None = None
    by_machine: tuple[str, ...] = ()
    """The fields of this post that a machine read in a picture: to be confirmed, and never in a letter."""


class Urgency(StrEnum):
    """How fast a person must look, least pressing first."""

    ROUTINE = "routine"
    PRIORITY = "priority"
    URGENT = "urgent"
    EMERGENCY = "emergency"

    @property
    def rank(self) -> int:
        """How pressing it is beside the others: 0 is the least."""
        return tuple(Urgency).index(self)

    @property
    def may_wait(self) -> bool:
        """Whether a person is asked first, for what is missing or for the case it belongs to (domain §4)."""
        return self is not Urgency.EMERGENCY


def most_pressing(urgencies: Iterable[Urgency]) -> Urgency:
    """The most pressing of several; routine where there are none."""
    return max(urgencies, key=_RANKS.__getitem__, default=Urgency.ROUTINE)


_RANKS = {one: one.rank for one in Urgency}


class Kind(StrEnum):
    """What a message is to the service."""

    NEW_CASE = "new_case"
    FOLLOW_UP = "follow_up"
    DECISION = "decision"
    OTHER_REPLY = "other_reply"
    NOT_A_REPORT = "not_a_report"
    MISDIRECTED = "misdirected"
    QUERY = "query"
    AUTO_REPLY = "auto_reply"
    BOUNCE = "bounce"
    SAFETY_STOP = "safety_stop"
    STRANGER = "stranger"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class GroundHint:
    """A ground of the policy (G1…G9, OTHER) that the words suggest; the head decides.

    ``likely``: no rule found it, only likeness to other reports. The head is shown it; it is in no letter.
    """

    id: str
    because: str
    likely: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the service understands of one mail (the object ``headsup read`` prints)."""

    kind: Kind
    reported_by: Address | None
    subject: str
    new_text: str
    forwarded: tuple[Forwarded, ...]
    posts: tuple[Post, ...]
    grounds: tuple[GroundHint, ...]
    urgency: Urgency
    case_ref: str | None
    flags: tuple[str, ...]
    ask_back: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    sender: Verdict
    role: Role
    problems: tuple[str, ...]
