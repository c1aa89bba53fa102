"""Names typed without capitals, given them: "katie holroyd" reads as "Katie Holroyd"."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from worker.reading.posts.lists import set_of
from worker.reading.words.indexed import Indexed

_NAME = re.compile(
    r"[a-z]{2,14} (?P<next>[a-z][a-z'’-]{2,20})(?: (?P<last>[a-z][a-z'’-]{2,20}))?(?![\w@]|\.\w)"
)


def with_capitals(masked: Indexed) -> Indexed:
    """The same text with capitals for each first name that has a surname behind it, all in small letters."""
    text, capitals = masked.text, []
    for match in masked.try_at(_NAME, masked.find(_firsts())):
        middle = match.group("next") in _firsts() and _may_be_surname(match.group("last"))
        if middle or _may_be_surname(match.group("next")):
            capitals += [match.start(), match.start("next"), *([match.start("last")] if middle else ())]
    for at in capitals:
        text = f"{text[:at]}{text[at].upper()}{text[at + 1 :]}"
    return Indexed(text) if capitals else masked


def is_first_name(word: str) -> bool:
    """Whether people in Britain have this first name, whatever its capitals."""
    return word.lower() in _firsts()


def _may_be_surname(word: str | None) -> bool:
    return word is not None and not {word, re.sub(r"['’]?s?\Z", "", word)} & _never()


@cache
def _firsts() -> frozenset[str]:
    return frozenset(_knowledge()["names"])


@cache
def _never() -> frozenset[str]:
    return frozenset(_knowledge()["never_surnames"]) | set_of("not_names") | set_of("roles")


@cache
def _knowledge() -> dict[str, list[str]]:
    return tomllib.loads(resources.files("worker.knowledge").joinpath("firstnames.toml").read_text("utf-8"))
