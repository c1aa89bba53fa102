"""The makes of words that lie over a picture or a film, which fills the screen: a story, a snap, a video."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from worker.reading.screens.colours import apart
from worker.reading.screens.names import could_be_a_name, is_nothing_else, is_user_name, read_name
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
_USER_NAME = re.compile(r"[a-z0-9._]{3,30}")
_HEAD_TIME = re.compile(r"(?:[·•∙] ?)?(?:\d{1,2} ?[smhdw])?(?: ?[·•∙] ?follow)?", re.IGNORECASE)
"""What stands beside a user name over a picture, if anything."""
_PICTURE = 4.0
_SOME_WORDS = 2
_LEAST_STEP = 2.0
"""So many heights one count of a column stands under another: an icon lies between them."""


def snapped(rows: Sequence[Row]) -> int:
    """How many names stand beside a short time at the top, a caption across the middle on a darker band."""
    shown = _without_phone(rows)
    heads, named = _head_of_snap(shown)
    if not heads or not 0 < len(shown) - heads <= _MOST_ROWS:
        return 0
    name, caption = shown[0], shown[heads]
    middle = caption.left + caption.right  # it is centred: so wide is the screen
    across = len(caption.pieces) == 1 and _HIGH * middle < caption.top < _LOW * middle
    answered = any(row.text.strip().lower() == f"reply to {named}" for row in rows[-2:])
    pictured = answered if heads == 1 else _is_pictured(*shown[:heads])
    band = sum(name.paper) - sum(caption.paper) > 3 * _PICTURED and pictured
    return int(across and band and caption.top - shown[heads - 1].bottom > _FAR * name.high)


def _head_of_snap(rows: Sequence[Row]) -> tuple[int, str]:
    """How many first rows are a name and a short time, and the name in small letters; 0 where none are.

    On one row the name is in bold letters, and no user name.
    """
    if not rows:
        return 0, ""
    first = rows[0].pieces[0]
    lead, rest = first.text[: first.lead].strip(), first.text[first.lead :].strip()
    if _is_called(lead) and not is_user_name(lead) and _SHORT_AGO.fullmatch(rest):
        return 1, lead.lower()
    name, time = rows[0], rows[min(1, len(rows) - 1)]
    over = is_bolder(name, time) and abs(name.left - time.left) < name.high / 2
    short = bool(_SHORT_AGO.fullmatch(time.text.strip()))
    return (2, name.text.strip().lower()) if _is_called(name.text) and short and over else (0, "")


def _is_called(text: str) -> bool:
    return could_be_a_name(text) or read_name(text, "free") is not None


def storied(rows: Sequence[Row]) -> int:
    """How many first rows are a user name in bold and a time, over a picture with words on other ground."""
    rows = _without_phone(rows)
    heads = [row for row in rows if is_user_name(row.pieces[0].text[: row.pieces[0].lead].strip())]
    if len(heads) != 1 or not rows or heads[0] is not rows[0] or find_time(rows[0].text) is None:
        return 0
    first, *words = rows
    far = bool(words) and words[0].top - first.bottom > _FAR * first.high / 2
    return int(far and apart(first.paper, words[0].paper) >= _OTHER_GROUND and _is_pictured(first))


def captioned(rows: Sequence[Row]) -> int:
    """How many rows begin with a user name in bold letters that stood over the picture, alone.

    Be it not bold, or a time beside it there, it must be no word.
    """
    heads = {row.pieces[0].text.strip() for row in rows}
    leads = (row.pieces[0].text[: row.pieces[0].lead].strip() for row in rows)
    bold = sum(bool(_USER_NAME.fullmatch(lead)) and lead in heads for lead in leads)
    return bold or sum(_is_retold(one, below) for one, below in _over_pictures(rows))


def _over_pictures(rows: Sequence[Row]) -> Iterator[tuple[str, Row]]:
    """Each user name that heads a row, its time beside it, with each row under a picture beneath."""
    for n, row in enumerate(rows):
        name, _, rest = row.pieces[0].text.strip().partition(" ")
        if is_nothing_else(name) and _HEAD_TIME.fullmatch(rest):
            yield from (
                (name, below) for below in rows[n + 1 :] if below.top - row.bottom > _PICTURE * row.high
            )


def _is_retold(name: str, row: Row) -> bool:
    """Whether a row begins with the name and goes on with words."""
    return row.text.startswith(name + " ") and len(row.text.split()) > _SOME_WORDS


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
