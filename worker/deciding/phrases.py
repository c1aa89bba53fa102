"""Rules in words (``knowledge/phrases.toml``), made ready to be looked up by the words of a text."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import Any

LONGEST = 60_000
"""Characters of a text that are judged: more is a file to read, not a report to triage."""

ANY = ""
"""Where a phrase of names and gaps alone is filed."""

HEAD, SHORT_HEAD = 3, 2
"""Letters by which beginnings are found; the few that have no more than two, by those."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One place of a phrase: the words that fit it; ``gap`` is the place where others may stand."""

    exact: frozenset[str] = frozenset()
    starts: tuple[str, ...] = ()
    name: bool = False
    number: bool = False
    gap: bool = False
    keys: frozenset[str] = frozenset()
    """The words that fit as a text knows them: a beginning has a star behind it ("steal*")."""


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A phrase, the list it stands in ("threat" or "threat unless"), and its number there.

    ``needs`` are sets of words: of each set a word stands in any text that holds the phrase, the set that
    the book uses least first. ``numbers`` are those of all but that one, under whose words it is filed.
    """

    pieces: tuple[Piece, ...]
    listed: str
    number: int
    needs: tuple[frozenset[str], ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of ``phrases.toml``; its fields are explained there."""

    id: str
    says: str
    place: str
    grounds: tuple[str, ...]
    flags: tuple[str, ...]
    urgency: str
    needs: frozenset[str]
    excludes: frozenset[str]
    beside: frozenset[str]
    phrases: tuple[Phrase, ...] = field(repr=False)
    unless: tuple[Phrase, ...] = field(repr=False)

    @property
    def cancelling(self) -> str:
        """The list of the phrases that cancel this rule."""
        return f"{self.id} unless"


@dataclass(frozen=True, slots=True)
class Book:
    """All rules. A phrase is filed under each word of that place in it whose words the book uses least.

    ``sets`` are the sets of words by their numbers. ``starts`` are the beginnings with a star ("steal*"),
    without it, by their first letters.
    """

    rules: tuple[Rule, ...]
    kinds: dict[str, Rule]
    filed: dict[str, tuple[Phrase, ...]]
    sets: tuple[frozenset[str], ...]
    starts: dict[str, tuple[str, ...]]


def rules() -> tuple[Rule, ...]:
    """The rules for grounds, urgency and flags, in their order."""
    return book().rules


def kinds() -> dict[str, Rule]:
    """The rules that tell what a message is when it reports no post, by id."""
    return book().kinds


@cache
def book() -> Book:
    """The rules of ``phrases.toml``, read once."""
    data = tomllib.loads(resources.files("worker.knowledge").joinpath("phrases.toml").read_text("utf-8"))
    reader = _Reader(data["lists"])
    found = tuple(map(reader.rule, data["rule"]))
    by_id = {entry["id"]: reader.rule(entry) for entry in data["kind"]}
    numbers: dict[frozenset[str], int] = {}
    found = tuple(_by_rarity(rule, reader.used, numbers) for rule in found)
    by_id = {name: _by_rarity(rule, reader.used, numbers) for name, rule in by_id.items()}
    phrases = [phrase for rule in (*found, *by_id.values()) for phrase in (*rule.phrases, *rule.unless)]
    return Book(found, by_id, _file(phrases), tuple(numbers), _starts(phrases))


def _by_rarity(rule: Rule, used: Counter[str], numbers: dict[frozenset[str], int]) -> Rule:
    """A rule whose phrases name first what they need that the book uses least; sets new are given numbers."""

    def uses(keys: frozenset[str]) -> int:
        return sum(used[key] for key in keys)

    def order(phrase: Phrase) -> Phrase:
        needs = tuple(sorted(phrase.needs, key=uses))
        others = tuple(numbers.setdefault(keys, len(numbers)) for keys in needs[1:])
        return replace(phrase, needs=needs, numbers=others)

    return replace(rule, phrases=tuple(map(order, rule.phrases)), unless=tuple(map(order, rule.unless)))


def _file(phrases: list[Phrase]) -> dict[str, tuple[Phrase, ...]]:
    filed: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        for word in phrase.needs[0] if phrase.needs else (ANY,):
            filed.setdefault(word, []).append(phrase)
    return {word: tuple(those) for word, those in filed.items()}


def _starts(phrases: list[Phrase]) -> dict[str, tuple[str, ...]]:
    by_head: dict[str, set[str]] = {}
    for start in (start for phrase in phrases for piece in phrase.pieces for start in piece.starts):
        if len(start) < SHORT_HEAD:
            raise ValueError(f"{start}* in phrases.toml begins too many words")
        by_head.setdefault(start[:HEAD], set()).add(start)
    return {head: tuple(sorted(starts)) for head, starts in by_head.items()}


# ── reading the file ───────────────────────────────────────────────────────────────────────


def plain(words: str) -> str:
    """Words in small letters and without apostrophes, as the book holds them."""
    return words.lower().replace("'", "").replace("’", "").replace("`", "")


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads rules, and counts how often each word is used in them."""

    lists: dict[str, list[str]]
    used: Counter[str] = field(default_factory=Counter)

    def rule(self, entry: dict[str, Any]) -> Rule:
        return Rule(
            id=entry["id"],
            says=entry["says"],
            place=entry.get("in", "report"),
            grounds=tuple(entry.get("grounds", ())),
            flags=tuple(entry.get("flags", ())),
            urgency=entry.get("urgency", "routine"),
            needs=frozenset(entry.get("needs", ())),
            excludes=frozenset(entry.get("excludes", ())),
            beside=frozenset(entry.get("beside", ())),
            phrases=self.phrases(entry["phrases"], entry["id"]),
            unless=self.phrases(entry.get("unless", ()), f"{entry['id']} unless"),
        )

    def phrases(self, written: list[str], listed: str) -> tuple[Phrase, ...]:
        found = []
        for number, phrase in enumerate(written):
            pieces = tuple(map(self.piece, phrase.split()))
            self.used.update(key for piece in pieces for key in piece.keys)
            closed = (piece.keys for piece in pieces if not (piece.name or piece.number or piece.gap))
            found.append(Phrase(pieces, listed, number, tuple(dict.fromkeys(closed))))
        return tuple(found)

    def piece(self, part: str) -> Piece:
        options = part.split("/")
        words = [w for o in options for w in (self.lists.get(o[1:-1], ()) if o.startswith("{") else (o,))]
        gap = part == ".."
        keys = frozenset() if gap else frozenset(map(plain, words))
        return Piece(
            exact=frozenset(key for key in keys if not key.endswith("*")),
            starts=tuple(sorted(key[:-1] for key in keys if key.endswith("*"))),
            name="{Name}" in options,
            number="{number}" in options,
            gap=gap,
            keys=keys,
        )
