"""The procedure: which step comes next, what its letter says, and what must come before it.

Policy PR2 and PR3: a talk and a request to remove first; anything formal only if the parent refuses
and continues. "Usually" leaves the head a choice, with a typed reason.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from worker import events as ev
from worker.deciding.case import Case
from worker.deciding.office import Office
from worker.deciding.policy import policy
from worker.model import Action, DeadlineKind, DeadlineState, LetterState, Role, Urgency
from worker.reading.platform import find_platform

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
    return _invited_at(case) is not None


def posted_again(case: Case) -> bool:
    """Whether something new was reported since the invitation went (policy PR3 "continues").

    Another report of the same post is no new post: five teachers may report one.
    """
    invited_at = _invited_at(case)
    if invited_at is None:
        return False
    seen = {
        post.key or post.text for report in case.reports if report.at <= invited_at for post in report.posts
    }
    return any(
        "repeat_after_report" in report.flags or any((p.key or p.text) not in seen for p in report.posts)
        for report in case.reports
        if report.at > invited_at
    )


def _gone(state: LetterState) -> bool:
    return state in (LetterState.SENT, LetterState.IN_DOUBT)


def no_answer(case: Case) -> bool:
    """Whether a parent's time to answer has passed without a word."""
    asked = [d for d in case.deadlines if d.kind is DeadlineKind.REPLY]
    return any(d.state is DeadlineState.PASSED for d in asked)


def letter_facts(case: Case, office: Office, now: datetime) -> dict[str, Any]:
    """Return what the letters' templates may say: nothing about who reported it, no child's name.

    Dates are in words with their weekday; the meeting times are on the next two school days but one.
    """
    days, today = office.days, office.local_date(now)
    first = days.next_school_day(days.next_school_day(today))
    second = days.next_school_day(first)
    post = next(iter(case.posts), None)
    return {
        "school": office.school,
        "head": office.people.head.name,
        "signed_by": office.decider(case).name,
        "signed_as": "Chair of Governors" if case.decided_by is Role.CHAIR else "Headteacher",
        "name": case.poster,
        "platform": platform_name(post.platform) if post else None,
        "grounds": [policy().grounds[ground.id] for ground in case.grounds if ground.id in policy().grounds],
        "policy": policy().title,
        "words": next((p.text for p in case.posts if p.text), None),
        "meetings": [
            f"{days.say_date(on)} at {_clock(office, index)}" for index, on in enumerate((first, second))
        ],
        "answer_by": days.say_date(office.local_date(days.add_school_days(now, office.rules.reply_days))),
        "remove_by": days.say_date(
            office.local_date(days.add_school_days(now, office.rules.removal_days + 1))
        ),
        "invited_on": _invited_on(case, office),
    }


def _clock(office: Office, index: int) -> str:
    times = office.rules.meeting_times
    at = times[index % len(times)]
    hour = at.hour % 12 or 12
    return f"{hour}.{at.minute:02d}{'am' if at.hour < 12 else 'pm'}"


def _invited_on(case: Case, office: Office) -> str | None:
    invited_at = _invited_at(case)
    return office.days.say_date(office.local_date(invited_at)) if invited_at else None


def _invited_at(case: Case) -> datetime | None:
    """When the first invitation to talk went out, if any did."""
    invitations = {d.n for d in case.drafts if d.action is Action.INVITATION}
    letters = {
        x.id for x in case.letters if x.external and x.items[0].draft in invitations and _gone(x.state)
    }
    moves = (e for e in case.events if isinstance(e, ev.LetterMoved) and e.id in letters and _gone(e.state))
    return next((e.at for e in moves), None)


def platform_name(slug: str | None) -> str | None:
    """Return a platform's name as people write it, or None when it is unknown."""
    if slug is None:
        return None
    platform = find_platform(slug)
    return platform.name if platform else slug
