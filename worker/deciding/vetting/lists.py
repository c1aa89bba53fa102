"""The lists of ``knowledge/signatures.toml``, and words in the form they are looked up in."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from worker.deciding.decision.words import known_words
from worker.reading.words.straight import straight

_WORD = re.compile(r"\w+(?:'\w+){0,3}")


def plain_words(text: str) -> list[str]:
    """The words of a text in lower case, without apostrophes."""
    shown = straight(text).replace("\u200b", "")
    return [word.casefold().replace("'", "") for word in _WORD.findall(shown)]


@cache
def held(name: str) -> frozenset[str]:
    """One list, as a set. "decisive" is every word that the reply grammar knows, but for harmless ones."""
    if name == "decisive":
        return known_words() - held("glue") - held("mottoes") - held("roles")
    if name == "anchor words":
        return frozenset(word for anchor in held("anchors") for word in anchor.split())
    data = tomllib.loads((files("worker.knowledge") / "signatures.toml").read_text(encoding="utf-8"))
    return frozenset(data[name])
