"""On paper: the letter as a page to print, and what became of it ("posted today", "handed it to her").

Neither sends anything to anybody: the page comes to the head, and what she posted she has posted. The
whole of the words must say it; "will post it tomorrow" is a wait, "posted?" a question, and "she posted
it again" is told of somebody else.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from worker.deciding.decision.saying import Meaning, Saying, around, unclear
from worker.deciding.decision.told import masked, poster_names
from worker.deciding.decision.when import find_past
from worker.deciding.decision.words import Phrases, cover, phrases
from worker.deciding.sentences import say
from worker.model import Verb, Way

_SECOND = Phrases(["second class", "2nd class", "second-class", "2nd-class"])
_OF_POSTING = ("gone_lead", "gone_where", "by_post", "by_hand", "gone", "with_post", "with_hand")


def read_paper(saying: Saying) -> Meaning | None:
    """The letter as a page, if every word asks for that ("print", "on paper please")."""
    if not saying.chunks or saying.asks:
        return None
    found = cover(saying.words, around("paper", "words"))
    if found is None or "words" not in found or phrases("approval", "never").within(saying.words):
        return None
    return Meaning(Verb.SEND_TO, {"paper": True}, say("paper.letter_as_page_print_for"))


def read_posted(saying: Saying) -> Meaning | None:
    """The printed letter has gone, and how and when; or it has not after all."""
    if not saying.chunks or saying.asks:
        return None
    words = _words(saying)
    if found := _not_posted(words):
        return found
    if _SECOND.within(words) and phrases("paper", "by_post").within(words):
        return unclear("second-class post", say("ask.second_class"))
    on, words = _without_day(words, saying.today)
    labels = cover(words, _known(saying))
    way = _way(labels) if labels else None
    if way is None:
        return None
    args: dict[str, Any] = {"way": way.value} | ({"on": on.isoformat()} if on else {})
    return Meaning(Verb.POSTED, args, say("paper.says_has_gone_on_paper", raw=saying.raw(saying.chunks[0])))


def _not_posted(words: tuple[str, ...]) -> Meaning | None:
    labels = cover(words, around("paper", "not_gone") | {"lead": phrases("paper", "gone_lead")})
    if labels is None or "not_gone" not in labels:
        return None
    return Meaning(Verb.NOT_POSTED, {}, say("paper.has_not_gone_on_paper"))


def _words(saying: Saying) -> tuple[str, ...]:
    known = poster_names(saying)
    return tuple(word for chunk in saying.chunks for word in masked(chunk, known))


def _way(labels: frozenset[str]) -> Way | None:
    """By hand where anything says so ("posted by hand"), by post, or None where the words do not say."""
    says = {"by_hand", "by_post"} & labels
    if "with_hand" in labels and says | ({"gone"} & labels):
        return Way.HAND
    if says:
        return Way.HAND if says == {"by_hand"} else Way.POST
    return Way.POST if {"gone", "with_post"} <= labels else None


def _known(saying: Saying) -> dict[str, Phrases]:
    """What may stand around the words of posting: courtesies, the letter's own name, to whom it goes."""
    known = {label: phrases("approval", label) for label in ("courtesy", "join")}
    known |= {name: phrases("paper", name) for name in _OF_POSTING}
    for action in {item.action for item in saying.about if item.action}:
        known[f"noun {action}"] = phrases("noun", action.value)
        known[f"to {action}"] = phrases("recipient", action.value)
    return known


def _without_day(words: tuple[str, ...], today: date) -> tuple[date | None, tuple[str, ...]]:
    """The day that is named, today or earlier, and the words without it."""
    found = find_past(words, today)
    if found is None or found.on is None:
        return None, words
    start = found.start - (words[found.start - 1 : found.start] in (("on",), ("by",)))
    return found.on, words[:start] + words[found.end :]
