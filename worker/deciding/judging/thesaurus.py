"""The families of words that rules speak of (``knowledge/thesaurus.toml``), each word in all its forms."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """``families`` of words and ``idioms`` (whole phrases) by name; ``signs``: what typed pictures say.

    ``spellings``: by a word spelt as it is spoken, the usual words it may stand for. ``joints`` are the
    families that only join the words of an idiom, as keys: what a text is about is not known by them.
    """

    families: dict[str, list[str]]
    idioms: dict[str, list[str]]
    signs: dict[str, str]
    spellings: dict[str, list[str]]
    joints: frozenset[str]


@cache
def thesaurus() -> Thesaurus:
    """The thesaurus, read once."""
    text = resources.files("worker.knowledge").joinpath("thesaurus.toml").read_text("utf-8")
    parts: dict[str, Any] = {
        name: part for name, part in tomllib.loads(text).items() if isinstance(part, dict)
    }
    signs, spellings = parts.pop("signs"), dict[str, list[str]]()
    for usual, written in parts.pop("spellings").items():
        for spelt in _entries(written):
            spellings.setdefault(spelt, []).append(usual)
    families = {
        name: [form for entry in _entries(written) for form in forms(entry)]
        for part in parts.values()
        for kind, forms in _FORMS.items()
        for name, written in part.get(kind, {}).items()
    }
    idioms = {
        name: _entries(written) for part in parts.values() for name, written in part.get("idioms", {}).items()
    }
    joints = frozenset(f"{{{name}}}" for written in parts["joints"].values() for name in written)
    return Thesaurus({name: _open(name, families) for name in families}, idioms, signs, spellings, joints)


def other_spellings(word: str) -> list[str]:
    """How a word is spelt as it is spoken, or with a star, all words that begin so."""
    begins, usual = word.removesuffix("*"), _by_usual_word()
    words = (one for one in usual if one.startswith(begins)) if begins != word else (word,)
    return [spelt for one in words for spelt in usual.get(one, ())]


@cache
def _by_usual_word() -> dict[str, list[str]]:
    """How words are spelt as they are spoken, by the usual spelling."""
    found: dict[str, list[str]] = {}
    for spelt, usual in thesaurus().spellings.items():
        for one in usual:
            found.setdefault(one, []).append(spelt)
    return found


def _entries(written: str) -> list[str]:
    return [entry for part in written.split(",") if (entry := " ".join(part.split()))]


def _open(name: str, families: dict[str, list[str]], within: tuple[str, ...] = ()) -> list[str]:
    """The words of a family, with those of the families it names; ``{Name}`` and ``{number}`` stay."""
    if name in within:
        raise ValueError(f"thesaurus.toml: {{{name}}} names itself")
    found: list[str] = []
    for word in families[name]:
        inner = word[1:-1] if word.startswith("{") else ""
        found += _open(inner, families, (*within, name)) if inner in families else [word]
    return list(dict.fromkeys(found))


# ── forms ──────────────────────────────────────────────────────────────────────────────────

_DOUBLES = re.compile(r"[^aeiou]*(?:qu)?[aeiou][bdgmnprtvlz]")
_HISSES = ("s", "x", "z", "ch", "sh")


def verb_forms(written: str) -> Iterable[str]:
    """The forms of a verb; one that does not go by the rule is written out ("steal stole stolen")."""
    base, *others = written.split()
    stem = base[:-1] if base.endswith("e") and not base.endswith("ee") else base
    stem += stem[-1] if _DOUBLES.fullmatch(base) else ""
    soft = base.endswith("y") and base[-2:-1] not in "aeiou"
    past = others or [f"{base[:-1]}ied" if soft else f"{stem}ed"]
    return (base, _with_s(base), *past, f"{stem}ing", f"{stem}in")


def noun_forms(written: str) -> Iterable[str]:
    """One and many; written out where it does not go by the rule ("thief/thieves")."""
    if "/" in written or written.startswith("{"):
        return written.split("/")
    return (written, _with_s(written))


def adjective_forms(written: str) -> Iterable[str]:
    """An adjective of one word, and more and most of it."""
    if " " in written or len(written) > _LONG:
        return (written,)
    stem = written.removesuffix("e")
    stem = f"{stem[:-1]}i" if stem.endswith("y") else stem + (stem[-1] if _DOUBLES.fullmatch(written) else "")
    return (written, f"{stem}er", f"{stem}est")


_LONG = 7
"""Letters of an adjective beyond which nobody says "-er"."""


def _with_s(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(_HISSES) else f"{word}s"


def _as_written(written: str) -> Iterable[str]:
    return (written,)


_FORMS: dict[str, Callable[[str], Iterable[str]]] = {
    "nouns": noun_forms,
    "verbs": verb_forms,
    "adjectives": adjective_forms,
    "words": _as_written,
}
