"""Names in a letter that must not be there: whoever told the school, and children.

A whole name, or a word of it that is nobody else's, is refused. A word that the addressee's own name has
too, or that is also a common word, may mean somebody else: the head is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from worker.deciding.lint.folded import Folded, fold
from worker.deciding.lint.hit import Hit
from worker.deciding.lint.known import Known
from worker.deciding.lint.rules import knowledge, spelt
from worker.reading.words.titles import A_TITLE

_NAMES = 1_000
"""So many names are kept as what they are looked for by."""
_SHORTEST = 3
_SHORTEST_BROKEN = 5
"""Letters: in a shorter name, broken up, two words of the letter could meet by chance."""

_TITLE = re.compile(rf"\b{A_TITLE} $", re.IGNORECASE)
_DAY_AFTER = re.compile(r"[A-Z][a-z]{2,8},? (?:the )?[0-9]")


def find_names(letter: Folded, own: Folded, known: Known) -> Iterator[Hit]:
    """The hits of a letter. ``own`` is the letter without what it quotes of the posts.

    A poster who named a child is not quoted on it; that a poster wrote of a teacher tells nothing of who
    reported it.
    """
    reasons = knowledge()["names"]
    shared = frozenset(word for name in known.free for word in _words(name))
    for address in known.addresses:
        if _folded(address) in own.text:
            yield Hit("informant", address, reasons["informant"], refused=True)
    past = _past(letter, known.free)
    letter, own = past, past if own is letter else _past(own, known.free)
    for name in known.informants:
        yield from _find(own, name, shared, "informant", reasons)
    for name in known.children:
        yield from _find(letter, name, shared, "child", reasons)
    for name in known.perhaps_children:
        for hit in _find(letter, name, shared, "child", reasons):
            yield Hit("child_maybe", hit.words, reasons["child_maybe"])


def _find(
    letter: Folded, name: str, shared: frozenset[str], what: str, reasons: dict[str, str]
) -> Iterator[Hit]:
    words = _words(name)
    whole = next(_wholes(letter, name), None) if len(words) > 1 else None
    if whole is not None:
        yield Hit(what, letter.as_written(*whole), reasons[what], refused=True)
        return
    seen: list[tuple[int, int]] = []
    for word in words:
        place = next(_places(letter, word), None)
        if place is not None and not any(start <= place[0] < end for start, end in seen):
            seen.append(place)
            common = word in also_words() and not _TITLE.search(letter.text, 0, place[0])
            doubtful = word in shared or common
            id_ = f"{what}_maybe" if doubtful else what
            yield Hit(id_, letter.as_written(*place), reasons[id_], refused=not doubtful)


def _past(letter: Folded, names: tuple[str, ...]) -> Folded:
    """The letter with the names that may stand in it looked past, wherever they stand whole."""
    return letter.without([span for name in names for span in _wholes(letter, name)])


def _wholes(letter: Folded, name: str) -> Iterator[tuple[int, int]]:
    """Where a name stands whole."""
    first = _first_word(name)
    return _spans(letter.text, first, _whole(name)) if first else iter(())


def _places(letter: Folded, word: str) -> Iterator[tuple[int, int]]:
    """Where a word of a name stands: alone, as somebody's ("Sykes's"), or broken up."""
    needs_capital = len(word) < _SHORTEST or word in also_words()
    for span in _spans(letter.text, word, _alone(word)):
        if not needs_capital or _may_be_name(letter, span[0]):
            yield span
    if len(word) >= _SHORTEST_BROKEN and not needs_capital and word in "".join(letter.words):
        yield from (m.span() for m in spelt(word).finditer(letter.text) if not m.group().isalpha())


def _spans(text: str, beginning: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where a pattern stands that begins with these very letters: tried where they stand, and only there."""
    at = text.find(beginning)
    while at >= 0:
        found = pattern.match(text, at)
        if found:
            yield found.span()
        at = text.find(beginning, found.end() if found else at + 1)


@lru_cache(maxsize=_NAMES)
def _alone(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9]){re.escape(word)}(?=s?(?![a-z0-9]))")


def _may_be_name(letter: Folded, start: int) -> bool:
    return letter.written[letter.at[start]].isupper() and not _is_month(letter, start)


def _is_month(letter: Folded, start: int) -> bool:
    """Whether a word stands beside a day: "12 May", "May 12"."""
    written, place = letter.written, letter.at[start]
    before = written[max(0, place - 4) : place].rstrip()
    return before[-1:].isdigit() or _DAY_AFTER.match(written, place) is not None


def has_capital(letter: Folded, start: int) -> bool:
    """Whether a word is written as a name is, and not in capitals throughout."""
    written, place = letter.written, letter.at[start]
    return written[place].isupper() and not written[place + 1 : place + 2].isupper()


def begins_sentence(letter: Folded, start: int) -> bool:
    """Whether a word opens a sentence or a line, where any word has a capital."""
    before = letter.written[: letter.at[start]].rstrip(" \t\"'“‘(")
    return not before or before[-1] in ".!?:\n"


@lru_cache(maxsize=_NAMES)
def _whole(name: str) -> re.Pattern[str]:
    """A name word for word, whatever stands between the words."""
    words = re.findall(r"[a-z0-9]+", _folded(name))
    return re.compile(rf"(?<![a-z0-9]){r'[^a-z0-9]{0,3}'.join(words)}(?![a-z0-9])")


@lru_cache(maxsize=_NAMES)
def _first_word(name: str) -> str:
    return next(iter(re.findall(r"[a-z0-9]+", _folded(name))), "")


@lru_cache(maxsize=_NAMES)
def _words(name: str) -> tuple[str, ...]:
    """The words of a name that may be looked for alone; "O'Brien" also as people type it in haste."""
    folded = _folded(name)
    joined = [re.sub(r"[^a-z]", "", word) for word in folded.split() if re.search(r"[a-z]['-][a-z]", word)]
    return tuple(dict.fromkeys((*joined, *(one for one in re.findall(r"[a-z]+", folded) if len(one) > 1))))


@lru_cache(maxsize=_NAMES)
def _folded(name: str) -> str:
    return fold(name).text


@cache
def also_words() -> frozenset[str]:
    """Names that are common words too, in small letters."""
    return frozenset(knowledge()["names"]["also_words"])
