"""Where each word of a text stands, so that a pattern is tried only at the words it can begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from worker.reading.words.cut import place_runs

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠȘȚŢŤŪŮŰŲŴŶŹŻŽ"
"""The capitals of Europe's Latin alphabets, as a class of a pattern has them."""
_BREAK = re.compile(r"[\n.!?:](?:(?<=\n)| )")


@dataclass(frozen=True)
class Indexed:
    """A text and its index, made when first asked for; a word is a run of letters and digits."""

    text: str

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word begins, the words in small letters."""
        return place_runs(fold(self.text))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words there are, in small letters."""
        return frozenset(self.places)

    @cached_property
    def sentences(self) -> list[int]:
        """Where a line begins, or a sentence behind a full stop and a space."""
        return [0, *(match.end() for match in _BREAK.finditer(self.text))]

    @cached_property
    def blanks(self) -> list[int]:
        """Where a blanked stretch ends: its last sign."""
        return [match.start() for match in re.finditer(r"\x00(?!\x00)", self.text)]

    def find(self, words: Iterable[str]) -> list[int]:
        """Where any of these words begins, in order."""
        here = self.words.intersection(words)
        if not here:
            return []
        return sorted(start for word in here for start in self.places[word])

    def before(self, words: Iterable[str], starts: Sequence[int]) -> list[int]:
        """Those of ``starts`` (in order) behind which one of these words stands, on the same line."""
        found, kept = self.find(words), list[int]()
        if not found:
            return kept
        at, line_end = 0, -1
        for start in starts:
            while at < len(found) and found[at] <= start:
                at += 1
            if at == len(found):
                break
            if line_end < start:
                newline = self.text.find("\n", start)
                line_end = newline if newline >= 0 else len(self.text)
            if found[at] < line_end:
                kept.append(start)
        return kept

    def try_at(self, pattern: re.Pattern[str], starts: Iterable[int]) -> Iterator[re.Match[str]]:
        """Every match that begins at one of ``starts`` (in order), none overlapping the one before it."""
        end = 0
        for start in starts:
            match = pattern.match(self.text, start) if start >= end else None
            if match:
                end = match.end()
                yield match


def fold(text: str) -> str:
    """A text in small letters, as long as it was: one letter of Unicode would become two."""
    return text.replace("İ", "i").lower()
