"""Whether a report is about the reporter: named or meant by the post, or the one it was sent to."""

from __future__ import annotations

import re
from itertools import chain, islice

from worker.deciding.judging.matching import cut_sentences
from worker.deciding.judging.phrases import LONGEST
from worker.model import Mail, Reading
from worker.reading.words.titles import A_TITLE

_MAILBOXES = frozenset(
    (
        *("head", "office", "admin", "info", "deputy", "staff", "school", "enquiries", "reception"),
        *("safeguarding", "contact", "mail", "home"),
    )
)


def writes_of_themselves(reading: Reading, mail: Mail) -> bool:
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
    return (
        _is_the_one(reading, quoted)
        or _is_written_to(reading, quoted)
        or _is_told_of(names, surnames, reading)
    )


_TO_ME = re.compile(
    r"\b(?:sent|sends|sending|left|leaving) me (?:an?|another|two|three|several)\b"
    r"(?: [\w-]{1,20}){0,4}? (?:messages?|dms?|pms?|texts?|voice ?(?:notes?|mails?))\b",
    re.IGNORECASE,
)
"""Whoever writes to the reporter, and to nobody else."""
_YOU = re.compile(r"\b(?:you|your|youre|yours|u|ur)\b", re.IGNORECASE)


def _is_written_to(reading: Reading, quoted: str) -> bool:
    """Whether the poster's message went to the reporter alone, and speaks to "you"."""
    told = reading.new_text[:LONGEST]
    if " me " not in told or _YOU.search(quoted) is None:
        return False
    names = [p.poster_name for p in reading.posts if p.poster_name]
    wrote = (told[max(0, m.start() - _BEFORE) : m.start()] for m in _TO_ME.finditer(told))
    return any(name in before for before in wrote for name in names)


_BEFORE = 60
"""How far before what came to the reporter the name stands of whoever sent it."""


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
