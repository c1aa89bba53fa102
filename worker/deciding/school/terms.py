"""A school's terms, made of its half-terms: "autumn 2026", with the holiday that follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from worker.model import Period

LAST = "last"
"""The name for the latest term that is over, or for the first while none is."""
_HOLIDAY = timedelta(weeks=6)
"""How long a term's holiday is taken to be, where no later term is known."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term. What is reported until ``until_on``, the last day before the next term, counts as its."""

    name: str
    first_on: date
    last_on: date
    until_on: date

    def holds(self, on: date) -> bool:
        """Whether what happens on that day belongs to this term or to the holiday after it."""
        return self.first_on <= on <= self.until_on


def terms_of(halves: Sequence[Period]) -> tuple[Term, ...]:
    """Put half-terms together to terms, in order."""
    ordered = sorted(halves, key=lambda half: half.first_on)
    groups = [(name, list(several)) for name, several in groupby(ordered, _name)]
    starts = [several[0].first_on for _, several in groups[1:]]
    terms = []
    for (name, several), next_on in zip(groups, [*starts, None], strict=True):
        last_on = several[-1].last_on
        until_on = next_on - timedelta(days=1) if next_on else last_on + _HOLIDAY
        terms.append(Term(name, several[0].first_on, last_on, until_on))
    return tuple(terms)


def find_term(terms: Sequence[Term], named: str, on: date) -> Term | None:
    """Return the term of that name ("Autumn 2026", "autumn-2026"), or the last one seen from ``on``."""
    words = named.replace("-", " ").casefold().split()
    if words == [LAST]:
        over = [term for term in terms if term.last_on < on]
        return over[-1] if over else next(iter(terms), None)
    return next((term for term in terms if term.name.split() == words), None)


def _name(half: Period) -> str:
    """What a half-term is part of: it begins from August on, before the middle of March, or between."""
    on = half.first_on
    season = "autumn" if on.month >= 8 else "spring" if (on.month, on.day) < (3, 15) else "summer"
    return f"{season} {on.year}"
