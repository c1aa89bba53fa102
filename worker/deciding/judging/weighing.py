"""How strongly a report speaks for each ground, by weights learnt from reports with their right reading.

A rule knows the words that somebody thought of. A report in other words still shares words, families of words
and rules with reports whose reading is known: each such trait has a weight for each ground
(``knowledge/weights.json``, made by ``python -m tests.weights``). Weights suggest, as rules do; a head ticks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from math import sqrt

from worker.deciding.judging.thesaurus import thesaurus
from worker.deciding.judging.worded import Words
from worker.reading.posts.smallnames import is_first_name
from worker.reading.words.cut import END
from worker.reading.words.filed import NAME, Keys

_SHOWN = 3
"""How many words are shown for a ground that no rule speaks of."""
_ENOUGH = 2
"""Words that must speak for a ground: one may stand anywhere."""
_TOO_FEW = 6
"""Traits with which a report says too little to be weighed: a link, a greeting."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learnt: each trait's weight for each ground in turn, in log-odds.

    ``bias`` is what a report without any trait has; a ground is suggested from ``adds`` on, and accounted for
    by ``says``. ``rows`` is the SHA-256 of the reports it was learnt from.
    """

    rows: str
    grounds: tuple[str, ...]
    says: str
    adds: float
    bias: tuple[float, ...]
    rules: Mapping[str, tuple[float, ...]]
    words: Mapping[str, tuple[float, ...]]


@cache
def weights() -> Weights:
    """The weights, read once."""
    text = resources.files("worker.knowledge").joinpath("weights.json").read_text("utf-8")
    data = json.loads(text, parse_float=cache(float))  # few different ones, thousands of times
    rules, words = ({trait: tuple(row) for trait, row in data[part].items()} for part in ("rules", "words"))
    grounds, bias = tuple(data["grounds"]), tuple(data["bias"])
    return Weights(data["rows"], grounds, data["says"], data["adds"], bias, rules, words)


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of a report: which rules hold, and its words by what they are known by.

    ``words`` gives for each trait the words as written that it was found in.
    """

    rules: frozenset[str]
    words: dict[str, str]

    @property
    def share(self) -> float:
        """What each of the words counts for: the less, the more there are."""
        return 1 / sqrt(len(self.words))


def find_traits(exact: Words, told: Words, held: Iterable[str]) -> Traits:
    """The traits of a report: of the poster's words, of what is told, and of either."""
    words: dict[str, str] = {}
    for place, text in (("told", told), ("post", exact)):
        # From the last to the first: what is kept of a trait is the first place it stands.
        written = text.written
        for at in range(len(written) - 1, -1, -1):
            titled = written[at].istitle()
            if titled and _is_of_full_name(written, at):
                continue
            is_name = titled and _is_name(written, at)
            for trait in _traits_of(place, text.small[at], text.keys[at], is_name=is_name):
                words[trait] = written[at]
    words["post" if exact.small else "told"] = ""
    return Traits(frozenset(held), words)


def weigh(traits: Traits, by: Weights) -> dict[str, float]:
    """The log-odds of each ground; none of a report that says too little."""
    if len(traits.words) < _TOO_FEW:
        return {}
    known = [by.words[trait] for trait in traits.words if trait in by.words]
    held = [by.rules[rule] for rule in sorted(traits.rules) if rule in by.rules]
    spoken, ruled = (map(sum, zip(by.bias, *rows, strict=True)) for rows in (known, held))
    return {
        ground: traits.share * (of_words - bias) + of_rules
        for ground, bias, of_words, of_rules in zip(by.grounds, by.bias, spoken, ruled, strict=True)
    }


def account_for(ground: str, traits: Traits, by: Weights) -> str | None:
    """The words that speak most for a ground, as the head is shown them; None if too few but small ones do.

    Words of a family come first: what they have in common with other reports can be seen.
    """
    at, families = by.grounds.index(ground), thesaurus().families
    small = {*families["small_word"], *families["of_any_post"]}
    found = [
        ("{" in trait, by.words[trait][at], words)
        for trait, words in traits.words.items()
        if trait in by.words and words.lower() not in small
    ]
    best = dict.fromkeys(words for _, weight, words in sorted(found, reverse=True) if weight > 0)
    shown = [words for words in best if len(words) >= _SHORTEST][:_SHOWN]
    return f"{by.says}: {', '.join(f'“{words}”' for words in shown)}" if len(shown) >= _ENOUGH else None


def _is_of_full_name(written: Sequence[str], at: int) -> bool:
    """Whether a word with a capital is a first name before another that has one, or that other."""
    pairs = ((first, first + 1) for first in (at, at - 1) if 0 <= first < len(written) - 1)
    return any(
        written[first].istitle() and written[last].istitle() and is_first_name(written[first])
        for first, last in pairs
    )


def _is_name(written: Sequence[str], at: int) -> bool:
    """Whether a word with a capital is a name: within a sentence, or before another that has one.

    What is shorter ("I", "Ill") may be any word.
    """
    if len(written[at]) < _SHORTEST:
        return False
    if at and written[at - 1] != END:
        return True
    return at + 1 < len(written) and written[at + 1].istitle()


@lru_cache(maxsize=8_192)
def _traits_of(place: str, word: str, keys: Keys, *, is_name: bool) -> tuple[str, ...]:
    """What a word is known by, in its place and in either: its stem unless it is a name, and its families."""
    if word == END:
        return ()
    known = [] if is_name else [_stem(word)]
    known += [key for key in keys if key.startswith("{") and key != NAME and key not in thesaurus().joints]
    return (*known, *(f"{place} {trait}" for trait in known))


_ENDINGS = ("ing", "ed", "ly", "es", "s")
_SHORTEST = 4
"""Letters that a stem has at least."""


def _stem(word: str) -> str:
    """A word without its ending: enough to know it by, and nothing to be shown."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word
