"""What a case has on record, in words for those who act on it: posts, files, and what was done when.

For packs, referrals and requests for advice. Nobody who reported is in it, no file's own name (it may
name a child), and of an answer only that it came.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.outsiders import OUTSIDERS, may_be_the_parents
from worker.deciding.office import Office
from worker.deciding.sentences import say
from worker.model import Kind, LetterState, Post, Progress, Role
from worker.reading.posts.platform import find_platform

MOST_POSTS = 6
"""More posts than these make no clearer complaint; the rest are in the case."""
_GONE = (LetterState.SENT, LetterState.IN_DOUBT)


def posts_on_record(case: Case, office: Office) -> list[dict[str, Any]]:
    """Each post once, first seen first, with when the school was told of it."""
    seen: dict[str, dict[str, Any]] = {}
    for report in case.reports:
        for post in report.posts:
            known = as_people_said(post)
            if (known.text or known.url) and len(seen) < MOST_POSTS:
                seen.setdefault(_same(known), _post(known, report.at, office))
    return list(seen.values())


def files_on_record(case: Case) -> list[dict[str, Any]]:
    """The files kept as evidence, by number: their own names stay with us."""
    kept = [item for item in case.evidence if item.role.value == "evidence"]
    return [
        {"n": n, "type": item.type, "size": item.size, "sha256": item.sha256}
        for n, item in enumerate(kept, 1)
    ]


def history(case: Case, office: Office) -> list[dict[str, Any]]:
    """What happened, oldest first: ``on`` in words, ``what`` by a slug the templates have words for."""
    lines: list[dict[str, Any]] = []
    for event in case.events:
        found = _line(case, event, office)
        if found is not None:
            told_on = event.on if isinstance(event, ev.Progressed | ev.Posted) else None
            on = told_on or office.local_date(event.at)
            lines.append({"on": say_year(on, office), **found})
    return [line for n, line in enumerate(lines) if line not in lines[:n]]


def find_answered_on(case: Case, office: Office) -> str | None:
    """The day the parent's last answer came, in words."""
    answers = [e.at for e in case.events if isinstance(e, ev.Replied) and _is_the_parents(case, e)]
    return office.days.say_date(office.local_date(answers[-1])) if answers else None


def find_limitation_on(case: Case, office: Office) -> str | None:
    """A year after the school was first told: a claim for defamation has to begin sooner (Limitation Act
    1980 s.4A counts from first publication, which was no later)."""
    if not case.reports:
        return None
    first = office.local_date(min(report.at for report in case.reports))
    day = 28 if (first.month, first.day) == (2, 29) else first.day
    return say_year(date(first.year + 1, first.month, day), office)


def say_year(on: date, office: Office) -> str:
    """``Tuesday 24 November 2026``: a record is read years later."""
    return f"{office.days.say_date(on)} {on.year}"


def find_platform_name(slug: str | None) -> str | None:
    """Return a platform's name as people write it, or None when it is unknown."""
    if slug is None:
        return None
    platform = find_platform(slug)
    return platform.name if platform else slug


def as_people_said(post: Post) -> Post:
    """The post without what only a machine read in a picture: that is never in a letter."""
    read: dict[str, Any] = dict.fromkeys(post.by_machine)
    return replace(post, **read) if read else post


def _same(post: Post) -> str:
    return post.key or post.url or post.text or ""


def _post(post: Post, at: datetime, office: Office) -> dict[str, Any]:
    return {
        "platform": find_platform_name(post.platform),
        "name": post.poster_name,
        "handle": post.handle,
        "group": post.group,
        "url": post.url,
        "shown_as": post.posted_at_text,
        "words": post.text,
        "told_at": f"{office.days.say_instant(at)} (UK time)",
    }


def _line(case: Case, event: ev.CaseEvent, office: Office) -> dict[str, Any] | None:
    match event:
        case ev.Reported():
            return {"what": "told", "title": ""}
        case ev.LetterMoved() if event.state in _GONE:
            letter = case.find_letter(event.id)
            if letter is None or not letter.external or letter.draft is None:
                return None
            step = office.policy.steps.get(case.draft(letter.draft).action)
            return {"what": "sent", "title": step.title if step else "a letter"}
        case ev.Posted() if event in case.papers:
            step = office.policy.steps.get(case.draft(event.n).action)
            return {
                "what": "sent",
                "title": say(
                    "letter_record.on_paper_by",
                    said=step.title if step else "a letter",
                    value=event.way.value,
                ),
            }
        case ev.Replied() if _is_from_outside(event):
            return {"what": "answered", "title": ""}
        case ev.Progressed() if event.progress not in (Progress.RELATED, Progress.HARMED):
            return {"what": event.progress.value, "title": ""}
        case _:
            return None


def _is_from_outside(event: ev.Replied) -> bool:
    return event.kind is Kind.OTHER_REPLY and event.role in (*OUTSIDERS, Role.UNKNOWN)


def _is_the_parents(case: Case, event: ev.Replied) -> bool:
    return event.kind is Kind.OTHER_REPLY and may_be_the_parents(case, event)
