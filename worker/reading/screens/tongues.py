"""The languages that apps speak, from ``knowledge/tongues.toml``: the file explains each field."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any
from unicodedata import combining, normalize

_NOT_DECOMPOSED = str.maketrans("łŁıøØđĐ’", "lLioOdD'")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language of the apps: patterns over ``folded`` rows, and what they are in English."""

    words: re.Pattern[str]
    english: dict[str, str]
    rows: tuple[tuple[re.Pattern[str], str], ...]
    row: re.Pattern[str]
    """Any of the rows."""
    times: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]
    """Each form of a time, the longest first, and what makes English of it."""
    glued: re.Pattern[str]
    """A user name with its time stuck to it."""
    short: dict[str, str]
    """The English of the units that times are counted in."""


def folded(text: str) -> str:
    """The text in small letters without accents, each letter in its old place."""
    return "".join(map(_plain, text.translate(_NOT_DECOMPOSED)))


def _plain(letter: str) -> str:
    bare = "".join(c for c in normalize("NFKD", letter) if not combining(c)).lower()
    return bare if len(bare) == 1 else letter


@cache
def tongues() -> tuple[Tongue, ...]:
    """Every language."""
    text = resources.files("worker.knowledge").joinpath("tongues.toml").read_text("utf-8")
    return tuple(map(_tongue, tomllib.loads(text)["tongue"]))


def _whole(find: str) -> re.Pattern[str]:
    r"""A row of words and the signs around it, which pictures were read as. Tried at its beginning alone."""
    return re.compile(rf"\A\W{{0,12}}(?:{find})\W{{0,12}}")


def _tongue(entry: dict[str, Any]) -> Tongue:
    english, short = _back(entry["words"]), _back(entry["units"])
    return Tongue(
        words=re.compile(rf"(?<!\w)(?:{_any(english)})(?!\w)!?"),
        english=english | {word + "!": said for word, said in english.items()},
        row=_whole("|".join(f"(?:{find})" for find, _ in entry["rows"])),
        rows=tuple((_whole(find), said) for find, said in entry["rows"]),
        times=tuple(
            (re.compile(rf"(?<![\w£$€:.,/+-]){form}(?!(?!new\b)\w|[:/]|[.,]\d)"), said)
            for form, said in _times(entry)
        ),
        glued=re.compile(rf"[\w.]{{2,30}}[a-z_.](?P<n>\d{{1,2}})(?P<unit>{_any(short)})"),
        short=short,
    )


def _times(entry: dict[str, Any]) -> Iterator[tuple[str, Callable[[re.Match[str]], str]]]:
    """The forms that a time has in one language."""
    short, long, days = _back(entry["units"]), _back(entry["long"]), _back(entry["days"])
    months = dict(zip(_shortened(entry["months"]), _MONTHS, strict=True))
    at = f" ?(?:{_any(map(folded, entry['at']))})?" if entry["at"] else ""
    clock = rf"(?:,?{at} ?(?P<clock>\d{{1,2}}[:.]\d\d))?"

    def ago(match: re.Match[str]) -> str:
        unit = (short | long)[match["unit"]]
        number = match["n"] if (match["n"] or "").isdigit() else ""
        return f"{number} {unit} ago" if number else f"a {unit.removesuffix('s')} ago"

    def date(match: re.Match[str]) -> str:
        year = f" {match['year']}" if match["year"] else ""
        return f"{match['n']} {months[match['month']]}{year}" + _at(match)

    for how in entry["ago"]:
        unit = rf"(?:(?P<n>\d{{1,2}}|\w{{1,5}}(?= )) ?)?(?P<unit>{_any(short | long)})\.?"
        yield folded(how).replace(" {}", rf"(?: |(?=\d)){unit}").replace("{}", unit), ago
    year = r"(?:,?(?: de)? (?P<year>20\d\d))?"
    month = rf"(?!(?:{_any(_back(entry['words']))})(?!\w))(?P<month>{_any(months)})\w*"  # "6 aprecieri"
    yield rf"(?P<n>\d{{1,2}})\.? (?:de )?{month}\.?{year}{clock}", date
    yield rf"(?P<day>{_any(days)}){clock}", lambda match: days[match["day"]] + _at(match)
    yield rf"(?P<n>\d{{1,2}}) ?(?P<unit>{_any(short)})\.?", lambda match: match["n"] + short[match["unit"]]


def _shortened(months: Sequence[str]) -> Iterator[str]:
    """The first three letters of each month, or as many as tell it from the others: "juin" and "juillet"."""
    names = [*map(folded, months)]
    for name in names:
        long = next((n for n in range(3, 9) if [m[:n] for m in names].count(name[:n]) == 1), len(name))
        yield name[:long]


def _at(match: re.Match[str]) -> str:
    return f" at {match['clock']}" if match["clock"] else ""


def _back(words: dict[str, list[str]]) -> dict[str, str]:
    """The English of each word."""
    return {
        folded(spelt): said
        for said, others in words.items()
        for word in others
        for spelt in (word, word.replace("ł", "t"))  # which the machine reads for it
    }


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
