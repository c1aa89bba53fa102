"""A yes that leans on something else: a question without its mark, the end of another thought, a time.

Every word of it may be on the lists of yes, and it is none: what makes it lean is how the words stand.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from worker.deciding.decision.saying import Saying
from worker.deciding.decision.words import Chunk, Phrases, cover, phrases

_TAGS = ("right", "yeah", "yep", "yup", "yes", "aye", "ok", "okay")
""" "It can go, right": behind a statement they ask."""
_ON = ("so", "then", "and")
"""What opens a reply that goes on from something else ("so this can go", "then send it")."""
_STATES = ("it", "its", "this", "that", "thats", "the", "letter")
""" "Sure it's ready to go" may be "are you sure …"."""
_STATED = {(word,) for word in _STATES}
SAD_FACE = re.compile(r"(?<![\w)])[:;=]'?-?[(/\\|\[<]+(?=\s|$)")
_EMPTY_BRACKETS = re.compile(r"\([^\w()]{0,5}\)")
""" "( ) Approve" is a box without its tick, "(!)" says that the words mean the opposite."""
_HUGGED = re.compile(r"(?<![\w-])(--?)\w[^\n-]{0,60}\w\1(?![\w-])")
""" "-Approve-": struck through, where a program knows no better."""
_FOOTNOTE = re.compile(r"\w\W{0,3}\*")
_BOLD = re.compile(r"(\*{1,2})(?=\S)[^*\n]{1,400}(?<=\S)\1")
_PARTS_OF_A_DAY = ("morning", "afternoon", "evening")


def leans(saying: Saying, known: dict[str, Phrases]) -> bool:
    """Whether the words stand as in a question, a conclusion or an order to read; or signs undo them."""
    last = saying.chunks[-1].words
    return (
        (not saying.numbered and (_goes_on(saying) or _concludes(saying, known)))
        or last == ("right",)
        or any(
            _is_tagged(chunk, known) or _is_sure(chunk) or _is_read_first(chunk) for chunk in saying.chunks
        )
        or _has_signs_against(saying.text)
    )


def names_part_of_day(words: tuple[str, ...]) -> bool:
    """Whether a greeting stands where it is a time ("send it this afternoon")."""
    return any(word in _PARTS_OF_A_DAY and before != "good" for before, word in pairwise(words))


def _goes_on(saying: Saying) -> bool:
    greeting = phrases("approval", "courtesy")
    first = next((one.words for one in saying.chunks if not greeting.whole(one.words)), ("",))
    return first[first[0] == "right" :][:1] in {(word,) for word in _ON}


def _concludes(saying: Saying, known: dict[str, Phrases]) -> bool:
    """ "OK, so this can go": kind words, and what may be a question without its mark."""
    words = saying.words
    at = words.index("so") if "so" in words else 0
    before = cover(words[:at], known) if at else None
    return before is not None and before.isdisjoint(("approve", "yes")) and words[at + 1 : at + 2] in _STATED


def _is_tagged(chunk: Chunk, known: dict[str, Phrases]) -> bool:
    said = cover(chunk.words[:-1], known) if chunk.words[-1] in _TAGS else None
    return bool(said and "approve" in said)


def _is_sure(chunk: Chunk) -> bool:
    return chunk.words[0] == "sure" and any(word in _STATES for word in chunk.words[1:2])


def _is_read_first(chunk: Chunk) -> bool:
    """ "Read it through then send it" may be said to somebody else."""
    words = chunk.words
    pairs = set(pairwise(words))
    return words[0] == "read" and ("then" in words or ("and", "send") in pairs)


@lru_cache(maxsize=8)
def _has_signs_against(text: str) -> bool:
    """Whether signs anywhere in a reply undo its words; asked of the whole of it for every part."""
    return _has_a_footnote(text) or any(sign.search(text) for sign in (SAD_FACE, _EMPTY_BRACKETS, _HUGGED))


def _has_a_footnote(text: str) -> bool:
    """A star behind the yes that does not close a pair, alone or with a number."""
    return _FOOTNOTE.search(_BOLD.sub("", text)) is not None
