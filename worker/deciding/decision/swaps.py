"""Words for words: "change A to B", "Tuesday should be Thursday", "Ms not Mrs"."""

from __future__ import annotations

import re
from typing import Any

from worker.deciding.decision.literal import kind_of, only_of_kind
from worker.deciding.decision.saying import Saying
from worker.deciding.decision.words import phrases, plain

_SWAP = re.compile(
    r"\b(?:changed?|changing|replacing|correcting|amending|replaced?|swap(?:ped)?|amend(?:ed)?|alter(?:ed)?|correct(?:ed)?|switch(?:ed)?|make)\b",
    re.IGNORECASE,
)
_TO = re.compile(r"\s(?:to say|to read|to|with|into|for|by)\s", re.IGNORECASE)
_QUOTED_SWAP = re.compile(
    r"[\"“]([^\"“”\n]{1,400})[\"”],?\s(?:to say|to read|to|with|into|for|by)\s"
    r"[\"“]([^\"“”\n]{1,400})(?:[\"”]|$)",
    re.IGNORECASE,
)
_AND_NEXT = re.compile(
    r"(?:,|(?<![\s,]))\s+and\s+(?:also\s+)?(?:(?:change|replace|swap|amend|alter|correct)\s+)?", re.IGNORECASE
)
_SHOULD = re.compile(
    r"\s(?:should be|should say|should read|needs to be|needs to say|ought to be|must be)\s", re.IGNORECASE
)
_SHOULD_WE = re.compile(r"should(?:n't)?\s+(?:i|we|it|this|that|the|not|she|he|they|you)\b", re.IGNORECASE)
QUOTED = re.compile(r"[\"“”'‘]([^\"“”\n]{1,400}?)[\"“”'’](?=\W|$)")
_AFTER_SAY = re.compile(
    r"\b(?:use|say|put|make it|make|it's|its|be|is|with|write|to|should|sign (?:it|this)(?: as)?)\s",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"(?<![\s,;:–—-])[\s,;:–—-]*(?:\b(?:please|pls|thanks|thank you|many thanks|x{1,3}|instead|throughout"
    r"|(?:then|and) (?:send|approve|go)(?: it)?|otherwise (?:ok|fine|good|approved?|yes|happy)"
    r"|(?:then|and)(?: it's)? (?:fine|ok|good)(?: to go)?|(?:and )?then (?:it|this) can go(?: out)?|and)"
    r"[\s,.;:!–—-]*){0,3}$",
    re.IGNORECASE,
)
_FEW = 6
MAX_EDITS = 20


def find_swaps(sentence: str, saying: Saying) -> list[dict[str, Any]]:
    """ "change A to B and C to D"."""
    for verb in _SWAP.finditer(sentence):
        if not commanded(sentence, verb.start()):
            continue
        body = sentence[verb.end() :].strip()
        if verb.group().lower() == "make":
            return _make(body, saying)
        if quoted := _QUOTED_SWAP.findall(body):  # what stands between quotes may hold "to" and "and"
            return [{"from": old.strip(), "to": new.strip()} for old, new in quoted[:MAX_EDITS]]
        found = []
        for piece in _AND_NEXT.split(body)[:MAX_EDITS]:
            sides = _TO.split(f" {piece} ", maxsplit=1)
            if len(sides) == 2:
                found += _swap(sides[0], sides[1], saying)
            elif found and "to" in found[-1]:
                found[-1]["to"] = f"{found[-1]['to']} and {tidy(piece)}"
        if found:
            return found
    return []


def _swap(old: str, new: str, saying: Saying) -> list[dict[str, Any]]:
    quoted = QUOTED.findall(old)
    old, new = quoted[-1] if quoted else tidy(old), tidy(new)
    if " from " in f" {old} ":
        old = old.rpartition("from ")[2].strip()
    if not new:
        return []
    if _is_vague(old) or not old:
        meant = only_of_kind(new, draft_of(saying))
        return [{"from": meant, "to": new}] if meant else [{"instruction": f"change {old or 'it'} to {new}"}]
    if kind_of(old) == kind_of(new) == "weekday":
        return [{"from": old.capitalize(), "to": new.capitalize()}]  # typed in small letters on a phone
    return [{"from": old, "to": new}]


def _is_vague(words: str) -> bool:
    return bool(words) and phrases("edit", "vague").whole(plain(words).split())


def _make(body: str, saying: Saying) -> list[dict[str, Any]]:
    """ "make it Wednesday", "make Tuesday Wednesday", "make it Wednesday not Tuesday"."""
    words = body.split()
    if found := this_not_that(f"make {body}", saying):
        return found
    if len(words) >= 2 and plain(words[0]) in ("it", "that") and kind_of(tidy(" ".join(words[1:]))):
        return _swap("it", " ".join(words[1:]), saying)
    if len(words) == 2 and kind_of(words[0]) and kind_of(words[0]) == kind_of(tidy(words[1])):
        return [{"from": words[0], "to": tidy(words[1])}]
    return []


def find_should(sentence: str, saying: Saying) -> list[dict[str, Any]]:
    """ "Tuesday should be Thursday"."""
    sides = _SHOULD.split(f" {sentence}", maxsplit=1)
    if len(sides) != 2 or _SHOULD_WE.match(sentence):
        return []
    old = re.split(r"[,:;–—]|\bbut\b|\bthink\b|\bthat\b", sides[0])[-1]
    new = tidy(sides[1])
    if found := this_not_that(f"make {new}", saying):
        return found
    old = re.sub(r"^\s*(?:the|it says|approved?|yes|please|where it says)\s+(?=[\"'A-Z\d])", "", old).strip()
    if kind_of(new) or tidy(old) in draft_of(saying) or QUOTED.search(old):
        return _swap(old, new, saying)
    return [{"instruction": tidy(sentence)}] if _is_vague(tidy(old)) and new else []


def this_not_that(sentence: str, saying: Saying) -> list[dict[str, Any]]:
    """ "Ms not Mrs", "say Wednesday instead of Tuesday": two of one kind, or the second is in the draft."""
    sides = re.split(r",?\s(?:not|instead of|rather than)\s", sentence, maxsplit=1)
    if len(sides) != 2:
        return []
    left, right = _AFTER_SAY.split(sides[0])[-1].split(), tidy(sides[1]).split()
    whole = " ".join(right)
    if 0 < len(left) <= _FEW and len(right) > 1 and whole in draft_of(saying):
        return [{"from": whole, "to": tidy(" ".join(left))}]
    for size in (3, 2, 1):
        new, old = tidy(" ".join(left[-size:])), tidy(" ".join(right[:size]))
        if len(left) < size or len(right) < size or not new or not old:
            continue
        if (kind_of(new) and kind_of(new) == kind_of(old)) or (len(old) > 3 and old in draft_of(saying)):
            return [{"from": old, "to": new}]
    if len(left) > 1 and kind_of(left[-2]) == "title" and len(right) == 1 and kind_of(right[0]) == "title":
        name = tidy(left[-1])
        return [{"from": f"{right[0]} {name}", "to": f"{left[-2]} {name}"}]
    return []


def bare_swap(words: str, saying: Saying) -> list[dict[str, Any]]:
    """ "With one change: 9.15am to 9.30am": two of one kind."""
    sides = [tidy(side) for side in _TO.split(words)]
    same = len(sides) == 2 and kind_of(sides[0]) and kind_of(sides[0]) == kind_of(sides[1])
    return _swap(sides[0], sides[1], saying) if same else []


def commanded(sentence: str, at: int) -> bool:
    """Whether the verb at ``at`` is an order: it opens a clause, or follows "but", "please", "you" …"""
    before = sentence[max(0, at - 40) : at].rstrip()
    if not before or before[-1] in ",.;:–—-()":
        return True
    words = [plain(word) for word in re.findall(r"[\w'’]+", before)]
    return not words or (
        words[-1] in phrases("edit", "before_verb").vocabulary
        and not phrases("edit", "negated").vocabulary & set(words[-3:])
        and words[-1] not in phrases("edit", "negated").vocabulary
    )


def draft_of(saying: Saying) -> str:
    """The words of the one letter asked about, "" where there are several or they are not known."""
    return saying.about[0].text if len(saying.about) == 1 else ""


def tidy(words: str) -> str:
    """Without quotes around, courtesies after, and stops."""
    words = _TAIL.sub("", words.strip()).strip()
    quoted = QUOTED.fullmatch(words)
    return (quoted[1] if quoted else words).strip(" ,.;:!–—-")
