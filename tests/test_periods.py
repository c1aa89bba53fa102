"""Periods by law and by agreement: each in its own unit, and said in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import RULES
from tests.test_calendar import at
from worker.deciding.school.calendar import SchoolDays
from worker.deciding.school.periods import (
    Unit,
    add_months,
    add_working_days,
    deemed_on,
    end_of,
    explain,
    is_working_day,
    limitation_dates,
)
from worker.model import Way

DAYS = SchoolDays(RULES)


@pytest.mark.parametrize(
    ("start", "n", "unit", "due", "said"),
    [
        ("2026-11-24 10:00", 1, Unit.WORKING_DAYS, "2026-11-25 16:00", "1 working day"),
        ("2026-11-27 17:30", 1, Unit.WORKING_DAYS, "2026-11-30 16:00", "1 working day"),
        ("2026-10-23 17:30", 1, Unit.WORKING_DAYS, "2026-10-26 16:00", "1 working day"),  # half-term counts
        ("2026-12-24 10:00", 1, Unit.WORKING_DAYS, "2026-12-29 16:00",
         "1 working day; Christmas Day and Boxing Day skipped"),
        ("2026-11-24 10:00", 48, Unit.HOURS, "2026-11-26 10:00", "48 hours, whatever the day"),
        ("2026-11-28 10:00", 48, Unit.HOURS, "2026-11-30 10:00", "48 hours, whatever the day"),
        ("2026-11-26 10:00", 48, Unit.NOTICE_HOURS, "2026-11-30 10:00", "48 hours; weekend skipped"),
        ("2026-11-28 10:00", 48, Unit.NOTICE_HOURS, "2026-12-02 00:00", "48 hours; weekend skipped"),
        ("2026-11-24 10:00", 48, Unit.NOTICE_HOURS, "2026-11-26 10:00", "48 hours"),
        ("2027-03-25 12:00", 48, Unit.NOTICE_HOURS, "2027-03-31 12:00",
         "48 hours; weekend, Good Friday and Easter Monday skipped"),
        ("2026-11-24 10:00", 28, Unit.DAYS, "2026-12-22 16:00", "28 days, whatever the day"),
        ("2026-11-24 10:00", 1, Unit.MONTHS, "2026-12-24 16:00", "1 calendar month; holidays count"),
        ("2027-01-31 10:00", 1, Unit.MONTHS, "2027-02-28 16:00", "1 calendar month; holidays count"),
        ("2026-10-22 09:00", 3, Unit.SCHOOL_DAYS, "2026-11-03 16:00", "3 school days; half-term skipped"),
    ],
)  # fmt: skip
def test_each_unit(start: str, n: int, unit: Unit, due: str, said: str) -> None:
    """Each unit ends when its own rule says, and tells what it skipped."""
    due_at = end_of(DAYS, at(start), n, unit)
    assert (at(due), said) == (due_at, explain(DAYS, at(start), due_at, n, unit))


def test_a_day_by_proclamation_is_no_working_day() -> None:
    """A coronation stops the offices, and is named."""
    days = SchoolDays(replace(RULES, extra_bank_holidays_on=(date(2026, 11, 25),)))
    due_at = end_of(days, at("2026-11-24 10:00"), 1, Unit.WORKING_DAYS)
    assert at("2026-11-26 16:00") == due_at
    said = explain(days, at("2026-11-24 10:00"), due_at, 1, Unit.WORKING_DAYS)
    assert said == "1 working day; Wednesday 25 November skipped"


@pytest.mark.parametrize(
    ("on", "n", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 11, 24), 12, date(2027, 11, 24)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_months(on: date, n: int, expected: date) -> None:
    """The same day of a later month, or its last day where it is shorter."""
    assert expected == add_months(on, n)


def test_limitation() -> None:
    """One year from the first publication, with warnings after 3, 6, 9 and 11 months."""
    warnings, last = limitation_dates(date(2026, 11, 24))
    assert warnings == (date(2027, 2, 24), date(2027, 5, 24), date(2027, 8, 24), date(2027, 10, 24))
    assert last == date(2027, 11, 23)


@pytest.mark.parametrize(
    ("sent", "way", "expected"),
    [
        ("2026-11-24 10:00", Way.EMAIL, date(2026, 11, 25)),
        ("2026-11-27 10:00", Way.EMAIL, date(2026, 11, 30)),
        ("2026-10-23 14:00", Way.EMAIL, date(2026, 11, 2)),  # half-term: nobody asks before school is back
        ("2026-11-24 10:00", Way.POST, date(2026, 11, 26)),
        ("2026-11-24 10:00", Way.HAND, date(2026, 11, 24)),
        ("2026-11-28 10:00", Way.HAND, date(2026, 11, 28)),
        ("2026-11-27 10:00", Way.POST, date(2026, 12, 1)),
        (
            "2026-12-17 10:00",
            Way.POST,
            date(2027, 1, 5),
        ),  # it comes in the holiday, and counts from the first day
    ],
)
def test_deemed_receipt(sent: str, way: Way, expected: date) -> None:
    """A mail has come on the next school day, what is handed over that day, post after two working days."""
    assert expected == deemed_on(DAYS, at(sent), way)


INSTANTS = st.integers(0, 400 * 24 * 60).map(
    lambda minutes: datetime(2026, 9, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(INSTANTS, st.integers(1, 100))
def test_notice_hours_are_spent_on_working_days(start: datetime, n: int) -> None:
    """Whatever the start, the hours that count add up to the period, and its end is no disregarded day."""
    due = end_of(DAYS, start, n, Unit.NOTICE_HOURS)
    quarters = int((due - start) / timedelta(minutes=15))
    instants = (start + timedelta(minutes=15 * q) for q in range(quarters))
    spent = sum(is_working_day(DAYS, one.astimezone(DAYS.zone).date()) for one in instants)
    assert abs(spent / 4 - n) <= 0.5


@given(INSTANTS)
def test_the_head_is_disturbed_in_school_hours_only(start: datetime) -> None:
    """What can wait goes on a school day between seven and six, at once where it is one already."""
    may = DAYS.may_disturb(start)
    local = may.astimezone(DAYS.zone)
    assert (may >= start, DAYS.is_school_day(local.date()), 7 <= local.hour < 18) == (True, True, True)
    assert DAYS.may_disturb(may) == may


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-11-24 06:59", "2026-11-24 07:00"),
        ("2026-11-24 17:59", "2026-11-24 17:59"),
        ("2026-11-24 18:00", "2026-11-25 07:00"),
        ("2026-11-27 20:00", "2026-11-30 07:00"),
        ("2026-10-24 12:00", "2026-11-02 07:00"),
    ],
)
def test_quiet_hours(start: str, expected: str) -> None:
    """Nights, weekends and holidays are the head's own."""
    assert at(expected) == DAYS.may_disturb(at(start))


def test_quiet_hours_can_be_switched_off() -> None:
    """The same time twice: every hour will do."""
    days = SchoolDays(replace(RULES, quiet_from=RULES.quiet_until))
    assert days.may_disturb(at("2026-10-24 03:00")) == at("2026-10-24 03:00")


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 11, 24), date(2026, 12, 18)),
        (date(2026, 12, 18), date(2027, 2, 12)),
        (date(2026, 12, 25), date(2027, 2, 12)),
        (date(2027, 7, 20), date(2027, 10, 19)),
    ],
)
def test_a_review_every_half_term(on: date, expected: date) -> None:
    """The end of this half-term, or of the next; a quarter of a year where the terms are not known."""
    assert expected == DAYS.half_term_ends_on(on)


def test_no_period_is_shorter_than_a_working_day() -> None:
    """A period of no days is a mistake of the caller."""
    with pytest.raises(ValueError, match="one working day or more"):
        add_working_days(DAYS, date(2026, 11, 24), 0)
