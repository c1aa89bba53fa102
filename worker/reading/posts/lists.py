"""The lists of words of ``naming.toml``, looked up or made into patterns."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from worker.reading.words.oneof import one_of


@cache
def _knowledge() -> dict[str, Any]:
    return tomllib.loads(resources.files("worker.knowledge").joinpath("naming.toml").read_text("utf-8"))


def words_in(list_name: str) -> list[str]:
    """The words of one list of ``naming.toml``."""
    words: list[str] = _knowledge()[list_name]
    return words


@cache
def set_of(list_name: str) -> frozenset[str]:
    """The words of one list, to be looked up."""
    return frozenset(words_in(list_name))


@cache
def nobodies() -> frozenset[str]:
    """Words that are nobody's name, and what people are at a school."""
    return set_of("not_names") | set_of("roles")


@cache
def first_words(list_name: str) -> frozenset[str]:
    """The first word of each entry of one list: where one of its entries may begin."""
    return frozenset(entry.split()[0] for entry in words_in(list_name))


@cache
def any_of(list_name: str, *, any_case: bool = False) -> str:
    """The words of a list as one pattern, as ``one_of`` gives them."""
    return one_of(words_in(list_name), any_case=any_case)
