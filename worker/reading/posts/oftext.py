"""The posts that one text tells of, each with what that text has for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, repeat

from worker.model import Post
from worker.reading.posts.chat import Said
from worker.reading.posts.drafts import Draft, gather
from worker.reading.posts.facts import Source
from worker.reading.posts.guards import WORD
from worker.reading.posts.links import place_links
from worker.reading.posts.moments import find_own_times, is_one_sentence
from worker.reading.posts.named import same_person
from worker.reading.posts.platform import Link, find_platform, recognise


def posts_of(source: Source) -> tuple[Post, ...]:
    """Every post of one text, a pasted chat's first."""
    told = [fact.value for fact in source.facts if fact.kind == "name"]
    pasted = tuple(_from_said(_named_in_full(said, told, source.masked.text), source) for said in source.said)
    drafts = gather(source)
    return pasted + tuple(map(_from_draft, drafts, _times_of(drafts, source), repeat(source)))


def _times_of(drafts: Sequence[Draft], source: Source) -> list[str | None]:
    """When each post was: the one by the time that the text tells; of several each by its own.

    One without takes that of the post before it, and that of a later one only in the same poster's sentence.
    """
    placed = [draft.at for draft in drafts if draft.at is not None]
    if len(drafts) < _SEVERAL or len(placed) < len(drafts):
        return [source.when] * len(drafts)
    own = find_own_times(source.moments, placed)
    for number, (one, other) in enumerate(pairwise(drafts)):
        if number not in own and number + 1 in own and _is_one_breath(one, other, source.masked.text):
            own[number] = own[number + 1]
    time = None if source.when in own.values() else source.when
    return [time := own.get(number, time) for number in range(len(drafts))]


_SEVERAL = 2


def _is_one_breath(one: Draft, other: Draft, masked: str) -> bool:
    return one.name == other.name and is_one_sentence(masked[one.at : other.at])


def _named_in_full(said: Said, told: Sequence[str], masked: str) -> Said:
    """A message of a chat, its writer named as the mail does where that says more ("Jo" is "Jo Tyler")."""
    if not said.name.isalpha():
        return said
    fuller = {name for name in told if same_person(name, said.name) and len(name) > len(said.name)}
    fuller = fuller or set(re.findall(rf"\b{said.name} {WORD}", masked))
    return replace(said, name=fuller.pop()) if len(fuller) == 1 else said


def _from_draft(draft: Draft, when: str | None, source: Source) -> Post:
    link = draft.link
    sure = [c for c in (draft.confidence, draft.name_confidence) if c]
    return Post(
        platform=link.platform if link else _mentioned(draft, source),
        poster_name=draft.name,
        handle=_handle(draft.name, link),
        url=draft.url,
        group=_group_of(link, source),
        posted_at_text=when,
        text=draft.text,
        source=source.name if draft.text or draft.name or not draft.url else "link",
        confidence=round(min(sure, default=0.3), 2),
        key=link.key if link else None,
    )


def _group_of(link: Link | None, source: Source) -> str | None:
    """The group a text names, unless only links to another platform name it; else the group in the link."""
    named_by = {f.link.platform for f in source.facts if f.link and f.link.group == source.group}
    if source.group and not (link and named_by and link.platform not in named_by):
        return source.group
    return link.group if link and link.group and not link.group.isdigit() else None


def _from_said(said: Said, source: Source) -> Post:
    links = ((url, recognise(url)) for _, url in place_links(source.text[said.start : said.end]))
    shared, link = next(((url, link) for url, link in links if link and link.what == "post"), (None, None))
    return Post(
        platform=said.platform or (link.platform if link else None),
        poster_name=said.name,
        handle=said.handle,
        url=shared,
        group=source.group if said.platform else _group_of(link, source),
        posted_at_text=said.time,
        text=said.text,
        source="chat",
        confidence=0.9,
    )


def _handle(name: str | None, link: Link | None) -> str | None:
    """The account's name: as the report writes it, else as the link has it."""
    if name and name.startswith("@"):
        return name
    if not link or not link.user or link.user == "me":
        return None
    platform = find_platform(link.platform)
    return ("@" if platform and platform.handles else "") + link.user.removeprefix("@")


def _mentioned(draft: Draft, source: Source) -> str | None:
    """The one platform named near a post; two named alike name none."""
    named = {slug for _, slug in source.mentions}
    if len(named) <= 1:
        return next(iter(named), None)
    near = {slug for at, slug in source.mentions if draft.start - 200 <= at <= draft.end + 80}
    before = {slug for at, slug in source.mentions if draft.start - 200 <= at <= draft.end}
    return near.pop() if len(near) == 1 else before.pop() if len(before) == 1 else None
