"""What the readers of a reply share: the words to judge, and what one reader makes of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from worker.deciding.decision.words import Chunk, Phrases, Token, cover, phrases
from worker.model import Pending, Told, Verb

LEADING = frozenset(
    ("but", "and", "so", "as", "because", "since", "cos", "please", "just", "then", "yes", "no")
)
"""What a reason may begin with and does not need."""


@dataclass(frozen=True, slots=True)
class Saying:
    """The words of a reply (``chunks`` of ``text``) that speak of the items in ``about``.

    ``numbered`` is True when the reply named them itself.
    """

    text: str
    chunks: tuple[Chunk, ...]
    about: tuple[Pending, ...]
    today: date
    numbered: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Every word, in order."""
        return tuple(word for chunk in self.chunks for word in chunk.words)

    @property
    def asks(self) -> bool:
        """Whether a question mark stands anywhere."""
        return any(chunk.asks for chunk in self.chunks)

    @property
    def said(self) -> tuple[Chunk, ...]:
        """The chunks that are no plain question ("has it gone?"); a polite request is none."""
        return tuple(chunk for chunk in self.chunks if not is_question(chunk))

    def raw(self, chunk: Chunk, start: int = 0, end: int | None = None) -> str:
        """The head's own letters for some words of a chunk, ``""`` for none."""
        tokens = chunk.tokens[start:end]
        return self.text[tokens[0].start : tokens[-1].end] if tokens else ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """One reading: the verb, its arguments and, in words, what led to it.

    ``whole`` is True when the verb is about the case, not about a draft of it. ``told`` is what the
    same words tell of the case's course.
    """

    verb: Verb
    args: dict[str, Any] = field(default_factory=dict)
    because: str = ""
    whole: bool = False
    told: tuple[Told, ...] = ()


def unclear(reason: str, question: str) -> Meaning:
    """The reading that does nothing and asks."""
    return Meaning(Verb.UNCLEAR, {"reason": reason, "question": question}, reason)


def says_nothing(saying: Saying) -> bool:
    """Only courtesies and a name."""
    known = {label: phrases("approval", label) for label in ("courtesy", "praise", "title")}
    return cover(saying.words, known) is not None


def is_question(chunk: Chunk) -> bool:
    """Whether a chunk asks something that is not a request ("can you …")."""
    words = chunk.words
    if phrases("doubt", "polite").length(words) or not words:
        return False
    return chunk.asks or opens_a_question(chunk)


def opens_a_question(chunk: Chunk) -> bool:
    """Whether a chunk begins as a question does ("did you …"), with its mark or without."""
    words = chunk.words
    if not phrases("doubt", "asks").length(words):
        return False
    if words[0] == "when":
        return len(words) > 1 and words[1] in phrases("doubt", "asks").vocabulary
    return words[0] in phrases("doubt", "asks_alone").vocabulary or (
        len(words) > 1 and words[1] in phrases("doubt", "asked_of").vocabulary and words[1] != "not"
    )


def first_within(chunks: tuple[Chunk, ...], known: Phrases) -> tuple[Chunk, int, int] | None:
    """The first chunk that holds a phrase, and where in it."""
    for chunk in chunks:
        if found := known.within(chunk.words):
            return chunk, *found
    return None


def names_send(words: tuple[str, ...]) -> bool:
    """Whether approving or sending is spoken of at all."""
    return bool(
        phrases("approval", "approve").within(words)
        or phrases("approval", "yes").within(words)
        or phrases("refusal", "deed").within(words)
    )


def around(section: str, name: str) -> dict[str, Phrases]:
    """A list of ours with the small words that may stand around it, for `cover`."""
    lists = {label: phrases("approval", label) for label in ("courtesy", "thing", "now", "join")}
    return {name: phrases(section, name)} | lists


def trimmed(saying: Saying, tokens: tuple[Token, ...]) -> str:
    """The head's letters for these tokens, without a leading "but" and a trailing "thanks"."""
    while tokens and tokens[0].word in LEADING:
        tokens = tokens[1:]
    courtesy = phrases("approval", "courtesy")
    while tokens:
        size = next((n for n in (4, 3, 2, 1) if courtesy.whole([t.word for t in tokens[-n:]])), 0)
        if not size:
            break
        tokens = tokens[:-size]
    text = saying.text[tokens[0].start : tokens[-1].end] if tokens else ""
    return " ".join(text.split())
