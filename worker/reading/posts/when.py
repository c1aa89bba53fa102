"""When a post appeared or was seen, in the reporter's own words: "last night about 9pm", "20 mins ago"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from worker.reading.posts.languages import find_when_abroad
from worker.reading.words.indexed import Indexed

_NUMBER = r"(?:\d{1,3}|an?|one|two|three|four|five|six|ten|twenty|a few|a couple of|several"
_NUMBER += r"|half an|(?:a )?quarter of an)"
_UNITS = r"(?:mins?|minutes?|hrs?|hours?|days?|weeks?|months?|years?|h|d|w)"
_DAYS = ("mon", "tues", "tue", "wednes", "wed", "thurs", "thu", "fri", "satur", "sat", "sun")
_WEEKDAY = rf"(?:{'|'.join(_DAYS)})(?:day)?\b"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_PART = r"(?:night|morning?|mornin['’]|afternoon|evenin[g'’]?|lunchtime|teatime|tea ?time|dinner ?time)"
_HOUR = r"(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
_CLOCK = (
    r"(?:(?:about |around |at |approx\.? |just (?:before|after) |c\.? ?){0,2}"
    r"\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\b\.?|o['’]?clock)"
    r"|(?:about |around |at ){0,2}\d{1,2}[:.]\d\d(?: ?(?:hrs|hours))?\b"
    r"|(?:(?:about |around |at ){1,2}half"
    r"|(?:about |around |at ){0,2}(?:half|quarter|ten|twenty|five|\d{1,2}) (?:past|to))"
    rf" {_HOUR}"
    r"(?: (?:o['’]?clock|in the (?:morning|afternoon|evening)|at night))?)"
)
_DAY = (
    rf"(?:(?:on )?(?:{_WEEKDAY},? )?\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? 20\d\d)?"
    r"|\d{1,2}/\d{1,2}(?:/(?:20)?\d\d)?(?![\w/])|20\d\d-\d\d-\d\d"
    rf"|(?:last |on |this ){{0,2}}{_WEEKDAY}(?: {_PART})?"
    r"|(?:late )?last (?:night|nite|nyt)"
    rf"|(?:yesterday|yday|yesturday|yestaday)(?: {_PART})?|(?:earlier )?this (?:{_PART}|week|aft|pm|am)\b"
    r"|at (?:lunch|tea|dinner|break|play|home|bed)[ -]?time|at (?:lunch|break|noon|midnight|breakfast)\b"
    r"|over the weekend|at the weekend|(?:earlier )?(?:today|2day)|tonight|tonite|2nite|overnight|just now"
    r"|(?<!of )(?<!for )(?<!in )(?<!on )(?<!by )(?<!all )(?<!into )(?<!during )(?<!through )(?<!before )"
    r"(?<!after )the ni(?:gh|ch)t(?= on (?:her|his|their|fb|facebook|insta\w*)\b|[.,\n])"
    r"|first thing(?! (?:i|we|you|s?he)\b)|last (?:week|weekend|month))"
)
_AGO = rf"(?:about |around |over )?{_NUMBER} ?{_UNITS}(?: or so)? ago"
_SPAN = (
    rf"every (?:single )?(?:day|night|week)(?: for (?:the (?:last|past) )?{_NUMBER} (?:days|weeks|months))?"
    rf"|for (?:the (?:last|past) )?{_NUMBER} (?:days|weeks|months)\b|since {_WEEKDAY}"
    rf"|since (?:about |around |just (?:before |after )){{0,2}}"
    rf"(?:{_HOUR}|{_PART}|lunch|dinner|breakfast|yesterday|midnight)"
    rf"|a (?:day|week|month) since (?:the )?(?:(?:october|february|may) )?"
    rf"(?:half[ -]?term|holidays?|summer|term (?:began|started)|christmas|easter|{_MONTH})"
)
_WHEN = re.compile(
    rf"\b(?:{_AGO}|{_SPAN}|{_DAY}(?:,? {_CLOCK})?|{_CLOCK}(?:,? (?:on )?{_DAY})?)", re.IGNORECASE
)
_LONGEST = 50_000
_STOP = re.compile(r"[.!?\n]\s")
_BEGINNINGS = frozenset(
    (
        *("about", "around", "over", "approx", "just", "c", "at", "on", "for", "since", "every", "late"),
        *("last", "this", "earlier", "today", "tonight", "yesterday", "a", "an", "several"),
        *("one", "two", "three", "four", "five", "six", "ten", "twenty", "half", "quarter"),
        *("overnight", "first", "tonite", "2nite", "2day", "yday", "yesturday", "yestaday"),
        *(f"{day}{end}" for day in _DAYS for end in ("", "day")),
    )
)
"""The words with which a time may begin; any other begins with a number, or "c" before one."""
_NIGHTS = frozenset(("night", "nicht"))
"""In Scotland "the night" is tonight."""
_OF_SOMETHING_ELSE = re.compile(
    r"\b(?:by|until|till|before|(?<!is )(?<!its )(?<!['’]s )(?<!was )(?<!dates )from) (?:the |this |next )?$"
    r"|\b(?:due|available|free|back (?:on|in)|tell (?:you|who)|ring|call|speak|see you|meeting|opening"
    r"|expires?"
    r"|gone(?! (?:live|up|on|viral)\b))\b[^.\n]{0,20}$|\b(?:reported|flagged)\b[^.\n]{0,50}$",
    re.IGNORECASE,
)

_CLAUSE = re.compile(
    r"\b(?:that|because|about(?! \d| (?:me|us|him|her|them) on\b)|when|telling|who|says|saying|said|claims"
    r"|claiming|since|told)\b",
    re.IGNORECASE,
)
_POSTING = re.compile(
    r"\b(?:posted|posting|put|wrote|written|shared|commented|tweeted|uploaded|appeared|went up|gone up"
    r"|was on|is on|seen|saw|spotted|sent|live|published|screenshot\w*|noticed|found)\b",
    re.IGNORECASE,
)


_THEN_POSTED = re.compile(
    rf",? (?:s?he|they|it)(?: has| had| have|['’]s)?(?: \w+ly| also| then| just)? {_POSTING.pattern}",
    re.IGNORECASE,
)
"""Behind a time, who posted then."""


class Moment(NamedTuple):
    """Words that may date a post, where they stand, and what stands before them in their sentence.

    ``posted`` says that they stand with what was posted, whatever else the sentence tells.
    """

    start: int
    end: int
    words: str
    before: str
    posted: bool


def find_moments(masked: Indexed) -> Iterator[Moment]:
    """All words of ``masked`` (quotations blanked) that may date a post, in order."""
    if len(masked.text) > _LONGEST:
        masked = Indexed(masked.text[:_LONGEST])
    scots = ("the",) if not _NIGHTS.isdisjoint(masked.words) else ()
    for match in masked.try_at(_WHEN, masked.find((*_BEGINNINGS, *masked.numbers, *scots))):
        before = _STOP.split(masked.text[max(0, match.start() - 200) : match.start()])[-1]
        posted = bool(
            _THEN_POSTED.match(masked.text, match.end()) or _is_behind_words(masked.text, before, match)
        )
        if posted or not (_OF_SOMETHING_ELSE.search(before) or _tells_another_time(before)):
            yield Moment(*match.span(), match.group().strip().rstrip(",."), before, posted)


class Moments:
    """The moments of ``masked`` in order, each looked for once, when it is first asked for."""

    def __init__(self, masked: Indexed) -> None:
        self.masked = masked
        self._found: list[Moment] = []
        self._coming = find_moments(masked)

    def __iter__(self) -> Iterator[Moment]:
        at = 0
        while at < len(self._found) or self._look_on():
            yield self._found[at]
            at += 1

    def _look_on(self) -> bool:
        moment = next(self._coming, None)
        if moment is not None:
            self._found.append(moment)
        return moment is not None


def find_when(moments: Moments) -> str | None:
    """The first words of a text (quotations blanked) that date the post, exactly as written."""
    masked, seen = moments.masked, None
    for moment in moments:
        if moment.posted or (seen and _PUT_UP.search(moment.before)):
            return moment.words
        if not (seen or _I_SAW.search(moment.before)):
            return moment.words
        seen = seen or moment.words
    return seen or find_when_abroad(
        masked if len(masked.text) <= _LONGEST else Indexed(masked.text[:_LONGEST])
    )


_I_SAW = re.compile(r"\b(?:I|we) (?:only |just |first )?(?:saw|noticed|spotted|found|came across|read)\b")
_PUT_UP = re.compile(r"\b(?:posted|put|wrote|written|shared|commented|tweeted|uploaded|went up|was up)\b")
"""When it was put up says more than when somebody saw it, wherever it stands in a sentence."""


def _tells_another_time(before: str) -> bool:
    """Whether the time belongs to what was said ("… that he was late on Friday"), not to the saying."""
    clauses = list(_CLAUSE.finditer(before))
    return bool(clauses) and not _POSTING.search(before, clauses[-1].end())


_ENDS = re.compile(r"\s{0,3}(?:[.!)\n]|\Z)")


def _is_behind_words(text: str, before: str, when: re.Match[str]) -> bool:
    """Whether a time ends the sentence behind a quotation: then it is when that was said."""
    return before.endswith(("\x00 ", "\x00, ")) and _ENDS.match(text, when.end()) is not None
