"""What the apps look like, from ``knowledge/screens.toml``: the file explains each field."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that tells a platform: a pattern on at least ``rows`` rows, or a colour.

    ``top``: only the upper third of the screen counts.
    """

    find: re.Pattern[str] | None
    colour: str
    weight: float
    rows: int
    top: bool


@dataclass(frozen=True, slots=True)
class Look:
    """One platform's look; ``chrome`` and ``passing`` include what all share."""

    slug: str
    shape: str
    names: str
    above: str
    inline: bool
    headline: bool
    signs: tuple[Sign, ...]
    chrome: re.Pattern[str]
    passing: re.Pattern[str]
    notes: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Shared:
    """What holds on every screen."""

    enough: float
    host_weight: float
    told_weight: float
    against: tuple[Sign, ...]
    support: tuple[Sign, ...]
    actions: re.Pattern[str]
    feelings: re.Pattern[str]
    tabs: re.Pattern[str]
    asides: re.Pattern[str]
    overlays: re.Pattern[str]
    notices: re.Pattern[str]
    composers: re.Pattern[str]
    audiences: re.Pattern[str]
    profiles: re.Pattern[str]
    way_back: frozenset[str]
    badges: frozenset[str]
    adverts: frozenset[str]
    not_names: frozenset[str]
    said_too: frozenset[str]
    nobodies: frozenset[str]
    particles: frozenset[str]
    with_i: frozenset[str]


@cache
def shared() -> Shared:
    """The part of the file that is no platform's own."""
    data = _data()
    words = "|".join(sorted(map(re.escape, data["actions"]), key=len, reverse=True))
    tabs = "|".join(data["tabs"])
    return Shared(
        enough=data["enough"],
        host_weight=data["host_weight"],
        told_weight=data["told_weight"],
        against=tuple(map(_sign, data["against"])),
        support=tuple(map(_sign, data["support"])),
        actions=re.compile(rf"(?:{words})s?(?-i:(?![a-z]))", re.IGNORECASE),
        feelings=re.compile(rf"(?:(?:{'|'.join(data['feelings'])})\b\W*|\b\w{{2}}\b\W*)+", re.IGNORECASE),
        tabs=re.compile(rf"(?:(?:{tabs})\b\W*){{2,}}|(?:{tabs})\W+\d+", re.IGNORECASE),
        asides=_any_of(data["asides"]),
        composers=re.compile(rf"\W{{0,4}}(?:{'|'.join(data['composers'])})\W*", re.IGNORECASE),
        notices=re.compile(
            rf"(?P<name>\S.{{1,60}}?) (?:{'|'.join(data['doings'])})"
            r"[^:“\"]{0,120}?(?:: ?|[“\"])(?P<words>.+)",
            re.IGNORECASE,
        ),
        overlays=_any_of(data["overlays"]),
        audiences=re.compile(rf" ?[·•∙|] ?(?:{'|'.join(data['audiences'])})\W*$", re.IGNORECASE),
        profiles=_any_of(data["profiles"]),
        way_back=frozenset(data["way_back"]),
        badges=frozenset(data["badges"]),
        adverts=frozenset(data["adverts"]),
        not_names=frozenset(data["not_names"]),
        said_too=frozenset(data["said_too"]),
        nobodies=frozenset(data["nobodies"]),
        particles=frozenset(data["particles"]),
        with_i=frozenset(data["with_i"]),
    )


@cache
def looks() -> tuple[Look, ...]:
    """Every platform whose screens can be read."""
    data = _data()
    return tuple(
        Look(
            slug=entry["slug"],
            shape=entry["shape"],
            names=entry["names"],
            above=entry.get("above", ""),
            inline=entry.get("inline", False),
            headline=entry.get("headline", False),
            signs=tuple(map(_sign, entry["signs"])),
            chrome=_any_of([*data["chrome"], *entry.get("chrome", [])]),
            passing=_any_of([*data["passing"], *entry.get("passing", [])]),
            notes=_any_of([*data["notes"], *entry.get("notes", [])]),
        )
        for entry in data["screen"]
    )


def look_of(slug: str) -> Look:
    """The look of a platform; ``slug`` is one that ``looks`` gives."""
    return next(look for look in looks() if look.slug == slug)


@cache
def nameless(shape: str) -> Look:
    """The look of a platform that cannot be told: what all of one shape ("feed", "bubbles") share."""
    data = _data()
    chrome, passing = _any_of(data["chrome"]), _any_of(data["passing"])
    return Look("", shape, "free", "", False, False, (), chrome, passing, _any_of(data["notes"]))


def _sign(entry: dict[str, Any]) -> Sign:
    flags = re.NOFLAG if entry.get("exact") else re.IGNORECASE
    find = re.compile(entry["find"], flags) if "find" in entry else None
    return Sign(
        find,
        entry.get("colour", ""),
        float(entry["weight"]),
        int(entry.get("rows", 1)),
        bool(entry.get("top")),
    )


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(resources.files("worker.knowledge").joinpath("screens.toml").read_text("utf-8"))
