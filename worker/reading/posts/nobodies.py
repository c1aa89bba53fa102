"""Words that stand with a capital as names do and are no person's: classes, roads, shops, towns."""

from __future__ import annotations

import re
from functools import cache

from worker.reading.posts.lists import any_of, set_of
from worker.reading.posts.named import Named
from worker.reading.posts.smallnames import is_first_name


def is_nobody(named: Named, text: str) -> bool:
    """Whether the words around a name, its last word or its place in the sentence make it no person's."""
    first, _, last = named.name.lower().partition(" ")
    if not is_first_name(first) and _ORIGIN.search(text, max(0, named.start - 60), named.start):
        return True
    if not last:
        return _is_one_word_for_else(named, text)
    if last.rpartition(" ")[2] not in set_of("roads") or is_first_name(first):
        return False
    return _LIVES.search(text, max(0, named.start - 40), named.start) is not None


def _is_one_word_for_else(named: Named, text: str) -> bool:
    if text.endswith(" the ", 0, named.start):  # "the Co-op said" is of a place
        return True
    if _stands_for().search(text, max(0, named.start - 12), named.start) or _goes_on().match(text, named.end):
        return True
    if is_first_name(named.name) or not named.name.replace("-", "").isalpha():
        return False
    if _OF_A_KIND.search(text, max(0, named.start - 8), named.start):
        return True
    if named.name.isupper() and 1 < len(named.name) <= _LONGEST_ABBREVIATION:
        return True
    return _OPENS.search(text, max(0, named.start - 3), named.start) is not None and not _ACTS.match(
        text, named.end
    )


_LONGEST_ABBREVIATION = 5
_OF_A_KIND = re.compile(r"\b(?:an?|our|my|their|these|those|some|all|in|at|near|into) \Z", re.IGNORECASE)
_OPENS = re.compile(r"(?:\A|[\n.!?] ?)\Z")
_ACTS = re.compile(
    r"['’]s?\b| (?:has|had|is|was|keeps|wrote|writes|posted|posts|puts|says|said|commented|shared|tweeted|who"
    r"|again)\b"
    r"| put (?:up|on|out|this|that|an?|the|it|in|about|her|his|\x00)|[ ]?\(|[ ]?:|,? \x00| [A-Z]"
)
"""Behind a word that only its place gave a capital ("Twelve of them …"), what makes it a name anyway."""


_PEOPLE = (
    r"(?:man|woman|lady|bloke|fella|lad|lass|guy|mum|mam|mother|dad|father|granny|gran|grandad|family|families"
    r"|parents?|someone|somebody|neighbour|newcomer|teacher|head|deputy|doctor|nurse|volunteer|reader|boy|girl"
    r"|child|children|pupils?)"
)
_ORIGIN = re.compile(
    rf"\b(?:{_PEOPLE}(?:,? \w+ \w+,)?|(?:s?he|who)['’]s|(?:moved|came|come|comes|adopted|translated|train)"
    rf"(?: \w+){{0,2}}),? from \Z|\b{_PEOPLE},? (?:in|of) \Z|\btranslated(?: \w+){{0,2}} by \Z",
    re.IGNORECASE,
)
"""Before where somebody comes from, and what was put into English, or who did it."""


@cache
def _stands_for() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of('named_for')}|{any_of('shops')}) \Z", re.IGNORECASE)


@cache
def _goes_on() -> re.Pattern[str]:
    return re.compile(rf" (?:{any_of('named_for')})\b")


_LIVES = re.compile(
    r"\b(?:off|down|near|up|round"
    r"|(?:man|woman|lady|bloke|fella|lad|lass|guy|mum|mam|dad|family|parent|someone|somebody|neighbour"
    r"|one|lot) (?:from|of|in|on)"
    r"|lives? (?:on|in|at|off|up|down)) \Z",
    re.IGNORECASE,
)
"""Before a road, that somebody lives there."""
