"""Phrases filed by two of their words that stand side by side: a text is asked only for those it may hold.

A word is known by its keys: the word itself, each beginning it has ("steal*"), each list it is in
("{child}"). The cost grows with the words of the text, and not with the number of phrases.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class _Lead:
    """The phrases that a word leads to by itself, and with each other word anywhere in the text."""

    alone: frozenset[int]
    apart: dict[str, frozenset[int]]


_ByTwoWords = defaultdict[str, defaultdict[str, list[int]]]
"""The numbers of phrases by the key of one word and that of another."""


def _by_two_words() -> _ByTwoWords:
    return defaultdict(lambda: defaultdict(list))


class _Leads(dict[Keys, _Lead]):
    """What each word leads to, put together once for each."""

    def __init__(self) -> None:
        super().__init__()
        self.alone = defaultdict[str, list[int]](list)
        self.apart = _by_two_words()

    def __missing__(self, word: Keys) -> _Lead:
        by_second: dict[str, set[int]] = {}
        for key in word & self.apart.keys():
            for second, numbers in self.apart[key].items():
                by_second.setdefault(second, set()).update(numbers)
        alone = frozenset(number for key in word & self.alone.keys() for number in self.alone[key])
        apart = {second: frozenset(numbers) for second, numbers in by_second.items()}
        if len(self) >= _MOST_KEPT:
            self.clear()
        lead = self[word] = _Lead(alone, apart)
        return lead


class _Beside(dict[tuple[Keys, Keys], frozenset[int]]):
    """The phrases that two words side by side lead to, put together once for each two."""

    def __init__(self) -> None:
        super().__init__()
        self.filed = _by_two_words()

    def __missing__(self, pair: tuple[Keys, Keys]) -> frozenset[int]:
        first, second = pair
        by_second = [self.filed[key] for key in first & self.filed.keys()]
        found = frozenset(number for one in by_second for key in second for number in one.get(key, ()))
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[pair] = found
        return found


class Filed(Generic[T]):
    """Phrases, each with what its places may hold, in their order.

    A phrase is filed under two places that stand side by side, those whose words all phrases together use
    least; where it has none, under two that stand apart, or its only one.
    """

    def __init__(self, phrases: Iterable[tuple[T, Sequence[Keys]]]) -> None:
        entries = [(phrase, [place for place in places if place], places) for phrase, places in phrases]
        places_held = {*chain.from_iterable(held for _, held, _ in entries)}
        used = Counter(chain.from_iterable(place for _, held, _ in entries for place in held))
        uses = {place: sum(map(used.__getitem__, place)) for place in places_held}

        def use(pair: tuple[Keys, Keys]) -> int:
            return uses[pair[0]] * uses[pair[1]]

        self._phrases = [phrase for phrase, *_ in entries]
        self._rest: list[tuple[Keys, ...]] = []
        self._leads, self._beside = _Leads(), _Beside()
        for number, (_, held, places) in enumerate(entries):
            beside = [pair for pair in pairwise(places) if all(pair)]
            pair = min(beside or combinations(held, 2), key=use, default=())
            self._rest.append(tuple(place for place in held if place not in pair) if pair else ())
            by_first = self._beside.filed if beside else self._leads.apart
            for first, second in product(*pair) if pair else ():
                by_first[first][second].append(number)
            for key in held[0] if not pair else ():
                self._leads.alone[key].append(number)

    def find(self, words: Sequence[Keys]) -> list[T]:
        """The phrases that may stand in a text, in their order; ``words`` are its words by their keys."""
        present = {*words}
        known = set[str]().union(*present)  # no frozenset: the keys of a dict meet those one by one
        found = set[int]().union(*map(self._beside.__getitem__, {*pairwise(words)}))
        for lead in map(self._leads.__getitem__, present):
            found |= lead.alone
            for second in lead.apart.keys() & known if lead.apart else ():
                found |= lead.apart[second]
        rest, lacks = self._rest, known.isdisjoint
        return [self._phrases[number] for number in sorted(found) if not any(map(lacks, rest[number]))]
