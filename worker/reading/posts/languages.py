"""Reports in other languages than English: who posted, and when (``knowledge/languages.toml``)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from worker.reading.posts.guards import WORD
from worker.reading.words.indexed import Indexed

_LEAST = 3
"""Common words of a language that a text in it has: two may be a name's, or chance."""
_SURE = 0.85
_NAME = rf"(?P<name>{WORD}(?: (?:(?:ap|ferch|de|van|al|bin) )?{WORD}){{1,3}})"
"""In full: in other languages a word alone may be a child's, in some case ("mama Filipa")."""


class _Language(NamedTuple):
    known_by: frozenset[str]
    no_names: frozenset[str]
    named: tuple[tuple[frozenset[str], bool, re.Pattern[str]], ...]
    tells: re.Pattern[str]
    told_by: re.Pattern[str]
    days: frozenset[str]
    when: re.Pattern[str]


class Told(NamedTuple):
    """A name that a sentence makes the poster's, where it stands, and how surely."""

    name: str
    start: int
    confidence: float


def without_capitals(masked: Indexed) -> Indexed:
    """The same text, the words small that stand with a capital before a name in its language and are none."""
    spoken = _spoken(masked)
    if not spoken:
        return masked
    never = frozenset[str]().union(*(language.no_names for language in spoken))
    return Indexed(_CAPITAL.sub(lambda m: m[0].lower() if m[0].lower() in never else m[0], masked.text))


def find_named_abroad(masked: Indexed, names: list[int]) -> list[Told]:
    """Whom the sentences of other languages make posters; ``names`` is where names may begin."""
    return [
        Told(match["name"], match.start("name"), _SURE)
        for language in _spoken(masked)
        for words, by_name, pattern in language.named
        if not words.isdisjoint(masked.words)
        for match in masked.try_at(pattern, names if by_name else masked.find(words))
    ]


def only_tells(start: int, end: int, masked: Indexed) -> bool:
    """Whether in another language the bearer of the name there only tells of the post, or is told of it."""
    return any(
        language.tells.match(masked.text, end)
        or language.told_by.search(masked.text, max(0, start - 30), start)
        for language in _spoken(masked)
    )


def find_when_abroad(masked: Indexed) -> str | None:
    """The first words that date the post in another language, exactly as written."""
    for language in _spoken(masked):
        match = next(masked.try_at(language.when, masked.find(language.days)), None)
        if match:
            return match.group()
    return None


def _spoken(masked: Indexed) -> tuple[_Language, ...]:
    if len(_common() & masked.words) < _LEAST:
        return ()
    return tuple(one for one in _languages() if len(one.known_by & masked.words) >= _LEAST)


@cache
def _common() -> frozenset[str]:
    return frozenset[str]().union(*(one.known_by for one in _languages()))


_CAPITAL = re.compile(WORD)


@cache
def _languages() -> tuple[_Language, ...]:
    return tuple(
        _Language(
            frozenset(one["known_by"].split()),
            frozenset(one["no_names"]),
            tuple(_sentence(words, pattern) for words, pattern in one["named"]),
            re.compile("|".join(one["tells"])),
            re.compile(rf"(?<!\w)(?:{one['told_by']})\Z"),
            frozenset(one["days"]),
            re.compile(one["when"], re.IGNORECASE),
        )
        for one in _knowledge()
    )


def _sentence(words: str, pattern: str) -> tuple[frozenset[str], bool, re.Pattern[str]]:
    return frozenset(words.split()), pattern.startswith("{N}"), re.compile(pattern.replace("{N}", _NAME))


@cache
def _knowledge() -> tuple[dict[str, Any], ...]:
    text = resources.files("worker.knowledge").joinpath("languages.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["language"])
