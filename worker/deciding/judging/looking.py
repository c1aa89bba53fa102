"""What a machine saw in a mail's pictures, laid beside what people wrote.

A person's word comes first: a picture fills what the mail left open and takes nothing back. What a
machine read is marked so on the post (``by_machine``), is never proof, and never decides where a mail
goes; the safety stop alone listens to it as to any other words (domain §5.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from worker.deciding.judging.alike import are_alike
from worker.deciding.judging.grounds import Suggestion, suggest
from worker.deciding.judging.phrases import LONGEST
from worker.deciding.judging.questions import MOST
from worker.deciding.sentences import say
from worker.model import Attachment, AttachmentRole, Kind, Post, Proof, Reading, Urgency, most_pressing
from worker.reading.files.pictures import find_size
from worker.reading.posts.named import same_person

if TYPE_CHECKING:
    from worker.reading.screens import Screen, Seen

MOST_PICTURES = 10
"""Pictures of one mail that are read; a hundred screenshots are a chat to look through, not a report."""
_FEWEST_PIXELS = 8_000
LONGEST_WORDS = 4_000
"""Characters of a picture's words that are kept beside it."""
_SURE = 0.95
"""A name read less surely than this is asked for once more; one read much less surely is no name at all."""
_FACTS = ("platform", "poster_name", "handle", "url", "group", "posted_at_text", "text")
_REPORTS = (Kind.NEW_CASE, Kind.FOLLOW_UP)


@dataclass(frozen=True, slots=True)
class Sight:
    """One picture as the machine saw it: ``seen`` and ``looks`` (its hash), or a ``problem`` in words.

    ``cut``: of a very tall or a very full picture only the upper part was read in time.
    """

    sha256: str
    seen: Seen | None = None
    looks: str = ""
    problem: str = ""
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """All that was seen in one mail's pictures, laid out."""

    sights: tuple[Sight, ...]
    screens: tuple[Screen, ...]

    @property
    def posts(self) -> tuple[Post, ...]:
        """Every post on every picture, each marked with the fields that a machine read."""
        from worker.reading.screens import posts_of

        return tuple(_marked(post) for screen in self.screens for post in posts_of(screen))

    @property
    def words(self) -> str:
        """Every word on every picture."""
        return "\n\n".join(screen.text for screen in self.screens)

    @property
    def loose(self) -> Suggestion:
        """What the words of pictures without a post suggest; of it only what is dangerous counts."""
        words = "\n\n".join(screen.text for screen in self.screens if not screen.items)[:LONGEST]
        return suggest(words, (Post(None, None, None, None, None, None, words, "screenshot", 0.0),))


def pictures_of(reading: Reading) -> tuple[Attachment, ...]:
    """The pictures to be read by machine: of a report that its text has cleared, each once, not too many.

    Those sent as they are come first, then those pasted into a document.
    """
    if reading.kind not in _REPORTS or reading.sender.verdict is Proof.FORGED:
        return ()
    files = [a for a in reading.attachments if a.type.startswith("image/") and _may_hold_words(a.data)]
    shown: dict[str, Attachment] = {}
    for role in (AttachmentRole.EVIDENCE, AttachmentRole.DERIVED):
        for file in files:
            if file.role is role:
                shown.setdefault(file.sha256, file)
    return tuple(shown.values())[:MOST_PICTURES]


def _may_hold_words(data: bytes) -> bool:
    """Whether there are bytes, and not of a picture smaller than two words."""
    width, height = find_size(data) or (_FEWEST_PIXELS, 1)
    return bool(data) and width * height >= _FEWEST_PIXELS


def look_through(sights: Sequence[Sight], told: str | None = None) -> Looked:
    """What was seen, laid out; ``told`` is the platform that people name. Pure: it is the same for ever."""
    return Looked(tuple(sights), tuple(_lay_out(s.seen, told) for s in sights if s.seen is not None))


def look_again(looked: Looked, posts: Sequence[Post]) -> Looked:
    """What was seen, laid out once more where people name one platform alone and a picture shows none."""
    named = {post.platform for post in posts if post.platform}
    if len(named) != 1 or all(screen.platform for screen in looked.screens):
        return looked
    return look_through(looked.sights, next(iter(named)))


def words_in(sight: Sight) -> str:
    """What is kept of a picture's words beside it."""
    return _lay_out(sight.seen).text[:LONGEST_WORDS] if sight.seen else ""


def _lay_out(seen: Seen, told: str | None = None) -> Screen:
    """The screen; of a layout that nobody thought of its bare words, which may have to stop the mail."""
    from worker.reading.screens import Screen, read_screen  # where no picture is read, nobody loads them

    try:
        return read_screen(seen, told)
    except Exception:  # noqa: BLE001  a picture may cost its own facts, never the mail
        words = "\n".join(line.text for line in seen.lines)
        return Screen(None, (), None, None, words, False, (say("looking.could_not_be_made_out"),))


# ── posts ──────────────────────────────────────────────────────────────────────────────────


def add_posts(told: Sequence[Post], looked: Looked) -> tuple[Post, ...]:
    """The posts people told of, completed by what the pictures show, then those only a picture shows."""
    posts, shown = list(told), looked.posts
    alone = len(_apart(shown)) == 1
    for post in shown:
        at = next((n for n, one in enumerate(posts) if _is_same(one, post, alone=alone)), None)
        if at is None:
            posts.append(post)
        else:
            posts[at] = _completed(posts[at], post)
    return _without_bare(posts)


def _marked(post: Post) -> Post:
    return replace(post, by_machine=tuple(name for name in _FACTS if getattr(post, name) is not None))


def _apart(posts: Iterable[Post]) -> list[Post]:
    """The posts without those that two overlapping screenshots both show."""
    different: list[Post] = []
    for post in posts:
        if not any(_is_same(one, post, alone=False) for one in different):
            different.append(post)
    return different


def _is_same(told: Post, shown: Post, *, alone: bool) -> bool:
    """Whether a post told of and one on a picture are one: by words, by name, or as the only one there."""
    if not _may_be(told.platform, shown.platform):
        return False
    if told.poster_name and shown.poster_name and not same_person(told.poster_name, shown.poster_name):
        return False
    if told.text and shown.text:
        return are_alike(told.text, shown.text)
    if told.poster_name and shown.poster_name:
        return True
    return alone and not told.text


def _may_be(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _completed(told: Post, shown: Post) -> Post:
    """What people told, with the gaps filled from a picture."""
    filled = tuple(n for n in _FACTS if getattr(told, n) is None and getattr(shown, n) is not None)
    if not filled:
        return told
    return replace(
        told,
        **{name: getattr(shown, name) for name in filled},
        confidence=min(told.confidence, shown.confidence),
        by_machine=told.by_machine + filled,
    )


def _without_bare(posts: list[Post]) -> tuple[Post, ...]:
    """Drop a post of which only the place was told, where pictures show posts there: it is one of them.

    The place that a person named then holds for those of which the picture does not say it.
    """
    shown = [p for p in posts if p.by_machine]
    bare = [p for p in posts if not p.by_machine and p.platform and not _says_more(p)]
    if len(bare) != 1 or not shown or not all(_may_be(bare[0].platform, p.platform) for p in shown):
        return tuple(posts)
    place = bare[0]
    return tuple(
        replace(p, platform=p.platform or place.platform, group=p.group or place.group) if p.by_machine else p
        for p in posts
        if p is not place
    )


def _says_more(post: Post) -> bool:
    return bool(post.poster_name or post.handle or post.url or post.posted_at_text or post.text)


# ── the reading ────────────────────────────────────────────────────────────────────────────


def with_pictures(told: Sequence[Post], judged: str, looked: Looked) -> tuple[tuple[Post, ...], str]:
    """The posts with those on the pictures, and the words that grounds are judged by with theirs."""
    posts = add_posts(told, looked)
    read = [p.text for p in posts if p.text and "text" in p.by_machine]
    return posts, "\n\n".join(filter(None, (judged, *read)))[:LONGEST]


def add_dangers(suggestion: Suggestion, flags: Iterable[str], urgency: Urgency) -> Suggestion:
    """A suggestion that is never calmer than what it is told."""
    return replace(
        suggestion,
        urgency=most_pressing((suggestion.urgency, urgency)),
        flags=tuple(dict.fromkeys((*suggestion.flags, *flags))),
    )


def say_what_was_seen(reading: Reading, looked: Looked) -> Reading:
    """Add to a finished reading what a person must know of its pictures: marks, doubts, problems."""
    by_machine = any(p.by_machine for p in reading.posts)
    flags = (*reading.flags, "picture_read_by_machine") if by_machine else reading.flags
    names = {a.sha256: a.name or "without a name" for a in reading.attachments}
    problems = [
        say(
            "looking.not_to_its_end" if s.cut else "looking.not_by_machine",
            picture=names.get(s.sha256, ""),
            why=s.problem or say("looking.too_much"),
        )
        for s in looked.sights
        if s.problem or s.cut
    ]
    asked = _ask(reading, looked) if reading.kind in _REPORTS else reading.ask_back
    return replace(reading, flags=flags, problems=(*reading.problems, *problems), ask_back=asked)


def _ask(reading: Reading, looked: Looked) -> tuple[str, ...]:
    """The questions with those that only a doubtful picture raises; none in an emergency."""
    if not reading.urgency.may_wait:
        return reading.ask_back
    several = len(_apart(looked.posts)) > 1 and all(p.by_machine for p in reading.posts)
    named = next((p for p in reading.posts if p.poster_name), None)
    unsure = named is not None and "poster_name" in named.by_machine and named.confidence < _SURE
    told = any(p.text for p in reading.posts)
    more = (
        ("which_post", several),
        ("confirm_name", unsure and not several),
        ("clearer_picture", not told and any(not s.legible for s in looked.screens)),
    )
    asked = [slug for slug, needed in more if needed]
    said_by = {"poster_name": "which_post", "what_it_says": "clearer_picture"}
    return (*asked, *(q for q in reading.ask_back if said_by.get(q) not in asked))[:MOST]
