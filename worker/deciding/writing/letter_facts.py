"""The facts a letter's template may say, in words: dates with their weekday, nobody who reported it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from worker.deciding.cases.awaited import removal_due
from worker.deciding.cases.case import ABOUT_CHILDREN, Case
from worker.deciding.cases.obstacles import DETAILS
from worker.deciding.cases.procedure import find_invited_at
from worker.deciding.lint.folded import fold
from worker.deciding.lint.wording import find_words
from worker.deciding.office import Office
from worker.deciding.school.policy import Ground, Recipient
from worker.deciding.writing.letter_record import (
    as_people_said,
    files_on_record,
    find_answered_on,
    find_limitation_on,
    find_platform_name,
    history,
    posts_on_record,
)
from worker.deciding.writing.packs import find_provider
from worker.model import Action, Address, GroundHint

__all__ = ["find_platform_name", "find_recipient", "letter_facts"]

_LONGEST_QUOTE = 300


def letter_facts(
    case: Case, office: Office, now: datetime, details: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return what the letters' templates may say: nothing about who reported it, no child's name.

    Dates are in words with their weekday; the meeting times are on the next two school days but one.
    Where children are named or shown the post's own words are left out (domain §1.6 rule 6).
    ``details`` are what only a person could say (``obstacles.DETAILS``).
    """
    posts = tuple(map(as_people_said, case.posts))
    slug = next((post.platform for post in posts if post.platform), None)
    ticked = tuple(GroundHint(one, "") for one in (details or {}).get("grounds") or ())
    hints = (*case.grounds, *ticked)
    readings = [hint.id for hint in hints]
    provider = find_provider(slug)
    about_children = case.is_about_children or not ABOUT_CHILDREN.isdisjoint(readings)
    words = case.words
    return {
        "school": office.school,
        "head": office.people.head.name,
        "signed_by": office.decider(case).name,
        "signed_as": office.signs_as(case),
        "ref": case.ref,
        "details": {**dict.fromkeys(DETAILS), **(details or {})},
        "name": next((post.poster_name for post in posts if post.poster_name), None),
        "platform": find_platform_name(slug),
        "grounds": [ground.words for ground, _ in office.policy.grounds_of(hints) if _is_quoted(ground)],
        "policy": office.policy.title,
        "may_report": Action.PLATFORM in office.policy.steps,
        "about_children": about_children,
        "words": None if about_children or words is None else _shortened(words),
        "rules": provider.rules_for(readings) if provider else (),
        "provider": provider,
        "posts": posts_on_record(case, office),
        "files": files_on_record(case),
        "history": history(case, office),
        "limitation_on": find_limitation_on(case, office),
        "answered_on": find_answered_on(case, office),
        "reporter": case.reports[0].reporter.name or None if case.reports else None,
        "progress": {one.progress.value for one in case.progress},
        **_dates(case, office, now),
    }


def _dates(case: Case, office: Office, now: datetime) -> dict[str, Any]:
    """Every day a letter can name; none falls on a day when the school is shut (domain §4)."""
    days, today, rules = office.days, office.local_date(now), office.rules
    first = days.next_school_day(days.next_school_day(today))
    meetings = (first, days.next_school_day(first))

    def after(count: int) -> str:
        return days.say_date(office.local_date(days.add_school_days(now, count)))

    review_on = days.half_term_ends_on(today)
    at = find_invited_at(case)
    return {
        "meetings": [f"{days.say_date(on)} at {_clock(office, n)}" for n, on in enumerate(meetings)],
        "answer_by": after(rules.reply_days),
        "remove_by": days.say_date(office.local_date(removal_due(office, now))),
        "represent_by": after(rules.appeal_days),
        "review_on": days.say_date(
            review_on if days.is_school_day(review_on) else days.next_school_day(review_on)
        ),
        "invited_on": days.say_date(office.local_date(at)) if at else None,
    }


def _clock(office: Office, index: int) -> str:
    times = office.rules.meeting_times
    at = times[index % len(times)]
    hour = at.hour % 12 or 12
    return f"{hour}.{at.minute:02d}{'am' if at.hour < 12 else 'pm'}"


def find_recipient(case: Case, action: Action) -> Address | None:
    """Whom a draft is to before anybody named a recipient: only the reporter is known for certain.

    Headsup never matches a profile to a parent (domain §1.6 rule 3).
    """
    return case.reports[0].reporter if action is Action.ANSWER and case.reports else None


def _is_quoted(ground: Ground) -> bool:
    """Whether a letter gives the policy's words for a ground: not where they say nothing, or what no letter
    may say ("defamatory" is a conclusion the school cannot reach, domain §1.2)."""
    return bool(ground.covers) and _may_be_quoted(ground.words)


@lru_cache(maxsize=200)
def _may_be_quoted(words: str) -> bool:
    return not any(find_words(fold(words), Recipient.PARENT))


def _shortened(words: str) -> str:
    """A post's words on one line, cut between two words where they would fill the letter."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST_QUOTE else line[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + " …"
