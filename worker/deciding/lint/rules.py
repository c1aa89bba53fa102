"""The list of what a letter must not say (``knowledge/lint.toml``), made ready to look with."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

_BETWEEN = r"[^a-z0-9.!?\n]{1,3}"
"""What separates two words of one sentence."""
_BROKEN = r"[^a-z0-9\n]{0,3}"
"""What a line break, a hyphen or spacing puts inside one word."""
_ENDING = r"[a-z']{0,12}"
_NO_LETTER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Look:
    """A phrase as a pattern, and the letters that stand in a text it can be found in: any of ``needs``.

    ``broken`` says that what stands between its letters does not count.
    """

    phrase: str
    needs: frozenset[str]
    broken: bool = False


@dataclass(frozen=True)
class Standing:
    """Which of the letters that any rule needs stand in a text: asked once, for all rules."""

    plain: frozenset[str]
    broken: frozenset[str]

    def may_find(self, look: Look) -> bool:
        """Whether it is worth looking."""
        return not look.needs.isdisjoint(self.broken if look.broken else self.plain)


def standing_in(text: str) -> Standing:
    """What stands in a folded text."""
    squeezed = _NO_LETTER.sub("", text)
    plain, broken = _needed()
    return Standing(
        frozenset([piece for piece in plain if piece in text]),
        frozenset([piece for piece in broken if piece in squeezed]),
    )


@cache
def _needed() -> tuple[tuple[str, ...], tuple[str, ...]]:
    looks = [look for rule in rules() for look in rule.looks]
    plain = {piece for look in looks if not look.broken for piece in look.needs}
    broken = {piece for look in looks if look.broken for piece in look.needs}
    return tuple(sorted(plain)), tuple(sorted(broken))


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
    """A phrase needs all of its words: the longest is the one to ask for."""
    longest = max((_pieces(word) for word in phrase.split() if word != "~"), key=_length)
    return Look(_phrase(phrase), frozenset(longest))


def _pieces(word: str) -> tuple[str, ...]:
    """The longest run of letters without a star of each of a word's alternatives."""
    return tuple(max(one.split("*"), key=len) for one in word.split("/"))


def _length(pieces: tuple[str, ...]) -> int:
    return min(map(len, pieces))


def _look_broken(word: str) -> Look:
    return Look(_spelt(word), frozenset([_NO_LETTER.sub("", word)]), broken=True)


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
