"""The posts a report is about: what was said, by whom, where and when, as far as the mail tells.

Each fact is taken from the words that state it; what no words state stays ``None`` and is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from worker.model import Forwarded, Post
from worker.reading import chat
from worker.reading.group import find_group
from worker.reading.links import belongs, host_of, join_wrapped, knowledge, place_links
from worker.reading.naming import find_name_in_subject, find_names, same_person
from worker.reading.platform import Link, find_mentions, find_platform, recognise
from worker.reading.quoting import Quote, find_quotes, find_unmarked, mask
from worker.reading.screenshot import read_name
from worker.reading.when import find_when

MOST = 200
"""Posts read from one mail; a pasted chat beyond that is evidence to read, not a list to work through."""

_LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class _Fact:
    """One thing a text tells, at its place: a poster's name, a link, or somebody's words."""

    start: int
    kind: str
    value: str
    confidence: float = 0.0
    link: Link | None = None


@dataclass(frozen=True, slots=True)
class _Source:
    """One text of the mail taken apart: its facts in order, and what holds for the text as a whole."""

    name: str
    text: str
    masked: str
    facts: tuple[_Fact, ...]
    said: tuple[chat.Said, ...]
    group: str | None
    when: str | None
    many: bool


def find_posts(
    own: str,
    forwarded: Sequence[Forwarded] = (),
    names: Sequence[str | None] = (),
    subject: str = "",
    others: frozenset[str] = frozenset(),
) -> tuple[Post, ...]:
    """Every post the mail speaks of, in order of reading. Never raises; a guess is never made.

    ``own`` is what the reporter wrote, ``forwarded`` what was passed on, ``names`` the attachments'
    file names, ``subject`` the subject ("" where it is our own), ``others`` people of the mail itself:
    the sender and those it names, who are not the poster.
    """
    others |= {name for f in forwarded for name in (f.from_name, _display(f.to)) if name}
    posts: tuple[Post, ...] = ()
    for text, source in ((own, "body"), *((f.text, "forwarded") for f in forwarded)):
        posts = _join(posts, _read_source(text, source, others))
    posts = _name_from_subject(posts, subject, others)
    return tuple(_name_from_handle(p) for p in _place(posts, own, forwarded, subject, names))[:MOST]


def _read_source(text: str, name: str, others: frozenset[str]) -> tuple[Post, ...]:
    source = _take_apart(join_wrapped(text[:_LONGEST]), name, others)
    pasted = tuple(_from_said(said, source) for said in source.said)
    return pasted + tuple(_about(d, source) for d in _group_facts(source, bool(pasted)))


def _take_apart(text: str, name: str, others: frozenset[str]) -> _Source:
    said = chat.find_said(text)
    unsaid = mask(text, tuple((s.start, s.end) for s in said))
    links = place_links(unsaid)
    unlinked = mask(unsaid, tuple(span for span, _ in links))
    quotes = find_quotes(unlinked)
    masked = mask(unlinked, tuple((q.start, q.end) for q in quotes))
    if not any(q.what == "words" for q in quotes):
        unmarked = find_unmarked(masked)
        quotes = tuple(sorted((*quotes, *unmarked), key=lambda q: q.start))
        masked = mask(masked, tuple((q.start, q.end) for q in unmarked))
    known = tuple((start, url, recognise(url)) for (start, _), url in links)
    facts = sorted(
        (*_link_facts(unsaid, known), *_quote_facts(quotes), *_name_facts(masked, others | _greeted(text))),
        key=lambda f: f.start,
    )
    recognised = tuple(link for _, _, link in known if link and link.what in ("post", "group"))
    return _Source(
        name, text, masked, tuple(facts), said, find_group(masked, quotes, recognised), find_when(masked),
        many=bool(_MANY.search(masked)),
    )  # fmt: skip


_MANY = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|several|many|lots of|loads of|other|some|group of|bunch of)"
    r" (?:\w+ )?(?:people|parents|mums|dads|others|members|of them)\b",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"^[ \t>]*(?:hi|hello|dear|hey|morning|afternoon|evening|good \w+),? ([^\W\d_][\w' -]{1,40}?)[ ]?[,.!\n-]",
    re.I | re.M,
)


def _greeted(text: str) -> frozenset[str]:
    return frozenset(m.group(1) for m in _GREETING.finditer(text[:5000]))


def _link_facts(text: str, links: Sequence[tuple[int, str, Link | None]]) -> list[_Fact]:
    """Links as facts: a post's link surely, another page of a platform less, any other site least."""
    facts = []
    for start, url, link in links:
        if _is_letterhead(text, start) or any(belongs(host_of(url), h) for h in knowledge()["never_posts"]):
            continue
        kind = "link" if link and (link.what == "post" or link.short) else "page" if link else "site"
        facts.append(_Fact(start, kind, url, 0.9, link))
    return facts


_LETTERHEAD = re.compile(
    r"\b(?:follow|like|find|join|visit|connect with|catch|see)\b[^.\n]{0,25}\b(?:us|our)\b|\bget \w+ for\b",
    re.I,
)


def _is_letterhead(text: str, start: int) -> bool:
    """Whether a link stands in a signature: after its dashes, or on a line that says "follow us"."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return bool(_LETTERHEAD.search(line)) or "\n-- \n" in text[:start] or "\n--\n" in text[:start]


def _quote_facts(quotes: Sequence[Quote]) -> list[_Fact]:
    kinds = {"words": ("words", 0.8), "name": ("name", 0.9), "unmarked": ("words", 0.6)}
    return [_Fact(q.start, *_kind_value(kinds[q.what], q.text)) for q in quotes if q.what in kinds]


def _kind_value(kind: tuple[str, float], text: str) -> tuple[str, str, float]:
    return kind[0], text.strip(), kind[1]


_HANDLE = re.compile(r"(?<![\w.@/])@[A-Za-z0-9_](?:[\w.]{0,28}[A-Za-z0-9_])")


def _name_facts(masked: str, others: frozenset[str]) -> list[_Fact]:
    named = [_Fact(n.start, "name", n.name, n.confidence) for n in find_names(masked, others)]
    return named + [_Fact(m.start(), "name", m.group(), 0.7) for m in _HANDLE.finditer(masked)]


# ── facts to posts ─────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Draft:
    """The facts of one post so far."""

    start: int
    name: str | None = None
    name_confidence: float = 0.0
    url: str | None = None
    link: Link | None = None
    text: str | None = None
    confidence: float = 0.0
    end: int = 0

    @property
    def anchored(self) -> bool:
        return bool(self.url or self.text)


def _group_facts(source: _Source, has_pasted: bool) -> list[_Draft]:
    """Facts gathered into posts: a second link, other words or another poster begins the next one."""
    drafts: list[_Draft] = []
    posts_linked = any(f.kind == "link" for f in source.facts)
    for fact in source.facts:
        if fact.kind == "site" and (
            posts_linked or not any(f.kind in ("words", "name") for f in source.facts)
        ):
            continue
        if fact.kind == "page" and posts_linked:
            continue
        last = drafts[-1] if drafts else None
        joined = _add(last, fact) if last else _begin(fact)
        if joined is None:
            drafts.append(_next(last, fact, source))
        elif last:
            drafts[-1] = joined
        else:
            drafts.append(joined)
    if has_pasted:
        return [d for d in drafts if d.anchored]
    return [d for d in drafts if d.anchored] or drafts[:1]


def _begin(fact: _Fact) -> _Draft:
    draft = _Draft(fact.start, end=fact.start)
    return _add(draft, fact) or draft


def _add(draft: _Draft, fact: _Fact) -> _Draft | None:
    """``draft`` with one more fact, or ``None`` when the fact must be another post's."""
    if fact.kind == "name":
        return _add_name(draft, fact)
    if fact.kind == "words":
        if draft.text is not None:
            return None
        return replace(
            draft, text=fact.value, confidence=max(draft.confidence, fact.confidence), end=fact.start
        )
    if draft.url is None:
        return replace(draft, url=fact.value, link=fact.link, confidence=fact.confidence, end=fact.start)
    same = fact.value == draft.url or (
        fact.link and draft.link and fact.link.key and fact.link.key == draft.link.key
    )
    return draft if same else None


def _add_name(draft: _Draft, fact: _Fact) -> _Draft | None:
    if draft.name is None:
        return replace(draft, name=fact.value, name_confidence=fact.confidence)
    if same_person(draft.name, fact.value):
        longer = max(draft.name, fact.value, key=len)
        return replace(draft, name=longer, name_confidence=max(draft.name_confidence, fact.confidence))
    if draft.anchored:
        return None if fact.confidence >= 0.6 else draft
    if fact.confidence > draft.name_confidence:
        return replace(draft, name=fact.value, name_confidence=fact.confidence)
    return draft


def _next(last: _Draft | None, fact: _Fact, source: _Source) -> _Draft:
    """A new post. More words or links in one breath stay with the poster named, unless many took part."""
    draft = _begin(fact)
    if last is None or fact.kind == "name" or source.many or "\n\n" in source.text[last.end : fact.start]:
        return draft
    return replace(draft, name=last.name, name_confidence=min(last.name_confidence, 0.6))


def _about(draft: _Draft, source: _Source) -> Post:
    link = draft.link
    return Post(
        platform=link.platform if link else _mentioned(draft, source),
        poster_name=draft.name,
        handle=_handle(draft.name, link),
        url=draft.url,
        group=(link.group if link and link.group and not link.group.isdigit() and not source.group else None)
        or source.group,
        posted_at_text=source.when,
        text=draft.text,
        source=source.name if draft.text or draft.name or not draft.url else "link",
        confidence=round(min(filter(None, (draft.confidence, draft.name_confidence)), default=0.3), 2),
        key=link.key if link else None,
    )


def _handle(name: str | None, link: Link | None) -> str | None:
    if name and name.startswith("@"):
        return name
    if link and link.user and link.user != "me":
        platform = find_platform(link.platform)
        return ("@" if platform and platform.handles else "") + link.user.removeprefix("@")
    return None


def _from_said(said: chat.Said, source: _Source) -> Post:
    links = place_links(said.text)
    link = recognise(links[0][1]) if links else None
    single = link if link and link.what == "post" else None
    return Post(
        platform=said.platform,
        poster_name=said.name,
        handle=said.handle,
        url=links[0][1] if links and single else None,
        group=source.group,
        posted_at_text=said.time,
        text=said.text,
        source="chat",
        confidence=0.9,
        key=None,
    )


# ── what the rest of the mail adds ─────────────────────────────────────────────────────────

_CARRIED = re.compile(
    r"\b(?:sent|forwarded|passed|messaged|showed|told|texted|shared|got|contacted|asked|heard|rang)\b[^.\n\x00]{0,60}?"
    r"\b(?:me|us|it|this|these)\b[^.\n\x00]{0,30}\b(?:on|via|by|over|through|using) (?:a |the |my |our |staff |class )*$",
    re.IGNORECASE,
)


def _mentions(text: str) -> list[tuple[int, str]]:
    """Platforms the words put the post on; the one that only carried it to the reporter is left out."""
    return [
        (m.start, m.platform)
        for m in find_mentions(text)
        if not _CARRIED.search(text[max(0, m.start - 120) : m.start])
    ]


def _mentioned(draft: _Draft, source: _Source) -> str | None:
    """The one platform named near a post; two named alike name none."""
    mentions = _mentions(source.masked)
    named = {slug for _, slug in mentions}
    if len(named) <= 1:
        return next(iter(named), None)
    near = {slug for at, slug in mentions if draft.start - 200 <= at <= draft.end + 80}
    last = [slug for at, slug in mentions if draft.start - 200 <= at <= draft.end]
    return near.pop() if len(near) == 1 else last[-1] if len(set(last)) == 1 else None


def _place(
    posts: tuple[Post, ...],
    own: str,
    forwarded: Sequence[Forwarded],
    subject: str,
    names: Sequence[str | None],
) -> tuple[Post, ...]:
    """Posts with the platform that the whole mail names: its words, its subject, its file names."""
    texts = [
        mask(t, tuple((q.start, q.end) for q in find_quotes(t))) for t in (own, *(f.text for f in forwarded))
    ]
    said = {slug for text in texts for _, slug in _mentions(text[:_LONGEST])}
    told = said or {slug for _, slug in _mentions(subject)}
    shown = {file.platform for file in map(read_name, names) if file.platform}
    platform, source = (told, "body") if told else (shown, "file name")
    if len(platform) != 1:
        return posts
    only = next(iter(platform))
    if not posts:
        return (Post(only, None, None, None, None, None, None, source, 0.3),)
    return tuple(p if p.platform or p.url else replace(p, platform=only) for p in posts)


def _join(before: tuple[Post, ...], more: tuple[Post, ...]) -> tuple[Post, ...]:
    """Posts of two texts of one mail; a single one on each side that agree are the same post."""
    if len(before) == 1 and len(more) == 1 and _agree(before[0], more[0]):
        return (_merge(before[0], more[0]),)
    return before + tuple(p for p in more if not any(_repeats(p, b) for b in before))


def _agree(one: Post, other: Post) -> bool:
    facts = ((one.platform, other.platform), (one.url, other.url), (one.text, other.text))
    named = not (one.poster_name and other.poster_name) or same_person(one.poster_name, other.poster_name)
    return named and all(a is None or b is None or a == b for a, b in facts)


def _repeats(one: Post, other: Post) -> bool:
    return bool((one.key and one.key == other.key) or (one.text and one.text == other.text))


def _merge(one: Post, other: Post) -> Post:
    return Post(
        **{f: getattr(one, f) if getattr(one, f) is not None else getattr(other, f) for f in Post.__slots__}
    )


def _name_from_subject(posts: tuple[Post, ...], subject: str, others: frozenset[str]) -> tuple[Post, ...]:
    """Posts with the name only the subject gives, when there is one post that has none."""
    unnamed = [p for p in posts if p.poster_name is None]
    if not subject or len(unnamed) != len(posts) or len(posts) > 1:
        return posts
    named = find_names(subject, others)
    name = find_name_in_subject(subject) or (named[0].name if named and named[0].confidence >= 0.7 else None)
    if not name:
        return posts
    if posts:
        return (replace(posts[0], poster_name=name),)
    return (Post(None, name, None, None, None, None, None, "subject", 0.5),)


def _name_from_handle(post: Post) -> Post:
    """On a platform that shows user names, the account in the link is the name the poster goes by."""
    if post.poster_name is None and post.handle and post.handle.startswith("@"):
        return replace(post, poster_name=post.handle)
    return post


def _display(to: str | None) -> str | None:
    return re.sub(r"\s*<[^>]*>.*$", "", to).strip(" \"'") if to else None
