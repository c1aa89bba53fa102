"""Mail nobody asked for, that reports nothing: of lists, machines, sellers, and those who try the box."""

from __future__ import annotations

import re

from worker.deciding.judging.facts import Facts, has_post
from worker.deciding.judging.matching import count_matches, opens_with
from worker.deciding.judging.phrases import kinds
from worker.deciding.judging.worded import Words
from worker.model import OWN_PEOPLE
from worker.reading.posts.platform import recognise
from worker.reading.words.cut import END


def is_unasked_for(facts: Facts) -> bool:
    """Whether a mail is advertising, a machine's notice, a try, or a business's about what was ordered."""
    reading = facts.reading
    if not has_post(reading) and (facts.fits("phishing") or facts.bulk or _sells(facts)):
        return True
    unasked = facts.from_outside and not (reading.case_ref or reading.forwarded)
    if unasked and (
        _poses_as_platform(facts) or _is_bulletin(facts) or _is_notice(facts) or _is_pitch(facts)
    ):
        return True
    return _is_trial(facts) or (facts.from_outside and not has_post(reading) and _is_trade(facts))


def _poses_as_platform(facts: Facts) -> bool:
    """Whether a stranger threatens our page in a platform's name, and leads to no platform's site."""
    posts = facts.reading.posts
    shown = any(post.text or (post.url and recognise(post.url)) for post in posts)
    return facts.reading.role not in OWN_PEOPLE and not shown and facts.fits("poses_as_platform")


_LISTS = re.compile(
    r"(?:e?news(?:letters?)?|bulletins?|updates?|offers?|deals|marketing|mailings?|promotions?|events|digest|campaigns?"
    r"|subscriptions?)(?:[+._-][^@]*)?@",
    re.IGNORECASE,
)
"""Mailboxes from which nobody writes, but lists are sent."""


def _is_bulletin(facts: Facts) -> bool:
    """Whether a mail is sent to many, by its words or by the mailbox it is from."""
    sender = facts.reading.reported_by
    of_list = sender is not None and _LISTS.match(sender.email) is not None
    return facts.fits("bulletin") or (of_list and not has_post(facts.reading) and not facts.fits("press"))


_MACHINES = re.compile(
    r"(?:[^@]{0,40}[-_.])?(?:no-?reply|do-?not-?reply|notif\w*|security|alerts?|mailer|account)(?:[+._-][^@]*)?@",
    re.IGNORECASE,
)
"""Mailboxes from which machines write."""


def _is_notice(facts: Facts) -> bool:
    """Whether a machine tells the holder of a page or an account what happened there."""
    sender = facts.reading.reported_by
    return sender is not None and _MACHINES.match(sender.email) is not None and facts.fits("notice")


def _is_pitch(facts: Facts) -> bool:
    """Whether somebody offers to do away with what is said of a school, or an award for a fee, or lures."""
    return not has_post(facts.reading) and (facts.fits("pitch") or facts.fits("lure"))


def _is_trial(facts: Facts) -> bool:
    """Whether somebody only tries whether mail gets here, and tells and asks nothing by it."""
    if facts.is_grave or facts.asks or facts.reading.posts or facts.reading.attachments:
        return False
    trial = kinds()["trial"]
    both = opens_with(trial, Words(facts.subject)) and opens_with(trial, Words(facts.words))
    return count_words(facts.says) <= (_SOME if both else _FEW) and opens_with(trial, facts.says)


_FEW, _SOME = 16, 40
"""Words of a mail that says next to nothing, and of one whose subject and first words both say what it is."""


def count_words(text: Words) -> int:
    """How many words a text has."""
    return sum(word != END for word in text.small)


def _is_trade(facts: Facts) -> bool:
    """Whether a business writes about what was ordered or booked of it."""
    return not (facts.is_grave or facts.reading.case_ref or facts.reading.forwarded) and facts.fits("trade")


def _sells(facts: Facts) -> bool:
    """Whether two marks of a newsletter stand in it; one alone may be chance."""
    return count_matches(kinds()["newsletter"], facts.says) >= 3 and not facts.reading.case_ref
