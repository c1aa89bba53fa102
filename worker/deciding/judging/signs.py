"""Signs that the posts and the mail's own facts give: links, names, groups, chats, who sent it to whom."""

from __future__ import annotations

import re
from itertools import chain, islice

from worker.deciding.judging.matching import cut_sentences
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
    if _writes_of_themselves(reading, mail):
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
    elif post.platform not in (*FORUMS, *_CHANNELS) and link and is_of_post(link) and link.group:
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
    return [] if _A_PERSON.fullmatch(name) else ["identity_unverified"]


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


_MAILBOXES = frozenset(
    (
        *("head", "office", "admin", "info", "deputy", "staff", "school", "enquiries", "reception"),
        *("safeguarding", "contact", "mail", "home"),
    )
)


def _writes_of_themselves(reading: Reading, mail: Mail) -> bool:
    """Whether the poster's words name the reporter, by a name of three letters or more, with a capital."""
    if not mail.sender:
        return False
    written = re.findall(r"[^\W\d_]{3,}", f"{mail.sender.name} {mail.sender.email.partition('@')[0]}".lower())
    names = frozenset(written).union(_signed(reading.new_text)) - _MAILBOXES
    quoted = " ".join(p.text for p in reading.posts if p.text)
    if any(w.lower() in names for w in _WITH_CAPITAL.findall(quoted)):
        return True
    surnames = frozenset(n for n in names if len(n) >= _UNLIKE_A_WORD and not n.endswith("er"))
    if surnames and not surnames.isdisjoint(re.findall(r"[a-z]+", quoted)):
        return True
    told = reading.new_text[:LONGEST]
    if any(map(told.lower().__contains__, surnames)) and any(
        match["one"].lower() in surnames for match in _ABOUT.finditer(told)
    ):
        return True
    return _is_the_one(reading, quoted) or _is_told_of(names, surnames, reading)


_ABOUT = re.compile(
    rf"\b(?:about|against|towards) (?:(?:the|{A_TITLE}) )?(?P<one>[^\W\d_]{{6,20}})\b", re.IGNORECASE
)
"""Of whom a reporter says that the post is: "this time about the NAME family"."""


_SIGNED = re.compile(
    r"\n[ \t]{0,9}(?P<names>[A-Z][a-z'’-]{2,20}(?: [A-Z][\w'’-]{0,20}){0,2})"
    r"[ \t]{0,9}[.,!]?(?: x{1,9})?[ \t]{0,9}(?:\n|\Z)"
)
_LAST_LINES = 200


def _signed(text: str) -> list[str]:
    """The names with which somebody signs: a line of their own among the last."""
    lines = text.rstrip()[-_LAST_LINES:]
    return [word.lower() for m in _SIGNED.finditer(lines) for word in re.findall(r"[^\W\d_]{3,}", m["names"])]


_UNLIKE_A_WORD = 6
"""Letters of a surname that is known as one without its capital; one in "-er" may be a trade."""
# The letter first, then what may not stand before it: so most signs are passed over at once.
_I_AM = re.compile(r"[Ii](?<!\w.)(?: am|['’]?m) (?:the|that|said|your) (?P<one>[^\W\d_]{4,20})\b")


def _is_the_one(reading: Reading, quoted: str) -> bool:
    """Whether the reporter takes up a word of the post: "I am the jobsworth"."""
    taken_up = {m["one"].lower() for m in _I_AM.finditer(reading.new_text[:LONGEST])}
    return bool(taken_up) and not taken_up.isdisjoint(re.findall(r"[^\W\d_]+", quoted.lower()))


_CALLED_TO = re.compile(r"\A\W*(?:[^,.\n]{0,40},|\w+)")
"""What opens a sentence: whoever it is said to, or a capital that is no name."""


def _is_told_of(names: frozenset[str], surnames: frozenset[str], reading: Reading) -> bool:
    """Whether a sentence that names the poster tells of the reporter, a long surname in small letters too.

    That is one of a mail passed on, or of one typed all in small letters. Whoever shares the poster's name
    is no other.
    """
    posters = [p.poster_name for p in reading.posts if p.poster_name]
    own = names.difference(re.findall(r"[a-z]+", " ".join(posters).lower()))
    if not (own and posters):
        return False
    passed_on = (s for f in reading.forwarded for s in cut_sentences(f.text[:LONGEST]))
    typed = (s for s in cut_sentences(reading.new_text[:LONGEST]) if s.islower())
    sentences = chain(passed_on, typed)
    told = islice(
        (s for s in sentences if any(name.lower() in s.lower() for name in posters)), _MANY_SENTENCES
    )
    return any(_names_one(_CALLED_TO.sub("", sentence), own, own & surnames) for sentence in told)


def _names_one(sentence: str, names: frozenset[str], surnames: frozenset[str]) -> bool:
    capitals = {word.lower() for word in _WITH_CAPITAL.findall(sentence)}
    return not (names.isdisjoint(capitals) and surnames.isdisjoint(re.findall(r"[a-z]+", sentence)))


_WITH_CAPITAL = re.compile(r"\b[^\W\d_a-z][^\W\d_]{2,}")
_MANY_SENTENCES = 40
