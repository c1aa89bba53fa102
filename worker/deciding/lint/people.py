"""Names in what was reported: children as a report speaks of them, and others who may be children.

A name is known by its capitals. One that a title goes before is a grown-up's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

from worker.deciding.lint.rules import knowledge

_CAPITAL = "A-ZÀ-ÖØ-Þ"
_WORD = rf"[{_CAPITAL}][\w'’-]{{1,24}}"
_NAME = rf"{_WORD}(?:[ ]{_WORD}){{0,2}}"
_ANY_NAME = re.compile(rf"(?<![\w'’@.-])(?P<name>{_NAME})")
_CHOICE = re.compile(r"\(\?:((?:[^()\\]|\\.|\(\?:[^()]*\))*)\)(?!\?)")
_OUTER_BAR = re.compile(r"\|(?![^()]{0,400}\))")
_SURE_LETTERS = re.compile(r"(?<!\\)[a-z]+(?!\?)")
_LETTERS = re.compile(r"[a-z]+")
_TURKISH = str.maketrans("ıİ", "ii")
"""Letters that are an "i" to a pattern in any case, and not to ``casefold``."""
_POSSESSIVE = re.compile(r"['’]s?$")


@lru_cache(maxsize=50)
def find_children(said: str) -> tuple[str, ...]:
    """The names that a report makes a child's: "Alfie in Year 3", "her son Alfie", "Alfie's mum"."""
    begun = beginnings(said)
    found = (
        name
        for pattern, needs in patterns_of_children()
        if not any(need.isdisjoint(begun) for need in needs)
        for match in pattern.finditer(said)
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
        if bare.rstrip(".").lower() in _titles():
            title, kept = True, []
        elif bare.lower() in _not_names():
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


@cache
def patterns_of_children() -> tuple[tuple[re.Pattern[str], tuple[frozenset[str], ...]], ...]:
    """The sentences of the list: their small words in any case, "N" a name by its capitals.

    With each, how words begin of which one of each set stands in all that it finds: it is looked for only
    where they do.
    """
    made = []
    for written in knowledge()["people"]["child"]:
        pieces = re.split(r"(?<![A-Za-z\\])N(?![A-Za-z])", written)
        pattern = re.compile(r"(?<![\w'’])" + f"({_NAME})".join(f"(?i:{piece})" for piece in pieces))
        made.append((pattern, tuple(_needs(written))))
    return tuple(made)


def _needs(written: str) -> Iterator[frozenset[str]]:
    """Of each choice that is no option and has letters in every branch, those of each branch."""
    for choice in _CHOICE.finditer(written):
        branches = _OUTER_BAR.split(choice[1])
        pieces = [max(_SURE_LETTERS.findall(branch), key=len, default="") for branch in branches]
        if all(pieces):
            yield frozenset(pieces)


def beginnings(said: str) -> frozenset[str]:
    """How the words of a text begin, as far as the sentences of the list ask for it."""
    words = f" {' '.join(set(_LETTERS.findall(said.translate(_TURKISH).casefold())))}"
    return frozenset([piece for piece, begun in _beginnings() if begun in words])


@cache
def _beginnings() -> tuple[tuple[str, str], ...]:
    """Every beginning that is asked for, and as what it is looked for."""
    asked = {piece for _, needs in patterns_of_children() for need in needs for piece in need}
    return tuple((piece, f" {piece}") for piece in sorted(asked))


_TITLE = re.compile(r"\b(?:Mrs|Mr|Miss|Ms|Mx|Dr|Rev|Sir|Cllr|Councillor|Madam)\.?[ ]$")


@cache
def _naming() -> dict[str, list[str]]:
    return tomllib.loads(files("worker.knowledge").joinpath("naming.toml").read_text(encoding="utf-8"))


@cache
def _not_names() -> frozenset[str]:
    return frozenset(_naming()["not_names"])


@cache
def _titles() -> frozenset[str]:
    return frozenset(title.lower() for title in _naming()["titles"])
