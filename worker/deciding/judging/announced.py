"""Mails that speak of sites and report nothing, as far as they tell: passed round, or good to know.

Each is put in front of a person as a question.
"""

from __future__ import annotations

import re
from functools import cache

from worker.deciding.judging.facts import Facts, has_post
from worker.deciding.judging.phrases import LONGEST
from worker.deciding.judging.telling import names_by_title, only_lets_know, tells, tells_of_a_post, told
from worker.model import Urgency
from worker.reading.posts.masking import leave_out
from worker.reading.posts.smallnames import is_first_name
from worker.reading.quoted.prefix import without_prefixes
from worker.reading.words.wrapped import find_words, unwrap


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


def is_passed_round(facts: Facts) -> bool:
    """Whether it is a chain mail, which asks everybody to send it on, and nothing grave is seen in it.

    A post whose words are quoted and ask for that is a post, unless nobody put it up and the reporter asks
    whether it is a hoax.
    """
    if has_post(facts.reading) and any(post.text for post in facts.reading.posts) and not _may_be_hoax(facts):
        return False
    grave = {ground.id for ground in facts.suggestion.grounds} - _LIGHT
    pressing = facts.suggestion.urgency in (Urgency.URGENT, Urgency.EMERGENCY)
    return not (grave or pressing) and facts.fits("chain") and not tells_of_a_post(facts, own=True)


_LIGHT = {"G4", "G5", "G7"}


def _may_be_hoax(facts: Facts) -> bool:
    nobodys = not any(post.poster_name or post.url for post in facts.reading.posts)
    return nobodys and facts.fits("hoax") and not (_speaks_of_one(facts) or names_by_title(facts.words))


def is_of_a_draft(facts: Facts) -> bool:
    """Whether all that is quoted is the wording of something of the school's own: of minutes, of a policy.

    Words that name somebody, or stand beside what tells of a post, are looked at all the same.
    """
    said = [post.text for post in facts.reading.posts if post.text]
    named = any(post.poster_name or post.url for post in facts.reading.posts)
    if not said or named or facts.is_grave or not facts.fits("drafting"):
        return False
    words = unwrap(f"{facts.subject}\n{facts.words}"[:LONGEST])
    beside = leave_out(words, find_words(words, said))
    return not (tells(beside) or _speaks_of_one(facts) or names_by_title(words))


def lets_know(facts: Facts) -> bool:
    """Whether it is passed round, taken back, or only lets others know of something, and shows no post.

    None does that speaks of a child, a stranger or somebody of the school in particular, or in which a danger
    was seen: a report that waits in the digest would wait a night too long.
    """
    if _speaks_of_one(facts) or any(flag.startswith("safeguarding") for flag in facts.suggestion.flags):
        return False
    if is_passed_round(facts) or facts.fits("recalls") or is_of_a_draft(facts):
        return True
    posts = facts.reading.posts
    shown = any(post.text or (post.url and post.platform) for post in posts)
    return (not shown or only_repeats_subject(facts)) and only_lets_know(facts)


def _speaks_of_one(facts: Facts) -> bool:
    """Whether one person in particular is spoken of, beside who writes, who is greeted and whom a calendar or
    Outlook names."""
    words = _INVITES.sub(" ", _GREETED.sub("", _CLOSED.sub("", facts.words.strip())))
    lines = f"{facts.subject}\n{words}".splitlines()
    text = "\n".join(one for one in lines if len(one.split()) > _SIGNED and not _OUTLOOK.search(one))
    return any(shape.search(text) for shape in _of_one()) or any(map(is_first_name, _NAMES.findall(text)))


_SIGNED = 3
_OUTLOOK = re.compile(r"\bwould like to recall the message\b", re.IGNORECASE)
_GREETED = re.compile(r"\A(?:(?i:hi|hello|hiya|hey|dear|morning) )?[A-Z][a-z]+(?=, )")
_CLOSED = re.compile(r"(?<=[.!?]) (?:(?i:thanks|thank you|cheers|regards),? )?[A-Z][a-z]+(?: x+)?\Z")
_INVITES = re.compile(
    r"\b(?:[A-Z][\w'’-]{0,20} ){1,3}(?:has )?invited you to (?:an? |the )?(?:following )?(?:event|meeting)\b"
    r"|\bOrgani[sz]er:(?: [A-Z][\w'’-]{0,20}){1,3}"
)
_NAMES = re.compile(r"(?<!\w)(?!(?:Will|May|Mark|April|June|August|Summer|Hope|Joy|Bill)\b)[A-Z][a-z]+(?!\w)")


@cache
def _of_one() -> tuple[re.Pattern[str], ...]:
    """Sentences about a child, a stranger or somebody of the school: one or a few, and not all of them."""
    child = rf"(?: (?!our\b|your\b)[\w'’-]+){{0,2}} {told('one_of_them')}"
    theirs = rf"{told('several_children')}['’]? {told('parts_of_them')}"
    stranger = rf"(?:somebody|someone) {told('unknown_to_us')}"
    shapes = (
        rf"\b{told('in_particular')}{child}",
        rf"(?<=\w)['’]s{child}",
        rf"\b(?:y|yr|year) ?\d\w? {told('in_a_year')}",
        rf"\b(?:a {told('of_the_school')}|{stranger}|{theirs}|{told('where_they_live')})",
        rf"\b{told('its_place')}[^.!?\n]{{0,30}} {told('titled')}\.? \w",
    )
    return tuple(re.compile(shape, re.IGNORECASE) for shape in shapes)
