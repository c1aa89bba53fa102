"""What the head wants changed: words for words, a sentence more, another text, a named recipient.

Nothing read here sends anything: an edit makes a new version, which needs its own yes.
"""

from __future__ import annotations

import re
from typing import Any

from worker.deciding.decision.literal import kind_of, one_letter_apart
from worker.deciding.decision.saying import Meaning, Saying, opens_a_question
from worker.deciding.decision.swaps import (
    MAX_EDITS,
    QUOTED,
    bare_swap,
    commanded,
    draft_of,
    find_should,
    find_swaps,
    this_not_that,
    tidy,
)
from worker.deciding.decision.when import find_when
from worker.deciding.decision.words import Chunk, phrases, plain
from worker.deciding.sentences import say
from worker.model import Verb

_ADD = re.compile(
    r"\b(?:add in|add|include|mention|put in|insert|say that|tell (?:her|him|them) that)\b", re.IGNORECASE
)
_INSTRUCT = re.compile(
    r"\b(?:soften|tone\s+(?:it\s+|this\s+|that\s+)?down|reword|rephrase|shorten|simplify|rewrite|redo|redraft|tweak|remove"
    r"|delete|drop|cut|lose|leave\s+out|take\s+out|strike|tidy|fix|correct|change|amend|edit|adjust|alter|replace|swap"
    r"|make\s+(?:it|this|that|the)|sign\s+(?:it|this)|copy\s+in|copy|cc|move|use|put|spell|start|end|say|mention|omit)\b",
    re.IGNORECASE,
)
_REMOVE = re.compile(
    r"\b(?:remove|delete|drop|cut|lose|leave out|take out|strike|omit)\s+(?:the words?\s+)?", re.IGNORECASE
)
_NAME = r"(?-i:[A-Z])\w*(?: (?-i:[A-Z])\w*)?"
_SIGN_AS = r"\bsign\s+(?:(?:it|this|that|the letter)\s+)?(?:off\s+)?(?:from|by|as)\s+(?:both\s+)?"
_SIGN = re.compile(
    rf"{_SIGN_AS}(?:me|myself|us)\s+and\s+(?P<a>{_NAME})"
    rf"|{_SIGN_AS}(?P<b>{_NAME})\s+and\s+(?:me|myself)\b"
    rf"|\badd\s+(?P<c>{_NAME})(?:'s)?\s+(?:name|signature|as\s+(?:a\s+)?signatory)",
    re.IGNORECASE,
)
_SPELT = re.compile(r"\b(?:it's|it is|its|spelled|spelt|is|should be|with)\s+(?P<name>[A-Z][\w'-]{1,30})\b")
_WITH_LETTER = re.compile(r"\bwith an?\s+'?(?P<letter>[a-z])'?(?:\s|$|[.,!])", re.IGNORECASE)
_CHANGES = re.compile(
    r"^\s*(?:(?:approved?|yes|ok|fine)\s+)?with\s+(?:(?:these|the following|this|one|a|two)\s+)?"
    r"(?:(?:small|tiny|minor|quick)\s+)?(?:changes?|edits?|amendments?|tweaks?)\b[\s:,–—-]*",
    re.IGNORECASE,
)
_SOFTER = re.compile(
    r"(?:(?:ok|fine|good|yes|but|please|approved?|could|can|it|this|be|needs|to|make)[\s,–—-]{1,5}){0,6}"
    r"(?P<words>(?:(?:a bit|a little|a touch|slightly|much|far)\s)?"
    r"(?:(?:less|more)\s(?:formal|harsh|legal|stiff|stuffy|cold|stern|blunt|friendly|gentle|warm|polite)"
    r"|(?:softer|warmer|kinder|gentler|friendlier|shorter|plainer|simpler|firmer)(?:\s(?:tone|wording))?))"
    r"[\s,]{0,3}(?:please|pls|thanks|x)?",
    re.IGNORECASE,
)
_MAX = 4_000
_MARKS = re.compile(r"[\"“”]")
_CLOSING = re.compile(r"[^\"“”\n]{0,400}[\"”]")
"""What is left of words in quotation marks, to their end."""
_WORDS = re.compile(r"\w")
_GOES_ON = re.compile(r",?\s{1,3}[a-z]")


def read_edits(saying: Saying) -> Meaning | None:
    """Changes asked for, in the head's words; None if there are none or they are refused."""
    if phrases("refusal", "reject").length(saying.words) and saying.words[0] in (
        "reject",
        "rejected",
        "refuse",
        "decline",
    ):
        return None
    found: list[dict[str, Any]] = []
    for sentence in _sentences(saying):
        found += _sentence_edits(sentence, saying)
    if not found or (all("instruction" in one for one in found) and _waits(saying)):
        return None
    args: dict[str, Any] = {"edits": found[:MAX_EDITS]}
    if any("instruction" in one for one in found):
        args["needs_redraft"] = True
    if names := [one["add_signatory"] for one in found if "add_signatory" in one]:
        args["needs_consent_of"] = names[0]
    if check := _check(found, saying):
        args["check"] = check
    return Meaning(Verb.EDIT, args, say("edits.asks_for_change_which_needs"))


def _waits(saying: Saying) -> bool:
    return bool(phrases("hold", "wait").within(saying.words))


def _sentences(saying: Saying) -> list[str]:
    """The sentences and what stands before a plain question in one, as written, straight quotes only."""
    out: list[str] = []
    held: list[Chunk] = []
    for chunk in saying.chunks:
        asks = opens_a_question(chunk)
        held += [] if asks else [chunk]
        written, closes = _written(saying.text, held)
        if held and (asks or chunk is saying.chunks[-1] or (chunk.ends and closes)):
            out.append(written)
            held = []
    return [" ".join(one.split())[:_MAX] for one in out[:200] if one.strip()]


def _written(text: str, held: list[Chunk]) -> tuple[str, bool]:
    """These chunks in the head's letters, and whether a stop may end them: not inside quotation marks."""
    if not held:
        return "", True
    start, end = held[0].tokens[0].start, held[-1].tokens[-1].end
    marks = len(_MARKS.findall(text, max(0, start - 1), end))
    closing = _CLOSING.match(text, end) if marks % 2 else None
    if closing is None:
        return text[start:end], True
    if _WORDS.search(closing[0]):
        return text[start:end], False
    return text[start : closing.end()], not _GOES_ON.match(text, closing.end())


def _sentence_edits(sentence: str, saying: Saying) -> list[dict[str, Any]]:
    bare = _CHANGES.sub("", sentence)
    if bare != sentence and (found := bare_swap(bare, saying)):
        return found
    for read in _READERS:
        if found := read(bare, saying):
            return found
    return []


def _signatory(sentence: str, _: Saying) -> list[dict[str, Any]]:
    found = _SIGN.search(sentence)
    if not found or not commanded(sentence, found.start()):
        return []
    name = found["a"] or found["b"] or found["c"]
    return [{"add_signatory": name}]


def _spelling(sentence: str, saying: Saying) -> list[dict[str, Any]]:
    """ "it's Harlowe with an e": the name beside it in the draft, one or two letters away."""
    if not re.search(r"\bspel[lt]|\bwith an? '?[a-z]'?\b", sentence, re.IGNORECASE):
        return []
    named = _SPELT.search(sentence)
    if not named:
        return []
    right = named["name"]
    text = draft_of(saying)
    near = {
        word for word in re.findall(r"[A-Z][\w'-]+", text) if word != right and one_letter_apart(word, right)
    }
    if len(near) == 1:
        return [{"from": near.pop(), "to": right}]
    letter = _WITH_LETTER.search(sentence)
    if not text and letter and right.lower().count(letter["letter"].lower()) == 1:
        at = right.lower().index(letter["letter"].lower())
        return [{"from": right[:at] + right[at + 1 :], "to": right}]
    return [{"instruction": tidy(sentence[named.start() :])}]


def _removal(sentence: str, saying: Saying) -> list[dict[str, Any]]:
    """ "take out 'xyz'": words that are quoted, or stand in the draft letter for letter."""
    found = _REMOVE.search(sentence)
    if not found or not commanded(sentence, found.start()):
        return []
    body = sentence[found.end() :]
    quoted = QUOTED.match(body.strip())
    words = quoted[1] if quoted else tidy(body) or body.strip(" .!")  # "delete the word please"
    stands = re.search(re.escape(words), draft_of(saying), re.IGNORECASE) if words else None
    if quoted or stands:
        return [{"from": stands[0] if stands else words, "to": ""}]
    return []


def _addition(sentence: str, _: Saying) -> list[dict[str, Any]]:
    found = _ADD.search(sentence)
    if not found or not commanded(sentence, found.start()):
        return []
    body = re.sub(
        r"^\s*(?:in\s+)?(?:a (?:line|sentence) (?:saying|to say)\s+)?(?:that\s+)?[:\s]*",
        "",
        sentence[found.end() :],
    )
    quoted = QUOTED.fullmatch(body.strip())
    words = quoted[1] if quoted else tidy(body)
    return [{"add": words}] if words else []


def _instruction(sentence: str, _: Saying) -> list[dict[str, Any]]:
    """What only a person can do: "soften the 2nd para a bit", "a bit less formal please"."""
    if softer := _SOFTER.fullmatch(sentence):
        return [{"instruction": softer["words"]}]
    if phrases("action", "block_site").within(plain(sentence).split()):
        return []
    for found in _INSTRUCT.finditer(sentence):
        words = tidy(sentence[found.start() :])
        rest = plain(words[len(found.group()) :]).split()
        verb = plain(found.group()).split()[0]
        if verb in phrases("edit", "common").vocabulary and re.search(
            r"\bto\s*$", sentence[: found.start()], re.IGNORECASE
        ):
            continue
        if commanded(sentence, found.start()) and (
            verb in phrases("edit", "about_tone").vocabulary or _names_a_thing(rest)
        ):
            return [{"instruction": words}]
    return []


_READERS = (
    _signatory,
    _spelling,
    find_swaps,
    find_should,
    this_not_that,
    _removal,
    _addition,
    _instruction,
)


def _names_a_thing(rest: list[str]) -> bool:
    """ "drop the last line", not "drop it", "change of plan"."""
    return bool(rest) and not (
        rest[0] in ("of", "case") or (rest[0] in ("it", "this", "that", "her", "him") and len(rest) == 1)
    )


def _check(edits: list[dict[str, Any]], saying: Saying) -> str:
    """A warning that a weekday stands beside a date, which has to move with it."""
    for one in edits:
        if kind_of(one.get("from", "")) == "weekday" and kind_of(one.get("to", "")) == "weekday":
            day = rf"\b({re.escape(one['from'])}),?\s(?=(\d{{1,2}}\s\w+))"
            beside = re.search(day, draft_of(saying), re.IGNORECASE)
            when = find_when(beside[2].lower().split(), saying.today) if beside else None
            if beside and when and when.on:
                return say("edits.weekday_date_mismatch", said=beside[2], year=when.on.year, said2=beside[1])
            return say("edits.weekday_date_mismatch_date_beside", fromd=one["from"])
    return ""
