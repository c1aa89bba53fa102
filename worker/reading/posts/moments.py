"""Which of several posts a time belongs to: the one whose words it stands beside."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from worker.reading.posts.guards import WORD
from worker.reading.posts.when import Moment, Moments

_BESIDE = re.compile(
    r"\x00++(?P<comma>,)?[ \t]{0,3}(?:\x00++[ \t]?)?(?:[(\[–—-]{1,2}[ \t]?)?"
    r"(?:(?:posted|put up|sent|seen)[ ])?"
)
"""Words, and what may stand between them and the time behind: their link, a bracket, a dash."""
_SET_OFF = re.compile(r"[ \t]{0,3}(?:[,.)\n]|\Z)")
_NEXT_BEGINS = re.compile(
    rf"(?:,? ?(?:then |so )?(?:{WORD}|s?he|they)\b|[ ]?:|[^.\n\x00]{{0,30}}[:,]? ?\x00)"
)
"""Behind a time that opens what the next one said."""
_STOP = re.compile(r"[.!?\n]\s|\n")
_LINE_BREAK = re.compile(r"[ \t:,–-]{0,4}\n{1,2}[ \t]*\Z")


def find_own_times(moments: Moments, words: Sequence[int]) -> dict[int, str]:
    """The time that stands beside each post's words, by the number of the post among ``words``.

    ``words`` are where the quotations of the posts begin in the text, in order. A time right behind words
    is theirs; else it is of the next words in its sentence, or on the line below it.
    """
    own: dict[int, str] = {}
    masked = moments.masked.text
    for moment in moments:
        at = bisect_right(words, moment.start)
        if at and _is_behind(masked, words[at - 1], moment):
            own.setdefault(at - 1, moment.words)
        elif at < len(words) and _leads_to(masked[moment.end : words[at]]):
            own.setdefault(at, moment.words)
    return own


def _is_behind(masked: str, words: int, moment: Moment) -> bool:
    beside = _BESIDE.fullmatch(masked, words, moment.start)
    if beside is None or (beside["comma"] and not _SET_OFF.match(masked, moment.end)):
        return False
    return _NEXT_BEGINS.match(masked, moment.end) is None


def is_one_sentence(between: str) -> bool:
    """Whether words go on in one sentence to the next ones, given what stands between."""
    return _STOP.search(between) is None


def _leads_to(between: str) -> bool:
    """Whether no sentence ends between a time and words, but for the line break that sets the words off."""
    return is_one_sentence(_LINE_BREAK.sub("", between))
