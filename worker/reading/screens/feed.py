"""Feeds: a head or a foot with a time anchors each post; what stands between is its words.

Three shapes cover nearly all: a name row with a time row under it, both on one row, and a name, its words
and then "18h Like Reply".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from worker.reading.screens.badges import is_advert, is_badge
from worker.reading.screens.endings import (
    close_cut,
    end_at_counts,
    end_at_foot,
    end_at_furniture,
    leave_profile,
)
from worker.reading.screens.kinds import Kind, Sorted
from worker.reading.screens.looks import Look
from worker.reading.screens.openings import (
    begin_advert,
    begin_at_glued,
    begin_at_handle,
    begin_at_head,
    begin_at_time,
    take_words,
)
from worker.reading.screens.owners import begin_answer
from worker.reading.screens.walk import Found, Page, close_post, page_of


def read_feed(rows: Sequence[Sorted], look: Look, unit: float) -> tuple[Found, ...]:
    """The posts of one column, from top to bottom; adverts only where there is nothing else."""
    page = _walk(rows, page_of(rows, look, unit))
    if page.names:
        page = _walk(rows, replace(page_of(rows, look, unit), named=tuple(page.names)))
    return tuple(one for one in page.found if not one.paid) or tuple(page.found)


def _walk(rows: Sequence[Sorted], page: Page) -> Page:
    for one in rows:
        _STEPS[one.kind](page, one)
        page.last = one.row
    if page.open is None and page.named:
        close_cut(page)
    close_post(page)
    return page


def _pass_by(page: Page, one: Sorted) -> None:
    if is_advert(one.row.text):
        begin_advert(page, one)
    elif is_badge(one.row.text):
        page.block.append(one)


_STEPS = {
    Kind.WORDS: take_words, Kind.PASSING: _pass_by,
    Kind.HEAD: begin_at_head, Kind.TIME: begin_at_time, Kind.HANDLE: begin_at_handle,
    Kind.GLUED: begin_at_glued, Kind.OWNER: begin_answer,
    Kind.FOOT: end_at_foot, Kind.COUNTS: end_at_counts, Kind.CHROME: end_at_furniture,
    Kind.PROFILE: leave_profile,
}  # fmt: skip
