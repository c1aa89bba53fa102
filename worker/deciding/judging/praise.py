"""Kind words: whether they are all that a mail has to tell, and whether they are of the post itself.

Staff often send a kind word and a report in one mail ("Lovely: a card. Not so lovely: someone on the WhatsApp
..."). What is said of the card is not said of the post.
"""

from __future__ import annotations

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
        return _praises_what_it_tells(words)
    strange = [text for text in said if not has_match(kinds()["praise"], Words(text))]
    if not strange:
        return True
    return _praises_each(words, strange) and not weigh_up(facts.suggestion).grounds


def _praises_what_it_tells(words: str) -> bool:
    """Whether each sentence that tells of a post praises it, or the next one does."""
    sentences = [one for one in cut_sentences(words) if one.strip()]
    pairs = zip(sentences, [*sentences[1:], ""], strict=True)
    return all(_is_praise(f"{one}\n{behind}", "praise") for one, behind in pairs if tells(one))


def _praises_each(words: str, said: list[str]) -> bool:
    """Whether each of these posts stands in a sentence that praises it, or before one that does."""
    places = find_words(words, said)
    return len(places) == len(said) and all(_is_praise(_around(words, *place)) for place in places)


def _around(words: str, begin: int, end: int) -> str:
    """The sentences in which a post's words stand, and the next one."""
    sentences = cut_sentences(words)
    ends = list(accumulate(len(one) + 1 for one in sentences))
    first = next(at for at, stop in enumerate(ends) if stop > begin)
    last = next(at for at, stop in enumerate(ends) if stop >= end)
    behind = [one for one in sentences[last + 1 :] if one.strip()]
    return "\n".join([*sentences[first : last + 1], *behind[:1]])


def _is_praise(words: str, kind: str = "praises_post") -> bool:
    return has_match(kinds()[kind], Words(words))
