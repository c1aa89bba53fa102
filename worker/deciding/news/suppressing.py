"""Small numbers kept back: a count of one to four could be somebody, so it is shown as "fewer than 5".

And no such number may be found by taking what is shown from a total. A table is therefore treated as if its
total were known, whether it is shown or not: from all that is shown it must stay possible that a count kept
back is any of 1, 2, 3 and 4. Where it would not, the smallest other count is kept back too, and so on; where
that does not do, the whole table is. (Primary and secondary suppression, as in the Government Statistical
Service's guidance on disclosure control for tables from administrative sources.)
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

FEW = 5
"""The least count that is shown."""


class Shown(StrEnum):
    """How a count is shown."""

    EXACT = "exact"
    FEW = "few"
    """One to four: shown as "fewer than 5"."""
    WITHHELD = "withheld"
    """Not shown, so that another cannot be found from it."""


def is_few(n: int) -> bool:
    """Whether a count could be somebody."""
    return 0 < n < FEW


def protect(counts: Sequence[int]) -> tuple[Shown, ...]:
    """Return how each count of a table is shown, in order. Pure; its cost is that of sorting them."""
    small = [i for i, n in enumerate(counts) if is_few(n)]
    if not small:
        return (Shown.EXACT,) * len(counts)
    others = sorted((i for i, n in enumerate(counts) if n >= FEW), key=lambda i: (counts[i], i))
    for also in range(len(others) + 1):
        kept = others[:also]
        if sum(counts) >= FEW and _all_possible(sum(counts[i] for i in (*small, *kept)), len(small), also):
            said = dict.fromkeys(small, Shown.FEW) | dict.fromkeys(kept, Shown.WITHHELD)
            return tuple(said.get(i, Shown.EXACT) for i in range(len(counts)))
    return (Shown.WITHHELD,) * len(counts)


def _all_possible(hidden: int, small: int, withheld: int) -> bool:
    """Whether each small count may be anything from 1 to 4, when those kept back come to ``hidden``.

    The least that the others come to is 1 for each small one and 5 for each withheld; the most is 4 for each
    small one, and anything where one is withheld.
    """
    least, most = (small - 1) + FEW * withheld, (FEW - 1) * (small - 1)
    return hidden - least >= FEW - 1 and (withheld > 0 or hidden - most <= 1)
