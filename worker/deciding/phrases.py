"""Rules in words (``knowledge/phrases.toml``) and how they are found in a text.

A phrase is matched word by word, so that its cost grows with the text and with nothing else.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import Any

GAP = 6
"""Words that may stand where a phrase has ``..``."""

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

    def fits(self, word: str, written: str) -> bool:
        """Whether a word, in small letters and as written, may stand here."""
        return (
            word in self.exact
            or word.startswith(self.starts)
            or (self.number and word.isdigit())
            or (self.name and written[:1].isupper() and word not in _NEVER_NAMES)
        )


Phrase = tuple[Piece, ...]


@dataclass(frozen=True)
class Phrases:
    """Phrases, found by the words they may begin with, so that a text is not tried against each."""

    all: tuple[Phrase, ...] = field(repr=False)

    @cached_property
    def by_word(self) -> dict[str, list[int]]:
        """The phrases that begin with a given word, as positions in ``all``."""
        index: dict[str, list[int]] = {}
        for at, phrase in enumerate(self.all):
            for word in phrase[0].exact:
                index.setdefault(word, []).append(at)
        return index

    @cached_property
    def by_start(self) -> tuple[tuple[str, int], ...]:
        """Word beginnings and the phrases they begin."""
        return tuple((start, at) for at, phrase in enumerate(self.all) for start in phrase[0].starts)

    @cached_property
    def by_kind(self) -> tuple[int, ...]:
        """The phrases that begin with any name or number."""
        return tuple(at for at, phrase in enumerate(self.all) if phrase[0].name or phrase[0].number)

    def worth_trying(self, text: Words) -> list[Phrase]:
        """The phrases whose first word stands in a text, in their order."""
        found = {at for word in self.by_word.keys() & text.places.keys() for at in self.by_word[word]}
        found |= {at for start, at in self.by_start if text.holds_start(start)}
        return [self.all[at] for at in sorted(found.union(self.by_kind))]


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
    phrases: Phrases
    unless: Phrases


@dataclass(frozen=True)
class Words:
    """A text cut into words: small and as written, where each stands and in which sentence."""

    text: str

    @cached_property
    def cut(self) -> tuple[tuple[str, str, int, int, int], ...]:
        """(word, as written, start, end, number of its sentence), in order."""
        found, sentence = [], 0
        for match in _TOKEN.finditer(self.text[:LONGEST]):
            written = match[1]
            if written is None:
                sentence += 1
                continue
            word = written.lower() if written.isalnum() else _plain(written)
            found.append((word, written, *match.span(), sentence))
        return tuple(found)

    @cached_property
    def named(self) -> list[int]:
        """Where a capital stands that may begin a name, as positions in ``cut``."""
        return [
            at
            for at, (word, written, *_) in enumerate(self.cut)
            if written[0].isupper() and word not in _NEVER_NAMES
        ]

    @cached_property
    def numbers(self) -> list[int]:
        """Where a number stands, as positions in ``cut``."""
        return [at for at, (word, *_) in enumerate(self.cut) if word.isdigit()]

    def may_hold(self, piece: Piece) -> bool:
        """Whether any word fits a place of a phrase; names and numbers are not looked for."""
        return (
            piece.gap
            or piece.name
            or piece.number
            or not self.places.keys().isdisjoint(piece.exact)
            or any(map(self.holds_start, piece.starts))
        )

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands, as positions in ``cut``."""
        index: dict[str, list[int]] = {}
        for at, (word, *_) in enumerate(self.cut):
            index.setdefault(word, []).append(at)
        return index

    @cached_property
    def vocabulary(self) -> list[str]:
        """Every distinct word, in order."""
        return sorted(self.places)

    def holds_start(self, start: str) -> bool:
        """Whether any word begins so."""
        at = bisect_left(self.vocabulary, start)
        return at < len(self.vocabulary) and self.vocabulary[at].startswith(start)


_TOKEN = re.compile(r"([^\W_]+(?:['’`][^\W_]+)*|[%@#])|[.!?…][\"”’')]*\s|\n[ \t]*\n")
_APOSTROPHES = str.maketrans("", "", "'’`")
_NEVER_NAMES = frozenset(
    (
        *("i", "the", "a", "and", "but", "she", "he", "they", "it", "we", "you", "this", "that"),
        *("monday", "tuesday", "wednesday", "thursday", "friday"),
    )
)


def _plain(word: str) -> str:
    return word.lower().translate(_APOSTROPHES)


@cache
def rules() -> tuple[Rule, ...]:
    """The rules for grounds, urgency and flags, in their order."""
    data = _load()
    return tuple(_rule(entry, data["lists"]) for entry in data["rule"])


@cache
def kinds() -> dict[str, Rule]:
    """The rules that tell what a message is when it reports no post, by id."""
    data = _load()
    return {entry["id"]: _rule(entry, data["lists"]) for entry in data["kind"]}


def find_match(rule: Rule, text: Words) -> str | None:
    """The words of ``text`` that a rule speaks of, as written; ``None`` when there are none.

    A phrase stays within one sentence, and one of ``unless`` in that sentence cancels it.
    """
    cancelled: frozenset[int] | None = None
    for phrase in rule.phrases.worth_trying(text):
        for first, last in _find_phrase(phrase, text):
            cancelled = _cancelled(rule, text) if cancelled is None else cancelled
            if text.cut[first][4] not in cancelled:
                return " ".join(text.text[text.cut[first][2] : text.cut[last][3]].split())
    return None


def opens_with(rule: Rule, text: Words) -> bool:
    """Whether the first words of ``text`` are those of a rule."""
    return any(first == 0 for p in rule.phrases.worth_trying(text) for first, _ in _find_phrase(p, text))


def count_matches(rule: Rule, text: Words) -> int:
    """How many words of ``text`` the phrases of a rule cover."""
    found = (m for p in rule.phrases.worth_trying(text) for m in _find_phrase(p, text))
    return len({at for first, last in found for at in range(first, last + 1)})


def _cancelled(rule: Rule, text: Words) -> frozenset[int]:
    """The sentences in which one of the rule's ``unless`` stands."""
    found = (first for u in rule.unless.worth_trying(text) for first, _ in _find_phrase(u, text))
    return frozenset(text.cut[first][4] for first in found)


def _find_phrase(phrase: Phrase, text: Words) -> Iterable[tuple[int, int]]:
    """Every place a phrase stands: positions of its first and last word."""
    if not all(map(text.may_hold, phrase[1:])):
        return
    for first in _starts(phrase[0], text):
        last = _walk(phrase, text, first)
        if last is not None:
            yield first, last


def _starts(piece: Piece, text: Words) -> Iterable[int]:
    found = [at for word in text.places.keys() & piece.exact for at in text.places[word]]
    found += (text.named if piece.name else []) + (text.numbers if piece.number else [])
    for start in piece.starts:
        at = bisect_left(text.vocabulary, start)
        while at < len(text.vocabulary) and text.vocabulary[at].startswith(start):
            found += text.places[text.vocabulary[at]]
            at += 1
    return sorted(set(found))


def _walk(phrase: Phrase, text: Words, first: int) -> int | None:
    """The position of the last word of a phrase that begins at ``first``, or ``None`` where it breaks off."""
    at, sentence = first, text.cut[first][4]
    gap = 0
    for piece in phrase[1:]:
        if piece.gap:
            gap = GAP
            continue
        found = None
        for here in range(at + 1, min(at + 2 + gap, len(text.cut))):
            word, written, *_, its_sentence = text.cut[here]
            if its_sentence != sentence:
                break
            if piece.fits(word, written):
                found = here
                break
        if found is None:
            return None
        at, gap = found, 0
    return at


def _load() -> dict[str, Any]:
    return tomllib.loads(resources.files("worker.knowledge").joinpath("phrases.toml").read_text("utf-8"))


def _rule(entry: dict[str, Any], lists: dict[str, list[str]]) -> Rule:
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
        phrases=Phrases(tuple(_phrase(p, lists) for p in entry["phrases"])),
        unless=Phrases(tuple(_phrase(p, lists) for p in entry.get("unless", ()))),
    )


def _phrase(written: str, lists: dict[str, list[str]]) -> Phrase:
    return tuple(_piece(part, lists) for part in written.split())


def _piece(part: str, lists: dict[str, list[str]]) -> Piece:
    options = part.split("/")
    words = [w for o in options for w in (lists.get(o[1:-1], ()) if o.startswith("{") else (o,))]
    return Piece(
        exact=frozenset(_plain(w) for w in words if not w.endswith("*")),
        starts=tuple(_plain(w[:-1]) for w in words if w.endswith("*")),
        name="{Name}" in options,
        number="{number}" in options,
        gap=part == "..",
    )
