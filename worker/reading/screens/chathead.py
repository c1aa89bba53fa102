"""The head of a chat: the name of the group, or of the one other person."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.reading.screens.authors import CLEAR, Author
from worker.reading.screens.colours import apart
from worker.reading.screens.names import could_be_a_title, mended
from worker.reading.screens.rows import Row
from worker.reading.screens.times import is_time

_STATUS = re.compile(r"\d ?%|\b[345]G\b|\bLTE\b")
_TWO = re.compile(r"^(?:online$|last seen |typing|(?:tap|click) here for contact info)", re.IGNORECASE)
_UNDER = re.compile(
    r"^(?:online$|last seen |active |tap here for)|, you$|^\d[\d,. ]* (?:members|subscribers)", re.IGNORECASE
)
_LISTED = re.compile(
    r"tap here for|, you$|, .{1,60}, |\.\.\.$|,$|^\d[\d,. ]* (?:members|subscribers)", re.IGNORECASE
)


def says_head(text: str) -> bool:
    """Whether only the head of a chat says such a thing ("tap here for group info")."""
    return bool(_UNDER.search(text))


def find_title(rows: Sequence[Row], unit: float) -> str | None:
    """The name of the group; ``None`` where no list of members stands under the title."""
    at = _find_head(rows)
    if at is None or at + 1 >= len(rows):
        return None
    title, below = rows[at], rows[at + 1]
    near = below.top - title.bottom < unit and abs(below.left - title.left) < unit
    return title.pieces[0].text.strip() if near and _LISTED.search(below.text.strip()) else None


def find_partner(rows: Sequence[Row], *, nameless: bool, edge: float, first: Row) -> Author | None:
    """The other person of a chat of two: the title over "online" or "last seen".

    ``nameless`` says that messages stand there which would bear a name in a group; then a title will
    do that can be a name and stands over ``first``, the first row of the first bubble, right of
    ``edge`` or on other ground, without members under it.
    """
    at = _find_head(rows)
    if at is None:
        return None
    head = rows[at].pieces[0]
    below = rows[at + 1].text.strip() if at + 1 < len(rows) else ""
    away = head.left > edge or apart(head.paper, first.paper) >= 4
    members = says_head(below) or "," in below
    over = rows[at].bottom <= first.top and could_be_a_title(head.text)
    if _TWO.match(below) or (nameless and over and away and not members):
        return Author(mended(head.text.strip()), head.confidence >= CLEAR)
    return None


def _find_head(rows: Sequence[Row]) -> int | None:
    """Which row holds the title of the chat: the first that is not the phone's own."""
    for n, row in enumerate(rows[:4]):
        if not is_time(row.pieces[0].text) and not _STATUS.search(row.text):
            return n
    return None
