"""Whose an account is, where the text says so: "@mad_mum, who is NAME", "NAME (mad_mum)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from worker.reading.posts.guards import IN_FULL
from worker.reading.posts.lists import any_of
from worker.reading.posts.named import Named
from worker.reading.posts.tidynames import tidy
from worker.reading.words.indexed import Indexed

_PERSON = rf"(?P<name>{IN_FULL})"
_IS = (
    r"(?:['’]s|is|was|=|aka|a\.k\.a\.?|belongs to|belonging to|real name|better known as|otherwise known as"
    r"|known to us as|(?:we|I) (?:know|think))"
)
_WE_KNOW = (
    r"(?:I|we|everyone|everybody) (?:all )?(?:know|think|believe|gather|understand)"
    r" (?:is|was|to be|that['’]s) "
)
_OWNED = re.compile(
    rf"[\"'“”‘’)]?(?: on (?i:{any_of('platforms')}|x)\b)?[ ]?[,(–-]?[ ]?"
    r"(?:(?:and )?(?:who|which|that|this|it) ?)?"
    rf"(?:{_WE_KNOW}|{_IS}"
    r" (?:(?:really|actually|in fact|of course|our|the|a|is|I think|we think|as) ){0,3})"
    rf"{_PERSON}(?!['’]| [A-Z]|(?: \w+){{0,2}} (?:told|sent|showed|saw|spotted)"
    r"| (?:being|getting|in (?:it|the)|on (?:it|the)|who(?:['’]s| is) (?:being|in|on))\b)"
)
"""Behind an account, whose it is."""
_BESIDE = re.compile(
    rf"[\"'“”‘’]? ?\({_PERSON}"
    r"(?:\)|, (?=(?:s?he|who|mum|mam|dad|mother|father|parent|gran|carer|an?|the|our|[YPR]\d)\b))"
)
"""Behind an account, the full name in brackets."""
_OWNER = re.compile(
    rf"{_PERSON} \((?:(?i:aka|as|s?he is|s?he['’]s|known as|handle|username|user) )?[\"'“‘]?\Z"
)
"""Before an account that stands in brackets, whose it is."""


def with_owners(masked: Indexed, accounts: Sequence[Named]) -> list[Named]:
    """The accounts, and in the place of each the person whom the text says it belongs to."""
    return [_owner(masked.text, account) or account for account in accounts]


def _owner(text: str, account: Named) -> Named | None:
    if " " in account.name:
        return None
    match = (
        _OWNED.match(text, account.end)
        or _BESIDE.match(text, account.end)
        or _OWNER.search(text, max(0, account.start - 60), account.start)
    )
    return tidy(match.group("name"), match.start("name"), 0.95) if match else None
