"""The clocks that end a chat's messages, told from times that somebody wrote at the end of a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from worker.reading.screens.colours import apart
from worker.reading.screens.rows import Row
from worker.reading.screens.times import Shown, find_clock_at_end

_TICKS, _OTHER_INK = 2, 25
_DIGITS = re.compile(r"(\d{1,2})([:.])(\d\d) ?([ap])?", re.IGNORECASE)


def find_clocks(rows: Sequence[Row]) -> dict[int, Shown]:
    """Which rows end with a message's clock, by their place.

    A chat writes all its clocks alike. One glued to words must also lie between the clocks that stand
    alone before and after it: "I waited until 3:40" does not.
    """
    rows = [_without_ticks(row) for row in rows]
    shown = {n: clock for n, row in enumerate(rows) if (clock := find_clock_at_end(row.text))}
    if not shown:
        return {}
    alone = {n for n, clock in shown.items() if _stands_alone(rows[n], clock)}
    kinds = Counter(_kind(shown[n]) for n in (alone or shown))
    usual = kinds.most_common(1)[0][0]
    same = {n: clock for n, clock in shown.items() if _kind(clock) == usual}
    alone &= same.keys()
    return {n: clock for n, clock in same.items() if n in alone or _in_order(n, same, alone)}


def _without_ticks(row: Row) -> Row:
    """The row without a letter behind its clock, in another ink: the ticks were read so."""
    *before, last = row.pieces
    ticks = bool(before) and len(last.text.strip()) <= _TICKS and apart(last.ink, before[-1].ink) > _OTHER_INK
    near = ticks and last.left - before[-1].right < row.high
    return Row(tuple(before)) if near and find_clock_at_end(before[-1].text) else row


def _stands_alone(row: Row, clock: Shown) -> bool:
    """Whether the clock is a piece of its own: set apart from the words, as the app does."""
    return len(row.pieces[-1].text.strip()) <= len(row.text) - clock.start


def _kind(clock: Shown) -> tuple[str, bool]:
    match = _DIGITS.match(clock.text)
    return (match[2], match[4] is not None) if match else ("", False)


def _in_order(at: int, clocks: dict[int, Shown], alone: set[int]) -> bool:
    before = [n for n in alone if n < at]
    after = [n for n in alone if n > at]
    minute = _minute(clocks[at])
    first = _minute(clocks[max(before)]) if before else None
    last = _minute(clocks[min(after)]) if after else None
    if first is not None and last is not None and first > last:
        return minute >= first or minute <= last  # midnight, or another day, lies between
    return (first is None or minute >= first) and (last is None or minute <= last)


def _minute(clock: Shown) -> int:
    match = _DIGITS.match(clock.text)
    if not match:
        return 0
    hour = int(match[1])
    if match[4]:
        hour = hour % 12 + (12 if match[4].lower() == "p" else 0)
    return hour * 60 + int(match[3])
