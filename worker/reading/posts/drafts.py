"""Facts gathered into posts: a second link, other words or another poster begins the next one."""

from __future__ import annotations

import re
from typing import NamedTuple

from worker.reading.posts.facts import Fact, Source
from worker.reading.posts.guards import WORD
from worker.reading.posts.named import same_person
from worker.reading.posts.platform import Link
from worker.reading.posts.speakers import find_speaker, is_another

_ANOTHER_POSTER = 0.6
"""How surely a second name must be a poster's to begin another post."""
_ONLY_SAYS = 0.6
"""What a name has whose bearer says something, neither the words nor the place beside it."""


class Draft(NamedTuple):
    """The facts of one post so far, and the stretch of text they lie in."""

    start: int
    end: int
    name: str | None = None
    name_confidence: float = 0.0
    url: str | None = None
    link: Link | None = None
    text: str | None = None
    confidence: float = 0.0
    at: int | None = None  # where its words begin, else its link

    @property
    def anchored(self) -> bool:
        """Whether it has words or a link; a name alone is not yet a post."""
        return bool(self.url or self.text)


def gather(source: Source) -> list[Draft]:
    """The posts one text tells of. Names without words or a link count only where nothing else is."""
    drafts: list[Draft] = []
    for fact in _telling(source):
        last = drafts[-1] if drafts else None
        joined = _add(last, fact) if last and not _next_item(last, fact, source) else None
        if joined:
            drafts[-1] = joined
        else:
            drafts.append(_next(last, fact, source))
    anchored = _with_one_link([d for d in drafts if d.anchored])
    return anchored if anchored or source.said else drafts[:1]


def _with_one_link(drafts: list[Draft]) -> list[Draft]:
    """One poster's words that only the last link follows: it leads to them, so the first of them has it."""
    *others, last = drafts or [Draft(0, 0)]
    if not others or last.url is None or any(d.url or d.name != last.name for d in others):
        return drafts
    first = others[0]._replace(url=last.url, link=last.link)
    return [first, *others[1:], last._replace(url=None, link=None)]


_ITEM = re.compile(r"\n[ \t]{0,8}(?:\d{1,2}[.):]|[-*•])[ \t]")


def _next_item(last: Draft, fact: Fact, source: Source) -> bool:
    """Whether a list's next item parts a fact from a post that has its words or link."""
    return last.anchored and bool(_ITEM.search(source.text, last.end, fact.start))


def _telling(source: Source) -> list[Fact]:
    """Facts without links that a better link makes idle: a profile, or some other site."""
    has_link = any(f.kind == "link" for f in source.facts)
    has_more = any(f.kind in ("words", "name") for f in source.facts)
    idle = {"page", "site"} if has_link else set() if has_more else {"site"}
    told = [f for f in source.facts if f.kind not in idle]
    return sorted((*told, *_by_first_names(told, source.masked.text)), key=lambda f: f.start)


_TWO_WORDS = re.compile(rf"\b({WORD})(?= ({WORD}))")
_SEVERAL = 2
_SPOKEN = 0.96
"""Nothing else that is told of the words stands as near to them."""


def _by_first_names(facts: list[Fact], masked: str) -> list[Fact]:
    """Who of several says words, where a first name stands right beside them: the one fuller name that it
    begins, else as it is.

    One alone may be who told of the post, and not who wrote it.
    """
    words = [fact for fact in facts if fact.kind == "words"]
    if len(words) < _SEVERAL:
        return []
    spoken = [(fact, who.name) for fact in words if (who := find_speaker(masked, fact.start)) and who.name]
    if len({name for _, name in spoken}) < _SEVERAL:
        return []
    fuller: dict[str, set[str]] = {}
    for match in _TWO_WORDS.finditer(masked):
        fuller.setdefault(match[1], set()).add(match[2])
    return [
        Fact(fact.start - 1, "name", _in_full(name, fuller.get(name, set())), _SPOKEN)
        for fact, name in spoken
        if " " not in name
    ]


def _in_full(name: str, surnames: set[str]) -> str:
    """A first name with its surname, where the text gives one alone."""
    return f"{name} {min(surnames)}" if len(surnames) == 1 else name


def _add(draft: Draft, fact: Fact) -> Draft | None:
    """``draft`` with one more fact, or ``None`` when the fact must be another post's."""
    if fact.kind == "name":
        return _add_name(draft, fact)
    if fact.kind == "words":
        if draft.text is not None:
            return None
        sure = max(draft.confidence, fact.confidence)
        return draft._replace(text=fact.value, confidence=sure, end=fact.start, at=fact.start)
    if draft.url is None:
        at = fact.start if draft.at is None else draft.at
        sure = fact.confidence
        return draft._replace(url=fact.value, link=fact.link, confidence=sure, end=fact.start, at=at)
    key = draft.link.key if draft.link else None
    return draft if fact.value == draft.url or (key and fact.link and fact.link.key == key) else None


def _add_name(draft: Draft, fact: Fact) -> Draft | None:
    if draft.name is None:
        return draft._replace(name=fact.value, name_confidence=fact.confidence)
    if same_person(draft.name, fact.value):
        sure = max(draft.name_confidence, fact.confidence)
        return draft._replace(name=max(draft.name, fact.value, key=len), name_confidence=sure)
    if draft.anchored:
        waits = draft.url is None and fact.confidence <= _ONLY_SAYS  # the link below is the poster's
        return None if fact.confidence >= _ANOTHER_POSTER and not waits else draft
    if fact.confidence > draft.name_confidence:
        return draft._replace(name=fact.value, name_confidence=fact.confidence)
    return draft


def _next(last: Draft | None, fact: Fact, source: Source) -> Draft:
    """A new post. More words or links in one breath stay with the poster named, unless many took part."""
    empty = Draft(fact.start, fact.start)
    draft = _add(empty, fact) or empty
    apart = last is None or source.many or _next_item(last, fact, source)
    if last is None or apart or fact.kind == "name" or "\n\n" in source.text[last.end : fact.start]:
        return draft
    if fact.kind == "words" and is_another(find_speaker(source.masked.text, fact.start), last.name):
        return draft
    return draft._replace(name=last.name, name_confidence=min(last.name_confidence, _ANOTHER_POSTER))
