"""What a post quotes in a box, or behind a bar, is not its own: words alone, or somebody's whole post."""

from __future__ import annotations

from worker.reading.screens.breaks import is_paler
from worker.reading.screens.colours import apart
from worker.reading.screens.rows import Row

_INSET = 0.3
"""A box is set in by more than this many units, and on other ground."""
_OTHER_GROUND = 10


def without_quotation(rows: tuple[Row, ...], unit: float) -> tuple[Row, ...]:
    """The rows without those above the last that are quoted: set in, and on other ground or paler."""
    if not rows:
        return rows
    own = rows[-1]
    return tuple(row for row in rows if not (is_boxed(row, own, unit) or _is_barred(row, own, unit)))


def _is_barred(row: Row, own: Row, unit: float) -> bool:
    """Whether a row stands behind a bar, as what is answered does in a forum: set in, and paler."""
    return row.left - own.left > _INSET * unit and is_paler(row, own)


def is_boxed(row: Row, own: Row, unit: float, inset: float = _INSET) -> bool:
    """Whether a row stands in a box within the post of which ``own`` is a row: set in, on other ground."""
    return row.left - own.left > inset * unit and apart(row.paper, own.paper) >= _OTHER_GROUND


def around_quotation(outer: Row, head: Row, rows: tuple[Row, ...], unit: float) -> tuple[Row, ...]:
    """What ``outer`` wrote under a post that is quoted, head and all, in a box within its own."""
    if not rows or head.left - rows[-1].left < _INSET * unit:
        return ()
    if apart(head.paper, outer.paper) >= _OTHER_GROUND:
        return tuple(row for row in rows if apart(row.paper, outer.paper) < _OTHER_GROUND)
    goes_on = abs(rows[-1].left - outer.left) < _INSET * unit  # in a photograph grounds tell nothing
    return tuple(row for row in rows if head.left - row.left >= _INSET * unit) if goes_on else ()
