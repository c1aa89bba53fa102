"""The list of what a letter must not say (``knowledge/lint.toml``), made ready to look with."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain, product
from typing import Any

from worker.reading.words.filed import GAP, Filed, Keys, Vocabulary

_BETWEEN = r"[^a-z0-9.!?\n]{1,3}"
"""What separates two words of one sentence."""
_BROKEN = r"[^a-z0-9\n]{0,3}"
"""What a line break, a hyphen or spacing puts inside one word."""
_ENDING = r"[a-z']{0,12}"
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_WORDS_OF_LIST = re.compile(r"(?<![a-z0-9*])[a-z0-9]*\*|(?<![a-z0-9*])[a-z0-9]+")


@dataclass(frozen=True)
class Spelt:
    """A word whose letters may have anything between them, as a pattern, and those letters."""

    pattern: str
    letters: str


@dataclass(frozen=True)
class Rule:
    """Words that a letter to these recipients must not have, unless harmless words stand around them."""

    id: str
    reason: str
    to: frozenset[str]
    phrases: tuple[str, ...]
    """Each as a pattern."""
    spelt: tuple[Spelt, ...]
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
            tuple(map(_phrase, one["words"])),
            tuple(Spelt(_spelt(word), _NO_LETTER.sub("", word)) for word in one.get("spelt", ())),
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


def patterns_for(words: Sequence[str]) -> dict[str, list[re.Pattern[str]]]:
    """What is worth looking for in a folded text, given by its words, for each rule that has anything.

    By the rule's id: first its phrases, as one pattern, then each word broken up.
    """
    vocabulary, filed = _filed()
    phrases = dict[str, dict[str, None]]()
    for id_, phrase in filed.find(list(map(vocabulary.__getitem__, words))):
        phrases.setdefault(id_, {})[phrase] = None
    found = {id_: [_compiled(tuple(those))] for id_, those in phrases.items()}
    letters = "".join(words)
    for rule in rules():
        for one in rule.spelt:
            if one.letters in letters:
                found.setdefault(rule.id, []).append(_compiled((one.pattern,)))
    return found


@cache
def _filed() -> tuple[Vocabulary, Filed[tuple[str, str]]]:
    """The words of all phrases; and the phrases by them, each with its rule's id."""
    stand = [
        ((one["id"], _phrase(phrase)), places)
        for one in knowledge()["rule"]
        for phrase in one["words"]
        for places in _places(phrase)
    ]
    return Vocabulary(places for _, places in stand), Filed(stand)


def _places(phrase: str) -> Iterator[tuple[Keys, ...]]:
    """Every way in which the words of a phrase stand side by side: "can't" is two words, "cannot" is one.

    Behind a word with a star, whose ending may have an apostrophe, others may stand, as for a tilde.
    """
    for way in product(*map(_ways, phrase.split())):
        yield tuple(chain.from_iterable(way))


def _ways(word: str) -> list[tuple[Keys, ...]]:
    if word == "~":
        return [(GAP,)]
    cut = [_WORDS_OF_LIST.findall(one) for one in word.split("/")]
    ways = [tuple(frozenset((one,)) for one in words) for words in cut if len(words) > 1]
    single = frozenset(words[0] for words in cut if len(words) == 1)
    ways += [(single,)] if single else []
    return [(*way, GAP) if any(one.endswith("*") for one in way[-1]) else way for way in ways]


def spelt(word: str) -> re.Pattern[str]:
    """Find a word that is broken up: "defam-\\natory", "s u i n g"; with a "!" only where it ends there."""
    return _compiled((_spelt(word),))


def _spelt(word: str) -> str:
    letters = _BROKEN.join(re.escape(letter) for letter in word.rstrip("!") if letter != " ")
    ending = r"(?![a-z0-9])" if word.endswith("!") else _ENDING
    return rf"(?<![a-z0-9]){letters}{ending}"


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
