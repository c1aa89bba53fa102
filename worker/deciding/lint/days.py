"""Days in a letter: each exists, each has its right weekday, and none by which somebody is to act is past
or falls on a day when nobody is at school (domain §3.11, §4). A warning leaves time to remove the post."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from worker.deciding.doing.edit_dates import clash, day_of, find_date, find_dates
from worker.deciding.lint.hit import Hit
from worker.deciding.school.calendar import SchoolDays
from worker.deciding.sentences import say

_BY = re.compile(
    r"\b(?:by|before|until|till|than|latest|due|deadline|deadline of|deadline is):?\s+"
    r"(?:the end of\s+|or on\s+|or before\s+)?$",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r",?\s+(?:at\s+)?(?:[0-9]{1,2}(?:[.:][0-9]{2})?\s?(?:am|pm|o.clock)|noon)\b", re.IGNORECASE
)
_REMOVE = re.compile(
    r"\b(?:remov(?:e|ed|al)|delet(?:e|ed)|take(?:n)?\b[^.!?\n]{0,30}\bdown)\b[^.!?\n]{0,40}\b(?:by|before)\s+"
    r"(?:the end of\s+)?$",
    re.IGNORECASE,
)
_MEET = re.compile(
    r"\b(?:meet|meeting|come in|see you|see me|appointment)\b[^.!?\n]{0,40}\bon\s+$", re.IGNORECASE
)


def find_days(text: str, days: SchoolDays, on: date, *, deadlines: bool) -> Iterator[Hit]:
    """The hits of a text written on ``on``; ``deadlines`` where days by which to act are checked too."""
    for found in find_dates(text):
        day = find_date(found, on)
        if day is None:
            yield Hit("no such day", found[0], say("days.does_not_exist", said=found[0]), refused=True)
        elif found["weekday"] and day_of(found["weekday"]) != day.weekday():
            yield Hit("weekday", found[0], clash(day, found["weekday"]), refused=True)
        elif deadlines and _is_deadline(text, found):
            yield from _of_deadline(found[0], day, days, on)


def _of_deadline(words: str, day: date, days: SchoolDays, on: date) -> Iterator[Hit]:
    if day < on:
        yield Hit("past", words, say("refused.gone", day=words), refused=True)
    elif not days.is_school_day(day):
        why = say("refused.no_school", day=days.say_date(day))
        yield Hit("no school", words, why, refused=True)


def asked_by(text: str, on: date) -> tuple[tuple[str, date], ...]:
    """Every day by or on which a letter written on ``on`` asks for something: its words, and the day."""
    found = ((one, find_date(one, on)) for one in find_dates(text) if _is_deadline(text, one))
    return tuple((one[0], day) for one, day in found if day is not None)


def find_removal_day(text: str, on: date) -> tuple[str, date] | None:
    """The day by which a warning asks for the removal: its words, and the day; None without one."""
    for one in find_dates(text):
        before = text[max(0, one.start() - 80) : one.start()]
        day = find_date(one, on)
        if day is not None and _REMOVE.search(before):
            return one[0], day
    return None


def find_short(text: str, days: SchoolDays, on: date, came_on: date, usual: int) -> Iterator[Hit]:
    """The hit of a warning that is taken to have come on ``came_on`` and leaves too little time.

    ``usual`` is the school's own number of school days. One fewer is let be: a letter approved a day after
    it was written needs no new date.
    """
    found = find_removal_day(text, on)
    if found is None or found[1] < on:
        return
    words, day = found
    least, fresh = came_on, came_on
    for n in range(usual):
        fresh = days.next_school_day(fresh)
        least = fresh if n < max(1, usual - 1) else least
    if day < least:
        came, later = days.say_date(came_on), days.say_date(fresh)
        why = say("refused.too_soon", came=came, words=words, later=later)
        yield Hit("short", words, why)


def _is_deadline(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - 60) : found.start()]
    return bool(_BY.search(before) or _MEET.search(before) or _CLOCK.match(text, found.end()))
