"""Whether a text, its lines put together, says who wrote what follows: "On …, X wrote:"."""

from __future__ import annotations

import re

from worker.reading.message.addresses import find_email
from worker.reading.quoted.dates import find_date
from worker.reading.quoted.verbs import has_verb, may_end_with_verb

ENDS = re.compile(r"[:：៖፦፡՝]\s{0,3}[*_]{0,2}\Z")
"""The colon that closes it."""
_GOES_ON = re.compile(r"[:：]\s{2,9}\S")
_SIGN = re.compile(r"@|[:：]\s{2,9}\S|[:：៖፦፡՝][\s*_=-]{0,40}\Z")
"""What a line has that says who wrote: an address, or a colon that ends it or goes on to what was written."""
_DASH = "-_=* "
_DASHES = re.compile(r"\A[-_=* ]{2,20}|[-_=* ]{2,20}\Z")
# Old Gmail: a date and a mailbox, and no more; a web forum: its own phrase.
_BARE_DATED = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[/.]\d{1,2}[/.]\d{4},? \d{1,2}:\d\d,?)"
    r"(?: \d{1,2}:\d\d)?(?: (?:GMT|UTC)[+-]\d\d:\d\d)?"
    r" [^<>\d]{1,60} ?<[^<>@\s]{1,80}@[^<>@\s]{1,80}>:?"
)
_QUOTING = re.compile(
    r"Excerpts from .{1,80}'s message of [^:]{8,40}[\d:]{3,8}[^:]{0,12}:|"
    r"(?:Quoting|Zitat von|Citando|Citation de|Quoting from) [^<>]{0,80}<?[^<>@\s]{1,80}@[^<>@\s]{1,80}>?:"
)
_POSTED = re.compile(r"Posted by .{1,80} on \d{1,2}[/.]\d{1,2}[/.]\d{4}\Z")


def says_who_wrote(text: str) -> bool:
    """Whether it has a date and an address or a verb of writing, and a colon or that verb at its end."""
    return _may_say_who_wrote(text) and _says_who_wrote(text)


def _may_say_who_wrote(text: str) -> bool:
    """Whether a line has what an attribution needs, by which most are told at once."""
    return bool(_SIGN.search(text)) or "Posted by" in text or may_end_with_verb(text)


def _says_who_wrote(text: str) -> bool:
    # Yahoo's app goes on with the quoted words on the same line.
    inside = _GOES_ON.search(text)
    if inside and find_email(text[: inside.end()]) and has_verb(text[: inside.end() - 1], ends=False):
        text = text[: inside.end() - 1].rstrip()
    if text[0] in _DASH or text[-1] in _DASH:
        text = _DASHES.sub("", text)
    text = _cut_going_on(text)
    if len(text) < 12:
        return False
    if ("@" in text and _BARE_DATED.fullmatch(text)) or _POSTED.match(text) or _QUOTING.fullmatch(text):
        return True
    ends = bool(ENDS.search(text))
    verb = has_verb(text, ends)
    if not (ends or verb):
        return False
    address = find_email(text)
    if not (verb or address):
        return False
    dated = find_date(text)
    if dated is None:
        return bool(address and verb and ends and text.count(" ") < 12)
    if address:
        return verb or dated < 60 or address.start() < 90
    return verb and (dated < 40 or ends)


_ON = re.compile(r"@[^\s:：]{2,280}+(?:[\s,]{1,3}[^\s:：]{1,20}+)?(?:\s[^\s:：]{1,20}+){0,2}\s?[:：](?=\s\S)")


def _cut_going_on(text: str) -> str:
    """Leave off what stands behind the colon, where the quoted words follow on the same line."""
    inside = _ON.search(text)
    if inside is None or find_date(text[: inside.start()]) is None:
        return text
    return text[: inside.end()] if has_verb(text[: inside.end()], ends=False) else text
