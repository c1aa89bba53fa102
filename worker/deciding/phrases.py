"""Rules in words (``knowledge/phrases.toml``), made ready to be looked up by the words of a text."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from worker.reading.filed import Filed

LONGEST = 60_000
"""Characters of a text that are judged: more is a file to read, not a report to triage."""


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
    """A phrase, the list it stands in ("threat" or "threat unless"), and its number there."""

    pieces: tuple[Piece, ...]
    listed: str
    number: int

    @property
    def needs(self) -> tuple[frozenset[str], ...]:
        """Sets of words: of each set a word stands in any text that holds the phrase."""
        return tuple(piece.keys for piece in self.pieces if not (piece.name or piece.number or piece.gap))


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
    """All rules, and their phrases filed by the words they need."""

    rules: tuple[Rule, ...]
    kinds: dict[str, Rule]
    filed: Filed[Phrase]


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
    phrases = (phrase for rule in (*found, *by_id.values()) for phrase in (*rule.phrases, *rule.unless))
    return Book(found, by_id, Filed((phrase, phrase.needs) for phrase in phrases))


# ── reading the file ───────────────────────────────────────────────────────────────────────


def plain(words: str) -> str:
    """Words in small letters and without apostrophes, as the book holds them."""
    return words.lower().replace("'", "").replace("’", "").replace("`", "")


_SHORTEST = 3
"""A beginning's letters and its star."""


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads rules; ``lists`` are those that phrases name ("{child}")."""

    lists: dict[str, list[str]]

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
        return tuple(
            Phrase(tuple(map(self.piece, phrase.split())), listed, number)
            for number, phrase in enumerate(written)
        )

    def piece(self, part: str) -> Piece:
        options = part.split("/")
        words = [w for o in options for w in (self.lists.get(o[1:-1], ()) if o.startswith("{") else (o,))]
        gap = part == ".."
        keys = frozenset() if gap else frozenset(map(plain, words))
        if any(len(key) < _SHORTEST and key.endswith("*") for key in keys):
            raise ValueError(f"{part} in phrases.toml begins too many words")
        return Piece(
            exact=frozenset(key for key in keys if not key.endswith("*")),
            starts=tuple(sorted(key[:-1] for key in keys if key.endswith("*"))),
            name="{Name}" in options,
            number="{number}" in options,
            gap=gap,
            keys=keys,
        )
