"""Dates as a letter writes them: "Tuesday 1 December", the weekday always the right one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from worker.deciding.school.names import DAYS, MONTHS
from worker.deciding.sentences import say

DATED = re.compile(
    rf"\b(?:(?P<weekday>{'|'.join(DAYS)}),?\s+(?:the\s+)?)?(?P<day>\d{{1,2}})(?P<ordinal>st|nd|rd|th)?\s+(?:of\s+)?"
    rf"(?P<month>{'|'.join(MONTHS)})(?:\s+(?P<year>20\d{{2}}))?\b"
)

SLASHED = re.compile(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})(?:/(?:20)?(?P<year>\d{2}))?")
"""A date as it is typed on a phone: "2/12", the day first."""
_MONTH = re.compile("|".join(MONTHS))
_AT_MOST = 4
"""Words of a date before its month: "Tuesday, the 1st of"."""


def find_dates(text: str) -> Iterator[re.Match[str]]:
    """Every date of a text, in order: looked for before each month, and not at every letter."""
    end = at = 0
    while (month := _MONTH.search(text, at)) is not None:
        begin, *words = text[end : month.start()].rsplit(None, _AT_MOST) or ("",)
        found = DATED.search(text, end + len(begin) if len(words) == _AT_MOST else end)
        if found is None:
            return
        at = found.start()
        if at < month.start():
            yield found
            at = end = found.end()


def spelt(slashed: re.Match[str]) -> str | None:
    """ "2/12" as a letter writes it, "2 December"; None where there is no such month."""
    month = int(slashed["month"])
    if not 1 <= month <= len(MONTHS):
        return None
    year = f" 20{slashed['year']}" if slashed["year"] else ""
    return f"{int(slashed['day'])} {MONTHS[month - 1]}{year}"


def find_weekday(words: str) -> int | None:
    """0 for Monday to 6 for Sunday, from three letters on; None for any other word."""
    word = words.strip().strip(".,").lower()
    named = [at for at, day in enumerate(DAYS) if len(word) >= 3 and day.lower().startswith(word)]
    return named[0] if len(named) == 1 else None


def day_of(words: str) -> int:
    """As `find_weekday`, of a word known to be a weekday."""
    day = find_weekday(words)
    assert day is not None
    return day


def names_day(words: str) -> bool:
    """Whether a weekday is named in full."""
    return any(day.lower() in words.lower() for day in DAYS)


def find_date(found: re.Match[str], sent_on: date) -> date | None:
    """The day meant; without a year, the next such day from half a year before ``sent_on``."""
    month = MONTHS.index(found["month"]) + 1
    years = [int(found["year"])] if found["year"] else [sent_on.year, sent_on.year + 1]
    days = []
    for year in years:
        try:
            days.append(date(year, month, int(found["day"])))
        except ValueError:
            continue
    if found["year"]:
        return days[0] if days else None
    return next((day for day in days if day >= sent_on - timedelta(days=183)), None)


def like(found: re.Match[str], on: date, *, weekday: bool) -> str:
    """``on`` written as ``found`` is: with or without weekday, ordinal and year."""
    day = f"{on.day}{_ordinal(on.day)}" if found["ordinal"] else str(on.day)
    year = f" {on.year}" if found["year"] else ""
    return (
        f"{DAYS[on.weekday()]} {day} {MONTHS[on.month - 1]}{year}"
        if weekday
        else f"{day} {MONTHS[on.month - 1]}{year}"
    )


def _ordinal(day: int) -> str:
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def plain_date(on: date) -> str:
    """The day and month in words."""
    return f"{on.day} {MONTHS[on.month - 1]}"


def clash(on: date, weekday: str) -> str:
    """The question to ask when a weekday and a date disagree."""
    return say(
        "edit_dates.not_which_right", plain_date=plain_date(on), said=DAYS[on.weekday()], weekday=weekday
    )


def wrong_weekdays(before: str, after: str, sent_on: date) -> list[str]:
    """Dates that name a wrong weekday now and did not before."""
    had = {found[0] for found in find_dates(before)}
    wrong = []
    for found in find_dates(after):
        on = find_date(found, sent_on) if found["weekday"] and found[0] not in had else None
        if on and on.weekday() != day_of(found["weekday"]):
            wrong.append(clash(on, found["weekday"]))
    return wrong
