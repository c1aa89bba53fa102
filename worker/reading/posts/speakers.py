"""Who of several says which words, as the text tells it right beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from worker.reading.posts.guards import WORD
from worker.reading.posts.lists import nobodies, set_of
from worker.reading.posts.named import same_person
from worker.reading.posts.smallnames import is_first_name
from worker.reading.words.titles import SMALL_TITLES


class Speaker(NamedTuple):
    """Who is said to say words: a name as the text has it, or ``None`` of somebody without one."""

    name: str | None


_NEAR = 90
"""Characters before words in which their speaker may stand."""
_SAYS = (
    *("says", "said", "writes", "wrote", "written", "put", "puts", "replies", "replied", "adds", "added"),
    *("posted", "commented", "reckons", "answers", "answered", "goes", "typed"),
)
_SPEAKS = re.compile(
    r"(?<![\w'’-])(?P<who>[\w'’-]{1,25}+(?: [\w'’-]{1,25}+){0,2}?)"
    r"(?:,? (?:has|had|have|then|also|just|now|even|later|[a-z]{3,12}ly)){0,3}"
    rf" (?:{'|'.join(_SAYS)})(?: (?:that|back|underneath|below|under it)){{0,2}}[ :,–-]{{0,3}}\Z"
)
_LAST = 5
"""Words among which that verb is, at the end."""
_SAYS_WHO = re.compile(
    r"(?:\A|[.!?;,:\n\x00][ ]?|\b(?:then|and|so) )(?:then )?"
    r"(?P<who>[^\W\d_][\w'’-]{1,20}(?: [A-Z][\w'’-]{0,20})?)"
    r"(?: (?:on|in) [^\n\x00:.]{1,40})?[ ]?[:–-][ ]?\Z"
)
_BEHIND = re.compile(rf"\x00++[ ,.]{{0,2}}[–—-] ?(?P<who>{WORD}(?: {WORD})?)(?=[ ]{{0,2}}(?:[\n.(]|\Z))")
_SOMEBODY_ELSE = frozenset(
    (
        *("another", "other", "others", "people", "they", "friend", "mate", "neighbour", "sister", "brother"),
        *(
            "husband",
            "wife",
            "partner",
            "cousin",
            "nan",
            "aunt",
            "auntie",
            "uncle",
            "gran",
            "mother",
            "father",
        ),
    )
)
"""Besides those whom any report calls somebody."""


def find_speaker(masked: str, start: int) -> Speaker | None:
    """Who is said to say the words blanked at ``start``; ``None`` where nothing beside them tells."""
    before = masked[max(0, start - _NEAR) : start]
    before = before[before.rfind("\x00") + 1 :]
    ends = before.rstrip(" :,–-").split()[-_LAST:]
    speaks = None if set(ends).isdisjoint(_SAYS) else _SPEAKS.search(before)
    if speaks:
        return _who(speaks["who"])
    told = _SAYS_WHO.search(before) or _BEHIND.match(masked, start)
    return _who(told["who"]) if told and is_first_name(told["who"].partition(" ")[0]) else None


def _who(words: str) -> Speaker | None:
    written = words.split()
    last = written[-1]
    if last.lower() in _SOMEBODY_ELSE or last.lower() in set_of("somebody"):
        return Speaker(None)
    if last.islower():
        return Speaker(last.title()) if is_first_name(last) else None
    name = _names_at_end(written)
    titled = len(name) < len(written) and written[-len(name) - 1].lower() in SMALL_TITLES
    return Speaker(" ".join(name)) if name and not titled else None


def _names_at_end(written: Sequence[str]) -> list[str]:
    """The words with capitals that may be a name, up to the last."""
    name: list[str] = []
    for word in reversed(written):
        if not re.fullmatch(WORD, word) or word.lower() in nobodies() or word.lower() in SMALL_TITLES:
            break
        name.insert(0, word)
    return name


def is_another(speaker: Speaker | None, name: str | None) -> bool:
    """Whether words are said by another than the one named."""
    if speaker is None or name is None:
        return False
    return speaker.name is None or not same_person(speaker.name, name)
