"""Rules in words (``knowledge/phrases.toml``), made ready to be looked up by the words of a text."""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

LONGEST = 60_000
"""Characters of a text that are judged: more is a file to read, not a report to triage."""

ANY = 0
"""The number of the set of all words; a phrase of names and gaps alone is filed under it."""

HEAD = 2
"""Letters by which beginnings are found; none in the book is shorter."""


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

    ``needs`` are numbers of sets of words: of each set a word stands in any text that holds the phrase.
    """

    pieces: tuple[Piece, ...]
    listed: str
    number: int
    needs: frozenset[int]


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
    """All rules. A phrase is filed under the number of that set of its words which the book uses least.

    ``sets`` are the numbers of the sets a word is in. ``starts`` are the beginnings with a star
    ("steal*"), without it, by their first letters.
    """

    rules: tuple[Rule, ...]
    kinds: dict[str, Rule]
    filed: dict[int, tuple[Phrase, ...]]
    sets: dict[str, tuple[int, ...]]
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
    phrases = [phrase for rule in (*found, *by_id.values()) for phrase in (*rule.phrases, *rule.unless)]
    return Book(found, by_id, _file(phrases, reader.numbers), _sets(reader.numbers), _starts(phrases))


def _file(phrases: list[Phrase], numbers: dict[frozenset[str], int]) -> dict[int, tuple[Phrase, ...]]:
    used = Counter(key for phrase in phrases for piece in phrase.pieces for key in piece.keys)
    uses = {number: sum(used[key] for key in keys) for keys, number in numbers.items()}
    filed: dict[int, list[Phrase]] = {}
    for phrase in phrases:
        filed.setdefault(min(phrase.needs, key=uses.__getitem__, default=ANY), []).append(phrase)
    return {number: tuple(those) for number, those in filed.items()}


def _sets(numbers: dict[frozenset[str], int]) -> dict[str, tuple[int, ...]]:
    sets: dict[str, list[int]] = {}
    for keys, number in numbers.items():
        for key in keys:
            sets.setdefault(key, []).append(number)
    return {key: tuple(those) for key, those in sets.items()}


def _starts(phrases: list[Phrase]) -> dict[str, tuple[str, ...]]:
    by_head: dict[str, set[str]] = {}
    for start in (start for phrase in phrases for piece in phrase.pieces for start in piece.starts):
        if len(start) < HEAD:
            raise ValueError(f"{start}* in phrases.toml begins too many words")
        by_head.setdefault(start[:HEAD], set()).add(start)
    return {head: tuple(sorted(starts)) for head, starts in by_head.items()}


# ── reading the file ───────────────────────────────────────────────────────────────────────


def plain(words: str) -> str:
    """Words in small letters and without apostrophes, as the book holds them."""
    return words.lower().replace("'", "").replace("’", "").replace("`", "")


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads rules; every set of words that fits some place of a phrase is given a number."""

    lists: dict[str, list[str]]
    numbers: dict[frozenset[str], int] = field(default_factory=dict)

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
            closed = (piece.keys for piece in pieces if not (piece.name or piece.number or piece.gap))
            needs = frozenset(self.numbers.setdefault(keys, ANY + 1 + len(self.numbers)) for keys in closed)
            found.append(Phrase(pieces, listed, number, needs))
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
