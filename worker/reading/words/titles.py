"""Titles before a person's name ("Mrs", "Cllr"): one list for all who read names (``titles.toml``)."""

from __future__ import annotations

import tomllib
from importlib import resources


def _read() -> tuple[str, ...]:
    text = resources.files("worker.knowledge").joinpath("titles.toml").read_text("utf-8")
    return tuple(tomllib.loads(text)["titles"])


TITLES = frozenset(_read())
"""As they are written, without a stop: "Mrs"."""
SMALL_TITLES = frozenset(title.lower() for title in TITLES)
"""In small letters: "mrs"."""
A_TITLE = rf"(?:{'|'.join(sorted(TITLES, key=len, reverse=True))})\b\.?"
"""One of them as a pattern, with its stop where it has one."""
