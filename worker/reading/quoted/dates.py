"""Dates by their shape, in any language: how much a piece of text looks like one. Nothing is computed."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CLOCK = re.compile(
    r"(?<!\d)\d{1,2}\s?(?:[:.：]|h|時|时|點|点|시)\s?\d{2}(?!\d)|\b\d{1,2}\s?[ap]\.?m\b|午[前后後]|오[전후]"
)
# The first digit, then that none stands before it: so most signs are passed over at once.
_YEAR = re.compile(r"[12](?<!\d.)(?:(?<=1)[349]\d\d|(?<=2)[05]\d\d)(?!\d)")
_NUMERIC = re.compile(r"\d(?<!\d.)\d{0,3}\s?[./\-年년]\s?\d{1,2}\s?[./\-月월]\s?\d{1,4}(?!\d)")
_SMALL = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_ZONE = re.compile(r"[+-]\d{2}:?\d{2}\b|\b(?:GMT|UTC|BST|CES?T|[ECMP][SD]T)\b")
_DIGIT = re.compile(r"\d")
_NOT_ASCII_DIGIT = re.compile(r"(?![0-9])\d")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_LONGEST = 120
_ASKED_AGAIN = 256
"""Values of which is kept how much each looks like a date: the same lines are looked at for several ends."""


def plain_digits(text: str) -> str:
    """Write every script's digits as 0 to 9 (Arabic, Persian, Devanagari, full-width, …)."""
    if text.isascii():
        return text
    return _NOT_ASCII_DIGIT.sub(lambda digit: str(unicodedata.digit(digit[0], 0)), text)


def strip_invisible(text: str) -> str:
    """Drop zero-width and direction marks, which clients put around labels, names and dates."""
    return text if text.isascii() else _INVISIBLE.sub("", text)


def date_score(text: str) -> int:
    """Return how much a whole value looks like a date: 0 not at all, 2 likely, 3 or more surely.

    A year with a day beside it makes 2, a written-out numeric date makes 2; a clock time adds 2, a
    zone adds 1. Addresses and long sentences are no dates.
    """
    return _score(text) if len(text) <= _LONGEST and "@" not in text and _DIGIT.search(text) else 0


@lru_cache(_ASKED_AGAIN)
def _score(text: str) -> int:
    text = plain_digits(text)
    numeric = _NUMERIC.search(text)
    year = _YEAR.search(text)
    if not numeric and not (year and _SMALL.search(text.replace(year[0], " ", 1))):
        return 0
    letters = sum(1 for word in text.split() if any(map(str.isalpha, word)))
    if letters > 12:
        return 0
    clock = 2 if _CLOCK.search(text) else 0
    return (2 if letters <= 9 else 1) + clock + (1 if _ZONE.search(text) else 0)


def has_clock(text: str) -> bool:
    """True where a short value shows a time of day, be it without its year: "Yesterday, 15:02"."""
    return len(text) <= 60 and _CLOCK.search(plain_digits(text)) is not None


def find_date(text: str) -> int | None:
    """Return where a date with a year begins in a line, or None."""
    text = plain_digits(text[:400])
    numeric = _NUMERIC.search(text)
    if numeric:
        return numeric.start()
    year = _YEAR.search(text)
    if year is None:
        return None
    around = text[max(0, year.start() - 30) : year.end() + 34].replace(year[0], " ", 1)
    small = _SMALL.search(around)
    return max(0, year.start() - 30) if small else None
