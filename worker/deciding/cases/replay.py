"""A history folded into its case: the same events give the same case for ever."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from types import SimpleNamespace
from typing import Any, TypeVar, assert_never, cast

from worker import events as ev
from worker.deciding.cases.case import WITH_FILES, Case
from worker.model import CaseState, Deadline, Draft, EvidenceItem, Letter, LetterState

_One = TypeVar("_One")
_FACTS = tuple(field.name for field in fields(Case))


def replay(ref: str, history: Iterable[ev.CaseEvent]) -> Case:
    """Fold a history into its case. Pure: the same events give the same case for ever."""
    return extend(Case(ref), history)


def extend(case: Case, more: Iterable[ev.CaseEvent]) -> Case:
    """Return the case as it is after ``more`` has happened: made once, however much that is."""
    events = tuple(more)
    if not events:
        return case
    facts = {name: getattr(case, name) for name in _FACTS}
    turning = cast("Case", SimpleNamespace(**facts))
    for event in events:
        changed = _changed(turning, event)
        if isinstance(event, WITH_FILES) and event.evidence:
            changed["evidence"] = _with_files(turning.evidence, event.evidence)
        vars(turning).update(changed)
    opened_at = case.opened_at or events[0].at
    return Case(**(vars(turning) | {"events": (*case.events, *events), "opened_at": opened_at}))


def _changed(case: Case, event: ev.CaseEvent) -> dict[str, Any]:  # noqa: C901  one arm an event
    match event:
        case ev.Reported():
            return _with_reports(case, (event,))
        case ev.Drafted():
            others = tuple(d for d in case.drafts if d.n != event.draft.n)
            return {"drafts": tuple(sorted((*others, event.draft), key=lambda d: d.n))}
        case ev.DraftMoved():
            return {"drafts": tuple(_moved_draft(d, event) for d in case.drafts)}
        case ev.Queued():
            return {"letters": (*case.letters, event.letter)}
        case ev.LetterMoved():
            return {"letters": _moved_among(case.letters, event)}
        case ev.DeadlineSet():
            return {"deadlines": (*case.deadlines, event.deadline)}
        case ev.DeadlineEnded():
            return {"deadlines": tuple(_ended(d, event) for d in case.deadlines)}
        case ev.Closed() | ev.Reopened():
            return {"state": CaseState.CLOSED if isinstance(event, ev.Closed) else CaseState.OPEN}
        case ev.StepSkipped():
            return {"skipped": (*case.skipped, event.action)}
        case ev.Progressed():
            return {"progress": (*case.progress, event)}
        case ev.Posted():
            return {"papers": (*case.papers, event)}
        case ev.NotPosted():
            return {"papers": tuple(x for x in case.papers if x.n != event.n)}
        case ev.Absorbed():
            told = tuple(sorted((*case.progress, *event.told), key=lambda one: one.at))
            return _with_reports(case, event.reports) | {"progress": told}
        case ev.Parted():
            return {"parted": (*case.parted, *event.posts)}
        case ev.Merged():
            return {"state": CaseState.CLOSED, "merged_into": event.into}
        case ev.Replied():
            return {"flags": _each_once(case.flags, event.flags)}
        case ev.Decided() | ev.Freed():
            return {}
        case _:
            assert_never(event)


def _with_reports(case: Case, reports: tuple[ev.Reported, ...]) -> dict[str, Any]:
    return {
        "reports": (*case.reports, *reports),
        "flags": _each_once(case.flags, (flag for report in reports for flag in report.flags)),
        "reported": _each_once(case.reported, (post for report in reports for post in report.posts)),
    }


def _with_files(known: tuple[EvidenceItem, ...], more: tuple[EvidenceItem, ...]) -> tuple[EvidenceItem, ...]:
    """The files that are known and those that come to them: of what may be a thousand, few are compared."""
    names = {one.sha256 for one in more}
    near = tuple([one for one in known if one.sha256 in names])
    return known + _each_once(near, more)[len(near) :]


def _each_once(known: tuple[_One, ...], more: Iterable[_One]) -> tuple[_One, ...]:
    """What is known and what comes to it, each once, in the order it came."""
    fresh = [one for one in dict.fromkeys(more) if one not in known]
    return (*known, *fresh) if fresh else known


def _moved_draft(draft: Draft, event: ev.DraftMoved) -> Draft:
    if (draft.n, draft.version) != (event.n, event.version):
        return draft
    return replace(draft, state=event.state)


def _moved_among(letters: tuple[Letter, ...], event: ev.LetterMoved) -> tuple[Letter, ...]:
    """The letters after one of them has moved: most often one of the last, of what may be hundreds."""
    for at in range(len(letters) - 1, -1, -1):
        if letters[at].id == event.id:
            return (*letters[:at], moved_letter(letters[at], event), *letters[at + 1 :])
    return letters


def moved_letter(letter: Letter, event: ev.LetterMoved) -> Letter:
    """Return ``letter`` after ``event``, unchanged when the event is about another one."""
    if letter.id != event.id:
        return letter
    tries = letter.tries + (event.state in (LetterState.QUEUED, LetterState.SENT, LetterState.IN_DOUBT))
    return replace(
        letter,
        state=event.state,
        because=event.because,
        tries=tries,
        not_before_at=event.again_at or letter.not_before_at,
    )


def _ended(deadline: Deadline, event: ev.DeadlineEnded) -> Deadline:
    return replace(deadline, state=event.state) if deadline.id == event.id else deadline
