"""What happens to a case."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from worker.model import (
    Action,
    Address,
    Deadline,
    DeadlineState,
    Draft,
    DraftState,
    EvidenceItem,
    GroundHint,
    Kind,
    Letter,
    LetterState,
    MessageKey,
    Post,
    Progress,
    Role,
    Urgency,
    Verb,
    Way,
)


@dataclass(frozen=True, slots=True)
class Reported:
    """A report opened the case or joined it. ``words`` are the reporter's own."""

    at: datetime
    message: MessageKey
    reporter: Address
    subject: str
    words: str
    posts: tuple[Post, ...]
    grounds: tuple[GroundHint, ...]
    urgency: Urgency
    flags: tuple[str, ...]
    asked: tuple[str, ...]
    evidence: tuple[EvidenceItem, ...]
    unread: tuple[str, ...] = ()
    """What of it could not be read, in words; who reported and who decides are told."""


@dataclass(frozen=True, slots=True)
class Replied:
    """Someone who decides nothing wrote back: a parent, a platform, a reporter with an answer."""

    at: datetime
    message: MessageKey
    sender: Address
    role: Role
    kind: Kind
    words: str
    evidence: tuple[EvidenceItem, ...]
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decided:
    """The head (or who stands in) replied; what the reply was taken to mean, with its words."""

    at: datetime
    message: MessageKey
    by: Address
    decision: Verb
    draft: int | None
    version: int | None
    words: str
    args: dict[str, Any] = field(default_factory=dict)
    evidence: tuple[EvidenceItem, ...] = ()
    sent_at: datetime | None = None
    """When it was written, by its own Date: of two that cross on the way, the later counts."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft, or a new version of one, was put before the head."""

    at: datetime
    draft: Draft


@dataclass(frozen=True, slots=True)
class DraftMoved:
    """A draft changed state. ``text_sha256`` fixes the exact words an approval is for."""

    at: datetime
    n: int
    version: int
    state: DraftState
    because: str
    text_sha256: str = ""


@dataclass(frozen=True, slots=True)
class StepSkipped:
    """The head chose an action before its step, with a typed reason (policy PR2 "usually")."""

    at: datetime
    action: Action
    because: str


@dataclass(frozen=True, slots=True)
class Queued:
    """A letter entered the outbox."""

    at: datetime
    letter: Letter


@dataclass(frozen=True, slots=True)
class LetterMoved:
    """A letter changed state; ``again_at`` says when a queued one is tried next."""

    at: datetime
    id: str
    state: LetterState
    because: str
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DeadlineSet:
    """Something is expected by an instant."""

    at: datetime
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class DeadlineEnded:
    """A deadline was met, passed or dropped."""

    at: datetime
    id: str
    state: DeadlineState
    because: str


@dataclass(frozen=True, slots=True)
class Progressed:
    """A person told what has become of it: met, refused, removed … ``about`` says of what or whom."""

    at: datetime
    message: MessageKey
    by: Address
    progress: Progress
    words: str
    on: date | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Posted:
    """Who decides said that the printed letter of a draft has gone on paper, on that day and that way.

    ``text_sha256`` fixes the exact words, as an approval does.
    """

    at: datetime
    message: MessageKey
    by: Address
    n: int
    version: int
    way: Way
    on: date
    words: str
    text_sha256: str


@dataclass(frozen=True, slots=True)
class NotPosted:
    """It had not gone after all: nothing has been waited for since, and the procedure never saw it."""

    at: datetime
    message: MessageKey
    by: Address
    n: int
    version: int
    words: str


@dataclass(frozen=True, slots=True)
class Freed:
    """A person who may said that the letters a lane froze may be written again (domain §3.6, §5.5)."""

    at: datetime
    message: MessageKey
    by: Address
    role: Role
    words: str


@dataclass(frozen=True, slots=True)
class Absorbed:
    """Reports of the case ``ref`` are this case's too: all of them (a merge), or some posts (a split).

    ``course`` is how that case had gone on so far, in the words of ``deciding.cases.progress.Happening``;
    ``told`` is what was said there of people: what the poster is to the school, who is harmed.
    """

    at: datetime
    by: Address
    ref: str
    reports: tuple[Reported, ...]
    evidence: tuple[EvidenceItem, ...]
    course: tuple[str, ...] = ()
    told: tuple[Progressed, ...] = ()


@dataclass(frozen=True, slots=True)
class Merged:
    """This case turned out to be the case ``into``, which goes on in its place."""

    at: datetime
    by: Address
    into: str


@dataclass(frozen=True, slots=True)
class Parted:
    """These posts turned out to be another matter: the case ``to``."""

    at: datetime
    by: Address
    to: str
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class Closed:
    """The case was closed by a person."""

    at: datetime
    by: Address
    because: str


@dataclass(frozen=True, slots=True)
class Reopened:
    """A closed case came back: something new was reported on it."""

    at: datetime
    because: str


CaseEvent = (
    Reported
    | Replied
    | Decided
    | Drafted
    | DraftMoved
    | StepSkipped
    | Queued
    | LetterMoved
    | DeadlineSet
    | DeadlineEnded
    | Progressed
    | Posted
    | NotPosted
    | Freed
    | Absorbed
    | Merged
    | Parted
    | Closed
    | Reopened
)
