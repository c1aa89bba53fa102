"""What is to be done: the steps of the procedure, and what a reply from the head means."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class Action(StrEnum):
    """What the procedure can do next; each has a draft (policy PR2, A1 to A6)."""

    INVITATION = "informal_discussion"
    WARNING = "written_warning"
    PLATFORM = "platform_complaint"
    POLICE = "police_referral"
    LEGAL = "legal_advice"
    BLOCK = "block_site"
    PUPIL_NOTE = "pupil_note"
    """A friendly note to a pupil's own parent, where the pupil posted (policy CH1 to CH3)."""
    STAFF_KIT = "staff_kit"
    """What the member of staff concerned needs to complain to the platform (domain §2.1)."""
    PARENT_KIT = "parent_kit"
    """What the parent of the child concerned needs to complain to the platform (domain §2.1)."""
    HELPLINE = "helpline"
    """The case put before the Professionals Online Safety Helpline (domain §2.4)."""
    NOTICE_KIT = "notice_kit"
    """A notice of complaint for the person concerned to send (Defamation Act 2013 s.5)."""
    FURTHER_MEETING = "further_meeting"
    """A second talk, with a governor present; not every policy has it."""
    CLOSING = "closing_letter"
    ANSWER = "answer_to_reporter"
    REPRESENTATIONS = "reply_to_representations"


class Verb(StrEnum):
    """What a reply from the head can mean. ``UNCLEAR`` asks and does nothing."""

    APPROVE = "approve"
    EDIT = "approve_with_edits"
    REJECT = "reject"
    HOLD = "hold"
    NOTE = "note_only"
    CLOSE = "close"
    OTHER_ACTION = "choose_other_action"
    SEND_TO = "send_to"
    EVIDENCE = "evidence"
    STOP = "stop"
    MERGE = "merge"
    """Two cases are one matter."""
    SPLIT = "split"
    """A post of a case is another matter."""
    POSTED = "posted"
    """A letter that was printed has gone on paper."""
    NOT_POSTED = "not_posted"
    """It has not gone after all."""
    UNCLEAR = "unclear"


class Way(StrEnum):
    """How a letter reaches its reader; each is taken to have come on a day of its own (domain §4)."""

    EMAIL = "email"
    POST = "post"
    HAND = "hand"


class Relation(StrEnum):
    """What the poster is to the school; a person says it (policy OV4)."""

    PARENT = "parent"
    CARER = "carer"
    RELATIVE = "relative"
    STAFF = "staff"
    EX_STAFF = "ex_staff"
    GOVERNOR = "governor"
    VOLUNTEER = "volunteer"
    PUPIL = "pupil"
    EX_PARENT = "ex_parent"
    UNCONNECTED = "unconnected"
    UNKNOWN = "unknown"


class Progress(StrEnum):
    """What a person told of a case's course; the gate of the policy (PR2, PR3) rests on it."""

    MET = "met"
    """The informal talk took place."""
    REFUSED = "refused"
    """The parent will not talk, or will not remove the post."""
    REMOVED = "removed"
    APOLOGISED = "apologised"
    REPOSTED = "reposted"
    """The same poster posted again after the informal step (policy PR0 "continues")."""
    IDENTIFIED = "identified"
    """A person, never the service, said who the poster is (domain §1.6 rule 3)."""
    UNIDENTIFIED = "unidentified"
    """Nobody knows who the poster is, so no talk is possible."""
    RELATED = "related"
    """A person said what the poster is to the school: parent, staff, pupil … (policy OV4)."""
    HARMED = "harmed"
    """A person said who is harmed: staff by name and title, a child by what it is (policy OB5)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a reply tells of a case's course, in its own words; it decides nothing by itself."""

    progress: Progress
    words: str
    about: str = ""
    """Who the poster is said to be, or what was refused: "meet" or "remove"."""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, for the item numbered ``draft`` in the mail answered (``None``: the case).

    ``told`` is what the same words tell of the case's course.
    """

    draft: int | None
    decision: Verb
    args: dict[str, Any] = field(default_factory=dict)
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Pending:
    """One numbered thing the head was asked about in the mail now answered."""

    n: int
    action: Action | None = None
    title: str = ""
    text: str = ""
    poster: str = ""
    """The poster's name as reported: whom a reply means by it."""
    asked: Action | None = None
    """The action whose particulars were asked for: the answer may leave its name out."""
    version: int = 0
    """The version that the mail answered shows; 0 where nobody knows."""


@dataclass(frozen=True, slots=True)
class ReplyRead:
    """A reply read whole: its decisions and, in words, the text that led to them."""

    new_text: str
    decisions: tuple[Decision, ...]
    because: str
