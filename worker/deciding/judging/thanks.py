"""Thanks for a mail of ours: whether they open a mail, and whether a mail says anything beside them."""

from __future__ import annotations

import re

from worker.deciding.judging.matching import count_matches, cut_sentences, has_match
from worker.deciding.judging.phrases import kinds
from worker.deciding.judging.worded import Words


def opens_with_thanks(words: str) -> bool:
    """Whether a mail's first sentence thanks, with no more than a "great" before it."""
    first = _FIRST.split(words.strip(), maxsplit=1)[0]
    opening = Words(" ".join(first.split()[:_OPENING]))
    return bool(_THANKS.match(first)) and has_match(kinds()["thanks"], opening)


_OPENING = 6
_FIRST = re.compile(r"(?<=[.!?])\s|\n")
_THANKS = re.compile(
    r"\W*(?:(?:many|great|ok|ah|oh|aw|brill(?:iant)?|perfect|lovely|fab|super)\b[ ,!.]{1,3}){0,2}"
    r"(?:thank|thx|cheers|ta\b)",
    re.IGNORECASE,
)


def is_only_thanks(words: str) -> bool:
    """Whether few words stand beside a mail's thanks, and none that tell or ask anything."""
    if "?" in words:
        return False
    text = Words(words)
    others = sum(1 for word in text.small if len(word) > 2) - count_matches(kinds()["thanks"], text)
    return others <= (_FEW_BELOW if opens_with_thanks(words) else _FEW) and not _tells_beside(words)


_FEW, _FEW_BELOW = 12, 25
"""Words that may stand beside thanks, and beside thanks that open a mail."""


def thanks_for_something(words: str) -> bool:
    """Whether a short mail opens with thanks, asks nothing and speaks of nobody else."""
    asks = "?" in words or len(words.split()) > _A_NOTE
    return not asks and opens_with_thanks(words) and _SOMEBODY.search(words) is None


_A_NOTE = 45
"""Words of a mail that is no more than a note."""


def _tells_beside(words: str) -> bool:
    """Whether somebody is spoken of, or a sentence that thanks nobody says more than how glad one is.

    "Thank you. He says he will come in on Friday" told otherwise nobody anything.
    """
    if _SOMEBODY.search(words):
        return True
    beside = [one for one in cut_sentences(words) if not has_match(kinds()["thanks"], Words(one))]
    return any(
        _PLAIN_WORD.search(_GLAD.sub(" ", one)) for one in beside if not _SIGNED.fullmatch(one.strip())
    )


_SOMEBODY = re.compile(
    r"\b(?:s?he|they|him|hers?|his|them|their|theirs)(?:['’](?:s|d|ll|re|ve))?\b", re.IGNORECASE
)
_SIGNED = re.compile(r"(?:[A-Z][\w.'’-]{0,20},?(?: |\Z)){1,5}|x{1,4}")
_PLAIN_WORD = re.compile(r"[^\W\d_]{3,}")
_GLAD = re.compile(
    r"\b(?:a|all|and|are|as|be|best|better|brilliant|day|dear|enjoy|evening|everyone|everything|feel\w*|for|glad"
    r"|good|great|happy|have|hello|help\w*|hi|hope|how|is|it|kind\w*|lot|love|lovely|made|makes|me|morning|much|nice"
    r"|now|perfect|pleased|quick\w*|rest|reassur\w*|regards|reliev\w*|relief|so|sorted|sorting|super|team|that|that's"
    r"|the|this|too|very|was|week|weekend|well|wishes|wonderful|you|your)\b",
    re.IGNORECASE,
)
