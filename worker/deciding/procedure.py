"""The procedure: which step comes next, and what must come before it.

Policy PR2 and PR3: a talk and a request to remove first; anything formal only if the parent refuses
and continues. "Usually" leaves the head a choice, with a typed reason.
"""

from __future__ import annotations

from datetime import datetime

from worker import events as ev
from worker.deciding.case import Case
from worker.model import Action, DeadlineKind, DeadlineState, LetterState, Urgency

AVAILABLE = (Action.INVITATION, Action.WARNING)
"""The actions this version can draft."""
_NO_INVITATION = frozenset(
    {
        "safeguarding_allegation",
        "safeguarding_allegation_possible",
        "safeguarding_contact_order_possible",
        "domestic_abuse_possible",
        "self_harm",
        "indecent_image_stop",
        "time_bound_threat",
    }
)


def first_step(case: Case) -> Action | None:
    """Return the draft a new case starts with, or None where a talk is no first step.

    Threats, emergencies and safeguarding matters are people's work before they are procedure
    (domain §1.5, §5.5): the head is alerted and chooses.
    """
    threat = any(ground.id == "G9" for ground in case.grounds)
    if threat or case.urgency is Urgency.EMERGENCY or _NO_INVITATION & set(case.flags):
        return None
    return Action.INVITATION


def find_obstacle(case: Case, action: Action) -> str | None:
    """Return why this action needs the head's typed reason first, or None when its turn has come.

    A warning waits for the informal step and for a refusal or a new post (policy PR3).
    """
    if action is not Action.WARNING:
        return None
    if not informal_step_taken(case):
        return "no invitation to talk has been sent yet, and the policy makes that the first step (PR2)"
    if not (no_answer(case) or posted_again(case)):
        return "the parent has neither refused nor posted again since the invitation (PR3)"
    return None


def informal_step_taken(case: Case) -> bool:
    """Whether an invitation to talk has gone out."""
    return invited_at(case) is not None


def posted_again(case: Case) -> bool:
    """Whether something new was reported since the invitation went (policy PR3 "continues").

    Another report of the same post is no new post: five teachers may report one.
    """
    since = invited_at(case)
    if since is None:
        return False
    seen = {post.key or post.text for report in case.reports if report.at <= since for post in report.posts}
    return any(
        "repeat_after_report" in report.flags or any((p.key or p.text) not in seen for p in report.posts)
        for report in case.reports
        if report.at > since
    )


def _gone(state: LetterState) -> bool:
    return state in (LetterState.SENT, LetterState.IN_DOUBT)


def no_answer(case: Case) -> bool:
    """Whether a parent's time to answer has passed without a word."""
    asked = [d for d in case.deadlines if d.kind is DeadlineKind.REPLY]
    return any(d.state is DeadlineState.PASSED for d in asked)


def invited_at(case: Case) -> datetime | None:
    """When the first invitation to talk went out, if any did."""
    invitations = {d.n for d in case.drafts if d.action is Action.INVITATION}
    letters = {
        x.id for x in case.letters if x.external and x.items[0].draft in invitations and _gone(x.state)
    }
    moves = (e for e in case.events if isinstance(e, ev.LetterMoved) and e.id in letters and _gone(e.state))
    return next((e.at for e in moves), None)
