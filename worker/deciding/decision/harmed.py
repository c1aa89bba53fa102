"""Whom a reply says to be harmed: "harmed: Mrs Lowe and a Year 4 pupil", "Miss Sykes is the target".

Adults by title and name; a child or a stranger to the school by what they are. A bare name may be a
child's, and is asked about.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from worker.deciding.decision.signed import is_name
from worker.deciding.decision.words import Chunk, Phrases, Token
from worker.reading.words.titles import SMALL_TITLES

NAMELESS = frozenset(
    {"a child", "a parent", "a member of staff", "a governor", "the headteacher", "the school"}
)
"""How those are kept who are not named."""


def harmed_in(chunk: Chunk, text: str, *, goes_on: bool) -> tuple[str, ...]:
    """Whom a clause says to be harmed; nothing where a word of it is none of ours.

    ``goes_on``: the clause before began the list ("harmed: Mrs Lowe, Mr Hart").
    """
    tokens = chunk.tokens
    lead = lists()["lead"].length(chunk.words)
    tail = 0 if lead or goes_on else _tail(tokens)
    if not (lead or tail or goes_on):
        return ()
    return _people(tokens[lead : len(tokens) - tail], text) or ()


def begins_list(chunk: Chunk) -> bool:
    """Whether a clause only announces them: "harmed:"."""
    return lists()["lead"].whole(chunk.words)


def _tail(tokens: tuple[Token, ...]) -> int:
    words = [token.word for token in tokens]
    return next((n for n in range(min(6, len(words) - 1), 0, -1) if lists()["tail"].whole(words[-n:])), 0)


def _people(tokens: tuple[Token, ...], text: str) -> tuple[str, ...] | None:
    """Everybody in these words; None where one of the words is of nobody."""
    found: list[str] = []
    at = 0
    while at < len(tokens):
        words = [token.word for token in tokens[at:]]
        role, size = _role(words)
        if role:
            found.append(role)
        elif size := _name(tokens[at:]):
            found.append(text[tokens[at].start : tokens[at + size - 1].end])
        elif not (size := lists()["join"].length(words)):
            return None
        at += size
    return tuple(dict.fromkeys(found))


def _role(words: list[str]) -> tuple[str, int]:
    sizes = {role: lists()[role].length(words) for role in NAMELESS}
    role = max(sizes, key=lambda one: sizes[one])
    return (role, sizes[role]) if sizes[role] else ("", 0)


def _name(tokens: tuple[Token, ...]) -> int:
    """How many words are a title and a name; 0 where they begin with none."""
    if tokens[0].word not in SMALL_TITLES:
        return 0
    size = 1
    while size < len(tokens) and is_name(tokens[size]):
        size += 1
    return size if size > 1 else 0


@cache
def lists() -> dict[str, Phrases]:
    """``knowledge/harmed.toml``, read."""
    data: dict[str, Any] = tomllib.loads(
        files("worker.knowledge").joinpath("harmed.toml").read_text(encoding="utf-8")
    )
    return {name: Phrases(words) for name, words in data["words"].items()}
