"""Law and outside facts as dated data (``knowledge/law.toml``): only what was read on a page may be said.

And the age of all that ships as knowledge: what nobody has looked at for a year is worth a warning.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from worker.deciding.school.policy import Policy

TOO_OLD = timedelta(days=365)
_ENTRIES = {"law": "facts", "packs": "provider", "platforms": "platform", "signin": "refusals"}
"""The files whose entries have dates of their own, and the name of their table."""


class Unverified(Exception):
    """A fact that was read on no primary page: it must not be said to anybody outside."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement about the law or the world, and the words by which a letter would be saying it."""

    id: str
    says: str
    source: str
    as_of: date
    checked_by: str
    verified: bool
    marks: tuple[str, ...]


def fact(fact_id: str) -> Fact:
    """Return a fact that may be said. KeyError for none of that id; Unverified for one not to be said."""
    known = facts()[fact_id]
    if not known.verified:
        raise Unverified(f"{fact_id}: {known.source}")
    return known


@cache
def facts() -> dict[str, Fact]:
    """Every fact by id, the unverified ones too."""
    data = _read("law")
    return {
        key: Fact(
            id=key,
            says=entry["says"],
            source=entry["source"],
            as_of=entry["as_of"],
            checked_by=entry.get("checked_by", data["checked_by"]),
            verified=entry["verified"],
            marks=tuple(entry["marks"]),
        )
        for key, entry in data["facts"].items()
    }


def find_stale(policy: Policy, on: date) -> Iterator[str]:
    """Say what of the knowledge nobody has checked for a year, file by file; nothing while all is fresh."""
    for name, table in _ENTRIES.items():
        data = _read(name)
        entries = data[table].items() if isinstance(data[table], dict) else enumerate(data[table], 1)
        old = [_named(key, entry) for key, entry in entries if on - _as_of(entry, data) > TOO_OLD]
        if old:
            yield (
                f"knowledge/{name}.toml: not checked for a year: {', '.join(old)}. Read the sources again, "
                "correct what has changed, and set as_of to the day you did."
            )
    if on - policy.checked_on > TOO_OLD:
        yield (
            f'the policy "{policy.title}" was last compared with its text on {policy.checked_on}. Read the '
            "file beside the signed policy again, and set checked_on to the day you did."
        )


def _as_of(entry: dict[str, Any], data: dict[str, Any]) -> date:
    found: date = entry.get("as_of", data.get("as_of", date.min))
    return found


def _named(key: object, entry: dict[str, Any]) -> str:
    return str(entry.get("slug") or (entry.get("platforms") or [key])[0])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("worker.knowledge").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
