"""What stands before an action, in plain words, with the sentence of the policy it rests on.

Some obstacles no reason passes: a person must say something first, or the facts must be others. The rest
the head's typed reason passes, which is kept. What a person may lawfully say is not the target (policy
OB3, AP2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.outsiders import may_be_the_parents
from worker.deciding.cases.procedure import goes_another_way, traits_with_grounds
from worker.deciding.cases.progress import CONTINUES, FIRST_STEP_DONE, HAS_REFUSED, State
from worker.deciding.cases.relations import find_way
from worker.deciding.cases.standing import gone_at, is_poster_unknown, state_of
from worker.deciding.school.policy import Need, Policy, Step
from worker.deciding.school.policy_file import policy as shipped
from worker.deciding.sentences import say
from worker.model import Action


class Bar(StrEnum):
    """What it takes to pass an obstacle."""

    REASON = "needs reason"
    """The head's typed reason, which is kept (policy PR2 "usually")."""
    DETAILS = "needs details"
    """Something only a person can say."""
    BLOCKED = "blocked"
    """Nothing but other facts."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why an action is not drafted yet, in plain words, with the sentence of the policy it rests on."""

    bar: Bar
    words: str
    cites: str = ""
    quote: str = ""
    example: str = ""


Details = Mapping[str, Any]
DETAILS = ("condition", "person", "space", "grounds", "because")
"""What the head may say with an action, and must with some; the letter's template has it as ``details``."""


def find_obstacle(
    case: Case, action: Action, policy: Policy | None = None, details: Details | None = None
) -> Obstacle | None:
    """Return what stands before an action, or None when its turn has come."""
    policy, details = policy or shipped(), details or {}
    step, considered = policy.steps[action], _considered(policy, details)
    traits = traits_with_grounds(case, policy) | considered
    if {*traits, details.get("condition", "")} & set(step.never_waits_for):
        return None
    grounds = {ground.id for ground, _ in policy.grounds_of(case.grounds)} | considered
    if _only(grounds, step.blocked_for):
        return _blocked(step, policy)
    missing = (_find_missing(need, case, step, policy, details) for need in step.needs)
    if found := next(filter(None, missing), None):
        return found
    obstacle = _find_doubt(case, step, policy, grounds, traits)
    return replace(obstacle, example=short(step)) if obstacle else None


def _find_doubt(
    case: Case, step: Step, policy: Policy, grounds: set[str], traits: set[str]
) -> Obstacle | None:
    """Return what the head's typed reason passes: a doubt about safety or law, or a step too soon."""
    if (way := find_way(case)) and goes_another_way(case, step):
        return _obstacle(
            Bar.REASON, say("procedure.poster", says=way.says, route=way.route), policy, "another way"
        )
    doubts = traits & set(step.doubtful_for)
    if doubts or _only(grounds, step.doubtful_if_only):
        return _doubtful(doubts, policy)
    unknown = {"poster unknown"} if is_poster_unknown(case) else set()
    if (traits | unknown) & set(step.early_for):
        return None
    return _too_soon(case, step, policy)


def _considered(policy: Policy, details: Details) -> set[str]:
    """The grounds that a person names; OTHER counts only with her own words for it (policy IN3)."""
    named = {ground for ground in details.get("grounds", ()) if ground in policy.grounds}
    return named if details.get("because") else named - {"OTHER"}


def _only(grounds: set[str], known: tuple[str, ...]) -> bool:
    return bool(grounds) and grounds <= set(known)


def _obstacle(bar: Bar, words: str, policy: Policy, about: str, example: str = "") -> Obstacle:
    cites = policy.rests_on.get(about, "")
    return Obstacle(bar, words, cites, policy.words_of(cites), example)


def _blocked(step: Step, policy: Policy) -> Obstacle:
    """A complaint about a school is lawful, and so is a low opinion of it: a talk is what there is."""
    words = say("procedure.all_suggested_so_far_lawful")
    grounds = [key for key in policy.grounds if key not in step.blocked_for]
    return _obstacle(Bar.BLOCKED, words, policy, "lawful", f"{short(step)}, ground {grounds[0]}")


def _find_missing(need: Need, case: Case, step: Step, policy: Policy, details: Details) -> Obstacle | None:
    """Return what only a person can say and nobody has said; None where nothing is."""
    ask, about, example = short(step), Bar.DETAILS, ""
    match need:
        case Need.CONDITION if not _is_ticked(step, details):
            whom = (
                say("procedure.who_harmed") if Need.PERSON in step.needs and not details.get("person") else ""
            )
            words = say("procedure.which_these", whom=whom, join=", ".join(step.conditions))
            example = f"{ask}: {next(iter(step.conditions))}{', Mrs Example' if whom else ''}"
        case Need.PERSON if not details.get("person"):
            words = say("procedure.whose_name_be_in_for")
            example = f"{ask}: Mrs Example"
        case Need.OWN_SPACE if not details.get("space"):
            words = say("procedure.in_which_space_school_runs")
            example = say("procedure.from_schools_facebook_page", ask=ask)
        case Need.POSTER_UNKNOWN if not is_poster_unknown(case):
            words = say("procedure.only_for_poster_whom_nobody")
            about, example = Bar.BLOCKED, say("procedure.we_dont_know_who")
        case _:
            return None
    return _obstacle(about, words, policy, need, example)


def _is_ticked(step: Step, details: Details) -> bool:
    """Whether a condition is ticked, and the person named where one must be: asked for in one question."""
    named = bool(details.get("person")) or Need.PERSON not in step.needs
    return details.get("condition") in step.conditions and named


def short(step: Step) -> str:
    """A word the head can ask for a step with, for an example."""
    return _SHORT.get(step.action, step.title.lower())


_SHORT = {
    Action.INVITATION: "invitation",
    Action.WARNING: "warning",
    Action.PLATFORM: "platform complaint",
    Action.POLICE: "police",
    Action.BLOCK: "block them",
    Action.HELPLINE: "helpline",
    Action.NOTICE_KIT: "notice kit",
    Action.FURTHER_MEETING: "further meeting",
    Action.PUPIL_NOTE: "pupil note",
    Action.CLOSING: "closing letter",
}


def _doubtful(doubts: set[str], policy: Policy) -> Obstacle:
    if not doubts:
        words = say("procedure.all_suggested_so_far_complaint")
        return _obstacle(Bar.REASON, words, policy, "lawful")
    said = ", ".join(sorted(policy.grounds[d].short if d in policy.grounds else _plain(d) for d in doubts))
    words = say("procedure.what_reported_comes_before_any", said=said)
    return _obstacle(Bar.REASON, words, policy, "safety")


def _plain(flag: str) -> str:
    return flag.replace("_", " ")


def _too_soon(case: Case, step: Step, policy: Policy) -> Obstacle | None:
    """A talk and a request first; anything formal only if the parent refuses and continues (policy PR3)."""
    state, needs = state_of(case), set(step.needs)
    if Need.FIRST_STEP in needs and state not in FIRST_STEP_DONE:
        words = (
            say("procedure.parent_invited_talk_time_answer")
            if state is State.INVITED
            else say("procedure.no_invitation_talk_has_been")
        )
        return _obstacle(Bar.REASON, words, policy, Need.FIRST_STEP)
    if Need.SECOND_TALK in needs and not _has_sent(case, Action.FURTHER_MEETING):
        words = say("procedure.policy_has_second_talk_first")
        return _obstacle(Bar.REASON, words, policy, Need.SECOND_TALK)
    if words := _not_both(state, needs):
        return _obstacle(Bar.REASON, words, policy, Need.REFUSED)
    if Need.CONTACT in needs and state in (State.REPORTED, State.NAMELESS, State.GONE):
        return _obstacle(Bar.REASON, say("procedure.nobody_has_been_in_touch"), policy, Need.CONTACT)
    if Need.ANSWER in needs and not _has_answered(case):
        return _obstacle(Bar.REASON, say("procedure.nothing_has_come_from_parent"), policy, Need.ANSWER)
    return None


def _not_both(state: State, needs: set[Need]) -> str:
    if state is State.WARNED:
        return ""
    refused = Need.REFUSED not in needs or state in HAS_REFUSED
    continues = Need.CONTINUES not in needs or state in CONTINUES
    match refused, continues:
        case True, True:
            return ""
        case False, False:
            return say("procedure.parent_has_neither_refused_nor")
        case False, True:
            return say("procedure.parent_has_posted_again_but")
        case _:
            said = say("procedure.has_not_answered_in_time") if state is State.SILENT else "has refused"
            return say("procedure.parent_but_has_not_posted", said=said)


def _has_sent(case: Case, action: Action) -> bool:
    drafts = {d.n for d in case.drafts if d.action is action}
    return not drafts.isdisjoint(gone_at(case))


def _has_answered(case: Case) -> bool:
    return any(isinstance(e, ev.Replied) and may_be_the_parents(case, e) for e in case.events)
