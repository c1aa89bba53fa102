"""Names in what was reported: children as a report speaks of them, and others who may be children.

A name is known by its capitals. One that a title goes before is a grown-up's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from worker.deciding.lint.rules import knowledge
from worker.reading.posts.lists import set_of
from worker.reading.words.cut import cut_words
from worker.reading.words.filed import GAP, Filed, Keys, Vocabulary
from worker.reading.words.titles import A_TITLE, SMALL_TITLES

_CAPITAL = "A-ZÀ-ÖØ-Þ"
_WORD = rf"[{_CAPITAL}][\w'’-]{{1,24}}"
NAME = rf"{_WORD}(?:[ ]{_WORD}){{0,2}}"
_ANY_NAME = re.compile(rf"(?<![\w'’@.-])(?P<name>{NAME})")
_CHOICE = re.compile(r"\(\?:((?:[^()\\]|\\.|\(\?:[^()]*\))*)\)(?!\?)")
_OUTER_BAR = re.compile(r"\|(?![^()]{0,400}\))")
_SURE_LETTERS = re.compile(r"(?<!\\)[a-z]+(?!\?)")
_BEGINS_NAME = re.compile(rf"[{_CAPITAL}](?<![\w'’].)[\w'’-]")
_SAME = str.maketrans("ıİſ", "iis")
"""Letters that a pattern takes for others in any case, and small letters do not."""
_POSSESSIVE = re.compile(r"['’]s?$")


@lru_cache(maxsize=50)
def find_children(said: str) -> tuple[str, ...]:
    """The names that a report makes a child's: "Alfie in Year 3", "her son Alfie", "Alfie's mum"."""
    found = (
        name
        for match in find_told(said)
        for written in match.groups()
        for name in _plain(written, title=_title_before(said, match, written))
    )
    return tuple(dict.fromkeys(found))


def find_others(said: str, known: frozenset[str]) -> tuple[str, ...]:
    """Names of two words, and single ones inside a sentence, with no word of anybody already known."""
    found = (
        name
        for match in _ANY_NAME.finditer(said)
        for name in _plain(match["name"], title=_title_before(said, match, match["name"]))
        if " " in name or _is_inside(said, match.start())
    )
    return tuple(name for name in dict.fromkeys(found) if not known & set(words_of((name,))))


def words_of(names: Iterable[str]) -> Iterator[str]:
    """The words of names, in small letters."""
    for name in names:
        yield from re.findall(r"[^\W\d_]{2,}", name.lower())


def _plain(written: str, *, title: bool) -> Iterator[str]:
    """A run of capitals cut down to the names in it; nothing where a title makes it a grown-up's."""
    kept: list[str] = []
    for word in written.split():
        bare = _POSSESSIVE.sub("", word)
        if bare.rstrip(".").lower() in SMALL_TITLES:
            title, kept = True, []
        elif bare.lower() in set_of("not_names"):
            if kept and not title:
                yield " ".join(kept)
            title, kept = False, []
        else:
            kept.append(bare)
    if kept and not title:
        yield " ".join(kept)


def _title_before(said: str, match: re.Match[str], written: str) -> bool:
    start = said.find(written, match.start())
    return bool(_TITLE.search(said, max(0, start - 12), start))


def _is_inside(said: str, at: int) -> bool:
    before = said[:at].rstrip(" \t")
    return bool(before) and before[-1] not in '.!?:\n"“‘>'


def find_told(said: str) -> Iterator[re.Match[str]]:
    """All that the sentences of the list find, one after the other, each tried only where it can begin."""
    vocabulary, filed = _filed()
    plain = said if said.isascii() else said.translate(_SAME)
    known = {word: keys for word in {*cut_words(plain)} if (keys := vocabulary[word])}
    capitals: list[int] | None = None
    for sentence in filed.find(list(known.values())):
        if sentence.begins:
            words = [word for word, keys in known.items() if not sentence.begins.isdisjoint(keys)]
            starts = sorted({at for word in words for at in _places(plain, word)})
        else:
            starts = capitals = capitals or [match.start() for match in _BEGINS_NAME.finditer(said)]
        end = 0
        for start in starts:
            match = sentence.pattern.match(said, start) if start >= end else None
            if match:
                end = match.end()
                yield match


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence that makes somebody a child, how its first word begins, and that of other places.

    It begins with a name where ``begins`` has nothing.
    """

    pattern: re.Pattern[str]
    begins: Keys
    needs: tuple[Keys, ...]


@cache
def _filed() -> tuple[Vocabulary, Filed[Sentence]]:
    """The words of all sentences, and the sentences by them, others between them."""
    places = [(one, [place for need in one.needs for place in (need, GAP)]) for one in sentences()]
    return Vocabulary(those for _, those in places), Filed(places)


@cache
def sentences() -> tuple[Sentence, ...]:
    """The sentences of the list: their small words in any case, "N" a name by its capitals."""
    return tuple(map(_sentence, knowledge()["people"]["child"]))


def _sentence(written: str) -> Sentence:
    pieces = re.split(r"(?<![A-Za-z\\])N(?![A-Za-z])", written)
    pattern = re.compile(r"(?<![\w'’])" + f"({NAME})".join(f"(?i:{piece})" for piece in pieces))
    choices = [_OUTER_BAR.split(choice[1]) for choice in _CHOICE.finditer(written)]
    needs = (_one_of(_SURE_LETTERS.findall(branch) for branch in choice) for choice in choices)
    begins = _one_of(_SURE_LETTERS.findall(branch)[:1] for branch in choices[0]) if pieces[0] else GAP
    return Sentence(pattern, begins, tuple(filter(None, needs)))


def _one_of(branches: Iterable[list[str]]) -> Keys:
    """How words begin of which one stands where a choice does; nothing where a branch has no sure letters."""
    longest = [max(letters, key=len, default="") for letters in branches]
    return frozenset(f"{one}*" for one in longest) if all(longest) else GAP


_TITLE = re.compile(rf"\b{A_TITLE} $")
