"""School days: terms less INSET days and England's bank holidays, said in a school's own words.

Instants come in and go out as aware UTC; every rule is applied on the school's own clock, so a day
on which the clocks change is no special case. Where the term dates run out the count falls back
to Monday to Friday less bank holidays, and every explanation says so (domain.md §4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from worker.deciding.school.bankholidays import bank_holidays
from worker.model import Period, Rules
from worker.reading.words.once import once

LETTERS_FROM = time(8, 30)
"""A letter that had to wait goes out when the school office opens."""
WARN_DAYS = 60
"""How long before the last known term ends somebody is told: the time it takes a council to answer."""
LONG = 366
"""In days: nobody counts school days beyond it, and "hold until the year 9999" must cost nothing."""
DAY = timedelta(days=1)
QUARTER = timedelta(weeks=13)
MONDAY, FRIDAY = 0, 4
_KNOWN = 1_000
"""Days that are kept as they were judged: a few school years."""


@dataclass(frozen=True)
class SchoolDays:
    """The school's calendar, built from its `Rules`; every answer is a pure function of them."""

    rules: Rules

    # ── days ──

    def covers(self, on: date) -> bool:
        """Whether the term dates tell about that day (holidays between terms included)."""
        return bool(self._terms) and self._terms[0].first_on <= on <= self._terms[-1].last_on

    def is_school_day(self, on: date) -> bool:
        """Whether the school is open: inside a term, or any weekday where no term dates are known."""
        return self._opens(on)

    def _opens_on(self, on: date) -> bool:
        if on.weekday() > FRIDAY or on in self._closed or on in bank_holidays(on.year):
            return False
        return not self.covers(on) or any(t.first_on <= on <= t.last_on for t in self._terms)

    def is_bank_holiday(self, on: date) -> bool:
        """Whether offices in England are shut by law or proclamation."""
        return on in bank_holidays(on.year) or on in self.rules.extra_bank_holidays_on

    def half_term_ends_on(self, on: date) -> date:
        """The last day of the half-term of a date, else of the next; a quarter on where none is known."""
        ends = (term.last_on for term in self._terms if on < term.last_on)
        return next(ends, on + QUARTER)

    def next_school_day(self, on: date) -> date:
        """The first school day after that date."""
        return next(self._school_days_after(on))

    def add_school_days(self, at: datetime, n: int) -> datetime:
        """The end (`Rules.day_ends`) of the n-th school day after the day of ``at``; ``n`` is 1 or more."""
        if n < 1:
            raise ValueError(f"a period is one school day or more, not {n}")
        days = self._school_days_after(self._local(at).date())
        return self._instant([next(days) for _ in range(n)][-1], self.rules.day_ends)

    # ── when mail may go ──

    def may_post(self, at: datetime) -> datetime:
        """The earliest instant from ``at`` on when a letter may go to a parent.

        Not late before a day when nobody is there to answer (a Friday, the last day of term), nor
        on such a day: then it waits for the next school day at 08:30.
        """
        local = self._local(at)
        today, tomorrow = local.date(), local.date() + DAY
        open_tomorrow = self.is_school_day(tomorrow)
        if self.is_school_day(today) and (open_tomorrow or local.time() < self.rules.no_letters_after):
            return at
        return self._instant(self.next_school_day(today), LETTERS_FROM)

    def may_disturb(self, at: datetime) -> datetime:
        """The earliest instant from ``at`` on when the head may be sent what can wait (domain §4).

        Never at night, on a day without school, or before the school's morning on the next one.
        """
        opens, closes = self.rules.quiet_until, self.rules.quiet_from
        if opens == closes:
            return at
        local = self._local(at)
        today, clock = local.date(), local.time()
        quiet = closes <= clock < opens if closes < opens else clock >= closes or clock < opens
        if self.is_school_day(today) and not quiet:
            return at
        morning = self.is_school_day(today) and clock < opens
        return self._instant(today if morning else self.next_school_day(today), opens)

    def find_digest_due(self, after: datetime | None, now: datetime) -> date | None:
        """The day whose digest is due: the latest one begun by ``now`` and not sent since.

        ``after`` is when the last digest was really sent; without one, only today's can be due. One
        that is later than ``now`` tells of a clock that was wrong, and counts as none.
        Several days missed make one digest. A week without school has its digest on Monday.
        """
        if after is not None and after > now:
            after = None
        today = self._local(now).date()
        begun = (on for on in _days_back(today, 14) if self._has_digest(on) and self._digest_at(on) <= now)
        on = next(begun, None)
        if on is None or (on != today if after is None else self._digest_at(on) <= after):
            return None
        return on

    # ── words ──

    def say_date(self, on: date) -> str:
        """``Tuesday 24 November``."""
        return _say_date(on)

    def say_instant(self, at: datetime) -> str:
        """``Friday 27 November at 4 pm``, on the school's clock."""
        local = self._local(at)
        return f"{self.say_date(local.date())} at {_say_time(local.time())}"

    def explain(self, at_from: datetime, due_at: datetime) -> str:
        """How a deadline was counted: ``3 school days; half-term skipped``.

        The day of ``at_from`` does not count, the day of ``due_at`` does.
        """
        first, last = self._local(at_from).date() + DAY, self._local(due_at).date()
        if (last - first).days > LONG:
            return "more than a year"
        days = tuple(_days(first, last))
        count = sum(self.is_school_day(on) for on in days)
        said = ["the same day" if not days else f"{count} school day{'' if count == 1 else 's'}"]
        skipped = self._skipped(days)
        if skipped:
            said.append(f"{_join(skipped)} skipped")
        if any(not self.covers(on) for on in days):
            said.append("term dates are not known for all of that time, so weekdays were counted")
        return "; ".join(said)

    def warnings(self, on: date) -> tuple[str, ...]:
        """What is wrong, or soon will be, with the term dates on that day, in words for a person."""
        without = "Deadlines then count Monday to Friday less bank holidays"
        if not self._terms:
            return (f"No term dates are set. {without}: add this year's terms.",)
        if on < self._terms[0].first_on:
            return (f"The term dates begin only on {self._say_year(self._terms[0].first_on)}. {without}.",)
        ends_on = self._terms[-1].last_on
        if on > ends_on:
            return (f"The term dates ended on {self._say_year(ends_on)}. {without}: add next year's terms.",)
        if (ends_on - on).days <= WARN_DAYS:
            return (f"The term dates end on {self._say_year(ends_on)}. {without}: add next year's terms.",)
        return ()

    def name_bank_holidays(self, first: date, last: date) -> list[str]:
        """The bank holidays on weekdays from one date to another, by name."""
        days = (on for on in _days(first, last) if on.weekday() <= FRIDAY and self.is_bank_holiday(on))
        names = (bank_holidays(on.year).get(on, self.say_date(on)).removesuffix(" (observed)") for on in days)
        return list(dict.fromkeys(names))

    # ── inside ──

    @once
    def zone(self) -> ZoneInfo:
        """The school's clock."""
        return ZoneInfo(self.rules.zone)

    @once
    def _opens(self) -> Callable[[date], bool]:
        return lru_cache(maxsize=_KNOWN)(self._opens_on)

    @once
    def _terms(self) -> tuple[Period, ...]:
        return tuple(sorted(self.rules.terms, key=lambda term: term.first_on))

    @once
    def _closed(self) -> frozenset[date]:
        return frozenset(self.rules.closed_on + self.rules.extra_bank_holidays_on)

    def _local(self, at: datetime) -> datetime:
        if at.tzinfo is None:
            raise ValueError(f"{at} has no time zone")
        return at.astimezone(self.zone)

    def _instant(self, on: date, at: time) -> datetime:
        return datetime.combine(on, at, self.zone).astimezone(UTC)

    def _school_days_after(self, on: date) -> Iterator[date]:
        while True:
            on += DAY
            if self.is_school_day(on):
                yield on

    def _digest_at(self, on: date) -> datetime:
        return self._instant(on, self.rules.digest_at)

    def _has_digest(self, on: date) -> bool:
        if self.is_school_day(on):
            return True
        week = _days(on, on + 4 * DAY)
        return on.weekday() == MONDAY and not any(self.is_school_day(day) for day in week)

    def _skipped(self, days: tuple[date, ...]) -> list[str]:
        """The weekdays among these that did not count, each named once, in order."""
        names = (self._name(on) for on in days if on.weekday() <= FRIDAY and not self.is_school_day(on))
        return list(dict.fromkeys(names))

    def _name(self, on: date) -> str:
        """What people call a weekday without school."""
        for before, after in zip(self._terms, self._terms[1:], strict=False):
            if before.last_on < on < after.first_on:
                return _name_of_break(before.last_on + DAY, after.first_on - DAY)
        if on in self._closed:
            bank_holiday = on in self.rules.extra_bank_holidays_on
            return f"{self.say_date(on)} ({'bank holiday' if bank_holiday else 'school closed'})"
        return bank_holidays(on.year)[on].removesuffix(" (observed)")

    def _say_year(self, on: date) -> str:
        return f"{self.say_date(on)} {on.year}"


@lru_cache(maxsize=_KNOWN)
def _say_date(on: date) -> str:
    return f"{on:%A} {on.day} {on:%B}"


def _days(first: date, last: date) -> Iterator[date]:
    return (first + n * DAY for n in range((last - first).days + 1))


def _days_back(on: date, n: int) -> Iterator[date]:
    return (on - back * DAY for back in range(n))


def _name_of_break(first: date, last: date) -> str:
    """What a school calls the days between two terms."""
    months = {on.month for on in _days(first, last)}
    weekdays = sum(on.weekday() <= FRIDAY for on in _days(first, last))
    if 12 in months:
        return "the Christmas holiday"
    if 8 in months:
        return "the summer holiday"
    if months & {3, 4} and weekdays > 5:
        return "the Easter holiday"
    return "half-term"


def _say_time(at: time) -> str:
    if at in (time(0), time(12)):
        return "12 noon" if at.hour else "12 midnight"
    hour = at.hour % 12 or 12
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{hour}{minutes} {'am' if at.hour < 12 else 'pm'}"


def _join(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
