"""The rules of ``knowledge/phrases.toml``, read and made ready to be looked up by a text's words."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from worker.deciding.judging.rules import Phrase, Pressing, Rule
from worker.deciding.judging.thesaurus import thesaurus
from worker.model import Urgency
from worker.reading.words.filed import GAP, NAME, NUMBER, Filed, Keys, Vocabulary

LONGEST = 60_000
"""Characters of a text that are judged: more is a file to read, not a report to triage."""


@dataclass(frozen=True, slots=True)
class Book:
    """All rules, each one's place by its id, a table of urgency, phrases by table, and the keys of words."""

    rules: tuple[Rule, ...]
    numbers: dict[str, int]
    pressing: tuple[Pressing, ...]
    kinds: dict[str, Rule]
    filed: dict[str, Filed[Phrase]]
    vocabulary: Vocabulary


def rules() -> tuple[Rule, ...]:
    """The rules for grounds, urgency and flags, in their order."""
    return book().rules


def rules_of(lists: Iterable[str]) -> list[Rule]:
    """The rules that some of these lists of phrases are of, in their order; other lists are passed over."""
    numbers = book().numbers
    return [book().rules[number] for number in sorted(map(numbers.__getitem__, numbers.keys() & lists))]


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
    tables = {table: [reader.rule(table, entry) for entry in data[table]] for table in ("rule", "kind")}
    phrases = {
        table: [phrase for rule in those for phrase in rule.all_phrases] for table, those in tables.items()
    }
    lists = {f"{{{name}}}": map(reader.key, those) for name, those in reader.lists.items()}
    small = frozenset(words.families["small_word"])
    pieces = ((*phrase.pieces, phrase.barred) for those in phrases.values() for phrase in those)
    vocabulary = Vocabulary(pieces, lists, small, words.spellings)
    return Book(
        rules=tuple(tables["rule"]),
        numbers={rule.id: number for number, rule in enumerate(tables["rule"])},
        pressing=pressing,
        kinds={rule.id: rule for rule in tables["kind"]},
        filed={table: Filed((phrase, phrase.places) for phrase in those) for table, those in phrases.items()},
        vocabulary=vocabulary,
    )


def how_pressing(known: AbstractSet[str]) -> Urgency:
    """The urgency of the first line of the table that speaks of these grounds, flags and rules."""
    return next((line.urgency for line in book().pressing if line.holds(known)), Urgency.ROUTINE)


# ── reading the file ───────────────────────────────────────────────────────────────────────


def plain(words: str) -> str:
    """Words in small letters and without apostrophes, as the book holds them."""
    return words.lower().replace("'", "").replace("’", "").replace("`", "")


APART = ANYWHERE, IN_ONE_SENTENCE = ("+", "&")
"""Signs between words that may stand apart."""
BARRED = " !"
"""Stands before the words of which none may follow a phrase."""


_SHORTEST = 3
"""A beginning's letters and its star."""


def _as_keys(words: str) -> list[str]:
    """Words with a slash between them as keys, which all are but the names of lists."""
    keys = plain(words).split("/")
    if any(len(key) < _SHORTEST and key.endswith("*") for key in keys):
        raise ValueError(f"{words} in phrases.toml or thesaurus.toml begins too many words")
    return keys


def _pressing(entry: dict[str, Any]) -> Pressing:
    sets = (frozenset(entry.get(name, ())) for name in ("of", "besides", "unless"))
    return Pressing(Urgency(entry["is"]), *sets)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads rules; ``lists`` are those that phrases name ("{child}"), ``idioms`` those that rules name."""

    lists: dict[str, list[str]]
    idioms_of: dict[str, list[str]]
    read: dict[str, Keys] = field(default_factory=dict)
    """Each piece once, as written: many phrases share one."""

    def rule(self, table: str, entry: dict[str, Any]) -> Rule:
        return Rule(
            table=table,
            id=entry["id"],
            says=entry["says"],
            place=entry.get("in", "report"),
            grounds=tuple(entry.get("grounds", ())),
            flags=tuple(entry.get("flags", ())),
            needs=frozenset(entry.get("needs", ())),
            excludes=frozenset(entry.get("excludes", ())),
            beside=frozenset(entry.get("beside", ())),
            unlikely=frozenset(entry.get("unlikely", ())),
            phrases=self.phrases([*entry.get("phrases", ()), *self.idioms(entry)], entry["id"]),
            inside=self.phrases(entry.get("inside", ()), f"{entry['id']} inside"),
            unless=self.phrases(entry.get("unless", ()), f"{entry['id']} unless"),
            nowhere=self.phrases(entry.get("nowhere", ()), f"{entry['id']} nowhere"),
        )

    def idioms(self, entry: dict[str, Any]) -> list[str]:
        return [idiom for name in entry.get("idioms", ()) for idiom in self.idioms_of[name]]

    def phrases(self, written: Iterable[str], listed: str) -> tuple[Phrase, ...]:
        every = [phrase for one in written for phrase in (one, *self.names_of_several_words(one))]
        return tuple(self.phrase(phrase, listed, number) for number, phrase in enumerate(every))

    def phrase(self, written: str, listed: str, number: int) -> Phrase:
        written, _, barred = written.partition(BARRED)
        apart = next((sign for sign in APART if f" {sign} " in written), "")
        parts = written.split(f" {apart} ") if apart else written.split()
        if any(" " in part for part in parts):
            raise ValueError(f"{written} in phrases.toml or thesaurus.toml: words apart stand one by one")
        not_behind = self.piece(barred) if barred else GAP
        return Phrase(tuple(map(self.piece, parts)), listed, number, apart, not_behind)

    def names_of_several_words(self, phrase: str) -> list[str]:
        """Those of a family that stands alone ("waste of space" of "{insult}"); a piece holds one word."""
        alone = " " not in phrase
        return [word for word in self.words_of(phrase) if " " in word] if alone else []

    def words_of(self, part: str) -> list[str]:
        return [
            w for o in part.split("/") for w in (self.lists.get(o[1:-1], ()) if o.startswith("{") else (o,))
        ]

    def piece(self, part: str) -> Keys:
        if part not in self.read:
            keys = map(self.key, part.split("/")) if "{" in part else _as_keys(part)
            self.read[part] = GAP if part == ".." else frozenset(keys)
        return self.read[part]

    def key(self, option: str) -> str:
        if not option.startswith("{"):
            return _as_keys(option)[0]
        if option[1:-1] not in self.lists and option not in (NAME, NUMBER):
            raise ValueError(f"no list {option} in phrases.toml or thesaurus.toml")
        return option
