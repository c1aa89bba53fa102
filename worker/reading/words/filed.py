"""Phrases filed by two of their words that stand side by side: a text is asked only for those it may hold.

A word is known by its keys: the word itself, each beginning it has ("steal*"), each list it is in
("{child}"). The cost grows with the words of the text, and not with the number of phrases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain, combinations, pairwise, product
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
_MOST_KEPT, _LONGEST_KEPT = 8_192, 32
"""Words whose keys are kept, since most of a text are in the next one too, and the letters of the longest."""


class Vocabulary(dict[str, Keys]):
    """The keys of every word as written, as far as ``phrases`` speak of them; ``END`` has one that none has.

    ``lists`` are those that phrases name; ``never_names`` are words that are no name with a capital either.
    """

    def __init__(
        self,
        phrases: Iterable[Sequence[Keys]],
        lists: Mapping[str, Iterable[str]] = MappingProxyType({}),
        never_names: AbstractSet[str] = frozenset(),
    ) -> None:
        super().__init__()
        self._never_names = never_names
        self._keys: dict[str, set[str]] = {}
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
            self[written] = keys
        return keys

    def _find_keys(self, written: str) -> Keys:
        word = written.lower()
        starts = (*self._short, *self._starts.get(word[:_HEAD], ()))
        known_as = [word, *(start for start in starts if word.startswith(start[:-1]))]
        if word.isdigit():
            known_as.append(NUMBER)
        if written[:1].isupper() and word not in self._never_names:
            known_as.append(NAME)
        return frozenset(key for one in known_as for key in self._keys.get(one, ()))


_Pairs = dict[str, dict[str, list[tuple[int, tuple[Keys, ...]]]]]
"""By a key and another: phrases by their number, each with what its other places may hold."""


class Filed(Generic[T]):
    """Phrases, each with what its places may hold, in their order.

    A phrase is filed under two places that stand side by side, those whose words all phrases together use
    least; where it has none, under two that stand apart, or its only one.
    """

    def __init__(self, phrases: Iterable[tuple[T, Sequence[Keys]]]) -> None:
        entries = [(phrase, [place for place in places if place], places) for phrase, places in phrases]
        used = Counter(key for _, held, _ in entries for place in held for key in place)

        def use(pair: tuple[Keys, Keys]) -> int:
            first, second = (sum(map(used.__getitem__, place)) for place in pair)
            return first * second

        self._phrases = [phrase for phrase, *_ in entries]
        self._alone: dict[str, list[int]] = {}
        self._apart: _Pairs = {}
        self._beside: _Pairs = {}
        for number, (_, held, places) in enumerate(entries):
            beside = [pair for pair in pairwise(places) if all(pair)]
            if held[1:]:
                pair = min(beside or combinations(held, 2), key=use)
                rest = tuple(place for place in held if place not in pair)
                for first, second in product(*pair):
                    by_second = (self._beside if beside else self._apart).setdefault(first, {})
                    by_second.setdefault(second, []).append((number, rest))
            else:
                for key in held[0]:
                    self._alone.setdefault(key, []).append(number)

    def find(self, words: Sequence[Keys]) -> list[T]:
        """The phrases that may stand in a text, in their order; ``words`` are its words by their keys."""
        known = set[str]().union(*{*words})  # no frozenset: the keys of a dict meet those one by one
        likely: list[tuple[int, tuple[Keys, ...]]] = []
        for first in known & self._apart.keys():
            by_second = self._apart[first]
            for second in known & by_second.keys():
                likely += by_second[second]
        firsts = self._beside.keys() & known
        for word, following in {*pairwise(words)} if firsts else ():
            for first in word & firsts:
                by_second = self._beside[first]
                for second in following:
                    if second in by_second:
                        likely += by_second[second]
        found = {number for key in known & self._alone.keys() for number in self._alone[key]}
        for number, rest in likely:
            for place in rest:
                if known.isdisjoint(place):
                    break
            else:
                found.add(number)
        return [self._phrases[number] for number in sorted(found)]
