"""The rules of ``phrases.toml`` found in texts: what one speaks of, and what takes that back again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from worker.deciding.judging.rules import Phrase, Rule
from worker.deciding.judging.worded import WIDEST, Words
from worker.reading.words.cut import END

_Span = tuple[int, int]

_SENTENCE_END = re.compile(r"\s(?:(?<=\n)|(?<=[.!?].))", re.DOTALL)


def cut_sentences(text: str) -> list[str]:
    """Cut a text behind each full stop, question or exclamation mark with a space, and at each line's end."""
    return _SENTENCE_END.split(text)


def find_match(rule: Rule, *texts: Words) -> str | None:
    """The words that a rule speaks of in the first of ``texts`` that holds any, as written, or ``None``.

    The rule's first phrase counts, whichever text it stands in. A phrase stays within one sentence; one of
    ``inside`` that shares a word with it cancels it, one of ``unless`` beside it there, one of ``nowhere``
    anywhere in that text.
    """
    return next((text.shown(first, last) for text, first, last in _find_all(rule, texts)), None)


def has_match(rule: Rule, *texts: Words) -> bool:
    """Whether a rule speaks of any words of ``texts``."""
    return next(_find_all(rule, texts), None) is not None


def _find_all(rule: Rule, texts: tuple[Words, ...]) -> Iterator[tuple[Words, int, int]]:
    """Every place a rule speaks of: the text, and where in it the first and the last word are."""
    likely = [(phrase.number, at, phrase) for at, text in enumerate(texts) for phrase in _likely(rule, text)]
    if rule.nowhere:
        likely = [one for one in likely if not _is_forbidden(rule, texts[one[1]])]
    cancelled: dict[int, _Cancelling] = {}
    for _, at, phrase in sorted(likely):  # a phrase stands in a text once: no two of them are compared
        text = texts[at]
        for first, last in text.find(phrase):
            if at not in cancelled:
                cancelled[at] = _cancelled(rule, text)
            if not _is_cancelled(text, first, last, cancelled[at]):
                yield text, first, last


def opens_with(rule: Rule, text: Words) -> bool:
    """Whether the first words of ``text`` are those of a rule."""
    opening = next((at for at, word in enumerate(text.small) if word != END), None)
    return any(first == opening for phrase in _likely(rule, text) for first, _ in text.find(phrase))


def count_matches(rule: Rule, text: Words) -> int:
    """How many words of ``text`` the phrases of a rule cover."""
    found = chain.from_iterable(text.find(phrase) for phrase in _likely(rule, text))
    return len({at for first, last in found for at in range(first, last + 1)})


def _likely(rule: Rule, text: Words) -> list[Phrase]:
    return text.phrases(rule.table).get(rule.id, []) if text.may_hold(rule) else []


def _is_forbidden(rule: Rule, text: Words) -> bool:
    """Whether one of the rule's ``nowhere`` stands anywhere in the text."""
    phrases = text.phrases(rule.table).get(rule.forbidding, ())
    return any(True for phrase in phrases for _ in text.find(phrase))


@dataclass(frozen=True, slots=True)
class _Cancelling:
    """Where the phrases stand that cancel a rule, their first and last words: what shares a word with one of
    ``inside`` is cancelled, and what stands beside one of ``unless``."""

    inside: list[_Span]
    unless: list[_Span]


def _cancelled(rule: Rule, text: Words) -> _Cancelling:
    phrases = text.phrases(rule.table)
    inside, unless = (
        [span for phrase in phrases.get(listed, ()) for span in text.find(phrase)]
        for listed in (rule.enclosing, rule.cancelling)
    )
    return _Cancelling(inside, unless)


def _is_cancelled(text: Words, first: int, last: int, by: _Cancelling) -> bool:
    return any(begin <= last and end >= first for begin, end in by.inside) or _is_taken_back(
        text, first, last, by.unless
    )


def _is_taken_back(text: Words, first: int, last: int, by: list[_Span]) -> bool:
    """Whether one of ``by`` stands beside these words: in their sentence, within a phrase's reach.

    What is said at the other end of a long sentence takes nothing back: "grabbed my son by the neck of his
    jumper and threw him out the line" holds a harm, whatever "threw him out" means by itself.
    """
    return any(
        begin <= last + 1 + WIDEST
        and end >= first - 1 - WIDEST
        and text.sentence_of(begin) == text.sentence_of(first)
        for begin, end in by
    )
