"""Feeds: a head or a foot with a time anchors each post; what stands between is its words.

Three shapes cover nearly all: a name row with a time row under it, both on one row, and a name, its words
and then "18h Like Reply".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from worker.reading.screens.authors import (
    NOBODY,
    author_before,
    author_of_head,
    author_of_row,
    is_set_off,
)
from worker.reading.screens.breaks import is_of_one_make
from worker.reading.screens.feet import inline_start, is_styled
from worker.reading.screens.heads import are_one, begins_a_head, lost_its_beginning, name_over
from worker.reading.screens.kinds import Kind, Sorted, with_start
from worker.reading.screens.looks import Look, shared
from worker.reading.screens.names import (
    bare,
    begins_with_badge,
    could_be_a_name,
    is_badge,
    is_nobody,
    read_name,
)
from worker.reading.screens.rows import Row, is_bolder
from worker.reading.screens.times import split_glued
from worker.reading.screens.walk import (
    Found,
    Page,
    close_foot,
    close_listed,
    close_post,
    comment_start,
    give_time,
    is_bold,
    leave_profile,
    open_post,
    page_of,
)

_MOST_WORDS_OF_A_PLACE = 3
_TOUCHING = 0.5
"""Words that stand so near under a head are said there."""
_CUT_HANDLE = re.compile(r"@[\w.]{0,30} ?(?:[·•].{0,6}|…|\.{2,3})\s*$")
"""A user name with what is left of its time, for which there was no room: only heads are cut so."""
_LISTED = re.compile(r" ?[·•|] ?\d[\d,.]*k? (?:replies|messages|posts|comments)\b.*$", re.IGNORECASE)
"""In a list of threads each stands over who began it, and how many answered."""
_FOLLOW = re.compile(r"\W{1,3}follow(?:ing|s you)?$", re.IGNORECASE)
_CUT_NAME = re.compile(r"(?:…|\.{2,3})$")
_UNDER_CAPTION = re.compile(r"^\W*(?:view|add)\b", re.IGNORECASE)


def read_feed(rows: Sequence[Sorted], look: Look, unit: float) -> tuple[Found, ...]:
    """The posts of one column, from top to bottom."""
    page = _walk(rows, page_of(rows, look, unit))
    if page.names:
        page = _walk(rows, replace(page_of(rows, look, unit), named=tuple(page.names)))
    return tuple(page.found)


def _walk(rows: Sequence[Sorted], page: Page) -> Page:
    for one in rows:
        _STEPS[one.kind](page, one)
        page.last = one.row
    close_post(page)
    return page


# ── one row at a time ──────────────────────────────────────────────────────────────────────


def _words(page: Page, one: Sorted) -> None:
    if page.muted or shared().asides.search(one.row.text):
        page.muted = True
        return
    if (
        page.look.slug == "x"
        and page.block
        and _CUT_NAME.search(one.row.text)
        and read_name(_CUT_NAME.sub("", one.row.text), "display")
    ):
        open_post(page, page.block, NOBODY, None)  # a head that had no room for more than half a name
        return
    if page.look.slug == "x" and _is_cut_head(page, one.row):
        open_post(page, page.block[:-1], NOBODY, None)
    if page.open and page.open.group and page.open.author is NOBODY and not page.block:
        author = author_before(one.row.text.removeprefix("u/"), one.row, page.look)
        if author.name:
            page.open = replace(page.open, author=author)
            return
    page.block.append(one)


def _is_cut_head(page: Page, below: Row) -> bool:
    """Whether the last row is all that was left of a head: a bold name, set off from the words before it."""
    if len(page.block) < 2 or "@" in below.text or is_bold(page, below):
        return False
    before, row = page.block[-2].row, page.block[-1].row
    parted = row.top - before.bottom > _TOUCHING * page.unit
    return parted and is_bold(page, row) and read_name(row.text.rstrip("."), "display") is not None


def _passing(page: Page, one: Sorted) -> None:
    if is_badge(one.row.text):
        page.block.append(one)


def _chrome(page: Page, one: Sorted) -> None:
    if page.look.inline and page.open is None and _UNDER_CAPTION.search(one.row.text):
        close_foot(page, None, timed=False)
    close_post(page)


def _counts(page: Page, one: Sorted) -> None:
    if page.look.slug == "google_reviews":
        page.block.append(one)
    else:
        close_post(page)


def _foot(page: Page, one: Sorted) -> None:
    when = one.time.text or None if one.time else None
    inline = page.open and page.look.inline
    inner = inline_start([row.row for row in page.block], page.unit) if inline else None
    if inner:
        rest, page.block = page.block[inner:], page.block[:inner]
        close_post(page)
        page.block = rest
    start = comment_start(page) if page.open and page.open.when and when else None
    if start:
        rest, page.block = page.block[start:], page.block[:start]
        close_post(page)
        page.block = rest
    if page.open:
        page.open = replace(page.open, when=page.open.when or when)
        close_post(page)
    else:
        close_foot(page, when, timed=one.time is not None, foot=one.row)


def _time(page: Page, one: Sorted) -> None:
    assert one.time is not None
    if page.look.slug == "x" and page.open:
        page.open = replace(page.open, when=one.time.text)
        close_post(page)
        return
    if page.open and page.open.when is None and not page.block and page.open.author is NOBODY:
        page.open = replace(page.open, when=one.time.text)  # of the owner's answer
        return
    name, above = name_over(page.block, one.row, page.look, page.unit, page.limit)
    if name is None:
        give_time(page, one.time.text)
        _foot(page, one)
        return
    goes_on = bool(above) and are_one(above[-1].row, name.row, page.unit)
    if page.look.inline and (goes_on or author_of_row(name.row, page.look) is NOBODY):
        _foot(page, one)
        return
    counted = bool(page.block) and page.block[-1].kind is Kind.COUNTS
    parted = counted or begins_with_badge(one.before) or is_bold(page, name.row)
    styled = is_styled([name.row, one.row], page.named, page.look)
    if page.look.above == "group" and len(name.row.text.split()) > _MOST_WORDS_OF_A_PLACE:
        styled = False  # a group's name may stand behind it
    styled = styled or (counted and is_bolder(name.row, one.row))
    author = author_of_row(name.row, page.look, parted=parted, styled=styled)
    if lost_its_beginning(name.row, one.row, above, page.look, page.unit):
        author = replace(author, sure=False)
    if author.sure:
        page.names.append(name.row)
    open_post(page, above, author, one.time.text)


def _head(page: Page, one: Sorted) -> None:
    assert one.time is not None
    if page.block and _is_begun(page, one):
        one = with_start(page.block.pop().row, one)
    assert one.time is not None
    if one.before.startswith("r/"):
        open_post(page, page.block, NOBODY, one.time.text, bare(one.before))
        return
    name, above = name_over(page.block, one.row, page.look, page.unit, page.limit)
    beneath = name is not None and are_one(name.row, one.row, page.unit)
    short = is_set_off(one) or len(one.before.split()) <= _MOST_WORDS_OF_A_PLACE
    if name is not None and beneath and short and page.look.above == "name":
        parted = page.look.names == "free" or is_bold(page, name.row)
        author = author_of_row(name.row, page.look, parted=parted)
        open_post(page, above, author, one.time.text)
        return
    if beneath and name and page.look.slug == "x" and one.before.startswith("@"):
        author = author_of_row(name.row, page.look, parted=True)
        open_post(page, above, replace(author, handle=one.before), one.time.text)
        return
    if page.look.names == "nick" and _LISTED.search(one.before):
        close_listed(page, author_before(_LISTED.sub("", one.before), one.row, page.look), one.time.text)
        return
    if is_nobody(one.before):
        open_post(page, page.block, NOBODY, one.time.text)
        return
    if beneath and not page.look.slug:
        open_post(
            page, page.block, NOBODY, one.time.text
        )  # of a post in a group, or of somewhere: who can tell
        return
    head = author_of_head(one, page.look)
    if head and not page.look.slug and page.last is None:
        head = replace(head, sure=False)  # it may be where one lives whose name is cut off
    unread = page.look.names == "handle" and " " not in one.before  # a user name is one word, whatever it is
    if head is None and not unread and (page.block or page.open or not could_be_a_name(one.before)):
        _words(page, one)
        return
    in_group = name is not None and beneath and page.look.above == "group"
    group = bare(name.row.text) if name and in_group else None
    open_post(page, above if in_group else page.block, head or NOBODY, one.time.text, group)
    page.head = one.row


def _is_begun(page: Page, head: Sorted) -> bool:
    """Whether the row above begins the head: there was no more room, or it is as bold as names are."""
    over = page.block[-1].row
    if is_set_off(head) and begins_a_head(over, head.row, page.limit):
        return True
    bold = is_bold(page, over) and is_of_one_make(over, head.row)
    return bold and page.look.slug == "x" and could_be_a_name(over.text)


def _handle(page: Page, one: Sorted) -> None:
    before, _, handle = _FOLLOW.sub("", one.row.text.strip()).rpartition("@")
    if before and _CUT_HANDLE.search(one.row.text):
        open_post(page, page.block, author_before(before, one.row, page.look, parted=True), None)
    elif _is_told(page, one.row) or (before and (page.look.names == "handle" or _goes_on(page, before))):
        _words(page, replace(one, kind=Kind.WORDS))
    elif before:
        open_post(page, page.block, author_before(before, one.row, page.look), None)
    elif page.look.slug == "x":
        over, above = name_over(page.block, one.row, page.look, page.unit, page.limit)
        bold = over is not None and is_bolder(over.row, one.row)
        author = author_of_row(over.row, page.look, parted=True, styled=bold) if over else NOBODY
        when = over.time.text if over and over.time else None
        open_post(page, above, replace(author, handle="@" + handle), when)
    else:
        open_post(page, page.block, author_before(handle, one.row, page.look), None)


def _is_told(page: Page, row: Row) -> bool:
    """Whether a row stands right under a head, where words begin."""
    last = page.last
    return bool(page.open and not page.block and last and row.top - last.bottom < _TOUCHING * page.unit)


def _goes_on(page: Page, before: str) -> bool:
    """Whether what stands before an @ belongs to what is being said, and is nobody's name."""
    return bool(page.open or page.block) and not (
        could_be_a_name(before) or read_name(before, page.look.names)
    )


def _owner(page: Page, one: Sorted) -> None:
    open_post(page, page.block, NOBODY, one.time.text if one.time else None)


def _glued(page: Page, one: Sorted) -> None:
    ways = split_glued(bare(one.row.text))
    name, when = ways[0] if len(ways) == 1 else ("", None)
    open_post(page, page.block, author_before(name, one.row, page.look), when)


_STEPS = {
    Kind.WORDS: _words, Kind.PASSING: _passing, Kind.CHROME: _chrome, Kind.COUNTS: _counts,
    Kind.FOOT: _foot, Kind.TIME: _time, Kind.HEAD: _head, Kind.HANDLE: _handle,
    Kind.GLUED: _glued, Kind.PROFILE: leave_profile,
    Kind.OWNER: _owner,
}  # fmt: skip
