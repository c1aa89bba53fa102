"""What is struck out of a copy that leaves the school: names, addresses and numbers of other people.

Every name is struck out with the same words, whoever it is. To say "a member of staff" in one place and "a
parent" in another, or to strike out one teacher's name in a post and leave another's, would tell who
reported it (domain §1.6 rule 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from worker.deciding.lint.names import also_words
from worker.deciding.lint.people import find_children, find_others, words_of
from worker.reading.message.addresses import ANY
from worker.reading.words.titles import A_TITLE

_PHONE = re.compile(r"(?<![\w/.=-])(?:\+44|0)(?:[ ()-]{0,2}\d){9,10}(?![\w/-])")
_TITLED = re.compile(
    rf"\b{A_TITLE} "
    r"(?P<name>(?:[A-ZÀ-ÖØ-Þ](?:\.|[\w'’-]*) ?){1,3})"
)
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands in place of what was struck out."""

    name: str
    address: str
    number: str


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is struck out of a text.

    ``names`` and ``addresses`` go wherever they stand, a name whole or a word of it; ``children`` says that
    names a text makes a child's go too, ``strangers`` that any name does that is not of ``kept``. All
    addresses and numbers go where ``contacts`` is set, but those in ``kept``.
    """

    marks: Marks
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    children: bool = False
    strangers: bool = False
    contacts: bool = False
    shown: tuple[str, ...] = ()
    """Words that the reader is shown elsewhere as they are: struck out in one place and not in the other,
    a name would be told by the comparison."""

    def __call__(self, text: str) -> str:
        """Return the text without what is struck out."""
        shown = next((one for one in self.shown if one and one in text), None)
        if shown is None:
            return self._struck(text)
        before, _, after = text.partition(shown)
        return f"{self(before)}{replace(self, names=(), strangers=False)._struck(shown)}{self(after)}"

    def _struck(self, text: str) -> str:
        for one in self.addresses:
            text = re.sub(re.escape(one), self.marks.address, text, flags=re.IGNORECASE)
        if self.contacts:
            known = {one.casefold() for one in self.kept}
            text = ANY.sub(lambda m: m[0] if m[0].casefold() in known else self.marks.address, text)
            text = _PHONE.sub(lambda m: m[0] if m[0] in self.kept else self.marks.number, text)
        for name in sorted(self._names_in(text), key=len, reverse=True):
            text = _whole(name).sub(self.marks.name, text)
        return text

    def _names_in(self, text: str) -> set[str]:
        own = frozenset(words_of(self.kept))
        found = {part for name in self.names for part in _parts(name, own)}
        said: list[str] = []
        if self.children or self.strangers:
            said += find_children(text)
        if self.strangers:
            said += find_others(text, own)
            said += [match["name"].strip() for match in _TITLED.finditer(text)]
        return found | {part for name in said for part in _parts(name, own)}


def _parts(name: str, own: frozenset[str]) -> Iterable[str]:
    """A name whole, and each word of it that is nobody's who may be named; initials only with the rest."""
    words = [word for word in re.findall(r"[^\W\d_](?:[\w'’-]*\w)?", name) if word.casefold() not in own]
    if len(words) > 1 or (words and len(name.split()) == 1):
        yield " ".join(words)
    yield from (word for word in words if len(word) >= _SHORTEST)


@cache
def _whole(name: str) -> re.Pattern[str]:
    """A name in any case; one that is also a common word, with a capital."""
    joined = r"[\W_]{1,3}".join(re.escape(word) for word in name.split())
    common = name.casefold() in also_words()
    pattern = joined[:1].upper() + joined[1:] if common else f"(?i:{joined})"
    return re.compile(rf"(?<![^\W_]){pattern}(?:(?=['’]s)|(?![^\W_]))")
