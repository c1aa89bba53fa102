"""What the head wants changed: words for words, a sentence more, another text, a named recipient.

Nothing read here sends anything: an edit makes a new version, which needs its own yes.
"""

from __future__ import annotations

import re
from typing import Any

from worker.deciding.decision.literal import kind_of, one_letter_apart, only_of_kind
from worker.deciding.decision.saying import Meaning, Saying
from worker.deciding.decision.when import find_when
from worker.deciding.decision.words import phrases, plain
from worker.deciding.sentences import say
from worker.model import Verb

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
_QUOTED = re.compile(r"[\"“”'‘]([^\"“”\n]{1,400}?)[\"“”'’](?=\W|$)")
_CHANGES = re.compile(
    r"^\s*(?:approved?\s+)?with\s+(?:these\s+|the following\s+)?(?:changes|edits|amendments)\b[\s:,–—-]*",
    re.IGNORECASE,
)
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
_MAX = 4_000
_MAX_EDITS = 20


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
    args: dict[str, Any] = {"edits": found[:_MAX_EDITS]}
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
    """The sentences that are no plain questions, as written, straight quotes only."""
    out: list[str] = []
    start: int | None = None
    for chunk in saying.chunks:
        if not chunk.tokens:
            continue
        start = chunk.tokens[0].start if start is None else start
        if chunk.ends:
            out.append(saying.text[start : chunk.tokens[-1].end])
            start = None
    if start is not None and saying.chunks:
        out.append(saying.text[start : saying.chunks[-1].tokens[-1].end])
    return [" ".join(one.split())[:_MAX] for one in out[:200] if one.strip()]


def _sentence_edits(sentence: str, saying: Saying) -> list[dict[str, Any]]:
    sentence = _CHANGES.sub("", sentence)
    for read in (_signatory, _spelling, _swaps, _should, _this_not_that, _removal, _addition, _instruction):
        if found := read(sentence, saying):
            return found
    return []


def _commanded(sentence: str, at: int) -> bool:
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


def _signatory(sentence: str, _: Saying) -> list[dict[str, Any]]:
    found = _SIGN.search(sentence)
    if not found or not _commanded(sentence, found.start()):
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
    text = _draft(saying)
    near = {
        word for word in re.findall(r"[A-Z][\w'-]+", text) if word != right and one_letter_apart(word, right)
    }
    if len(near) == 1:
        return [{"from": near.pop(), "to": right}]
    letter = _WITH_LETTER.search(sentence)
    if not text and letter and right.lower().count(letter["letter"].lower()) == 1:
        at = right.lower().index(letter["letter"].lower())
        return [{"from": right[:at] + right[at + 1 :], "to": right}]
    return [{"instruction": _tidy(sentence[named.start() :])}]


def _swaps(sentence: str, saying: Saying) -> list[dict[str, Any]]:
    """ "change A to B and C to D"."""
    for verb in _SWAP.finditer(sentence):
        if not _commanded(sentence, verb.start()):
            continue
        body = sentence[verb.end() :].strip()
        if verb.group().lower() == "make":
            return _make(body, saying)
        if quoted := _QUOTED_SWAP.findall(body):  # what stands between quotes may hold "to" and "and"
            return [{"from": old.strip(), "to": new.strip()} for old, new in quoted[:_MAX_EDITS]]
        found = []
        for piece in _AND_NEXT.split(body)[:_MAX_EDITS]:
            sides = _TO.split(f" {piece} ", maxsplit=1)
            if len(sides) == 2:
                found += _swap(sides[0], sides[1], saying)
            elif found and "to" in found[-1]:
                found[-1]["to"] = f"{found[-1]['to']} and {_tidy(piece)}"
        if found:
            return found
    return []


def _swap(old: str, new: str, saying: Saying) -> list[dict[str, Any]]:
    quoted = _QUOTED.findall(old)
    old, new = quoted[-1] if quoted else _tidy(old), _tidy(new)
    if " from " in f" {old} ":
        old = old.rpartition("from ")[2].strip()
    if not new:
        return []
    if _is_vague(old) or not old:
        meant = only_of_kind(new, _draft(saying))
        return [{"from": meant, "to": new}] if meant else [{"instruction": f"change {old or 'it'} to {new}"}]
    if kind_of(old) == kind_of(new) == "weekday":
        return [{"from": old.capitalize(), "to": new.capitalize()}]  # typed in small letters on a phone
    return [{"from": old, "to": new}]


def _is_vague(words: str) -> bool:
    return bool(words) and phrases("edit", "vague").whole(plain(words).split())


def _make(body: str, saying: Saying) -> list[dict[str, Any]]:
    """ "make it Wednesday", "make Tuesday Wednesday", "make it Wednesday not Tuesday"."""
    words = body.split()
    if found := _this_not_that(f"make {body}", saying):
        return found
    if len(words) >= 2 and plain(words[0]) in ("it", "that") and kind_of(_tidy(" ".join(words[1:]))):
        return _swap("it", " ".join(words[1:]), saying)
    if len(words) == 2 and kind_of(words[0]) and kind_of(words[0]) == kind_of(_tidy(words[1])):
        return [{"from": words[0], "to": _tidy(words[1])}]
    return []


def _should(sentence: str, saying: Saying) -> list[dict[str, Any]]:
    sides = _SHOULD.split(f" {sentence}", maxsplit=1)
    if len(sides) != 2 or _SHOULD_WE.match(sentence):
        return []
    old = re.split(r"[,:;–—]|\bbut\b|\bthink\b|\bthat\b", sides[0])[-1]
    new = _tidy(sides[1])
    if found := _this_not_that(f"make {new}", saying):
        return found
    old = re.sub(r"^\s*(?:the|it says|approved?|yes|please|where it says)\s+(?=[\"'A-Z\d])", "", old).strip()
    if kind_of(new) or _tidy(old) in _draft(saying) or _QUOTED.search(old):
        return _swap(old, new, saying)
    return [{"instruction": _tidy(sentence)}] if _is_vague(_tidy(old)) and new else []


def _this_not_that(sentence: str, saying: Saying) -> list[dict[str, Any]]:
    """ "Ms not Mrs", "say Wednesday instead of Tuesday": two of one kind, or the second is in the draft."""
    sides = re.split(r",?\s(?:not|instead of|rather than)\s", sentence, maxsplit=1)
    if len(sides) != 2:
        return []
    left, right = _AFTER_SAY.split(sides[0])[-1].split(), _tidy(sides[1]).split()
    whole = " ".join(right)
    if 0 < len(left) <= _FEW and len(right) > 1 and whole in _draft(saying):
        return [{"from": whole, "to": _tidy(" ".join(left))}]
    for size in (3, 2, 1):
        new, old = _tidy(" ".join(left[-size:])), _tidy(" ".join(right[:size]))
        if len(left) < size or len(right) < size or not new or not old:
            continue
        if (kind_of(new) and kind_of(new) == kind_of(old)) or (len(old) > 3 and old in _draft(saying)):
            return [{"from": old, "to": new}]
    if len(left) > 1 and kind_of(left[-2]) == "title" and len(right) == 1 and kind_of(right[0]) == "title":
        name = _tidy(left[-1])
        return [{"from": f"{right[0]} {name}", "to": f"{left[-2]} {name}"}]
    return []


def _removal(sentence: str, saying: Saying) -> list[dict[str, Any]]:
    """ "take out 'xyz'": words that are quoted, or stand in the draft letter for letter."""
    found = _REMOVE.search(sentence)
    if not found or not _commanded(sentence, found.start()):
        return []
    body = sentence[found.end() :]
    quoted = _QUOTED.match(body.strip())
    words = quoted[1] if quoted else _tidy(body) or body.strip(" .!")  # "delete the word please"
    stands = re.search(re.escape(words), _draft(saying), re.IGNORECASE) if words else None
    if quoted or stands:
        return [{"from": stands[0] if stands else words, "to": ""}]
    return []


def _addition(sentence: str, _: Saying) -> list[dict[str, Any]]:
    found = _ADD.search(sentence)
    if not found or not _commanded(sentence, found.start()):
        return []
    body = re.sub(
        r"^\s*(?:in\s+)?(?:a (?:line|sentence) (?:saying|to say)\s+)?(?:that\s+)?[:\s]*",
        "",
        sentence[found.end() :],
    )
    quoted = _QUOTED.fullmatch(body.strip())
    words = quoted[1] if quoted else _tidy(body)
    return [{"add": words}] if words else []


def _instruction(sentence: str, _: Saying) -> list[dict[str, Any]]:
    """What only a person can do: "soften the 2nd para a bit"."""
    for found in _INSTRUCT.finditer(sentence):
        words = _tidy(sentence[found.start() :])
        rest = plain(words[len(found.group()) :]).split()
        verb = plain(found.group()).split()[0]
        if verb in phrases("edit", "common").vocabulary and re.search(
            r"\bto\s*$", sentence[: found.start()], re.IGNORECASE
        ):
            continue
        if _commanded(sentence, found.start()) and (
            verb in phrases("edit", "about_tone").vocabulary or _names_a_thing(rest)
        ):
            return [{"instruction": words}]
    return []


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
            beside = re.search(day, _draft(saying), re.IGNORECASE)
            when = find_when(beside[2].lower().split(), saying.today) if beside else None
            if beside and when and when.on:
                return say("edits.weekday_date_mismatch", said=beside[2], year=when.on.year, said2=beside[1])
            return say("edits.weekday_date_mismatch_date_beside", fromd=one["from"])
    return ""


def _draft(saying: Saying) -> str:
    return saying.about[0].text if len(saying.about) == 1 else ""


def _tidy(words: str) -> str:
    """Without quotes around, courtesies after, and stops."""
    words = _TAIL.sub("", words.strip()).strip()
    quoted = _QUOTED.fullmatch(words)
    return (quoted[1] if quoted else words).strip(" ,.;:!–—-")
