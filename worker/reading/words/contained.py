"""Many fixed phrases looked for in one text at once: most are told by a word of theirs that is not there."""

from __future__ import annotations

from collections.abc import Iterable

_HEAD = 3
"""Letters by which a phrase is told that has no longer word inside: its last begins a word of the text."""


class Contained:
    """Phrases in small letters, as they stand in a text whose words are one space apart."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._whole: list[str] = []
        self._by_word: dict[str, list[str]] = {}
        self._by_head: dict[str, list[str]] = {}
        for phrase in dict.fromkeys(phrases):
            # A word with a space on both sides stands alone in any text that holds the phrase.
            words = phrase.split(" ")
            longest, last = max(words[1:-1], key=len, default=""), words[-1]
            if len(longest) > _HEAD or (longest and len(last) < _HEAD):
                self._by_word.setdefault(longest, []).append(phrase)
            elif len(words) > 1 and len(last) >= _HEAD:
                self._by_head.setdefault(last[:_HEAD], []).append(phrase)
            else:
                self._whole.append(phrase)
        self._plain = [phrase for phrase in self._whole if phrase.isascii()]

    def stand_in(self, text: str) -> bool:
        """Whether any of the phrases stands in a text."""
        return any(map(text.__contains__, self._likely(text)))

    def count(self, text: str) -> int:
        """How many of the phrases stand in a text."""
        return sum(map(text.__contains__, self._likely(text)))

    def _likely(self, text: str) -> list[str]:
        likely, words = [*(self._plain if text.isascii() else self._whole)], {*text.split()}
        for word in self._by_word.keys() & words:
            likely += self._by_word[word]
        for head in self._by_head.keys() & {word[:_HEAD] for word in words} if self._by_head else ():
            likely += self._by_head[head]
        return likely
