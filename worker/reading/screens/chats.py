"""A chat in an app that mostly shows posts: what tells one is the same in every app.

There is a place to write a message at the lower edge, and over it words stand on grounds of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from worker.reading.screens.kinds import Kind, sort_rows
from worker.reading.screens.looks import Look, shared
from worker.reading.screens.rows import Row
from worker.reading.screens.spoken import bubbles_of, is_composer

_FEWEST = 2
_POSTS = 3
"""So many heads and rows of actions are of posts; over a chat may stand a user name and a time."""
_FIRST, _LAST = 5, 4
"""The place to write a message is among so many last rows."""


def as_chat(rows: Sequence[Row], look: Look, unit: float) -> Look | None:
    """The look as that of the app's chats, where ``rows`` are one; else ``None``."""
    at = next((n for n, row in enumerate(rows) if n >= len(rows) - _LAST and is_composer(row)), None)
    if at is None or len(bubbles_of(rows[:at])) < _FEWEST:
        return None
    if any(sign.find and sign.find.search(row.text) for row in rows[:_FIRST] for sign in shared().support):
        return None  # a story, under whose head one may answer too
    posts = sum(one.kind in (Kind.HEAD, Kind.FOOT, Kind.HANDLE) for one in sort_rows(rows[:at], look, unit))
    return replace(look, shape="spoken") if posts < _POSTS else None
