"""A policy as its file tells it (``knowledge/policy.toml``), and what can be wrong with a file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from worker.deciding.school.policy import READINGS, Form, Ground, Need, Policy, Recipient, Sentence, Step
from worker.errors import Misconfigured
from worker.model import Action


@cache
def policy(name: str = "policy") -> Policy:
    """Return a policy that ships with Headsup: Northside's, or one of ``knowledge/policies``."""
    place = files("worker.knowledge")
    file = place / "policy.toml" if name == "policy" else place / "policies" / f"{name}.toml"
    return read_policy(file.read_text(encoding="utf-8"), f"{name}.toml")


def shipped_policies() -> tuple[str, ...]:
    """The names of the policies that ship, ours first."""
    others = (files("worker.knowledge") / "policies").iterdir()
    return ("policy", *sorted(f.name.removesuffix(".toml") for f in others if f.name.endswith(".toml")))


def read_policy(text: str, name: str) -> Policy:
    """Read a policy from TOML. Raises Misconfigured naming every problem; ``name`` is the file's."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise Misconfigured([f"{name}: not readable as TOML: {wrong}."]) from wrong
    problems = list(_problems(data))
    if problems:
        raise Misconfigured(f"{name}: {problem}" for problem in problems)
    return Policy(
        title=data["title"],
        as_of=data["as_of"],
        source=data["source"],
        checked_by=data["checked_by"],
        checked_on=data["checked_on"],
        sentences={key: Sentence(key, **_tuples(s)) for key, s in data["sentences"].items()},
        rests_on=dict(data["rests_on"]),
        questions=dict(data.get("questions", {})),
        grounds={key: _ground(key, g) for key, g in data["grounds"].items()},
        steps={Action(key): _step(Action(key), s) for key, s in data["actions"].items()},
    )


def _ground(key: str, table: dict[str, Any]) -> Ground:
    covers = table.get("covers", [key] if key in READINGS else [])
    return Ground(key, table["short"], table["words"], bool(table.get("lawful")), tuple(covers))


def _step(action: Action, table: dict[str, Any]) -> Step:
    kept = _tuples(table) | {"recipient": Recipient(table["recipient"]), "form": Form(table["form"])}
    kept["needs"] = tuple(Need(need) for need in table.get("needs", ()))
    return Step(action, **kept)


def _tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


_ABOUT = {"title": str, "source": str, "checked_by": str, "as_of": date, "checked_on": date}
_SENTENCE = {"words", "rule", "used_in", "not_used", "damaged"}
_GROUND = {"short", "words", "lawful", "covers"}
_STEP = {
    "title", "cites", "words", "recipient", "form", "first", "first_for", "needs", "early_for",
    "never_waits_for", "blocked_for", "doubtful_for", "doubtful_if_only", "conditions", "note",
}  # fmt: skip
_CHOICES = {"recipient": Recipient, "form": Form}
_OF_GROUNDS = ("blocked_for", "doubtful_if_only")


def _problems(data: dict[str, Any]) -> Iterator[str]:
    for key, kind in _ABOUT.items():
        if not isinstance(data.get(key), kind):
            yield f"{key} is missing: write the policy's {key.replace('_', ' ')} at the top."
    for table in ("sentences", "rests_on", "grounds", "actions"):
        if not isinstance(data.get(table), dict) or not data[table]:
            yield f"there is no [{table}.…]: a policy needs at least one."
            return
    for key, sentence in data["sentences"].items():
        yield from _unknown(f"sentences.{key}", sentence, _SENTENCE, {"words"})
        if bool(sentence.get("used_in")) == bool(sentence.get("not_used")):
            yield f"sentences.{key}: say where it is used (used_in) or why it is not (not_used)."
    for key, ground in data["grounds"].items():
        yield from _unknown(f"grounds.{key}", ground, _GROUND, {"short", "words"})
        for reading in set(ground.get("covers", ())) - set(READINGS):
            yield f'grounds.{key}.covers: "{reading}" is no reading; these are: {", ".join(READINGS)}.'
    for need, sentence in data["rests_on"].items():
        if sentence not in data["sentences"]:
            yield f'rests_on.{need}: there is no sentence "{sentence}".'
    yield from _action_problems(data)


def _action_problems(data: dict[str, Any]) -> Iterator[str]:
    known = {action.value for action in Action}
    for key, step in data["actions"].items():
        if key not in known:
            yield f"actions.{key} is no action; these are: {', '.join(sorted(known))}."
            continue
        yield from _unknown(f"actions.{key}", step, _STEP, {"title", "cites", "words", "recipient", "form"})
        yield from _choice_problems(f"actions.{key}", step)
        if step.get("cites") not in data["sentences"]:
            yield f'actions.{key}.cites: there is no sentence "{step.get("cites")}".'
        for name in _OF_GROUNDS:
            for ground in set(step.get(name, ())) - set(data["grounds"]):
                yield f'actions.{key}.{name}: there is no ground "{ground}".'
        if Need.CONDITION.value in step.get("needs", ()) and not step.get("conditions"):
            yield f"actions.{key}: it needs a condition, and has no [actions.{key}.conditions]."
    first = [key for key, step in data["actions"].items() if step.get("first")]
    if len(first) != 1:
        yield f"one action must be first = true; {len(first)} are."


def _choice_problems(where: str, step: dict[str, Any]) -> Iterator[str]:
    for key, choices in _CHOICES.items():
        known = [one.value for one in choices]
        if key in step and step[key] not in known:
            yield f'{where}.{key}: "{step[key]}" is none of: {", ".join(known)}.'
    for need in step.get("needs", ()):
        if need not in [one.value for one in Need]:
            yield f'{where}.needs: "{need}" is none of: {", ".join(Need)}.'


def _unknown(where: str, table: dict[str, Any], known: set[str], wanted: set[str]) -> Iterator[str]:
    for key in sorted(set(table) - known):
        yield f'{where}: "{key}" means nothing here; these do: {", ".join(sorted(known))}.'
    for key in sorted(wanted - set(table)):
        yield f"{where}: {key} is missing."
