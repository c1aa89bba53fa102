"""A poster's name as a text gives it, and when two names may be one person's."""

from __future__ import annotations

import re
from typing import NamedTuple

from worker.reading.words.titles import SMALL_TITLES


class Named(NamedTuple):
    """A poster's name, where it stands, and how surely the sentence makes it the poster's."""

    name: str
    start: int
    end: int
    confidence: float


def same_person(one: str, other: str) -> bool:
    """Whether two names may be one person's: the words of one are all in the other ("Dean")."""
    a, b = _words_of(one), _words_of(other)
    return bool(a and b and (a <= b or b <= a))


def _words_of(name: str) -> frozenset[str]:
    return frozenset(_WORD.findall(name.lower())) - SMALL_TITLES


_WORD = re.compile(r"[\w'’-]+")
