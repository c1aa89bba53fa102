"""A text cut into words, and where in it the phrases of ``phrases.toml`` stand.

A text asks the book for the phrases that need no other words than its own; each is then matched word by word.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from worker.deciding.judging.phrases import IN_ONE_SENTENCE, LONGEST, book, plain
from worker.deciding.judging.rules import Phrase, Rule
from worker.reading.words import cut
from worker.reading.words.cut import END
from worker.reading.words.filed import GAP, Keys
from worker.reading.words.once import once

WIDEST = 6
"""Words that may stand where a phrase has a gap."""


@dataclass(frozen=True)
class Words:
    """A text cut into words; ``END`` stands where a sentence ends.

    ``within`` is a text that holds all these words: what cannot stand there is not looked for here.
    """

    text: str
    within: Words | None = None

    @once
    def _cut(self) -> str:
        return cut.line_up(self.text[:LONGEST])

    @once
    def written(self) -> list[str]:
        """The words in order, as written, less the apostrophes."""
        return self._cut.split()

    @once
    def small(self) -> list[str]:
        """The words in small letters."""
        return self._cut.lower().split()

    @once
    def _different(self) -> frozenset[str]:
        return frozenset(self.small)

    @once
    def keys(self) -> list[Keys]:
        """What each word is known by."""
        return list(map(book().vocabulary.__getitem__, self.written))

    @once
    def _likely(self) -> dict[str, dict[str, list[Phrase]]]:
        return {}

    def phrases(self, table: str) -> dict[str, list[Phrase]]:
        """A table's phrases that may stand in this text, by the list they are of, in its order."""
        if self.within:
            return self.within.phrases(table)
        if table not in self._likely:
            found = self._likely[table] = dict[str, list[Phrase]]()
            for phrase in book().filed[table].find(self.keys):
                found.setdefault(phrase.listed, []).append(phrase)
        return self._likely[table]

    @once
    def _plain(self) -> str:
        return plain(self.text)

    def may_hold(self, rule: Rule) -> bool:
        """Whether a rule may speak of this text, told by its letters, then its words, then its phrases."""
        if rule.table in self._likely or self.within:
            return True
        if rule.signs and not any(map(self._plain.__contains__, rule.signs)):
            return False
        return rule.is_told_by(self._different)

    @once
    def _places(self) -> dict[str, list[list[int]]]:
        """Where the words stand that have a key, each different word by itself."""
        index = defaultdict[Keys, list[int]](list)
        for at, keys in enumerate(self.keys):
            if keys:
                index[keys].append(at)
        places = defaultdict[str, list[list[int]]](list)
        for keys, where in index.items():
            for key in keys:
                places[key].append(where)
        return places

    @once
    def _ended(self) -> list[int]:
        """Where sentences end."""
        return next(iter(self._places.get(END, ())), [])

    def find(self, phrase: Phrase) -> Iterator[tuple[int, int]]:
        """Every place a phrase stands: where its first and its last word are."""
        if phrase.apart:
            yield from self._find_apart(phrase)
            return
        for first in self._find_opening(phrase):
            last = self._walk(phrase, first)
            if last is not None and phrase.barred.isdisjoint(self._behind(last)):
                yield first, last

    def _behind(self, at: int) -> Keys:
        """What the next word of a text is known by; nothing at its end."""
        return self.keys[at + 1] if at + 1 < len(self.keys) else GAP

    def _find_opening(self, phrase: Phrase) -> list[int]:
        """Where the first word of a phrase stands, and behind it the second, by which most are told."""
        keys, found = self.keys, self._find_piece(phrase.pieces[0])
        if not all(phrase.pieces[:2]) or not phrase.pieces[1:]:
            return found
        second, last = phrase.pieces[1], len(keys) - 1
        return [at for at in found if at < last and not second.isdisjoint(keys[at + 1])]

    def _find_apart(self, phrase: Phrase) -> Iterator[tuple[int, int]]:
        """Where the words of a phrase stand that may be apart: each another word, the first that fits."""
        units = defaultdict[int, list[set[int]]](lambda: [set() for _ in phrase.pieces])
        for number, piece in enumerate(phrase.pieces):
            for at in self._find_piece(piece):
                units[self.sentence_of(at) if phrase.apart == IN_ONE_SENTENCE else 0][number].add(at)
        for _, found in sorted(units.items()):
            taken = list[int]()
            for places in found:
                free = places.difference(taken)
                if not free:
                    break
                taken.append(min(free))
            else:
                yield min(taken), max(taken)

    def _find_piece(self, piece: Keys) -> list[int]:
        found = [where for key in piece for where in self._places.get(key, ())]
        return found[0] if len(found) == 1 else sorted({*chain.from_iterable(found)})

    def _walk(self, phrase: Phrase, at: int) -> int | None:
        """Where the last word of a phrase is that begins at ``at``, or ``None`` where it breaks off."""
        keys, gap = self.keys, 0
        for piece in phrase.pieces[1:]:
            if piece is GAP:
                gap = WIDEST
                continue
            for here in keys[at + 1 : at + 2 + gap]:
                at += 1
                if not piece.isdisjoint(here):
                    break
                if END in here:
                    return None
            else:
                return None
            gap = 0
        return at

    def sentence_of(self, at: int) -> int:
        """The number of the sentence in which a word stands."""
        return bisect_left(self._ended, at)

    def shown(self, first: int, last: int) -> str:
        """The text from one word of a sentence to another, as written."""
        number, begin, words = self.sentence_of(first), 0, 0
        if number:
            begin, words = self._ends[number - 1], self._ended[number - 1] + 1
        rest = cut.tokens_of(self.text).finditer(self.text, begin, LONGEST)
        found = [match.span() for match in islice(rest, first - words, last - words + 1)]
        return " ".join(self.text[found[0][0] : found[-1][1]].split())

    @once
    def _ends(self) -> list[int]:
        """Where each sentence but the last ends in the text."""
        return [match.end() for match in cut.ENDS.finditer(self.text, 0, LONGEST)]
