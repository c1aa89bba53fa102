"""What happens in the mailroom: mail that belongs to no case, digests, alarms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from worker.events.cases import LetterMoved, Queued
from worker.model import Address, Kind, MessageKey, Place


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
