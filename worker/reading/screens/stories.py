"""Stories and videos: one person's words over a picture, with the name at the top or beneath them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from worker.reading.screens.actions import are_actions
from worker.reading.screens.authors import NOBODY, Author, author_of_head, author_of_row
from worker.reading.screens.breaks import is_of_one_make
from worker.reading.screens.clear import CLEAR
from worker.reading.screens.colours import apart
from worker.reading.screens.feet import after_name, begins_with
from worker.reading.screens.kinds import Kind, Sorted
from worker.reading.screens.looks import Look
from worker.reading.screens.names import is_nothing_else, read_name
from worker.reading.screens.pictured import railed
from worker.reading.screens.rows import Row, is_bolder, joined
from worker.reading.screens.times import split_glued
from worker.reading.screens.walk import Found

_SOUND = re.compile(r"original sound|^\W*♫|^\W*♪", re.IGNORECASE)
_ANSWERED = re.compile(r"\W{0,3}reply(?:ing)? to @?(?P<name>[\w.]{2,30})['’]s comment\W*", re.IGNORECASE)
_TOP = 0.35
_RAIL = 3
_ONE_GROUND = 10
_HIGH, _ASKEW, _MOST_ROWS = 0.4, 0.1, 3
"""In widths of the screen: below what is a snap's head, and how far off the middle; in rows: a caption."""


def find_story(rows: Sequence[Sorted], look: Look) -> tuple[Found, ...]:
    """A story: a name with its time near the top, and words that no other time is near.

    A post is such a one too, whose caption begins with the name again; who comments under it is in doubt.
    """
    times = [n for n, one in enumerate(rows) if one.kind in (Kind.TIME, Kind.HEAD)]
    if len(times) != 1 or not rows:
        return ()
    at = times[0]
    head = rows[at]
    if head.row.top > _TOP * rows[-1].row.bottom and at > 3:
        return ()
    author = author_of_head(head, look) if head.kind is Kind.HEAD else None
    if author is None and at and rows[at - 1].kind is Kind.WORDS:
        name = rows[at - 1].row
        if at > 1 and rows[at - 2].kind is Kind.WORDS and is_of_one_make(rows[at - 2].row, name):
            name = joined(rows[at - 2].row, name)
        bold = is_bolder(name, head.row) and abs(name.left - head.row.left) < name.high / 2
        author = author_of_row(name, look, parted=bold, styled=bold)
    if author is None or author.name is None:
        return ()
    answer = f"reply to {author.name}".lower()
    words = tuple(
        one.row for one in rows[at + 1 :] if one.kind is Kind.WORDS and one.row.text.strip().lower() != answer
    )
    again = next((n for n, row in enumerate(words) if begins_with(row.text, author.name)), None)
    assert head.time is not None
    if again is None:
        return (Found(author, head.time.text, words),)
    others = [n for n in range(again + 1, len(words)) if is_nothing_else(words[n].text.partition(" ")[0])]
    caption, *comments = [words[a:b] for a, b in pairwise([again, *others, len(words)])]
    post = Found(author, head.time.text, after_name(caption, author.name))
    return (post, *(Found(NOBODY, None, part) for part in comments))


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
    end = next((n for n, one in enumerate(rows) if _SOUND.search(one.row.text)), None) or _end_of_page(rows)
    if not end:
        return None
    start = end
    while start > 0 and rows[start - 1].kind is not Kind.CHROME:
        start -= 1
        if rows[start].kind is Kind.PASSING:
            continue  # how many liked and shared it, at the right
        text, when = _name_and_time(rows[start])
        name = read_name(text.strip().removeprefix("@").rstrip("."), "handle")
        if name and (text.startswith("@") or " " not in text.strip()):
            break
    else:
        return None
    author = Author(
        name.text,
        name.sure and not text.endswith(".") and rows[start].row.confidence >= CLEAR,
        "@" + name.text,
    )
    words = tuple(_without_label(one.row) for one in rows[start + 1 : end] if one.kind is Kind.WORDS)
    return Found(author, when, words)


def _end_of_page(rows: Sequence[Sorted]) -> int | None:
    """Where a caption ends of which no sound is named, beside a column of counts: where else one can go."""
    if railed([one.row for one in rows]) < _RAIL:
        return None
    last = next((n for n in range(len(rows), 0, -1) if rows[n - 1].kind is not Kind.CHROME), 0)
    return last if last < len(rows) else None


def _name_and_time(one: Sorted) -> tuple[str, str | None]:
    """What a row names, and the time beside it; a day that sticks to the name is read in one way only."""
    ways = split_glued(one.row.text.strip()) if one.kind is Kind.GLUED or one.time is None else ()
    if len(ways) == 1:
        return ways[0]
    return one.before or one.row.text, one.time.text if one.time else None


def _without_label(row: Row) -> Row:
    """The row without the word under an icon in the column beside it: "Share"."""
    *words, last = row.pieces
    label = bool(words) and are_actions(last.text) and last.left - words[-1].right > row.high
    return Row(tuple(words)) if label else row
