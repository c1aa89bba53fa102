"""Whether a mail in a case's thread is about another poster than the case."""

from __future__ import annotations

import re

from worker.deciding.judging.facts import Facts
from worker.reading.posts.lists import set_of
from worker.reading.posts.mentions import find_mentions
from worker.reading.posts.named import same_person
from worker.reading.words.indexed import Indexed


def is_other_poster(facts: Facts) -> bool:
    """Whether a mail in a case's thread names somebody else than the case is about."""
    named = [p.poster_name for p in facts.reading.posts if p.poster_name]
    if not named:
        return False
    if facts.known_poster:
        return not same_person(named[0], facts.known_poster)
    if any(re.search(rf"{re.escape(name)} (?:is |has )?(?:again|back)\b", facts.words) for name in named[1:]):
        return False
    if "poster_may_not_be_parent" in facts.suggestion.flags or _OTHER.search(facts.words):
        return True
    if re.search(rf"{_RELATION.pattern},? {re.escape(named[0])}", facts.words):
        return True
    in_subject = _names_in_subject(facts.tagged_subject)
    return bool(in_subject) and not in_subject & frozenset(re.findall(r"[\w'’-]+", named[0].lower()))


_OTHER = re.compile(
    r"\b(?:another|a different|a second|other) (?:parent|mum|dad|poster|person|one|family)\b"
    r"|\bsomeone else\b|\bdifferent (?:person|parent|poster)\b"
    r"|\b(?:completely|totally|entirely|wholly|whole) (?:different|separate|new) (?:one|thing|matter)\b",
    re.IGNORECASE,
)


_RELATION = re.compile(
    r"\b(?:[Hh]is|[Hh]er|[Tt]heir) (?:mother|mum|mam|dad|father|gran|nan|grandad|wife|husband|partner|sister"
    r"|brother|aunt|auntie|uncle|cousin)"
)
"""Before a poster's name, whose relation of the first one's it is."""


def _names_in_subject(subject: str) -> frozenset[str]:
    """Words of our own subject that may be a poster's name: capitals after the tag, no platform."""
    after = subject.partition("]")[2]
    for mention in reversed(find_mentions(Indexed(after))):
        after = after[: mention.start] + after[mention.end :]
    capitals = {word.lower() for word in after.split()[1:] if re.fullmatch(r"[A-Z][\w'’-]{2,}", word)}
    return frozenset(capitals - set_of("our_subjects"))
