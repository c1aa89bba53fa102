"""A rule of ``knowledge/phrases.toml`` as a value: its phrases, and what shows that a text may hold one."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import chain

from worker.deciding.judging.thesaurus import other_spellings
from worker.model import Urgency
from worker.reading.words.filed import GAP, Keys
from worker.reading.words.once import once


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """A phrase, the list it stands in ("threat" or "threat unless"), and its number there.

    ``pieces`` are the keys of the words that fit each place, ``GAP`` where others may stand.
    ``apart``: its words may stand anywhere in the text, in any order (" + "), or in one sentence (" & ").
    ``barred`` are the keys of words of which none may stand right behind it.
    """

    pieces: tuple[Keys, ...]
    listed: str
    number: int
    apart: str = ""
    barred: Keys = frozenset()

    @property
    def places(self) -> tuple[Keys, ...]:
        """What stands side by side in a text that holds the phrase, and where others may stand between."""
        return tuple(one for piece in self.pieces for one in (piece, GAP)) if self.apart else self.pieces


@dataclass(frozen=True)
class Rule:
    """One rule of ``phrases.toml``, and the table it stands in; its fields are explained there."""

    table: str
    id: str
    says: str
    place: str
    grounds: tuple[str, ...]
    flags: tuple[str, ...]
    needs: frozenset[str]
    excludes: frozenset[str]
    beside: frozenset[str]
    unlikely: frozenset[str]
    phrases: tuple[Phrase, ...] = field(repr=False)
    inside: tuple[Phrase, ...] = field(repr=False)
    unless: tuple[Phrase, ...] = field(repr=False)
    nowhere: tuple[Phrase, ...] = field(repr=False)

    @once
    def signs(self) -> frozenset[str]:
        """Letters of which some stand in every text that the rule speaks of; none where that takes many."""
        told = (filter(None, map(_letters, phrase.pieces)) for phrase in self.phrases)
        chosen = [min(one, key=_use, default=()) for one in told]
        signs = frozenset(chain.from_iterable(chosen))
        return signs if all(chosen) and len(signs) <= _MOST_SIGNS else frozenset()

    @once
    def _words(self) -> list[list[frozenset[str]]]:
        """For each phrase the words that fit its pieces, where those can be told one by one."""
        return [[_spelt(piece) for piece in phrase.pieces if _is_of_words(piece)] for phrase in self.phrases]

    def is_told_by(self, words: AbstractSet[str]) -> bool:
        """Whether some phrase of the rule may stand in a text with these words, in small letters."""
        return any(not any(map(words.isdisjoint, pieces)) for pieces in self._words)

    @property
    def all_phrases(self) -> tuple[Phrase, ...]:
        """Those that it speaks of, and those that cancel it."""
        return (*self.phrases, *self.inside, *self.unless, *self.nowhere)

    @property
    def enclosing(self) -> str:
        """The list of the phrases that cancel what of this rule's words they share."""
        return f"{self.id} inside"

    @property
    def forbidding(self) -> str:
        """The list of the phrases that cancel this rule wherever they stand in the text."""
        return f"{self.id} nowhere"

    @property
    def cancelling(self) -> str:
        """The list of the phrases that cancel this rule."""
        return f"{self.id} unless"


_MOST_SIGNS = 40


def _letters(piece: Keys) -> tuple[str, ...]:
    """What the words begin with that fit a piece, in plain letters; nothing where a list is named."""
    if any(not one.isascii() or one.startswith("{") for one in piece):
        return ()
    return tuple(letters for one in sorted(piece) for letters in (_begin(one), *other_spellings(one)))


def _is_of_words(piece: Keys) -> bool:
    return piece is not GAP and not any(one.startswith("{") or one.endswith("*") for one in piece)


def _spelt(piece: Keys) -> frozenset[str]:
    """All words that fit a piece, however they are spoken."""
    return piece.union((word[:-1] for word in piece if word.endswith("ing")), *map(other_spellings, piece))


def _begin(word: str) -> str:
    """What a word begins with however it is spoken: "posting" and "postin"."""
    return word[:-1] if word.endswith("ing") else word.removesuffix("*")


def _use(words: tuple[str, ...]) -> tuple[int, int]:
    """Few long words tell more than many short ones."""
    return len(words), -min(map(len, words))


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
