"""Lines that a mail program broke: to who reads them they are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from worker.reading.words.indexed import UPPER

_NARROWEST, _WIDEST = 56, 80
"""How wide mail programs make the lines they break (RFC 5322 §2.1.1 has 78 letters, RFC 3676 §4.2 fewer)."""
_OPENS = re.compile(r"[^\W_][^\s\x00]{0,80}")
"""The first word of a line that may go on a sentence."""
_BEGUN = re.compile(rf"\d{{1,2}}(?:[.)]|[:./]\d\d?\S*)|[{UPPER}][^\W\d_]{{1,20}}:")
"""An item of a list, a chat's time or a label: the writer's own beginning of a line."""
_STOPS = (".", "!", "?", "…")


_ASKED_AGAIN = 4
"""Texts whose unbroken form is kept: several ask for that of one mail."""


@lru_cache(_ASKED_AGAIN)
def unwrap(text: str) -> str:
    """``text`` with a space in the place of each break that a mail program made; positions stay true.

    A break within a sentence is the program's where the line below goes on in small letters. In a text of
    lines as wide as programs break them it is so too where the first word below had no room above, down to
    the first break of the paragraph where it had: that one, and those below it, somebody typed. Behind a
    sentence a break is the program's only beside one of those.
    """
    lines = text.split("\n")
    width = _find_width(lines)
    full = list(_find_full(lines, width)) if width else [False] * (len(lines) - 1)
    broken = any(is_full and not above.endswith(_STOPS) for is_full, above in zip(full, lines, strict=False))
    pieces = [lines[0]]
    for (above, below), is_full in zip(pairwise(lines), full, strict=True):
        goes_on = broken if is_full else _goes_on_small(above, below)
        pieces += (" " if goes_on else "\n", below)
    return "".join(pieces)


def find_words(text: str, said: Iterable[str | None]) -> list[tuple[int, int]]:
    """Where a text first has each of these words, wherever either of the two has its lines broken."""
    unbroken = text.replace("\n", " ")
    each = (words.replace("\n", " ") for words in said if words)
    return [(at, at + len(words)) for words in each if (at := unbroken.find(words)) >= 0]


def _find_full(lines: list[str], width: int) -> Iterator[bool]:
    """Of each break, whether the line above was full and nothing else speaks for who wrote it."""
    so_far = True
    for above, below in pairwise(lines):
        first = below.partition(" ")[0]
        so_far = not above or (so_far and len(above.rstrip(" ")) + 1 + len(first) > width)
        yield bool(above) and so_far and not above.endswith(":") and _may_go_on(below)


def _find_width(lines: list[str]) -> int | None:
    """How wide the lines of a text may be that a program broke; None where none did."""
    widest = max((len(line) for line in lines if " " in line and "://" not in line), default=0)
    return widest if _NARROWEST <= widest <= _WIDEST else None


def _may_go_on(below: str) -> bool:
    """Whether a line begins with a word, and not as an item of a list, a label or a chat's message."""
    opens = _OPENS.match(below)
    return opens is not None and _BEGUN.fullmatch(opens[0]) is None


def _goes_on_small(above: str, below: str) -> bool:
    if not below[:1].islower():
        return False
    last = above.rstrip(" ")[-1:]
    return (last.isalnum() or last == ",") and _may_go_on(below)
