"""A list of words as one pattern, which refuses most places by their first letter."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter


def one_of(words: Iterable[str], *, whole: bool = False, any_case: bool = False) -> str:
    """The alternatives, by first letter and the longest first, without brackets; a star is any ending.

    ``whole``: a word ends where its entry does. ``any_case``: for patterns that ignore case; there the first
    letter alone is looked at as written, since only then the engine looks at it before it begins a branch.
    """
    ordered = sorted(set(words), key=lambda word: (word[0], -len(word), word))
    return "|".join(
        f"{_first(letter, any_case=any_case)}(?:{'|'.join(_rest(word, whole=whole) for word in those)})"
        for letter, those in groupby(ordered, key=itemgetter(0))
    )


def _first(letter: str, *, any_case: bool) -> str:
    both = letter.lower() + letter.upper()
    return f"(?-i:[{both}])" if any_case and both.isalpha() else re.escape(letter)


def _rest(word: str, *, whole: bool) -> str:
    pattern = re.escape(word[1:]).replace(r"\ ", " ").replace("'", "['’]").replace(r"\*", r"\w{0,12}")
    return rf"{pattern}\b" if whole and not word.endswith("*") else pattern
