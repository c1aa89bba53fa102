"""What the words suggest: grounds of the policy, urgency and things to notice, each with its words.

Suggestions only (policy IN3: "the school considers"): the head ticks. Harm alleged against staff, a
racial element, a threat and self-harm are told apart first, because safety outranks procedure (OB2).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from worker.deciding.judging.matching import cut_sentences, find_match, has_match
from worker.deciding.judging.phrases import LONGEST, how_pressing, rules, rules_of
from worker.deciding.judging.rules import Rule
from worker.deciding.judging.thesaurus import thesaurus
from worker.deciding.judging.weighing import Traits, Weights, account_for, find_traits, weigh, weights
from worker.deciding.judging.worded import Words
from worker.model import GroundHint, Post, Urgency, most_pressing
from worker.reading.posts.links import place_links
from worker.reading.posts.masking import leave_out
from worker.reading.posts.quoting import find_quotes
from worker.reading.words.wrapped import find_words


@dataclass(frozen=True, slots=True)
class Heard:
    """What a suggestion rests on: the poster's words, what is told ``besides``, and all that is ``known``.

    That is the rules that hold, the grounds and the flags.
    """

    exact: Words
    besides: tuple[str, ...]
    known: frozenset[str]

    @property
    def traits(self) -> Traits:
        """What the grounds are weighed by."""
        return find_traits(self.exact, Words("\n\n".join(self.besides)), self.known)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What a report's words suggest. ``because`` gives, for each flag, the words that led to it."""

    grounds: tuple[GroundHint, ...]
    urgency: Urgency
    flags: tuple[str, ...]
    because: dict[str, str]
    heard: Heard | None = field(default=None, compare=False, repr=False)


def suggest(words: str, posts: Sequence[Post], flags: Iterable[str] = ()) -> Suggestion:
    """Grounds, urgency and flags together. ``flags`` are those already known; rules may build on them."""
    places, besides = _places(words[:LONGEST], posts)
    spoken_of = {name for text in places["any"] for name in text.phrases("rule")}
    hints: dict[str, str] = {}
    noticed: dict[str, str] = dict.fromkeys(flags, "")
    known, held = set(noticed), set[str]()
    for rule in rules_of(spoken_of):  # what was told is part of the report
        if (rule.needs and rule.needs.isdisjoint(known)) or not rule.excludes.isdisjoint(known):
            continue
        matched = find_match(rule, *_texts_for(rule, places[rule.place]))
        if matched is None:
            continue
        because = f"{rule.says}: “{matched[:120]}”"
        for ground in rule.grounds:
            hints.setdefault(ground, because)
        for flag in rule.flags:
            noticed.setdefault(flag, because)
        known |= {*rule.grounds, *rule.flags}
        held.add(rule.id)
    (exact,) = places["exact"]
    return Suggestion(
        tuple(GroundHint(g, hints[g]) for g in sorted(hints)),
        how_pressing(known | held),
        tuple(noticed),
        {f: b for f, b in noticed.items() if b},
        Heard(exact, besides, frozenset(known | held)),
    )


def weigh_up(suggestion: Suggestion, by: Weights | None = None) -> Suggestion:
    """What the words of a whole report weigh (``by`` the weights we have), where no rule speaks of a ground.

    What rules say stands. Weights make nothing less urgent and nothing an emergency, and of an emergency
    rules alone speak: safety comes before grounds.
    """
    heard = suggestion.heard
    if heard is None or suggestion.grounds or suggestion.urgency is Urgency.EMERGENCY:
        return suggestion
    by, traits = by or weights(), heard.traits
    unlikely = frozenset[str]().union(*(rule.unlikely for rule in rules() if rule.id in heard.known))
    enough = [g for g, odds in weigh(traits, by).items() if odds >= by.adds and g not in unlikely]
    accounts = {ground: account_for(ground, traits, by) for ground in enough}
    hints = tuple(GroundHint(ground, because, likely=True) for ground, because in accounts.items() if because)
    pressing = how_pressing(heard.known | {hint.id for hint in hints})
    urgency = pressing if pressing.may_wait else Urgency.URGENT
    return replace(suggestion, grounds=hints, urgency=most_pressing((suggestion.urgency, urgency)))


def _texts_for(rule: Rule, texts: tuple[Words, ...]) -> tuple[Words, ...]:
    if not rule.beside or not has_match(rule, *texts):
        return texts
    return tuple(_beside(rule.beside, text) for text in texts)


def _beside(ids: frozenset[str], text: Words) -> Words:
    """Only those posts of a text that one of the rules named speaks of: a time belongs to its threat."""
    others = [r for r in rules() if r.id in ids]
    posts = text.text.split("\n\n")
    return Words("\n\n".join(p for p in posts if any(has_match(r, Words(p)) for r in others)))


_TELLING = {
    "a": r"ccus\w*|lleg\w*|bout how",
    "c": r"laim\w*|all(?:s|ed|ing)|omment\w*",
    "d": r"escrib\w*",
    "g": r"oing on about",
    "i": r"mplying|mplied|mplies",
    "m": r"oan\w*",
    "p": r"osted|osting|ut",
    "r": r"umours?|eckons|ant\w*",
    "s": r"ays?|aid|aying|lag\w*|pread\w*|uggest\w*",
    "t": r"ell(?:s|ing)|old|hreaten\w*",
    "w": r"r[io]t\w+|rote",
}
"""Words of telling, small, by their first letter: looked for so, it refuses most signs at once."""
_TOLD = re.compile("|".join(rf"{one}(?<!\w{one})(?:{rest})\b" for one, rest in _TELLING.items()))


_OWN = re.compile(
    r"\W*(?:(?:and|but|so|anyway|sorry|though|as) )?"
    r"(?:i|we|my|our|im|ive|id|hi|hello|dear|thanks|thank|please|can|regards|kind)\b",
    re.IGNORECASE,
)
"""How a sentence begins in which a reporter speaks of themselves, greets or asks."""


_TRANSLATION = re.compile(
    r"\W*(?:(?:(?:my|our|her|his|a|the) \w{1,20}(?: \w{1,20})? (?:says|said|tells me|reckons|thinks) )?"
    r"(?:it|this|that|which) (?:means|translates)|in english|(?:my |a |the |rough )*translation)"
    r"\b[\s:,-]{0,3}(?:(?:as|to|is|reads|into english)\b[\s:,]{0,3})?",
    re.IGNORECASE,
)
"""How a sentence begins in which a reporter says in English what the poster said."""


def _spell_out(text: str) -> str:
    """A text with what typed pictures say written out."""
    if not text.isascii():
        for sign, says in thesaurus().signs.items():
            text = text.replace(sign, f" {says} ") if sign in text else text
    return text


_ACCOUNT = re.compile(r"@[\w.]{2,30}")


def _places(words: str, posts: Sequence[Post]) -> tuple[dict[str, tuple[Words, ...]], tuple[str, ...]]:
    """The texts a rule may look in (the poster's words, those with what was told of them, the report), and
    the sentences in which the reporter speaks of neither self nor reader."""
    spans = [(q.start, q.end) for q in find_quotes(words) if q.what in ("words", "group", "name")]
    spans += [span for span, _ in place_links(words)]
    spans += find_words(words, (post.text for post in posts))
    spans += [m.span() for m in _ACCOUNT.finditer(words)]
    report = _spell_out(leave_out(words, spans).replace("\x00", " "))
    quoted = "\n\n".join(dict.fromkeys(p.text for p in posts if p.text))
    sentences = [s for s in cut_sentences(report) if s.strip()]
    told, besides, translated = list[str](), list[str](), list[str]()
    for sentence in sentences:
        if quoted and (translation := _TRANSLATION.match(sentence)):
            translated.append(sentence[translation.end() :])
        own = _OWN.match(sentence)
        if _TOLD.search(sentence.lower()) or (posts and not quoted and not own):
            told.append(sentence)
        elif own:
            continue
        besides.append(sentence)
    exact, all_told = Words(_spell_out("\n\n".join((quoted, *translated)))), Words(report)
    telling = Words("\n\n".join(told), within=all_told)
    places: dict[str, tuple[Words, ...]] = {
        "exact": (exact,),
        "quoted": (exact,) if quoted else (telling,),
        "post": (exact, telling),
        "report": (all_told,),
        "told": (all_told,) if not quoted else (),
        "any": (exact, all_told),
    }
    return places, tuple(besides)
