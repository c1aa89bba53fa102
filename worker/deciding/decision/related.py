"""What a clause says the poster is to the school: "she's a TA here", "ex-teacher", "Year 6 pupil"."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from worker.deciding.decision.words import Phrases, cover
from worker.model import Relation


def find_relation(words: Sequence[str]) -> Relation | None:
    """The one relation a clause names, where every word of it belongs to saying so; None otherwise.

    A person's own name is none of these words, so that "Miss Sykes is a teacher" is said of somebody else.
    """
    said = [word for n, word in enumerate(words) if word != "poster" or words[n - 1 : n] != ["poster"]]
    labels = cover(said, _known()) if _vocabulary().issuperset(said) else None
    if labels is None:
        return None
    named = [relation for relation in Relation if relation.value in labels]
    return named[0] if len(named) == 1 else None


@cache
def _known() -> dict[str, Phrases]:
    data = relations()
    around = {f"around {name}": Phrases(words) for name, words in data["around"].items()}
    return around | {key: Phrases(table["words"]) for key, table in data["relation"].items()}


@cache
def _vocabulary() -> frozenset[str]:
    """Every word that may stand in such a clause."""
    return frozenset().union(*(known.vocabulary for known in _known().values()))


@cache
def relations() -> dict[str, Any]:
    """``knowledge/relations.toml``, read."""
    return tomllib.loads(files("worker.knowledge").joinpath("relations.toml").read_text(encoding="utf-8"))
