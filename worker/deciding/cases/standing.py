"""Where a case stands, read from its history: the happenings of ``deciding.cases.progress``, in order.

"Continues" (policy PR0) is a new post, after the first step, by the same poster; and who that is, a
person says.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time

from worker import events as ev
from worker.deciding.cases.case import Case, is_gone
from worker.deciding.cases.outsiders import may_be_the_parents
from worker.deciding.cases.progress import FIRST_STEP_DONE, INFORMAL, Happening, State, follow
from worker.model import Action, DeadlineKind, DeadlineState, Post, Progress

_NOON = time(12)
"""For what is known to the day: the same day on any clock in Europe."""


def state_of(case: Case) -> State:
    """Return where a case stands, from its history."""
    return [State.REPORTED, *_states(case)][-1]


def _states(case: Case) -> Iterator[State]:
    """Every state a case has been in, in order."""
    state = before = State.REPORTED
    for happening in happenings(case):
        if happening is Happening.CLOSED and state is not State.CLOSED:
            before = state
        elif state is State.CLOSED and happening is not Happening.REOPENED:
            before, _ = follow(before, happening)  # it goes on beneath, and shows when it is opened again
        state, _ = follow(state, happening, before)
        yield state


def informal_of(case: Case) -> str:
    """Return the status of the informal step: not_done, invited, done, refused_to_meet, no_reply,
    not_possible_unidentified, or skipped_by_head where she gave a reason instead (domain §1.5)."""
    states = [state for state in _states(case) if state is not State.CLOSED]
    status = INFORMAL.get(states[-1] if states else State.REPORTED, "done")
    done = any(state in FIRST_STEP_DONE for state in states)
    if done and status in ("not_done", "not_possible_unidentified"):
        return "done"
    if status == "refused_to_meet" and not any(e.about == "meet" for e in case.progress):
        return "done"  # they were asked, and would not remove it
    return "skipped_by_head" if case.skipped and status in ("not_done", "invited") else status


def happenings(case: Case) -> Iterator[Happening]:
    """Read a case's history as the happenings of the table, in order."""
    seen: set[str] = set()
    letters = {x.id: x.draft for x in case.letters if x.external}
    gone: set[str] = set()
    for event in case.events:
        match event:
            case ev.Reported():
                if seen and is_new_post(case, event, seen):
                    yield Happening.REPOSTED
                seen |= _keys(event)
            case ev.Replied() if may_be_the_parents(case, event):
                yield Happening.ANSWERED
            case ev.LetterMoved() if event.id in letters and event.id not in gone and is_gone(event.state):
                gone.add(event.id)
                yield from _sent(case, letters[event.id])
            case ev.Posted() if event in case.papers:
                yield from _sent(case, event.n)
            case ev.DeadlineEnded() if _is_late_answer(case, event):
                yield Happening.NO_ANSWER
            case ev.Absorbed():
                yield from (Happening(one) for one in event.course)
                seen |= {key for report in event.reports for key in _keys(report)}
            case ev.Progressed() if event.progress in HAPPENING_OF:
                yield HAPPENING_OF[event.progress]
            case ev.Closed():
                yield Happening.CLOSED
            case ev.Reopened():
                yield Happening.REOPENED
            case _:
                pass


HAPPENING_OF = {
    Progress.MET: Happening.MET,
    Progress.REFUSED: Happening.REFUSED,
    Progress.REMOVED: Happening.REMOVED,
    Progress.APOLOGISED: Happening.APOLOGISED,
    Progress.REPOSTED: Happening.REPOSTED,
    Progress.IDENTIFIED: Happening.IDENTIFIED,
    Progress.UNIDENTIFIED: Happening.UNIDENTIFIED,
}
INVITES = (Action.INVITATION, Action.PUPIL_NOTE, Action.FURTHER_MEETING)


def _keys(report: ev.Reported) -> set[str]:
    """What tells the posts of a report from others."""
    return {key for post in report.posts for key in _keys_of(post)}


def _keys_of(post: Post) -> set[str]:
    key = post.key or post.text
    return {key} if key else set()


def _names_of(post: Post) -> set[str]:
    """The names a poster goes by there, as people told them."""
    shown = {"poster_name": post.poster_name, "handle": post.handle}
    return {name.casefold() for field, name in shown.items() if name and field not in post.by_machine}


def is_new_post(case: Case, report: ev.Reported, seen: set[str]) -> bool:
    """Whether a report tells of a new post by the same poster (policy PR0 "continues").

    Another report of the same post is none: five teachers may report one. Nor is a post under another
    name, or under none, or under one that a machine read: who that is, a person says. And that it was
    done again is only told by the reporter: the head says whether it counts.
    """
    earlier = [_names_of(post) for post in case.posts if _keys_of(post) & seen]
    first = next(filter(None, earlier), set())  # the letters are about the first poster alone
    known = {name for names in earlier if names & first for name in names}
    new = (post for post in report.posts if not _keys_of(post) & seen and _keys_of(post))
    return any(known & _names_of(post) for post in new)


def _sent(case: Case, n: int | None) -> Iterator[Happening]:
    action = next((d.action for d in case.drafts if d.n == n), None)
    if action in INVITES:
        yield Happening.INVITATION_SENT
    elif action is Action.WARNING:
        yield Happening.WARNING_SENT


def _is_late_answer(case: Case, event: ev.DeadlineEnded) -> bool:
    if event.state is not DeadlineState.PASSED:
        return False
    return any(d.id == event.id and d.kind is DeadlineKind.REPLY for d in case.deadlines)


def is_poster_unknown(case: Case) -> bool:
    """Whether nobody knows who the poster is: a person said so last, or the report alone does."""
    told = [one for one in happenings(case) if one in (Happening.IDENTIFIED, Happening.UNIDENTIFIED)]
    if told:
        return told[-1] is Happening.UNIDENTIFIED
    return "anonymous_poster" in case.flags and not gone_at(case)


def gone_at(case: Case) -> dict[int, datetime]:
    """Return when the letter of each draft left the school, or may have: by mail, or on paper."""
    letters = {x.id: x.draft for x in case.letters if x.external and is_gone(x.state)}
    gone: dict[int, datetime] = {}
    for event in case.events:
        match event:
            case ev.LetterMoved() if is_gone(event.state) and (n := letters.get(event.id)) is not None:
                gone.setdefault(n, event.at)
            case ev.Posted() if event in case.papers:
                gone.setdefault(event.n, datetime.combine(event.on, _NOON, UTC))
            case _:
                pass
    return gone
