"""What happens to records: how long they are kept, and how they are erased."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from worker.model import Address, Batch, MessageKey, RecordKind


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
