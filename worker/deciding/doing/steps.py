"""What the head's decisions have in common: the draft they are for, what they end, what they take back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.deadlines import expect_decision
from worker.deciding.cases.replay import extend
from worker.deciding.office import NOTHING, Office, Outcome
from worker.deciding.sentences import say
from worker.deciding.writing.drafting import approval
from worker.model import (
    Address,
    CaseState,
    DeadlineKind,
    DeadlineState,
    Decision,
    Draft,
    DraftState,
    EvidenceItem,
    Item,
    Letter,
    LetterState,
    MessageKey,
    Role,
)

_EVERY_WAIT = (DeadlineKind.DECIDE, DeadlineKind.ADVISE, DeadlineKind.HOLD)


@dataclass(frozen=True, slots=True)
class Reply:
    """An authenticated reply of someone who may decide, and the message it came in.

    ``answers`` is the kind of our mail it answers: only an "approval" shows a letter. ``doubt`` says
    why a yes in it is asked about, whatever its words ("your reply also went to …").
    """

    by: Address
    key: MessageKey
    words: str
    evidence: tuple[EvidenceItem, ...] = ()
    role: Role = Role.HEAD
    answers: str = "approval"
    sent_at: datetime | None = None
    doubt: str = ""
    asked_at: datetime | None = None
    """When the mail it answers was written."""


@dataclass(frozen=True, slots=True)
class Order:
    """One decision of a reply, and the line of our mail that it is about."""

    decision: Decision
    item: Item
    reply: Reply

    @property
    def args(self) -> dict[str, Any]:
        """What the decision says beside its verb: until when, why, to whom."""
        return self.decision.args

    def decided(self, now: datetime) -> ev.Decided:
        """What the history keeps of it."""
        reply, item = self.reply, self.item
        return ev.Decided(
            now, reply.key, reply.by, self.decision.decision, item.draft, item.version, reply.words,
            self.args, reply.evidence, reply.sent_at,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """One decision's outcome, and the lines that tell the head of it."""

    outcome: Outcome = NOTHING
    said: tuple[dict[str, Any], ...] = ()


def ask(reason: str, **more: Any) -> Step:
    """Ask back; nothing is done."""
    return Step(said=({"what": "ask", "reason": reason, **more},))


Act = Callable[[Case, Draft], Step]


def with_draft(case: Case, item: Item, office: Office, act: Act) -> Step:
    """Find the draft an item stands for and act on it, if it is still the version that was shown."""
    if item.draft is None:
        return ask("no draft", title=None)
    draft = case.draft(item.draft)
    if draft.version != item.version:
        return Step(
            Outcome((), (approval(case, draft, office),)),
            ({"what": "ask", "reason": "newer version", "n": draft.n, "version": draft.version},),
        )
    if draft.state not in (DraftState.WAITING, DraftState.HELD):
        return Step(said=(already(case, draft, office),))
    return act(case, draft)


def recalling(case: Case, item: Item, office: Office, now: datetime, act: Act) -> Step:
    """Act on a draft as ``with_draft`` does, first taking back a yes whose letter has not gone yet.

    A change, a no or a wait inside the undo window cannot mean that the letter should go as it is.
    """
    draft = case.draft(item.draft) if item.draft is not None else None
    letter = find_letter_of(case, draft) if draft is not None and draft.version == item.version else None
    if draft is None or letter is None or letter.state is not LetterState.QUEUED:
        return with_draft(case, item, office, act)
    back = recalled(case, draft, letter, office, now)
    step = with_draft(extend(case, back), item, office, act)
    return Step(Outcome(back) + step.outcome, step.said)


def recalled(
    case: Case,
    draft: Draft,
    letter: Letter,
    office: Office,
    now: datetime,
    because: str = say("steps.stopped_by_reply"),
) -> tuple[ev.CaseEvent, ...]:
    """The letter does not go, and its draft waits for a decision again."""
    return (
        ev.LetterMoved(now, letter.id, LetterState.CANCELLED, because),
        ev.DraftMoved(now, draft.n, draft.version, DraftState.WAITING, because),
        expect_decision(case, draft, office, now),
    )


def already(case: Case, draft: Draft, office: Office) -> dict[str, Any]:
    """What already happened to a draft, for a decision that comes late."""
    letter = find_letter_of(case, draft)
    paper = next((one for one in case.papers if one.n == draft.n), None)
    if paper is not None and letter is None:
        when = office.days.say_date(paper.on)
        return {"what": "already", "n": draft.n, "state": "posted", "when": when, "by": paper.way.value}
    at = letter.not_before_at if letter else None
    if letter is not None and letter.state is LetterState.SENT:
        at = next(e.at for e in reversed(case.events) if isinstance(e, ev.LetterMoved) and e.id == letter.id)
    return {
        "what": "already",
        "n": draft.n,
        "state": letter.state.value if letter else draft.state.value,
        "when": office.days.say_instant(at) if at else None,
    }


def find_letter_of(case: Case, draft: Draft) -> Letter | None:
    """The letter that went, or is to go, of a draft."""
    return next((x for x in reversed(case.letters) if x.external and x.draft == draft.n), None)


def answered(case: Case, n: int | None, because: str, now: datetime) -> tuple[ev.DeadlineEnded, ...]:
    """End what waited for this answer: advice on the case, and the decision on draft ``n`` alone."""
    return tuple(
        ev.DeadlineEnded(now, d.id, DeadlineState.MET, because)
        for d in case.open_deadlines
        if d.kind in _EVERY_WAIT and d.draft in (None, n)
    )


def reopened(case: Case, now: datetime) -> tuple[ev.CaseEvent, ...]:
    """A closed case on which more is to happen is open again."""
    return (ev.Reopened(now, say("steps.more_be_done")),) if case.state is CaseState.CLOSED else ()
