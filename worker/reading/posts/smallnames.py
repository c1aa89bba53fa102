"""Names typed without capitals, given them: "katie holroyd" reads as "Katie Holroyd"."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from worker.reading.posts.lists import any_of, first_words, nobodies
from worker.reading.posts.named import Named
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


_PUT = frozenset(["put", "posted", "wrote", "written", "commented", "tweeted", "uploaded", "been"])
_TWO = r"(?P<name>[a-z][a-z'’-]{1,20} [a-z][a-z'’-]{1,20})"
_OPENS = re.compile(
    rf"{_TWO} (?:has |have |had |just ){{0,2}}"
    r"(?:put|posted|wrote|written|commented|tweeted|uploaded|been posting|been putting)\b"
)
_POINTED_OUT = re.compile(
    r"(?:(?:it (?:was|is)|it['’]?s|its|twas)"
    rf" |(?:{any_of('somebody')}) (?:called|cried|named|by the name of) ){_TWO}"
    r",?(?: (?:who|that|as|what))?(?:['’]s)? (?:has |had |have |is |just |after |gone and ){0,3}"
    r"(?:wrote|written|writing|put|posted|posting|commented|shared|uploaded|started|typed|done it|did it)\b"
)
"""Behind the words that point somebody out ("it was dean rudd wrote it")."""


def find_small_names(masked: Indexed) -> list[Named]:
    """Names in small letters, given capitals: they open a sentence ("dean rudd has put") or are called."""
    opening = masked.try_at(_OPENS, masked.before(_PUT, masked.sentences))
    pointed = masked.try_at(_POINTED_OUT, masked.find(("it", "its", "twas", *first_words("somebody"))))
    return [
        Named(m.group("name").title(), m.start("name"), m.end("name"), 0.7)
        for m in (*opening, *pointed)
        if nobodies().isdisjoint(m.group("name").split())
    ]


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
    return frozenset(_knowledge()["never_surnames"]) | nobodies()


@cache
def _knowledge() -> dict[str, list[str]]:
    return tomllib.loads(resources.files("worker.knowledge").joinpath("firstnames.toml").read_text("utf-8"))
