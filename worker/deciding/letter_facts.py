"""The facts a letter's template may say, in words: dates with their weekday, nobody who reported it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from worker.deciding.case import Case
from worker.deciding.office import Office
from worker.deciding.policy import policy
from worker.deciding.procedure import invited_at
from worker.model import Role
from worker.reading.platform import find_platform


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
    at = invited_at(case)
    return office.days.say_date(office.local_date(at)) if at else None


def platform_name(slug: str | None) -> str | None:
    """Return a platform's name as people write it, or None when it is unknown."""
    if slug is None:
        return None
    platform = find_platform(slug)
    return platform.name if platform else slug
