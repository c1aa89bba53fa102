"""What is written: drafts and their versions, letters in the outbox, and what became of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from worker.model.decisions import Action
from worker.model.mails import MessageKey
from worker.model.people import Address


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter waiting for a yes. ``version`` counts edits; only the last version can be approved.

    ``to`` is ``None`` until a person names the recipient: Headsup never matches a profile to a
    parent (domain rule 3).
    """

    n: int
    version: int
    action: Action
    to: Address | None
    subject: str
    text: str
    because: str
    state: DraftState
    changes: str = ""


class DraftState(StrEnum):
    """Where a draft stands; only a waiting one can be approved."""

    WAITING = "waiting"
    HELD = "held"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class LetterState(StrEnum):
    """Where a letter in the outbox stands (design: queued, sending, sent, failed, in doubt)."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    IN_DOUBT = "in_doubt"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail in the outbox: its bytes lie beside the case as ``letters/<id>.eml``, fixed at commit.

    ``external`` letters (parents, platforms, police, advisers) are never resent by themselves.
    ``items`` are the numbered things it asks about, so that a reply can be matched to them.
    """

    id: str
    kind: str
    to: tuple[str, ...]
    subject: str
    message_id: str
    external: bool
    sha256: str
    not_before_at: datetime
    state: LetterState = LetterState.QUEUED
    tries: int = 0
    because: str = ""
    items: tuple[Item, ...] = ()
    carries: tuple[str, ...] = ()
    """The SHA-256 of each file of evidence that goes with it, for whoever asked to see them."""
    token: str = ""
    """By which an answer names it in its address or subject; "" for a letter that was given none."""

    @property
    def draft(self) -> int | None:
        """The number of the draft that it is, or asks about first; None where it is about none."""
        return self.items[0].draft if self.items else None


@dataclass(frozen=True, slots=True)
class Batch:
    """Messages that belong to no case and whose time is over by a day: so many were counted."""

    until: date
    count: int


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered line of a mail to the head: which case, and which draft version, it stands for."""

    n: int
    ref: str
    draft: int | None = None
    version: int | None = None
    held: MessageKey | None = None
    """The held message it stands for, where it stands for no case (``ref`` is then empty)."""
    record: bool = False
    """Whether it asks what becomes of a closed case whose time is over: kept on, or erased."""
    batch: Batch | None = None
    """What it asks the same about, where that is mail of no case (``ref`` is then empty)."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to say to someone, before it has words: a template's name and its facts."""

    kind: str
    to: tuple[Address, ...]
    facts: dict[str, Any]
    external: bool = False
    not_before_at: datetime | None = None
    answers: MessageKey | None = None
    """The message this replies to, for threading (RFC 5322 §3.6.4)."""
    items: tuple[Item, ...] = ()


class DeliveryState(StrEnum):
    """What became of one attempt to send."""

    ACCEPTED = "accepted"
    LATER = "later"
    """Not taken, certainly not delivered: 4xx, no connection, a cut before the data."""
    REFUSED = "refused"
    """Not taken and never will be: 5xx."""
    IN_DOUBT = "in_doubt"
    """The data went out and no answer came: it may or may not be delivered."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt's result, in words a person can act on. ``refused`` maps a recipient to its reason."""

    state: DeliveryState
    because: str
    refused: tuple[tuple[str, str], ...] = ()
