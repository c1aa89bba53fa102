"""Signs that the posts and the mail's own facts give: links, names, groups, chats, who sent it to whom."""

from __future__ import annotations

import re

from worker.deciding.judging.oneself import writes_of_themselves
from worker.deciding.judging.outsiders import is_from_outside, is_informants
from worker.deciding.judging.phrases import LONGEST
from worker.model import Mail, People, Post, Reading
from worker.reading.posts.lists import any_of
from worker.reading.posts.platform import Link, find_platform, is_shortened, recognise
from worker.reading.posts.subjectnames import says_again
from worker.reading.words.titles import A_TITLE
from worker.reading.words.wrapped import unwrap


def notice_before(reading: Reading, mail: Mail, people: People | None) -> tuple[str, ...]:
    """Flags the posts alone give; rules about words may build on them."""
    flags = [flag for post in reading.posts for flag in _of_post(post)]
    flags += [
        flag for post in reading.posts[:1] + _told(reading.posts[1:]) for flag in _of_name(post, reading)
    ]
    if len({_day(post.posted_at_text) for post in reading.posts if post.source == "chat"}) >= _MANY_DAYS:
        flags.append("course_of_conduct_possible")
    if len(reading.forwarded) - len(mail.embedded) > 1:
        flags.append("nested_forward")
    if mail.embedded:
        flags.append("forwarded_as_attachment")
    if reading.forwarded and is_from_outside(mail, people):
        flags.append("forwarded_by_external_address")
    if any(is_informants(forwarded, reading, mail, people) for forwarded in reading.forwarded):
        flags.append("informant_protect")
    if writes_of_themselves(reading, mail):
        flags.append("reporter_is_subject")
    if _only_link(reading):
        flags.append("link_only")
    if says_again(reading.subject, reading.new_text):
        flags.append("repeat_after_report")
    return tuple(dict.fromkeys(flags))


_MANY_DAYS = 3
"""Days on which a chat goes on about one thing that make it more than a quarrel."""


def _told(posts: tuple[Post, ...]) -> tuple[Post, ...]:
    """Posts that the mail tells of: in a chat, people go by their first names."""
    return tuple(post for post in posts if post.source != "chat")


def _day(time: str | None) -> str | None:
    """The day in a chat's stamp."""
    day = re.search(r"\d{1,4}[./-] ?\d{1,2}(?:[./-] ?\d{2,4})?", time or "")
    return day.group() if day else None


def _of_post(post: Post) -> list[str]:
    flags = []
    link = recognise(post.url) if post.url else None
    platform = find_platform(post.platform)
    if link and post.url and post.platform != "google_reviews":  # Google's own links to share are all short
        flags += ["short_link"] if link.short or is_shortened(post.url) else []
    if platform and platform.closed and (post.platform != "messenger" or post.group):
        flags.append("closed_group")  # Messenger carries groups and private messages, which stand in none
    elif post.platform in BY_INVITATION or (
        post.platform not in (*FORUMS, *_CHANNELS) and link and is_of_post(link) and link.group
    ):
        flags.append("closed_group_possible")
    if post.platform == "snapchat":
        flags.append("ephemeral")
    if post.platform == "google_reviews":
        flags.append("google_school_reviews_restricted")
    return flags


def is_of_post(link: Link) -> bool:
    """Whether a link leads to one post, so that it tells by itself whether that stands in a group."""
    return link.what == "post" and not link.short


FORUMS = (
    "newspaper",
    "google_reviews",
    "mumsnet",
    "netmums",
    "reddit",
    "trustpilot",
    "teacher_rating",
    "youtube",
)
_CHANNELS = ("telegram",)
"""Where a group that a link names is a channel for all: those of members have no name in their links."""
BY_INVITATION = ("discord",)
"""Where a server is read by those who were asked in, whatever link leads there."""
_HIDING = frozenset(FORUMS) - {"youtube"}
"""Where people write under a name of their choice, which is nobody's account elsewhere."""
_REVIEWED = ("google_reviews", "trustpilot", "teacher_rating")
"""Where those write who have to do with a place; on a newspaper's page or a forum anybody may."""
_INITIAL = re.compile(r"[^\W\d_][\w'’-]+ [^\W\d_]\.?")
"""A first name and a letter: half a name."""
_TITLED_INITIAL = re.compile(rf"{A_TITLE} [A-Z]\.?")
"""A title and a letter, behind which nobody is known: "Mrs H"."""
_MADE_UP = re.compile(
    r"\d|\b(?:parents?|mums?|mams?|dads?|carer|payer|resident|neighbour|teacher)\b", re.IGNORECASE
)
"""What is in no person's name: "Tax Payer 62", "Village Dad"."""
_A_PERSON = re.compile(rf"(?:{A_TITLE} )?[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’.-]*){{1,3}}")
_NO_NAME = re.compile(
    r"anon\w*\b|an? |the |concerned\b|local\b|worried\b|angry\b|google user|a google", re.IGNORECASE
)


def _of_name(post: Post, reading: Reading) -> list[str]:
    """Whether the name shown hides a person: a made-up one on a forum, or a bare account."""
    name = post.poster_name
    if not name:
        return []
    made_up = _TITLED_INITIAL.fullmatch(name) or _MADE_UP.search(name)
    hides = post.platform in _HIDING and made_up is not None
    if post.source != "chat" and _INITIAL.fullmatch(name) and not hides:
        return ["identity_unverified"]
    if _NO_NAME.match(name) or (
        post.platform in _HIDING and (hides or not _A_PERSON.fullmatch(name) or _is_called(name, reading))
    ):
        at_large = post.platform in FORUMS and post.platform not in _REVIEWED
        says_parent = re.search(
            r"parent|mum|mam|mom|dad|mother|father|carer|gran|nan[an]?\b", name, re.IGNORECASE
        )
        return ["anonymous_poster"] + (["poster_not_known_parent"] if at_large and not says_parent else [])
    shown = post.source != "chat" and _MADE_UP.search(
        name
    )  # a chat's own names are what a phone calls people
    return ["identity_unverified"] if shown or not _A_PERSON.fullmatch(name) else []


_CALLED = (
    rf"(?:user(?: ?name)?|account|profile|handle|OP|reviewer|poster|alias|{any_of('goes_by')})"
    r"(?: (?:is|of|as|called))?[\s:,\"'“‘]{1,4}"
)


def _is_called(name: str, reading: Reading) -> bool:
    """Whether a name is told as that of an account rather than of a person."""
    words = unwrap("\n".join((reading.new_text, *(f.text for f in reading.forwarded)))[:LONGEST])
    return name in words and re.search(_CALLED + re.escape(name), words, re.IGNORECASE) is not None


_FEW = 6
"""Words beside a link that tell nothing: "is this one of ours?"."""


def _only_link(reading: Reading) -> bool:
    told = reading.forwarded or any(p.text or (p.poster_name and p.source != "link") for p in reading.posts)
    if told or not any(p.url for p in reading.posts):
        return False
    return len(re.sub(r"https?://\S+|www\.\S+", "", reading.new_text).split()) <= _FEW
