"""What a case keeps beside its history: deadlines, evidence, and how long it is all kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from worker.model.mails import AttachmentRole


class DeadlineKind(StrEnum):
    """What is expected, and of whom."""

    DECIDE = "decide"
    """The head has a draft to decide on."""
    REPLY = "reply"
    """A parent was written to and asked to answer."""
    REMOVAL = "removal"
    """A warning asked for a removal by a date."""
    HOLD = "hold"
    """The head asked to be asked again."""
    ADVISE = "advise"
    """The head was told of something and has not said what to do next."""
    ALERT = "alert"
    """Nobody has acknowledged an alert yet: its next wave (domain §4)."""
    TODAY = "today"
    """Something urgent is to be looked at the day it came (domain §4)."""
    REFER = "refer"
    """Harm alleged against staff is to be referred within one working day (domain §3.6)."""
    CHASE = "chase"
    """Somebody outside (a platform, the police, an adviser) owes an answer."""
    REVIEW = "review"
    """Something that was done is to be looked at again."""
    REQUEST = "request"
    """A request with a period of its own in law: subject access, information, a complaint."""
    LIMIT = "limit"
    """A claim for defamation can be brought no longer than this (domain §3.1)."""


class DeadlineState(StrEnum):
    """How a deadline stands: open, met, passed, or dropped because it no longer matters."""

    OPEN = "open"
    MET = "met"
    PASSED = "passed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Deadline:
    """An instant by which something is expected, kept on the case; ``in_words`` explains it."""

    id: str
    kind: DeadlineKind
    due_at: datetime
    about: str
    in_words: str
    state: DeadlineState = DeadlineState.OPEN
    draft: int | None = None


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One file in a case's ``evidence/`` folder, named there by its SHA-256.

    ``looks`` is a picture's perceptual hash and ``words`` what a machine read in it, both "" where it
    was not looked at: they say what was made of the file, not which file it is.
    """

    sha256: str
    size: int
    type: str
    name: str | None
    role: AttachmentRole
    looks: str = field(default="", compare=False)
    words: str = field(default="", compare=False)


class RecordKind(StrEnum):
    """What kind of record a closed case makes: it says how long it is kept (domain §3.9)."""

    NO_ACTION = "no_action"
    COMPLAINT = "complaint"
    SAFEGUARDING = "safeguarding"
    STAFF_ALLEGATION = "staff_allegation"


class CaseState(StrEnum):
    """A case is open until a person closes it."""

    OPEN = "open"
    CLOSED = "closed"
