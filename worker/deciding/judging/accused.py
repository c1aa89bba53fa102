"""Whether a mail is about somebody with an office: the head above all, the chair, the safeguarding lead.

Where the head is the subject the case is not hers (domain §1.4, §4). A plain complaint that mentions
her does not make her the subject.
"""

from __future__ import annotations

import re
from itertools import islice, pairwise

from worker.deciding.judging.facts import Facts
from worker.deciding.judging.grounds import Suggestion, suggest
from worker.deciding.judging.matching import cut_sentences
from worker.deciding.judging.phrases import LONGEST
from worker.model import Kind, People, Person, Post, Reading
from worker.reading.safety import find_stop
from worker.reading.words.titles import A_TITLE

# The letter first, then what may not stand before it: so most signs are passed over at once.
_HEAD = re.compile(
    r"[hp](?<!\w.)(?<!per .)(?<!quid a .)(?<!pounds a .)(?<!\d a .)"
    r"(?<!['’]s .)(?<!their .)(?<!his .)(?<!her .)(?<!your .)(?<!my .)"
    r"(?<!deputy .)(?<!depute .)(?<!assistant .)"
    r"(?:(?<=h)(?:e(?:ad|id)(?: ?(?:teacher|mistress|master)|ie)?|t)|(?<=p)(?:rincipal|ennaeth|rifathro))"
    r"(?:['’]s)?\b"
    r"(?! (?:lice|of |start|boy|girl|injur|ache|first|on\b|in\b))",
    re.IGNORECASE,
)
_GRAVE = {"G3", "G4", "G6", "G7", "G8", "G9"}


def head_is_subject(reading: Reading, facts: Facts, people: People | None) -> bool:
    """Whether the head is accused, insulted or threatened, by name or office (domain §1.4).

    A plain complaint that mentions the head is not: it would take every review away from the head.
    """
    surname = people.head.name.split()[-1] if people and people.head.name else ""
    if "impersonation_possible" in reading.flags and any(
        _HEAD.search(p.poster_name) for p in reading.posts if p.poster_name
    ):
        return True
    if surname and _names(surname, reading, facts):
        return True
    posts = [cut_sentences(p.text) for p in reading.posts if p.text]
    if any(_HEAD.search(s) and _GRAVE & _grounds_of(s) for sentences in posts for s in sentences):
        return True
    # What is claimed of her stands in the next sentence ("… whose dads golf with the head. Backhanders"),
    # or in the one before ("She took bribes. The head, I mean").
    pairs = (
        f"{one} {two}"
        for sentences in posts
        for one, two in pairwise(sentences)
        if _HEAD.search(one) or (_HEAD.search(two) and len(two.split()) <= _FEW)
    )
    return any({"G3", "G6"} <= _grounds_of(pair) for pair in islice(pairs, MOST_SENTENCES))


_FEW = 4
"""Words of a sentence that says no more than whom the one before it meant."""


def _grounds_of(words: str) -> set[str]:
    return {ground.id for ground in judge(words).grounds}


def is_about(person: Person, reading: Reading, facts: Facts) -> bool:
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
    named = islice((s for s in sentences if name.search(s)), MOST_SENTENCES)
    return any(find_stop(s) is not None or _is_grave(s) for s in named)


MOST_SENTENCES = 40
"""Sentences that name somebody: a text that has more names them in the first."""


def _is_grave(sentence: str) -> bool:
    said = judge(sentence)
    return bool(_GRAVE & {g.id for g in said.grounds} or _HARM & set(said.flags))


_HARM = frozenset({"safeguarding_allegation", "safeguarding_allegation_possible"})
_COMPLAINS = re.compile(
    r"\b(?:complain\w{0,4}|grievance|allegations?|report\w{0,3})\b[^.!?\n]{0,60}"
    r"\b(?:about|against|regarding|concerning)\b",
    re.IGNORECASE,
)
_YOU = re.compile(r"\byou\b", re.IGNORECASE)


def accuses_head(sentence: str, people: People | None) -> bool:
    """Whether a sentence of an answer accuses the head. "You" is the head too: she signed the letter.

    Merely naming her is no accusation: every answer to her letter may do that.
    """
    about_her = _YOU.sub("the headteacher", sentence)
    if about_her != sentence and _HARM & set(judge(about_her).flags):
        return True
    if not mentions_head(sentence, people, surely=True):
        return False
    return _is_grave(sentence) or _COMPLAINS.search(sentence) is not None


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
    titled = rf"{A_TITLE} {re.escape(surname[0])}\b"
    return bool(re.search(rf"\b(?:{re.escape(first)}|{titled})", words, re.IGNORECASE))


def _names(surname: str, reading: Reading, facts: Facts) -> bool:
    name = re.escape(surname)
    quoted = " ".join(p.text for p in reading.posts if p.text)
    verbs = r"about|against|of|at|accus\w*|call\w*|attack\w*|that|on"
    about = rf"\b(?:{verbs})\s+(?:(?:{A_TITLE}|the head)\s+)?{name}\b"
    said = f"{facts.subject}\n{facts.words}"
    return bool(re.search(rf"\b{name}\b", quoted, re.IGNORECASE) or re.search(about, said, re.IGNORECASE))


def judge(words: str) -> Suggestion:
    """What words are, taken as if a poster had said them."""
    return suggest(words, (Post(None, None, None, None, None, None, words, "body", 1.0),))
