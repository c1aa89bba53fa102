"""Things to notice that follow from facts rather than from a phrase: links, names, who sent it to whom."""

from __future__ import annotations

import re
from itertools import islice

from worker.deciding.grounds import suggest
from worker.deciding.kinds import Facts, is_other_poster
from worker.deciding.matching import Words, cut_sentences, find_match
from worker.deciding.phrases import LONGEST, kinds
from worker.model import Kind, Mail, People, Person, Post, Reading
from worker.reading.platform import Link, find_platform, recognise
from worker.reading.safety import find_stop


def notice_before(reading: Reading, mail: Mail, people: People | None) -> tuple[str, ...]:
    """Flags the posts alone give; rules about words may build on them."""
    flags = [flag for post in reading.posts for flag in _of_post(post, reading)]
    if len(reading.forwarded) - len(mail.embedded) > 1:
        flags.append("nested_forward")
    if mail.embedded:
        flags.append("forwarded_as_attachment")
    if reading.forwarded and is_from_outside(mail, people):
        flags.append("forwarded_by_external_address")
    if _writes_of_themselves(reading, mail):
        flags.append("reporter_is_subject")
    if _only_link(reading):
        flags.append("link_only")
    return tuple(dict.fromkeys(flags))


def notice_after(reading: Reading, facts: Facts, mail: Mail, people: People | None) -> tuple[str, ...]:
    """All flags of a reading, once its kind and grounds are known, each once and in order."""
    flags = [*reading.flags]
    grounds = {g.id for g in reading.grounds}
    outside = is_from_outside(mail, people)
    if reading.case_ref and reading.kind in _ANSWERS:
        flags += _of_answer(facts, people)
    checks = (
        (
            "head_is_subject",
            reading.kind not in (Kind.NOT_A_REPORT, *_ANSWERS) and _head_is_subject(reading, facts, people),
        ),
        ("chair_is_subject", people is not None and _is_about(people.chair, reading, facts)),
        ("dsl_is_subject", people is not None and _is_about(people.dsl, reading, facts)),
        ("lawful_criticism", grounds == {"G5"}),
        ("staff_support_needed", "reporter_is_subject" in flags and bool(grounds & _PERSONAL)),
        ("spam_phishing", reading.kind is Kind.NOT_A_REPORT and _says("phishing", facts)),
        (
            "praise",
            reading.kind is Kind.NOT_A_REPORT and _says("praise", facts) and not _says("phishing", facts),
        ),
        ("thanks", bool(reading.case_ref) and _opens_with_thanks(facts.words)),
        ("external_sender", outside and reading.kind in (Kind.NOT_A_REPORT, Kind.STRANGER, Kind.MISDIRECTED)),
        ("linked_to_case", reading.kind is Kind.NEW_CASE and bool(reading.case_ref)),
        (
            "different_poster",
            reading.kind is Kind.NEW_CASE and bool(reading.case_ref) and is_other_poster(facts),
        ),
        ("match_by_name_needs_confirmation", _matched_by_name(reading, facts)),
    )
    flags += [flag for flag, holds in checks if holds]
    idle = {"repeat_after_report"} if reading.kind is Kind.NEW_CASE else set()
    idle |= {said for flag, said in _SAID_BY.items() if flag in flags}
    if any(_is_of_post(link) and not link.group for link in _links(reading)):
        idle.add("closed_group_possible")
    return tuple(f for f in dict.fromkeys(flags) if f not in idle)


_PERSONAL = {"G3", "G4", "G6", "G8", "G9"}
"""Grounds that weigh on the one who reports being written about: less than these is an insult."""
_SAID_BY = {"anonymous_poster": "identity_unverified", "pile_on": "several_posters"}
"""Flags that say what another does, and more."""


def _links(reading: Reading) -> list[Link]:
    return [link for post in reading.posts if post.url and (link := recognise(post.url))]


def _of_post(post: Post, reading: Reading) -> list[str]:
    flags = []
    link = recognise(post.url) if post.url else None
    platform = find_platform(post.platform)
    if link and link.short:
        flags.append("short_link")
    if platform and platform.closed:
        flags.append("closed_group")
    elif post.platform not in _FORUMS and (link.group if _is_of_post(link) else post.group):
        flags.append("closed_group_possible")
    if post.platform == "snapchat":
        flags.append("ephemeral")
    if post.platform == "google_reviews":
        flags.append("google_school_reviews_restricted")
    return flags + _of_name(post, reading)


def _is_of_post(link: Link | None) -> bool:
    """Whether a link leads to one post, so that it tells by itself whether that stands in a group."""
    return link is not None and link.what == "post" and not link.short


_FORUMS = (
    "newspaper",
    "google_reviews",
    "mumsnet",
    "netmums",
    "reddit",
    "trustpilot",
    "teacher_rating",
    "youtube",
)
_A_PERSON = re.compile(r"(?:(?:Mr|Mrs|Miss|Ms|Dr)\.? )?[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’.-]*){1,3}")
_NO_NAME = re.compile(
    r"anon\w*\b|an? |the |concerned\b|local\b|worried\b|angry\b|google user|a google", re.IGNORECASE
)


def _of_name(post: Post, reading: Reading) -> list[str]:
    """Whether the name shown hides a person: a made-up one on a forum, or a bare account."""
    name = post.poster_name
    if not name:
        return []
    if _NO_NAME.match(name) or (
        post.platform in _FORUMS and (not _A_PERSON.fullmatch(name) or _is_called(name, reading))
    ):
        says_parent = re.search(r"parent|mum|dad|mother|father|carer|gran", name, re.IGNORECASE)
        return ["anonymous_poster"] + ([] if says_parent else ["poster_not_known_parent"])
    return [] if _A_PERSON.fullmatch(name) else ["identity_unverified"]


_CALLED = (
    r"(?:call(?:s|ing) (?:him|her|them)sel(?:f|ves)|user(?: ?name)?|account|profile|handle|signed|signs|goes by|going by"
    r"|(?:under|using) the name(?: of)?|posts as|posting as|alias|known as)(?: (?:is|of|as|called))?[\s:,\"'“‘]{1,4}"
)


def _is_called(name: str, reading: Reading) -> bool:
    """Whether a name is told as that of an account rather than of a person."""
    words = "\n".join((reading.new_text, *(f.text for f in reading.forwarded)))
    return name in words and re.search(_CALLED + re.escape(name), words[:LONGEST], re.IGNORECASE) is not None


def _only_link(reading: Reading) -> bool:
    told = reading.forwarded or any(p.text or (p.poster_name and p.source != "link") for p in reading.posts)
    if told or not any(p.url for p in reading.posts):
        return False
    return len(re.sub(r"https?://\S+|www\.\S+", "", reading.new_text).split()) <= 4


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
    names = frozenset(written) - _MAILBOXES
    quoted = " ".join(p.text for p in reading.posts if p.text)
    return any(w.lower() in names for w in re.findall(r"\b[^\W\d_a-z][^\W\d_]{2,}", quoted))


def is_from_outside(mail: Mail, people: People | None) -> bool:
    """Whether the sender's domain is not the school's: the inbox's own, those of staff, or one under them."""
    if not mail.sender:
        return False
    inside = [people.inbox, *people.staff_domains] if people else [a.email for a in mail.to]
    domains = [d.rpartition("@")[2].lower() for d in inside]
    domain = mail.sender.email.rpartition("@")[2]
    return bool(domains) and not any(
        domain == d or domain.endswith("." + d) or d.endswith("." + domain) for d in domains if d
    )


_HEAD = re.compile(
    r"\b(?:head ?(?:teacher|mistress|master)?|ht|principal)(?:['’]s)?\b"
    r"(?! (?:lice|of |start|boy|girl|injur|ache|first|on\b|in\b))",
    re.IGNORECASE,
)
_GRAVE = {"G3", "G4", "G6", "G7", "G8", "G9"}


def _head_is_subject(reading: Reading, facts: Facts, people: People | None) -> bool:
    """Whether the head is accused, insulted or threatened, by name or office (domain §1.4).

    A plain complaint that mentions the head is not: it would take every review away from the head.
    """
    surname = people.head.name.split()[-1] if people and people.head.name else ""
    if surname and _names(surname, reading, facts):
        return True
    sentences = [s for p in reading.posts if p.text for s in cut_sentences(p.text)]
    return any(
        _HEAD.search(s) and _GRAVE & {g.id for g in suggest(s, (_said(s),)).grounds} for s in sentences
    )


def _is_about(person: Person, reading: Reading, facts: Facts) -> bool:
    """Whether somebody with an office is what a message is about, in anybody's words."""
    if reading.kind is Kind.NOT_A_REPORT:
        return False
    return is_accused(person, "\n".join((facts.words, *(p.text for p in reading.posts if p.text))))


def is_accused(person: Person, words: str) -> bool:
    """Whether a text may speak of somebody by name in the very sentence that is grave (domain §4).

    For those who are told of things because of their office: "I have told Dana Osei" accuses nobody.
    """
    names = person.name.split()
    surname = names[-1] if names else ""
    if len(surname) < 2:
        return False
    sentences = cut_sentences(_SALUTATION.sub("", words)[:LONGEST])
    name = re.compile(rf"\b{re.escape(surname)}\b", re.IGNORECASE)
    named = islice((s for s in sentences if name.search(s)), _MOST_SENTENCES)
    return any(find_stop(s) is not None or _is_grave(s) for s in named)


_MOST_SENTENCES = 40
"""Sentences that name somebody: a text that has more names them in the first."""


def _is_grave(sentence: str) -> bool:
    said = suggest(sentence, (_said(sentence),))
    return bool(_GRAVE & {g.id for g in said.grounds} or _HARM & set(said.flags))


_ANSWERS = (Kind.OTHER_REPLY, Kind.QUERY, Kind.MISDIRECTED)
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
_HARM = frozenset({"safeguarding_allegation", "safeguarding_allegation_possible"})
_COMPLAINS = re.compile(
    r"\b(?:complain\w{0,4}|grievance|allegations?|report\w{0,3})\b[^.!?\n]{0,60}"
    r"\b(?:about|against|regarding|concerning)\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\byou\b", re.IGNORECASE)


def _of_answer(facts: Facts, people: People | None) -> tuple[str, ...]:
    """What an answer says that is no procedure's work: harm, a threat, the head herself accused."""
    said = suggest(facts.words, (_said(facts.words),))
    flags = [flag for flag in said.flags if flag in _OUT_OF_PROCEDURE]
    if any(ground.id == "G9" for ground in said.grounds):
        flags.append("threat_possible")
    sentences = cut_sentences(facts.words)
    if any(_accuses_head(sentence, people) for sentence in sentences):
        flags.append("head_is_subject")
    return tuple(flags)


def _accuses_head(sentence: str, people: People | None) -> bool:
    """Whether a sentence of an answer accuses the head. "You" is the head too: she signed the letter.

    Merely naming her is no accusation: every answer to her letter may do that.
    """
    about_her = _YOU.sub("the headteacher", sentence)
    if about_her != sentence and _HARM & set(suggest(about_her, (_said(about_her),)).flags):
        return True
    if not mentions_head(sentence, people, surely=True):
        return False
    said = suggest(sentence, (_said(sentence),))
    return bool(
        _GRAVE & {g.id for g in said.grounds} or _HARM & set(said.flags) or _COMPLAINS.search(sentence)
    )


_SALUTATION = re.compile(
    r"(?im)^[>\s]{0,10}(?:dear|hi|hello|hey|good (?:morning|afternoon|evening))\b[^\n]{0,60}$"
)


def mentions_head(words: str, people: People | None, *, surely: bool = False) -> bool:
    """Whether words other than a salutation may speak of the head, by surname, initial, first name or office.

    ``surely`` leaves out the first name and the initial, which may be anybody's.
    """
    words = _SALUTATION.sub("", words)
    if _HEAD.search(words):
        return True
    first, *rest = people.head.name.split() if people and people.head.name else [""]
    surname = rest[-1] if rest else first
    if surname and re.search(rf"\b{re.escape(surname)}\b", words, re.IGNORECASE):
        return True
    if surely or not rest:
        return False
    titled = rf"(?:mrs|mr|miss|ms|dr)\.? {re.escape(surname[0])}\b"
    return bool(re.search(rf"\b(?:{re.escape(first)}|{titled})", words, re.IGNORECASE))


def _names(surname: str, reading: Reading, facts: Facts) -> bool:
    name = re.escape(surname)
    quoted = " ".join(p.text for p in reading.posts if p.text)
    verbs = r"about|against|of|at|accus\w*|call\w*|attack\w*|that|on"
    about = rf"\b(?:{verbs})\s+(?:(?:mrs|mr|miss|ms|dr|the head)\.?\s+)?{name}\b"
    said = f"{facts.subject}\n{facts.words}"
    return bool(re.search(rf"\b{name}\b", quoted, re.IGNORECASE) or re.search(about, said, re.IGNORECASE))


def _said(text: str) -> Post:
    return Post(None, None, None, None, None, None, text, "body", 1.0)


def _says(kind: str, facts: Facts) -> bool:
    return find_match(kinds()[kind], facts.says) is not None


def _opens_with_thanks(words: str) -> bool:
    first = re.split(r"(?<=[.!?])\s|\n", words.strip(), maxsplit=1)[0]
    return find_match(kinds()["thanks"], Words(" ".join(first.split()[:6]))) is not None and bool(
        re.match(
            r"\W*(?:many |great |ok |ah |brilliant |perfect )?(?:thank|thx|cheers|ta\b)", first, re.IGNORECASE
        )
    )


def _matched_by_name(reading: Reading, facts: Facts) -> bool:
    """Whether a name alone, or "NAME again", hints at a case: whether it is the same person, people know."""
    if reading.case_ref or not any(p.poster_name for p in reading.posts):
        return False
    return reading.kind is Kind.FOLLOW_UP or (reading.kind is Kind.NEW_CASE and _says("again", facts))
