"""Names that were typed into a letter and may be children's: nobody has told the case of them.

As a report would name a child ("Tommy in Year 2"), or by a first name and no title, as nobody writes of a
grown-up to a parent. Small letters make no difference: a phone leaves them out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from worker.deciding.lint.hit import Hit
from worker.deciding.lint.known import Known
from worker.deciding.lint.names import also_words
from worker.deciding.lint.people import NAME, find_children, find_others, words_of
from worker.deciding.lint.rules import knowledge
from worker.model import People
from worker.reading.posts.smallnames import is_first_name
from worker.reading.senders.lookalike import named

_SMALL = re.compile(r"(?<![\w'’@.-])[a-z]{3,}(?![\w@-])")
_AGED = re.compile(rf"(?<![\w'’])({NAME}),? \((?:aged? )?(?:[4-9]|1[01])\)")
_BREAK = re.compile(r"(?<!\n)\n(?!\n)")


def find_typed(unquoted: str, known: Known, people: People, *, to_parent: bool) -> Iterator[Hit]:
    """The names in a letter, without what it quotes, that may be a child's.

    Those that the case knows of are found as such; those of our own people and the addressee may stand there.
    """
    letter = _with_capitals(_BREAK.sub(" ", unquoted))
    grown_up = (*known.free, *known.informants, *(one.name for one in named(people)))
    past = frozenset(words_of((*grown_up, *known.children, *known.perhaps_children)))
    aged = (found[1] for found in _AGED.finditer(letter) if is_first_name(found[1].split()[0]))
    others = (one for one in find_others(letter, past) if _is_given(one))
    seen = set[str]()
    for name in (*find_children(letter), *aged, *(others if to_parent else ())):
        words = frozenset(words_of((name,)))
        if words and past.isdisjoint(words) and seen.isdisjoint(words):
            seen |= words
            at = letter.find(name)
            yield Hit("child_typed", unquoted[at : at + len(name)], knowledge()["names"]["child_typed"])


def _with_capitals(letter: str) -> str:
    """The letter with a capital for each first name in small letters that is no other word too."""
    small = filter(is_first_name, {*_SMALL.findall(letter)})
    names = {word for word in small if word not in also_words() and not _is_also_a_thing(word)}
    if not names:
        return letter
    return _SMALL.sub(lambda word: word[0].capitalize() if word[0] in names else word[0], letter)


def _is_given(name: str) -> bool:
    """Whether a name begins with a first name, and is not alone what may be something else."""
    return is_first_name(name.split()[0]) and not _is_also_a_thing(name)


def _is_also_a_thing(name: str) -> bool:
    return name.lower() in knowledge()["names"]["also_things"]
