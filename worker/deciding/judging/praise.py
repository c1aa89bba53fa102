"""Kind words: whether they are all that a mail has to tell, and whether they are of the post itself.

Staff often send a kind word and a report in one mail ("Lovely: a card. Not so lovely: someone on the WhatsApp
..."). What is said of the card is not said of the post.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate

from worker.deciding.judging.facts import Facts
from worker.deciding.judging.grounds import weigh_up
from worker.deciding.judging.matching import cut_sentences, has_match
from worker.deciding.judging.phrases import LONGEST, kinds
from worker.deciding.judging.telling import tells
from worker.deciding.judging.worded import Words
from worker.reading.words.wrapped import find_words, unwrap


def says_praise(facts: Facts) -> bool:
    """Whether kind words are all it has to tell: neither ground nor danger is seen, and it does not turn.

    The words of each post must be kind themselves, or the reporter says so of that post: "she says our
    kitchen is a mucky hole, and we have five stars" is no praise.
    """
    if facts.is_grave or not facts.fits("praise") or facts.fits("turns"):
        return False
    words = unwrap(f"{facts.subject}\n{facts.words}"[:LONGEST])
    said = [post.text for post in facts.reading.posts if post.text]
    if not said:
        return _praises_what_it_tells(cut_sentences(words))
    strange = [text for text in said if not has_match(kinds()["praise"], Words(text))]
    if not strange:
        return True
    return _praises_each(words, strange) and not weigh_up(facts.suggestion).grounds


def _praises_what_it_tells(sentences: list[str]) -> bool:
    """Whether each sentence that tells of a post is praised."""
    return all(_is_praised(sentences, at, at, "praise") for at, one in enumerate(sentences) if tells(one))


def _praises_each(words: str, said: list[str]) -> bool:
    """Whether the sentences in which each of these posts stands are praised."""
    places = find_words(words, said)
    sentences = cut_sentences(words)
    ends = list(accumulate(len(one) + 1 for one in sentences))
    spans = [(bisect_right(ends, begin), bisect_left(ends, end)) for begin, end in places]
    return len(places) == len(said) and all(_is_praised(sentences, *span, "praises_post") for span in spans)


def _is_praised(sentences: list[str], first: int, last: int, kind: str) -> bool:
    """Whether words of that kind stand here, in the next sentence, or in one before that points here."""
    before = [one for one in sentences[:first] if one.strip()][-1:]
    behind = [one for one in sentences[last + 1 :] if one.strip()][:1]
    near = [*filter(_points_on, before), *sentences[first : last + 1], *behind]
    return has_match(kinds()[kind], Words("\n".join(near)))


def _points_on(sentence: str) -> bool:
    """Whether it speaks of what follows ("Something nice for a change."), and of nothing that came."""
    return _POINTS.search(sentence) is not None and _COMES.search(sentence) is None


_POINTS = re.compile(r"\b(?:this|these|something|some|one|for (?:once|a change))\b", re.IGNORECASE)
_COMES = re.compile(
    r"\b(?:from|this (?:morning|week|term|afternoon)|today|yesterday|had|got)\b", re.IGNORECASE
)
