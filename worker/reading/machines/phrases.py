"""The words by which machines tell of themselves (``knowledge``), and a text to hold to them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

from worker.reading.words.contained import Contained
from worker.reading.words.straight import straight

LOOKED_AT = 20_000
"""How many characters of a mail's text are searched for a machine's words."""

_ACCENTS = re.compile(r"[\u0300-\u036f]")


@cache
def phrases(book: str, name: str) -> tuple[str, ...]:
    """Return one list of ``knowledge/autoreplies.toml`` or ``knowledge/bounces.toml``."""
    return tuple(_knowledge(book)[name])


def holds(said: str, name: str) -> bool:
    """Whether a text in small letters has any phrase of a list of ``knowledge/autoreplies.toml``."""
    return any(map(said.__contains__, phrases("autoreplies", name)))


@cache
def contained(book: str, name: str) -> Contained:
    """Return one list, folded, to be looked for in a folded text."""
    return Contained(map(fold, phrases(book, name)))


def small(text: str) -> str:
    """Write a text small and on one line, with straight apostrophes."""
    return " ".join(straight(text.lower()).split())


def fold(text: str) -> str:
    """Write a text small, on one line and without accents: old mail systems write none."""
    text = small(text)
    return text if text.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFD", text))


@cache
def _knowledge(book: str) -> dict[str, Any]:
    return tomllib.loads((files("worker.knowledge") / f"{book}.toml").read_text("utf-8"))
