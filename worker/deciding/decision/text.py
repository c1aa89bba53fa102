"""The reply as a text: what is left of quotes and footers, a whole new letter, an automatic answer."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from worker.deciding.decision.saying import Meaning
from worker.deciding.decision.when import find_when
from worker.deciding.decision.words import chunks, phrases, plain
from worker.deciding.sentences import say
from worker.model import Pending, Verb

_DEVICE = frozenset(
    [
        "iphone",
        "ipad",
        "ipod",
        "apple",
        "galaxy",
        "samsung",
        "android",
        "outlook",
        "mail",
        "yahoo",
        "gmail",
        "windows",
        "phone",
        "mobile",
        "device",
        "smartphone",
        "tablet",
        "pro",
        "max",
        "plus",
        "mini",
        "ultra",
        "5g",
        "for",
        "on",
        "from",
        "my",
        "ios",
        "mac",
        "app",
        "https",
        "http",
        "aka",
        "ms",
        "o0ukef",
        "aab9ysg",
        "com",
        "www",
    ]
)
"""What a phone says of itself behind "sent from"; a line with any other word may be an answer."""
_UNSEEN = dict.fromkeys(
    [0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xFE0E, 0xFE0F, *range(0x1F3FB, 0x1F400)]
)
_STRAIGHT = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\r": "\n"}
)
_QUOTE = re.compile(
    r"^[ \t]{0,8}(?:>|\|[ \t]|-{2,}[ \t]?(?:original|forwarded)|_{5,}|-{5,}|={5,}"
    r"|(?:from|sent|subject|date):[ \t]|on[ \t].{5,200}\bwrote:?[ \t]*$|begin forwarded message"
    r"|case [a-z]{2}-\d{4}-\d{4}\b|nothing is sent until)",
    re.IGNORECASE | re.MULTILINE,
)
_REWRITE = re.compile(
    r"^[ \t]{0,8}(?:(?P<lead>[^\n]{0,200}?)\b)?(?:"
    r"use (?:this|the following)(?: (?:text|wording|version|letter))?(?: instead)?"
    r"|(?:please )?send this (?:one )?instead"
    r"|edit(?:ed)?(?: version)?"
    r"|(?:change|amend) (?:it|this|that|the letter) to(?: read)?"
    r"|new (?:version|text|wording|letter)"
    r"|(?:revised|amended|rewritten)(?: version| text| letter)?"
    r"|replace (?:it |this |the (?:text|letter|draft) )?with(?: this| the following)?"
    r"|my version|version 2|should read"
    r"|i(?:'ve| have) rewritten (?:it|this)"
    r")[ \t]*(?P<mark>[:–—-]|(?=\n))[ \t]*",
    re.IGNORECASE | re.MULTILINE,
)
_DEAR = re.compile(r"^[ \t]{0,8}Dear[ \t]+\S", re.MULTILINE)
_LETTER_WORDS = 8
_WORDLESS = re.compile(r"\w")


def cleared(text: str) -> tuple[str, bool]:
    """The text with straight apostrophes, without footers; whether a quote was still in it, now cut off."""
    text = text.replace("\r\n", "\n").translate(_STRAIGHT).translate(_UNSEEN)
    footers = phrases("footer", "lines")
    kept = [line for line in text.split("\n") if not _is_footer(line, footers)]
    text = "\n".join(kept)
    quote = _QUOTE.search(text)
    return (text[: quote.start()] if quote else text).strip(), quote is not None


def _is_footer(line: str, footers: Any) -> bool:
    words = [plain(word) for word in re.findall(r"[\w']+", line[:200])]
    taken = footers.length(words) if words else 0
    return (
        bool(taken)
        and len(words) <= 12
        and all(word in _DEVICE or word.isdecimal() for word in words[taken:])
    )


def without_words(text: str) -> bool:
    """Whether there is no letter or digit in it: emoji, dots, nothing."""
    return not _WORDLESS.search(text)


def read_auto_reply(text: str, today: date) -> Meaning | None:
    """An out-of-office text that came without its headers: no decision, and no answer (RFC 3834 §2)."""
    cut = chunks(text)
    words = [word for chunk in cut for word in chunk.words]
    if not phrases("auto_reply", "words").within(words):
        return None
    args: dict[str, Any] = {"auto_reply": True, "no_answer": True}
    if (when := find_when(words, today)) and when.on:
        args["return_date"] = when.on.isoformat()
    return Meaning(Verb.NOTE, args, say("text.automatic_reply"), whole=True)


def find_rewrite(text: str) -> tuple[str, str] | None:
    """A whole new text for the letter, with what stands before it: "Use this instead:", "Dear …"."""
    marked = _REWRITE.search(text)
    dear = _DEAR.search(text)
    if marked and not (dear and dear.start() < marked.start()):
        lead, body = text[: marked.start()] + (marked["lead"] or ""), text[marked.end() :].strip()
        if _is_letter(body) and (marked["mark"] or "\n" in text[marked.end() : marked.end() + 2]):
            return lead.strip(), body
    if dear and _is_letter(text[dear.start() :]) and "\n" in text[dear.start() :].strip():
        return text[: dear.start()].strip(), text[dear.start() :].strip()
    return None


def _is_letter(body: str) -> bool:
    return len(body.split()) >= _LETTER_WORDS and not re.match(
        r"(?:change|replace|add|remove|delete|take out)\b", body, re.IGNORECASE
    )


def same_letter(body: str, pending: tuple[Pending, ...]) -> bool:
    """Whether a letter found in a reply is only our own draft, come back unquoted."""
    words = re.findall(r"\w+", body.lower())
    return any(item.text and words == re.findall(r"\w+", item.text.lower()) for item in pending)
