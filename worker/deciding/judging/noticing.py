"""Things to notice once it is known what a mail is: all flags of a reading together."""

from __future__ import annotations

import re
from itertools import islice

from worker.deciding.judging.accused import MOST_SENTENCES, accuses_head, head_is_subject, is_about, judge
from worker.deciding.judging.another import is_other_poster
from worker.deciding.judging.facts import Facts, has_post
from worker.deciding.judging.matching import cut_sentences, has_match
from worker.deciding.judging.phrases import LONGEST, kinds
from worker.deciding.judging.praise import says_praise
from worker.deciding.judging.signs import BY_INVITATION, FORUMS, is_of_post
from worker.deciding.judging.thanks import opens_with_thanks
from worker.deciding.judging.worded import Words
from worker.model import Kind, Mail, People, Reading
from worker.reading.posts.masking import leave_out
from worker.reading.posts.platform import recognise
from worker.reading.words.wrapped import find_words, unwrap


def notice_after(reading: Reading, facts: Facts, mail: Mail, people: People | None) -> tuple[str, ...]:
    """All flags of a reading, once its kind and grounds are known, each once and in order."""
    flags = [*reading.flags]
    grounds = {g.id for g in reading.grounds}
    if reading.case_ref and reading.kind in _ANSWERS:
        flags += _of_answer(facts, people)
    checks = (
        (
            "head_is_subject",
            reading.kind not in (Kind.NOT_A_REPORT, *_ANSWERS)
            and (
                head_is_subject(reading, facts, people)
                or ("reporter_is_subject" in flags and _is_from_head(mail, people))
            ),
        ),
        ("closed_group_possible", _may_be_closed(reading, facts)),
        ("chair_is_subject", people is not None and is_about(people.chair, reading, facts)),
        ("dsl_is_subject", people is not None and is_about(people.dsl, reading, facts)),
        ("lawful_criticism", grounds == {"G5"}),
        ("staff_support_needed", _needs_support(flags, reading, facts)),
        ("benign_intent", _means_well(reading, facts)),
        ("child_identified", _tells_of_child(reading)),
        ("identity_unverified", "impersonation_possible" in flags),
        ("spam_phishing", reading.kind is Kind.NOT_A_REPORT and _is_spam(facts)),
        (
            "praise",
            reading.kind is Kind.NOT_A_REPORT and facts.fits("praise") and not facts.fits("phishing"),
        ),
        ("thanks", _is_answer_or_nothing(reading) and opens_with_thanks(facts.words)),
        ("external_sender", facts.from_outside and reading.kind in _NO_WORK),
        ("linked_to_case", reading.kind is Kind.NEW_CASE and bool(reading.case_ref)),
        (
            "different_poster",
            reading.kind is Kind.NEW_CASE and bool(reading.case_ref) and is_other_poster(facts),
        ),
        ("match_by_name_needs_confirmation", _matched_by_name(reading)),
    )
    flags += [flag for flag, holds in checks if holds]
    idle = _idle(reading, facts, flags)
    return tuple(flag for flag in dict.fromkeys(flags) if flag not in idle)


def _needs_support(flags: list[str], reading: Reading, facts: Facts) -> bool:
    """Whether a colleague is hit hard: as the reporter, or by words about race (domain §3.8).

    Whoever is told of as upset is a rule's to see ("distress"), whatever the ground.
    """
    sure = {ground.id for ground in reading.grounds if not ground.likely}
    hit = "reporter_is_subject" in flags and bool(sure & _WEARING) and not facts.fits("not_hurt")
    return hit or ("G8" in sure and facts.fits("colleague"))


_HEADS_MAILBOXES = ("head", "headteacher", "head.teacher", "headmaster", "headmistress", "principal")
_HEADS_NAME = re.compile(
    r"(?im)^[ \t]*(?:acting |interim |executive )?"
    r"(?:head ?teacher|head ?mistress|head ?master|principal)[ \t]*$"
)
"""The line of a signature that gives the office."""


def _is_from_head(mail: Mail, people: People | None) -> bool:
    """Whether the head wrote it: by address where one is known, else by mailbox or the line below it."""
    if people and people.head.email and mail.sender:
        return mail.sender.email in people.head.addresses
    if mail.sender and mail.sender.email.partition("@")[0].lower() in _HEADS_MAILBOXES:
        return True
    return _HEADS_NAME.search(mail.text[:LONGEST]) is not None


def _means_well(reading: Reading, facts: Facts) -> bool:
    """Whether it is asked or told about somebody's own child alone."""
    asked = reading.kind in (Kind.QUERY, Kind.NOT_A_REPORT) and has_post(facts.reading)
    return asked and facts.fits("harmless") and not says_praise(facts)


def _tells_of_child(reading: Reading) -> bool:
    """Whether words that a rule knows, and not mere likeness, speak of a child or a child's picture."""
    return any(ground.id in _OF_CHILDREN and not ground.likely for ground in reading.grounds)


def _is_spam(facts: Facts) -> bool:
    """Whether a mail tries for a click or a password, or somebody from outside sells something."""
    return facts.fits("phishing") or (facts.from_outside and (facts.fits("offer") or facts.fits("pitch")))


def _is_answer_or_nothing(reading: Reading) -> bool:
    return bool(reading.case_ref) or reading.kind is Kind.NOT_A_REPORT


def _idle(reading: Reading, facts: Facts, flags: list[str]) -> set[str]:
    """Flags that say nothing beside what else is known."""
    named = any(post.poster_name for post in reading.posts)
    borrowed = named and "impersonation_possible" in flags  # a name is shown, which is somebody else's
    idle = {said for flag, said in _SAYS_MORE if flag in flags and not (borrowed and flag == _HIDDEN)}
    if borrowed and "reporter_is_subject" in flags:
        idle.add(_HIDDEN)
    if reading.kind is Kind.FOLLOW_UP and reading.case_ref:
        idle.add("identity_unverified")  # the case knows whom it is about
    if reading.kind is Kind.NEW_CASE:
        idle.add("repeat_after_report")
    if "identity_unverified" in flags and (facts.fits("knows_who") or not (named or facts.fits("suspected"))):
        idle.add("identity_unverified")  # where nobody is named, there is no name to be in doubt of
    if _stands_in_the_open(reading):
        idle.add("closed_group_possible")
    said = (Words(post.text) for post in reading.posts[:1] if post.text)
    if "poster_not_known_parent" in flags and any(
        has_match(kinds()["speaks_as_parent"], words) for words in said
    ):
        idle.add("poster_not_known_parent")
    return idle


def _stands_in_the_open(reading: Reading) -> bool:
    """Whether a link leads to a post that stands in no group."""
    links = (recognise(p.url) for p in reading.posts if p.url and p.platform not in BY_INVITATION)
    return any(link and is_of_post(link) and not link.group for link in links)


def _may_be_closed(reading: Reading, facts: Facts) -> bool:
    """Whether the report speaks of a group that may be closed, where no link tells where the post stands."""
    first = next(iter(reading.posts), None)
    if first is None or "closed_group" in reading.flags or first.platform in (*FORUMS, "telegram"):
        return False
    if "closed_group_possible" in reading.flags or _stands_in_the_open(reading):
        return False
    return reading.kind in (Kind.NEW_CASE, Kind.FOLLOW_UP) and facts.fits("group_spoken_of")


_OF_CHILDREN = {"G1", "G2"}
_WEARING = {"G4", "G8", "G9"}
"""Grounds that wear down the one who reports being written about, where no word of distress is said."""
_HIDDEN = "anonymous_poster"
_SAYS_MORE = (
    ("anonymous_poster", "identity_unverified"),
    ("poster_is_pupil", "identity_unverified"),
    ("pile_on", "several_posters"),
    ("police_condition", "veiled_threat"),
    ("safeguarding_contact_order_possible", "domestic_abuse_possible"),
    ("closed_group", "closed_group_possible"),
    ("police_condition", "threat_possible"),
    ("poster_not_parent", "poster_not_known_parent"),
)
"""Flags, each before one of which it says all, and more."""


_ANSWERS = (Kind.OTHER_REPLY, Kind.QUERY, Kind.MISDIRECTED)
_NO_WORK = (Kind.NOT_A_REPORT, Kind.STRANGER, Kind.MISDIRECTED)
_OUT_OF_PROCEDURE = frozenset(
    {
        "safeguarding_allegation",
        "safeguarding_allegation_possible",
        "safeguarding_contact_order_possible",
        "domestic_abuse_possible",
        "self_harm",
        "time_bound_threat",
    }
)


def _of_answer(facts: Facts, people: People | None) -> tuple[str, ...]:
    """What an answer says that is no procedure's work: harm, a threat, the head herself accused, or that
    whoever told the school is looked for."""
    said = judge(facts.words)
    flags = [flag for flag in said.flags if flag in _OUT_OF_PROCEDURE]
    if any(ground.id == "G9" for ground in said.grounds):
        flags.append("threat_possible")
    sentences = cut_sentences(facts.words)
    if any(accuses_head(sentence, people) for sentence in sentences):
        flags.append("head_is_subject")
    if facts.fits("seeks_informant"):
        flags.append("informant_protect")
    return tuple(flags)


def _matched_by_name(reading: Reading) -> bool:
    """Whether a name alone, or "NAME again", hints at a case: whether it is the same person, people know."""
    names = [p.poster_name for p in reading.posts if p.poster_name]
    if reading.case_ref or not names or reading.kind not in (Kind.FOLLOW_UP, Kind.NEW_CASE):
        return False
    return reading.kind is Kind.FOLLOW_UP or _is_named_again(names, reading)


def _is_named_again(names: list[str], reading: Reading) -> bool:
    """Whether a sentence that has one of these names speaks of somebody who did so before."""
    again = kinds()["again"]
    words = f"{reading.subject}\n{unwrap(reading.new_text[:LONGEST])}"
    if not Words(words).may_hold(again):
        return False
    said = (post.text for post in reading.posts[:MOST_SENTENCES])
    told = cut_sentences(leave_out(words, find_words(words, said)))
    of_them = (sentence for sentence in told if any(name in sentence for name in names))
    return any(has_match(again, Words(sentence)) for sentence in islice(of_them, MOST_SENTENCES))
