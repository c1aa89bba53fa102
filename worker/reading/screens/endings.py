"""How a post ends: at its foot, under its title in a list, or where the app's own furniture begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from worker.reading.screens.authors import NOBODY, Author, author_of_row
from worker.reading.screens.badges import bears_badge, is_badge
from worker.reading.screens.breaks import SAYS_MUCH
from worker.reading.screens.clear import CLEAR
from worker.reading.screens.feet import Known, in_comments, inline_start, is_styled, over_foot, read_above
from worker.reading.screens.heads import is_aside
from worker.reading.screens.kinds import Kind, Sorted
from worker.reading.screens.names import could_be_a_name, is_short
from worker.reading.screens.rows import Row, is_bolder
from worker.reading.screens.walk import Found, Page, close_post, is_bold

_A_PICTURE = 4.0
"""So many units at least lie between a name and what stands under a picture of its bearer's."""
_PARTED = 0.5
_MOST_OF_A_TITLE = 2
_FEWEST = 3
"""Words, a name, and words again."""
_FULL, _HALF = 0.85, 0.6
"""A last row that is shorter than so much of the longest ended there; one alone, than of all the page's."""
_ENDS = (".", "!", "?", "…")
_UNDER_CAPTION = re.compile(r"^\W*(?:view|add)\b", re.IGNORECASE)


def end_at_furniture(page: Page, one: Sorted) -> None:
    """The app's own furniture ends a post; under a caption it stands where a foot would."""
    if page.look.inline and page.open is None:
        if _UNDER_CAPTION.search(one.row.text):
            _close_foot(page, None, timed=False)
        else:
            page.pictured = _over_picture(page, one.row)
    elif page.open is None and page.named:
        close_cut(page)
    close_post(page)


def close_cut(page: Page) -> None:
    """Adds a comment whose foot is hidden by the app's furniture, or cut off: it begins as names do here."""
    rows = [one.row for one in page.block if not all(is_badge(piece.text) for piece in one.row.pieces)]
    if not rows or not is_styled(rows, page.named, page.look, page.stroke):
        return
    above = read_above(rows, page.look, page.unit, _known(page), timed=True)
    clear = min((row.confidence for row in rows), default=0.0) >= CLEAR  # the edge may cut through letters
    if clear and above and above[0].sure and above[1] and _is_ended(above[1], page):
        page.block = []
        page.found.append(Found(above[0], None, above[1]))


def _is_ended(rows: Sequence[Row], page: Page) -> bool:
    """Whether words end: with a stop, or with much room behind them. Else more of them is hidden.

    One row alone, over all that is found, may be of somebody's own page: how many friends he has.
    """
    alone = rows[0].left + _HALF * (page.limit - rows[0].left) if page.found else 0.0
    edge = max(row.left + _FULL * (row.right - row.left) for row in rows) if len(rows) > 1 else alone
    return rows[-1].text.rstrip().endswith(_ENDS) or rows[-1].right < edge


def _known(page: Page) -> Known:
    """What is known of the page's names by now."""
    confirmed = any(one.author.sure for one in page.found)
    return Known(page.limit, confirmed, page.titled, page.named, page.places, page.stroke)


def _over_picture(page: Page, row: Row) -> Author | None:
    """Whoever is named over a picture, alone or with a place under the name."""
    head = [one.row for one in page.block]
    if not head or row.top - head[-1].bottom < _A_PICTURE * page.unit:
        return None
    for n in range(len(head) - 1, max(-1, len(head) - 3), -1):
        author = author_of_row(head[n], page.look)
        if author.name and author.sure and (n == len(head) - 1 or is_aside(head[-1], head[n], page.unit)):
            return author
    return None


def end_at_counts(page: Page, one: Sorted) -> None:
    """How many looked ends a post; among reviews it stands under the name of who wrote."""
    if page.look.slug == "google_reviews":
        page.block.append(one)
    else:
        close_post(page)


def end_at_foot(page: Page, one: Sorted) -> None:
    """A foot ends the post that is open, or makes one of the rows above it."""
    when = one.time.text or None if one.time else None
    inline = page.open and page.look.inline and (when or not page.open.when)  # else it is its own foot
    inner = inline_start([row.row for row in page.block], page.unit) if inline else None
    if inner:
        _close_before(page, inner)
    start = _comment_start(page) if when and _may_hold_two(page) else None
    if start:
        _close_before(page, start)
    if page.open:
        page.open = replace(page.open, when=page.open.when or when)
        close_post(page)
    else:
        _close_foot(page, when, timed=one.time is not None, foot=one.row)


def _may_hold_two(page: Page) -> bool:
    """Whether a comment may begin within the block: under a post with its time, or one cut off above."""
    return bool(page.open.when) if page.open else _is_cut_off(page)


def _is_cut_off(page: Page) -> bool:
    """Whether a page begins with words, and no heading: the name of whoever said them is cut off."""
    if page.found or page.look.inline or len(page.block) < _FEWEST:
        return False
    first, *others = (one.row for one in page.block)
    flush = abs(first.left - min(row.left for row in others)) < page.unit / 2
    return flush and first.top < page.unit / 4 and first.high <= page.unit and not is_bold(page, first)


def _is_begun_above(page: Page, rows: Sequence[Row]) -> bool:
    """Whether words stand at the very top of the picture: who said them is cut off, be there no time."""
    much = len(rows) > 1 and len(rows[0].text) > SAYS_MUCH
    return much and not page.found and not page.look.inline and rows[0].top < page.unit / 4


def _close_before(page: Page, start: int) -> None:
    """Ends the post that is open before this row: from there on it is a comment under it."""
    rest, page.block = page.block[start:], page.block[:start]
    page.open = page.open or Found(NOBODY, None, ())
    close_post(page)
    page.block = rest


def _close_foot(page: Page, when: str | None, *, timed: bool, foot: Row | None = None) -> None:
    """Adds a post known only by its foot: the rows just above, of which the first may be the name."""
    rows = [one.row for one in page.block]
    if foot and not page.look.inline:
        rows = over_foot(rows, foot, page.unit)
    page.block = []
    parts = in_comments(rows, page.unit) if page.look.inline else [rows]
    for part in parts:
        last = timed and part is parts[-1]
        above = read_above(part, page.look, page.unit, _known(page), timed=last)
        if above is None and _is_begun_above(page, part):
            above = NOBODY, tuple(part)
        if above is None and page.pictured and part:
            above = page.pictured, tuple(part)  # a caption that does not name its author again
        page.pictured = None
        if above is not None:
            if above[0].sure and not page.look.inline:
                page.names.append(part[0])
            page.found.append(Found(above[0], when if len(parts) == 1 else None, above[1]))


def close_listed(page: Page, author: Author, when: str) -> None:
    """Adds a thread of a list: its title, over the row that says who began it."""
    rows = tuple(one.row for one in page.block[-_MOST_OF_A_TITLE:] if one.kind is Kind.WORDS)
    page.open, page.block = None, []
    if rows:
        page.found.append(Found(author, when, rows))


def leave_profile(page: Page, _: Sorted) -> None:
    """Leaves the head of somebody's own page: he has said nothing there yet."""
    if page.open is None or page.open.when is None:
        page.open, page.block = None, []


def give_time(page: Page, when: str) -> None:
    """A time that stands alone under a caption belongs to it."""
    if (
        page.look.inline
        and page.open is None
        and not page.block
        and page.found
        and page.found[-1].when is None
    ):
        page.found[-1] = replace(page.found[-1], when=when)


def _comment_start(page: Page) -> int | None:
    """Where, under a post that has its time, a comment with its own begins: at a bold name."""
    for n in range(len(page.block) - 2, 0, -1):
        over, row = page.block[n - 1].row, page.block[n].row
        named = could_be_a_name(row.text) or is_short(row.text)
        below = page.block[n + 1].row
        bold = is_bold(page, row) or bears_badge(row.text)
        bold = bold or (is_bolder(row, over) and is_bolder(row, below))
        if row.top - over.bottom > _PARTED * page.unit and bold and named:
            return n
    return None
