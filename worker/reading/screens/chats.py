"""A chat in an app that mostly shows posts: what tells one is the same in every app.

There is a place to write a message at the lower edge, and over it words stand on grounds of their own. Where
a picture is cut to what was said, one's own colour beside others' grey tells as much.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from worker.reading.screens.colours import is_vivid
from worker.reading.screens.kinds import Kind
from worker.reading.screens.looks import Look, shared
from worker.reading.screens.rows import Row
from worker.reading.screens.sorting import sort_rows
from worker.reading.screens.spoken import bubbles_of, is_composer

_FEWEST = 2
_OWN = 60
"""The channels of one's own ground part by so much."""
_POSTS = 3
"""So many heads and rows of actions are of posts; over a chat may stand a user name and a time."""
_FIRST, _LAST = 5, 4
"""The place to write a message is among so many last rows."""


def as_chat(rows: Sequence[Row], look: Look, unit: float) -> Look | None:
    """The look as that of the app's chats, where ``rows`` are one; else ``None``."""
    at = next((n for n, row in enumerate(rows) if n >= len(rows) - _LAST and is_composer(row)), None)
    if at is None and _is_talk_alone(rows) and not _posts(rows, look, unit):
        return replace(look, shape="spoken")
    if at is None or len(bubbles_of(rows[:at])) < _FEWEST:
        return None
    if any(sign.find and sign.find.search(row.text) for row in rows[:_FIRST] for sign in shared().support):
        return None  # a story, under whose head one may answer too
    return replace(look, shape="spoken") if _posts(rows[:at], look, unit) < _POSTS else None


def _posts(rows: Sequence[Row], look: Look, unit: float) -> int:
    """How many rows are of posts."""
    return sum(one.kind in (Kind.HEAD, Kind.FOOT, Kind.HANDLE) for one in sort_rows(rows, look, unit))


def _is_talk_alone(rows: Sequence[Row]) -> bool:
    """Whether words stand on two grounds of their own, one's own in full colour and further in."""
    bubbles = bubbles_of(rows)
    theirs = [row for row in bubbles if not is_vivid(row.paper, least=_OWN)]
    edge = min((row.left for row in theirs), default=0.0)
    own = [row for row in bubbles if row not in theirs and row.left > edge + row.high]
    return len(theirs) >= _FEWEST and bool(own)
