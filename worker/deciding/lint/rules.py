"""The list of what a letter must not say (``knowledge/lint.toml``), made ready to look with."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
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
    """A pattern, and letters without which it cannot be found: looked for first, at a hundredth of the cost.

    ``needs`` is alternatives of pieces that all stand in the text; ``broken`` says that what stands between
    its letters does not count.
    """

    pattern: re.Pattern[str]
    needs: tuple[tuple[tuple[str, ...], ...], ...]
    broken: bool = False

    def may_stand_in(self, text: str, squeezed: str) -> bool:
        """Whether it is worth looking; ``squeezed`` is the text's letters and digits alone."""
        where = squeezed if self.broken else text
        return any(
            all(any(piece in where for piece in pieces) for pieces in together) for together in self.needs
        )


@dataclass(frozen=True)
class Rule:
    """Words that a letter to these recipients must not have, unless harmless words stand around them."""

    id: str
    reason: str
    to: frozenset[str]
    looks: tuple[Look, ...]
    but: re.Pattern[str] | None


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
            (_look(one["words"]), *(_look_broken(word) for word in one.get("spelt", ()))),
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
    letters = _BROKEN.join(re.escape(letter) for letter in word.rstrip("!") if letter != " ")
    ending = r"(?![a-z0-9])" if word.endswith("!") else _ENDING
    return re.compile(rf"(?<![a-z0-9]){letters}{ending}")


def _look(phrases: list[str]) -> Look:
    needs = tuple(
        tuple(
            tuple(max(one.split("*"), key=len) for one in word.split("/"))
            for word in phrase.split()
            if word != "~"
        )
        for phrase in phrases
    )
    return Look(_pattern(phrases), needs)


def _look_broken(word: str) -> Look:
    return Look(spelt(word), (((squeeze(word),),),), broken=True)


def squeeze(text: str) -> str:
    """The letters and digits of a folded text."""
    return _NO_LETTER.sub("", text)


def _pattern(phrases: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(_phrase(one) for one in phrases))


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
