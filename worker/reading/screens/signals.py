"""Which platform a screen shows: signs are counted, and too few name none.

Pictures of letters, mails and logos speak of Facebook too; a platform is named only on its own furniture.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from worker.reading.platform import recognise
from worker.reading.screens.colours import FULL, is_own_bubble, is_vivid
from worker.reading.screens.looks import Look, Sign, looks, shared
from worker.reading.screens.rows import Row, unit_of
from worker.reading.screens.spoken import names_over

_LONGEST = 160
"""No sign is further from the beginning of its row."""


def find_platform(rows: Sequence[Row], address: str | None) -> str | None:
    """The slug of the platform, or ``None`` where the signs do not suffice or two weigh the same."""
    texts = [text[:_LONGEST] for row in rows for text in {row.text, *(piece.text for piece in row.pieces)}]
    less = sum(sign.weight for sign in shared().against if _holds(sign, rows, texts))
    link = recognise(address) if address else None
    host = link.platform if link else None
    weights = sorted(((weigh(look, rows, texts, host) - less, look.slug) for look in looks()), reverse=True)
    best, slug = weights[0]
    return slug if best >= shared().enough and best > weights[1][0] else None


def weigh(look: Look, rows: Sequence[Row], texts: Sequence[str], host: str | None) -> float:
    """How much speaks for one platform."""
    found = sum(sign.weight for sign in look.signs if _holds(sign, rows, texts))
    return found + (shared().host_weight if host == look.slug else 0.0)


def _own_bubbles(rows: Sequence[Row]) -> int:
    return sum(is_own_bubble(piece.paper) for row in rows for piece in row.pieces)


def _coloured_names(rows: Sequence[Row]) -> int:
    """Short rows in a colour over words in none."""
    return sum(
        is_vivid(one.ink, two.ink) and len(one.pieces[0].text) <= 30 and not is_vivid(two.ink)
        for one, two in pairwise(rows)
    )


def _callouts(rows: Sequence[Row]) -> int:
    """Names in full colour and capitals, each alone on a row over words in no colour."""
    return sum(
        len(one.pieces) == 1
        and one.text.isupper()
        and len(one.text) <= 30
        and is_vivid(one.ink, least=FULL)
        and not is_vivid(two.ink)
        for one, two in pairwise(rows)
    )


def _names_over_bubbles(rows: Sequence[Row]) -> int:
    return names_over(rows, unit_of([piece for row in rows for piece in row.pieces]))


_COLOURED = {
    "bubble": _own_bubbles, "names": _coloured_names, "callouts": _callouts, "above": _names_over_bubbles,
}  # fmt: skip


def _holds(sign: Sign, rows: Sequence[Row], texts: Sequence[str]) -> bool:
    if sign.colour:
        return _COLOURED[sign.colour](rows) >= sign.rows
    assert sign.find is not None
    count = 0
    for text in texts:
        if sign.find.search(text):
            count += 1
            if count >= sign.rows:
                return True
    return False
