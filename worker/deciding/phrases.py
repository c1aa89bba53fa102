"""Rules in words (``knowledge/phrases.toml``), made ready to be looked up by the words of a text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from worker.deciding.thesaurus import thesaurus
from worker.model import Urgency
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
    """A phrase, the list it stands in ("threat" or "threat unless"), and its number there.

    ``apart``: its words may stand anywhere in the text, in any order (" + "), or in one sentence (" & ").
    """

    pieces: tuple[Piece, ...]
    listed: str
    number: int
    apart: str = ""

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
    needs: frozenset[str]
    excludes: frozenset[str]
    beside: frozenset[str]
    phrases: tuple[Phrase, ...] = field(repr=False)
    unless: tuple[Phrase, ...] = field(repr=False)
    nowhere: tuple[Phrase, ...] = field(repr=False)

    @property
    def forbidding(self) -> str:
        """The list of the phrases that cancel this rule wherever they stand in the text."""
        return f"{self.id} nowhere"

    @property
    def cancelling(self) -> str:
        """The list of the phrases that cancel this rule."""
        return f"{self.id} unless"


@dataclass(frozen=True, slots=True)
class Pressing:
    """One line of the table of urgency in ``phrases.toml``: what makes a report so pressing (domain §4).

    ``of`` are grounds, flags and rules, any of which will do; ``besides`` must be there too, and ``unless``
    must not.
    """

    urgency: Urgency
    of: frozenset[str]
    besides: frozenset[str]
    unless: frozenset[str]

    def holds(self, known: AbstractSet[str]) -> bool:
        """Whether this line speaks of a report with these grounds, flags and rules."""
        return not self.of.isdisjoint(known) and self.besides <= known and self.unless.isdisjoint(known)


@dataclass(frozen=True, slots=True)
class Book:
    """All rules, the table of urgency, and all phrases filed by the words they need."""

    rules: tuple[Rule, ...]
    pressing: tuple[Pressing, ...]
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
    words = thesaurus()
    reader = _Reader(words.families | data["lists"], words.idioms)
    pressing = tuple(map(_pressing, data["urgency"]))
    found = tuple(map(reader.rule, data["rule"]))
    by_id = {entry["id"]: reader.rule(entry) for entry in data["kind"]}
    phrases = (
        phrase
        for rule in (*found, *by_id.values())
        for phrase in (*rule.phrases, *rule.unless, *rule.nowhere)
    )
    return Book(found, pressing, by_id, Filed((phrase, phrase.needs) for phrase in phrases))


def how_pressing(known: AbstractSet[str]) -> Urgency:
    """The urgency of the first line of the table that speaks of these grounds, flags and rules."""
    return next((line.urgency for line in book().pressing if line.holds(known)), Urgency.ROUTINE)


# ── reading the file ───────────────────────────────────────────────────────────────────────


def plain(words: str) -> str:
    """Words in small letters and without apostrophes, as the book holds them."""
    return words.lower().replace("'", "").replace("’", "").replace("`", "")


APART = ANYWHERE, IN_ONE_SENTENCE = ("+", "&")
"""Signs between words that may stand apart."""

_MARKS = ("{Name}", "{number}")
_SHORTEST = 3
"""A beginning's letters and its star."""


def _pressing(entry: dict[str, Any]) -> Pressing:
    sets = (frozenset(entry.get(name, ())) for name in ("of", "besides", "unless"))
    return Pressing(Urgency(entry["is"]), *sets)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads rules; ``lists`` are those that phrases name ("{child}"), ``idioms`` those that rules name."""

    lists: dict[str, list[str]]
    idioms_of: dict[str, list[str]]
    read: dict[str, Piece] = field(default_factory=dict)
    """Each piece once, as written: many phrases share one."""

    def rule(self, entry: dict[str, Any]) -> Rule:
        return Rule(
            id=entry["id"],
            says=entry["says"],
            place=entry.get("in", "report"),
            grounds=tuple(entry.get("grounds", ())),
            flags=tuple(entry.get("flags", ())),
            needs=frozenset(entry.get("needs", ())),
            excludes=frozenset(entry.get("excludes", ())),
            beside=frozenset(entry.get("beside", ())),
            phrases=self.phrases([*entry.get("phrases", ()), *self.idioms(entry)], entry["id"]),
            unless=self.phrases(entry.get("unless", ()), f"{entry['id']} unless"),
            nowhere=self.phrases(entry.get("nowhere", ()), f"{entry['id']} nowhere"),
        )

    def idioms(self, entry: dict[str, Any]) -> list[str]:
        return [idiom for name in entry.get("idioms", ()) for idiom in self.idioms_of[name]]

    def phrases(self, written: Iterable[str], listed: str) -> tuple[Phrase, ...]:
        every = [phrase for one in written for phrase in (one, *self.names_of_several_words(one))]
        return tuple(self.phrase(phrase, listed, number) for number, phrase in enumerate(every))

    def phrase(self, written: str, listed: str, number: int) -> Phrase:
        apart = next((sign for sign in APART if f" {sign} " in written), "")
        parts = written.split(f" {apart} ") if apart else written.split()
        return Phrase(tuple(map(self.piece, parts)), listed, number, apart)

    def names_of_several_words(self, phrase: str) -> list[str]:
        """Those of a family that stands alone ("waste of space" of "{insult}"); a piece holds one word."""
        alone = " " not in phrase
        return [word for word in self.words_of(phrase) if " " in word] if alone else []

    def words_of(self, part: str) -> list[str]:
        return [
            w for o in part.split("/") for w in (self.lists.get(o[1:-1], ()) if o.startswith("{") else (o,))
        ]

    def piece(self, part: str) -> Piece:
        if part not in self.read:
            self.read[part] = self.new_piece(part)
        return self.read[part]

    def new_piece(self, part: str) -> Piece:
        options, words = part.split("/"), [word for word in self.words_of(part) if " " not in word]
        unknown = [o for o in options if o.startswith("{") and o[1:-1] not in {*self.lists, "Name", "number"}]
        if unknown:
            raise ValueError(f"no list {unknown[0]} in phrases.toml or thesaurus.toml")
        gap = part == ".."
        keys = frozenset() if gap else frozenset(plain(word) for word in words if word not in _MARKS)
        if any(len(key) < _SHORTEST and key.endswith("*") for key in keys):
            raise ValueError(f"{part} in phrases.toml begins too many words")
        return Piece(
            exact=frozenset(key for key in keys if not key.endswith("*")),
            starts=tuple(sorted(key[:-1] for key in keys if key.endswith("*"))),
            name="{Name}" in {*options, *words},
            number="{number}" in {*options, *words},
            gap=gap,
            keys=keys,
        )
