"""Where in a text a sentence may begin that makes somebody a poster: it is tried nowhere else.

Every beginning is found from the text's index, so that a text without the words of a sentence costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from worker.reading.words.indexed import UPPER, Indexed

Begins = Callable[[Indexed, list[int]], Sequence[int]]
"""Where in a text a sentence may begin, given where names may."""
Sentence = tuple[Begins, str, float]
"""Where it may begin, its pattern with ``{N}`` for the name, and how surely it makes that one a poster."""

_COLON = re.compile(r":[ ]?(?=[\x00\n])")


def with_blank(text: Indexed, _: list[int]) -> Sequence[int]:
    """With the end of what was blanked."""
    return text.blanks


def with_line(text: Indexed, _: list[int]) -> Sequence[int]:
    """With a line that ends with a colon, or with one before what was blanked."""
    colons = (match.start() for match in _COLON.finditer(text.text))
    return sorted({text.text.rfind("\n", 0, colon) + 1 for colon in colons})


_ITEM = re.compile(r"(?:(?<=\n)|\A)[ \t]{0,4}\d{1,2}[.)] (?=\S)")


def with_item(text: Indexed, _: list[int]) -> Sequence[int]:
    """With an item of a numbered list, in a text where something was blanked."""
    return [match.start() for match in _ITEM.finditer(text.text)] if text.blanks else ()


_FROM = re.compile(r"(?:(?<=\n)|\A)[Ff]rom (?=\S)")


def with_line_from(text: Indexed, _: list[int]) -> Sequence[int]:
    """With a line that "from" opens, in a text where something was blanked."""
    return [match.start() for match in _FROM.finditer(text.text)] if text.blanks else ()


_NAME_NEXT = re.compile(rf"[ \t>*-]{{0,4}}[{UPPER}]")


def with_sentence(text: Indexed, _: list[int]) -> Sequence[int]:
    """With a sentence or a line that a capital opens."""
    return [start for start in text.sentences if _NAME_NEXT.match(text.text, start)]


def with_words(words: str) -> Begins:
    """With one of these words."""
    found = frozenset(words.split())
    return lambda text, _: text.find(found)


_TOLD_BY = re.compile(
    r"\b(?:spotted|seen|found|shown|noticed|sent|reported|flagged|forwarded|passed|given|told|screenshotted|captured"
    r"|brought|raised|heard|[Ss]creenshots?|[Ee]-?mail|phone call|tip"
    r"|article|column|editorial|leader|interview)\b[^.,;:\n\x00]{0,30}\Z"
)
"""Before "by NAME" and "from NAME", what those do who tell of a post."""


def with_source(words: str) -> Begins:
    """With one of these words, where no informant follows it."""
    found = frozenset(words.split())
    return lambda text, _: [
        at for at in text.find(found) if not _TOLD_BY.search(text.text, max(0, at - 45), at)
    ]


def with_name_and(words: str) -> Begins:
    """With a name, where one of these words follows on its line."""
    found = frozenset(words.split())
    return lambda text, names: text.before(found, names)


def with_owner(text: Indexed, names: list[int]) -> Sequence[int]:
    """With a name, in a text that has an apostrophe."""
    return names if "'" in text.text or "’" in text.text else []


_BEFORE_BLANK = re.compile(r"\x00(?<=[ ,:-].)")


def with_name_before_blank(text: Indexed, names: list[int]) -> Sequence[int]:
    """With a name, in a text where something may stand right before what was blanked."""
    return names if _BEFORE_BLANK.search(text.text) else []


def with_actor(sentence: str, verbs: Sequence[str]) -> Begins:
    """With a name that opens a sentence of this shape, on a line that holds one of these verbs behind it.

    Sentences that begin so share what is found.
    """
    shape = re.compile(sentence)
    exact = frozenset(verb.split()[0] for verb in verbs if not verb.endswith("*"))
    stems = tuple(verb[:-1] for verb in verbs if verb.endswith("*"))
    heads = frozenset(stem[:3] for stem in stems)

    def find(text: Indexed, names: list[int]) -> Sequence[int]:
        begun = (word for word in text.places if word[:3] in heads)
        said = [*(text.places.keys() & exact), *(word for word in begun if word.startswith(stems))]
        return [start for start in text.before(said, names) if shape.match(text.text, start)]

    return find
