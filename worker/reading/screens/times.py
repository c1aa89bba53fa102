"""Times as screens show them: "3h", "2 d ago", "Yesterday at 21:14", "12/11/2025 21:14", "a week ago".

Only the words are found. What instant they mean is not decided here: "3h" counts from a moment nobody
knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTH = (
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|ember|tember|ober)?\.?"
)
_DAY = r"(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?"
_CLOCK = r"(?:[01]?\d|2[0-3])[:.][0-5]\d(?: ?[ap]\.?m\b\.?)?"
_NUMBER = r"(?:[1-9]\d?|an?|one)"
_UNIT = r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?|[smhdwy])"
_SHORT = r"(?:[1-9]\d? ?(?:s|secs?|m|mins?|h|hrs?|d|w|wks?|mos?|y|yrs?))"
_LONG = r"(?:[1-9]\d? ?(?:days?|weeks?|months?|years?))"
"""Without "ago" a time only between signs, or before what can be done."""
_AT = r"(?:,? (?:at )?)"
_YEAR = r"(?:,? ?'?(?:20)?\d\d\b)"
_DATE = (
    rf"(?:\d{{1,2}} ?{_MONTH}{_YEAR}?|{_MONTH} ?\d{{1,2}}(?:, ?20\d\d)?"
    rf"|\d{{1,2}}-{_MONTH}-(?:20)?\d\d|20\d\d-\d{{1,2}}-\d{{1,2}}"
    r"|\d{1,2}[/.]\d{1,2}[/.](?:20)?\d\d)"
)
_FORMS = (
    rf"{_CLOCK} ?[·•.∙-] ?{_DATE}",
    rf"(?:{_DAY} )?{_DATE}{_AT}?{_CLOCK}(?::[0-5]\d)?",
    rf"(?:yesterday|today|{_DAY}){_AT}?{_CLOCK}",
    rf"{_NUMBER} ?{_UNIT}\.? ?ago",
    r"just now|moments ago|(?<=[★⭐☆])(?:day|week|month|year)s ago",
    r"(?<=[·•] )[^\W\d_] (?:minutes|hours|days|weeks|months|years) ago",  # a figure, read as a letter
    rf"(?:(?<=[·•∙])|(?<=[·•∙] )){_LONG}(?= ?[·•∙])|^{_LONG}(?= ?[·•∙]? ?like\b)",
    _DATE,
    _SHORT,
    r"(?:1[0-2]|0?[1-9])-(?:[0-2]?\d|3[01])",
    r"(?:1[3-9]|2\d|3[01])-(?:1[0-2]|0?[1-9])",
    r"yesterday",
    _CLOCK,
)
_DAY_ALONE = re.compile(rf"{_DATE}|yesterday|today|{_DAY}", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"{_DAY}(?=\W)", re.IGNORECASE)
_CLOCK_ALONE = re.compile(_CLOCK, re.IGNORECASE)
_TIME = re.compile(rf"(?<![^\W_])(?<![£$€:.,/+-])(?:{'|'.join(_FORMS)})(?![^\W_]|[:/.,]\d)", re.IGNORECASE)
_BARE_CLOCK = re.compile(
    rf"(?:(?<![^\W_])|(?<=edited)|(?<=[^\W\d_])(?=\d\d:))(?<![:.])({_CLOCK})(?:[\W_vVwWJsS]{{1,6}}1?)?$",
    re.IGNORECASE,
)
_NEW = re.compile(r"NEW|(?<=ago)(?:New\b|\d+)")
"""A badge or a count that sticks to a time."""
_DASHED = re.compile(r"(?<=[^\W_])-(?=\d{1,2}/\d{1,2}/20\d\d)")
"""A dot before a date, read as a dash."""
_GLUED = re.compile(
    r"(?<=\S)(\d{1,4})([smhdw](?: ago)?| (?:second|minute|hour|day|week|month|year)s ago)$", re.IGNORECASE
)
_GLUED_DAY = re.compile(r"(?<=[^\W\d])(\d{1,3})-(\d{1,2})$")
"""A month and a day, or the other way round, under a film of long ago."""
_STUCK = re.compile(r"(?<=[^\W_])[0-3]\d/[01]\d/20\d\d,? ?[0-2]\d:[0-5]\d(?![^\W_]|:\d)")
"""A day and a clock that stick to a user name, which may end with digits: "Heron9901/12/2024 13:05"."""
_RANGE = {"s": 59, "m": 59, "h": 23, "d": 6, "w": 53}
_RANGE_AGO = {"s": 59, "m": 59, "h": 23, "d": 30, "w": 4, "y": 20}
"""A site that writes "days ago" in full counts days up to a month."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A time as shown, and where it stands in its row."""

    text: str
    start: int
    end: int


def find_time(text: str) -> Shown | None:
    """The first time in a row, the longest form that fits there; ``None`` without one."""
    match = _STUCK.search(text)
    match = match or _TIME.search(_DASHED.sub("·", _NEW.sub(lambda m: " " * len(m.group()), text)))
    return Shown(_spaced(match.group()), match.start(), match.end()) if match else None


def _spaced(text: str) -> str:
    """The time with the spaces that were lost in reading: "3weeks ago", "16/11/202613:21"."""
    text = re.sub(r"(?<=[/.]20\d\d)(?=\d\d?:)", " ", text)
    return re.sub(r"^(an?|\d+) ?([a-z]{2,}\.?) ?ago$", r"\1 \2 ago", text, flags=re.IGNORECASE)


def find_day_first(text: str) -> Shown | None:
    """The day of the week with which a row begins, alone: "Sat Like Reply"."""
    match = _DAY_FIRST.match(text)
    return Shown(match.group(), match.start(), match.end()) if match else None


def is_time(text: str) -> bool:
    """Whether the words are a time and nothing else."""
    return bool(_TIME.fullmatch(text.strip(" ·•.∙-|")))


def is_date(text: str) -> bool:
    """Whether the words are a day and no time of it."""
    return bool(_DAY_ALONE.fullmatch(text))


def is_clock(text: str) -> bool:
    """Whether the words are a time of day and nothing else."""
    return bool(_CLOCK_ALONE.fullmatch(text))


def find_clock_at_end(text: str) -> Shown | None:
    """The clock that ends a message, ticks and all that was read of them included in its stretch."""
    match = _BARE_CLOCK.search(text)
    return Shown(match.group(1), match.start(), len(text)) if match else None


def split_glued(word: str) -> tuple[tuple[str, str], ...]:
    """Every way to part a user name from the short time that sticks to it: "donnak629w" has two."""
    if match := _GLUED.search(word):
        digits, unit = match.group(1)[-2:], match.group(2)
        tails = {digits[n:] + unit for n in range(len(digits)) if _in_range(digits[n:], unit)}
    elif match := _GLUED_DAY.search(word):
        digits, day = match.group(1)[-2:], match.group(2)
        tails = {f"{digits[n:]}-{day}" for n in range(len(digits)) if _is_day_of_month(digits[n:], day)}
    else:
        return ()
    return tuple((word[: -len(tail)], tail) for tail in sorted(tails))


def _is_day_of_month(one: str, other: str) -> bool:
    least, most = sorted((int(one), int(other)))
    return not one.startswith("0") and 0 < least <= 12 and most <= 31


def _in_range(number: str, unit: str) -> bool:
    if number.startswith("0"):
        return False
    most = (
        _RANGE[unit[0].lower()]
        if unit[0] != " "
        else 11
        if "mon" in unit.lower()
        else _RANGE_AGO[unit.strip()[0].lower()]
    )
    return (2 if unit[0] == " " else 1) <= int(number) <= most
