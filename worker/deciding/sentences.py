"""Sentences and short words for the places that a template leaves open, and a school's own in their place.

Ours are in ``knowledge/``: ``sentences.toml``, ``labels.toml``, ``questions.toml``. A school's files of the
same names lie in its folder of templates, and hold only what they change. They are taken up once, before
anything is said (`reword`): from then on they are as fixed as ours, and rules stay pure.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

FILES = ("sentences", "labels", "questions")
_own: dict[str, Mapping[str, Any]] = {}


def say(name: str, /, **facts: object) -> str:
    """Return the sentence of that dotted name, filled in (KeyError where there is none)."""
    return _find("sentences", name).format(**facts)


def label(table: str, name: str) -> str | None:
    """Return a short word of ``labels.toml``; None where there is none."""
    return str(found) if (found := _at(_known("labels"), (table, name))) is not None else None


def question(name: str) -> str | None:
    """Return what a reporter is asked, by the name of what is missing; None where there is none."""
    found = _at(_known("questions"), ("questions", name))
    return str(found) if found is not None else None


def reword(own: Mapping[str, Mapping[str, Any]]) -> None:
    """Put a school's own words, by file, in the place of ours. For whoever starts the process, and once."""
    _own.clear()
    _own.update(own)
    _known.cache_clear()


def find_misfits(own: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """Say what is wrong with a school's own words: names that ours has not, {braces} that stay empty."""
    for file, words in own.items():
        ours = dict(_leaves(_shipped(file)))
        for name, text in _leaves(words):
            if name not in ours:
                yield f"templates/{file}.toml: {name}: there is no such name. Copy it from ours."
            elif more := sorted(_fields(text) - _fields(ours[name])):
                yield f"templates/{file}.toml: {name}: {{{more[0]}}} is not known there. Use what ours has."


def _find(file: str, name: str) -> str:
    found = _at(_known(file), name.split("."))
    if found is None:
        raise KeyError(name)
    return str(found)


def _at(table: Any, path: Any) -> Any:
    for part in path:
        table = table.get(part) if isinstance(table, Mapping) else None
    return table


@cache
def _known(file: str) -> Mapping[str, Any]:
    return _over(_shipped(file), _own.get(file, {}))


@cache
def _shipped(file: str) -> Mapping[str, Any]:
    return tomllib.loads(files("worker.knowledge").joinpath(f"{file}.toml").read_text("utf-8"))


def _over(ours: Mapping[str, Any], own: Mapping[str, Any]) -> Mapping[str, Any]:
    """Ours, with what the school says otherwise."""
    said = {
        name: _over(ours[name], value) if isinstance(value, Mapping) and name in ours else value
        for name, value in own.items()
    }
    return {**ours, **said}


def _leaves(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", str(value)


def _fields(text: str) -> set[str]:
    """What stands in braces, with how it is to be written; a brace too many is one that nobody knows.

    Ours say nothing of how: a name may be long, and a width in braces longer still.
    """
    try:
        return {
            name + (f"!{how}" if how else "") + (f":{form}" if form else "")
            for _, name, form, how in Formatter().parse(text)
            if name is not None
        }
    except ValueError:
        return {"a brace alone"}
