"""What a reporter answers to the questions we sent back: under each of them, or by its number."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from worker.deciding.sentences import question
from worker.model import Post
from worker.reading.posts.when import Moments, find_when
from worker.reading.quoted.shapes import Line, read_lines
from worker.reading.words.indexed import Indexed
from worker.reading.words.straight import straight

_MOST_LINES = 400
_NUMBERED = re.compile(
    r"\s{0,8}(?:q(?:uestion)?\s?)?(?P<n>[1-9])\s?[.):-]\s{0,4}(?P<said>\S.{0,300})", re.IGNORECASE
)
_NAME = re.compile(r"@?[\w.'’-]{2,40}(?: [\w.'’-]{1,30}){0,3}")
_LONGEST = 300


def find_answers(text: str) -> Mapping[str, str]:
    """Each answer by the slug of what was asked, from a reply that still quotes the questions.

    An answer stands between the quoted questions, or has its question's number. Questions are known by
    their sentence, a school's own too, or by the words of ``questions.toml`` that tell what is missing.
    """
    lines = read_lines(text)[:_MOST_LINES]
    if not any(line.depth and "?" in line.content for line in lines):
        return {}
    numbered: dict[str, str] = {}
    found: dict[str, list[str]] = {}
    open_slug: str | None = None
    for line in lines:
        if line.depth:
            slug = _find_slug(line.content)
            if slug and (number := _NUMBERED.match(line.content)):
                numbered.setdefault(number["n"], slug)
            open_slug = slug if slug or not line.blank else open_slug
        elif open_slug and not line.blank:
            found.setdefault(open_slug, []).append(line.content.strip())
    by_number = {numbered[n]: said for n, said in _numbered(lines) if n in numbered}
    return {**by_number, **{slug: " ".join(said)[:_LONGEST] for slug, said in found.items()}}


def _numbered(lines: list[Line]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if not line.depth and (match := _NUMBERED.match(line.content)):
            yield match["n"], match["said"].strip()


def _find_slug(text: str) -> str | None:
    """What a quoted question asks for."""
    if "?" not in text:
        return None
    low = text.lower()
    told_by: dict[str, list[str]] = _knowledge()["told_by"]
    for slug, words in told_by.items():
        own = question(slug)
        if (own and own.lower() in low) or any(all(w in low for w in each.split()) for each in words):
            return slug
    return None


def with_answers(posts: tuple[Post, ...], answers: Mapping[str, str]) -> tuple[Post, ...]:
    """The posts with what the answers say of the one asked about, where they did not say it themselves.

    An answer is nobody's post, however it stands there, unless it was asked what the post says.
    """
    told = {said for slug, said in answers.items() if slug != "what_it_says"}
    posts = tuple(replace(post, text=None) if post.text in told else post for post in posts)
    name, when = _name_in(answers), find_when(Moments(Indexed(answers.get("when_seen", ""))))
    if not (name or when):
        return posts
    first, *others = posts or (Post(None, None, None, None, None, None, None, "body", 0.8),)
    first = replace(
        first,
        poster_name=first.poster_name or name,
        posted_at_text=first.posted_at_text or when,
    )
    return (first, *others)


def _name_in(answers: Mapping[str, str]) -> str | None:
    """The name that stands alone as the answer; a sentence is nobody's name."""
    said = answers.get("poster_name", "").strip(" .,;!\"'“”‘’")
    if not _NAME.fullmatch(said) or straight(said.lower()).split()[0] in _knowledge()["no_names"]:
        return None
    return said


@cache
def _knowledge() -> dict[str, Any]:
    return tomllib.loads(files("worker.knowledge").joinpath("questions.toml").read_text("utf-8"))
