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
from itertools import chain, islice

from worker.deciding.phrases import ANY, HEAD, LONGEST, SHORT_HEAD, Phrase, Piece, Rule, book, plain
from worker.reading.indexed import Cut

GAP = 6
"""Words that may stand where a phrase has ``..``."""

_TOKEN = Cut(r"([^\W_]++(?:['’`][^\W_]++)*+|[%@#])|[.!?…][\"”’')]*+\s|\n[ \t]*+\n")
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
        return _TOKEN.of(self.text).findall(self.text[:LONGEST])

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
        for word in [word for word in index if word[:HEAD] in starts or word[:SHORT_HEAD] in starts]:
            likely = starts.get(word[:HEAD], ())
            if len(word) > SHORT_HEAD:
                likely += starts.get(word[:SHORT_HEAD], ())
            for start in likely:
                if word.startswith(start):
                    index.setdefault(f"{start}*", []).extend(index[word])
        return index

    @cached_property
    def phrases(self) -> dict[str, list[Phrase]]:
        """The phrases all of whose words stand in this text, by the list they are of, in its order."""
        here, filed, sets = self.places.keys(), book().filed, book().sets
        held: dict[int, bool] = {}
        found: dict[str, dict[int, Phrase]] = {}
        for word in (*(here & filed.keys()), ANY):
            for phrase in filed.get(word, ()):
                for number in phrase.numbers:
                    if number not in held:
                        held[number] = not here.isdisjoint(sets[number])
                    if not held[number]:
                        break
                else:
                    found.setdefault(phrase.listed, {})[phrase.number] = phrase
        return {listed: [those[number] for number in sorted(those)] for listed, those in found.items()}

    @cached_property
    def names(self) -> list[int]:
        """Where a capital stands that may begin a name."""
        both = zip(self.small, self.written, strict=True)
        return [at for at, words in enumerate(both) if _may_be_name(*words)]

    @cached_property
    def numbers(self) -> list[int]:
        """Where a number stands."""
        return [at for word, places in self.places.items() if word.isdigit() for at in places]

    def find(self, phrase: Phrase) -> Iterator[tuple[int, int]]:
        """Every place a phrase stands: where its first and its last word are."""
        for first in self._find_piece(phrase.pieces[0]):
            last = self._walk(phrase, first)
            if last is not None:
                yield first, last

    def _find_piece(self, piece: Piece) -> list[int]:
        here = self.places
        if len(piece.exact) == 1 and not (piece.starts or piece.name or piece.number):
            return here.get(next(iter(piece.exact)), [])
        found = {at for key in here.keys() & piece.keys for at in here[key]}
        if piece.name:
            found.update(self.names)
        if piece.number:
            found.update(self.numbers)
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

    def shown(self, first: int, last: int) -> str:
        """The text from one word to another, as written."""
        spans, rest = self._spans
        spans += [match.span() for match in islice(rest, max(0, last + 1 - len(spans)))]
        return " ".join(self.text[spans[first][0] : spans[last][1]].split())

    @cached_property
    def _spans(self) -> tuple[list[tuple[int, int]], Iterator[re.Match[str]]]:
        """The stretches of the words so far asked for, and the words behind them."""
        return [], _TOKEN.of(self.text).finditer(self.text[:LONGEST])


_SENTENCE_END = re.compile(r"[.!?\n](?:(?<=\n)|\s)")


def cut_sentences(text: str) -> list[str]:
    """Cut a text behind each full stop, question or exclamation mark with a space, and at each line's end."""
    sentences, at = [], 0
    for end in _SENTENCE_END.finditer(text):
        sentences.append(text[at : end.end() - 1])
        at = end.end()
    return [*sentences, text[at:]]


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
