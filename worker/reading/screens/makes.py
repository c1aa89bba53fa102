"""How many rows of a screen are of a make that tells an app: by their grounds, inks, weights and order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from worker.reading.screens.callouts import OWN
from worker.reading.screens.colours import FULL, apart, is_vivid, is_whatsapp_dark, is_whatsapp_green
from worker.reading.screens.homes import homed, housed, placed
from worker.reading.screens.names import could_be_a_name, could_be_a_title, is_user_name
from worker.reading.screens.pictured import captioned, railed, snapped, storied
from worker.reading.screens.rows import Row, is_bolder, unit_of
from worker.reading.screens.seen import Colour
from worker.reading.screens.spoken import OWN_COLOUR, is_composer, names_over
from worker.reading.screens.times import find_clock_at_end, find_time

_PALER = 45
_ANOTHER_HUE = 90
_FIRST = 5
_STATUS = re.compile(r"active (?:now|today|yesterday|\d)", re.IGNORECASE)
_USER_HEAD = re.compile(r"(?=[a-z]*[._\d])[a-z0-9._]{3,30} {1,3}\d{1,2} ?[smhdw]")
_LONG_COMMENT = 9
_DONE = re.compile(r"(?:just now|\d{1,2} ?[a-z]{1,3})\W{1,6}like\W{1,6}reply(?!.*share)", re.IGNORECASE)
_OTHER_GROUND = 8
_ASIDE = 3.0
_POSTED = re.compile(
    r"(?:just now|\d{1,2} ?(?:[mhdwy]|mins?|hrs?|wks?|yrs?)) ?[·•∙]\W{0,3}\w?", re.IGNORECASE
)
"""A time, a dot and the sign of who may see it."""
_INSTAGRAMS, _NEAR = (74, 93, 249), 4
_GREYS = ((38, 38, 38), (239, 239, 239))
"""The grounds of what others write in Instagram, by night and by day, exactly: Messenger's are 240 and 48."""


def _own_bubbles(rows: Sequence[Row]) -> int:
    """How many lines stand on the ground of one's own bubbles, of which each ends with a clock."""
    pieces = [piece for row in rows for piece in row.pieces]
    own = [piece for piece in pieces if is_whatsapp_green(piece.paper)]
    clocked = any(find_clock_at_end(piece.text.strip()) for piece in own)
    return 0 if _is_motley([piece.paper for piece in pieces]) or not clocked else len(own)


def _is_motley(papers: Sequence[Colour]) -> bool:
    """Whether words stand on grounds of more colours than a chat has, as in a timetable."""
    tinted = (paper for paper in papers if max(paper) - min(paper) >= _TINTED)
    return _count_unlike(tinted, _ANOTHER_GROUND) > _MOST_GROUNDS


_TINTED = 30
_ANOTHER_GROUND = 24
_MOST_GROUNDS = 4
"""One's own bubbles, a button, a link's picture, an avatar's letter."""


def _count_unlike(colours: Iterable[Colour], least: int) -> int:
    """How many colours are further than ``least`` from each counted before."""
    found: list[Colour] = []
    for colour in colours:
        if all(apart(colour, one) > least for one in found):
            found.append(colour)
    return len(found)


def _their_bubbles(rows: Sequence[Row]) -> int:
    return sum(is_whatsapp_dark(piece.paper) for row in rows for piece in row.pieces)


def _coloured_names(rows: Sequence[Row]) -> int:
    """Short rows in a colour over words in none."""
    return sum(
        is_vivid(one.ink, two.ink) and len(one.pieces[0].text) <= 30 and not is_vivid(two.ink)
        for one, two in pairwise(rows)
    )


def _coloured(rows: Sequence[Row]) -> list[Row]:
    """The rows that stand in full colour, alone, over words in no colour."""
    return [
        one
        for one, two in pairwise(rows)
        if len(one.pieces) == 1 and is_vivid(one.ink, least=FULL) and not is_vivid(two.ink)
    ]


def _called(rows: Sequence[Row]) -> list[Row]:
    return [row for row in _coloured(rows) if row.text.isupper() and len(row.text.strip()) <= 30]


def _callouts(rows: Sequence[Row]) -> int:
    return len(_called(rows))


def _hues(rows: Sequence[Row]) -> int:
    """How many colours names in capitals have: everybody has their own, and headings have one."""
    return _count_unlike((row.ink for row in _called(rows)), _ANOTHER_HUE)


def _oneself(rows: Sequence[Row]) -> int:
    return sum(row.text.strip().upper() == OWN for row in _coloured(rows))


def _over_bubbles(rows: Sequence[Row]) -> list[str]:
    return names_over(rows, unit_of([piece for row in rows for piece in row.pieces]))


def _names_over_bubbles(rows: Sequence[Row]) -> int:
    return len(_over_bubbles(rows))


def _answered(rows: Sequence[Row]) -> int:
    """How many rows stand on a ground in full colour, right of the names over bubbles and over the composer.

    On a form stand names over boxes too, and a button under the last of them.
    """
    names = set(_over_bubbles(rows))
    edge = max((row.left for row in rows if row.text.strip() in names), default=None)
    end = max((n for n, row in enumerate(rows) if is_composer(row)), default=0)
    return sum(
        edge is not None and is_vivid(row.paper, least=OWN_COLOUR) and row.left > edge + _ASIDE * row.high
        for row in rows[:end]
    )


def _user_names_over_bubbles(rows: Sequence[Row]) -> int:
    return sum(map(is_user_name, _over_bubbles(rows)))


def _faint_names(rows: Sequence[Row]) -> int:
    """Short rows in small print over words in full ink, at one edge."""
    return sum(
        len(one.text) <= 30
        and apart(one.ink, one.paper) < apart(two.ink, two.paper) - _PALER
        and not is_vivid(one.ink)
        and abs(one.left - two.left) < 0.4 * one.high
        and two.top - one.bottom < 0.6 * one.high
        and find_time(one.text) is None
        for one, two in pairwise(rows)
    )


def _captions(rows: Sequence[Row]) -> int:
    """How many rows begin with a user name in bold letters, and go on with words in plain ones."""
    return sum(is_user_name(row.pieces[0].text[: row.pieces[0].lead].strip()) for row in rows)


def _boxed(rows: Sequence[Row]) -> int:
    """How many rows stand on a ground of their own right over a time and what can be done."""
    return sum(
        bool(_DONE.match(two.text.strip()))
        and apart(one.paper, two.paper) >= _OTHER_GROUND
        and abs(one.left - two.left) < one.high
        for one, two in pairwise(rows)
    )


def _people(rows: Sequence[Row]) -> int:
    """How many rows are a name of several words in bold letters and a short time: no user name has spaces."""
    heads = ((row.pieces[0].text, row.pieces[0].lead) for row in rows)
    return sum(
        len(text[:lead].split()) > 1 and text[0].isupper() and text[lead:].strip() == _time_at_end(text)
        for text, lead in heads
    )


def _time_at_end(text: str) -> str | None:
    time = find_time(text)
    return time.text if time else None


def _replied(rows: Sequence[Row]) -> int:
    """How many rows are a user name with a time, with "Reply" alone on a row under what is said there."""
    texts = [row.text.strip() for row in rows]
    answers = [n for n, text in enumerate(texts) if text.lower() == "reply"]
    heads = [n for n, text in enumerate(texts) if _USER_HEAD.fullmatch(text)]
    return sum(any(1 < n - head <= _LONG_COMMENT for n in answers) for head in heads)


def _user_name_under_title(rows: Sequence[Row]) -> int:
    """How many of the first rows are a user name in small print under a name, as over a talk with one."""
    return sum(
        is_user_name(two.text.strip())
        and could_be_a_title(one.text)
        and two.high < one.high
        and abs(one.left - two.left) < one.high
        and 0 <= two.top - one.bottom + one.high / 4 < one.high
        for one, two in pairwise(rows[:_FIRST])
    )


def _user_name_over_status(rows: Sequence[Row]) -> int:
    """How many of the first rows are a user name over when its bearer was there, as over a talk with one."""
    return sum(
        is_user_name(one.pieces[0].text.strip()) and bool(_STATUS.match(two.text.strip()))
        for one, two in pairwise(rows[:_FIRST])
    )


def _posted(rows: Sequence[Row]) -> int:
    """How many rows are a name of several words in bold, right over a time and the sign of who may see it."""
    return sum(
        bool(_POSTED.fullmatch(two.text.strip()))
        and len(one.text.split()) > 1
        and could_be_a_name(one.text)
        and is_bolder(one, two)
        and abs(one.left - two.left) < one.high / 2
        and two.top - one.bottom < one.high / 2
        for one, two in pairwise(rows)
    )


def _violet_talk(rows: Sequence[Row]) -> int:
    """How many rows stand on Instagram's violet, further in than what others say on its grey.

    Its newer blue is nobody else's, whatever grey is beside it.
    """
    blue = [row for row in rows if apart(row.paper, _INSTAGRAMS) <= _NEAR]
    theirs = [row for row in rows if row.paper in _GREYS or (blue and not is_vivid(row.paper))]
    edge = min((row.left for row in theirs), default=0.0)
    own = sum((row in blue or _is_violet(row.paper)) and row.left > edge + row.high for row in rows)
    return own if theirs else 0


def _is_violet(paper: Colour) -> bool:
    red, green, blue = paper
    return blue > 220 and green < 90 and green < red < blue - 60


MAKES = {
    "bubble": _own_bubbles, "theirs": _their_bubbles, "names": _coloured_names, "callouts": _callouts,
    "hues": _hues, "oneself": _oneself, "above": _names_over_bubbles, "faint": _faint_names,
    "answered": _answered,
    "captions": _captions, "captioned": captioned, "people": _people, "boxed": _boxed,
    "replied": _replied, "placed": placed, "posted": _posted, "violet": _violet_talk,
    "housed": housed, "homed": homed,
    "snapped": snapped, "storied": storied, "railed": railed,
    "entitled": _user_name_under_title, "active": _user_name_over_status, "users": _user_names_over_bubbles,
}  # fmt: skip
"""What each is called in ``screens.toml``: a function of a screen's rows that counts them."""
