"""Snapchat's chats: a name in coloured capitals over the words, and "ME" for the phone's owner."""

from __future__ import annotations

from collections.abc import Sequence

from worker.reading.screens.authors import CLEAR, NOBODY, Author
from worker.reading.screens.colours import FULL, is_vivid
from worker.reading.screens.looks import Look
from worker.reading.screens.names import is_whole, read_name
from worker.reading.screens.rows import Row
from worker.reading.screens.times import find_time, is_time
from worker.reading.screens.walk import Found

OWN = "ME"
_GAP = 1.2
"""Words of one person are no further apart than so many of their heights."""


def read_callouts(rows: Sequence[Row], look: Look) -> tuple[Found, ...]:
    """The messages of a chat, in order; words above the first name are nobody's and left out."""
    found: list[Found] = []
    author: Author | None = None
    when: str | None = None
    block: list[Row] = []

    def close() -> None:
        if author is not None and block:
            found.append(Found(author, when, tuple(block)))

    for row in rows:
        text = row.text.strip()
        if _is_name(row):
            close()
            author, when, block = _author(row), _when(row), []
        elif look.chrome.search(text) or is_time(text) or look.notes.search(text):
            close()
            author, when, block = None, None, []
        else:
            if block and row.top - block[-1].bottom > _GAP * row.high:
                close()
                author, when, block = NOBODY, None, []  # the name between them could not be read
            block.append(row)
    close()
    return tuple(found)


def has_callouts(rows: Sequence[Row]) -> bool:
    """Whether names in coloured capitals are to be seen at all."""
    return any(_is_name(row) for row in rows)


def _is_name(row: Row) -> bool:
    piece = row.pieces[0]
    if (
        not any(c.isalpha() for c in piece.text)
        or len(piece.text) > 40
        or not is_vivid(piece.ink, least=FULL)
    ):
        return False
    return (
        piece.text.isupper()
        or piece.text.strip().upper() == OWN
        or read_name(piece.text, "display") is not None
    )


def _author(row: Row) -> Author:
    piece = row.pieces[0]
    if piece.text.strip().upper() == OWN:
        return NOBODY
    return Author(piece.text.strip(), piece.confidence >= CLEAR and is_whole(piece.text))


def _when(row: Row) -> str | None:
    time = find_time(row.pieces[-1].text) if len(row.pieces) > 1 else None
    return time.text if time else None
