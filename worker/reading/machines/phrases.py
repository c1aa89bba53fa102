"""The words by which machines tell of themselves (``knowledge/noise.toml``), and a text to hold to them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

from worker.reading.words.contained import Contained

LOOKED_AT = 20_000
"""How many characters of a mail's text are searched for a machine's words."""

_ACCENTS = re.compile(r"[\u0300-\u036f]")


@cache
def phrases(group: str, name: str) -> tuple[str, ...]:
    """Return one list of ``knowledge/noise.toml``."""
    return tuple(_knowledge()[group][name])


@cache
def contained(group: str, name: str) -> Contained:
    """Return one list, folded, to be looked for in a folded text."""
    return Contained(map(fold, phrases(group, name)))


def fold(text: str) -> str:
    """Write a text small, on one line and without accents: old mail systems write none."""
    text = " ".join(text.lower().replace("’", "'").split())
    return text if text.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFD", text))


@cache
def _knowledge() -> dict[str, Any]:
    return tomllib.loads((files("worker.knowledge") / "noise.toml").read_text("utf-8"))
