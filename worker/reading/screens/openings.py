"""How a post begins: at a head, a time under a name, a handle; and the words that begin none."""

from __future__ import annotations

import re
from dataclasses import replace

from worker.reading.screens.authors import (
    NOBODY,
    Author,
    author_before,
    author_of_head,
    author_of_row,
    is_set_off,
)
from worker.reading.screens.badges import begins_with_badge
from worker.reading.screens.barenames import bare, is_nobody
from worker.reading.screens.breaks import is_of_one_make
from worker.reading.screens.endings import close_listed, end_at_foot, give_time
from worker.reading.screens.feet import is_styled
from worker.reading.screens.heads import are_one, begins_a_head, lost_its_beginning, name_over
from worker.reading.screens.kinds import Kind, Sorted
from worker.reading.screens.letters import may_differ
from worker.reading.screens.looks import shared
from worker.reading.screens.names import could_be_a_name, read_name
from worker.reading.screens.rows import Row, is_bolder
from worker.reading.screens.sorting import with_start
from worker.reading.screens.times import split_glued
from worker.reading.screens.walk import Found, Page, close_post, is_bold, open_post

_MOST_WORDS_OF_A_PLACE = 3
_TOUCHING = 0.5
"""Words that stand so near under a head are said there."""
_CUT_HANDLE = re.compile(r"@[\w.]{0,30} ?(?:[·•].{0,6}|…|\.{2,3})\s*$")
"""A user name with what is left of its time, for which there was no room: only heads are cut so."""
_LISTED = re.compile(r" ?[·•|] ?\d[\d,.]*k? (?:replies|messages|posts|comments)\b.*$", re.IGNORECASE)
"""In a list of threads each stands over who began it, and how many answered."""
_TORN = re.compile(r"\w @\w{2,20} \w{1,12}$")
"""A handle into which a space was read, behind a name."""
_AUDIENCE = re.compile(r"\w ?[·•∙]\W{0,3}$")
"""What stands behind a time, before the sign of who may see a post."""
_FOLLOW = re.compile(r"\W{1,3}follow(?:ing|s you)?$", re.IGNORECASE)
_CUT_NAME = re.compile(r"(?:…|\.{2,3})$")


def take_words(page: Page, one: Sorted) -> None:
    """Words belong to the post that is open, unless they are all that was left of a head."""
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


# ── a time under a name ────────────────────────────────────────────────────────────────────


def begin_at_time(page: Page, one: Sorted) -> None:
    """A time begins the post of whoever is named over it; under nobody's name it is a foot."""
    assert one.time is not None
    if page.look.slug == "x" and (page.open or page.block):
        _end_at_time(page, one)
        return
    if page.open and page.open.when is None and not page.block:
        page.open = replace(page.open, when=one.time.text)  # of the owner's answer
        return
    name, above = _name_over(page, one.row)
    if name is None and page.block and page.block[-1].kind is Kind.COUNTS:
        open_post(page, page.block[:-1], NOBODY, one.time.text)  # the name over the count was not read
        return
    if name is None:
        give_time(page, one.time.text)
        end_at_foot(page, one)
        return
    goes_on = bool(above) and are_one(above[-1].row, name.row, page.unit)
    if page.look.inline and (goes_on or author_of_row(name.row, page.look) is NOBODY):
        end_at_foot(page, one)
        return
    author = _author_over_time(page, name.row, one)
    if lost_its_beginning(name.row, one.row, above, page.look, page.unit):
        author = replace(author, sure=False)
    if author.sure:
        page.names.append(name.row)
    open_post(page, above, author, one.time.text)
    page.title = name.row


def _end_at_time(page: Page, one: Sorted) -> None:
    """On X a time alone ends the post that is open, or one whose name is cut off.

    Right under a head that had no room for it, it begins the words.
    """
    assert one.time is not None
    if page.open is None:
        end_at_foot(page, one)
        return
    begun = bool(page.block)
    page.open = replace(page.open, when=one.time.text)
    if begun:
        close_post(page)


def _author_over_time(page: Page, name: Row, one: Sorted) -> Author:
    """Whoever a row over a time names, by what stands between and the make of the row."""
    counted = bool(page.block) and page.block[-1].kind is Kind.COUNTS
    parted = counted or begins_with_badge(one.before) or is_bold(page, name)
    flush = is_bold(page, name) and are_one(name, one.row, page.unit)
    styled = is_styled([name, one.row], page.named, page.look) or (flush and is_bolder(name, one.row))
    if page.look.above == "group" and _may_name_a_group(name):
        styled = False
    styled = styled or (counted and is_bolder(name, one.row))
    return author_of_row(name, page.look, parted=parted, styled=styled)


def _may_name_a_group(row: Row) -> bool:
    """Whether a sign may have been lost in a row, with a group behind it: the row is long, or has a hole."""
    missed = row.pieces[0].missed
    return missed > 0 or (missed < 0 and len(row.text.split()) > _MOST_WORDS_OF_A_PLACE)


# ── name and time on one row ───────────────────────────────────────────────────────────────


def begin_at_head(page: Page, one: Sorted) -> None:
    """A head begins a post; who wrote it stands before the time, or over it."""
    if page.block and _is_begun(page, one):
        one = with_start(page.block.pop().row, one)
    assert one.time is not None
    when = one.time.text
    if one.before.startswith("r/"):
        open_post(page, page.block, NOBODY, when, bare(one.before))
        return
    name, above = _name_over(page, one.row)
    over = name.row if name is not None and are_one(name.row, one.row, page.unit) else None
    author = _author_over_head(page, over, one) if over else None
    if author:
        open_post(page, above, author, when)
    elif page.look.names == "nick" and _LISTED.search(one.before):
        close_listed(page, author_before(_LISTED.sub("", one.before), one.row, page.look), when)
    elif is_nobody(one.before):
        open_post(page, page.block, NOBODY, when)
    elif over and not page.look.slug:
        open_post(page, page.block, NOBODY, when)  # in a group, or of somewhere: who can tell
    elif over and page.look.above == "group":
        _begin_by(page, one, above, bare(over.text))
    else:
        _begin_by(page, one, page.block)


def _is_begun(page: Page, head: Sorted) -> bool:
    """Whether the row above begins the head: there was no more room, or it is as bold as names are."""
    over = page.block[-1].row
    if is_set_off(head) and begins_a_head(over, head.row, page.limit):
        return True
    bold = is_bold(page, over) and is_of_one_make(over, head.row)
    return bold and page.look.slug == "x" and could_be_a_name(over.text)


def _author_over_head(page: Page, over: Row, one: Sorted) -> Author | None:
    """Whoever the row over a head names, where the head gives but a place or a handle of theirs."""
    short = is_set_off(one) or len(one.before.split()) <= _MOST_WORDS_OF_A_PLACE
    if short and page.look.above == "name":
        parted = page.look.names == "free" or is_bold(page, over)
        return author_of_row(over, page.look, parted=parted)
    if page.look.slug == "x" and one.before.startswith("@"):
        return replace(author_of_row(over, page.look, parted=True), handle=one.before)
    return None


def _begin_by(page: Page, head: Sorted, above: list[Sorted], group: str | None = None) -> None:
    """Begins the post of whoever a head itself names; one that can name nobody is words."""
    assert head.time is not None
    author = author_of_head(head, page.look)
    if author and not page.look.slug and page.last is None:
        author = replace(author, sure=False)  # it may be where one lives whose name is cut off
    # A user name is one word, whatever it is.
    unread = page.look.names == "handle" and " " not in head.before
    torn = page.look.slug == "x" and bool(_TORN.search(head.before))
    torn = torn or (group is not None and bool(_AUDIENCE.search(head.row.text)))
    unread = unread or (torn and is_set_off(head))
    named = could_be_a_name(head.before) or may_differ(bare(head.before))
    if author is None and not unread and (page.block or page.open or not named):
        take_words(page, head)
        return
    open_post(page, above, author or NOBODY, head.time.text, group)
    page.head = head.row


def _name_over(page: Page, row: Row) -> tuple[Sorted | None, list[Sorted]]:
    return name_over(page.block, row, page.look, page.unit, page.limit)


# ── a handle, and what is no name ──────────────────────────────────────────────────────────


def begin_at_handle(page: Page, one: Sorted) -> None:
    """A handle begins the post of whoever is named before or over it, unless it is said."""
    before, _, handle = _FOLLOW.sub("", one.row.text.strip()).rpartition("@")
    if before and _CUT_HANDLE.search(one.row.text):
        open_post(page, page.block, author_before(before, one.row, page.look, parted=True), None)
    elif _is_told(page, one.row) or (before and (page.look.names == "handle" or _goes_on(page, before))):
        take_words(page, replace(one, kind=Kind.WORDS))
    elif before:
        open_post(page, page.block, author_before(before, one.row, page.look), None)
    elif page.look.slug == "x":
        over, above = _name_over(page, one.row)
        bold = over is not None and is_bolder(over.row, one.row)
        author = author_of_row(over.row, page.look, parted=True, styled=bold) if over else NOBODY
        when = over.time.text if over and over.time else None
        open_post(page, above, replace(author, handle="@" + handle), when)
    else:
        open_post(page, page.block, author_before(handle, one.row, page.look), None)
    if one.paid and page.open:
        page.open = replace(page.open, paid=True)


def _is_told(page: Page, row: Row) -> bool:
    """Whether a row stands right under a head, where words begin."""
    last = page.last
    return bool(page.open and not page.block and last and row.top - last.bottom < _TOUCHING * page.unit)


def _goes_on(page: Page, before: str) -> bool:
    """Whether what stands before an @ belongs to what is being said, and is nobody's name."""
    return bool(page.open or page.block) and not (
        could_be_a_name(before) or read_name(before, page.look.names)
    )


def begin_advert(page: Page, one: Sorted) -> None:
    """Under who paid for it an advert begins, which is no part of the post above."""
    name, above = _name_over(page, one.row)
    if name is None:
        page.block.append(one)
    else:
        open_post(page, above, NOBODY, None)
        page.open = Found(NOBODY, None, (), paid=True)


def begin_at_glued(page: Page, one: Sorted) -> None:
    """A user name to which its time is stuck begins a post, where both are read in one way only."""
    ways = split_glued(bare(one.row.text))
    name, when = ways[0] if len(ways) == 1 else ("", None)
    open_post(page, page.block, author_before(name, one.row, page.look), when)
