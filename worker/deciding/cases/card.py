"""What must be known of a case without opening it: its card for the register, its facts for custody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from worker import events as ev
from worker.deciding.cases.case import WITH_FILES, WITH_MESSAGE, Case
from worker.deciding.traffic import find_wrote_at
from worker.model import CaseState, EvidenceItem, Letter, LetterState, MessageKey, Role

LATE = timedelta(minutes=15)
LATE_TRIES = 4
"""A letter tried so often has waited a quarter of an hour (1, 2, 4 and 8 minutes)."""
_LEFT = (LetterState.SENT, LetterState.IN_DOUBT)
_UNSENT = (LetterState.QUEUED, LetterState.IN_DOUBT, LetterState.FAILED)


@dataclass(frozen=True, slots=True)
class Card:
    """A case on one line, for the register: enough to route a mail and to know when it is due."""

    ref: str
    state: CaseState
    decided_by: Role
    changed_at: datetime
    next_due_at: datetime | None
    messages: tuple[MessageKey, ...]
    letters: tuple[tuple[str, str], ...]
    """(Message-ID, letter id) of everything we wrote on this case."""
    post_keys: tuple[str, ...]
    pictures: tuple[str, ...]
    """SHA-256 of each picture kept as evidence."""
    custody_facts: int
    looks: tuple[str, ...] = ()
    """The perceptual hash of each, where it was looked at."""
    merged_into: str = ""
    tokens: tuple[tuple[str, str], ...] = ()
    """(token, letter id) of every letter that was given one."""
    wrote_at: datetime | None = None
    """When a letter of the case was last written or sent: whether the last hour's ceilings know of it."""
    waiting: int | None = None
    """How many drafts wait for a decision; None on a card from before it was counted."""
    unsent: tuple[tuple[str, str, str], ...] = ()
    """Each letter that waits, failed or is in doubt: its id, its state, and from when on it is late."""
    left_at: datetime | None = None
    """When a letter of the case last left the school, or may have."""


def card(case: Case) -> Card:
    """Summarise a case for the register. Pure."""
    return Card(
        ref=case.ref,
        state=case.state,
        decided_by=case.decided_by,
        changed_at=case.events[-1].at,
        next_due_at=find_next_due(case),
        messages=tuple(e.message for e in case.events if isinstance(e, WITH_MESSAGE)),
        letters=tuple((letter.message_id, letter.id) for letter in case.letters),
        post_keys=tuple(dict.fromkeys(p.key for p in case.posts if p.key)),
        pictures=tuple(i.sha256 for i in case.evidence if is_picture(i)),
        custody_facts=len(custody_facts(case.events)),
        merged_into=case.merged_into,
        looks=tuple(i.looks for i in case.evidence if i.looks),
        tokens=tuple((letter.token, letter.id) for letter in case.letters if letter.token),
        wrote_at=find_wrote_at(case.events),
        waiting=len(case.waiting_drafts),
        unsent=unsent_of({letter.id: letter for letter in case.letters}.values()),
        left_at=max((at for _, at in letters_left(case, case.events)), default=None),
    )


def next_card(card: Card, before: Case, case: Case, events: Sequence[ev.CaseEvent]) -> Card:
    """Return the card of a case after ``events``, from the one ``before`` them: as ``card`` does, at the cost
    of what is new. A post that many report has hundreds of messages and letters behind it."""
    fresh = case.evidence[len(before.evidence) :]
    letters = case.letters[len(before.letters) :]
    wrote = find_wrote_at(events)
    return replace(
        card,
        state=case.state,
        decided_by=case.decided_by,
        changed_at=case.events[-1].at,
        next_due_at=find_next_due(case),
        messages=(*card.messages, *(e.message for e in events if isinstance(e, WITH_MESSAGE))),
        letters=(*card.letters, *((letter.message_id, letter.id) for letter in letters)),
        post_keys=tuple(dict.fromkeys(p.key for p in case.posts if p.key)),
        pictures=(*card.pictures, *(i.sha256 for i in fresh if is_picture(i))),
        custody_facts=card.custody_facts + len(facts_added(before, events)),
        merged_into=case.merged_into,
        looks=(*card.looks, *(i.looks for i in fresh if i.looks)),
        tokens=(*card.tokens, *((letter.token, letter.id) for letter in letters if letter.token)),
        wrote_at=max(filter(None, (card.wrote_at, wrote)), default=None),
        waiting=len(case.waiting_drafts),
        unsent=_unsent_after(card.unsent, case, events),
        left_at=max((at for _, at in letters_left(case, events)), default=card.left_at),
    )


def letters_left(case: Case, events: Iterable[ev.CaseEvent]) -> tuple[tuple[Letter, datetime], ...]:
    """Each letter that left the school by these events of a case, or may have, with the instant."""
    moved = (e for e in events if isinstance(e, ev.LetterMoved) and e.state in _LEFT)
    found = ((case.find_letter(one.id), one.at) for one in moved)
    return tuple((letter, at) for letter, at in found if letter is not None and letter.external)


def _late_from(letter: Letter) -> datetime:
    """From when on a letter that waits should have gone: a while after its time, or after some tries."""
    return datetime.min.replace(tzinfo=UTC) if letter.tries >= LATE_TRIES else letter.not_before_at + LATE


def unsent_of(letters: Iterable[Letter]) -> tuple[tuple[str, str, str], ...]:
    """Each of these that waits, failed or is in doubt, as ``Card.unsent`` has it."""
    left = ((x.id, x.state.value, _late_from(x).isoformat()) for x in letters if x.state in _UNSENT)
    return tuple(sorted(left))


def _unsent_after(
    unsent: tuple[tuple[str, str, str], ...], case: Case, events: Sequence[ev.CaseEvent]
) -> tuple[tuple[str, str, str], ...]:
    """What is unsent once these events have happened: looked up for the letters that they are about."""
    queued = {event.letter.id for event in events if isinstance(event, ev.Queued)}
    ids = queued | {event.id for event in events if isinstance(event, ev.LetterMoved)}
    others = (one for one in unsent if one[0] not in ids)
    return tuple(sorted((*others, *unsent_of(filter(None, map(case.find_letter, ids))))))


def is_picture(item: EvidenceItem) -> bool:
    """Say whether a kept file is a picture that counts as evidence (not a signature logo)."""
    return item.type.startswith("image/") and item.role.value == "evidence"


def find_next_due(case: Case) -> datetime | None:
    """Return the earliest instant at which this case wants attention, if any."""
    deadlines = [d.due_at for d in case.open_deadlines]
    letters = [x.not_before_at for x in case.letters if x.state in (LetterState.QUEUED, LetterState.SENDING)]
    return min((*deadlines, *letters), default=None)


@dataclass(frozen=True, slots=True)
class CustodyFact:
    """One thing the custody log must show: a file kept, a letter sent, a file shown to who asked for it."""

    at: datetime
    what: str
    sha256: str
    detail: str


def custody_facts(history: Iterable[ev.CaseEvent]) -> tuple[CustodyFact, ...]:
    """Return, in order, what the custody log holds about this history. Pure and append-only."""
    letters: dict[str, Letter] = {}
    return _facts(history, set(), letters, letters.__getitem__)


def facts_added(case: Case, events: Sequence[ev.CaseEvent]) -> tuple[CustodyFact, ...]:
    """Return what the custody log is to hold besides, once these events have happened on a case."""
    brought = {item.sha256 for e in events if isinstance(e, WITH_FILES) for item in e.evidence}
    seen = {item.sha256 for item in case.evidence if item.sha256 in brought} if brought else set()
    return _facts(events, seen, {}, case.letter)


def _facts(
    events: Iterable[ev.CaseEvent], seen: set[str], letters: dict[str, Letter], find: Callable[[str], Letter]
) -> tuple[CustodyFact, ...]:
    facts: list[CustodyFact] = []
    for event in events:
        if isinstance(event, WITH_FILES):
            for item in event.evidence:
                if item.sha256 not in seen:
                    seen.add(item.sha256)
                    facts.append(
                        CustodyFact(event.at, "kept", item.sha256, f"{item.type}, {item.size} bytes")
                    )
        elif isinstance(event, ev.Queued):
            letters[event.letter.id] = event.letter
        elif isinstance(event, ev.LetterMoved) and event.state is LetterState.SENT:
            letter = letters.get(event.id) or find(event.id)
            facts.append(CustodyFact(event.at, "sent", letter.sha256, letter.kind))
            facts += [CustodyFact(event.at, "shown", one, f"in {letter.id}") for one in letter.carries]
    return tuple(facts)
