"""The head of a chat: the name of the group, or of the one other person."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.reading.screens.authors import Author
from worker.reading.screens.clear import CLEAR
from worker.reading.screens.colours import apart
from worker.reading.screens.letters import mended
from worker.reading.screens.names import could_be_a_title, is_user_name
from worker.reading.screens.rows import Row, is_bolder, joined
from worker.reading.screens.times import find_clock_at_end, is_date, is_time

_SAME_INK = 30
_ROOM = 0.9
"""Under the head of a chat is so much room, in heights of its title: what stands nearer is in the bubble."""
_INITIALS = 2
"""So few letters are what stands on a picture: the title beside it was not read."""
_GO_ON = re.compile(r"\s{0,9}[>›»][>›»<]{0,9}$")
"""A title that leads on has a sign behind it."""
_CUT = re.compile(r"\s?\.{3}$")
"""How the sign is read that stands for the rest of a name."""
_PHONE_LINE = 22
"""The phone's maker or the date stand with its clock in so many letters."""
_STATUS = re.compile(r"\d ?%|\b[345]G\b|\bLTE\b")
_TWO = re.compile(r"^(?:online$|last seen |typing|(?:tap|click) here for contact info)", re.IGNORECASE)
_ACTIVE = re.compile(r"active ", re.IGNORECASE)
"""A group may be so too, but has no user name."""
_UNDER = re.compile(
    r"^(?:online$|last seen |active |tap here for)|, you$|^\d[\d,. ]* (?:members|subscribers)", re.IGNORECASE
)
_LISTED = re.compile(
    r"tap here for|, you$|, .{1,60}, |, .{1,60} and \d+ others?$|\.\.\.$|,$"
    r"|^\d[\d,. ]* (?:members|subscribers)",
    re.IGNORECASE,
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
    return (
        _GO_ON.sub("", title.pieces[0].text.strip()) if near and _LISTED.search(below.text.strip()) else None
    )


def find_members(rows: Sequence[Row]) -> frozenset[str]:
    """The names that stand clear and whole in the list under the title of a group."""
    at = _find_head(rows)
    if at is None or at + 1 >= len(rows) or rows[at + 1].confidence < CLEAR:
        return frozenset()
    below = rows[at + 1].text.strip()
    names = [name.strip() for name in below.split(",")] if _LISTED.search(below) else []
    return frozenset(name for name in names if name and not name.endswith((".", "…")))


def find_partner(
    rows: Sequence[Row], *, nameless: bool, edge: float, first: Row, answered: bool = False
) -> Author | None:
    """The other person of a chat of two: the title over "online" or "last seen".

    ``nameless`` says that messages stand there which would bear a name in a group; then a title will
    do that can be a name and stands over ``first``, the first row of the first bubble, right of
    ``edge`` or on other ground, without members under it. ``answered`` says that one stands right under
    one's own, with no room for a name: then "active 5m ago" is said of a person too, and of no group.
    """
    at = _find_head(rows)
    if at is None or says_head(rows[at].text) or _TWO.match(rows[at].text.strip()):
        return None  # what stands under a title: the title was not read
    if is_date(rows[at].text.strip()):
        return None  # the head is cut off, down to the day
    under = at + 1
    head = rows[at].pieces[0]
    if under < len(rows) and _goes_on(rows[at], rows[under]):
        head, under = joined(rows[at], rows[under]).pieces[0], under + 1
    below = rows[under].text.strip() if under < len(rows) else ""
    away = head.left > edge or apart(head.paper, first.paper) >= 4
    active = answered and bool(_ACTIVE.match(below))
    members = (says_head(below) and not active) or "," in below or bool(_LISTED.search(below))
    over = rows[at].bottom + _ROOM * rows[at].high <= first.top and could_be_a_title(head.text)
    if len(head.text.strip()) <= _INITIALS:
        return None
    person = bool(_TWO.match(below)) or (is_user_name(head.text.strip()) and bool(_ACTIVE.match(below)))
    if person or (nameless and over and away and not members):
        return Author(_CUT.sub("…", mended(head.text.strip())), head.confidence >= CLEAR)
    return None


def _goes_on(title: Row, row: Row) -> bool:
    """Whether a title was too long for one row: what stands under a title is else smaller, and fainter."""
    return (
        abs(row.left - title.left) < 0.3 * title.high
        and row.top - title.bottom < 0.5 * title.high
        and 0.85 < row.high / title.high < 1.18
        and apart(title.ink, row.ink) < _SAME_INK
        and title.pieces[0].stroke > 0
        and not is_bolder(title, row)
        and not says_head(row.text)
    )


def _find_head(rows: Sequence[Row]) -> int | None:
    """Which row holds the title of the chat: the first that is not the phone's own."""
    for n, row in enumerate(rows[:4]):
        first = row.pieces[0].text
        if n == 0 and len(first) <= _PHONE_LINE and find_clock_at_end(first):
            continue  # the phone's own line: "EE 11:39"
        if not is_time(first) and not _STATUS.search(row.text):
            return n
    return None
