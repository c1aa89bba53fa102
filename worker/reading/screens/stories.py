"""Stories and videos: one person's words over a picture, with the name at the top or beneath them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from worker.reading.screens.authors import NOBODY, Author, author_of_head, author_of_row
from worker.reading.screens.breaks import is_of_one_make
from worker.reading.screens.clear import CLEAR
from worker.reading.screens.colours import apart
from worker.reading.screens.kinds import Kind, Sorted
from worker.reading.screens.looks import Look
from worker.reading.screens.names import read_name
from worker.reading.screens.rows import is_bolder, joined
from worker.reading.screens.walk import Found

_SOUND = re.compile(r"original sound|^\W*♫|^\W*♪", re.IGNORECASE)
_ANSWERED = re.compile(r"\W{0,3}reply(?:ing)? to @?(?P<name>[\w.]{2,30})['’]s comment\W*", re.IGNORECASE)
_TOP = 0.35
_ONE_GROUND = 10
_HIGH, _ASKEW, _MOST_ROWS = 0.4, 0.1, 3
"""In widths of the screen: below what is a snap's head, and how far off the middle; in rows: a caption."""


def find_story(rows: Sequence[Sorted], look: Look) -> Found | None:
    """A story: a name with its time near the top, and words that no other time is near."""
    times = [n for n, one in enumerate(rows) if one.kind in (Kind.TIME, Kind.HEAD)]
    if len(times) != 1 or not rows:
        return None
    at = times[0]
    head = rows[at]
    if head.row.top > _TOP * rows[-1].row.bottom and at > 3:
        return None
    author = author_of_head(head, look) if head.kind is Kind.HEAD else None
    if author is None and at and rows[at - 1].kind is Kind.WORDS:
        name = rows[at - 1].row
        if at > 1 and rows[at - 2].kind is Kind.WORDS and is_of_one_make(rows[at - 2].row, name):
            name = joined(rows[at - 2].row, name)
        bold = is_bolder(name, head.row) and abs(name.left - head.row.left) < name.high / 2
        author = author_of_row(name, look, parted=bold, styled=bold)
    if author is None or author.name is None:
        return None
    words = tuple(one.row for one in rows[at + 1 :] if one.kind is Kind.WORDS)
    assert head.time is not None
    return Found(author, head.time.text, words)


def find_caption(rows: Sequence[Sorted], look: Look, width: int) -> tuple[Found, ...]:
    """What is written on a snap whose head could not be read: in its middle, on a band of its own."""
    if look.slug != "snapchat":
        return ()
    words = [one.row for one in rows if one.kind is Kind.WORDS]
    caption = tuple(row for row in words if row.top > _HIGH * width)
    head = [row for row in words if row not in caption]
    centred = all(abs(row.left + row.right - width) < _ASKEW * width for row in caption)
    banded = all(apart(row.paper, over.paper) >= _ONE_GROUND for row in caption for over in head)
    alone = 0 < len(caption) <= _MOST_ROWS and bool(head)
    return (Found(NOBODY, None, caption),) if alone and centred and banded else ()


def find_answered(rows: Sequence[Sorted]) -> Found | None:
    """The comment that a video answers: in a box over the picture, under the name of who wrote it."""
    heads = ((n, match) for n, one in enumerate(rows) if (match := _ANSWERED.fullmatch(one.row.text.strip())))
    at, match = next(heads, (0, None))
    if match is None:
        return None
    head, name = rows[at].row, read_name(match["name"], "handle")
    boxed = takewhile(lambda one: apart(one.row.paper, head.paper) < _ONE_GROUND, rows[at + 1 :])
    words = tuple(one.row for one in boxed if one.kind is Kind.WORDS)
    sure = name is not None and name.sure and head.confidence >= CLEAR
    author = Author(name.text, sure, "@" + name.text) if name else NOBODY
    return Found(author, None, words) if words else None


def find_video(rows: Sequence[Sorted]) -> Found | None:
    """A video's caption: a user name, the words under it, and the sound's name beneath."""
    end = next((n for n, one in enumerate(rows) if _SOUND.search(one.row.text)), None)
    if not end:
        return None
    start = end
    while start > 0 and rows[start - 1].kind is not Kind.CHROME:
        start -= 1
        if rows[start].kind is Kind.PASSING:
            continue  # how many liked and shared it, at the right
        text = rows[start].before or rows[start].row.text
        name = read_name(text.strip().removeprefix("@").rstrip("."), "handle")
        if name and (text.startswith("@") or " " not in text.strip()):
            break
    else:
        return None
    time = rows[start].time
    author = Author(
        name.text,
        name.sure and not text.endswith(".") and rows[start].row.confidence >= CLEAR,
        "@" + name.text,
    )
    words = tuple(one.row for one in rows[start + 1 : end] if one.kind is Kind.WORDS)
    return Found(author, time.text if time else None, words)
