"""The last look at a letter out of the school, when it would go: its yes may be days old.

What was looked at for the yes is looked at again, with the case and the people as they are by now: a parent
may have joined the staff, told the school herself or answered; a day that the letter names may be over. It
waits then, and who decides is asked, once: the yes to that counts with all this before the eyes. Pure.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.lanes import open_lanes
from worker.deciding.cases.replay import extend, replay
from worker.deciding.cases.turning import take_back
from worker.deciding.doing.since import find_news, find_words_since
from worker.deciding.lint import Hit, check
from worker.deciding.office import NOTHING, Office, Outcome
from worker.deciding.sentences import say
from worker.deciding.writing.drafting import present
from worker.model import CaseState, Draft, DraftState, Letter, LetterState


def look_again(case: Case, letter: Letter, office: Office, now: datetime) -> Outcome:
    """What keeps an approved letter from going now, and asks about it; NOTHING where nothing does.

    On a case that is closed nothing goes, and nobody is asked.
    """
    if case.state is CaseState.CLOSED:
        return Outcome(take_back(case, say("orders.case_closed"), now))
    draft = case.draft(letter.draft or 0)
    yes_at = _place_of_yes(case, draft)
    if not (why := "; ".join(dict.fromkeys(_found(case, letter, yes_at, office, now)))):
        return NOTHING
    moved = ev.LetterMoved(now, letter.id, LetterState.CANCELLED, why)
    changes = say("again.waited", when=office.days.say_instant(case.events[yes_at].at), why=why)
    again = replace(draft, version=draft.version + 1, state=DraftState.WAITING, changes=changes)
    return Outcome((moved,)) + present(extend(case, (moved,)), again, office, now)


def _found(case: Case, letter: Letter, yes_at: int, office: Office, now: datetime) -> Iterator[str]:
    """Say all that stands against a letter, and did not when its yes was given, for the day it was to go."""
    draft = case.draft(letter.draft or 0)
    yield from (lane.says for lane in open_lanes(case))
    since = case.events[yes_at + 1 :]
    if news := find_news(case, since, office):
        yield news
    if wrote := find_words_since(case, since, office):
        yield wrote
    found = _hits(case, draft, office, now)
    if not found:
        return
    before = replay(case.ref, case.events[:yes_at])
    known = {_what(hit) for hit in _hits(before, draft, office, _first_day(case, letter))}
    for hit in found:
        if hit.refused or _what(hit) not in known:  # no yes ever passed what is refused
            yield say("again.hit", words=hit.words)


def _place_of_yes(case: Case, draft: Draft) -> int:
    """The place of the last yes to this version among the events of its case."""
    wanted = (draft.n, draft.version, DraftState.APPROVED)
    return max(
        at
        for at, one in enumerate(case.events)
        if isinstance(one, ev.DraftMoved) and (one.n, one.version, one.state) == wanted
    )


def _first_day(case: Case, letter: Letter) -> datetime:
    """When a letter was to go first, whatever has delayed it since."""
    queued = (one.letter for one in case.events if isinstance(one, ev.Queued))
    return next(one.not_before_at for one in queued if one.id == letter.id)


def _hits(case: Case, draft: Draft, office: Office, at: datetime) -> tuple[Hit, ...]:
    return check(draft, case, office, office.local_date(office.days.may_post(at)))


def _what(hit: Hit) -> tuple[str, str]:
    return hit.id, hit.words.lower()
