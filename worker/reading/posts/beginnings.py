"""Where in a text a sentence may begin that makes somebody a poster: it is tried nowhere else.

Every beginning is found from the text's index, so that a text without the words of a sentence costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from worker.reading.posts.lists import any_of, words_in
from worker.reading.words.indexed import Indexed, Told


@dataclass(frozen=True, eq=False, slots=True)
class Begins:
    """Where in a text a sentence may begin, given where names may; it ``needs`` one of some words."""

    find: Callable[[Indexed, list[int]], Sequence[int]]
    needs: frozenset[str] = frozenset()


Sentence = tuple[Begins, str, float]
"""Where it may begin, its pattern with ``{N}`` for the name, and how surely it makes that one a poster."""

_COLON = re.compile(r":[ ]?(?=[\x00\n])")


@Begins
def with_blank(text: Indexed, _: list[int]) -> Sequence[int]:
    """With the end of what was blanked."""
    return text.blanks


@Begins
def with_line(text: Indexed, _: list[int]) -> Sequence[int]:
    """With a line that ends with a colon, or with one before what was blanked."""
    return text.lines_of(match.start() for match in _COLON.finditer(text.text))


_ITEM = re.compile(r"(?:(?<=\n)|\A)[ \t]{0,4}\d{1,2}[.)] (?=\S)")
_ITEM_DIGITS = 2


@Begins
def with_item(text: Indexed, _: list[int]) -> Sequence[int]:
    """With an item of a numbered list, in a text where something was blanked."""
    if not text.blanks:
        return ()
    numbers = text.find(word for word in text.numbers if len(word) <= _ITEM_DIGITS and word.isdecimal())
    return [start for start in text.lines_of(numbers) if _ITEM.match(text.text, start)]


_FROM = re.compile(r"(?:(?<=\n)|\A)[Ff]rom (?=\S)")


@Begins
def with_line_from(text: Indexed, _: list[int]) -> Sequence[int]:
    """With a line that "from" opens, in a text where something was blanked."""
    return [start for start in text.find(("from",)) if _FROM.match(text.text, start)] if text.blanks else ()


def with_sentence_and(*lists: Iterable[str]) -> Begins:
    """With a sentence or a line that a capital opens, where a word of each list follows on its line."""
    told = [Told(words) for words in lists]

    def find(text: Indexed, _: list[int]) -> Sequence[int]:
        starts = text.openings
        for words in told:
            starts = text.before(words.among(text), starts) if starts else starts
        return starts

    return Begins(find)


def with_sentence_before(signs: str) -> Begins:
    """With such a sentence, in a text that has one of these signs."""
    return Begins(lambda text, _: text.openings if any(sign in text.text for sign in signs) else ())


_WIDEST_END = 4


def with_sentence_up_to(end: str) -> Begins:
    """With such a sentence on a line that ends so, a few signs before something was blanked."""
    shape = re.compile(rf"(?:{end})\Z")

    def find(text: Indexed, _: list[int]) -> Sequence[int]:
        before = (shape.search(text.text, max(0, at - _WIDEST_END), at) for at in text.blanked)
        return text.on_lines_of([match.start() for match in before if match], text.openings)

    return Begins(find)


def with_words(words: str) -> Begins:
    """With one of these words."""
    found = frozenset(words.split())
    return Begins(lambda text, _: text.find(found), found)


def with_words_beside(words: str, others: Iterable[str]) -> Begins:
    """With one of these words, in a text that has one of ``others`` too."""
    found, beside = frozenset(words.split()), frozenset(others)
    return Begins(lambda text, _: () if beside.isdisjoint(text.words) else text.find(found), found)


_TOLD_BY = re.compile(
    r"\b(?:spotted|seen|found|shown|noticed|sent|reported|flagged|forwarded|passed|given|told|screenshotted|captured"
    r"|brought|raised|heard|[Ss]creenshots?|[Ee]-?mail|phone call|tip"
    r"|article|column|editorial|leader|interview|stars?)\b[^.,;:\n\x00]{0,30}\Z"
)
"""Before "by NAME" and "from NAME", what those do who tell of a post; and stars, which need a review."""


def with_source(words: str) -> Begins:
    """With one of these words, where no informant follows it."""
    found = frozenset(words.split())

    def find(text: Indexed, _: list[int]) -> Sequence[int]:
        return [at for at in text.find(found) if not _TOLD_BY.search(text.text, max(0, at - 45), at)]

    return Begins(find, found)


def with_name_and(words: str) -> Begins:
    """With a name, where one of these words follows on its line."""
    found = frozenset(words.split())
    return Begins(lambda text, names: text.before(found, names), found)


@Begins
def with_owner(text: Indexed, names: list[int]) -> Sequence[int]:
    """With a name, in a text that has an apostrophe."""
    return names if "'" in text.text or "’" in text.text else []


@Begins
def with_name_before_blank(text: Indexed, names: list[int]) -> Sequence[int]:
    """With a name, in a text where something may stand right before what was blanked."""
    return names if any(text.text[at - 1] in " ,:-" for at in text.blanked if at) else []


def with_actor(sentence: str, *lists: str) -> Begins:
    """With a name that opens a sentence of this shape, which ends with a verb of one of these lists.

    ``{verb}`` stands for that. Sentences that begin so share what is found.
    """
    verbs = rf"(?:{'|'.join(map(any_of, lists))})\b"
    shape, verb = re.compile(sentence.replace("{verb}", verbs)), re.compile(verbs)
    told = Told(chain.from_iterable(map(words_in, lists)))

    def find(text: Indexed, names: list[int]) -> Sequence[int]:
        ends = [at for at in text.find(told.among(text)) if verb.match(text.text, at)]
        return [start for start in text.on_lines_of(ends, names) if shape.match(text.text, start)]

    return Begins(find)
