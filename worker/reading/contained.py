"""Many fixed phrases looked for in one text at once: most are told by a word of theirs that is not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Contained:
    """Phrases in small letters, as they stand in a text whose words are one space apart."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._whole: list[str] = []
        self._by_word: dict[str, list[str]] = {}
        for phrase in dict.fromkeys(phrases):
            # A word with a space on both sides stands alone in any text that holds the phrase.
            inner = max(phrase.split(" ")[1:-1], key=len, default=None)
            where = self._by_word.setdefault(inner, []) if inner else self._whole
            where.append(phrase)

    def stand_in(self, text: str) -> bool:
        """Whether any of the phrases stands in a text."""
        return any(map(text.__contains__, self._likely(text)))

    def _likely(self, text: str) -> Iterator[str]:
        yield from self._whole
        for word in self._by_word.keys() & text.split():
            yield from self._by_word[word]
