"""The words: every value the house passes between its floors, by chapter.

Frozen dataclasses and enums, no behaviour beyond what a definition needs. ``*_at`` is an aware
UTC instant, ``*_on`` a date, ``None`` means "not known" and is never guessed.
"""

from __future__ import annotations

from worker.model.cases import CaseState, Deadline, DeadlineKind, DeadlineState, EvidenceItem, RecordKind
from worker.model.decisions import Action, Decision, Pending, Progress, Relation, ReplyRead, Told, Verb, Way
from worker.model.letters import (
    Batch,
    Delivery,
    DeliveryState,
    Draft,
    DraftState,
    Item,
    Letter,
    LetterState,
    Notice,
)
from worker.model.mails import (
    Attachment,
    AttachmentRole,
    Mail,
    MessageKey,
    Place,
    Preview,
    Profile,
    Proof,
    Trust,
    Verdict,
)
from worker.model.people import DECIDERS, OWN_PEOPLE, Address, People, Person, Role, School
from worker.model.readings import Forwarded, GroundHint, Kind, Post, Reading, Urgency, most_pressing
from worker.model.rules import Period, Rules

__all__ = [
    "DECIDERS",
    "OWN_PEOPLE",
    "Action",
    "Address",
    "Attachment",
    "AttachmentRole",
    "Batch",
    "CaseState",
    "Deadline",
    "DeadlineKind",
    "DeadlineState",
    "Decision",
    "Delivery",
    "DeliveryState",
    "Draft",
    "DraftState",
    "EvidenceItem",
    "Forwarded",
    "GroundHint",
    "Item",
    "Kind",
    "Letter",
    "LetterState",
    "Mail",
    "MessageKey",
    "Notice",
    "Pending",
    "People",
    "Period",
    "Person",
    "Place",
    "Post",
    "Preview",
    "Profile",
    "Progress",
    "Proof",
    "Reading",
    "RecordKind",
    "Relation",
    "ReplyRead",
    "Role",
    "Rules",
    "School",
    "Told",
    "Trust",
    "Urgency",
    "Verb",
    "Verdict",
    "Way",
    "most_pressing",
]
