"""England's bank holidays, reckoned by the rules they follow; what follows from none is knowledge."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

_DAY = timedelta(days=1)
_MONDAY, _SATURDAY = 0, 5


@cache
def bank_holidays(year: int) -> Mapping[date, str]:
    """England's bank holidays of a year by name, in order, substitutes included ("… (observed)").

    A holiday on a weekend stands beside its substitute, the next weekday that is none (Banking and Financial
    Dealings Act 1971, Schedule 1).
    """
    proclaimed = _proclaimed()
    moved = {one["from"]: one["to"] for one in proclaimed["moved"]}
    found = {moved.get(on, on): name for on, name in _by_rule(year)}
    for on, name in tuple(found.items()):
        if on.weekday() >= _SATURDAY:
            found[_substitute(on, found)] = f"{name} (observed)"
    found |= {one["on"]: one["name"] for one in proclaimed["added"] if one["on"].year == year}
    return dict(sorted(found.items()))


def _by_rule(year: int) -> Iterator[tuple[date, str]]:
    easter = _easter(year)
    yield date(year, 1, 1), "New Year's Day"
    yield easter - 2 * _DAY, "Good Friday"
    yield easter + _DAY, "Easter Monday"
    yield _monday_from(date(year, 5, 1)), "May Day"
    yield _monday_from(date(year, 5, 25)), "Spring Bank Holiday"
    yield _monday_from(date(year, 8, 25)), "Late Summer Bank Holiday"
    yield date(year, 12, 25), "Christmas Day"
    yield date(year, 12, 26), "Boxing Day"


def _monday_from(on: date) -> date:
    """The first Monday on or after a day: from the 25th of a month with 31 days, its last."""
    return on + (_MONDAY - on.weekday()) % 7 * _DAY


def _substitute(on: date, taken: Mapping[date, str]) -> date:
    while on.weekday() >= _SATURDAY or on in taken:
        on += _DAY
    return on


def _easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the anonymous rule: Meeus, Astronomical Algorithms, ch. 8)."""
    golden, (century, years) = year % 19, divmod(year, 100)
    leaps, rest = divmod(century, 4)
    moons = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moons + 15) % 30
    weekday = (32 + 2 * rest + 2 * (years // 4) - epact - years % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


@cache
def _proclaimed() -> dict[str, Any]:
    text = resources.files("worker.knowledge").joinpath("bank_holidays.toml").read_text("utf-8")
    return tomllib.loads(text)
