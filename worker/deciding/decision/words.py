"""The head's words: a reply cut into tokens and chunks, and the lists they are looked up in.

Everything here is linear in the length of the text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from worker.reading.message.addresses import TYPED
from worker.reading.words.once import once

_TOKEN = re.compile(
    rf"(?P<email>{TYPED})"
    r"|(?P<link>(?:https?://|www\.)[^\s<>\"“”]{0,500}[\w/])"
    r"|(?P<number>\d{1,4}(?:[.:/\-]\d{1,4}){0,2}(?:am|pm|st|nd|rd|th)?\b)"
    r"|(?P<word>\w+(?:'\w+){0,6})"
    r"|(?<=\w)-(?=\w)"
    r"|(?P<mark>\S)"
)
_STRONG = ".!?;\n"
_WEAK = ",-–—:()/<>[]•*"
_WRAPPED_FROM = 50
"""A line at least this long that goes on in lower case was wrapped by the mail program."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number, address or sign; ``word`` is lower case without apostrophes."""

    word: str
    start: int
    end: int
    raw: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words between two stops. ``after`` holds the marks that end it; ``line`` counts from 0."""

    tokens: tuple[Token, ...]
    after: str
    line: int

    @property
    def asks(self) -> bool:
        """Whether a question mark ends it."""
        return "?" in self.after

    @property
    def ends(self) -> bool:
        """Whether a sentence or a line ends here."""
        return any(mark in _STRONG for mark in self.after)

    @property
    def words(self) -> tuple[str, ...]:
        """The words, in order."""
        return tuple(token.word for token in self.tokens)


def plain(word: str) -> str:
    """The form a word is looked up in: lower case, no apostrophes."""
    return word.lower().replace("'", "")


def chunks(text: str) -> tuple[Chunk, ...]:
    """Cut ``text`` at its stops. A full stop inside a word or number is no stop."""
    out: list[Chunk] = []
    held: list[Token] = []
    line = 0
    first_line = 0
    after = ""
    for token in _tokens(text):
        if token.word in _STRONG + _WEAK:
            after += token.word
            line += token.word == "\n"
            continue
        if after and held:
            out.append(Chunk(tuple(held), after, first_line))
            held = []
        if not held:
            first_line = line
        after = ""
        held.append(token)
    if held:
        out.append(Chunk(tuple(held), after, first_line))
    return tuple(out)


def _tokens(text: str) -> Iterator[Token]:
    """Words and stops in order; line ends are stops unless the mail program put them there."""
    place = 0
    lines = text.split("\n")
    for index, line in enumerate(lines):
        for found in _TOKEN.finditer(line):
            raw = found.group()
            word = "and" if raw in "&+" else plain(raw)
            if word and raw not in "#'" and not (raw == "-" and found.lastgroup is None):
                yield Token(word, place + found.start(), place + found.end(), raw)
        follows = lines[index + 1].lstrip()[:1] if index + 1 < len(lines) else ""
        if index + 1 < len(lines) and not (len(line.rstrip()) >= _WRAPPED_FROM and follows.islower()):
            yield Token("\n", place + len(line), place + len(line) + 1, "\n")
        place += len(line) + 1


class Phrases:
    """A list of phrases to look words up in, longest first."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for phrase in {tuple(plain(word) for word in phrase.split()) for phrase in phrases}:
            self._by_first.setdefault(phrase[0], []).append(phrase)
        for known in self._by_first.values():
            known.sort(key=len, reverse=True)

    def lengths(self, words: Sequence[str], at: int = 0) -> Iterator[int]:
        """How many words each phrase that begins at ``at`` takes, longest first."""
        for phrase in self._by_first.get(words[at], ()) if at < len(words) else ():
            if tuple(words[at : at + len(phrase)]) == phrase:
                yield len(phrase)

    def length(self, words: Sequence[str], at: int = 0) -> int:
        """How many words the longest phrase at ``at`` takes; 0 if none begins there, as mostly."""
        begins = at < len(words) and words[at] in self._by_first
        return next(self.lengths(words, at), 0) if begins else 0

    def within(self, words: Sequence[str]) -> tuple[int, int] | None:
        """The first place (start, end) where a phrase stands among ``words``."""
        for at in range(len(words)):
            if taken := self.length(words, at):
                return at, at + taken
        return None

    def whole(self, words: Sequence[str]) -> bool:
        """Whether ``words`` are exactly one phrase."""
        return len(words) in self.lengths(words)

    @property
    def all(self) -> tuple[tuple[str, ...], ...]:
        """Every phrase, as words."""
        return tuple(phrase for known in self._by_first.values() for phrase in known)

    @once
    def vocabulary(self) -> frozenset[str]:
        """Every single word that any phrase uses."""
        return frozenset(word for known in self._by_first.values() for phrase in known for word in phrase)


def cover(words: Sequence[str], known: dict[str, Phrases]) -> frozenset[str] | None:
    """Account for every word with the phrases of ``known``: the labels used, or None if a word is left.

    Of several ways the one that uses the longest phrases from the left is taken; a word that only
    a shorter phrase can reach is still reached.
    """
    found: list[frozenset[str] | None] = [None] * len(words) + [frozenset()]
    for at in range(len(words) - 1, -1, -1):
        best: tuple[int, frozenset[str]] | None = None
        for label, phrases in known.items():
            for taken in phrases.lengths(words, at):
                rest = found[at + taken]
                if rest is not None and (best is None or taken > best[0]):
                    best = taken, rest | {label}
        found[at] = best[1] if best else None
    return found[0]


@cache
def phrases(section: str, name: str) -> Phrases:
    """One list of ``knowledge/replies.toml``, ready to look words up in."""
    return Phrases(_replies()[section][name])


@cache
def known_words() -> frozenset[str]:
    """Every word of every list: what cannot be taken for a person's name."""
    lists = (
        phrases(section, name)
        for section, held in _replies().items()
        if isinstance(held, dict)
        for name in held
    )
    return frozenset().union(*(known.vocabulary for known in lists))


@cache
def _replies() -> dict[str, Any]:
    return tomllib.loads((files("worker.knowledge") / "replies.toml").read_text(encoding="utf-8"))
