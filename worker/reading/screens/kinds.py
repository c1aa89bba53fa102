"""What each row of a feed is: words, a head with a time, a row of actions, or the app's own furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
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
from worker.reading.screens.breaks import SAME_INK, SAYS_MUCH, ends_sentence
from worker.reading.screens.colours import apart
from worker.reading.screens.looks import Look, shared
from worker.reading.screens.rows import Row, is_alike, is_bolder, joined, without_far_counts
from worker.reading.screens.times import Shown, find_day_first, find_time, is_clock, is_date, split_glued


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


_REVIEWS = re.compile(
    r"^(?:local guide\W{0,4})?\d+ ?(?:reviews?|photos?)|^(?:reviews?|photos?)$", re.IGNORECASE
)
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
_LETTER = re.compile(r"[^\W\d_]")
_AT_LAST = re.compile(r"^ at(?=$| (?:like|react|reply)\b)", re.IGNORECASE)
"""What is left of "27 November at 19:30" where the clock had no room."""
_MAY_BE_SAID = (Kind.TIME, Kind.PASSING)
_COUNTED = re.compile(r"\W{0,3}[A-Za-z]{1,3}\W{0,3}\d[\d.,]{0,6}[KkMm]?")
"""A number beside an icon, which was read as letters."""
_ASIDE_OF_WORDS = 8.0
_FAR = 2.5
"""What is so many heights away from the words of a row stands at its far right."""
_CENTRED = 0.3
"""What is centred beside two rows reaches so far under the first, in heights of it."""


def sort_rows(rows: Sequence[Row], look: Look, unit: float) -> list[Sorted]:
    """Every row with its kind, in the order given."""
    found: list[Sorted] = []
    for row in rows:
        one = _sort(without_far_counts(row, unit), look)
        said = bool(found) and found[-1].kind is Kind.WORDS and one.kind in _MAY_BE_SAID
        if said and ends_sentence(found[-1].row, one.row, unit):
            found.append(replace(one, kind=Kind.WORDS))
        elif found and _wraps(found[-1], one):
            found[-1] = _sort(_beside(found[-1].row, one.row), look)
        elif found and _goes_on(found[-1], one, unit):
            found[-1] = replace(
                found[-1], time=_together(found[-1].time, one.time or find_time(one.row.text))
            )
        else:
            found.append(one)
    return [_as_said(one, below, found, unit) for one, below in zip(found, [*found[1:], None], strict=False)]


def _without_far_badge(row: Row) -> Row:
    """The row without what an app writes at its far right: "Ad", a button."""
    *before, last = row.pieces
    far = bool(before) and last.left - before[-1].right > _FAR * row.high
    return Row(tuple(before)) if far and is_badge(last.text) else row


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
        over
        and bool(_REVIEWS.match(below.text.strip()) and _LETTER.search(row.text))
        and is_bolder(row, below)
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


def _sort(row: Row, look: Look) -> Sorted:
    text = row.text.strip()
    if kind := _kind_of_the_apps(row, text, look):
        return Sorted(row, kind)
    if _OWNER.match(text):
        return Sorted(row, Kind.OWNER, find_time(text))
    if _REVIEWS.match(text):
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
    if not _LETTER.search(without_counts(text)):
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
    if are_actions(f"{before} {rest}") and (not _LETTER.search(before) or are_actions(before)):
        return Sorted(row, Kind.FOOT, time)
    if _left_over(rest):
        return Sorted(row, Kind.WORDS)
    if not _LETTER.search(before) or begins_with_badge(before):
        return Sorted(row, Kind.TIME, time, before)
    return Sorted(row, Kind.HEAD, time, before)


def _is_time_alone(before: str, after: str) -> bool:
    """Whether beside a time stands "edited", a place or who may see it, set off by a dot, and no more."""
    if _LETTER.search(_EDITED.sub("", before)) and not begins_with_badge(before):
        return False
    return bool(_EDITED.fullmatch(after) or _EDITED.fullmatch(before) or _ASIDE.fullmatch(after))


def _left_over(text: str) -> bool:
    """Whether anything that is no badge and no scrap stands after a time."""
    words = [part.strip(" ()") for part in re.split(r"[·•∙|]| {2,}", text)]
    return any(len(re.sub(r"[\W_]", "", part)) > 2 and not is_badge(part) for part in words)
