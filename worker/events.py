"""What happened: the history of a case and of the mailroom, one frozen value each.

Events are facts in the past tense, only ever appended; the state of a case follows from them
(``deciding.case``). ``at`` is the instant it happened. They are stored as they stand here, so a
field may be added with a default and none may change its meaning.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from worker.model import (
    Action,
    Address,
    Batch,
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
    Place,
    Post,
    Progress,
    RecordKind,
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

    ``course`` is how that case had gone on so far, in the words of ``deciding.progress.Happening``;
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


@dataclass(frozen=True, slots=True)
class Founded:
    """The data folder came into use: the first digest covers everything since."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Filed:
    """A message that belongs to no case was read and put away."""

    at: datetime
    message: MessageKey
    kind: Kind
    because: str
    erased: bool = False
    """Its time was over: ``message`` is then what stands for it (``records.faceless``)."""


@dataclass(frozen=True, slots=True)
class Held:
    """A message waits for a person. ``place`` is set when it was left where it lay (a safety stop)."""

    at: datetime
    message: MessageKey
    kind: Kind
    sender: Address | None
    subject: str
    because: str
    place: Place | None = None
    flags: tuple[str, ...] = ()
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Quarantined:
    """A message could not be read; its bytes lie in ``quarantine/<sha256>.eml``."""

    at: datetime
    message: MessageKey
    sender: Address | None
    because: str
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Replayed:
    """A held or quarantined message was given back to the desk by a person."""

    at: datetime
    message: MessageKey


@dataclass(frozen=True, slots=True)
class Reminded:
    """Passed deadlines were put before someone; ``told`` holds "REF/deadline/address" for each."""

    at: datetime
    told: tuple[str, ...]
    letter: str


@dataclass(frozen=True, slots=True)
class Digested:
    """The digest for a local date was written; it covers everything since ``since_at``."""

    at: datetime
    on: date
    since_at: datetime | None
    letter: str
    reader: str = ""
    """The address of whose digest it is; empty: the head's."""


@dataclass(frozen=True, slots=True)
class Split:
    """One reply decides on several cases: each gets its own commit, and these are all of them."""

    at: datetime
    message: MessageKey
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stormed:
    """A sending ceiling tripped; one note went to the admin."""

    at: datetime
    because: str


@dataclass(frozen=True, slots=True)
class ReadingStopped:
    """The inbox, which was read before, cannot be read; a note of it went to the admin."""

    at: datetime
    because: str
    since_at: datetime | None = None
    """When the first reading failed; None in what was written while only refused logins were told."""
    told: int = 1
    """How many notes there were of this outage, with this one."""


@dataclass(frozen=True, slots=True)
class ReadingResumed:
    """The inbox is read again after an outage that the admin was told of, and so is its end."""

    at: datetime
    since_at: datetime | None


@dataclass(frozen=True, slots=True)
class Alarmed:
    """An alert about a stopped message went to these; unacknowledged, the next goes at ``again_at``."""

    at: datetime
    about: MessageKey
    wave: int
    to: tuple[str, ...]
    again_at: datetime | None


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """One of those alerted answered: nobody is alerted of it any more."""

    at: datetime
    about: MessageKey
    message: MessageKey
    by: Address


@dataclass(frozen=True, slots=True)
class Released:
    """The safeguarding lead said that a stopped message may be read as any other (domain §5.4 (7)).

    ``text_only``: its attachments stay where they lie.
    """

    at: datetime
    about: MessageKey
    message: MessageKey
    by: Address
    words: str
    text_only: bool = False


@dataclass(frozen=True, slots=True)
class Accepted:
    """A held message was accepted as a report by a person."""

    at: datetime
    about: MessageKey
    message: MessageKey
    by: Address


@dataclass(frozen=True, slots=True)
class Discarded:
    """A held message was set aside by a person, with the words that said so. Its bytes stay."""

    at: datetime
    about: MessageKey
    message: MessageKey
    by: Address
    words: str


@dataclass(frozen=True, slots=True)
class Away:
    """The mailbox of someone who decides says that they are away; nothing is decided by it."""

    at: datetime
    message: MessageKey
    who: Address
    until_on: date | None


@dataclass(frozen=True, slots=True)
class Restored:
    """The data folder came back from a backup made at ``made_at``: what happened since is not known.

    References up to ``reserved`` may have been given since, and are not given again.
    """

    at: datetime
    made_at: datetime
    reserved: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A closed case is kept until a day; none is set of a case that is open again."""

    at: datetime
    ref: str
    kind: RecordKind
    closed_on: date | None
    erase_on: date | None


@dataclass(frozen=True, slots=True)
class KeptOn:
    """Who decides said that a closed case is to be kept longer than its kind asks."""

    at: datetime
    ref: str
    until_on: date
    message: MessageKey
    by: Address


@dataclass(frozen=True, slots=True)
class LegallyHeld:
    """A case is not to be erased, whatever its date, until the hold is lifted (domain §3.9)."""

    at: datetime
    ref: str
    message: MessageKey
    by: Address


@dataclass(frozen=True, slots=True)
class HoldLifted:
    """Nothing but its date stops the erasure of a case any more."""

    at: datetime
    ref: str
    message: MessageKey
    by: Address


@dataclass(frozen=True, slots=True)
class EraseOrdered:
    """A closed case is to be erased: said twice by who decides, or by the admin at the machine.

    ``by`` is a role, for it stays when everything else of the case has gone.
    """

    at: datetime
    ref: str
    by: str
    because: str
    message: MessageKey | None = None


@dataclass(frozen=True, slots=True)
class EraseRefused:
    """An order was not carried out: the case is not, or not any more, one that may be erased."""

    at: datetime
    ref: str
    because: str


@dataclass(frozen=True, slots=True)
class Erased:
    """The tombstone of a case, and of those merged into it (``family``): no name, no word of anybody.

    ``identities`` are hashes by which a message of it is known should it ever come back.
    """

    at: datetime
    ref: str
    family: tuple[str, ...]
    kind: RecordKind
    opened_on: date
    closed_on: date | None
    grounds: tuple[str, ...]
    by: str
    because: str
    identities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cleared:
    """Everything of an erased case is gone; ``left`` names, by file or case, where traces were found."""

    at: datetime
    ref: str
    removed: dict[str, Any] = field(default_factory=dict)
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AsideKept:
    """Who decides said that mail of no case, asked about at ``asked_at``, is to be kept longer."""

    at: datetime
    batch: Batch
    asked_at: datetime
    until_on: date
    message: MessageKey
    by: Address


@dataclass(frozen=True, slots=True)
class AsideOrdered:
    """Mail of no case, asked about at ``asked_at``, is to be erased on a day; an ``AsideKept`` ends that."""

    at: datetime
    batch: Batch
    asked_at: datetime
    on: date
    message: MessageKey
    by: Address


@dataclass(frozen=True, slots=True)
class AsideErased:
    """So many messages of no case are gone, or none, ``because`` they were not what was asked about."""

    at: datetime
    count: int
    because: str = ""
    removed: dict[str, Any] = field(default_factory=dict)


AsideEvent = AsideKept | AsideOrdered | AsideErased
RecordEvent = Dated | KeptOn | LegallyHeld | HoldLifted | EraseOrdered | EraseRefused | Erased | Cleared

RoomEvent = (
    Founded
    | Filed
    | Held
    | Quarantined
    | Replayed
    | Reminded
    | Digested
    | Split
    | Stormed
    | ReadingStopped
    | ReadingResumed
    | Alarmed
    | Acknowledged
    | Released
    | Accepted
    | Discarded
    | Away
    | Restored
    | Queued
    | LetterMoved
)
MailroomEvent = RoomEvent | RecordEvent | AsideEvent
Event = CaseEvent | MailroomEvent
