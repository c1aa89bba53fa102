"""How a post is reported to its provider, under that provider's own rules (``knowledge/packs.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider's way of taking reports. ``headings`` are its rules' own names, by ground."""

    how: str
    child: str
    headings: dict[str, tuple[str, ...]]

    def rules_for(self, grounds: Iterable[str]) -> tuple[str, ...]:
        """The rules that may be broken on these grounds, each once; none where no rule is."""
        return tuple(dict.fromkeys(rule for ground in grounds for rule in self.headings.get(ground, ())))


def find_provider(slug: str | None) -> Provider | None:
    """The provider of a platform, or None where nothing is known of how it takes reports."""
    return _providers().get(slug or "")


@cache
def _providers() -> dict[str, Provider]:
    data = tomllib.loads(files("worker.knowledge").joinpath("packs.toml").read_text(encoding="utf-8"))
    return {
        slug: Provider(
            entry["how"],
            entry.get("child", ""),
            {ground: tuple(rules) for ground, rules in entry["headings"].items()},
        )
        for entry in data["provider"]
        for slug in entry["platforms"]
    }
