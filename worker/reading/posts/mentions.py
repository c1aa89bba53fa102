"""Platforms named in words: "on Facebook", "the WhatsApp group"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from worker.reading.posts.platform import platforms
from worker.reading.words.indexed import Indexed


class Mention(NamedTuple):
    """A platform named in words, with the stretch of text it fills."""

    platform: str
    start: int
    end: int


def find_mentions(text: Indexed) -> tuple[Mention, ...]:
    """Platforms named in words, in order; "not on Facebook" and "Facebook's help page" are no mention."""
    found = []
    for match in _find_names(text):
        slug = _slug_of(match.group())
        before = text.text[max(0, match.start() - 30) : match.start()].lower()
        if slug and not _DENIED.search(before):
            found.append(Mention(slug, match.start(), match.end()))
    return tuple(found)


_DENIED = re.compile(
    r"(?:\bnot(?: even)? (?:on|using)|\b(?:do|does|did|is|was|are|were|have|has|had|ca"
    r"|wo)n[’']?t (?:have|use|do|got|on)|\bnever (?:use|been on)|no longer on"
    r"|\bnot) (?:any |a |her |his |their )?$"
)


def _find_names(text: Indexed) -> Iterator[re.Match[str]]:
    """Every name of a platform, none overlapping the one before it."""
    names, places, end = _names(), text.places, 0
    starts = ((start, word) for word in places.keys() & names.keys() for start in places[word])
    for start, word in sorted(starts):
        match = names[word].match(text.text, start) if start >= end else None
        if match:
            end = match.end()
            yield match


@cache
def _names() -> dict[str, re.Pattern[str]]:
    """For each word that names of platforms begin with a pattern for those, the longest first: it wins."""
    by_word: dict[str, list[str]] = {}
    for name in sorted((word for p in platforms() for word in p.words), key=len, reverse=True):
        by_word.setdefault(re.split(r"[\W_]", name.lower())[0], []).append(_spelt(name))
    return {
        word: re.compile(r"(?<![\w@/.-])(?:" + "|".join(names) + r")(?![\w@/]|\.\w)")
        for word, names in by_word.items()
    }


def _spelt(name: str) -> str:
    """A name as a pattern: a capital in it must be written so, a space may be a hyphen."""
    if name != name.lower():
        return re.escape(name)
    return "(?i:" + re.escape(name).replace(r"\ ", r"[\s-]") + ")"


@cache
def _slugs() -> dict[str, str]:
    return {word: p.slug for p in reversed(platforms()) for word in p.words}


_BETWEEN_WORDS = re.compile(r"[\s-]")


def _slug_of(written: str) -> str | None:
    plain = _BETWEEN_WORDS.sub(" ", written)
    return _slugs().get(plain) or _slugs().get(plain.lower())
