"""The questions that go back to the reporter: only for what is missing, five at the most.

Nothing is asked in an emergency (people are on the telephone then), after a removal, or where the
answer would be another copy of a child's picture.
"""

from __future__ import annotations

import re

from worker.deciding.judging.facts import Facts, has_pictures
from worker.deciding.judging.signs import FORUMS
from worker.model import AttachmentRole, Kind, Post, Reading
from worker.reading.posts.mentions import find_mentions
from worker.reading.posts.platform import find_platform
from worker.reading.posts.screenshot import says_when
from worker.reading.words.indexed import Indexed

MOST = 5


def ask(reading: Reading, facts: Facts, words: str) -> tuple[str, ...]:
    """The slugs of the questions to ask, most useful first. ``words`` is all that is judged of the report.

    poster_name, platform, url, what_it_says, screenshot, when_seen, who_is_it, names_of_others, dates.
    """
    if not reading.urgency.may_wait or _answers_us(reading) or _tells_of_a_talk(reading, facts):
        return ()
    post = reading.posts[0] if reading.posts else Post(None, None, None, None, None, None, None, "", 0.0)
    goes_on = {"course_of_conduct_possible", "pile_on"} <= {*reading.flags} and bool(post.text)
    asked = (
        (
            "poster_name",
            post.poster_name is None and not _inherits(reading) and not _is_faceless(reading, post),
        ),
        ("platform", _needs_place(reading, post, facts)),
        ("url", _needs_link(reading, post, facts) and not facts.fits("private_message")),
        ("what_it_says", _needs_words(reading, post, facts, words)),
        ("screenshot", _needs_picture(reading, post)),
        ("when_seen", _needs_time(reading, post, facts, words)),
        ("who_is_it", _is_bare_account(reading, post) or _may_be_found(reading, post, facts)),
        ("names_of_others", goes_on),
        ("dates", goes_on and not _shows_days(reading)),
    )
    return tuple(slug for slug, missing in asked if missing)[:MOST]


def _shows_days(reading: Reading) -> bool:
    """Whether a chat's own stamps, or pictures of the messages, say on which days they came."""
    stamped = any(p.posted_at_text for p in reading.posts if p.source == "chat")
    return stamped or has_pictures(reading, or_documents=True)


def _answers_us(reading: Reading) -> bool:
    """Whether a mail only adds to a report, or tells of a removal: asking again would be nagging."""
    new_words = "repeat_after_report" in reading.flags or any(p.text for p in reading.posts)
    gone = reading.kind is Kind.FOLLOW_UP and "deleted_post" in reading.flags
    return (_inherits(reading) or gone) and not new_words


def _tells_of_a_talk(reading: Reading, facts: Facts) -> bool:
    """Whether it tells how a talk went: what was said there was not posted."""
    shown = any(p.url or p.platform for p in reading.posts)
    return _inherits(reading) and not shown and facts.fits("met_them")


def _grounds(reading: Reading) -> frozenset[str]:
    return frozenset(g.id for g in reading.grounds)


def _inherits(reading: Reading) -> bool:
    """Whether the case this belongs to knows poster and platform already."""
    return reading.kind is Kind.FOLLOW_UP and reading.case_ref is not None


def _needs_place(reading: Reading, post: Post, facts: Facts) -> bool:
    """Neither named nor told by a link, nor the place of an earlier report."""
    if post.platform or post.url or _inherits(reading):
        return False
    return not (facts.fits("same_place") or facts.fits("school_app"))


def _place_of_case(facts: Facts) -> str | None:
    """The platform that our own subject names, of a mail that answers it."""
    return next((mention.platform for mention in find_mentions(Indexed(facts.tagged_subject))), None)


def _needs_link(reading: Reading, post: Post, facts: Facts) -> bool:
    """No link came, and there is one to come: a chat has none, nor has for long what vanishes by itself.

    A story is asked for while it is up, unless a picture of it came.
    """
    if "ephemeral" in reading.flags and has_pictures(reading):
        return False
    if post.url or _is_gone(reading, post) or (post.platform is None and facts.fits("school_app")):
        return False
    platform = find_platform(post.platform or _place_of_case(facts))
    return platform is None or platform.has_links


def _is_gone(reading: Reading, post: Post) -> bool:
    """Whether the post was taken down and its words are known: there is no more of it to be had."""
    return post.text is not None and "deleted_post" in reading.flags


def _needs_words(reading: Reading, post: Post, facts: Facts, words: str) -> bool:
    """Nothing shows or tells what the post says, or the reporter has it from others only.

    A picture shows it to people: then only where nobody told anything and no machine could read it.
    """
    if has_pictures(reading, or_documents=True):
        told = post.text or post.poster_name or post.url or _rules_speak(facts)
        return not told and len(words.split()) <= _NO_WORDS and reading.kind is Kind.NEW_CASE
    if not _is_told(reading, post, facts, words) or (not _rules_speak(facts) and facts.fits("not_seen")):
        return True
    return post.text is None and facts.fits("words_unknown")


_NO_WORDS = 10
"""Nothing is told in so few: "Please see the attached screenshot"."""


def _rules_speak(facts: Facts) -> bool:
    """Whether a rule knows the words; to be like those of other reports is not to tell what was posted."""
    return bool(facts.suggestion.grounds)


def _is_told(reading: Reading, post: Post, facts: Facts, words: str) -> bool:
    """Whether the report says, quoted or in its own words, what the post says."""
    return (
        bool(post.text)
        or _rules_speak(facts)
        or ("link_only" not in reading.flags and len(words.split()) > 25)
    )


def _needs_picture(reading: Reading, post: Post) -> bool:
    """No picture came, and asking makes no needless copy of children's pictures: a link shows them too."""
    if has_pictures(reading, or_documents=True) or _is_gone(reading, post):
        return False
    shown = post.url and ("G2" in _grounds(reading) or (post.text and post.platform in _OPEN))
    return not shown


def _needs_time(reading: Reading, post: Post, facts: Facts, words: str) -> bool:
    """Nobody said when. A link dates the post by itself once it is known what it says."""
    if post.posted_at_text or any(f.date for f in reading.forwarded):
        return False
    if any(says_when(a.name) for a in reading.attachments if a.role is AttachmentRole.EVIDENCE):
        return False
    if post.url and _is_told(reading, post, facts, words):
        return False
    return not facts.fits("just_seen")


_OPEN = ("x", "linkedin")
"""Where words and a link say all: what stands there stands alone, and for everybody to read."""


def _is_faceless(reading: Reading, post: Post) -> bool:
    """Whether a page or a channel speaks for itself, so that no name is shown: who is behind it is asked."""
    label = (post.poster_name or "").startswith("Anonymous ")  # Facebook's own: nobody but Facebook knows who
    return "anonymous_poster" in reading.flags and post.platform not in FORUMS and not label


def _may_be_found(reading: Reading, post: Post, facts: Facts) -> bool:
    """Whether somebody at the school may know who it is, or who is behind a page about it."""
    hidden = _is_faceless(reading, post) and post.platform not in _HIDES and post.url is None
    return facts.fits("may_know_who") or hidden


def _is_bare_account(reading: Reading, post: Post) -> bool:
    """Whether only an account is known, no link leads there, and a family may be behind it."""
    name = post.poster_name
    if "identity_unverified" not in reading.flags or name is None or not _HALF_A_NAME.fullmatch(name):
        return False
    return post.url is None and post.platform not in _HIDES


_HALF_A_NAME = re.compile(r"\S+|\S+ [^\W\d_]\.?")
_HIDES = (*(f for f in FORUMS if f != "youtube"), "x", "bluesky", "discord")
"""Where an account is seldom anybody's whom the school knows."""
