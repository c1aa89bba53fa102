"""Two cases that are one matter, and one that is two: "merge with 43", "the second post is somebody else"."""

from __future__ import annotations

import re
from typing import Any

from worker.deciding.decision.saying import Meaning, Saying, unclear
from worker.deciding.decision.waiting import condition_at
from worker.deciding.decision.words import phrases
from worker.deciding.sentences import say
from worker.model import Verb

_CASE = r"(?:the )?(?:case )?(?:number |no\.? ?|#)?(?:(?:HU-?)?(?P<ref>\d{4}-\d{4,6})|(?P<number>\d{1,4}))"
_SAME = r"(?:part of|a duplicate of|the same (?:\w+ )?as|same (?:\w+ )?as)"
_MERGE = tuple(
    re.compile(pattern + _CASE, re.IGNORECASE)
    for pattern in (
        r"\bmerge (?:(?:this|it|case|them|number) ){0,2}(?:(?P<own>\d{1,2}) )?(?:with|into|and) ",
        rf"\b(?P<own>\d{{1,2}}) is (?:really |actually )?{_SAME} ",
        rf"(?:\bthis is |\bit'?s |\bit is |^)(?:really |actually )?{_SAME} ",
        r"\b(?:belongs (?:with|to)|goes with|join (?:it |this )?(?:to|with)) ",
    )
)
_SPLIT = re.compile(
    r"\bsplit (?:this |it |that |the [\w ]{1,30}? )?off\b|\bsplit off\b|\bsplit (?:this|the) case\b"
    r"|\b(?:new|separate) case\b|\bcase of its own\b",
    re.IGNORECASE,
)
_POST = re.compile(
    r"\bpost (?:number )?(?P<n>[1-9])\b"
    r"|\b(?P<word>first|second|third|fourth|last|1st|2nd|3rd|other|new) (?:post|one)\b",
    re.IGNORECASE,
)
_OWN = re.compile(r"\s{0,8}(\d{1,2})\b(?!\s?(?:st|nd|rd|th))")
"""The number of the mail answered that the reply opens with."""
_PLACES = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "last": -1,
    "other": 2,
    "new": -1,
}


def read_merge(saying: Saying) -> tuple[tuple[int, ...], Meaning] | None:
    """Two cases are to be one: the number that is named with it, and ``with`` or ``with_number``."""
    found = next((match for pattern in _MERGE if (match := pattern.search(saying.text))), None)
    if found is None:
        return None
    if _is_doubtful(saying):
        return (), unclear(say("cases.not_clear_whether_they_are"), say("cases.if_so_reply_merge_with"))
    named = found.groupdict()
    args: dict[str, Any] = {"with": named["ref"]} if named["ref"] else {"with_number": int(named["number"])}
    own = (int(named["own"]),) if named.get("own") else ()
    return own, Meaning(Verb.MERGE, args, say("cases.makes_one_case_two", strip=found[0].strip()), whole=True)


def read_split(saying: Saying) -> tuple[tuple[int, ...], Meaning] | None:
    """A post of the case is another matter: ``post`` is its place, -1 the last, None where none is said."""
    found = _SPLIT.search(saying.text)
    if found is None:
        return None
    if _is_doubtful(saying):
        return (), unclear(say("cases.not_clear_whether_split_case"), say("cases.if_so_reply_split_off"))
    place = _POST.search(saying.text)
    post = None
    if place:
        post = int(place["n"]) if place["n"] else _PLACES[place["word"].lower()]
    own = _OWN.match(saying.text)
    meaning = Meaning(Verb.SPLIT, {"post": post}, say("cases.makes_case_its_own", said=found[0]), whole=True)
    return ((int(own[1]),) if own else ()), meaning


def _is_doubtful(saying: Saying) -> bool:
    """A question, a condition or a denial anywhere: nothing is merged or split."""
    return (
        saying.asks
        or any(condition_at(chunk) for chunk in saying.chunks)
        or phrases("refusal", "not").within(saying.words) is not None
        or phrases("doubt", "maybe").within(saying.words) is not None
    )
