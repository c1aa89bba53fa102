"""What stands over a time: the row that holds the name, and what belongs to neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from worker.reading.screens.badges import bears_badge, is_badge
from worker.reading.screens.barenames import is_nobody
from worker.reading.screens.breaks import SAME_INK, is_broken, is_of_one_make, is_short_enough
from worker.reading.screens.colours import apart, is_vivid
from worker.reading.screens.kinds import Kind, Sorted
from worker.reading.screens.looks import Look
from worker.reading.screens.names import could_be_a_name, read_name
from worker.reading.screens.rows import Row, is_bolder, joined

_ASKEW = 1.5
"""A name and the time under it begin no further apart than this many units."""
_ONE_INK = 12
_NEAR = 1.1
"""A name row and its time row are no further apart than this many units."""


def name_over(
    rows: Sequence[Sorted], below: Row, look: Look, unit: float, limit: float
) -> tuple[Sorted | None, list[Sorted]]:
    """The row that holds the name over the time row ``below``, and the rows before it.

    A name that was broken comes as one row; ``limit`` is how far to the right words reach.
    """
    block = list(rows)
    edge = below.top
    while block:
        last = block[-1]
        if edge - last.row.bottom > _NEAR * unit:
            break
        block.pop()
        if (
            last.kind is Kind.COUNTS
            or is_badge(last.row.text)
            or _is_place(last, block, look, unit)
            or (block and is_aside(last.row, block[-1].row, unit))
        ):
            edge = last.row.top
            continue
        below = last.row
        while block and is_broken(over := block[-1].row, below, limit):
            if not is_short_enough(f"{over.text} {last.row.text}"):
                break
            last, below = replace(last, row=joined(over, last.row)), over
            block.pop()
        return last, block
    return None, list(rows)


def _is_place(last: Sorted, block: Sequence[Sorted], look: Look, unit: float) -> bool:
    """A neighbourhood, or what somebody works as, on a row of its own between name and time."""
    if look.headline and block:
        return bears_badge(block[-1].row.text)
    if look.names != "short" or not block:
        return False
    over = block[-1].row
    near = last.row.top - over.bottom < 0.6 * unit and abs(over.left - last.row.left) < unit
    return near and len(last.row.text.split()) <= 4 and read_name(over.text, "short") is not None


def begins_a_head(over: Row, row: Row, limit: float) -> bool:
    """Whether a head was broken: a name, perhaps with half a badge, stands over the rest of it."""
    return is_broken(over, row, limit) and (could_be_a_name(over.text) or is_nobody(over.text))


def is_aside(row: Row, over: Row, unit: float) -> bool:
    """Whether a row is the small print right under a name: a place, a rank, what its bearer does."""
    near = row.top - over.bottom < unit and abs(over.left - row.left) < unit
    small = (
        (is_bolder(over, row) or row.high < 0.85 * over.high)
        and apart(over.ink, row.ink) > SAME_INK
        and not is_vivid(row.ink)
    )
    return near and small and len(row.text.split()) <= 5 and not row.text.rstrip().endswith((".", "!", "?"))


def lost_its_beginning(name: Row, time: Row, above: Sequence[Sorted], look: Look, unit: float) -> bool:
    """Whether something stood before a name or its time and was not read: they begin at one edge.

    So does what a name goes on from: a row of its make over it that begins elsewhere is the end of another.
    """
    if look.names not in ("display", "short"):
        return False  # elsewhere stars, or a picture's initials, stand before one of the two
    if abs(time.left - name.left) > _ASKEW * unit:
        return True
    if look.names == "short" and apart(name.ink, time.ink) < _ONE_INK and not is_bolder(name, time):
        return True  # it is where they live, in the small print of the time
    over = above[-1].row if above else None
    if over is not None and is_of_one_make(over, name) and is_bolder(over, time):
        return True  # there was no room for all of it, nor would it be short enough for a name
    return (
        over is not None
        and name.top - over.bottom < 0.5 * unit
        and over.left - name.left > unit
        and over.pieces[0].stroke > 0
        and 0.9 < over.pieces[0].stroke / max(name.pieces[0].stroke, 0.1) < 1.1
    )


def are_one(one: Row, other: Row, unit: float) -> bool:
    """Whether two rows begin at the same edge and touch."""
    return abs(one.left - other.left) < 0.7 * unit and other.top - one.bottom < 0.8 * unit
