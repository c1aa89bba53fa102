"""Two cases that are one matter, and one that is two: what each of them comes to. Pure.

The older case goes on; the other ends and points to it. Its reports, files and course come over, so that
the gate of the policy knows what was done on either. Nothing is sent outside by any of this.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.deadlines import Until, end_deadlines, expect, expect_advice
from worker.deciding.cases.procedure import find_first_step
from worker.deciding.cases.progress import Happening
from worker.deciding.cases.replay import extend
from worker.deciding.cases.standing import happenings
from worker.deciding.cases.turning import hold_back, take_back
from worker.deciding.office import Office, Outcome
from worker.deciding.sentences import say
from worker.deciding.writing.drafting import put_draft
from worker.model import Address, CaseState, DeadlineKind, DeadlineState, Post, Progress, Verb

_STAY_BEHIND = (DeadlineKind.DECIDE, DeadlineKind.HOLD, DeadlineKind.ADVISE, DeadlineKind.ALERT)
"""What was asked of the head about the case that ends; everything else is still waited for."""
_OF_PEOPLE = (Progress.RELATED, Progress.HARMED)
"""Told of people, whichever of the two cases it was said on; the rest of the course comes as happenings."""
_ENDS = (Happening.CLOSED, Happening.REOPENED)


def older(one: str, other: str) -> tuple[str, str]:
    """Return two references, the older case's first: it is the one that goes on."""
    first, second = sorted((one, other), key=lambda ref: tuple(int(part) for part in ref.split("-")))
    return first, second


def absorb(case: Case, other: Case, by: Address, office: Office, now: datetime) -> Outcome:
    """The case that goes on takes over what the other has; the head is asked what comes next."""
    events: tuple[ev.CaseEvent, ...] = ()
    if case.state is CaseState.CLOSED and other.state is CaseState.OPEN:
        events += (ev.Reopened(now, say("merging.hu_same_matter", ref=other.ref)),)
    course = tuple(one.value for one in happenings(other) if one not in _ENDS)
    told = tuple(one for one in other.progress if one.progress in _OF_PEOPLE)
    events += (ev.Absorbed(now, by, other.ref, other.reports, other.evidence, course, told),)
    for waited in other.open_deadlines:
        if waited.kind not in _STAY_BEHIND:
            again = Until(waited.kind, waited.about, waited.due_at)
            events += (expect(extend(case, events), again, office, now),)
    if find_first_step(other, office.policy) is None and find_first_step(case, office.policy) is not None:
        events += hold_back(extend(case, events), say("merging.what_reported_as_hu_must", ref=other.ref), now)
    after = extend(case, events)
    if after.state is CaseState.CLOSED:
        return Outcome(events)
    return Outcome(events) + expect_advice(after, office, now, say("merging.what_comes_next"))


def merge_into(case: Case, into: str, by: Address, now: datetime) -> Outcome:
    """The case that ends: what waits to go does not go, and nothing is asked about it any more."""
    because = say("merging.one_matter_with_hu", into=into)
    taken = take_back(case, because, now)
    ended = end_deadlines(extend(case, taken), tuple(DeadlineKind), DeadlineState.DROPPED, because, now)
    return Outcome((*taken, *ended, ev.Merged(now, by, into)))


@dataclass(frozen=True, slots=True)
class Halves:
    """What a split comes to: for the case that is new, and for the one it came from."""

    new: Outcome
    rest: Outcome


def split_off(case: Case, post: Post, ref: str, by: Address, office: Office, now: datetime) -> Halves:
    """One post becomes the case ``ref``, with the reports that told of it, their files and a first draft."""
    told = tuple(report for report in case.reports if post in report.posts)
    reports = tuple(replace(report, posts=(post,)) for report in told)
    files = tuple(dict.fromkeys(item for report in told for item in report.evidence))
    came = Outcome((ev.Absorbed(now, by, case.ref, reports, files),))
    new = extend(Case(ref), came.events)
    step = find_first_step(new, office.policy)
    if step is None:
        came += expect_advice(new, office, now, say("merging.what_do_about_this_post"))
    else:
        came += put_draft(new, step, office, now)
    return Halves(came, Outcome((ev.Parted(now, by, ref, (post,)),)))


def why_not(case: Case, verb: Verb) -> str:
    """What to say of a merge or a split that cannot be done as it was asked for."""
    if verb is Verb.MERGE:
        return say("merging.there_no_other_case_number")
    if len(case.posts) < 2:
        return say("merging.this_case_has_one_post")
    posts = "; ".join(f"{n} {(p.text or p.url or 'a post')[:60]}" for n, p in enumerate(case.posts, 1))
    return say("merging.which_post_reply_split_off", posts=posts)


def find_post(case: Case, place: int | None) -> Post | None:
    """Return the post meant by its place (-1 the last); by default the newer of two; None if unclear."""
    if len(case.posts) < 2:
        return None
    if place is None:
        return case.posts[-1] if len(case.posts) == 2 else None
    if place == -1:
        return case.posts[-1]
    return case.posts[place - 1] if place <= len(case.posts) else None
