"""Where each word of a text stands, so that a pattern is tried only at the words it can begin with."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from worker.reading.words.cut import place_runs
from worker.reading.words.once import once

UPPER = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŞŠȘȚŢŤŪŮŰŲŴŶŹŻŽ"
"""The capitals of Europe's Latin alphabets, as a class of a pattern has them."""
_NAME_NEXT = re.compile(rf"[ \t>*-]{{0,4}}[{UPPER}]")
_HEAD = 3
"""Letters by which a beginning is told; none is shorter."""
_BREAK = re.compile(r"[\n.!?:](?:(?<=\n)| )")


_BLANKED = re.compile(r"\x00+")


@dataclass(frozen=True)
class Indexed:
    """A text and its index, made when first asked for; a word is a run of letters and digits."""

    text: str

    @once
    def places(self) -> dict[str, list[int]]:
        """Where each word begins, the words in small letters."""
        return place_runs(fold(self.text))

    @once
    def words(self) -> frozenset[str]:
        """The words there are, in small letters."""
        return frozenset(self.places)

    @once
    def numbers(self) -> list[str]:
        """The words that have a digit for their first or second sign."""
        return [word for word in self.words if word[0].isdigit() or word[1:2].isdigit()]

    @once
    def sentences(self) -> list[int]:
        """Where a line begins, or a sentence behind a full stop and a space."""
        return [0, *(match.end() for match in _BREAK.finditer(self.text))]

    @once
    def openings(self) -> list[int]:
        """Where a sentence or a line begins that a capital opens."""
        return [start for start in self.sentences if _NAME_NEXT.match(self.text, start)]

    @once
    def _blanked(self) -> list[tuple[int, int]]:
        return [match.span() for match in _BLANKED.finditer(self.text)]

    @once
    def blanked(self) -> list[int]:
        """Where a blanked stretch begins."""
        return [start for start, _ in self._blanked]

    @once
    def blanks(self) -> list[int]:
        """Where a blanked stretch ends: its last sign."""
        return [end - 1 for _, end in self._blanked]

    def find(self, words: Iterable[str]) -> list[int]:
        """Where any of these words begins, in order."""
        found = [*map(self.places.__getitem__, self.words.intersection(words))]
        return found[0] if len(found) == 1 else sorted(chain.from_iterable(found))

    def before(self, words: Iterable[str], starts: Sequence[int]) -> list[int]:
        """Those of ``starts`` (in order) behind which one of these words stands, on the same line."""
        return self.on_lines_of(self.find(words), starts) if starts else []

    def lines_of(self, places: Iterable[int]) -> list[int]:
        """Where the lines begin on which these places are, each once."""
        return sorted({self.text.rfind("\n", 0, at) + 1 for at in places})

    def on_lines_of(self, places: Iterable[int], starts: Sequence[int]) -> list[int]:
        """Those of ``starts`` behind which one of ``places`` is, on the same line; both are in order."""
        kept, line, seen, last = list[int](), 0, 0, 0
        for at in places:
            line = self.text.rfind("\n", last, at) + 1 or line
            begin = bisect_left(starts, line, seen)
            seen, last = bisect_left(starts, at, begin), at
            kept += starts[begin:seen]
        return kept

    def try_at(self, pattern: re.Pattern[str], starts: Iterable[int]) -> Iterator[re.Match[str]]:
        """Every match that begins at one of ``starts`` (in order), none overlapping the one before it."""
        end = 0
        for start in starts:
            match = pattern.match(self.text, start) if start >= end else None
            if match:
                end = match.end()
                yield match


_FIRST_RUN = re.compile(r"[^\W_]+\*?")


class Told:
    """A list of words by which a text is told; a star is any ending, of several words the first counts.

    Of "couldn't" and "live-streaming" it is the first run of letters, as a text is cut into those.
    """

    def __init__(self, words: Iterable[str]) -> None:
        first = [run.group() for word in words if (run := _FIRST_RUN.search(word))]
        self._exact = frozenset(word for word in first if not word.endswith("*"))
        self._stems = tuple(word[:-1] for word in first if word.endswith("*"))
        self._heads = frozenset(stem[:_HEAD] for stem in self._stems)

    def among(self, text: Indexed) -> list[str]:
        """The words of a text that are of the list."""
        begun = (word for word in text.words if word[:_HEAD] in self._heads) if self._stems else ()
        return [*(text.words & self._exact), *(word for word in begun if word.startswith(self._stems))]


def fold(text: str) -> str:
    """A text in small letters, as long as it was: one letter of Unicode would become two."""
    return text.replace("İ", "i").lower()
