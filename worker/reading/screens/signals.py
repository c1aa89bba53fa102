"""Which platform a screen shows: signs are counted, and too few name none.

Pictures of letters, mails and logos speak of Facebook too; a platform is named only on its own furniture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from worker.reading.posts.platform import recognise
from worker.reading.screens.looks import Look, Sign, looks, shared
from worker.reading.screens.makes import MAKES
from worker.reading.screens.rows import Row

_UPPER = 1 / 3
_LONGEST = 160
"""No sign is further from the beginning of its row."""


class _Counts(dict[str, int]):
    """How many rows are of each make that a sign asks for, counted once for each."""

    def __init__(self, rows: Sequence[Row]) -> None:
        super().__init__()
        self.rows = rows

    def __missing__(self, make: str) -> int:
        count = self[make] = MAKES[make](self.rows)
        return count


@dataclass(frozen=True, slots=True)
class _Shown:
    """How often each row's and piece's words stand on a screen and in its upper part, and other counts."""

    counts: _Counts
    texts: Counter[str]
    above: Counter[str]


def find_platform(rows: Sequence[Row], address: str | None, told: str | None = None) -> str | None:
    """The slug of the platform, or ``None`` where the signs do not suffice or two weigh the same.

    ``told`` is the platform that people name.
    """
    shown = _shown(rows)
    less = sum(sign.weight for sign in shared().against if _holds(sign, shown))
    more = sum(sign.weight for sign in shared().support if _holds(sign, shown))
    link = recognise(address) if address else None
    host = link.platform if link else None
    said = {told: shared().told_weight}
    weights = sorted(
        (
            (
                _weigh(look, shown, host) + said.get(look.slug, 0.0) + more * (look.shape == "feed") - less,
                look.slug,
            )
            for look in looks()
        ),
        reverse=True,
    )
    best, slug = weights[0]
    return slug if best >= shared().enough and best > weights[1][0] else None


def has_comments(rows: Sequence[Row]) -> bool:
    """Whether comments can be made out, whichever the platform, and nothing speaks against it."""
    shown = _shown(rows)
    return any(_holds(sign, shown) for sign in shared().support) and speaks_nothing_against(rows)


def speaks_nothing_against(rows: Sequence[Row]) -> bool:
    """Whether nothing tells that it is no social network at all."""
    shown = _shown(rows)
    return not any(_holds(sign, shown) for sign in shared().against)


def _weigh(look: Look, shown: _Shown, host: str | None) -> float:
    """How much speaks for one platform."""
    found = sum(sign.weight for sign in look.signs if _holds(sign, shown))
    return found + (shared().host_weight if host == look.slug else 0.0)


def _shown(rows: Sequence[Row]) -> _Shown:
    return _Shown(_Counts(rows), _texts(rows), _texts(_upper(rows)))


def _texts(rows: Sequence[Row]) -> Counter[str]:
    return Counter(
        text[:_LONGEST] for row in rows for text in {row.text, *(piece.text for piece in row.pieces)}
    )


def _upper(rows: Sequence[Row]) -> list[Row]:
    """The rows of the upper third, where an app and a site say their name."""
    if not rows:
        return []
    first = min(row.top for row in rows)
    end = first + (max(row.bottom for row in rows) - first) * _UPPER
    return [row for row in rows if row.top <= end]


def _holds(sign: Sign, shown: _Shown) -> bool:
    if sign.colour:
        return shown.counts[sign.colour] >= sign.rows
    assert sign.find is not None
    count = 0
    for text, times in (shown.above if sign.top else shown.texts).items():
        if sign.find.search(text):
            count += times
            if count >= sign.rows:
                return True
    return False
