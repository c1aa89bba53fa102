"""What follows when a person tells how a case goes on: the table of ``deciding.cases.progress``, carried out.

Nothing told sends anything, and nothing told approves anything. What nobody waits for any longer is
ended; what can be done next is offered in the answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from worker import events as ev
from worker.deciding.cases.awaited import after_removal
from worker.deciding.cases.case import Case
from worker.deciding.cases.deadlines import Wait, end_deadlines, expect, expect_advice
from worker.deciding.cases.obstacles import find_obstacle
from worker.deciding.cases.progress import State, Then, follow, say_state
from worker.deciding.cases.relations import ways
from worker.deciding.cases.replay import extend
from worker.deciding.cases.standing import HAPPENING_OF, INVITES, state_of
from worker.deciding.cases.turning import live_drafts
from worker.deciding.doing.since import settles
from worker.deciding.doing.steps import Reply, Step, answered
from worker.deciding.office import NOTHING, Office, Outcome
from worker.deciding.school.policy import Recipient
from worker.deciding.sentences import say
from worker.deciding.writing.drafting import others_than
from worker.model import (
    Action,
    CaseState,
    DeadlineKind,
    DeadlineState,
    DraftState,
    LetterState,
    Progress,
    Relation,
    Told,
)

_CHECK_DAYS = 2
"""School days after the talk until somebody is to say whether the post came down (domain §4)."""
_IN_TOUCH = (Progress.MET, Progress.REFUSED, Progress.REMOVED, Progress.APOLOGISED)
_WARNS = (Then.WARN, Then.WARN_WITH_REASON)
_OFFERS = (Then.ADVISE, Then.INVITE, Then.WARN, Then.WARN_WITH_REASON, Then.CLOSE)


def keep_told(case: Case, told: Iterable[Told], reply: Reply, office: Office, now: datetime) -> Step:
    """Keep what a reply tells, in its own words, and do what follows from it."""
    step = Step()
    for one in told:
        after = extend(case, step.outcome.events)
        if not _is_kept(after, one, reply):
            more = _keep(after, one, reply, office, now)
            step = Step(step.outcome + more.outcome, step.said + more.said)
    return step


def shortened(done: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What was done, said once: first what was decided, which names the mail, then how it stands.

    That stands after all that was told, and promises nothing where the case is closed.
    """
    last = max((n for n, line in enumerate(done) if line["what"] == "told"), default=-1)
    closed = any(line["what"] == "closed" for line in done)
    kept = [
        line | {"then": ""} if closed and line["what"] == "told" else line
        for n, line in enumerate(done)
        if n == last or line["what"] != "told"
    ]
    return sorted(kept, key=lambda line: line["what"] == "told")


def _is_kept(case: Case, told: Told, reply: Reply) -> bool:
    """Whether this very message has told it already, beside another number."""
    return any(
        (e.message, e.progress, e.words, e.about) == (reply.key, told.progress, told.words, told.about)
        for e in case.progress
    )


def _keep(case: Case, told: Told, reply: Reply, office: Office, now: datetime) -> Step:
    if told.progress is Progress.RELATED:
        return _keep_relation(case, told, reply, office, now)
    if told.progress is Progress.HARMED:
        harmed = ev.Progressed(now, reply.key, reply.by, told.progress, told.words, told.on, told.about)
        return Step(Outcome((harmed,)), ({"what": "harmed", "who": told.about},))
    state, then = follow(state_of(case), HAPPENING_OF[told.progress])
    kept = ev.Progressed(now, reply.key, reply.by, told.progress, told.words, told.on, told.about)
    outcome = Outcome((kept, *answered(case, None, "told", now)))
    outcome += _end(extend(case, outcome.events), told.progress, now)
    if state is not State.CLOSED:
        outcome += _follow(extend(case, outcome.events), then, office, now)
    said = {
        "what": "told",
        "words": told.words,
        "state": say_state(state),
        "then": then.value,
        "warning": _warning(extend(case, outcome.events), office) if then in _WARNS else "",
        "poster": case.poster,
        "others": [one["name"] for one in others_than(case.poster, case)],
        "waits": _written_before(extend(case, outcome.events), told),
        "days": (_CHECK_DAYS, office.rules.removed_days, office.rules.removed_close_days),
    }
    return Step(outcome, (said,))


def _written_before(case: Case, told: Told) -> list[int]:
    """The drafts that wait for a decision although what is told may make them needless."""
    if not settles((told,)):
        return []
    return [draft.n for draft in live_drafts(case)]


def _keep_relation(case: Case, told: Told, reply: Reply, office: Office, now: datetime) -> Step:
    """Keep what the poster is to the school; where no letter as to a parent fits, none that waits goes."""
    kept = ev.Progressed(now, reply.key, reply.by, told.progress, told.words, told.on, told.about)
    way = ways()[Relation(told.about)]
    events: tuple[ev.CaseEvent, ...] = (kept, *answered(case, None, "told", now))
    if way.route:
        to_parents = [
            d.action
            for d in live_drafts(case)
            if office.policy.steps[d.action].recipient is Recipient.PARENT
            and d.action is not Action.PUPIL_NOTE
        ]
        events += _withdrawn(extend(case, events), to_parents, say("course.poster", says=way.says), now)
    outcome = Outcome(events)
    if not live_drafts(extend(case, events)) and case.state is CaseState.OPEN:
        outcome += expect_advice(extend(case, events), office, now, say("course.what_comes_next"))
    said = {"what": "related", "words": told.words, "says": way.says, "route": way.route}
    return Step(outcome, (said,))


def _warning(case: Case, office: Office) -> str:
    """What stands before a warning under the school's policy: "" where nothing does."""
    if Action.WARNING not in office.policy.steps:
        return say("course.policy_has_none")
    obstacle = find_obstacle(case, Action.WARNING, office.policy)
    return obstacle.words if obstacle else ""


def _end(case: Case, progress: Progress, now: datetime) -> Outcome:
    """End what is waited for no longer, and withdraw an invitation that was overtaken."""
    events: tuple[ev.CaseEvent, ...] = ()
    if progress in _IN_TOUCH:
        events += end_deadlines(
            case, (DeadlineKind.REPLY,), DeadlineState.MET, say("course.they_are_in_touch"), now
        )
    if progress is Progress.REMOVED:
        events += end_deadlines(
            case, (DeadlineKind.REMOVAL,), DeadlineState.MET, say("course.post_down"), now
        )
    if progress in (Progress.REMOVED, Progress.REPOSTED):
        events += tuple(
            ev.DeadlineEnded(now, d.id, DeadlineState.DROPPED, say("course.has_moved_on"))
            for d in case.open_deadlines
            if d.kind is DeadlineKind.REVIEW and d.draft is None
        )
    if progress in (Progress.MET, Progress.REFUSED):
        events += _overtaken(extend(case, events), now)
    return Outcome(events)


def _overtaken(case: Case, now: datetime) -> tuple[ev.CaseEvent, ...]:
    """They have talked, or will not: an invitation that has not gone does not go."""
    return _withdrawn(case, INVITES, say("course.talk_held_or_refused"), now)


def _withdrawn(
    case: Case, actions: Collection[Action], because: str, now: datetime
) -> tuple[ev.CaseEvent, ...]:
    """Withdraw the live drafts of these actions, with a letter of theirs that has not gone."""
    events: tuple[ev.CaseEvent, ...] = ()
    for draft in live_drafts(case):
        if draft.action not in actions:
            continue
        queued = [x for x in case.letters if x.external and x.state is LetterState.QUEUED]
        events += tuple(
            ev.LetterMoved(now, x.id, LetterState.CANCELLED, because) for x in queued if x.draft == draft.n
        )
        events += (ev.DraftMoved(now, draft.n, draft.version, DraftState.WITHDRAWN, because),)
        waits = (DeadlineKind.DECIDE, DeadlineKind.HOLD)
        events += end_deadlines(case, waits, DeadlineState.DROPPED, because, now, draft.n)
    return events


def _follow(case: Case, then: Then, office: Office, now: datetime) -> Outcome:
    if then is Then.WATCH:
        return Outcome(after_removal(case, office, now))
    if then is Then.AWAIT_REMOVAL:
        about = say("course.whether_post_has_come_down")
        return Outcome((expect(case, Wait(DeadlineKind.REVIEW, about, _CHECK_DAYS), office, now),))
    if then in _OFFERS:
        return expect_advice(case, office, now, say("course.what_comes_next"))
    return NOTHING
