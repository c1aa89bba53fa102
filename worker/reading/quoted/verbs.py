"""The verbs of writing, which end the line that says who wrote, or stand in it, in the languages known."""

from __future__ import annotations

from functools import cache

from worker.reading.message.addresses import find_email
from worker.reading.quoted.dates import find_date
from worker.reading.quoted.quotehtml import marks
from worker.reading.quoted.shapes import words

_BEHIND_VERB = " :：៖፦፡՝-*_\u00a0\u202f"


def has_verb(text: str, ends: bool) -> bool:
    """True when a verb of writing closes the line, or stands inside one that closes with a colon.

    German and Dutch put the date after the verb ("X schrieb am …:"); scripts that write no spaces
    put the verb right behind the name.
    """
    lowered = text.lower()
    tail = lowered.rstrip(_BEHIND_VERB)
    if _ends_with_verb(tail):
        return any(tail.endswith(verb) and _stands_alone(tail, verb) for verb in _verbs())
    if ends and tail.endswith(marks("lines", "said")) and find_date(text) is not None:
        return tail.split(" ", 1)[0] in marks("lines", "openers")
    if not ends or single_verbs().isdisjoint(lowered.split()[1:-1]):
        return False
    told = lowered.split()
    after = max(at for at, word in enumerate(told[:-1]) if word in single_verbs())
    return find_email(text) is not None or sum(map(str.isalpha, "".join(told[after + 1 :]))) <= 24


def may_end_with_verb(text: str) -> bool:
    """Whether a line ends with the letters of such a verb, be they a part of another word."""
    return _ends_with_verb(text.lower().rstrip(f"{_BEHIND_VERB}-="))


def _ends_with_verb(tail: str) -> bool:
    return tail[-2:] in _verb_ends() and tail.endswith(_verbs())


def _stands_alone(tail: str, verb: str) -> bool:
    before = tail[-len(verb) - 1 : -len(verb)]
    return not before.isalpha() or ord(verb[0]) > 0x0E00


@cache
def single_verbs() -> frozenset[str]:
    """The verbs of one word, and the last word of each other."""
    return frozenset(verb.split()[-1] for verb in words("words", "wrote"))


@cache
def _verb_ends() -> frozenset[str]:
    """The last two letters of each verb, by which most lines are told; none is shorter."""
    return frozenset(verb[-2:] for verb in _verbs())


@cache
def _verbs() -> tuple[str, ...]:
    return (*words("words", "wrote"), *marks("lines", "wrote"))
