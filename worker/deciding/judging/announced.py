"""Mails that speak of sites and report nothing, as far as they tell: passed round, kind, or good to know.

Each is put in front of a person as a question.
"""

from __future__ import annotations

import re

from worker.deciding.judging.facts import Facts, has_post
from worker.deciding.judging.matching import has_match
from worker.deciding.judging.phrases import kinds
from worker.deciding.judging.telling import only_lets_know, tells_of_a_post
from worker.deciding.judging.worded import Words
from worker.model import Urgency
from worker.reading.quoted.prefix import without_prefixes


def only_repeats_subject(facts: Facts) -> bool:
    """Whether all that is quoted is the subject of the mail, or of one passed on: that is a title.

    Whoever is named as a poster, or has a link, is looked at all the same.
    """
    posts = facts.reading.posts
    if any(post.poster_name or post.url for post in posts):
        return False
    titles = {_bare(facts.subject), *(_bare(f.subject or "") for f in facts.reading.forwarded)}
    return all(_bare(post.text) in titles for post in posts if post.text)


def _bare(title: str) -> str:
    """A title to compare others with: small letters and digits alone."""
    return "".join(filter(str.isalnum, _RECALLED.sub("", without_prefixes(title)).lower()))


_RECALLED = re.compile(r"\A\W*recall(?:ed)?\W*:", re.IGNORECASE)


def is_kind(facts: Facts) -> bool:
    """Whether all that is quoted may be kind, and no rule sees a ground or a danger anywhere in the mail.

    Thanks may be meant the other way, so that a person is asked.
    """
    said = [post.text for post in facts.reading.posts if post.text]
    kind = kinds()["kind_words"]
    return bool(said) and not facts.is_grave and all(has_match(kind, Words(text)) for text in said)


def is_passed_round(facts: Facts) -> bool:
    """Whether it is a chain mail, which asks everybody to send it on, and nothing grave is seen in it.

    A post whose words are quoted and ask for that is a post.
    """
    if has_post(facts.reading) and any(post.text for post in facts.reading.posts):
        return False
    grave = {ground.id for ground in facts.suggestion.grounds} - _LIGHT
    pressing = facts.suggestion.urgency in (Urgency.URGENT, Urgency.EMERGENCY)
    return not (grave or pressing) and facts.fits("chain") and not tells_of_a_post(facts, own=True)


_LIGHT = {"G4", "G5", "G7"}


def lets_know(facts: Facts) -> bool:
    """Whether it is passed round, taken back, or only lets others know of something, and shows no post."""
    if is_passed_round(facts) or facts.fits("recalls"):
        return True
    posts = facts.reading.posts
    shown = any(post.text or (post.url and post.platform) for post in posts)
    return (not shown or only_repeats_subject(facts)) and only_lets_know(facts)
