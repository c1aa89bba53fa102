"""What the prefix of a subject says of a mail: that it answers, or that it passes something on."""

from __future__ import annotations

import re
from functools import lru_cache

from worker.reading.quoted.row import fold
from worker.reading.quoted.shapes import Line, word_set, words

_PREFIX = re.compile(
    r"\s{0,5}(?:\[[^\[\]]{1,40}\]\s{0,5})?([^\s:：\[\]()][^:：\[\]()]{0,20}?)\s?(?:[\[(]\d{1,3}[\])])?\s?[:：]"
)
_ASKED_AGAIN = 64
"""Subjects of which is kept what they say: who reads a mail asks for its own again and again."""


def subject_kind(subject: str) -> str | None:
    """Return "reply" or "forward" as the subject's first prefix says, "either" if it may be both, or None."""
    return _kind_asked(subject[:200])


@lru_cache(_ASKED_AGAIN)
def _kind_asked(subject: str) -> str | None:
    found = _find_prefix(subject)
    return _kind_of(found) if found else None


def _find_prefix(subject: str) -> re.Match[str] | None:
    return _PREFIX.match(subject) if ":" in subject or "：" in subject else None


def _kind_of(found: re.Match[str]) -> str | None:
    prefix = fold(found[1])
    if prefix in word_set("subjects", "either"):
        return "either"
    if prefix in word_set("subjects", "forward"):
        return "forward"
    return "reply" if prefix in word_set("subjects", "reply") else None


def says_answer(subject: str) -> bool:
    """Whether a subject's prefix says that the mail answers one, and nothing else ("vs:" may say either)."""
    return subject_kind(subject) == "reply"


def says_forward(subject: str) -> bool:
    """Whether a subject's prefix may say that the mail passes one on."""
    return subject_kind(subject) in ("forward", "either")


def without_prefixes(subject: str) -> str:
    """Return a subject as written behind all that says it answers or passes on."""
    while (found := _find_prefix(subject)) and _kind_of(found):
        subject = subject[found.end() :]
    return subject.strip()


def bare_subject(subject: str) -> str:
    """Return a subject without its prefixes, small, with single spaces: the same in a mail and its answer."""
    return " ".join(without_prefixes(subject[:500]).lower().split())


def settle_kind(kind: str | None, first: Line) -> str | None:
    """Say what a prefix means that may be both: its language is that of the header block's first label."""
    if kind != "either":
        return kind
    return (
        "reply" if fold(first.content.partition(":")[0]) in words("subjects", "either_replies") else "forward"
    )
