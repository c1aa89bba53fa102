"""Days in a letter: each exists, each has its right weekday, and none by which somebody is to act is past
or falls on a day when nobody is at school (domain §3.11, §4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from worker.deciding.calendar import SchoolDays
from worker.deciding.edit_dates import DATED, clash, date_of, day_of
from worker.deciding.lint.hit import Hit

_BY = re.compile(
    r"\b(?:by|before|until|till|than|latest|due|deadline|deadline of|deadline is):?\s+"
    r"(?:the end of\s+|or on\s+|or before\s+)?$",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r",?\s+(?:at\s+)?(?:[0-9]{1,2}(?:[.:][0-9]{2})?\s?(?:am|pm|o.clock)|noon)\b", re.IGNORECASE
)
_MEET = re.compile(
    r"\b(?:meet|meeting|come in|see you|see me|appointment)\b[^.!?\n]{0,40}\bon\s+$", re.IGNORECASE
)


def find_days(text: str, days: SchoolDays, on: date, *, deadlines: bool) -> Iterator[Hit]:
    """The hits of a text written on ``on``; ``deadlines`` where days by which to act are checked too."""
    for found in DATED.finditer(text):
        day = date_of(found, on)
        if day is None:
            yield Hit("no such day", found[0], f"{found[0]} does not exist.", refused=True)
        elif found["weekday"] and day_of(found["weekday"]) != day.weekday():
            yield Hit("weekday", found[0], clash(day, found["weekday"]), refused=True)
        elif deadlines and _is_deadline(text, found):
            yield from _of_deadline(found[0], day, days, on)


def _of_deadline(words: str, day: date, days: SchoolDays, on: date) -> Iterator[Hit]:
    if day < on:
        yield Hit("past", words, f"{words} has gone. Give another day.", refused=True)
    elif not days.is_school_day(day):
        why = f"Nobody is at school on {days.say_date(day)}. Give a school day."
        yield Hit("no school", words, why, refused=True)


def _is_deadline(text: str, found: re.Match[str]) -> bool:
    before = text[max(0, found.start() - 60) : found.start()]
    return bool(_BY.search(before) or _MEET.search(before) or _CLOCK.match(text, found.end()))
