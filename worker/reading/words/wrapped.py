"""Lines that a mail program broke within a sentence: to who reads them they are one."""

from __future__ import annotations

import re
from itertools import pairwise

from worker.reading.words.indexed import UPPER

_NARROWEST, _WIDEST = 56, 80
"""How wide mail programs make the lines they break (RFC 5322 §2.1.1 has 78 letters, RFC 3676 §4.2 fewer)."""
_OPENS = re.compile(r"[^\W_][^\s\x00]{0,80}")
"""The first word of a line that may go on a sentence."""
_LISTED = re.compile(rf"(?:\d{{1,2}}[.)]|[{UPPER}][^\W\d_]{{1,20}}:)")
"""An item of a list, or a label: the writer's own beginning of a line."""
_ANY = 1_000_000


def unwrap(text: str, written: str) -> str:
    """``text`` with a space in the place of each break that a mail program made; positions stay true.

    A break is the program's where the line below goes on in small letters, and in a text of lines as wide
    as programs break them, where its first word had no room above. ``written`` is the text before anything
    in it was blanked.
    """
    lines = text.split("\n")
    width = _width(written)
    pieces = [lines[0]]
    for above, below in pairwise(lines):
        pieces += (" " if _goes_on(above.rstrip(" "), below, width) else "\n", below)
    return "".join(pieces)


def _width(written: str) -> int:
    """How wide the lines of a text may be that a program broke; any width where none did."""
    lines = (line for line in written.split("\n") if " " in line and "://" not in line)
    widest = max(map(len, lines), default=0)
    return widest if _NARROWEST <= widest <= _WIDEST else _ANY


def _goes_on(above: str, below: str, width: int) -> bool:
    opens = _OPENS.match(below)
    if opens is None or not above or _LISTED.fullmatch(opens[0]):
        return False
    if below[0].islower() and (above[-1].isalnum() or above[-1] == ","):
        return True
    return len(above) + 1 + len(opens[0]) > width
