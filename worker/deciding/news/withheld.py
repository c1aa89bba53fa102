"""The last look at a mail to our own people, when it would go: it may have waited while its case turned.

A night or an outage lies between. What was written for the head is the chair's to read where the head is the
subject by now, and nobody's who has left the school (domain §1.6 rule 11). It does not go then, and what it
said goes to who may read it. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.procedure import find_first_step
from worker.deciding.cases.replay import extend
from worker.deciding.cases.turning import is_of_the_head
from worker.deciding.doing.approving import pack
from worker.deciding.news.alerts import alert_instead, answered_instead
from worker.deciding.news.telling import acknowledge_bare, pass_on
from worker.deciding.office import NOTHING, Office, Outcome, address, is_own
from worker.deciding.sentences import say
from worker.deciding.writing.drafting import approval, put_draft
from worker.model import Address, CaseState, Draft, DraftState, Letter, LetterState, Notice, Role

ACKNOWLEDGEMENT = "acknowledgement"
_PASSED_ON = frozenset({"news", "letter_trouble"})
"""What tells of something that came or happened. What answers its reader's own words is nobody else's, but of
those who were to have it as well: what a deputy decided the head has as a copy."""


def may_read(email: str, case: Case, office: Office, kind: str = "") -> bool:
    """Whether a mail of ours about a case may go to somebody as the case and the people are by now.

    No deputy hears of a case that goes round the head (``waves.ladder``), but for what she reported herself.
    """
    if email in office.subjects(case) or not is_own(email, office.people):
        return False
    deputies = {one for person in office.people.deputies for one in person.addresses}
    if case.decided_by is not Role.CHAIR or kind == ACKNOWLEDGEMENT or email not in deputies:
        return True
    return office.is_lead(email, case) or email == office.decider(case).email


def withhold(case: Case, letter: Letter, words: str, office: Office, now: datetime) -> Outcome:
    """Take back a mail that says ``words`` and is not all its readers' any more; NOTHING where it may go.

    An answer to a report that names no case may go to anybody.
    """
    if letter.kind == ACKNOWLEDGEMENT and case.ref not in words:
        return NOTHING
    moved = ev.LetterMoved(now, letter.id, LetterState.CANCELLED, say("withheld.not_theirs_to_read"))
    taken = Outcome((moved,))
    if letter.kind == "pack":
        return taken + _packed_instead(case, case.draft_of(letter), office, now)
    return taken + Outcome((), tuple(_instead(case, letter, words, office)))


def _instead(case: Case, letter: Letter, words: str, office: Office) -> Iterator[Notice]:
    """What is written in its place, to those who may read it."""
    left = tuple(to for to in letter.to if may_read(to, case, office, letter.kind))
    if letter.kind == "approval":
        draft = case.draft_of(letter)
        if (draft.version, draft.state) == (letter.items[0].version, DraftState.WAITING):
            yield approval(case, draft, office)
    elif letter.kind == ACKNOWLEDGEMENT:
        reported = _find_reported(case, letter)
        if reported is not None and is_own(reported.reporter.email, office.people):
            yield acknowledge_bare(reported)
    elif letter.kind == "alert":
        yield from alert_instead(case, letter, left, office)
    elif letter.kind == "acknowledged":
        yield from answered_instead(case, left, office)
    elif letter.kind in _PASSED_ON:
        yield pass_on(case, words, (address(office.decider(case)),), office)
    elif left:
        yield pass_on(case, words, tuple(map(Address, left)), office)


def _packed_instead(case: Case, draft: Draft, office: Office, now: datetime) -> Outcome:
    """What was to be copied was the head's to do: who decides now is asked for a yes of her own."""
    if draft.state is not DraftState.APPROVED or case.state is CaseState.CLOSED:
        return NOTHING
    if not is_of_the_head(case, draft.n):
        return Outcome((), (pack(case, draft, office),))
    because = say("turning.case_chairs_now")
    withdrawn = Outcome((ev.DraftMoved(now, draft.n, draft.version, DraftState.WITHDRAWN, because),))
    case = extend(case, withdrawn.events)
    if find_first_step(case, office.policy) is None:
        return withdrawn
    return withdrawn + put_draft(case, draft.action, office, now)


def _find_reported(case: Case, letter: Letter) -> ev.Reported | None:
    """The report that an acknowledgement answers: the last of its reader's before it was written."""
    written_at = next(e.at for e in case.events if isinstance(e, ev.Queued) and e.letter.id == letter.id)
    theirs = (one for one in reversed(case.reports) if one.reporter.email in letter.to)
    return next((one for one in theirs if one.at <= written_at), None)
