"""The school calendar: counting, waiting, the digest's days, and saying so in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import RULES
from worker.deciding.school.bankholidays import bank_holidays
from worker.deciding.school.calendar import SchoolDays
from worker.model import Period, Rules

LONDON = ZoneInfo("Europe/London")
DAYS = SchoolDays(RULES)
WITHOUT_TERMS = SchoolDays(Rules())

INSTANTS = st.integers(0, 400 * 24 * 60).map(
    lambda minutes: datetime(2026, 9, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def at(text: str) -> datetime:
    """A wall-clock time in London as an aware UTC instant."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


def test_bank_holidays_of_england() -> None:
    """The weekday bank holidays of 2026 to 2028 are those the government announced, substitutes included."""
    found = {on for year in (2026, 2027, 2028) for on in bank_holidays(year) if on.weekday() < 5}
    in_2026 = {(1, 1), (4, 3), (4, 6), (5, 4), (5, 25), (8, 31), (12, 25), (12, 28)}
    in_2027 = {(1, 1), (3, 26), (3, 29), (5, 3), (5, 31), (8, 30), (12, 27), (12, 28)}
    in_2028 = {(1, 3), (4, 14), (4, 17), (5, 1), (5, 29), (8, 28), (12, 25), (12, 26)}
    expected = {date(2026, *d) for d in in_2026} | {date(2027, *d) for d in in_2027}
    assert expected | {date(2028, *d) for d in in_2028} == found


@pytest.mark.parametrize("year", range(2020, 2060))
def test_bank_holidays_as_others_reckon_them(year: int) -> None:
    """Each year's are those of the field's own library, by date and by name."""
    assert bank_holidays(year) == dict(country_holidays("GB", subdiv="ENG", years=year))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 11, 24), True),
        (date(2026, 11, 28), False),  # a Saturday
        (date(2026, 9, 3), False),  # INSET
        (date(2026, 10, 23), True),  # last day before half-term
        (date(2026, 10, 26), False),  # half-term
        (date(2027, 5, 3), False),  # May Day, in term
        (date(2026, 12, 21), False),  # Christmas holiday
        (date(2027, 7, 20), True),  # last day of the year
        (date(2027, 7, 21), True),  # beyond the term dates: a weekday
        (date(2027, 8, 30), False),  # beyond them, but a bank holiday
    ],
)
def test_is_school_day(on: date, expected: bool) -> None:
    """Weekends, INSET days, holidays and bank holidays are not school days; unknown weekdays are."""
    assert expected == DAYS.is_school_day(on)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 9, 1), False),
        (date(2026, 9, 2), True),
        (date(2026, 12, 27), True),  # a holiday, and known to be one
        (date(2027, 7, 20), True),
        (date(2027, 7, 21), False),
    ],
)
def test_covers(on: date, expected: bool) -> None:
    """The term dates tell about every day from the first to the last, both included."""
    assert DAYS.covers(on) is expected


def test_extra_bank_holiday() -> None:
    """A bank holiday by proclamation closes the school like any other."""
    days = SchoolDays(replace(RULES, extra_bank_holidays_on=(date(2026, 11, 25),)))
    expected = ("1 school day; Wednesday 25 November (bank holiday) skipped", at("2026-11-26 16:00"))
    due = days.add_school_days(at("2026-11-24 10:00"), 1)
    assert expected == (days.explain(at("2026-11-24 10:00"), due), due)


@pytest.mark.parametrize(
    ("start", "n", "due", "said"),
    [
        ("2026-11-24 10:00", 3, "2026-11-27 16:00", "3 school days"),
        ("2026-11-24 23:59", 1, "2026-11-25 16:00", "1 school day"),
        ("2026-11-28 12:00", 1, "2026-11-30 16:00", "1 school day"),
        ("2026-10-22 09:00", 3, "2026-11-03 16:00", "3 school days; half-term skipped"),
        ("2026-12-17 09:00", 2, "2027-01-05 16:00",
         "2 school days; the Christmas holiday and Monday 4 January (school closed) skipped"),
        ("2027-03-24 09:00", 2, "2027-04-12 16:00", "2 school days; the Easter holiday skipped"),
        ("2027-04-30 09:00", 1, "2027-05-04 16:00", "1 school day; May Day skipped"),
        ("2027-07-19 09:00", 2, "2027-07-21 16:00",
         "2 school days; term dates are not known for all of that time, so weekdays were counted"),
    ],
)  # fmt: skip
def test_deadline(start: str, n: int, due: str, said: str) -> None:
    """A period ends at four on the n-th school day after it began, and says what it skipped."""
    due_at = DAYS.add_school_days(at(start), n)
    assert (at(due), said) == (due_at, DAYS.explain(at(start), due_at))


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-03-27T17:00", "2026-03-30T15:00"),  # clocks forward on 29 March 2026
        ("2026-10-23T17:00", "2026-10-26T16:00"),  # clocks back on 25 October 2026
        ("2027-03-24T17:00", "2027-03-25T16:00"),
        ("2027-03-25T17:00", "2027-03-30T15:00"),  # Easter, and clocks forward on 28 March 2027
    ],
)
def test_deadline_across_the_change_of_clocks(start: str, expected: str) -> None:
    """Four o'clock is four o'clock at school, on both sides of a change of the clocks."""
    start_at = datetime.fromisoformat(start).replace(tzinfo=UTC)
    due = WITHOUT_TERMS.add_school_days(start_at, 1)
    assert datetime.fromisoformat(expected).replace(tzinfo=UTC) == due


def test_late_evening_in_summer_is_the_next_day_at_school() -> None:
    """23:30 UTC in summer is already tomorrow in London: the count starts there."""
    due = DAYS.add_school_days(datetime(2027, 6, 14, 23, 30, tzinfo=UTC), 1)
    assert at("2027-06-16 16:00") == due


@given(INSTANTS, st.integers(1, 40))
def test_deadlines_add_up(start: datetime, n: int) -> None:
    """Whatever the start, exactly n school days lie between it and the deadline, itself a school day."""
    due = DAYS.add_school_days(start, n)
    local = due.astimezone(LONDON)
    first = start.astimezone(LONDON).date() + timedelta(days=1)
    counted = [first + timedelta(days=i) for i in range((local.date() - first).days + 1)]
    passed = sum(DAYS.is_school_day(on) for on in counted)
    assert (n, True, time(16)) == (passed, DAYS.is_school_day(local.date()), local.time())


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-11-24 10:00", "2026-11-24 10:00"),  # an ordinary Tuesday
        ("2026-11-24 17:45", "2026-11-24 17:45"),  # late on a day before a school day
        ("2026-11-27 14:59", "2026-11-27 14:59"),  # Friday, in time
        ("2026-11-27 15:00", "2026-11-30 08:30"),  # Friday, too late
        ("2026-11-28 11:00", "2026-11-30 08:30"),  # Saturday
        ("2026-10-23 15:00", "2026-11-02 08:30"),  # the last day before half-term, clocks go back
        ("2026-12-18 15:30", "2027-01-05 08:30"),  # the last day of term; the first is INSET
        ("2026-12-29 12:00", "2027-01-05 08:30"),  # in the Christmas holiday
        ("2027-03-25 16:00", "2027-04-12 08:30"),  # Maundy Thursday, last day of term
        ("2027-05-03 10:00", "2027-05-04 08:30"),  # May Day
    ],
)
def test_may_post(start: str, expected: str) -> None:
    """A letter to a parent goes when there is somebody at school to answer it."""
    assert at(expected) == DAYS.may_post(at(start))


@given(INSTANTS)
def test_may_post_is_a_fixed_point(start: datetime) -> None:
    """A letter waits at most once: the instant it waits for is one at which it may go."""
    once = DAYS.may_post(start)
    assert (once, True) == (DAYS.may_post(once), once >= start)


@pytest.mark.parametrize(
    ("after", "now", "expected"),
    [
        ("2026-11-23 07:15", "2026-11-24 07:14", None),  # too early
        ("2026-11-23 07:15", "2026-11-24 07:15", date(2026, 11, 24)),
        ("2026-11-24 07:15", "2026-11-24 09:00", None),  # sent already
        ("2026-11-20 07:15", "2026-11-24 09:00", date(2026, 11, 24)),  # after an outage: one, not two
        ("2026-11-26 07:15", "2026-11-28 09:00", date(2026, 11, 27)),  # Friday's, late
        ("2026-11-28 09:00", "2026-11-30 07:15", date(2026, 11, 30)),  # a late one replaces no other
        ("2026-10-23 07:15", "2026-10-26 07:15", date(2026, 10, 26)),  # half-term: Monday
        ("2026-10-26 07:15", "2026-10-30 09:00", None),  # half-term: Monday only
        ("2026-10-23 07:15", "2026-11-01 09:00", date(2026, 10, 26)),  # and on the last Sunday still
        ("2027-04-30 07:15", "2027-05-03 09:00", None),  # May Day is no holiday week
        ("2027-01-01 07:15", "2027-01-04 09:00", None),  # INSET on a Monday
        (None, "2026-11-24 09:00", date(2026, 11, 24)),  # the first day of all
        (None, "2026-11-28 09:00", None),  # set up on a Saturday
        ("2027-11-25 07:15", "2026-11-24 09:00", date(2026, 11, 24)),  # by a clock a year ahead
    ],
)
def test_digest_due(after: str | None, now: str, expected: date | None) -> None:
    """One digest a school day at 07:15, one a week in the holidays, none lost and none twice."""
    assert expected == DAYS.find_digest_due(at(after) if after else None, at(now))


@given(INSTANTS)
def test_digest_is_sent_once(now: datetime) -> None:
    """Once a digest went out at that instant none is due."""
    assert DAYS.find_digest_due(now, now) is None


def test_digest_once_on_the_days_the_clocks_change() -> None:
    """With a digest in the hour that comes twice, or never, each day still has exactly one."""
    days = SchoolDays(Rules(digest_at=time(1, 30), terms=(), closed_on=()))
    sent: datetime | None = datetime(2026, 10, 22, 12, tzinfo=UTC)
    found = []
    for minute in range(0, 6 * 24 * 60, 15):
        now = datetime(2026, 10, 23, tzinfo=UTC) + timedelta(minutes=minute)
        if on := days.find_digest_due(sent, now):
            found.append(on)
            sent = now
    expected = [date(2026, 10, 23), date(2026, 10, 26), date(2026, 10, 27), date(2026, 10, 28)]
    assert expected == found


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        ("2026-11-27 16:00", "Friday 27 November at 4 pm"),
        ("2027-06-01 07:15", "Tuesday 1 June at 7:15 am"),
        ("2026-11-27 12:00", "Friday 27 November at 12 noon"),
        ("2026-11-27 12:05", "Friday 27 November at 12:05 pm"),
        ("2026-11-27 00:00", "Friday 27 November at 12 midnight"),
    ],
)
def test_say_instant(instant: str, expected: str) -> None:
    """An instant is said in full, with its weekday, on the school's clock."""
    assert expected == DAYS.say_instant(at(instant))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2026, 9, 1), ("The term dates begin only on Wednesday 2 September 2026. ",)),
        (date(2026, 9, 2), ()),
        (date(2026, 11, 24), ()),
        (date(2027, 5, 20), ()),
        (date(2027, 5, 21), ("The term dates end on Tuesday 20 July 2027. ",)),
        (date(2027, 7, 20), ("The term dates end on Tuesday 20 July 2027. ",)),
        (date(2027, 7, 21), ("The term dates ended on Tuesday 20 July 2027. ",)),
    ],
)
def test_warnings(on: date, expected: tuple[str, ...]) -> None:
    """Two months before the known terms end, and ever after, a person is told."""
    assert expected == tuple(said.split("Deadlines")[0] for said in DAYS.warnings(on))


def test_without_term_dates_weekdays_count() -> None:
    """With no term dates at all the service goes on, counts weekdays, and says so every time."""
    start = at("2026-12-23 10:00")
    due = WITHOUT_TERMS.add_school_days(start, 2)
    said = (
        "2 school days; Christmas Day and Boxing Day skipped; "
        "term dates are not known for all of that time, so weekdays were counted"
    )
    warning = (
        "No term dates are set. Deadlines then count Monday to Friday less bank holidays: "
        "add this year's terms."
    )
    assert (at("2026-12-29 16:00"), said, (warning,)) == (
        due,
        WITHOUT_TERMS.explain(start, due),
        WITHOUT_TERMS.warnings(date(2026, 12, 23)),
    )


def test_far_away_is_not_counted() -> None:
    """A date in the far future costs nothing to explain."""
    assert DAYS.explain(at("2026-11-24 10:00"), datetime(9998, 1, 1, tzinfo=UTC)) == "more than a year"


@pytest.mark.parametrize(
    ("first_ends", "second_begins", "expected"),
    [
        (date(2025, 2, 21), date(2025, 3, 3), "half-term"),  # its last weekend is in March
        (date(2025, 4, 4), date(2025, 4, 22), "the Easter holiday"),
        (date(2025, 5, 23), date(2025, 6, 2), "half-term"),
        (date(2025, 7, 18), date(2025, 9, 3), "the summer holiday"),
        (date(2025, 10, 17), date(2025, 11, 3), "half-term"),  # two weeks long, as in some counties
        (date(2025, 12, 19), date(2026, 1, 5), "the Christmas holiday"),
    ],
)
def test_holidays_have_their_names(first_ends: date, second_begins: date, expected: str) -> None:
    """The days between two terms are called what a school calls them."""
    week = timedelta(days=7)
    days = SchoolDays(
        Rules(terms=(Period(first_ends - week, first_ends), Period(second_begins, second_begins + week)))
    )
    start = at(f"{first_ends} 10:00")
    assert days.explain(start, days.add_school_days(start, 1)) == f"1 school day; {expected} skipped"


def test_a_week_with_one_school_day_is_no_holiday_week() -> None:
    """One open day in a week is enough: its digest comes that day, not on Monday."""
    monday = date(2026, 11, 23)
    days = SchoolDays(replace(RULES, closed_on=tuple(monday + timedelta(days=n) for n in range(4))))
    since = at("2026-11-20 07:15")
    found = [days.find_digest_due(since, at(f"2026-11-{day} 09:00")) for day in (23, 26, 27)]
    assert found == [None, None, date(2026, 11, 27)]


@pytest.mark.parametrize("n", [0, -1])
def test_no_period_is_shorter_than_a_day(n: int) -> None:
    """A period of no days is a mistake of the caller, not a deadline."""
    with pytest.raises(ValueError, match="one school day or more"):
        DAYS.add_school_days(at("2026-11-24 10:00"), n)


def test_naive_times_are_refused() -> None:
    """A time without a zone would silently mean this machine's: it is an error."""
    with pytest.raises(ValueError, match="has no time zone"):
        DAYS.may_post(datetime(2026, 11, 24, 10))  # noqa: DTZ001 - the mistake under test


def test_terms_may_come_in_any_order() -> None:
    """The calendar does not depend on the order in which terms were written."""
    days = SchoolDays(replace(RULES, terms=tuple(reversed(RULES.terms))))
    every = [date(2026, 9, 1) + timedelta(days=n) for n in range(330)]
    assert [DAYS.is_school_day(on) for on in every] == [days.is_school_day(on) for on in every]
