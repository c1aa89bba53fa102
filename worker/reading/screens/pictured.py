"""The makes of words that lie over a picture or a film, which fills the screen: a story, a snap, a video."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.reading.screens.colours import apart
from worker.reading.screens.names import could_be_a_name, is_user_name, read_name
from worker.reading.screens.rows import Row, is_bolder
from worker.reading.screens.seen import Line
from worker.reading.screens.times import find_time, is_clock

_OTHER_GROUND = 10
_PICTURED = 20
"""A ground is a picture's where its channels part by so much, or it drifts by it from row to row."""
_FAR = 6.0
"""So many heights lie between who is named over a picture and what is written on it."""
_HIGH, _LOW = 0.4, 1.5
"""In widths of the screen: between these stands what is written on a snap; elsewhere captions stand lower."""
_MOST_ROWS = 3
_SHORT_AGO = re.compile(r"just now|\d{1,2} ?[smhdw](?: ago)?", re.IGNORECASE)
_COUNT = re.compile(r"\d[\d.,]{0,6}[KkMm]?")
_COMPOSER = re.compile(r"send (?:a )?(?:message|chat)|reply\b|message\b", re.IGNORECASE)
_LEAST_STEP = 2.0
"""So many heights one count of a column stands under another: an icon lies between them."""


def snapped(rows: Sequence[Row]) -> int:
    """How many names stand over a short time at the top, a caption across the middle on a darker band."""
    rows = _without_phone(rows)
    if not 2 < len(rows) <= 2 + _MOST_ROWS:
        return 0
    name, time, caption = rows[:3]
    middle = caption.left + caption.right  # it is centred: so wide is the screen
    head = (
        (could_be_a_name(name.text) or read_name(name.text, "free") is not None)
        and bool(_SHORT_AGO.fullmatch(time.text.strip()))
        and is_bolder(name, time)
        and abs(name.left - time.left) < name.high / 2
    )
    across = len(caption.pieces) == 1 and _HIGH * middle < caption.top < _LOW * middle
    band = sum(name.paper) - sum(caption.paper) > 3 * _PICTURED and _is_pictured(name, time)
    return int(head and across and band and caption.top - time.bottom > _FAR * name.high)


def storied(rows: Sequence[Row]) -> int:
    """How many first rows are a user name in bold and a time, over a picture with words on other ground."""
    rows = _without_phone(rows)
    heads = [row for row in rows if is_user_name(row.pieces[0].text[: row.pieces[0].lead].strip())]
    if len(heads) != 1 or not rows or heads[0] is not rows[0] or find_time(rows[0].text) is None:
        return 0
    first, *words = rows
    far = bool(words) and words[0].top - first.bottom > _FAR * first.high / 2
    return int(far and apart(first.paper, words[0].paper) >= _OTHER_GROUND and _is_pictured(first))


def railed(rows: Sequence[Row]) -> int:
    """How many counts stand in a column at the right, each under its icon, as beside a film."""
    counts = [piece for row in rows for piece in row.pieces if _COUNT.fullmatch(piece.text.strip())]
    edge = max((row.right for row in rows), default=0.0)
    right = [one for one in counts if edge - one.right < 2 * (one.bottom - one.top)]
    return max((_column(one, right) for one in right), default=0)


def _column(first: Line, counts: Sequence[Line]) -> int:
    """How many counts stand under each other from the first on, all centred on one line."""
    high, found, last = first.bottom - first.top, 1, first
    for one in sorted(counts, key=lambda count: count.top):
        centred = abs(one.left + one.right - first.left - first.right) < high
        if centred and one.top - last.bottom >= _LEAST_STEP * high:
            found, last = found + 1, one
    return found


def _without_phone(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows without the phone's own line, and without the place to answer under them."""
    rows = rows[1:] if rows and is_clock(rows[0].pieces[0].text.strip()) else rows
    return [row for row in rows if not _COMPOSER.match(row.text.strip())]


def _is_pictured(*rows: Row) -> bool:
    """Whether the ground is tinted as a picture is, and no page: pages are white, black or grey."""
    return any(max(row.paper) - min(row.paper) >= _PICTURED for row in rows)
