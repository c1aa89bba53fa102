"""Names of classes, houses, roads and shops, which stand with a capital as people's do."""

from __future__ import annotations

import re
from functools import cache

from worker.reading.posts.lists import any_of, set_of
from worker.reading.posts.named import Named
from worker.reading.posts.smallnames import is_first_name


def is_place(named: Named, text: str) -> bool:
    """Whether the words around a name of one word, or its own last word, make it a place's or a class's."""
    first, _, last = named.name.lower().partition(" ")
    if not last:
        alone = text.endswith(" the ", 0, named.start)  # "the Co-op said" is of a place
        return (
            alone
            or _stands_for().search(text, max(0, named.start - 12), named.start) is not None
            or (_goes_on().match(text, named.end) is not None)
        )
    if last.rpartition(" ")[2] not in set_of("roads") or is_first_name(first):
        return False
    return _LIVES.search(text, max(0, named.start - 40), named.start) is not None


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
