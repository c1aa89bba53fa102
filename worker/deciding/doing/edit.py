"""The head's changes, carried out on a draft exactly once, or not at all.

A change that hits no place, or more than one, or the head's own name, is a problem: the text then
stays as it was and the head is asked. A weekday and the date beside it always agree (domain §7).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from worker.deciding.doing.edit_dates import (
    DATED,
    SLASHED,
    clash,
    day_of,
    find_date,
    find_dates,
    find_weekday,
    like,
    names_day,
    plain_date,
    spelt,
    wrong_weekdays,
)
from worker.deciding.school.names import DAYS
from worker.deciding.sentences import say

_CLOSING = re.compile(
    r"^[ \t]*(?:yours (?:sincerely|faithfully|truly)|(?:kind|best|warm) (?:regards|wishes)|regards"
    r"|with (?:best|kind) (?:wishes|regards))\b",
    re.IGNORECASE | re.MULTILINE,
)
_GAP = re.compile(r"\[[^\[\]\n]{1,200}\]")
"""A place in a letter that only a person can fill."""
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "–": "-", "—": "-"})


@dataclass(frozen=True, slots=True)
class Edited:
    """A draft after its changes. With any of ``problems`` the text is the old one, unchanged.

    ``changes`` tell the head what is different, one sentence each.
    """

    text: str
    changes: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    """One edit carried out: the new text and what changed, or why it could not be."""

    text: str
    change: str = ""
    problem: str = ""


def apply_edits(text: str, subject: str, edits: list[dict[str, Any]], sent_on: date) -> Edited:
    """Carry out ``edits`` (as ``decision`` reads them) on a draft, in order, all of them or none.

    ``sent_on`` is the day the draft was made: a date without a year is the next such day from then
    on. ``subject`` is the letter's subject line: it is not changed, and a replacement that is found
    only there is a problem. ``to_address`` and ``to_name`` are left to the caller.
    """
    now, changes, problems = text, list[str](), list[str]()
    for edit in edits:
        step = _carry_out(now, subject, edit, sent_on)
        now = step.text
        changes += [step.change] if step.change else []
        problems += [step.problem] if step.problem else []
    if not problems and (wrong := wrong_weekdays(text, now, sent_on)):
        problems += wrong
    return Edited(text, (), tuple(problems)) if problems else Edited(now, tuple(changes), ())


def _made(words: str, new: str) -> str:
    """Say what was made of what; words that end in a full stop need no other."""
    return say("change.made", words=words, new=new).replace(".”.", ".”")


def _carry_out(text: str, subject: str, edit: dict[str, Any], sent_on: date) -> _Step:
    steps: dict[str, Callable[[], _Step]] = {
        "rewrite": lambda: _rewrite(text, str(edit["rewrite"])),
        "from": lambda: _replace(text, subject, str(edit["from"]), str(edit.get("to", "")), sent_on),
        "add": lambda: _add(text, str(edit["add"])),
        "add_signatory": lambda: _Step(
            text, problem=say("change.signatory", name=str(edit["add_signatory"]))
        ),
        "instruction": lambda: _Step(text, problem=say("change.own_words", words=str(edit["instruction"]))),
        "to_address": lambda: _Step(text),
    }
    for name, carry in steps.items():
        if name in edit:
            return carry()
    return _Step(text, problem=say("change.not_understood"))


def _rewrite(text: str, new: str) -> _Step:
    new = new.strip()
    if not new:
        return _Step(text, problem=say("change.empty"))
    if _folded(new) == _folded(text.strip()):
        return _Step(text, problem=say("change.same"))
    return _Step(new + "\n" if text.endswith("\n") else new, say("change.whole"))


def _replace(text: str, subject: str, old: str, new: str, sent_on: date) -> _Step:
    """Words for words, in the one place where they stand before the signature."""
    body = text[: _signature_at(text)]
    places = _places(body, old)
    if not places and (named := find_weekday(old)) is not None:
        places = _places(body, DAYS[named])
    if not places:
        return _Step(text, problem=_not_found(text, subject, old))
    days = find_weekday(old) is not None and find_weekday(new) is not None
    if len(places) > 1 and _GAP.fullmatch(old.strip()):
        return _fill(text, places, new)
    if len(places) > 1:
        which = "change.which_day" if days else "change.which_place"
        return _Step(text, problem=say(which, words=old, n=len(places)))
    start, end = places[0]
    if days:
        return _move_day(text, new, (start, end), sent_on)
    dates = find_dates(body)
    inside = next((found for found in dates if found.start() < end and start < found.end()), None)
    if inside:
        return _change_date(text, inside, (start, end), new, sent_on)
    if not new:
        return _remove(text, start, end)
    if text[start:end] == new:
        return _Step(text, problem=say("change.reads_so", words=old, new=new))
    return _Step(text[:start] + new + text[end:], _made(text[start:end], new))


def _fill(text: str, places: list[tuple[int, int]], new: str) -> _Step:
    """A gap is filled wherever it stands: it asks for one thing."""
    gap = text[slice(*places[0])]
    for start, end in reversed(places):
        text = text[:start] + new + text[end:]
    return _Step(text, _made(gap, new))


def _not_found(text: str, subject: str, old: str) -> str:
    if not old.strip():
        return say("change.no_words")
    if _places(text, old):
        return say("change.signature", words=old)
    if _places(subject, old):
        return say("change.subject", words=old)
    return say("change.not_there", words=old)


def _move_day(text: str, new: str, place: tuple[int, int], sent_on: date) -> _Step:
    """Another weekday: the date beside it moves with it, to a later day of the same week."""
    start, end = place
    was, wanted = text[start:end], DAYS[day_of(new)]
    found = DATED.match(text, start)
    if not found and re.match(r",?\s+(?:the\s+)?\d|,?\s+[A-Z][a-z]+\s+\d", text[end : end + 20]):
        return _Step(text, problem=say("change.date_too", words=was))
    if not found:
        return _Step(text[:start] + wanted + text[end:], _made(was, wanted))
    on = find_date(found, sent_on)
    if on is None:
        return _Step(text, problem=say("change.no_date", words=found[0]))
    if on.weekday() != day_of(was):
        return _Step(text, problem=clash(on, was))
    moved = on + timedelta(days=day_of(new) - on.weekday())
    if moved <= on:
        which = f"{wanted} {plain_date(moved)} or {plain_date(moved + timedelta(days=7))}"
        return _Step(text, problem=say("change.which_week", days=which))
    return _put(text, found, like(found, moved, weekday=True))


def _change_date(text: str, found: re.Match[str], place: tuple[int, int], new: str, sent_on: date) -> _Step:
    """Another date, or a part of one: the weekday before it follows, unless the new words name it."""
    start, end = place
    if (slashed := SLASHED.fullmatch(new.strip())) and found[0][start - found.start() :].strip() == text[
        start:end
    ]:
        new = spelt(slashed) or ""
        if not new:
            return _Step(text, problem=say("change.is_no_date", words=slashed[0]))
    whole = DATED.fullmatch(new.strip()) or start < found.start()
    candidate = new if whole else found[0][: start - found.start()] + new + found[0][end - found.start() :]
    if end > found.end() or start < found.start():
        return _Step(text[:start] + new + text[end:], _made(text[start:end], new))
    again = DATED.fullmatch(candidate.strip()) or DATED.fullmatch(candidate.strip().title())
    if not again:
        return _Step(text[:start] + new + text[end:], _made(found[0], candidate))
    on = find_date(again, sent_on)
    if on is None:
        return _Step(text, problem=say("change.is_no_date", words=candidate))
    if again["weekday"] and names_day(new) and day_of(again["weekday"]) != on.weekday():
        return _Step(text, problem=clash(on, again["weekday"]))
    return _put(text, found, like(again, on, weekday=bool(found["weekday"] or again["weekday"])))


def _put(text: str, found: re.Match[str], new: str) -> _Step:
    if new == found[0]:
        return _Step(text, problem=say("change.stands_there", words=new))
    return _Step(text[: found.start()] + new + text[found.end() :], _made(found[0], new))


def _remove(text: str, start: int, end: int) -> _Step:
    """Words taken out, with the space or empty line they leave behind."""
    gone = text[start:end]
    before, after = text[:start], text[end:]
    if after[:1] in ("", "\n") and before[-1:] in ("", "\n"):
        joined = before.rstrip("\n") + "\n\n" + after.lstrip("\n") if before.strip() else after.lstrip("\n")
    elif before[-1:] in (" ", "\n", "") or after[:1] in ".,;:!?":
        joined = (
            before.rstrip(" ") + after
            if after[:1] in (".", ",", ";", ":", "!", "?", "\n", "")
            else before + after.lstrip(" ")
        )
    else:
        joined = before + after
    return _Step(joined, say("change.out", words=gone))


def _add(text: str, words: str) -> _Step:
    """A sentence of its own, as the last paragraph before the closing."""
    sentence = " ".join(words.split())
    if not sentence:
        return _Step(text, problem=say("change.nothing_to_add"))
    sentence = sentence[0].upper() + sentence[1:]
    if sentence[-1] not in ".!?":
        sentence += "."
    if _folded(sentence) in _folded(text):
        return _Step(text, problem=say("change.in_already", words=sentence))
    at = _signature_at(text)
    head, tail = text[:at].rstrip(), text[at:].lstrip("\n")
    new = (
        f"{head}\n\n{sentence}\n\n{tail}"
        if tail
        else f"{head}\n\n{sentence}" + ("\n" if text.endswith("\n") else "")
    )
    return _Step(new, say("change.added", words=sentence))


def _signature_at(text: str) -> int:
    """Where the closing ("Yours sincerely") begins: from there on the lines are the signer's own."""
    closings = list(_CLOSING.finditer(text))
    return closings[-1].start() if closings else len(text)


def _places(text: str, words: str) -> list[tuple[int, int]]:
    """Every place where ``words`` stand as whole words; exact letters first, else in any case."""
    folded, wanted = text.translate(_QUOTES), re.split(r"\s+", words.strip().translate(_QUOTES))
    if not wanted or not wanted[0]:
        return []
    pattern = r"\s{1,4}".join(re.escape(word) for word in wanted[:200])
    left = r"(?<!\w)" if re.match(r"\w", wanted[0]) else ""
    right = r"(?!\w)" if re.search(r"\w$", wanted[-1]) else ""
    for flags in (re.NOFLAG, re.IGNORECASE):
        if found := [match.span() for match in re.finditer(left + pattern + right, folded, flags)]:
            return found
    return []


def _folded(text: str) -> str:
    return " ".join(text.translate(_QUOTES).lower().split())
