"""The place that is reviewed answers: who it is."""

from __future__ import annotations

import re

from worker.reading.screens.authors import NOBODY, Author
from worker.reading.screens.breaks import is_broken
from worker.reading.screens.clear import is_clear, is_cut
from worker.reading.screens.heads import are_one
from worker.reading.screens.kinds import Sorted
from worker.reading.screens.letters import is_whole, mended
from worker.reading.screens.rows import Row, joined
from worker.reading.screens.walk import Page, open_post

_OWNER = re.compile(r"(.{2,59}\S) ?\(owner\)", re.IGNORECASE)


def begin_answer(page: Page, one: Sorted) -> None:
    """Begins the answer of the place that is reviewed: by its name, "(owner)" behind it, or by none."""
    row, over = one.row, page.block[-1].row if page.block else None
    if over and row.text.startswith("(") and are_one(over, row, page.unit):
        row = joined(over, row)
        page.block.pop()
    half = over is not None and row is one.row and is_broken(over, row, page.limit)
    author = NOBODY if half else _place_of(row)
    open_post(page, page.block, author, one.time.text if one.time else None)


def _place_of(row: Row) -> Author:
    """The place that answers, as its row names it."""
    named = _OWNER.match(row.text.strip())
    if named is None:
        return NOBODY
    text = mended(named[0])
    return Author(text, is_clear(row, named[0]) and is_whole(text) and not is_cut(named[1]))
