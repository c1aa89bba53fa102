"""A person looked for in words: by a name as people write it, misspell it and shorten it, or by an address.

For those who have to find what is held about somebody. It finds too much rather than too little, and says
how sure it is; who is meant, a person says.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from worker.reading.message.addresses import ANY
from worker.reading.words.titles import SMALL_TITLES

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_APART = 3
"""Words of a name stand no further apart than this: "Dale, (Mrs) Kim"."""
_FUZZY = 5
"""Letters: a shorter word, one letter another, is another name."""
_AROUND = 60


class Sure(StrEnum):
    """How sure it is that these words mean the person."""

    CERTAIN = "certain"
    """The address, or the whole name."""
    LIKELY = "likely"
    """The surname with a title or an initial, or the name run together ("kimdale")."""
    POSSIBLE = "possible"
    """A word of the name alone, or the name misspelt."""


@dataclass(frozen=True, slots=True)
class Find:
    """Where in a text the person may be meant, how surely, and the words around."""

    start: int
    end: int
    sure: Sure
    around: str


@dataclass(frozen=True, slots=True)
class Sought:
    """Whom to look for: the words of each name, and addresses."""

    names: tuple[tuple[str, ...], ...]
    addresses: tuple[str, ...]


def sought(who: tuple[str, ...]) -> Sought:
    """Take names and addresses apart. A single letter is no word of a name."""
    addresses = tuple(_address(one) for one in who if "@" in one)
    names = (tuple(word for word, _, _ in _words(one) if len(word) > 1) for one in who if "@" not in one)
    return Sought(tuple(name for name in names if name), addresses)


def find(text: str, person: Sought) -> tuple[Find, ...]:
    """Return where a text may mean a person, in order; of places that overlap, the surest."""
    found = [*_addresses(text, person.addresses)]
    words = list(_words(text))
    for name in person.names:
        found += _names(words, name)
    kept: list[tuple[int, int, Sure]] = []
    for place in sorted(found, key=lambda f: (tuple(Sure).index(f[2]), f[0])):
        if not any(place[0] < end and start < place[1] for start, end, _ in kept):
            kept.append(place)
    return tuple(Find(start, end, sure, _around(text, start, end)) for start, end, sure in sorted(kept))


def _addresses(text: str, addresses: tuple[str, ...]) -> Iterator[tuple[int, int, Sure]]:
    if not addresses:
        return
    for match in ANY.finditer(text):
        if _address(match[0]) in addresses:
            yield match.start(), match.end(), Sure.CERTAIN


def _address(written: str) -> str:
    """An address without what its owner may add: capitals, and a tag after a plus."""
    local, _, domain = written.strip().casefold().partition("@")
    return f"{local.partition('+')[0]}@{domain}"


def _names(words: list[tuple[str, int, int]], name: tuple[str, ...]) -> Iterator[tuple[int, int, Sure]]:
    surname, joined = name[-1], "".join(name)
    for n, (word, start, end) in enumerate(words):
        near = words[max(0, n - _APART) : n + _APART + 1]
        if len(name) > 1 and word == surname:
            yield _with_others(words, n, name, near)
        elif len(name) > 1 and joined in word and len(joined) > _FUZZY:
            yield start, end, Sure.LIKELY
        elif len(name) == 1 and word == surname:
            yield start, end, Sure.CERTAIN
        elif any(word == one or _is_misspelt(word, one) for one in name):
            yield start, end, Sure.POSSIBLE


def _with_others(
    words: list[tuple[str, int, int]], n: int, name: tuple[str, ...], near: list[tuple[str, int, int]]
) -> tuple[int, int, Sure]:
    """The surname, with what stands beside it: the other words, a title or an initial, or nothing."""
    _, start, end = words[n]
    others = [
        [place for place in near if place[0] == one or _is_misspelt(place[0], one)] for one in name[:-1]
    ]
    if all(others):
        every = [place for one in others for place in one]
        exact = all(any(place[0] == one for place in near) for one in name[:-1])
        span = (min(start, *(p[1] for p in every)), max(end, *(p[2] for p in every)))
        return (*span, Sure.CERTAIN if exact else Sure.LIKELY)
    beside = words[n - 1] if n else ("", 0, 0)
    if beside[0] in SMALL_TITLES or (len(beside[0]) == 1 and beside[0] == name[0][0]):
        return beside[1], end, Sure.LIKELY
    return start, end, Sure.POSSIBLE


def _words(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _WORD.finditer(text):
        yield _folded(re.sub(r"['’]s?$", "", match[0])), match.start(), match.end()


def _folded(word: str) -> str:
    """A word without case, accents and apostrophes: "O'Neíl" is "oneil"."""
    apart = unicodedata.normalize("NFKD", word.casefold())
    return "".join(char for char in apart if not unicodedata.combining(char) and char not in "'’")


def _is_misspelt(word: str, name: str) -> bool:
    """Whether one letter is another, missing, too many, or two have changed places."""
    if len(name) < _FUZZY or len(word) < _FUZZY - 1 or abs(len(word) - len(name)) > 1 or word == name:
        return False
    pairs = enumerate(zip(word, name, strict=False))
    first = next((n for n, (one, other) in pairs if one != other), min(len(word), len(name)))
    a, b = word[first:], name[first:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _around(text: str, start: int, end: int) -> str:
    """The words around a place, on one line."""
    said = text[max(0, start - _AROUND) : end + _AROUND]
    before, after = "…" if start > _AROUND else "", "…" if end + _AROUND < len(text) else ""
    return " ".join(f"{before}{said}{after}".split())
