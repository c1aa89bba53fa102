"""Phrases filed by the words they need, so that a text is asked only for those it may hold.

The cost grows with the words of the text and not with the number of phrases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Generic, TypeVar

T = TypeVar("T")

Need = frozenset[str]
"""Words of which one must stand in a text; one with a star is any word that begins so ("steal*")."""

_HEAD, _LEAST = 3, 2
"""Letters by which beginnings are found, and that they must have; those of two are tried one by one."""


class Filed(Generic[T]):
    """Phrases, each with what it needs: of each need a word stands in any text where the phrase does.

    A phrase is filed under the words of that need of its own whose words all phrases together use least.
    What a beginning of one letter could meet is not asked for.
    """

    def __init__(self, phrases: Iterable[tuple[T, Iterable[Need]]]) -> None:
        entries = [(phrase, frozenset(filter(_tells, needs))) for phrase, needs in phrases]
        used = Counter(word for _, needs in entries for need in needs for word in need)
        bits = {need: 1 << at for at, need in enumerate({need for _, needs in entries for need in needs})}
        self._phrases = [phrase for phrase, _ in entries]
        self._anyhow: list[int] = []
        """Phrases that need no word."""
        self._filed: dict[str, list[tuple[int, int]]] = {}
        """Under each word the phrases by number, with the bits of all that they need."""
        self._meets: dict[str, int] = {}
        """What each word meets, as bits."""
        for need, bit in bits.items():
            for word in need:
                self._meets[word] = self._meets.get(word, 0) | bit
        for number, (_, needs) in enumerate(entries):
            if not needs:
                self._anyhow.append(number)
                continue
            for word in min(needs, key=lambda need: sum(map(used.__getitem__, need))):
                self._filed.setdefault(word, []).append((number, sum(map(bits.__getitem__, needs))))
        self._short, self._starts = _by_head([word[:-1] for word in self._meets if word.endswith("*")])

    def beginnings(self, words: AbstractSet[str]) -> dict[str, list[str]]:
        """Those of ``words`` that begin as phrases have it, by the beginning with its star."""
        starts, found = self._starts, dict[str, list[str]]()
        for word in [word for word in words if word[:_HEAD] in starts]:
            for start in starts[word[:_HEAD]]:
                if word.startswith(start):
                    found.setdefault(f"{start}*", []).append(word)
        for start in self._short:
            those = [word for word in words if word.startswith(start)]
            if those:
                found[f"{start}*"] = those
        return found

    def find(self, words: AbstractSet[str]) -> list[T]:
        """The phrases all of whose needs are met, in order; ``words`` are a text's, with ``beginnings``."""
        met = 0
        for word in self._meets.keys() & words:
            met |= self._meets[word]
        likely = [one for word in self._filed.keys() & words for one in self._filed[word]]
        found = {number for number, needs in likely if needs & met == needs}
        return [self._phrases[number] for number in sorted(found.union(self._anyhow))]


def _tells(need: Need) -> bool:
    return all(len(word) > _LEAST or not word.endswith("*") for word in need)


def _by_head(starts: list[str]) -> tuple[list[str], dict[str, list[str]]]:
    by_head: dict[str, list[str]] = {}
    for start in starts:
        if len(start) >= _HEAD:
            by_head.setdefault(start[:_HEAD], []).append(start)
    return [start for start in starts if len(start) < _HEAD], by_head
