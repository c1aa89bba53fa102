"""When: "till Friday", "for a week", "until 4 December" as dates (British use).

A date read here only ever postpones. ``certain`` is False where English is not ("next Friday",
"after half term"): such a date is never used to send anything by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from worker.deciding.school.names import DAYS, MONTHS

_DAYS = tuple(map(str.lower, DAYS))
_MONTHS = tuple(map(str.lower, MONTHS))
_SHORT_DAYS = {"mon": 0, "tue": 1, "tues": 1, "weds": 2, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4}
_COUNTS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "couple": 2,
    "three": 3,
    "few": 3,
    "four": 4,
    "five": 5,
    "six": 6,
}
_YEAR = re.compile(r"20\d\d")
_UNITS = {"day": 1, "days": 1, "week": 7, "weeks": 7, "fortnight": 14}
_PARTS = ("morning", "afternoon", "evening", "lunchtime", "night", "am", "pm")
_LATER_TODAY = ("today", "tonight", "lunchtime")
_BACK = {"today": 0, "yesterday": 1}
_LOOK_BACK = timedelta(days=61)
_FAR = {
    ("half", "term"), ("christmas",), ("xmas",), ("easter",), ("new", "year"), ("next", "month"),
    ("next", "term"), ("summer",), ("the", "holidays"), ("january",), ("end", "of", "term"), ("the", "break"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class When:
    """A time named in the words ``start`` to ``end``: ``on`` its date, None when English cannot say."""

    on: date | None
    certain: bool
    start: int
    end: int


def weekday(word: str) -> int | None:
    """0 for Monday to 6 for Sunday, short forms too; None if ``word`` is no weekday."""
    if word in _DAYS:
        return _DAYS.index(word)
    return _SHORT_DAYS.get(word)


def month(word: str) -> int | None:
    """1 to 12 for a month's name or its short form; None if ``word`` is no month."""
    if len(word) < 3 or not word.isalpha():
        return None
    matches = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(word)]
    return matches[0] if len(matches) == 1 and (len(word) in (3, 4) or word in _MONTHS) else None


def day_number(word: str) -> int | None:
    """The day of a month in "4", "4th", "31st"; None otherwise."""
    bare = word[:-2] if word[-2:] in ("st", "nd", "rd", "th") else word
    return (
        int(bare) if bare.isascii() and bare.isdigit() and len(bare) <= 2 and 1 <= int(bare) <= 31 else None
    )


def find_when(words: Sequence[str], today: date) -> When | None:
    """The first time named among ``words`` (lower case), counted from ``today``."""
    for at in range(len(words)):
        for read in (_calendar_date, _span, _near, _named_day, _far):
            if found := read(words, at, today):
                return found
    return None


def find_past(words: Sequence[str], today: date) -> When | None:
    """The first day named among ``words``, taken as today or one before it ("on Monday", "yesterday").

    A weekday is the last such day, a date of the month the last such date within two months.
    """
    for at, word in enumerate(words):
        if word in _BACK:
            return When(today - timedelta(days=_BACK[word]), True, at, _past_parts(words, at + 1))
        if word in ("this", "last") and words[at + 1 : at + 2] and words[at + 1] in _PARTS:
            days = 1 if word == "last" else 0
            return When(today - timedelta(days=days), True, at, at + 2)
        named = at + (word == "last")
        if named < len(words) and (day := weekday(words[named])) is not None:
            back = (today.weekday() - day) % 7 or (7 if named > at else 0)
            end = _past_parts(words, named + 1)
            dated = _calendar_date(words, end, today - _LOOK_BACK) if end < len(words) else None
            on = dated.on if dated and dated.on else today - timedelta(days=back)
            return When(on, True, at, dated.end if dated else end)
        if found := _calendar_date(words, at, today - _LOOK_BACK):
            return found
    return None


def _calendar_date(words: Sequence[str], at: int, today: date) -> When | None:
    """ "4 December", "the 4th of December 2026", "December 4", "4/12", "the 4th"."""
    word = words[at]
    if "/" in word:
        numbers = [int(part) for part in word.split("/") if part.isdecimal() and len(part) <= 4]
        if len(numbers) == 3:
            return _of_year(numbers[0], numbers[1], numbers[2], today, When(None, True, at, at + 1))
        return _dated(numbers[0], numbers[1], today, at, at + 1) if len(numbers) == 2 else None
    start = at
    at += word == "the"
    if at >= len(words):
        return None
    day, ordinal = day_number(words[at]), not words[at].isdecimal()
    after = at + 1
    if day and after < len(words) and words[after] == "of":
        after += 1
    if day and after < len(words) and (found := month(words[after])):
        if after + 1 < len(words) and _YEAR.fullmatch(words[after + 1]):
            return _of_year(day, found, int(words[after + 1]), today, When(None, True, start, after + 2))
        return _dated(day, found, today, start, after + 1)
    named = month(words[at])
    if named and at + 1 < len(words) and (day := day_number(words[at + 1])):
        return _dated(day, named, today, start, at + 2)
    if day and ordinal and start < at:
        this_month = _dated(day, today.month, today, start, at + 1, roll=False)
        return this_month or _dated(day, today.month % 12 + 1, today, start, at + 1)
    return None


def _of_year(day: int, month_: int, year: int, today: date, place: When) -> When | None:
    """That day of that year ("27" is 2027), if it is one and not past."""
    try:
        on = date(year if year >= 100 else 2000 + year, month_, day)
    except ValueError:
        return None
    return replace(place, on=on) if on >= today else None


def _dated(day: int, month_: int, today: date, start: int, end: int, *, roll: bool = True) -> When | None:
    """The next such day from today on (next year if this year's is long past)."""
    for year in (today.year, today.year + 1) if roll else (today.year,):
        try:
            on = date(year, month_, day)
        except ValueError:
            return None
        if on >= today:
            return When(on, True, start, end)
    return None


def _span(words: Sequence[str], at: int, today: date) -> When | None:
    """ "for a week", "in 3 days", "a couple of weeks", "a week on Tuesday"."""
    start = at
    if words[at] in ("for", "in", "another"):
        at += 1
    if tuple(words[at : at + 2]) == ("a", "week"):
        rest = at + 2 + (tuple(words[at + 2 : at + 3]) == ("on",))
        if rest < len(words) and (day := weekday(words[rest])) is not None:
            return When(_next(day, today) + timedelta(days=7), True, start, rest + 1)
    at += at + 1 < len(words) and words[at] == "a" and words[at + 1] in ("couple", "few")
    if at >= len(words):
        return None
    count = int(words[at]) if words[at].isdecimal() and len(words[at]) <= 2 else _COUNTS.get(words[at])
    unit = at + 1 + (at + 1 < len(words) and words[at + 1] in ("of", "more", "school"))
    if count is None or unit >= len(words) or words[unit] not in _UNITS:
        return None
    return When(today + timedelta(days=count * _UNITS[words[unit]]), True, start, unit + 1)


def _near(words: Sequence[str], at: int, today: date) -> When | None:
    """Tomorrow, today, next week, the end of the week, the weekend."""
    pair, three = tuple(words[at : at + 2]), tuple(words[at : at + 3])
    if words[at] in ("tomorrow", "tomoz", "tmrw", "tomorow", "tommorow", "tommorrow"):
        return When(today + timedelta(days=1), True, at, _past_parts(words, at + 1))
    if pair in (("this", "afternoon"), ("this", "evening"), ("later", "today")):
        return When(today, True, at, at + 2)
    if words[at] in _LATER_TODAY:
        return When(today, True, at, at + 1)
    if pair == ("next", "week"):
        return When(_next(0, today), True, at, at + 2)
    if three == ("end", "of", "week") or (
        three == ("end", "of", "the") and words[at + 3 : at + 4] == ("week",)
    ):
        return When(_next(4, today - timedelta(days=1)), True, at, at + 3 + (words[at + 2] == "the"))
    if words[at] == "weekend":
        return When(_next(0, today), True, at, at + 1)
    return None


def _named_day(words: Sequence[str], at: int, today: date) -> When | None:
    """ "Friday", "this Friday", "Monday week"; "next Friday" is two days in English, so uncertain."""
    start, certain, later = at, True, 0
    if words[at] in ("this", "next", "coming") and at + 1 < len(words):
        certain = words[at] != "next"
        at += 1
    day = weekday(words[at])
    if day is None:
        return None
    end = at + 1
    if not certain:
        this_week = today + timedelta(days=6 - today.weekday())
        later = 7 if _next(day, today) <= this_week else 0
    if end < len(words) and words[end] == "week":
        end, later = end + 1, 7
    return When(_next(day, today) + timedelta(days=later), certain, start, _past_parts(words, end))


def _far(words: Sequence[str], at: int, _: date) -> When | None:
    """Times that only the school's own calendar could place."""
    for size in (3, 2, 1):
        if tuple(words[at : at + size]) in _FAR:
            return When(None, False, at, at + size)
    return None


def _past_parts(words: Sequence[str], end: int) -> int:
    return end + (end < len(words) and words[end] in _PARTS)


def _next(day: int, today: date) -> date:
    """The next such weekday after today (a week on, if today is one)."""
    return today + timedelta(days=(day - today.weekday() - 1) % 7 + 1)
