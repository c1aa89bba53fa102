"""A text cut into words, and the rules of ``phrases.toml`` found in it.

A text asks the book for the phrases filed under its own words, so that the cost grows with the text and
not with the book; each is then matched word by word.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from worker.deciding.phrases import ANY, HEAD, LONGEST, Phrase, Piece, Rule, book, plain

GAP = 6
"""Words that may stand where a phrase has ``..``."""

_TOKEN = re.compile(r"([^\W_]++(?:['’`][^\W_]++)*+|[%@#])|[.!?…][\"”’')]*+\s|\n[ \t]*+\n")
_NEVER_NAMES = frozenset(
    (
        *("i", "the", "a", "and", "but", "she", "he", "they", "it", "we", "you", "this", "that"),
        *("monday", "tuesday", "wednesday", "thursday", "friday"),
    )
)


@dataclass(frozen=True)
class Words:
    """A text cut into words; an empty word stands where a sentence ends."""

    text: str

    @cached_property
    def written(self) -> list[str]:
        """The words as written, in order."""
        return _TOKEN.findall(self.text[:LONGEST])

    @cached_property
    def small(self) -> list[str]:
        """The words in small letters and without apostrophes."""
        return plain("\n".join(self.written)).split("\n") if self.written else []

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands, and each beginning that the book knows ("steal*")."""
        index: dict[str, list[int]] = {}
        for at, word in enumerate(self.small):
            index.setdefault(word, []).append(at)
        starts = book().starts
        for word in [word for word in index if word[:HEAD] in starts]:
            for start in starts[word[:HEAD]]:
                if word.startswith(start):
                    index.setdefault(f"{start}*", []).extend(index[word])
        return index

    @cached_property
    def phrases(self) -> dict[str, list[Phrase]]:
        """The phrases all of whose words stand in this text, by the list they are of, in its order."""
        sets, filed = book().sets, book().filed
        here = {ANY, *(number for word in self.places.keys() & sets.keys() for number in sets[word])}
        found: dict[str, list[Phrase]] = {}
        for number in here & filed.keys():
            for phrase in filed[number]:
                if phrase.needs <= here:
                    found.setdefault(phrase.listed, []).append(phrase)
        for phrases in found.values():
            phrases.sort(key=lambda phrase: phrase.number)
        return found

    @cached_property
    def names(self) -> list[int]:
        """Where a capital stands that may begin a name."""
        both = zip(self.small, self.written, strict=True)
        return [at for at, words in enumerate(both) if _may_be_name(*words)]

    def find(self, phrase: Phrase) -> Iterator[tuple[int, int]]:
        """Every place a phrase stands: where its first and its last word are."""
        for first in self._find_piece(phrase.pieces[0]):
            last = self._walk(phrase, first)
            if last is not None:
                yield first, last

    def _find_piece(self, piece: Piece) -> list[int]:
        found = {at for key in self.places.keys() & piece.keys for at in self.places[key]}
        if piece.name:
            found.update(self.names)
        if piece.number:
            found.update(at for at, word in enumerate(self.small) if word.isdigit())
        return sorted(found)

    def _walk(self, phrase: Phrase, at: int) -> int | None:
        """Where the last word of a phrase is that begins at ``at``, or ``None`` where it breaks off."""
        gap = 0
        for piece in phrase.pieces[1:]:
            if piece.gap:
                gap = GAP
                continue
            for here in range(at + 1, min(at + 2 + gap, len(self.small))):
                if not self.small[here]:
                    return None
                if self._fits(piece, here):
                    at, gap = here, 0
                    break
            else:
                return None
        return at

    def _fits(self, piece: Piece, at: int) -> bool:
        word = self.small[at]
        return (
            word in piece.exact
            or word.startswith(piece.starts)
            or (piece.number and word.isdigit())
            or (piece.name and _may_be_name(word, self.written[at]))
        )

    def sentence_of(self, at: int) -> int:
        """The number of the sentence in which a word stands."""
        return bisect_left(self.places.get("", ()), at)

    @cached_property
    def starts(self) -> list[int]:
        """Where each word begins in the text: nothing that parts two words can be the beginning of one."""
        starts, end = [], 0
        for word in self.written:
            start = self.text.index(word, end)
            starts.append(start)
            end = start + len(word)
        return starts

    def shown(self, first: int, last: int) -> str:
        """The text from one word to another, as written."""
        end = self.starts[last] + len(self.written[last])
        return " ".join(self.text[self.starts[first] : end].split())


def _may_be_name(word: str, written: str) -> bool:
    return written[:1].isupper() and word not in _NEVER_NAMES


def find_match(rule: Rule, *texts: Words) -> str | None:
    """The words that a rule speaks of in the first of ``texts`` that holds any, as written, or ``None``.

    The rule's first phrase counts, whichever text it stands in. A phrase stays within one sentence, and
    one of ``unless`` in that sentence cancels it.
    """
    likely = [(phrase.number, at, phrase) for at, text in enumerate(texts) for phrase in _likely(rule, text)]
    cancelled: dict[int, frozenset[int]] = {}
    for _, at, phrase in sorted(likely, key=lambda one: one[:2]):
        text = texts[at]
        for first, last in text.find(phrase):
            if at not in cancelled:
                cancelled[at] = _cancelled(rule, text)
            if text.sentence_of(first) not in cancelled[at]:
                return text.shown(first, last)
    return None


def opens_with(rule: Rule, text: Words) -> bool:
    """Whether the first words of ``text`` are those of a rule."""
    opening = next((at for at, word in enumerate(text.small) if word), None)
    return any(first == opening for phrase in _likely(rule, text) for first, _ in text.find(phrase))


def count_matches(rule: Rule, text: Words) -> int:
    """How many words of ``text`` the phrases of a rule cover."""
    found = chain.from_iterable(text.find(phrase) for phrase in _likely(rule, text))
    return len({at for first, last in found for at in range(first, last + 1)})


def _likely(rule: Rule, text: Words) -> list[Phrase]:
    return text.phrases.get(rule.id, [])


def _cancelled(rule: Rule, text: Words) -> frozenset[int]:
    """The sentences in which one of the rule's ``unless`` stands."""
    found = chain.from_iterable(text.find(phrase) for phrase in text.phrases.get(rule.cancelling, ()))
    return frozenset(text.sentence_of(first) for first, _ in found)
