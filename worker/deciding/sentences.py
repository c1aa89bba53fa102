"""Sentences for the places that a template leaves open: ``knowledge/sentences.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


def say(name: str, /, **facts: object) -> str:
    """Return the sentence of that dotted name, filled in (KeyError where there is none)."""
    found: Any = _sentences()
    for part in name.split("."):
        found = found[part]
    return str(found).format(**facts)


@cache
def _sentences() -> dict[str, Any]:
    return tomllib.loads(files("worker.knowledge").joinpath("sentences.toml").read_text("utf-8"))
