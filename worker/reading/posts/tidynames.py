"""A name cut out of the words around it, and the words that are nobody's name."""

from __future__ import annotations

import re
from functools import cache

from worker.reading.posts.lists import set_of
from worker.reading.posts.named import Named
from worker.reading.posts.smallnames import is_first_name
from worker.reading.words.titles import SMALL_TITLES, TITLES

_WORD = re.compile(r"\S+")
_WITH_A_ROAD = 3
"""Words behind which a road's two are no part of a name ("Jo Bell Shore Road")."""
_SURE = 0.6
"""Below this a first name alone is not taken for a name."""


def tidy(name: str, start: int, confidence: float) -> Named | None:
    """A match cut down to its name: the sentence's own words before it go, any inside it end it."""
    words = [(m.group(), m.start()) for m in _WORD.finditer(name)]
    while words and _is_before_a_name([word for word, _ in words]):
        words.pop(0)
    for at, (word, _) in enumerate(words):
        if _plain(word) in _ENDS_NAME:
            words, name = words[:at], name[: words[at][1]].rstrip()
            break
    if len(words) > _WITH_A_ROAD and _plain(words[-1][0]) in set_of("roads") | {"road"}:
        words, name = words[:-2], name[: words[-2][1]].rstrip()
    if not words or _holds_no_name([_plain(word) for word, _ in words if not _INITIAL.fullmatch(word)]):
        return None
    alone = len(words) == 1
    title = words[0][0].rstrip(".") in TITLES
    if title and confidence < _SURE:  # those at the school go by a title; posters seldom do
        return None
    if alone and (confidence < _SURE or title or len(words[0][0]) < 2 or _A_CLASS.fullmatch(words[0][0])):
        return None
    at = start + words[0][1]
    return Named(name[words[0][1] :], at, start + len(name), confidence - 0.2 if alone else confidence)


def _is_before_a_name(words: list[str]) -> bool:
    """Whether the first word is the sentence's own: nobody's name, how it was done, or a class."""
    of_class = len(words) > 1 and _A_CLASS.fullmatch(words[0]) is not None
    return of_class or _plain(words[0]) in _nobody() or _is_adverb(words)


def _is_adverb(words: list[str]) -> bool:
    """Whether the first word tells how ("Sadly Jo Tait"): in "-ly", no first name, and one behind it."""
    first = words[0].lower()
    return len(words) > 2 and first.endswith("ly") and not is_first_name(first) and is_first_name(words[1])


def _holds_no_name(words: list[str]) -> bool:
    """Whether a word is nobody's name; "hall" is one behind a known first name."""
    if not words:
        return True
    allowed = _MONTHS | (set_of("surnames") if is_first_name(words[0].title()) else frozenset())
    return any(word in _nobody() and word not in allowed for word in words)


_INITIAL = re.compile(r"[A-Z]\.")
_A_CLASS = re.compile(r"[A-Z][a-z]{0,3}\d{1,2}[A-Za-z]?")
"""A class or a year, as "Y3" and "Yr5"."""


_SHORTENED = re.compile(r"['’](?:s|d|ve|ll)?$")


def _plain(word: str) -> str:
    return _SHORTENED.sub("", word.lower()).strip(".-")


_ENDS_NAME = frozenset(
    (
        *("i", "im", "ive", "he", "she", "it", "its", "we", "they", "but", "and", "so", "when"),
        *("put", "puts", "wrote", "writes", "posted", "posts", "said", "says", "has", "commented"),
    )
)
"""Words that begin what is said next, or say what was done, in capitals too, and end a name before them."""
_MONTHS = frozenset(("may", "april", "june"))
"""Months that are first names too."""


@cache
def _titles() -> frozenset[str]:
    return frozenset(title.lower() for title in TITLES)


@cache
def _nobody() -> frozenset[str]:
    return (set_of("not_names") | set_of("shops")) - SMALL_TITLES


@cache
def no_beginnings() -> frozenset[str]:
    """Words with a capital that begin no name."""
    return _nobody() - _MONTHS
