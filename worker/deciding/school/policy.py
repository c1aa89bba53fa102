"""A school's policy as data: its sentences, grounds and actions (``knowledge/policy.toml`` says which).

Another school's policy is another file of the same form. Everything wrong with a file is told at once.
Letters quote the policy's own words (policy OB4).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from worker.model import Action, GroundHint

READINGS = ("G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G9")
"""What the reading of a report can suggest (``knowledge/phrases.toml``), whatever a policy calls it."""


class Need(StrEnum):
    """What must be so before an action, unless the head types a reason; for the last four none will do."""

    FIRST_STEP = "first step"
    REFUSED = "refused"
    CONTINUES = "continues"
    CONTACT = "contact"
    ANSWER = "answer"
    SECOND_TALK = "second talk"
    CONDITION = "condition"
    PERSON = "person"
    OWN_SPACE = "own space"
    POSTER_UNKNOWN = "poster unknown"


class Recipient(StrEnum):
    """Whom an action is addressed to."""

    PARENT = "parent"
    PLATFORM = "platform"
    POLICE = "police"
    ADVISER = "adviser"
    HELPLINE = "helpline"
    PERSON_CONCERNED = "person_concerned"
    REPORTER = "reporter"


class Form(StrEnum):
    """A letter goes out after a yes; a pack goes to who decides, to copy from."""

    LETTER = "letter"
    PACK = "pack"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the policy: its words, what is done because of it and where, or why nothing is."""

    id: str
    words: str
    rule: str = ""
    used_in: tuple[str, ...] = ()
    not_used: str = ""
    damaged: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the school considers inappropriate: a short name for the head, and the policy's words."""

    id: str
    short: str
    words: str
    lawful: bool = False
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One action of the procedure, the sentence it stands on, and what it waits for."""

    action: Action
    title: str
    cites: str
    words: str
    recipient: Recipient = Recipient.PARENT
    form: Form = Form.LETTER
    first: bool = False
    first_for: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    early_for: tuple[str, ...] = ()
    never_waits_for: tuple[str, ...] = ()
    blocked_for: tuple[str, ...] = ()
    doubtful_for: tuple[str, ...] = ()
    doubtful_if_only: tuple[str, ...] = ()
    conditions: dict[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """A school's policy. ``steps`` holds only the actions it knows, in its own order."""

    title: str
    as_of: date
    source: str
    checked_by: str
    checked_on: date
    sentences: dict[str, Sentence]
    rests_on: dict[str, str]
    """For each need, and for "lawful" and "safety", the sentence it rests on."""
    questions: dict[str, str]
    grounds: dict[str, Ground]
    steps: dict[Action, Step]

    @property
    def first(self) -> Action:
        """The step every case begins with, where nothing forbids it."""
        return next(step.action for step in self.steps.values() if step.first)

    def grounds_of(self, hints: Iterable[GroundHint]) -> tuple[tuple[Ground, str], ...]:
        """Return the policy's grounds that hints suggest, each once, with the words that led there.

        A hint may also name a ground of the policy itself: one that the head has ticked.
        """
        found: dict[str, tuple[Ground, str]] = {}
        for hint in hints:
            for ground in self.grounds.values():
                if hint.id in ground.covers or hint.id == ground.id:
                    found.setdefault(ground.id, (ground, hint.because))
        return tuple(found.values())

    def sentence_for(self, about: str) -> str:
        """Return the words of the sentence that a need, "lawful" or "safety" rests on."""
        return self.words_of(self.rests_on.get(about, ""))

    def words_of(self, sentence: str) -> str:
        """Return a sentence's words, "" for an id the policy does not have."""
        known = self.sentences.get(sentence)
        return known.words if known else ""
