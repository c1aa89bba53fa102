"""The list of what a letter must not say (``knowledge/lint.toml``), made ready to look with."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise, product
from typing import Any

_BETWEEN = r"[^a-z0-9.!?\n]{1,3}"
"""What separates two words of one sentence."""
_BROKEN = r"[^a-z0-9\n]{0,3}"
"""What a line break, a hyphen or spacing puts inside one word."""
_ENDING = r"[a-z']{0,12}"
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_WORDS_OF_LIST = re.compile(r"(?<![a-z0-9*])[a-z0-9]*\*|(?<![a-z0-9*])[a-z0-9]+")

_Need = str | tuple[str, str]


@dataclass(frozen=True)
class Look:
    """A phrase as a pattern, and what stands in every text that it can be found in: one of each of ``needs``.

    A need is a whole word, two that follow each other, or with a star the beginning of one. Of a ``broken``
    phrase, whose letters may have anything between them, it is all of its letters.
    """

    phrase: str
    needs: tuple[frozenset[_Need], ...]
    broken: bool = False


@dataclass(frozen=True)
class Standing:
    """Which of the words, and of the letters of broken words, that any rule needs stand in a text."""

    words: frozenset[_Need]
    broken: frozenset[_Need]

    def may_find(self, look: Look) -> bool:
        """Whether it is worth looking."""
        there = self.broken if look.broken else self.words
        for need in look.needs:  # noqa: SIM110  asked of every phrase for every letter
            if need.isdisjoint(there):
                return False
        return True


def standing_in(words: Sequence[str]) -> Standing:
    """What stands in a folded text, given by its words: asked once, for all rules."""
    needed, begun, broken = _needed()
    different, letters = frozenset(words), "".join(words)
    listed = f" {' '.join(different)}"
    return Standing(
        needed.intersection(different)
        | needed.intersection(pairwise(words))
        | {need for need, beginning in begun if beginning in listed},
        frozenset([piece for piece in broken if piece in letters]),
    )


@cache
def _needed() -> tuple[frozenset[_Need], tuple[tuple[str, str], ...], tuple[str, ...]]:
    """What phrases need; of that, beginnings and as what they are looked for; the letters of broken ones."""
    looks = [look for rule in rules() for look in rule.looks]
    plain = frozenset(one for look in looks if not look.broken for need in look.needs for one in need)
    broken = {str(one) for look in looks if look.broken for need in look.needs for one in need}
    begun = sorted(one for one in plain if isinstance(one, str) and one.endswith("*"))
    return plain, tuple((one, f" {one[:-1]}") for one in begun), tuple(sorted(broken))


@dataclass(frozen=True)
class Rule:
    """Words that a letter to these recipients must not have, unless harmless words stand around them."""

    id: str
    reason: str
    to: frozenset[str]
    looks: tuple[Look, ...]
    but: re.Pattern[str] | None

    def patterns(self, standing: Standing) -> list[re.Pattern[str]]:
        """What is worth looking for in a text: first the phrases, as one pattern, then each broken word."""
        worth = [look for look in self.looks if standing.may_find(look)]
        phrases = tuple(look.phrase for look in worth if not look.broken)
        broken = [_compiled((look.phrase,)) for look in worth if look.broken]
        return [_compiled(phrases), *broken] if phrases else broken


@dataclass(frozen=True)
class Part:
    """Something the letter of an action cannot be without."""

    action: str
    id: str
    reason: str
    any: re.Pattern[str]
    never: re.Pattern[str] | None


@cache
def knowledge() -> dict[str, Any]:
    """The list as it stands in its file."""
    return tomllib.loads(files("worker.knowledge").joinpath("lint.toml").read_text(encoding="utf-8"))


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule about words."""
    return tuple(
        Rule(
            one["id"],
            one["reason"],
            frozenset(one.get("to", ("parent",))),
            (*map(_look, one["words"]), *(_look_broken(word) for word in one.get("spelt", ()))),
            _pattern(one["but"]) if one.get("but") else None,
        )
        for one in knowledge()["rule"]
    )


@cache
def parts() -> tuple[Part, ...]:
    """Every part that a letter must have."""
    return tuple(
        Part(
            one["action"],
            one["id"],
            one["reason"],
            _pattern(one["any"]),
            _pattern(one["never"]) if one.get("never") else None,
        )
        for one in knowledge()["part"]
    )


def spelt(word: str) -> re.Pattern[str]:
    """Find a word that is broken up: "defam-\\natory", "s u i n g"; with a "!" only where it ends there."""
    return _compiled((_spelt(word),))


def _spelt(word: str) -> str:
    letters = _BROKEN.join(re.escape(letter) for letter in word.rstrip("!") if letter != " ")
    ending = r"(?![a-z0-9])" if word.endswith("!") else _ENDING
    return rf"(?<![a-z0-9]){letters}{ending}"


def _look(phrase: str) -> Look:
    """A phrase needs all of its words; the one that is the longest is the one to ask for first."""
    words = [[_parts(one) for one in word.split("/")] for word in phrase.split()]
    needs = [frozenset(map(_need, word)) for word in words if word != [["~"]]]
    return Look(_phrase(phrase), (*sorted(needs, key=_shortest, reverse=True), *_pairs(words)))


def _pairs(words: list[list[list[str]]]) -> Iterator[frozenset[_Need]]:
    """The words of a phrase that follow each other, where neither is only a beginning."""
    for before, after in pairwise(words):
        ends, begins = {parts[-1] for parts in before}, {parts[0] for parts in after}
        if not any(one.endswith("*") or one == "~" for one in ends | begins):
            yield frozenset(product(ends, begins))


def _parts(word: str) -> list[str]:
    """The words in a word of the list ("s.547" is two), each as far as its star; a tilde is itself."""
    return ["~"] if word == "~" else _WORDS_OF_LIST.findall(word) or ["*"]


def _need(parts: list[str]) -> _Need:
    """The longest part, or the first two: what "can't" and "s.547" are made of."""
    return (parts[0], parts[1]) if len(parts) > 1 and parts[1][-1] != "*" else max(parts, key=len)


def _shortest(need: frozenset[_Need]) -> int:
    return min(len("".join(one)) for one in need)


def _look_broken(word: str) -> Look:
    return Look(_spelt(word), (frozenset([_NO_LETTER.sub("", word)]),), broken=True)


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    return _compiled(tuple(_phrase(one) for one in phrases))


@lru_cache(maxsize=1_000)
def _compiled(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of these: of a long list only what can be found at all is looked for, mostly the same few."""
    return re.compile("|".join(phrases))


def _phrase(phrase: str) -> str:
    """One phrase of the list as a pattern: words one after the other, a tilde for up to four of any."""
    out, gap = "", ""
    for word in phrase.split():
        if word == "~":
            gap = rf"(?:{_BETWEEN}[a-z0-9']{{1,24}}){{0,4}}?"
            continue
        choices = "|".join(re.escape(one).replace(r"\*", _ENDING) for one in word.split("/"))
        out += f"{gap}{_BETWEEN if out else ''}(?:{choices})"
        gap = ""
    return rf"(?<![a-z0-9]){out}(?![a-z0-9])"
