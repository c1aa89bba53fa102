"""Comments that are known by their foot alone: a name, its words, and then "18h Like Reply"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from worker.reading.screens.authors import (
    NOBODY,
    Author,
    author_of_row,
    inline_author,
    run_in_author,
)
from worker.reading.screens.badges import bears_badge, is_badge, is_said_too
from worker.reading.screens.barenames import bare, is_nobody
from worker.reading.screens.breaks import fainter, is_paler, is_titled, stands_apart, whole_name
from worker.reading.screens.clear import holds_a_sign
from worker.reading.screens.colours import apart
from worker.reading.screens.heads import is_aside
from worker.reading.screens.looks import Look
from worker.reading.screens.names import is_nothing_else, is_place, is_short
from worker.reading.screens.rows import Row, is_alike, is_bolder

_TOGETHER = 2.4
"""Rows of one comment are no further apart than this many units."""
_BOLD = 1.06
"""The stems of a name are so much wider than those of words, in the thinnest bold letters."""
_BOLDER = 1.2
_MOST_OF_A_HEADING = 4
_DOTS = ("·", "•", "∙")
_THINNER, _OTHER_INK = 0.85, 20
_APART = 0.4
"""Rows of two comments are further apart than this."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a page's names before a comment is read.

    ``confirmed``: comments have been seen to begin with user names. ``titled``: names are bold.
    ``named``: rows that are names for certain. ``limit`` is how far words reach. ``places``: where
    people live, as several rows of their own say it. ``stroke``: how wide the stems of words are.
    """

    limit: float
    confirmed: bool
    titled: bool
    named: Sequence[Row] = ()
    places: frozenset[str] = frozenset()
    stroke: float = 0.0


def read_above(
    rows: Sequence[Row], look: Look, unit: float, known: Known, *, timed: bool
) -> tuple[Author, tuple[Row, ...]] | None:
    """The author and the words above a foot; ``None`` where there is no post.

    ``timed`` says that a time stands in the foot, be it one that cannot be read.
    """
    near = _together(rows, unit)
    ranks = len(near)
    while near and is_badge(near[0].text):
        near = near[1:]
    if not near:
        return None
    honoured = len(near) < ranks or (len(near) > 1 and is_badge(near[1].text))
    words = [row for row in near[1:] if not is_badge(row.text)]
    words = words or [row for row in near[1:] if is_said_too(row.text)]
    near, whole = [near[0], *words], True
    if not _are_two(near[:2], known.named):
        near, whole = whole_name(near, known.limit)
    author, rest = NOBODY, near
    if look.inline:
        if len(near) > 1 and begins_with(near[1].text, bare(near[0].text)):
            near = near[1:]  # the head of a post whose caption begins with the same name
        author, rest = inline_author(near, confirmed=known.confirmed)
    elif timed and (run_in := run_in_author(near[0], look)):
        author, rest = run_in[0], [run_in[1], *near[1:]]
    elif timed:
        parted = honoured or stands_apart(near, unit) or (look.names == "free" and fainter(near))
        styled = is_styled(near, known.named, look, known.stroke)
        author = author_of_row(near[0], look, parted=parted or is_titled(near), styled=styled)
        if author.name and holds_a_sign(near[0], author.name):
            author = _who_answers(author, near[0], known.named, unit)
        heads = styled or _heads(near, look, unit, titled=known.titled)
        author = replace(author, sure=author.sure and whole and heads)
        rest = near[1:] if author.name or is_nobody(near[0].text) else near
        placed = len(near) > 2 and near[1].text.strip() in known.places
        aside = len(near) > 2 and is_aside(near[1], near[0], unit) and fainter(near[1:])
        if author.name and (placed or aside):
            rest = near[2:]
    return (author, tuple(rest)) if timed or author.name else None


def _are_two(rows: Sequence[Row], named: Sequence[Row]) -> bool:
    """Whether two rows each are a name that is known here: of who says nothing but whom he answers."""
    names = {bare(one.text) for one in named}
    return len(rows) > 1 and all(bare(row.text) in names for row in rows)


def _who_answers(both: Author, row: Row, named: Sequence[Row], unit: float) -> Author:
    """Of two names in a row the first, where one of them stands over a comment further out; else in doubt."""
    assert both.name is not None
    over = [bare(one.text) for one in named if row.left - one.left > unit]
    for name in over:
        if both.name.endswith(" " + name):
            return replace(both, name=both.name[: -len(name)].strip())
        if both.name.startswith(name + " "):
            return replace(both, name=name)
    return replace(both, sure=False)


def is_styled(rows: Sequence[Row], named: Sequence[Row], look: Look, stroke: float = 0.0) -> bool:
    """Whether the first row is of the make of names on this page, and of none that words have.

    Where people are named shortly their places stand beside and under them, of a make of their own.
    ``stroke`` is how wide the stems of words are on the page: those under a name may begin with one in bold.
    A badge beside a name has a colour of its own, which was measured with it.
    """
    if look.names not in ("display", "free"):
        return False
    bold = 0 < _BOLDER * stroke <= rows[0].pieces[0].stroke
    distinct = len(rows) > 1 and (is_bolder(rows[0], rows[1]) or bold or fainter(rows))
    honoured = bears_badge(rows[0].text)
    return distinct and any(is_alike(rows[0], name, inked=not honoured) for name in named)


def _heads(rows: Sequence[Row], look: Look, unit: float, *, titled: bool) -> bool:
    """Whether the first row can be the name of who says the others, and no part of what is said.

    A name that was not read is followed by words that look like one: alone, set in where its
    beginning is missing, or no bolder than the rest where names are.
    """
    if len(rows) < 2 or rows[0].left - rows[1].left > unit:
        return False
    if _is_placed(rows[0], look):
        return True
    if look.names != "free" and is_paler(rows[0], rows[1]) and not is_short(rows[0].text):
        return False  # where they live
    name, words = rows[0].pieces[0].stroke, rows[1].pieces[0].stroke
    return not titled or not words or name >= _BOLD * words or fainter(rows) or _is_mixed(rows)


def _is_placed(row: Row, look: Look) -> bool:
    """Whether a row begins in letters of its own up to a dot or a place: a name, and where he lives."""
    piece = row.pieces[0]
    lead, rest = piece.text[: piece.lead], piece.text[piece.lead :]
    dotted = lead.endswith(_DOTS) or rest.lstrip().startswith(_DOTS)
    if look.names == "short" and is_short(row.text) and row.text.count(".") == 1:
        place = row.text.partition(".")[2].strip()
        dotted = dotted or (place.startswith(_DOTS) and is_place(place.strip(" ·•∙")))
    return bool(lead) and (dotted or (look.names == "short" and is_place(rest)))


def _is_mixed(rows: Sequence[Row]) -> bool:
    """Whether the first row is thinner than words and in another ink: a smiley beside it was measured too."""
    one, two = rows[0].pieces[0], rows[1].pieces[0]
    return one.stroke < _THINNER * two.stroke and apart(one.ink, two.ink) > _OTHER_INK


def inline_start(rows: Sequence[Row], unit: float) -> int | None:
    """Where, under a post still open, a comment begins with its author's user name: after a gap."""
    for n in range(len(rows) - 1, 0, -1):
        gap = rows[n].top - rows[n - 1].bottom
        parted = gap > _APART * unit or rows[n].pieces[0].lead > 0
        if parted and inline_author(rows[n:], confirmed=False)[0].sure:
            return n
    return None


def in_comments(rows: Sequence[Row], unit: float) -> list[Sequence[Row]]:
    """The rows parted where a comment begins with its author's name in bold letters, as under a post.

    Where none is measured bold, but the first begins with one, a word that only user names are is another.
    """
    rows = _together(rows, unit)  # over the picture stands the head of the post
    bold = any(row.pieces[0].lead for row in rows)
    first = inline_author(rows[:1], confirmed=False)[0] if rows and not bold else NOBODY
    starts = [
        n
        for n, row in enumerate(rows)
        if n
        and (
            bool(row.pieces[0].lead and inline_start(rows[n - 1 : n + 1], unit))
            or (first.sure and _is_by_another(row, first))
        )
    ]
    return [rows[a:b] for a, b in pairwise([0, *starts, len(rows)])]


def _is_by_another(row: Row, author: Author) -> bool:
    """Whether a row begins with somebody else's user name."""
    return is_nothing_else(row.text.partition(" ")[0]) and not begins_with(row.text, author.name or "")


def over_foot(rows: Sequence[Row], foot: Row, unit: float) -> list[Row]:
    """The rows without a heading of the page, which begins further left than the foot and the words do."""
    for n, (row, below) in enumerate(pairwise(rows), 1):
        short = len(row.text.split()) <= _MOST_OF_A_HEADING and not row.pieces[0].lead
        if short and row.left < foot.left - unit and abs(below.left - foot.left) < unit / 2:
            return over_foot(rows[n:], foot, unit)
    return list(rows)


def _together(rows: Sequence[Row], unit: float) -> list[Row]:
    """The last rows that no wide gap parts from the end."""
    for n in range(len(rows) - 1, 0, -1):
        if rows[n].top - rows[n - 1].bottom > _TOGETHER * unit:
            return list(rows[n:])
    return list(rows)


def begins_with(text: str, name: str) -> bool:
    """Whether ``text`` begins with ``name``, a capital "I" read for a small "l" or not."""
    return text.replace("I", "l").startswith(name.strip().replace("I", "l") + " ")


def after_name(rows: tuple[Row, ...], name: str) -> tuple[Row, ...]:
    """The rows of a caption without the user name it begins with, if it does."""
    if not rows or not begins_with(rows[0].text, name):
        return rows
    piece = rows[0].pieces[0]
    rest = replace(piece, text=piece.text[len(name) :].strip(), lead=0)
    return (Row((rest, *rows[0].pieces[1:])), *rows[1:]) if rest.text else rows
