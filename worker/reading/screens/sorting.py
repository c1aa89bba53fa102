"""The rows of a feed sorted: what each is beside those around it, and which of them are one row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from worker.reading.screens.actions import are_numbers
from worker.reading.screens.breaks import SAME_INK, SAYS_MUCH, ends_sentence
from worker.reading.screens.colours import apart
from worker.reading.screens.kinds import LETTER, REVIEWS, Kind, Sorted, sort_row
from worker.reading.screens.looks import Look
from worker.reading.screens.rows import Row, is_alike, is_bolder, joined, without_far_counts
from worker.reading.screens.times import Shown, find_time, is_clock, is_date

_MAY_BE_SAID = (Kind.TIME, Kind.PASSING)
_COUNTED = re.compile(r"\W{0,3}[A-Za-z]{1,3}\W{0,3}\d[\d.,]{0,6}[KkMm]?")
"""A number beside an icon, which was read as letters."""
_ASIDE_OF_WORDS = 8.0
_CENTRED = 0.3
"""What is centred beside two rows reaches so far under the first, in heights of it."""


def sort_rows(rows: Sequence[Row], look: Look, unit: float) -> list[Sorted]:
    """Every row with its kind, in the order given."""
    found: list[Sorted] = []
    for row in rows:
        one = sort_row(without_far_counts(row, unit), look)
        said = bool(found) and found[-1].kind is Kind.WORDS and one.kind in _MAY_BE_SAID
        if said and ends_sentence(found[-1].row, one.row, unit):
            found.append(replace(one, kind=Kind.WORDS))
        elif found and _wraps(found[-1], one):
            found[-1] = sort_row(_beside(found[-1].row, one.row), look)
        elif found and _goes_on(found[-1], one, unit):
            found[-1] = replace(
                found[-1], time=_together(found[-1].time, one.time or find_time(one.row.text))
            )
        else:
            found.append(one)
    return [_as_said(one, below, found, unit) for one, below in zip(found, [*found[1:], None], strict=False)]


def _as_said(one: Sorted, below: Sorted | None, rows: Sequence[Sorted], unit: float) -> Sorted:
    """Numbers right over a foot, at its edge and of the make of the page's words, are what somebody said.

    An icon and a number far to the right of all words, in small print, are what nobody did.
    """
    if one.kind is Kind.WORDS and _COUNTED.fullmatch(one.row.text.strip()):
        long = [other.row for other in rows if other.kind is Kind.WORDS and len(other.row.text) > SAYS_MUCH]
        far = bool(long) and all(one.row.left - row.left > _ASIDE_OF_WORDS * unit for row in long)
        paler = all(apart(one.row.ink, row.ink) > SAME_INK for row in long)
        return replace(one, kind=Kind.PASSING) if far and paler else one
    if one.kind is not Kind.PASSING or below is None:
        return one
    if _is_lone_name(one.row, below.row, unit):
        return replace(one, kind=Kind.WORDS)
    if below.kind is not Kind.FOOT or below.time is None:
        return one
    alone = are_numbers(one.row.text.strip()) and abs(one.row.left - below.row.left) < unit / 2
    near = below.row.top - one.row.bottom < unit and apart(one.row.ink, below.row.ink) > SAME_INK
    words = [other.row for other in rows if other.kind is Kind.WORDS and len(other.row.text) > SAYS_MUCH]
    said = alone and near and any(is_alike(one.row, row) for row in words)
    return replace(one, kind=Kind.WORDS) if said else one


def _is_lone_name(row: Row, below: Row, unit: float) -> bool:
    """Whether a letter in bold stands right over how much its bearer has reviewed: "J."."""
    over = abs(row.left - below.left) < unit / 2 and below.top - row.bottom < unit / 2
    return (
        over and bool(REVIEWS.match(below.text.strip()) and LETTER.search(row.text)) and is_bolder(row, below)
    )


def with_start(over: Row, one: Sorted) -> Sorted:
    """A head with the row above it, which it was broken off from: "Jo Pugh · Top" over "contributor · 3h"."""
    whole = joined(over, one.row)
    more = len(whole.text) - len(one.row.text)
    time = one.time and replace(one.time, start=one.time.start + more, end=one.time.end + more)
    return replace(one, row=whole, time=time, before=whole.text[:more] + one.before)


def _goes_on(before: Sorted, one: Sorted, unit: float) -> bool:
    """Whether a clock alone under a date belongs to it: "26/11/2026" was broken before "19:53"."""
    if before.time and before.row.pieces[0].text.endswith(" at") and is_clock(one.row.text.strip()):
        return one.row.top - before.row.bottom < 0.5 * unit
    if one.kind is not Kind.TIME or before.time is None or one.time is None:
        return False
    date = before.row.pieces[-1]
    under = one.row.top - date.bottom < 0.5 * unit
    set_in = one.row.left > before.row.left + unit or abs(one.row.left - date.left) < unit
    return under and set_in and is_date(before.time.text) and is_clock(one.time.text)


def _wraps(head: Sorted, one: Sorted) -> bool:
    """Whether a name in a head goes on in the next row: what stands beside it is centred on both."""
    (first, *beside), rest = head.row.pieces, one.row.pieces[0]
    slack = _CENTRED * (first.bottom - first.top)
    alike = (
        abs(first.left - rest.left) < slack and rest.stroke > 0 and 0.85 < first.stroke / rest.stroke < 1.18
    )
    centred = one.row.top < head.row.bottom and head.row.bottom - first.bottom > slack
    return head.kind is Kind.HEAD and one.kind is Kind.WORDS and bool(beside) and alike and centred


def _beside(head: Row, rest: Row) -> Row:
    """The head with the rest of its name before what stands beside it."""
    name = joined(Row(head.pieces[:1]), Row(rest.pieces[:1])).pieces[0]
    return Row((name, *head.pieces[1:], *rest.pieces[1:]))


def _together(date: Shown | None, clock: Shown | None) -> Shown:
    assert date is not None
    assert clock is not None
    return replace(date, text=f"{date.text} {clock.text}")
