"""What is said with an action: the condition that is ticked, the person concerned, the space, the grounds.

"Police: threat, Mrs Lowe", "block her from the school Facebook page", "platform complaint, ground G4".
"""

from __future__ import annotations

import re
from typing import Any

from worker.deciding.decision.saying import Meaning, Saying
from worker.deciding.decision.signed import is_name
from worker.deciding.decision.words import Token, phrases
from worker.deciding.sentences import say
from worker.model import Action, Verb
from worker.reading.words.titles import SMALL_TITLES

_CONDITIONS = ("threat", "racial", "stalking", "child", "obscene", "offensive", "crime", "other")
"""The most pressing first: of two that are named, that one counts."""
_GROUNDS = re.compile(
    r"\bgrounds?\s{1,3}((?:[A-Z]{1,2}\d{1,2}|OTHER)(?:\s?(?:,|and)\s?[A-Z]{1,2}\d{1,2}){0,8})\b",
    re.IGNORECASE,
)
_GROUND = re.compile(r"[A-Z]{1,2}\d{1,2}|OTHER", re.IGNORECASE)


def particulars(saying: Saying, action: Action) -> dict[str, Any]:
    """What the words say of an action: ``condition``, ``person``, ``space``, ``grounds``, where they do."""
    out: dict[str, Any] = {}
    if action is Action.POLICE and (condition := _condition(saying)):
        out["condition"] = condition
    if action in (Action.POLICE, Action.NOTICE_KIT, Action.STAFF_KIT) and (people := _people(saying)):
        out["person"] = " and ".join(people) if action is Action.POLICE else people[0]
        if len(people) > 1 and action is not Action.POLICE:
            out["people"] = people
    if action is Action.BLOCK and (space := _space(saying)):
        out["space"] = space
    if found := _GROUNDS.search(saying.text):
        out["grounds"] = [one.upper() for one in _GROUND.findall(found[1])]
    return out


def read_particulars(saying: Saying) -> Meaning | None:
    """An answer to the question for them, which need not name the action again: "threat, Mrs Lowe"."""
    asked = next((item.asked for item in saying.about if item.asked), None)
    if asked is None or saying.asks or phrases("refusal", "not").within(saying.words):
        return None
    found = particulars(saying, asked)
    if not found:
        return None
    said = ", ".join(str(value) for key, value in found.items() if key != "people")
    args = {"action": asked.value, **found}
    if len(saying.about) == 1:
        args["hold_draft"] = saying.about[0].n
    return Meaning(Verb.OTHER_ACTION, args, say("particulars.answers_what_asked", said=said), whole=True)


def _condition(saying: Saying) -> str:
    return next((name for name in _CONDITIONS if phrases("condition", name).within(saying.words)), "")


def _space(saying: Saying) -> str:
    for chunk in saying.chunks:
        if found := phrases("space", "words").within(chunk.words):
            return " ".join(saying.raw(chunk, *found).split())
    return ""


def _people(saying: Saying) -> list[str]:
    """The names with a title, else the first name; none where there is none."""
    runs = [run for chunk in saying.chunks for run in _names(chunk.tokens)]
    titled = [run for run in runs if run[0].word in SMALL_TITLES]
    return [saying.text[run[0].start : run[-1].end] for run in titled or runs[:1]]


def _names(tokens: tuple[Token, ...]) -> list[list[Token]]:
    """The names in a clause, each with its title; a title alone is none."""
    runs: list[list[Token]] = []
    joined = False
    for token in tokens:
        title = token.word in SMALL_TITLES and token.raw[:1].isupper()
        if title or (is_name(token) and not joined):
            runs.append([token])
        elif is_name(token):
            runs[-1].append(token)
        joined = title or is_name(token)
    return [run for run in runs if run[-1].word not in SMALL_TITLES]
