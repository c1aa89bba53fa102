"""Those who write or are written to, as the text itself has them: never the poster.

Who introduces herself ("its Josie from the dinner hall"), who signs, who is called ("Shona, on the page
tonight …"). A first name alone is no more than that: "its Josie, Josie Farrow has put …" leaves Josie Farrow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from worker.reading.posts.guards import WORD
from worker.reading.posts.lists import any_of
from worker.reading.posts.named import Named, same_person
from worker.reading.posts.smallnames import is_first_name
from worker.reading.words.indexed import Indexed

_OPENED = 400
"""Signs of a text in which it says who writes: later "it's Jo from the shop" is of somebody else."""
_GREETS = (
    r"(?:(?:hi|hiya|hello|hey|morning|mornin|afternoon|evening|dear|good \w{5,9}|salaams?|salam|bore da)\b"
    r"(?: (?:all|both|there|again|team|everyone|folks))?\W{1,4})"
)
_ONE = r"(?P<name>[^\W\d_][\w'’-]{1,20})"
_IT_IS = r"(?:it|this)(?:['’]?s| is)"
_WORKPLACE = (
    rf"(?![^.,;:\n\x00]{{0,60}}\b(?:{any_of('platforms')}|group|grp|chat|page|who)\b)[^.,;:\n\x00]{{2,60}}"
)
_BY_FIRST_NAME = re.compile(
    rf"(?:\A|\n)\W{{0,3}}(?P<greets>{_GREETS}?){_IT_IS} (?:only )?(?P<me>me,? )?{_ONE}"
    rf"(?P<from>,? (?:from|in|at) {_WORKPLACE}|,? here\b(?! (?:on|in)\b)|)"
    r"(?P<then>[ ]?[.,!\n–-] ?(?!(?:s?he|they|again|who|whose|at it|on|off|has|is)\b)"
    r"| (?:i|i['’]?m|i['’]?ve|sorry|just)\b|\Z|)",
    re.IGNORECASE,
)
_IN_FULL = re.compile(
    r"(?:(?i:my name(?:['’]?s| is))|I(?: a|['’])m|(?i:it['’]?s me,?))"
    rf" (?P<name>{WORD}(?: {WORD}){{0,2}})(?!['’]?\w)"
)
_HERE = re.compile(
    rf"[ \t>*-]{{0,4}}(?i:{_GREETS})?(?P<name>{WORD}(?: {WORD})?)"
    rf"(?:,? (?:from|in) {_WORKPLACE})? here\b(?= ?[.,:;!\n–-])"
)
_SIGNED = re.compile(
    r"\n[ \t>*–-]{0,4}(?P<name>[^\W\d_][\w'’-]{1,20})[ \t.x]{0,4}(?:\n\s*(?:Sent from|Get )[^\n]*)?\s*\Z"
)


def find_selves(masked: Indexed) -> tuple[str, ...]:
    """The names by which a text says who writes it, as it writes them."""
    return tuple(_selves(masked))


def _selves(masked: Indexed) -> Iterator[str]:
    text = masked.text
    for match in _BY_FIRST_NAME.finditer(text[:_OPENED]):
        sure = match["me"] or match["from"] or (match["greets"] and match["then"])
        if sure and (match["name"][0].isupper() or is_first_name(match["name"])):
            yield match["name"]
    for match in masked.try_at(_IN_FULL, masked.find(("my", "i", "it", "its"))):
        yield match["name"]
    for match in masked.try_at(_HERE, masked.openings) if "here" in masked.words else ():
        yield match["name"]
    signed = _SIGNED.search(text, max(0, len(text) - 200))
    if signed:
        yield signed["name"]


def is_self(named: Named, selves: Sequence[str]) -> bool:
    """Whether a name says no more than one by which the writer goes."""
    return any(frozenset(named.name.lower().split()) <= frozenset(one.lower().split()) for one in selves)


_CALLED = re.compile(
    rf"\W{{0,3}}(?P<name>{WORD}),[ \n]"
    r"(?!(?:mum|mam|dad|mother|father|parent|gran|nan|grandad|carer|aunt|uncle|who|whose|the|our|my|an?|in|from|of|aged|her|his|their)\b)"
)


def without_called(found: Sequence[Named], text: str) -> list[Named]:
    """Without the one who is called at the beginning, where another is named."""
    called = _CALLED.match(text)
    if called is None or all(same_person(one.name, called["name"]) for one in found):
        return list(found)
    return [one for one in found if one.start != called.start("name") or " " in one.name]
