"""Periods in the unit that each belongs to: school days, working days, hours, days, months (domain §4).

Pure, on the school's own clock. A school's holidays stop what the school itself has set; they stop
neither the law's periods nor anybody else's office.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import assert_never

from worker.deciding.school.calendar import FRIDAY, SchoolDays
from worker.model import Way

_DAY = timedelta(days=1)
POST_DAYS = 2
"""Working days after which first-class post is taken to have come (domain §4)."""
LIMITATION_MONTHS = 12
LIMITATION_WARNINGS = (3, 6, 9, 11)
"""Months: a claim for defamation has one year from the first publication (domain §3.1)."""


class Unit(StrEnum):
    """What a period is counted in."""

    SCHOOL_DAYS = "school day"
    WORKING_DAYS = "working day"
    """Monday to Friday less England's bank holidays: of authorities, police and post."""
    HOURS = "hour"
    NOTICE_HOURS = "hour of the notice"
    """Hours less Saturdays, Sundays and England's bank holidays (SI 2013/3028 reg 1(3))."""
    DAYS = "day"
    MONTHS = "calendar month"
    """The same day of a later month, or its last: subject access does not stop in holidays (domain §3.9)."""


def end_of(days: SchoolDays, at: datetime, n: int, unit: Unit) -> datetime:
    """Return when a period of ``n`` units that begins at ``at`` is over: hours to the minute, else at the
    hour the school's day ends."""
    match unit:
        case Unit.SCHOOL_DAYS:
            return days.add_school_days(at, n)
        case Unit.WORKING_DAYS:
            return _at_end(days, add_working_days(days, local_date(days, at), n))
        case Unit.HOURS:
            return at + timedelta(hours=n)
        case Unit.NOTICE_HOURS:
            return _add_notice_hours(days, at, n)
        case Unit.DAYS:
            return _at_end(days, local_date(days, at) + n * _DAY)
        case Unit.MONTHS:
            return _at_end(days, add_months(local_date(days, at), n))
        case _:
            assert_never(unit)


def explain(days: SchoolDays, at: datetime, due_at: datetime, n: int, unit: Unit) -> str:
    """Say how a period was counted: ``5 working days; Christmas Day and Boxing Day skipped``."""
    match unit:
        case Unit.SCHOOL_DAYS:
            return days.explain(at, due_at)
        case Unit.WORKING_DAYS | Unit.NOTICE_HOURS:
            first, last = local_date(days, at) + _DAY, local_date(days, due_at)
            named = days.name_bank_holidays(first, last)
            said = "working day" if unit is Unit.WORKING_DAYS else "hour"
            weekends = unit is Unit.NOTICE_HOURS and any(d.weekday() > FRIDAY for d in _days(first, last))
            skipped = [*(["weekend"] if weekends else []), *named]
            return f"{_count(n, said)}{'; ' + _join(skipped) + ' skipped' if skipped else ''}"
        case Unit.HOURS | Unit.DAYS:
            return f"{_count(n, unit.value)}, whatever the day"
        case Unit.MONTHS:
            return f"{_count(n, unit.value)}; holidays count"
        case _:
            assert_never(unit)


def is_working_day(days: SchoolDays, on: date) -> bool:
    """Whether offices are open: Monday to Friday, and no bank holiday in England."""
    return on.weekday() <= FRIDAY and not days.is_bank_holiday(on)


def add_working_days(days: SchoolDays, on: date, n: int) -> date:
    """Return the n-th working day after a date; ``n`` is 1 or more."""
    if n < 1:
        raise ValueError(f"a period is one working day or more, not {n}")
    while n:
        on += _DAY
        n -= is_working_day(days, on)
    return on


def add_months(on: date, n: int) -> date:
    """Return the same day ``n`` months later, or the last day of that month where it has none such."""
    years, month = divmod(on.month - 1 + n, 12)
    year = on.year + years
    return date(year, month + 1, min(on.day, monthrange(year, month + 1)[1]))


def deemed_on(days: SchoolDays, sent_at: datetime, way: Way = Way.EMAIL) -> date:
    """Return the day a letter is taken to have come (domain §4).

    A mail on the next school day, what is handed over on that day, and first-class post after two working
    days, and then on the first day somebody can be at school to be asked.
    """
    sent_on = local_date(days, sent_at)
    match way:
        case Way.EMAIL:
            return days.next_school_day(sent_on)
        case Way.HAND:
            return sent_on
        case Way.POST:
            came_on = add_working_days(days, sent_on, POST_DAYS)
            return came_on if days.is_school_day(came_on) else days.next_school_day(came_on)
        case _:
            assert_never(way)


def limitation_dates(published_on: date) -> tuple[tuple[date, ...], date]:
    """Return the days to warn on, and the last day for a claim: one year less a day from publication."""
    warnings = tuple(add_months(published_on, months) for months in LIMITATION_WARNINGS)
    return warnings, add_months(published_on, LIMITATION_MONTHS) - _DAY


def local_date(days: SchoolDays, at: datetime) -> date:
    """Return the school's own date at an instant."""
    return at.astimezone(days.zone).date()


def _add_notice_hours(days: SchoolDays, at: datetime, n: int) -> datetime:
    left = timedelta(hours=n)
    while True:
        on = local_date(days, at)
        midnight = datetime.combine(on + _DAY, time(0), days.zone).astimezone(UTC)
        if is_working_day(days, on):
            if left <= midnight - at:
                return at + left
            left -= midnight - at
        at = midnight


def _at_end(days: SchoolDays, on: date) -> datetime:
    return datetime.combine(on, days.rules.day_ends, days.zone).astimezone(UTC)


def _days(first: date, last: date) -> list[date]:
    return [first + n * _DAY for n in range((last - first).days + 1)]


def _count(n: int, unit: str) -> str:
    return f"{n} {unit}{'' if n == 1 else 's'}"


def _join(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
