"""The posts a report is about, all texts of the mail together: what was said, by whom, where and when.

Each fact is taken from the words that state it; what no words state stays ``None`` and is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from worker.model import Forwarded, Post
from worker.reading.posts.enclosed import Enclosed
from worker.reading.posts.facts import LONGEST, Source, blank, find_places, take_apart
from worker.reading.posts.named import same_person
from worker.reading.posts.naming import find_names
from worker.reading.posts.oftext import posts_of
from worker.reading.posts.screenshot import find_shown
from worker.reading.posts.subjectnames import find_name_in_subject
from worker.reading.words.indexed import Indexed

MOST = 200
"""Posts read from one mail; a pasted chat beyond that is evidence to read, not a list to work through."""

ATTACHED = "attachment"
_WHOLE = 200
"""Words: a file that says more is not one post."""


def find_posts(
    own: str,
    forwarded: Sequence[Forwarded] = (),
    names: Sequence[str | None] = (),
    subject: str = "",
    others: frozenset[str] = frozenset(),
    enclosed: Sequence[Enclosed] = (),
) -> tuple[Post, ...]:
    """Every post the mail speaks of, in order of reading. Never raises; a guess is never made.

    ``own`` is what the reporter wrote, ``forwarded`` what was passed on, ``names`` the attachments'
    file names, ``subject`` the subject ("" where it is our own), ``others`` people of the mail itself:
    the sender and those it names, who are not the poster. ``enclosed`` are files whose words are the post.
    """
    others |= {name for f in forwarded for name in (f.from_name, _display(f.to)) if name}
    sources = [take_apart(own, "body", others), *(take_apart(f.text, "forwarded", others) for f in forwarded)]
    posts: tuple[Post, ...] = ()
    for source in sources:
        posts = _join(posts, posts_of(source))
    for one in enclosed:
        source = _take_enclosed(one, others)
        sources.append(source)
        posts = _join(posts, _with_words(_on_one_page(posts_of(source)), source, one.whole))
    posts = _name_from_subject(posts, subject, own, others)
    posts = _place(posts, {slug for s in sources for _, slug in s.mentions}, subject, names)
    posts = _date(posts, sources)
    written = [s.masked.text for s in sources]
    return tuple(_name_from_handle(post, written) for post in posts[:MOST])


def _take_enclosed(one: Enclosed, others: frozenset[str]) -> Source:
    source = take_apart(one.text, ATTACHED, others)
    return replace(source, group=source.group or one.group)


def _on_one_page(posts: tuple[Post, ...]) -> tuple[Post, ...]:
    """Posts copied from one page, which is all that its one link can name."""
    bare = [p for p in posts if p.url and not p.text and not p.poster_name]
    said = [p for p in posts if p.text]
    if len(bare) != 1 or len(said) != len(posts) - 1 or not said:
        return posts
    page = bare[0]
    return tuple(replace(p, platform=p.platform or page.platform, url=p.url or page.url) for p in said)


def _with_words(posts: tuple[Post, ...], source: Source, whole: bool) -> tuple[Post, ...]:
    """What a file that is the post says, where nothing in it marks words as somebody's: all of it."""
    text = source.text.strip()
    if not whole or len(posts) > 1 or any(p.text for p in posts) or len(text.split()) > _WHOLE:
        return posts
    only = posts[0] if posts else Post(None, None, None, None, None, None, None, ATTACHED, 0.5)
    if text == only.url:
        return posts
    return (replace(only, text=text, source=ATTACHED),)


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
    """One post's facts, with the other's where it has none."""
    missing = [f for f in Post.__slots__ if getattr(one, f) is None]
    return replace(one, **{f: getattr(other, f) for f in missing})


def _place(
    posts: tuple[Post, ...], told: set[str], subject: str, names: Sequence[str | None]
) -> tuple[Post, ...]:
    """Posts with the platform the whole mail names: in its words, else its subject, else its file names."""
    told = told or {slug for _, slug in find_places(Indexed(blank(subject[:LONGEST])))}
    shown = {platform for platform in map(find_shown, names) if platform}
    platforms, source = (told, "body") if told else (shown, "file name")
    if len(platforms) != 1:
        return posts
    only = next(iter(platforms))
    if not posts:
        return (Post(only, None, None, None, None, None, None, source, 0.3),)
    return tuple(p if p.platform or p.url else replace(p, platform=only) for p in posts)


def _date(posts: tuple[Post, ...], sources: Sequence[Source]) -> tuple[Post, ...]:
    """The one post, where no words or name of it are told, with the time that the mail tells."""
    when = next((source.when for source in sources if source.when), None)
    if len(posts) != 1 or when is None or posts[0].posted_at_text:
        return posts
    return (replace(posts[0], posted_at_text=when),)


def _name_from_subject(
    posts: tuple[Post, ...], subject: str, body: str, others: frozenset[str]
) -> tuple[Post, ...]:
    """A single unnamed post with the name only the subject gives."""
    if not subject or len(posts) > 1 or any(p.poster_name for p in posts):
        return posts
    named = find_names(Indexed(blank(subject)), others)
    name = find_name_in_subject(subject, body) or (
        named[0].name if named and named[0].confidence >= 0.7 else None
    )
    if name is None:
        return posts
    if posts:
        return (replace(posts[0], poster_name=name),)
    return (Post(None, name, None, None, None, None, None, "subject", 0.5),)


def _name_from_handle(post: Post, written: Sequence[str]) -> Post:
    """On a platform that shows user names, the account in the link is the name the poster goes by.

    Where the report writes it too, it stands as written there.
    """
    if post.poster_name is None and post.handle and post.handle.startswith("@"):
        bare = re.compile(rf"(?<![\w@/.]){re.escape(post.handle[1:])}(?![\w@/]|\.\w)", re.IGNORECASE)
        told = next((m.group() for text in written if (m := bare.search(text))), post.handle)
        return replace(post, poster_name=told)
    return post


def _display(to: str | None) -> str | None:
    return to.partition("<")[0].strip(" \"'") if to else None
