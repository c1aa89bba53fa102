"""Phrases filed by two of their words that stand side by side: a text is asked only for those it may hold.

A word is known by its keys: the word itself, each beginning it has ("steal*"), each list it is in
("{child}"). The cost grows with the words of the text, and not with the number of phrases.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, pairwise, product
from types import MappingProxyType
from typing import Generic, TypeVar

from worker.reading.words.cut import END

T = TypeVar("T")

Keys = frozenset[str]
"""What a word may be known by, or one place of a phrase may hold."""
GAP: Keys = frozenset()
"""A place where other words may stand, or none."""
NAME, NUMBER = "{Name}", "{number}"
"""The keys of a word with a capital, and of digits."""

_HEAD = 3
"""Letters by which beginnings are found; shorter ones are tried with every word."""
_SHORT_SPOKEN = 4
"""Letters of a word in "-in" that is none in "-ing" yet: "thin", "main"."""
_MOST_KEPT, _LONGEST_KEPT = 8_192, 32
"""Words whose keys are kept, since most of a text are in the next one too, and the letters of the longest."""


class Vocabulary(dict[str, Keys]):
    """The keys of every word as written, as far as ``phrases`` speak of them; ``END`` has one that none has.

    ``lists`` are those that phrases name; ``never_names`` are words that are no name with a capital either.
    ``spellings`` are usual words by one spelt as it is spoken: that is known by their keys too. Where there
    are any, "-in" at a word's end may be "-ing".
    """

    def __init__(
        self,
        phrases: Iterable[Sequence[Keys]],
        lists: Mapping[str, Iterable[str]] = MappingProxyType({}),
        never_names: AbstractSet[str] = frozenset(),
        spellings: Mapping[str, Sequence[str]] = MappingProxyType({}),
    ) -> None:
        super().__init__()
        self._spellings = spellings
        self._never_names = frozenset(never_names).union(
            s for s, usual in spellings.items() if never_names & {*usual}
        )
        self._keys: dict[str, set[str]] = {}
        self._same: dict[Keys, Keys] = {}
        for key in frozenset(chain.from_iterable(map(chain.from_iterable, phrases))):
            for word in lists.get(key, (key,)):
                self._keys.setdefault(word, set()).add(key)
        self._short: list[str] = []
        self._starts: dict[str, list[str]] = {}
        for word in self._keys:
            if word.endswith("*") and len(word) > _HEAD:
                self._starts.setdefault(word[:_HEAD], []).append(word)
            elif word.endswith("*"):
                self._short.append(word)

    def __missing__(self, written: str) -> Keys:
        keys = frozenset((END,)) if written == END else self._find_keys(written)
        if len(written) <= _LONGEST_KEPT:
            if len(self) >= _MOST_KEPT:
                self.clear()
                self._same.clear()
            self[written] = keys
        return keys

    def _find_keys(self, written: str) -> Keys:
        word = written.lower()
        known_as = [known for one in (word, *self._usual(word)) for known in (one, *self._starts_of(one))]
        if word.isdigit():
            known_as.append(NUMBER)
        if written[:1].isupper() and word not in self._never_names:
            known_as.append(NAME)
        keys = frozenset(key for one in known_as for key in self._keys.get(one, ()))
        return self._same.setdefault(keys, keys)

    def _starts_of(self, word: str) -> Iterable[str]:
        starts = (*self._short, *self._starts.get(word[:_HEAD], ()))
        return (start for start in starts if word.startswith(start[:-1]))

    def _usual(self, word: str) -> Sequence[str]:
        """The usual spellings of a word that is spelt as it is spoken."""
        spoken = self._spellings and word.endswith("in") and len(word) > _SHORT_SPOKEN
        return [*self._spellings.get(word, ()), *((f"{word}g",) if spoken else ())]


class _Alone(dict[Keys, frozenset[int]]):
    """The numbers of the phrases that a word leads to by itself, put together once for each."""

    def __init__(self) -> None:
        super().__init__()
        self._filed = defaultdict[str, list[int]](list)

    def file(self, number: int, place: Keys) -> None:
        """Have a word of this place lead to a phrase."""
        for key in place:
            self._filed[key].append(number)

    def __missing__(self, word: Keys) -> frozenset[int]:
        found = frozenset(number for key in word & self._filed.keys() for number in self._filed[key])
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[word] = found
        return found


class _Beside(dict[tuple[Keys, Keys], frozenset[int]]):
    """The phrases that two words side by side lead to, put together once for each two."""

    def __init__(self) -> None:
        super().__init__()
        self._filed = defaultdict[str, defaultdict[str, list[int]]](lambda: defaultdict(list))

    def file(self, number: int, first: Keys, second: Keys) -> None:
        """Have two words of these places lead to a phrase."""
        for one, other in product(first, second):
            self._filed[one][other].append(number)

    def __missing__(self, pair: tuple[Keys, Keys]) -> frozenset[int]:
        first, second = pair
        by_second = [self._filed[key] for key in first & self._filed.keys()]
        found = frozenset(number for one in by_second for key in second for number in one.get(key, ()))
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[pair] = found
        return found


def _choose(places: Sequence[Keys], uses: Mapping[Keys, int]) -> tuple[Keys, ...]:
    """Where a phrase is filed: under two places side by side, else under one; those used least."""
    pairs = [pair for pair in pairwise(places) if all(pair)]
    if pairs:
        return min(pairs, key=lambda pair: uses[pair[0]] * uses[pair[1]])
    return (min(filter(None, places), key=uses.__getitem__),)


class Filed(Generic[T]):
    """Phrases, each with what its places may hold, in their order.

    A phrase is filed under two places that stand side by side, those whose words all phrases together use
    least; where it has none, under the one place whose words they use least.
    """

    def __init__(self, phrases: Iterable[tuple[T, Sequence[Keys]]]) -> None:
        entries = [(phrase, places, {*places} - {GAP}) for phrase, places in phrases]
        used = Counter(chain.from_iterable(place for _, places, _ in entries for place in places))
        uses = {place: sum(map(used.__getitem__, place)) for *_, held in entries for place in held}
        self._phrases = [phrase for phrase, *_ in entries]
        self._rest: list[tuple[Keys, ...]] = []
        self._rarest: list[Keys] = []
        self._alone, self._beside = _Alone(), _Beside()
        for number, (_, places, held) in enumerate(entries):
            told = _choose(places, uses)
            rest = sorted(held.difference(told), key=uses.__getitem__)
            self._rarest.append((rest or told)[0])
            self._rest.append(tuple(rest[1:]))
            if len(told) == 1:
                self._alone.file(number, *told)
            else:
                self._beside.file(number, *told)

    def find(self, words: Sequence[Keys]) -> list[T]:
        """The phrases that may stand in a text, in their order; ``words`` are its words by their keys."""
        present = {*words}
        known = set[str]().union(*present)  # no frozenset: the keys of a dict meet those one by one
        beside = map(self._beside.__getitem__, {*pairwise(words)})
        found = set[int]().union(*beside, *map(self._alone.__getitem__, present))
        rarest, rest, lacks = self._rarest, self._rest, known.isdisjoint
        likely = sorted([number for number in found if not lacks(rarest[number])])
        return [self._phrases[number] for number in likely if not any(map(lacks, rest[number]))]
