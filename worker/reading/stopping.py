"""The phrases of ``safety.toml`` that lead to the stop, and where they stand in a text.

Words are compared bare: one width, one case, disguises undone, so that "n4ked" hides nothing.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any

from worker.reading.words.cut import cut_words
from worker.reading.words.filed import Filed, Keys, Vocabulary
from worker.reading.words.straight import straight

_INVISIBLE = re.compile(r"[\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
# A digit or sign between letters: "n4ked", "nud3s"; an address or a year group is no disguise.
_DISGUISED = re.compile(
    r"(?<![\w@$!*.])[^\W\d_]{1,20}(?:[0-9@$!*]{1,3}[^\W\d_][\w@$!*]{0,20}|(?<=\w\w\w)[0134578])(?![\w@])"
)
_MAY_DISGUISE = re.compile(r"[0-9@$!*](?<=[^\W\d_].)")
_LETTERS = str.maketrans("0134578@$!", "oieastbasi")
_FEWEST_SPELLED = 4
_SPELLED = re.compile(r" [^\W\d_](?: [^\W\d_]){3,20}(?!\S)")


def read_tokens(text: str) -> list[str]:
    """Cut a text into bare words: one width, one case, no invisible marks, disguises undone.

    Where words are disguised the whole text follows once more without, so that phrases still meet.
    """
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    text = straight(text.casefold())
    tokens = cut_words(text)
    if _MAY_DISGUISE.search(text):
        plain = _DISGUISED.sub(lambda found: found[0].translate(_LETTERS), text)
        if plain != text:
            tokens += cut_words(plain)
    if list(map(len, tokens)).count(1) < _FEWEST_SPELLED:
        return tokens
    spelled = " ".join(("", *tokens))
    joined = _SPELLED.sub(lambda found: f" {found[0].replace(' ', '')}{found[0]}", spelled)
    return joined[1:].split(" ") if joined != spelled else tokens


_ALONE, _NEAR, _CHILD = "alone", ("strong", "weak"), "child"


def may_stop(tokens: list[str]) -> bool:
    """Whether a phrase may stand that counts alone, or one for a child and one near it."""
    vocabulary, filed, unspaced = _filed()
    words = {*tokens}
    foreign = "\n".join(word for word in words if not word.isascii())
    if not foreign and _graver().isdisjoint(chain.from_iterable(map(vocabulary.__getitem__, words))):
        return False
    groups = {*filed.find(list(map(vocabulary.__getitem__, tokens)))}
    groups.update(name for part, name in unspaced if part in foreign)
    return _ALONE in groups or (_CHILD in groups and not groups.isdisjoint(_NEAR))


@cache
def _graver() -> frozenset[str]:
    """Of each phrase that speaks of more than a child the longest word, without which it stands nowhere."""
    phrases = map(_fold, chain.from_iterable(_source()[name]["phrases"] for name in (_ALONE, *_NEAR)))
    words = (_PART.findall(phrase) for phrase in phrases if not _UNSPACED.search(phrase))
    return frozenset(max(reversed(those), key=len) for those in words)


@cache
def _filed() -> tuple[Vocabulary, Filed[str], tuple[tuple[str, str], ...]]:
    """The words of all phrases, their groups by them; and phrases of unspaced scripts with their groups."""
    spaced: list[tuple[str, list[Keys]]] = []
    unspaced: list[tuple[str, str]] = []
    for name in (_ALONE, *_NEAR, _CHILD):
        for phrase in map(_fold, _source()[name]["phrases"]):
            if _UNSPACED.search(phrase):
                unspaced.append((phrase, name))
            else:
                spaced.append((name, [frozenset((part,)) for part in _PART.findall(phrase)]))
    vocabulary = Vocabulary(places for _, places in spaced)
    return vocabulary, Filed(spaced), tuple(unspaced)


_HEAD = 3
"""Letters by which a word is told that may begin like a phrase; no beginning in the book is shorter."""

_BySecond = dict[str, list[tuple[str, ...]]]
"""Phrases by their second word; under ``*`` those that have none, or only its beginning."""


@dataclass(frozen=True, slots=True)
class _Group:
    """Phrases made ready: by their first two words, by first letters, and those of unspaced scripts."""

    by_word: dict[str, _BySecond]
    stems: tuple[str, ...]
    heads: frozenset[str]
    unspaced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Phrases:
    alone: _Group
    strong: _Group
    weak: _Group
    child: _Group
    strong_near: int
    weak_near: int


class Found:
    """The words of one text, asked for each group of phrases in turn."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.words = frozenset(tokens)
        self.foreign = [word for word in self.words if not word.isascii()]
        self.all_foreign = "\n".join(self.foreign)
        self.by_head: dict[str, list[str]] = {}
        for word in self.words:
            self.by_head.setdefault(word[:_HEAD], []).append(word)

    def places(self, group: _Group) -> list[tuple[int, str]]:
        """Return where phrases of the group stand (number of the word) and how they read, in order."""
        alike, likely = self._alike(group), self.likely(group)
        found = []
        for place, word in enumerate(self.tokens) if likely else ():
            if word in likely:
                shown = word if word in alike else self._phrase_at(place, group.by_word[word])
                found += [(place, shown)] if shown else []
        return found

    def likely(self, group: _Group) -> set[str]:
        """The words with which phrases of the group may begin."""
        return self._alike(group) | (self.words & group.by_word.keys())

    def _alike(self, group: _Group) -> set[str]:
        """The words that are told by their first letters alone, or by a part of them."""
        # Each different word is judged once: a text repeats itself.
        heads = self.by_head.keys() & group.heads
        alike = {word for head in heads for word in self.by_head[head] if word.startswith(group.stems)}
        parts = [part for part in group.unspaced if part in self.all_foreign]
        return (
            alike | {word for word in self.foreign if any(part in word for part in parts)} if parts else alike
        )

    def _phrase_at(self, place: int, by_second: _BySecond) -> str | None:
        following = self.tokens[place + 1] if place + 1 < len(self.tokens) else ""
        for phrase in (*by_second.get(following, ()), *by_second.get("*", ())):
            shown = self.tokens[place : place + len(phrase)]
            if len(shown) == len(phrase) and all(map(_matches, shown, phrase)):
                return " ".join(shown)
        return None


def _matches(word: str, pattern: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


@cache
def _source() -> dict[str, Any]:
    return tomllib.loads((files("worker.knowledge") / "safety.toml").read_text("utf-8"))


@cache
def stop_phrases() -> _Phrases:
    """The phrases by their groups, and how near each other they count (in words)."""
    source = _source()
    groups = {name: _prepare(source[name]["phrases"]) for name in ("alone", "strong", "weak", "child")}
    return _Phrases(**groups, strong_near=source["near"]["strong"], weak_near=source["near"]["weak"])


_PART = re.compile(r"[^\W_]+(?:'[^\W_]+)*\*?")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")


def _fold(phrase: str) -> str:
    return unicodedata.normalize("NFKC", phrase).casefold()


def _prepare(phrases: list[str]) -> _Group:
    by_word: dict[str, _BySecond] = {}
    stems, unspaced = [], []
    for raw in phrases:
        phrase = _fold(raw)
        parts = tuple(_PART.findall(phrase))
        if _UNSPACED.search(phrase):
            unspaced.append(phrase)
        elif len(parts) == 1 and parts[0].endswith("*"):
            stems.append(parts[0][:-1])
        else:
            second = parts[1] if len(parts) > 1 and not parts[1].endswith("*") else "*"
            by_word.setdefault(parts[0].rstrip("*"), {}).setdefault(second, []).append(parts)
    if any(len(stem) < _HEAD for stem in stems):
        raise ValueError("a beginning in safety.toml is too short")
    return _Group(by_word, tuple(stems), frozenset(stem[:_HEAD] for stem in stems), tuple(unspaced))
