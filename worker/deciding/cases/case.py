"""A case: what one matter has come to, and what follows from that. ``replay`` makes it from its history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from worker import events as ev
from worker.model import (
    Action,
    CaseState,
    Deadline,
    DeadlineState,
    Draft,
    DraftState,
    EvidenceItem,
    GroundHint,
    Letter,
    LetterState,
    Post,
    Role,
    Urgency,
    most_pressing,
)

ABOUT_CHILDREN = frozenset({"G1", "G2"})
"""The grounds that name or show a child (domain §1.6 rule 6)."""
WITH_MESSAGE = (ev.Reported, ev.Replied, ev.Decided)
"""Events that a message caused, each with the files it brought."""
WITH_FILES = (*WITH_MESSAGE, ev.Absorbed)


@dataclass(frozen=True, slots=True)
class Case:
    """One matter: what was reported, what was decided, what is waiting. Order is that of events."""

    ref: str
    events: tuple[ev.CaseEvent, ...] = ()
    state: CaseState = CaseState.OPEN
    opened_at: datetime | None = None
    reports: tuple[ev.Reported, ...] = ()
    drafts: tuple[Draft, ...] = ()
    letters: tuple[Letter, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    skipped: tuple[Action, ...] = ()
    progress: tuple[ev.Progressed, ...] = ()
    papers: tuple[ev.Posted, ...] = ()
    """The letters that went on paper, less those that did not go after all."""
    parted: tuple[Post, ...] = ()
    """Posts that are another case's by now."""
    merged_into: str = ""
    """The case that goes on in this one's place."""
    flags: tuple[str, ...] = ()
    """Every flag raised by any report or answer, each once."""
    evidence: tuple[EvidenceItem, ...] = ()
    """Every file kept on this case, each once."""
    reported: tuple[Post, ...] = ()
    """Every post that was reported on this case, also those that are another's by now."""

    @property
    def posts(self) -> tuple[Post, ...]:
        """Every post of this case, first seen first, each once."""
        return tuple(post for post in self.reported if post not in self.parted)

    @property
    def grounds(self) -> tuple[GroundHint, ...]:
        """Every ground that a rule found so far, each id once with the words that first led to it."""
        return self._grounds(likely=False)

    @property
    def likely_grounds(self) -> tuple[GroundHint, ...]:
        """Those that no rule found: for the head to see and to tick, and for no letter or step to rest on."""
        found = {ground.id for ground in self.grounds}
        return tuple(ground for ground in self._grounds(likely=True) if ground.id not in found)

    @property
    def is_about_children(self) -> bool:
        """Whether children are named or shown, as far as any ground says: no letter then quotes the post."""
        return any(ground.id in ABOUT_CHILDREN for ground in (*self.grounds, *self.likely_grounds))

    def _grounds(self, *, likely: bool) -> tuple[GroundHint, ...]:
        first: dict[str, GroundHint] = {}
        for report in self.reports:
            for ground in report.grounds:
                if ground.likely is likely:
                    first.setdefault(ground.id, ground)
        return tuple(first[key] for key in sorted(first))

    @property
    def urgency(self) -> Urgency:
        """The most pressing urgency of any report."""
        return most_pressing(report.urgency for report in self.reports)

    @property
    def poster(self) -> str | None:
        """The poster's name as people told it; never matched to a parent by the service."""
        return next((p.poster_name for p in self.posts if p.poster_name and _is_told(p, "poster_name")), None)

    @property
    def poster_read(self) -> str | None:
        """The poster's name as a machine read it in a picture: for a person to confirm, and for no letter."""
        return next((post.poster_name for post in self.posts if post.poster_name), None)

    @property
    def words(self) -> str | None:
        """What the poster said, in words that a person passed on and not a machine read."""
        return next((p.text for p in self.posts if self.is_the_posters(p) and _is_told(p, "text")), None)

    def is_the_posters(self, post: Post) -> bool:
        """Whether a post that says something is not another's, on a case that has several posters."""
        named = post.poster_name if _is_told(post, "poster_name") else None
        return bool(post.text) and named in (None, self.poster)

    @property
    def decided_by(self) -> Role:
        """Who decides: the head, or the chair where the head is the subject (domain §1.4)."""
        return Role.CHAIR if "head_is_subject" in self.flags else Role.HEAD

    @property
    def open_deadlines(self) -> tuple[Deadline, ...]:
        """What is still expected, soonest first."""
        live = (d for d in self.deadlines if d.state is DeadlineState.OPEN)
        return tuple(sorted(live, key=lambda d: (d.due_at, d.id)))

    @property
    def waiting_drafts(self) -> tuple[Draft, ...]:
        """Drafts that need a decision, in order."""
        return tuple(d for d in self.drafts if d.state is DraftState.WAITING)

    def draft(self, n: int) -> Draft:
        """Return the last version of draft ``n`` (KeyError when there is none)."""
        for draft in self.drafts:
            if draft.n == n:
                return draft
        raise KeyError(n)

    def draft_of(self, letter: Letter) -> Draft:
        """Return the last version of the draft that a letter is of (KeyError when it is of none)."""
        return self.draft(letter.draft or 0)

    def find_letter(self, letter_id: str) -> Letter | None:
        """Return the letter of that id, if this case has it."""
        return next((letter for letter in reversed(self.letters) if letter.id == letter_id), None)

    def letter(self, letter_id: str) -> Letter:
        """Return the letter of that id (KeyError when there is none)."""
        letter = self.find_letter(letter_id)
        if letter is None:
            raise KeyError(letter_id)
        return letter


def is_gone(state: LetterState) -> bool:
    """Whether a letter has left, or may have."""
    return state in (LetterState.SENT, LetterState.IN_DOUBT)


def _is_told(post: Post, fact: str) -> bool:
    """Whether a fact of a post is a person's word and not a machine's reading."""
    return fact not in post.by_machine
