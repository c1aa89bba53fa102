"""What a row of a feed is by itself: words, a head with a time, actions, or the app's own furniture."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from worker.reading.screens.actions import (
    are_actions,
    are_actions_apart,
    are_counts,
    are_nearly_actions,
    are_numbers,
    without_counts,
)
from worker.reading.screens.badges import begins_with_badge, is_advert, is_badge
from worker.reading.screens.barenames import bare
from worker.reading.screens.looks import Look, shared
from worker.reading.screens.rows import Row
from worker.reading.screens.times import Shown, find_day_first, find_time, is_clock, split_glued


class Kind(StrEnum):
    """What a row is for."""

    WORDS = "words"
    HEAD = "head"
    """Something, then a time: "imogenc54 3h", "Castle Hill · 4 hr ago"."""
    TIME = "time"
    """A time and nothing else but signs."""
    FOOT = "foot"
    """What can be done with the post above it, mostly after its time."""
    HANDLE = "handle"
    """A user name with its @, alone."""
    GLUED = "glued"
    """A user name with its time stuck to it."""
    OWNER = "owner"
    """The answer of the place that is reviewed begins."""
    COUNTS = "counts"
    """How many looked, liked and reviewed."""
    PROFILE = "profile"
    """What only the head of somebody's own page says."""
    CHROME = "chrome"
    PASSING = "passing"
    """The app's own words that end nothing."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """A row with its kind; ``before`` is what stands before its time."""

    row: Row
    kind: Kind
    time: Shown | None = None
    before: str = ""
    paid: bool = False
    """Whether it heads an advert."""


REVIEWS = re.compile(
    r"^(?:local guide\W{0,4})?\d+ ?(?:reviews?|photos?)|^(?:reviews?|photos?)$", re.IGNORECASE
)
"""How much somebody has reviewed, which stands under the name."""
_HANDLE = re.compile(
    r"@[\w.]{1,30}(?: ?[·•∙.-] ?(?i:follow(?:ing|s you)?)| ?[·•∙] ?[\w ]{0,6}(?:…|\.{2,3}))?"
    r"|[^@]{1,60} ?@(?=[\w…]|\.\.)[\w.]{0,30}(?: ?[·•.∙-] ?[\w ]{0,6})?(?:…|\.{2,3})?"
)
_OWNER = re.compile(r"^response from (?:the )?owner|^(?:.{3,60})?\(owner\)", re.IGNORECASE)
_EDITED = re.compile(r"(?<!\W)\W*edited\b[\W_]*", re.IGNORECASE)
_IDLE = re.compile(r"\b(?:edited|follow(?:ing)?|more)\b", re.IGNORECASE)
"""What stands beside a time over a post too."""
_ASIDE = re.compile(r"(?:(?: ?[·•|]| -)\W{0,3}[^\W\d_][\w'’-]*(?: [\w'’-]+){0,3}){1,2}\W*")
_HEARTS = re.compile(r"(?:20\d\d-)?\d{1,2}-\d{3,8} ?reply\b", re.IGNORECASE)
"""A date, stuck to the number of hearts."""
LETTER = re.compile(r"[^\W\d_]")
_AT_LAST = re.compile(r"^ at(?=$| (?:like|react|reply)\b)", re.IGNORECASE)
"""What is left of "27 November at 19:30" where the clock had no room."""
_FAR = 2.5
"""What is so many heights away from the words of a row stands at its far right."""


def _without_far_badge(row: Row) -> Row:
    """The row without what an app writes at its far right: "Ad", a button."""
    *before, last = row.pieces
    far = bool(before) and last.left - before[-1].right > _FAR * row.high
    return Row(tuple(before)) if far and is_badge(last.text) else row


def sort_row(row: Row, look: Look) -> Sorted:
    """A row with its kind, as far as it tells that by itself."""
    text = row.text.strip()
    if kind := _kind_of_the_apps(row, text, look):
        return Sorted(row, kind)
    if _OWNER.match(text):
        return Sorted(row, Kind.OWNER, find_time(text))
    if REVIEWS.match(text):
        return Sorted(row, Kind.COUNTS)
    time = find_time(text)
    if time:
        return _with_time(row, text, time, look)
    if _HEARTS.match(text):
        return Sorted(row, Kind.FOOT, Shown("", 0, 0))
    if _HANDLE.fullmatch((named := _without_far_badge(row)).text.strip()):
        return Sorted(named, Kind.HANDLE, paid=is_advert(row.pieces[-1].text))
    if look.names in ("handle", "nick") and split_glued(bare(text)):
        return Sorted(row, Kind.GLUED)
    if foot := _foot(row, text):
        return foot
    if are_numbers(text) or are_counts(text):
        return Sorted(row, Kind.PASSING)
    if not LETTER.search(without_counts(text)):
        return Sorted(row, Kind.COUNTS)
    return Sorted(row, Kind.WORDS)


def _foot(row: Row, text: str) -> Sorted | None:
    """The row as a foot without a time of day, if it is one."""
    if are_actions(text):
        return Sorted(row, Kind.FOOT, find_time(shared().actions.sub(" ", text)))  # "Reply5d"
    day = find_day_first(text)
    if day and are_actions(text[day.end :]):
        return Sorted(row, Kind.FOOT, day)
    several = are_actions_apart([piece.text for piece in row.pieces])
    return Sorted(row, Kind.FOOT) if several else None


def _kind_of_the_apps(row: Row, text: str, look: Look) -> Kind | None:
    """Which furniture of the app's a row is, if any."""
    if look.passing.search(text) or is_badge(text):
        return Kind.PASSING
    if look.chrome.search(text) or shared().tabs.fullmatch(text) or _is_all_chrome(row, look):
        return Kind.CHROME
    return Kind.PROFILE if shared().profiles.search(text) else None


def _is_all_chrome(row: Row, look: Look) -> bool:
    """Whether a row is of several things, each the app's own: "84 comments" and "Top comments"."""
    return len(row.pieces) > 1 and all(look.chrome.search(piece.text.strip()) for piece in row.pieces)


def _with_time(row: Row, text: str, time: Shown, look: Look) -> Sorted:
    if is_clock(time.text) and look.names != "nick":
        return Sorted(row, Kind.WORDS)  # no feed but a forum gives the clock alone: somebody wrote it
    before, after = text[: time.start].strip(" ·•∙|-★☆⭐"), _AT_LAST.sub("", text[time.end :])
    rest = without_counts(shared().audiences.sub("", after))
    if _is_time_alone(before, rest) and not are_actions(_IDLE.sub(" ", rest)):
        return Sorted(row, Kind.TIME, time, before)
    if not before and are_nearly_actions(rest):
        return Sorted(row, Kind.FOOT, time)
    if are_actions(f"{before} {rest}") and (not LETTER.search(before) or are_actions(before)):
        return Sorted(row, Kind.FOOT, time)
    if _left_over(rest):
        return Sorted(row, Kind.WORDS)
    if not LETTER.search(before) or begins_with_badge(before):
        return Sorted(row, Kind.TIME, time, before)
    return Sorted(row, Kind.HEAD, time, before)


def _is_time_alone(before: str, after: str) -> bool:
    """Whether beside a time stands "edited", a place or who may see it, set off by a dot, and no more."""
    if LETTER.search(_EDITED.sub("", before)) and not begins_with_badge(before):
        return False
    return bool(_EDITED.fullmatch(after) or _EDITED.fullmatch(before) or _ASIDE.fullmatch(after))


def _left_over(text: str) -> bool:
    """Whether anything that is no badge and no scrap stands after a time."""
    words = [part.strip(" ()") for part in re.split(r"[·•∙|]| {2,}", text)]
    return any(len(re.sub(r"[\W_]", "", part)) > 2 and not is_badge(part) for part in words)
