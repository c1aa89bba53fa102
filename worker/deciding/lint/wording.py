"""Words that a letter must not have, parts that it must have, and gaps that nobody filled."""

from __future__ import annotations

import re
from collections.abc import Iterator

from worker.deciding.lint.folded import Folded
from worker.deciding.lint.hit import Hit
from worker.deciding.lint.names import also_words, begins_sentence, has_capital
from worker.deciding.lint.rules import Rule, parts, patterns_for, rules
from worker.deciding.school.policy import Recipient
from worker.deciding.sentences import say
from worker.model import Action

_GAP = re.compile(r"\[[^\[\]\n]{1,200}\]?|\{\{|\}\}|\b(?:TBC|TBA|XXX+|tbc|xxx+)\b|\?{3,}")
_GAP_NEEDS = ("[", "{{", "}}", "TBC", "TBA", "XXX", "tbc", "xxx", "???")
_BLANK = re.compile(r"_{3,}|\.{5,}|…{3,}")
_BLANK_NEEDS = ("___", ".....", "………")
_LABEL = re.compile(r"(?P<label>[^\n.:]{3,90}):?[ ]?$")
_NOT_FILLED = say("refused.blank")


def find_words(letter: Folded, to: Recipient) -> Iterator[Hit]:
    """The words of the list that a letter to this recipient has, each rule's own words once."""
    worth = patterns_for(letter.words)
    for rule in rules():
        if rule.id in worth and to.value in rule.to:
            yield from _of_rule(rule, worth[rule.id], letter)


def find_missing(letter: Folded, action: Action) -> Iterator[Hit]:
    """The parts that the letter of this action cannot be without (policy A2; SI 2013/3028 reg 2)."""
    for part in parts():
        if part.action != action.value:
            continue
        denied = part.never.search(letter.text) if part.never else None
        if denied:
            yield Hit(f"no {part.id}", letter.as_written(*denied.span()), part.reason, refused=True)
        elif not part.any.search(letter.text):
            yield Hit(f"no {part.id}", "", part.reason, refused=True)


def find_gaps(text: str, *, blanks: bool) -> Iterator[Hit]:
    """Places that a person has to fill in; ``blanks`` where lines left empty count as well."""
    left = [*_GAP.finditer(text)] if any(sign in text for sign in _GAP_NEEDS) else []
    if blanks and any(sign in text for sign in _BLANK_NEEDS):
        left += _BLANK.finditer(text)
    for gap in left:
        label = _LABEL.search(text, max(0, gap.start() - 90), gap.start())
        yield Hit("gap", gap[0], label["label"].strip() if label else _NOT_FILLED, refused=True)


def _of_rule(rule: Rule, patterns: list[re.Pattern[str]], letter: Folded) -> Iterator[Hit]:
    found = [match for pattern in patterns for match in pattern.finditer(letter.text)]
    harmless = [match.span() for match in rule.but.finditer(letter.text)] if found and rule.but else []
    seen: set[str] = set()
    for match in found:
        start, end = match.span()
        if any(start < after and before < end for before, after in harmless) or match[0] in seen:
            continue
        if match[0] in also_words() and has_capital(letter, start) and not begins_sentence(letter, start):
            continue
        seen.add(match[0])
        yield Hit(rule.id, letter.as_written(start, end), rule.reason)
