"""When a case turns: what was about to go is taken back before anybody is asked.

Either something came in that makes a talk no first step (domain §1.5, §5.5), or the case is no longer
the head's to decide (domain §1.4). Pure; a letter that is already being handed over cannot be recalled.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.deadlines import end_deadlines
from worker.deciding.sentences import say
from worker.model import DeadlineKind, DeadlineState, Draft, DraftState, Letter, LetterState

_ASKED_OF_WHO_DECIDES = (DeadlineKind.DECIDE, DeadlineKind.HOLD, DeadlineKind.ADVISE)
_UNSETTLED = (DraftState.WAITING, DraftState.HELD)


def letters_to_recall(case: Case) -> tuple[Letter, ...]:
    """Return the approved letters that have not left yet."""
    return tuple(x for x in case.letters if x.external and x.state is LetterState.QUEUED)


def live_drafts(case: Case) -> tuple[Draft, ...]:
    """Return the drafts that could still go out: undecided ones, and those whose letter is queued."""
    queued = {x.draft for x in letters_to_recall(case)}
    return tuple(
        d for d in case.drafts if d.state in _UNSETTLED or (d.state is DraftState.APPROVED and d.n in queued)
    )


def hold_back(case: Case, because: str, now: datetime) -> tuple[ev.CaseEvent, ...]:
    """Recall what is queued and hold every live draft as a new version: no yes from before can send it."""
    held = tuple(
        replace(
            draft,
            version=draft.version + 1,
            state=DraftState.HELD,
            changes=say("change.was_on_hold", why=because),
        )
        for draft in live_drafts(case)
    )
    return (
        *_recalled(case, because, now),
        *(ev.Drafted(now, draft) for draft in held),
        *_unasked(case, held, because, now),
    )


def take_from_head(case: Case, now: datetime) -> tuple[ev.CaseEvent, ...]:
    """Recall what is queued and withdraw every live draft: they are the head's words, and it is her case
    no longer."""
    because = say("turning.case_chairs_now")
    ended = end_deadlines(case, _ASKED_OF_WHO_DECIDES, DeadlineState.DROPPED, because, now)
    return (*take_back(case, because, now), *ended)


def take_back(case: Case, because: str, now: datetime) -> tuple[ev.CaseEvent, ...]:
    """Recall what is queued and withdraw every live draft."""
    return (
        *_recalled(case, because, now),
        *(
            ev.DraftMoved(now, d.n, d.version, DraftState.WITHDRAWN, because)
            for d in live_drafts(case)
        ),
    )  # fmt: skip


def is_of_the_head(case: Case, n: int) -> bool:
    """Whether draft ``n`` of a chair's case was written before the case became the chair's."""
    flagged = (i for i, e in enumerate(case.events) if "head_is_subject" in _flags(e))
    turned = next(flagged, len(case.events))
    written = [i for i, e in enumerate(case.events) if isinstance(e, ev.Drafted) and e.draft.n == n]
    return bool(written) and written[0] < turned < len(case.events)


def _flags(event: ev.CaseEvent) -> tuple[str, ...]:
    return event.flags if isinstance(event, ev.Reported | ev.Replied) else ()


def _recalled(case: Case, because: str, now: datetime) -> tuple[ev.LetterMoved, ...]:
    return tuple(ev.LetterMoved(now, x.id, LetterState.CANCELLED, because) for x in letters_to_recall(case))


def _unasked(
    case: Case, drafts: tuple[Draft, ...], because: str, now: datetime
) -> tuple[ev.DeadlineEnded, ...]:
    """Nobody is asked to decide on a held draft, and its hold brings it back by no date."""
    kinds = (DeadlineKind.DECIDE, DeadlineKind.HOLD)
    return tuple(
        ended
        for draft in drafts
        for ended in end_deadlines(case, kinds, DeadlineState.DROPPED, because, now, draft.n)
    )
