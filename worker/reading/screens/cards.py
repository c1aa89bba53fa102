"""What is fixed to a post and was not written by its author: the card of a link, the choices of a poll."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.reading.screens.quotations import is_boxed
from worker.reading.screens.rows import Row, is_bolder

_SITE = re.compile(r"(?:from )?(?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,10}", re.IGNORECASE)
"""The bare name of a site, alone on a row."""
_INSET = 0.25
"""A card is set in by more than this many units."""
_SMALLER = 0.92
_MOST_ROWS = 4
"""Over the words of a chat, a card has so many rows at most: its title, and the site."""


def without_card_below(rows: Sequence[Row], unit: float) -> tuple[Row, ...]:
    """The rows of a post without the card, or the choices, that stand under its words."""
    for n in range(1, len(rows)):
        if _is_site(rows[n], rows[0], unit):
            return tuple(rows[: _first_of_card(rows, n, unit)])
        if is_boxed(rows[n], rows[0], unit, _INSET):
            return tuple(rows[:n])
    return tuple(rows)


def without_card_above(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows of a bubble without the card over its words: a bold title, and the site under it."""
    for n, row in enumerate(rows[: min(_MOST_ROWS, len(rows) - 1)]):
        if _SITE.fullmatch(row.text.strip()) and n and all(is_bolder(one, rows[-1]) for one in rows[:n]):
            return tuple(rows[n + 1 :])
    return tuple(rows)


def _first_of_card(rows: Sequence[Row], site: int, unit: float) -> int:
    """Where the card begins: its title may stand over the name of the site."""
    n = site
    while n > 1 and rows[n - 1].left - rows[0].left > _INSET * unit:
        n -= 1
    return n


def _is_site(row: Row, first: Row, unit: float) -> bool:
    """Whether a row is the name of a site in small print, or set in: words that hold a link are neither."""
    if not _SITE.fullmatch(row.text.strip()):
        return False
    return row.left - first.left > _INSET * unit or row.high < _SMALLER * first.high
