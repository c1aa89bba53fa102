"""The policy's own words, by id (``knowledge/policy.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from worker.model import Action


@dataclass(frozen=True, slots=True)
class Ground:
    """One of the nine grounds, or OTHER: a short name for the head, and the policy's words."""

    id: str
    short: str
    words: str


@dataclass(frozen=True, slots=True)
class Step:
    """One action of the procedure, the sentence it stands on and its words."""

    action: Action
    title: str
    cites: str
    words: str


@dataclass(frozen=True, slots=True)
class Policy:
    """The school's policy as data."""

    title: str
    grounds: dict[str, Ground]
    steps: dict[Action, Step]


@cache
def policy() -> Policy:
    """Return the policy that ships with Headsup."""
    data = tomllib.loads(files("worker.knowledge").joinpath("policy.toml").read_text(encoding="utf-8"))
    grounds = {key: Ground(key, g["short"], g["words"]) for key, g in data["grounds"].items()}
    steps = {
        Action(k): Step(Action(k), s["title"], s["cites"], s["words"]) for k, s in data["actions"].items()
    }
    return Policy(data["title"], grounds, steps)
