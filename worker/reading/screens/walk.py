"""The walk down a page of posts: which one is open, and the rows that are not yet spoken for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from worker.reading.screens.authors import NOBODY, Author
from worker.reading.screens.badges import is_said_too
from worker.reading.screens.breaks import SAYS_MUCH, fainter
from worker.reading.screens.cards import without_card_below
from worker.reading.screens.feet import after_name, begins_with
from worker.reading.screens.kinds import Kind, Sorted
from worker.reading.screens.looks import Look
from worker.reading.screens.names import could_be_a_name
from worker.reading.screens.quotations import around_quotation, is_boxed, without_quotation
from worker.reading.screens.rows import Row

_BOLDER = 1.2
_LARGEST = 1.3
"""Words in larger print, as on a coloured ground, tell nothing of how wide stems are here."""
_PARTED = 0.5
_A_PICTURE = 4.0
"""A picture is no lower than so many units."""
_SEVERAL = 2
_MOST_OF_A_TITLE = 2


@dataclass(frozen=True, slots=True)
class Found:
    """One post as found: its author (if any), its time and the rows of its words."""

    author: Author
    when: str | None
    rows: tuple[Row, ...]
    group: str | None = None
    paid: bool = False
    """Whether it is an advert."""


@dataclass(slots=True)
class Page:
    """The walk down a page: what is found, the post that is open, and rows not yet spoken for."""

    look: Look
    unit: float
    limit: float
    """How far to the right words reach."""
    stroke: float = 0.0
    """How wide the stems of people's words are."""
    titled: bool = False
    """Whether names are in bolder letters than words here: several rows are that can be names."""
    places: frozenset[str] = frozenset()
    """Where people live, where it stands under their names."""
    named: tuple[Row, ...] = ()
    """The rows that were found to be names when the page was walked before."""
    names: list[Row] = field(default_factory=list)
    """Those found on this walk."""
    found: list[Found] = field(default_factory=list)
    open: Found | None = None
    block: list[Sorted] = field(default_factory=list)
    last: Row | None = None
    head: Row | None = None
    """The row of name and time that opened the post."""
    title: Row | None = None
    """The row of its name, over that of its time."""
    outer: Row | None = None
    """That of the post before, under which nothing stood."""
    pictured: Author | None = None
    """Whoever is named over the picture that was passed, until its caption is read."""
    muted: bool = False
    """Whether others' notes on the post follow, which its author did not write."""


def page_of(rows: Sequence[Sorted], look: Look, unit: float) -> Page:
    """A page before its first row."""
    much = [one.row for one in rows if one.kind is Kind.WORDS and len(one.row.text) > SAYS_MUCH]
    much = [row for row in much if row.high <= _LARGEST * unit] or much
    stroke = median([row.pieces[0].stroke for row in much] or [0.0])
    page = Page(look, unit, max((one.row.right for one in rows), default=0.0), stroke)
    bold = [
        one
        for one in rows
        if one.kind is Kind.WORDS and is_bold(page, one.row) and could_be_a_name(one.row.text)
    ]
    page.titled = len(bold) >= _SEVERAL
    if look.names == "short":
        page.places = _places(rows)
    return page


def _places(rows: Sequence[Sorted]) -> frozenset[str]:
    """What stands before a time, and what several rows say alike right under another: where people live."""
    heads = {one.before for one in rows if one.kind is Kind.HEAD}
    under = Counter(
        one.row.text.strip()
        for over, one in pairwise(rows)
        if one.kind is Kind.WORDS and over.kind is Kind.WORDS and could_be_a_name(one.row.text)
    )
    return frozenset(heads | {text for text, count in under.items() if count >= _SEVERAL})


def open_post(
    page: Page, above: list[Sorted], author: Author, when: str | None, group: str | None = None
) -> None:
    """Begins a post; the rows above its name belong to the one before."""
    page.block = above
    page.outer = (page.head or page.title) if page.open and not above else None
    close_post(page)
    page.head = page.title = None
    page.open = Found(author, when, (), group)


def close_post(page: Page) -> None:
    """Ends the post that is open; what stood within it as another's is not its own."""
    page.muted = False
    if page.open:
        rows = tuple(one.row for one in page.block if one.kind in (Kind.WORDS, Kind.HEAD))
        rows = rows or tuple(one.row for one in page.block if is_said_too(one.row.text))
        if page.head and rows and is_boxed(page.head, rows[-1], page.unit):
            page.open = replace(page.open, author=NOBODY, when=None)  # of whoever is quoted
        if page.head and rows and page.look.names == "nick" and _are_set_in(rows, page.head, page.unit):
            page.open = replace(page.open, author=NOBODY, when=None)  # so are these: the answer is cut off
        if page.look.headline and fainter(rows):
            rows = rows[1:]
        if around := page.head and page.outer and around_quotation(page.outer, page.head, rows, page.unit):
            page.found[-1] = replace(page.found[-1], rows=around)
        elif rows or page.open.author is not NOBODY or page.open.when:
            rows = without_card_below(without_quotation(rows, page.unit), page.unit)
            page.found.append(replace(page.open, rows=_without_name(page, rows)))
    page.open, page.block = None, []


def _are_set_in(rows: tuple[Row, ...], head: Row, unit: float) -> bool:
    """Whether all rows stand further in than the head, as only a quotation does."""
    return min(row.left for row in rows) - head.left > _PARTED * unit


def _without_name(page: Page, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows of a caption without the user name it begins with, which its head has shown.

    Nor with what stands between the head and a picture: a place.
    """
    name = page.open.author.name if page.open else None
    if not (page.look.inline and name and rows):
        return rows
    under = next((n for n in range(1, len(rows)) if _is_pictured(rows[n - 1], rows[n], page.unit)), 0)
    rows = rows[under:] if begins_with(rows[under].text, name) else rows
    return after_name(rows, name)


def _is_pictured(over: Row, row: Row, unit: float) -> bool:
    """Whether there is room for a picture between two rows."""
    return row.top - over.bottom > _A_PICTURE * unit


def is_bold(page: Page, row: Row) -> bool:
    """Whether a row is in bolder letters than people's words on this page are, and no larger."""
    piece = row.pieces[0]
    return 0 < _BOLDER * page.stroke <= piece.stroke and row.high <= _LARGEST * page.unit
