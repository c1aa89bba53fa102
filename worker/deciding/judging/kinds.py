"""What a message is to the service, once machines' mail and safety stops are set aside.

A report is known by a post: its words, its link, or a poster and a place. Only where there is none do
phrases decide, and what nobody can tell apart is put in front of a person as a question.
"""

from __future__ import annotations

import re

from worker.deciding.cases.outsiders import CORRESPONDENTS, OUTSIDERS
from worker.deciding.judging.announced import is_of_a_draft, is_passed_round, lets_know, only_repeats_subject
from worker.deciding.judging.another import is_other_poster
from worker.deciding.judging.facts import Facts, has_pictures, has_post
from worker.deciding.judging.matching import opens_with
from worker.deciding.judging.phrases import kinds
from worker.deciding.judging.praise import says_praise
from worker.deciding.judging.telling import tells_of_a_post
from worker.deciding.judging.thanks import is_only_thanks, thanks_for_something
from worker.deciding.judging.unasked import count_words, is_unasked_for
from worker.deciding.judging.worded import Words
from worker.model import DECIDERS, OWN_PEOPLE, Kind, Role, Urgency
from worker.reading.quoted.prefix import without_prefixes


def find_kind(facts: Facts) -> Kind:
    """The kind of a person's mail; the first that holds, surest first."""
    reading = facts.reading
    if _decides(facts):
        return Kind.DECISION
    if reading.role in CORRESPONDENTS and reading.case_ref:
        return Kind.OTHER_REPLY
    if is_unasked_for(facts):
        return Kind.NOT_A_REPORT
    if reading.role in OUTSIDERS:
        return _kind_of_outsider(facts)
    return _kind_in_thread(facts) if reading.case_ref else _kind_alone(facts)


def _decides(facts: Facts) -> bool:
    """Whether the mail is for the head's grammar: from one who decides, on a mail that asked.

    Without configuration the reference, the reply and a first line that is a decision say so.
    """
    role = facts.reading.role
    if role is not Role.UNKNOWN:
        return role in DECIDERS and facts.answers_draft
    if not (facts.reading.case_ref and facts.is_reply):
        return False
    return facts.answers_draft or _answers_question(facts) or _opens_deciding(facts)


_FOR_DECISION = re.compile(r"\[HU-[\d-]+\] For decision:", re.IGNORECASE)


def _answers_question(facts: Facts) -> bool:
    """Whether it answers a mail that only those get who decide: what it means is for the head's grammar."""
    asked = _FOR_DECISION.search(facts.tagged_subject) is not None
    return asked and not facts.from_outside and not has_post(facts.reading)


def _opens_deciding(facts: Facts) -> bool:
    line = next((line for line in facts.words.splitlines() if line.strip()), "")
    first = Words(_CLAUSE_END.split(line, 1)[0])
    if count_words(first) > 12 or has_post(facts.reading):
        return False
    asked = bool(re.search(r"\b(?:decision|decide|draft|approv\w*)\b", facts.tagged_subject, re.IGNORECASE))
    return opens_with(kinds()["decision"], first) or (asked and opens_with(kinds()["short_decision"], first))


_CLAUSE_END = re.compile(r"[,;.!?:] |\s[-–—] ")


def _kind_of_outsider(facts: Facts) -> Kind:
    if facts.reading.case_ref:
        return Kind.OTHER_REPLY
    return Kind.MISDIRECTED if facts.fits("misdirected") and not has_post(facts.reading) else Kind.STRANGER


def _kind_in_thread(facts: Facts) -> Kind:
    """A mail that carries a case's reference."""
    reading = facts.reading
    outside = reading.role not in OWN_PEOPLE and (facts.from_outside or reading.role is not Role.UNKNOWN)
    shown = any(post.text or post.url for post in reading.posts)
    answers = facts.fits("platform_reply") or facts.fits("addressees_reply") or _answers_letter(facts)
    if outside and not shown and answers:
        return Kind.OTHER_REPLY
    if has_post(reading):
        return Kind.NEW_CASE if is_other_poster(facts) else Kind.FOLLOW_UP
    if outside and facts.fits("family_reply") and not _tells_news(facts):
        return Kind.OTHER_REPLY
    if _tells_news(facts) or has_pictures(reading):
        return Kind.FOLLOW_UP
    if facts.asks:
        return Kind.QUERY
    if _only_thanks(facts):
        return Kind.NOT_A_REPORT
    return Kind.FOLLOW_UP


_LETTER = re.compile(
    r"(?!\W*(?:HU-[\d-]+\W+)?(?:for decision|received|could you tell))[^\n]*"
    r"\b(?:invitation|conversation|a chat|to talk|could we (?:talk|meet)"
    r"|an? (?:letter|message|word) (?:from|about)|you posted|your post)\b",
    re.IGNORECASE,
)


def _answers_letter(facts: Facts) -> bool:
    """Whether the subject it answers is that of a letter to a family, and not of a mail to our own."""
    return facts.is_reply and _LETTER.match(without_prefixes(facts.tagged_subject)) is not None


def _kind_alone(facts: Facts) -> Kind:
    """A mail that answers nothing of ours."""
    reading = facts.reading
    if says_praise(facts) or (facts.is_elsewhere and not has_pictures(reading)):
        return Kind.NOT_A_REPORT
    pictures = has_pictures(reading)
    if has_post(reading) and not (only_repeats_subject(facts) or is_of_a_draft(facts)):
        if _asks_about_nothing_wrong(facts) or (not pictures and is_passed_round(facts)):
            return Kind.QUERY
        return Kind.NOT_A_REPORT if facts.is_harmless else _follow_up_by_name(facts)
    if _tells_of_removal(facts):
        return Kind.FOLLOW_UP
    if not pictures and (_is_familys(facts) or _is_anothers_business(facts)):
        return Kind.MISDIRECTED
    if not reading.posts and not pictures and _tells_of_nothing(facts):
        return Kind.NOT_A_REPORT
    told = any(p.text or p.poster_name or p.url for p in reading.posts)
    if facts.suggestion.urgency is Urgency.EMERGENCY:
        return Kind.NEW_CASE  # what is held until the digest rings nobody up
    if facts.asks and not pictures and not told:
        return Kind.QUERY
    if pictures or facts.suggestion.urgency is Urgency.URGENT:
        return _follow_up_by_name(facts)
    if lets_know(facts):
        return Kind.QUERY
    if reading.posts or _online(facts) or facts.suggestion.grounds:
        return _follow_up_by_name(facts)
    carried = any((a.name or "").lower().endswith(_MAILS) for a in reading.attachments)
    return Kind.NEW_CASE if carried or has_pictures(reading, or_documents=True) else Kind.QUERY


_MAILS = (".msg", ".eml")
"""A mail passed on as a file that could not be opened holds the report all the same (domain §5.2)."""


def _tells_of_removal(facts: Facts) -> bool:
    """Whether one of our own tells that a post has gone, which they told of before: it asks nothing."""
    gone = "deleted_post" in facts.suggestion.flags and not facts.from_outside
    named = any(post.poster_name for post in facts.reading.posts)
    return gone and not facts.fits("misdirected") and (named or not facts.asks)


def _asks_about_nothing_wrong(facts: Facts) -> bool:
    """Whether the reporter asks about a post in which nothing is seen that the policy speaks of."""
    shown = has_pictures(facts.reading) or any(p.text or p.url for p in facts.reading.posts)
    return not shown and not facts.is_grave and facts.asks and facts.fits("harmless")


def _is_familys(facts: Facts) -> bool:
    """Whether it is a family's own business with the school, and not something seen online."""
    own_child = facts.from_outside and re.search(
        r"\b(?:my|our) (?:son|daughter|child|little|boy|girl)", facts.words, re.IGNORECASE
    )
    told = facts.reading.posts and not facts.from_outside  # staff who name a platform tell of something there
    if own_child or not facts.fits("misdirected"):
        return bool(own_child)
    harmed = facts.is_grave and not facts.from_outside and tells_of_a_post(facts)
    return not (told or harmed or _online(facts))


def _is_anothers_business(facts: Facts) -> bool:
    """Whether it is for those who answer for data, the press, or letters: nobody tells of what they saw."""
    if "data_protection_request" in facts.suggestion.flags:
        return True
    outside = facts.from_outside and facts.reading.role not in OWN_PEOPLE and not facts.reading.forwarded
    return outside and any(map(facts.fits, ("press", "our_letter", "own_data")))


def _tells_of_nothing(facts: Facts) -> bool:
    """Whether it sells, thanks, or brings a meeting's papers, and no more."""
    papers = facts.fits("paperwork") and not (facts.is_grave or facts.asks)
    paper = papers or facts.fits("newsletter")
    return (paper and not tells_of_a_post(facts)) or _only_thanks(facts)


def _follow_up_by_name(facts: Facts) -> Kind:
    """Without a reference, "X again" is more of a case that a person must find."""
    again = "repeat_after_report" in facts.suggestion.flags
    told = any(p.poster_name or p.text for p in facts.reading.posts)
    return Kind.FOLLOW_UP if again and told and facts.suggestion.urgency.may_wait else Kind.NEW_CASE


def _tells_news(facts: Facts) -> bool:
    news = {"repeat_after_report", "deleted_post", "already_reported_to_platform"}
    return bool(facts.reading.posts or facts.suggestion.grounds or news & set(facts.suggestion.flags))


_ONLINE = re.compile(
    r"\b(?:online|on the internet|social media|social network\w*|group chat|class chat|screen ?shots?|"
    r"(?:parents|mums|mams|dads|class|year \w{1,5}|y\d|reception)['’]? (?:group|chat)|"
    r"post(?:s|ed|ing)?|comments?|commented|website|forum|blog|app|status|reviews?|tagged|account|profile|"
    r"hashtag|memes?|"
    r"livestream\w*|podcast)\b",
    re.IGNORECASE,
)


def _online(facts: Facts) -> bool:
    return bool(_ONLINE.search(f"{facts.subject}\n{facts.words}"))


def _only_thanks(facts: Facts) -> bool:
    """Whether thanks are about all a mail says, and nothing is asked."""
    if facts.asks or not facts.fits("thanks"):
        return False
    told = facts.from_outside or facts.reading.case_ref or facts.is_grave or _online(facts)
    return is_only_thanks(facts.words) or (not told and thanks_for_something(facts.words))
