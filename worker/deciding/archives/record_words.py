"""What an answer says of records: "erase 2", "keep 3 for another year", "legal hold HU-2026-0042".

Read before the grammar of cases, and cut out of the text for it. Fail closed: a word of these that is
not plainly said of numbers that were asked about, or of a case by its own, puts the whole answer in doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from worker.deciding.archives.held_words import BETWEEN, left_over
from worker.deciding.archives.records import years_after
from worker.deciding.school.names import MONTHS
from worker.deciding.sentences import say


class RecordVerb(StrEnum):
    """What can be said of a record."""

    ERASE = "erase"
    KEEP = "keep"
    HOLD = "hold"
    LIFT = "lift"


_MOST = 5_000
"""Characters: a longer answer is no list of numbers."""
_ONE = r"(?:(?:no\.?|numbers?|#)[ \t]{0,3})?(?:HU-\d{4}-\d{4,6}|\d{1,3})"
_LIST = rf"{_ONE}(?:[ \t]{{0,3}}(?:,|and|&|\+)[ \t]{{0,3}}{_ONE}){{0,20}}"
_OPENS = r"(?:^|(?<=[\n,;.])|(?<= and ))[ \t]{0,5}(?:(?:please|and|also|then)[ \t]{1,3}){0,2}"
_ENDS = r"(?:[ \t]{1,3}please)?[ \t]{0,5}(?=$|[\n,;.!]|[ \t]and[ \t])"
_REFS = r"HU-\d{4}-\d{4,6}(?:[ \t]{0,3}(?:,|and|&|\+)[ \t]{0,3}HU-\d{4}-\d{4,6}){0,20}"
_SPAN = (
    r"(?:[ \t]{1,3}(?:for[ \t]{1,3}(?P<count>an?|another|one|two|three|four|five|six|seven|ten|\d{1,2})"
    r"(?:[ \t]{1,3}more)?[ \t]{1,3}years?"
    r"|until[ \t]{1,3}(?P<day>\d{1,2})[ \t]{1,3}(?P<month>[A-Za-z]{3,9})[ \t]{1,3}(?P<year>\d{4})))?"
)
_HOLD = r"(?:put[ \t]{1,3})?(?:a[ \t]{1,3})?legal[ \t]{1,3}hold(?:[ \t]{1,3}(?:on|for))?"
_LIFT = (
    r"(?:lift|end|release|remove)[ \t]{1,3}(?:the[ \t]{1,3})?(?:legal[ \t]{1,3})?hold"
    r"(?:[ \t]{1,3}(?:on|of|from))?"
)
_SAID = tuple(
    (verb, re.compile(_OPENS + form + _ENDS, re.IGNORECASE))
    for verb, form in (
        (RecordVerb.LIFT, rf"{_LIFT}[ \t]{{1,3}}(?P<list>{_LIST})"),
        (RecordVerb.LIFT, rf"(?P<list>{_LIST})[ \t]{{0,3}}[:.)–-]?[ \t]{{0,3}}{_LIFT}"),
        (RecordVerb.HOLD, rf"{_HOLD}[ \t]{{1,3}}(?P<list>{_LIST})"),
        (RecordVerb.HOLD, rf"(?P<list>{_LIST})[ \t]{{0,3}}[:.)–-]?[ \t]{{0,3}}{_HOLD}"),
        (
            RecordVerb.HOLD,
            rf"hold[ \t]{{1,3}}(?P<list>{_REFS})[ \t]{{1,3}}for[ \t]{{1,3}}legal(?:[ \t]{{1,3}}reasons)?",
        ),
        (RecordVerb.ERASE, rf"erase[ \t]{{1,3}}(?P<list>{_LIST})"),
        (RecordVerb.ERASE, rf"(?P<list>{_LIST})[ \t]{{0,3}}[:.)–-]?[ \t]{{0,3}}erase"),
        (RecordVerb.KEEP, rf"keep[ \t]{{1,3}}(?P<list>{_LIST}){_SPAN}"),
        (
            RecordVerb.KEEP,
            rf"(?P<list>{_LIST})[ \t]{{0,3}}[:.)–-]?[ \t]{{0,3}}keep(?:[ \t]{{1,3}}it)?{_SPAN}",
        ),
    )
)
_MEANS = re.compile(
    r"\b(?:erase[ds]?|erasing|erasure|legal[ \t]{1,3}hold)\b"
    r"|\b(?:lift|end|release|remove)[ \t]{1,3}(?:the[ \t]{1,3})?hold\b",
    re.IGNORECASE,
)
_BARE = re.compile(rf"(?:please[ \t]{{1,3}})?{_HOLD}(?:[ \t]{{1,3}}(?:this|it|please))?", re.IGNORECASE)
_OF_RECORDS = (RecordVerb.ERASE, RecordVerb.KEEP)
_LONGEST_YEARS = 60
_COUNTS = {
    "a": 1,
    "an": 1,
    "another": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "ten": 10,
}
_YES = re.compile(
    r"(?:yes[ \t,.:;-]{0,5})?(?:please[ \t,]{0,3})?erase"
    r"(?:[ \t]{1,3}(?:it|them|this|these|both|all|all of them))?"
    r"(?:[ \t]{1,3}(?:now|please|for good))?[ \t.!]{0,5}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """One word about one record: ``which`` is a number of the mail that is answered, or a case's own."""

    verb: RecordVerb
    which: int | str
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class RecordWords:
    """What is said of records, what is left of the text, and any doubt, in words."""

    said: tuple[Said, ...] = ()
    rest: str = ""
    doubt: str = ""


def read_records(
    text: str, records: tuple[int, ...], others: tuple[int, ...], today: date
) -> RecordWords | None:
    """Read what an answer says of records; None where it says nothing of them.

    ``records`` are the numbers under which records were asked about, ``others`` those of anything else: no
    word erases or keeps those, but a hold may be set and lifted on any.
    """
    if len(text) > _MOST:
        return None
    if _BARE.fullmatch(text.strip(BETWEEN)):
        return RecordWords((Said(RecordVerb.HOLD, ""),))
    said: list[Said] = []
    rest = text
    for verb, form in _SAID:
        if verb in _OF_RECORDS and not records:
            continue  # "keep 2" is then said of a draft
        for found in form.finditer(rest):
            until = _until(found.groupdict(), today) if verb is RecordVerb.KEEP else None
            said += [Said(verb, which, until) for which in _listed(found["list"])]
        rest = form.sub("", rest)
    means = _MEANS.search(rest) is not None
    if not said and not (means and records):
        return None
    doubt = _find_doubt(said, records, others, today)
    if means or "?" in text:
        doubt = doubt or say("record_words.not_clear_what_be_done")
    return RecordWords(doubt=doubt) if doubt else RecordWords(tuple(dict.fromkeys(said)), left_over(rest))


def is_yes(text: str) -> bool:
    """Whether an answer to the mail that lists what is to be erased says so again, and nothing else."""
    return _YES.fullmatch(text.strip()) is not None


def _listed(text: str) -> list[int | str]:
    found = re.findall(r"HU-(\d{4}-\d{4,6})|(\d{1,3})", text, re.IGNORECASE)
    return [ref or int(number) for ref, number in found]


def _until(found: dict[str, str | None], today: date) -> date:
    """Until when something is kept: a year where nothing else is said; a day that is none is in the past."""
    if found["count"]:
        word = found["count"].lower()
        return years_after(today, _COUNTS.get(word) or int(word) if word in _COUNTS or word.isdigit() else 1)
    if found["day"] and found["month"] and found["year"]:
        month = found["month"].lower()
        named = [n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(month)]
        try:
            return date(int(found["year"]), named[0], int(found["day"]))
        except (ValueError, IndexError):
            return date.min
    return years_after(today, 1)


def _find_doubt(said: list[Said], records: tuple[int, ...], others: tuple[int, ...], today: date) -> str:
    """Say what is not plain: a number that is no record, a day that is over, two words about one."""
    for one in said:
        if one.until_on is not None and not today < one.until_on <= years_after(today, _LONGEST_YEARS):
            return say("record_words.day_until_which_be_kept")
        if not isinstance(one.which, int) or one.which in records:
            continue
        if one.which not in others:
            return say("record_words.there_nothing_with_number_in", which=one.which)
        if one.verb in _OF_RECORDS:
            return say("record_words.number_no_record_whose_time", which=one.which)
    whiches = [one.which for one in dict.fromkeys(said)]
    return say("record_words.two_things_were_said_about") if len(set(whiches)) < len(whiches) else ""
