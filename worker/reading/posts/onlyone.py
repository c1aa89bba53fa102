"""The one person a report names in full, where it stands beside the platform and the words.

The last reading, for wording that no sentence of ``bylines`` has: it needs one full name and no other,
and says so with less confidence. Whoever is told, is spoken of, or tells us is never taken.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from worker.reading.posts.deeds import find_deed
from worker.reading.posts.guards import WORD, WORD_GOES_ON
from worker.reading.posts.lists import any_of, set_of
from worker.reading.posts.named import same_person
from worker.reading.posts.smallnames import is_first_name
from worker.reading.words.indexed import UPPER, Indexed
from worker.reading.words.titles import A_TITLE, TITLES

CONFIDENCE = 0.55
"""Below every sentence that says outright who posted."""


class _Person(NamedTuple):
    name: str
    start: int
    end: int


# The capital first, then what may not stand before it: so most signs are passed over at once.
_FULL = re.compile(
    rf"[{UPPER}](?<![\w@/.#'’-].){WORD_GOES_ON}(?: (?:(?:de|van|von|al|el|bin) )?{WORD}){{1,2}}"
)
_TITLE = re.compile(rf"\b{A_TITLE} \Z", re.IGNORECASE)
_NO_PERSON = re.compile(
    r" (?:group|page|chat|channel|primary|school|road|street|lane|park|close|avenue|church|centre|club"
    r"|council|gazette|news|herald|mail|forum)\b",
    re.IGNORECASE,
)


def find_only_one(masked: Indexed) -> tuple[str, int, int] | None:
    """The name, and where it begins and ends; ``None`` where two are named or the one did not post."""
    if not (_place_words() & masked.words or masked.blanks) or _are_others(masked):
        return None
    posters = [one for one in _people(masked.text)[:_MOST_PEOPLE] if _posts(masked.text, one)]
    if not posters or any(not same_person(one.name, posters[0].name) for one in posters):
        return None
    return posters[0]


_MOST_PEOPLE = 40


def _are_others(masked: Indexed) -> bool:
    cues = masked.find((*_OTHER, *(word for word in masked.words if word.startswith(_NAMELESS))))
    return next(masked.try_at(_OTHERS, cues), None) is not None


def _people(text: str) -> list[_Person]:
    """Everybody named in full; where some have a known first name, only those: others may be places."""
    found = [one for match in _FULL.finditer(text) if (one := _cut(match, text))]
    known = [one for one in found if is_first_name(one.name.partition(" ")[0])]
    return known or found


def _cut(match: re.Match[str], text: str) -> _Person | None:
    """A match without the words around it that are no name; ``None`` where no full name is left."""
    written = match.group().split(" ")
    if written[0] in TITLES and not _is_no_name(written[0]):
        return None
    begins = accumulate(map(len, written[:-1]), lambda at, length: at + length + 1, initial=match.start())
    words = list(zip(written, begins, strict=True))
    while words and _is_no_name(words[0][0]):
        words.pop(0)
    ends = next((at for at, (word, _) in enumerate(words) if _is_no_name(word)), len(words))
    words = words[:ends]
    if len(words) < 2 or _TITLE.search(text, max(0, words[0][1] - 12), words[0][1]):
        return None
    end = words[-1][1] + len(words[-1][0])
    if words[0][0] in TITLES or _NO_PERSON.match(text, end):
        return None
    return _Person(text[words[0][1] : end].removesuffix("'s").removesuffix("’s"), words[0][1], end)


def _is_no_name(word: str) -> bool:
    return word.lower().strip(".-'’") in _no_names()


@cache
def _no_names() -> frozenset[str]:
    return set_of("not_names") | _place_words()


# ── whether the clause makes the one the poster ────────────────────────────────────────────

_SPOKEN_OF = re.compile(
    r"\b(?:about|of|at|to|with|for|against|from|by|and|than|our|on|told|tell|ask(?:ed)?|thank|poor"
    r"|call(?:ed)?"
    r"|nam(?:ed|es|ing)|accus\w+|mention\w*|want|wants|like|took|take|met|saw|see|ring|rang|was|wasn['’]?t"
    r"|had|whether|if|as|pretending to be|my \w+|our \w+)[ ]\Z",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"(?<!screenshot )(?<!screenshots )(?<!email )\b(?:one|from|by|author|poster)[ ]\Z", re.IGNORECASE
)
_NAMELESS = "anon"
_OTHER = frozenset(
    (
        *("someone", "somebody", "nobody", "no", "unknown", "don", "dont", "a", "some", "another"),
        "pretending",
    )
)
"""The words with which those sentences begin that say that another posted."""
_OTHERS = re.compile(
    rf"\b(?:some(?:one|body)|(?<!me )(?<!remain )(?<!stay ){_NAMELESS}\w*|nobody knows|no idea who"
    r"|unknown|don['’]?t know (?:who|the name)"
    r"|(?:a|some|another) (?:parents?|mums?|dads?|person|mother|father) (?:has|have|had|put|wrote|filmed)"
    r"|pretending)\b",
    re.IGNORECASE,
)
"""The report says itself that another posted, or that it does not know who."""
_HARMED = re.compile(
    r"(?:[^.\n\x00]{0,60})\b(?:upset|tears|crying|cried|in bits|victim|target\w*|distressed|gutted|shown|told"
    r"|saw|seen|spotted|noticed|found|showed|read|reported|rang|phoned|sent (?:me|us)|complain\w*"
    r"|asked|tagged|had (?:his|her|their)|has had to|works? with|left (?:in|us)|been (?:called|named"
    r"|accused|sent))\b",
    re.IGNORECASE,
)
_TO_US = re.compile(
    r"[^.\n\x00]{0,70}\b(?:(?:to|for|with) (?:me|us|you|the (?:office|school|head|deputy|staff))\b"
    r"|dropped (?:in|by|me)\b"
    r"|in an? (?:email|mail|text|message) to\b|(?:copy|printout|screenshot) of\b|off (?:her|his"
    r"|facebook|fb)\b)",
    re.IGNORECASE,
)
"""Who brings it to the school only tells of it."""
_TO_DO = re.compile(r",? to (?:deal|note|see|action|read|look|follow|advise|decide)\b")
_OF_STAFF = re.compile(
    r"[ ,(]{1,3}(?:our|my|the|a|head of|in) ?(?:\w+ )?(?:teacher|ta|hlta|senco|caretaker|cook|secretary"
    r"|treasurer|chair|governor|vicar|crossing|lollipop|bursar|office|reception|deputy|site|dinner lady"
    r"|midday|year \d|y\d\b(?! (?:mum|dad|parent)))|[ ]?\((?:senco|reception|office|ta|teacher|deputy|y\d)\)",
    re.IGNORECASE,
)
_ASIDE = r"(?: ?\([^()\n]{1,60}\)| I mentioned[^.\n\x00]{1,50}?(?= has\b| is\b)| of [^.\n,:\x00]{2,30}?)?"
_PLACE = (
    rf"(?:that |the |their |her |his |our |a |public ){{0,2}}(?:(?!about|phone|from"
    rf"|that)[\w']+ ){{0,3}}?(?i:{any_of('platforms')})\b"
)
_BY_SAYING = r"(?:reckons?|thinks?|says?|goes|going|writes|claims?|asks?|wants)\b"


def _posts(text: str, one: _Person) -> bool:
    """Whether the sentence around a name has its bearer stand at the words, or post on the platform."""
    before = text[max(0, one.start - 100) : one.start]
    if _OF_STAFF.match(text, one.end):
        return False
    deed = find_deed(text, one.end, before)
    if deed is not None and not (_HARMED.search(deed) or _TO_US.search(deed)):
        return True
    if _is_set_down(text, one, before):
        return True
    shown = _SHOWN_AT_ONCE.match(text, one.end) is not None and _stands_at_a_place(before)
    if not (shown or any(pattern.match(text, one.end) for pattern in _clauses())):
        return False
    if _SPOKEN_OF.search(before) and not _ONE.search(before):
        return False
    return not any(no.match(text, one.end) for no in (_TO_DO, _HARMED, _TO_US))


_NO_MORE = re.compile(r"[.!]{1,3} {1,2}(?=[a-z]|(?:S?he|Her|His|It|Loads|Lots)\b)")
_BETWEEN_SENTENCES = re.compile(r"\. (?=[A-Z][^\x00]{1,300}\x00)")
_BEHIND_A_PLACE = re.compile(rf"\b(?i:{any_of('platforms')})\b[^.!?\n\x00]{{0,60}}[.] \Z")
"""A name that is a sentence, behind the one that names the place and before the words."""
_IN_A_PLACE = re.compile(rf" (?:in|on) [^.\n:\x00]{{0,40}}\b(?i:{any_of('platforms')})\b")


def _is_set_down(text: str, one: _Person, before: str) -> bool:
    """Whether a name stands as a sentence right behind the words, or is pointed at in a place.

    The name that ends a mail is a signature: something must follow ("… NAME. loads of people like it").
    """
    if before.rstrip().endswith("\x00") and _NO_MORE.match(text, one.end):
        return True
    if _BETWEEN_SENTENCES.match(text, one.end) and _BEHIND_A_PLACE.search(before):
        return True
    return before.lower().endswith("this is ") and _IN_A_PLACE.match(text, one.end) is not None


_SHOWN_AT_ONCE = re.compile(
    rf"(?: to [^\n:\x00]{{1,90}}|,[^\n:\x00]{{1,70}})?(?: {_BY_SAYING}[^.\n\x00]{{0,10}}|[ ]?[:,])"
    r"\s{0,3}(?=\x00|\Z|\n)"
)


def _stands_at_a_place(before: str) -> bool:
    sentence = re.split(r"[.!?\n] ?(?=\S|\Z)", before)[-1]
    return re.search(rf"(?i:{any_of('platforms')})\b[^.:\x00]{{0,50}}\Z", sentence) is not None


@cache
def _clauses() -> tuple[re.Pattern[str], ...]:
    """What may follow the name: what stands beside the place, and says or shows the words."""
    return (
        re.compile(rf"{_ASIDE},?(?: has| have| had|['’]s)? did an? [^.\n]{{1,60}} on {_PLACE}"),
        re.compile(
            rf"{_ASIDE},? (?:on|in|over on) {_PLACE}[^.\n\x00:]{{0,25}}(?: {_BY_SAYING}|:\s{{0,2}}\x00)"
        ),
        re.compile(
            rf"{_ASIDE},? (?:on|in|over on) (?:the )?[^.\n\x00:]{{2,40}} (?:group|page|chat) on {_PLACE}"
            rf" {_BY_SAYING}"
        ),
    )


@cache
def _place_words() -> frozenset[str]:
    return frozenset(word.split()[0].rstrip("*") for word in set_of("platforms"))
