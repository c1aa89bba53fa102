"""A text as a reader takes it in: no accents, no look-alike letters, nothing unseen, in small letters.

Every character knows where it stands in the text as it was written, so that what is found can be shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import cast

from worker.deciding.lint.rules import knowledge
from worker.reading.words.once import once

_QUOTES = {**dict.fromkeys("’‘ʼ′`´＇", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‐‑‒–—−", "-")}
_UNSEEN = ("Cf", "Mn", "Me", "Cc", "Co", "Cn", "Cs")
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f")
"""Letters by name that show nothing."""


_ASCII_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_MANY_SPACES = re.compile("  +")
_WORD = re.compile("[a-z0-9]+")


@dataclass(frozen=True)
class Folded:
    """``text`` in folded letters, runs of space as one. ``find_at`` tells where each came from."""

    text: str
    written: str
    find_at: Callable[[], Sequence[int]] = field(compare=False, repr=False)

    @once
    def at(self) -> Sequence[int]:
        """``at[i]`` is where the i-th character of the text came from: few letters have anything to show."""
        return self.find_at()

    @once
    def words(self) -> list[str]:
        """Its runs of letters and digits, in order."""
        return _WORD.findall(self.text)

    def as_written(self, start: int, end: int) -> str:
        """The stretch of the original that a stretch of the folded text came from, on one line."""
        if start >= end:
            return ""
        return " ".join(self.written[self.at[start] : self.at[end - 1] + 1].split())

    def without(self, spans: list[tuple[int, int]]) -> Folded:
        """The same with these stretches blanked: their places stay."""
        if not spans:
            return self
        text = self.text
        for start, end in spans:
            text = text[:start] + "\n" * (end - start) + text[end:]
        return Folded(text, self.written, lambda: self.at)


def fold(written: str) -> Folded:
    """Fold a text."""
    if written.isascii() and not _ASCII_UNSEEN.search(written):
        plain = written.translate(_ascii())
        return Folded(_MANY_SPACES.sub(" ", plain).removeprefix(" "), written, lambda: _places(plain))
    letters: list[str] = []
    at: list[int] = []
    for place, character in enumerate(written):
        for letter in _folded(character):
            if letter == " " and letters[-1:] in ([], [" "]):
                continue
            letters.append(letter)
            at.append(place)
    return Folded("".join(letters), written, lambda: tuple(at))


def _places(plain: str) -> list[int]:
    """Where each character stands that is no further space, and none at the beginning."""
    places: list[int] = []
    start = len(plain) - len(plain.lstrip(" "))
    for run in _MANY_SPACES.finditer(plain, start):
        places += range(start, run.start() + 1)
        start = run.end()
    places += range(start, len(plain))
    return places


@cache
def _folded(character: str) -> str:
    """What one character comes to: nothing, one letter, or several."""
    if character.isspace():
        return " "
    out = ""
    for part in unicodedata.normalize("NFKD", character):
        seen = _QUOTES.get(part, part)
        if unicodedata.category(part) in _UNSEEN or part in _FILLERS:
            continue
        small = seen.casefold()
        out += "".join(_lookalikes().get(one, one) for one in small)
    return " " if out and out.isspace() else out


@cache
def _ascii() -> dict[int, str]:
    """What each sign of ASCII that shows something comes to: one letter each."""
    return {code: _folded(chr(code)) for code in range(128)}


@cache
def _lookalikes() -> dict[str, str]:
    return cast("dict[str, str]", knowledge()["lookalike"])
