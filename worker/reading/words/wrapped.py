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
_ENDS = ".!?:…"


def unwrap(text: str) -> str:
    """``text`` with a space in the place of each break that a mail program made; positions stay true.

    A break within a sentence is the program's where the line below goes on in small letters. In a text of
    lines as wide as programs break them it is so too where the first word below had no room above, down to
    the first break of the paragraph where it had: that one, and those below it, somebody typed.
    """
    lines = text.split("\n")
    width, full = _width(lines), True
    pieces = [lines[0]]
    for above, below in pairwise(lines):
        opens = _OPENS.match(below)
        first = below.partition(" ")[0]
        full = not above or (full and len(above.rstrip(" ")) + 1 + len(first) > width)
        pieces += (" " if opens and _goes_on(above.rstrip(" "), opens[0], full) else "\n", below)
    return "".join(pieces)


def _width(lines: list[str]) -> int:
    """How wide the lines of a text may be that a program broke; any width where none did."""
    widest = max((len(line) for line in lines if " " in line and "://" not in line), default=0)
    return widest if _NARROWEST <= widest <= _WIDEST else _ANY


def _goes_on(above: str, opens: str, full: bool) -> bool:
    """Whether a line goes on below with this word, which had no room in it if it is ``full``."""
    if not above or above[-1] in _ENDS or _LISTED.fullmatch(opens):
        return False
    return full or (opens[0].islower() and (above[-1].isalnum() or above[-1] == ","))
