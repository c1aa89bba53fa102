"""Attribution lines found by shape: "On …, X wrote:", wrapped or not, in listed languages and others."""

from __future__ import annotations

import re
from itertools import pairwise

from worker.reading.message.addresses import find_email
from worker.reading.quoted.dates import date_score, find_date
from worker.reading.quoted.quotehtml import marks
from worker.reading.quoted.shapes import MOST_SEARCHED, Line
from worker.reading.quoted.verbs import has_verb, single_verbs
from worker.reading.quoted.whowrote import ENDS, says_who_wrote

_HINT = re.compile(r"[\d@]")
_MOST_LINES = 5
_MOST_CHARACTERS = 420


def may_attribute(lines: list[Line]) -> list[bool]:
    """Say for each line whether an attribution may begin there at all; most lines of a mail are told so.

    Within five lines of its paragraph stands a digit, an address or "via", or a quote follows.
    """
    quotes = any(line.depth for line in lines)
    may, near = [False] * len(lines), len(lines) + _MOST_LINES
    for index in range(min(len(lines), MOST_SEARCHED + _MOST_LINES) - 1, -1, -1):
        line = lines[index]
        if line.content:
            if (
                _HINT.search(line.content)
                or "via" in line.content
                or (quotes and _is_above_a_quote(lines, index))
            ):
                near = index
            may[index] = near < index + _MOST_LINES
        else:
            near = len(lines) + _MOST_LINES
    return may


def _is_above_a_quote(lines: list[Line], index: int) -> bool:
    return any(line.depth > lines[index].depth for line in lines[index + 1 : index + 3])


def find_attribution(lines: list[Line], start: int) -> int | None:
    """Return the line after an attribution that begins at ``start``, or None.

    It holds a date and an address or a verb known to end such lines, closes with a colon (or that
    verb), and runs over at most four lines, where a client wrapped it.
    """
    if start >= MOST_SEARCHED:
        return None
    end = _find_end(lines, start)
    if end is not None and end > start + 1 and not _may_open(lines, start):
        # A typed line right above an attribution is no part of it; half of a name in quotes is.
        halved = lines[start].content.count('"') % 2 and lines[start + 1].content.count('"') % 2
        return end if halved or _find_end(lines, start + 1) is None else None
    if end is not None and _holds_another(lines, start, end):
        return None
    if end is not None and _is_a_sentence(lines, start, end):
        return None
    return end


def _holds_another(lines: list[Line], start: int, end: int) -> bool:
    """True for a typed line right above an attribution that is whole without it: "When: Friday"."""
    listed = _LISTED.match(lines[start].content)
    return any(
        find_date(lines[at].content) is not None
        and (listed or (_opens(lines[at].content) and find_email(lines[at].content)))
        and _find_end(lines, at) == end
        for at in range(start + 1, end)
    )


_LISTED = re.compile(r"[^\W\d_]{1,20}(?: [^\W\d_]{1,20}){0,2}\s?[:：] ")


def _is_a_sentence(lines: list[Line], start: int, end: int) -> bool:
    """True for "2. no, she wrote on 24/11 that:" amid typed lines: no address, no name in front, no quote."""
    text = " ".join(line.content for line in lines[start:end])
    told = text.lower().split(" ", 1)[0] in marks("lines", "sentence_words")
    apart = start == 0 or lines[start - 1].blank
    if any(line.depth for line in lines[end : end + 2]):
        return False
    if find_email(text):
        return False
    *_, speaker, verb = ("", "", *text.rstrip(" :：").split())
    if verb.lower() in marks("lines", "said") and speaker[:1].islower():
        return True
    if any(
        one in marks("lines", "sentence_words") and then in single_verbs()
        for one, then in pairwise(text.lower().split())
    ):
        return True
    return told or (not apart and (text[0].isdigit() or text[0].islower()) and (find_date(text) or 0) > 12)


def _may_open(lines: list[Line], start: int) -> bool:
    """True for a first line that holds the date, the address or the word that attributions begin with."""
    content = lines[start].content
    below = lines[start + 1].content
    if below.startswith(("<", "(")) and find_email(below) and (start == 0 or lines[start - 1].blank):
        return True
    if find_date(content) is not None or find_email(content):
        return True
    if not _opens(content) or content[-1] in ".!?":
        return False
    return find_date(below) is None or not _opens(below)


def _opens(content: str) -> bool:
    """True for a line with the word that attributions begin with in front."""
    return content.lower().split(" ", 1)[0].strip(",.:‫‪") in marks("lines", "openers")


def _find_end(lines: list[Line], start: int) -> int | None:
    text = ""
    for index in range(start, min(start + _MOST_LINES, len(lines))):
        line = lines[index]
        if line.blank or line.depth != lines[start].depth or len(line.content) > _MOST_CHARACTERS:
            return None
        text = f"{text} {line.content}" if text else line.content
        if len(text) > _MOST_CHARACTERS:
            return None
        if _HINT.search(text) and says_who_wrote(text):
            return index + 1 + _names_below(text, lines[index + 1 : index + 2], line.depth)
        if _names_the_quote(text, lines[index + 1 : index + 2], line.depth) or _names_below_a_gap(
            text, lines[index + 1 : index + 3], line.depth
        ):
            return index + 1
    return None


def _names_below(text: str, following: list[Line], depth: int) -> bool:
    """True when the line was wrapped behind its verb: "… um 15:02 Uhr schrieb" and then "Name <address>:"."""
    if ENDS.search(text) or not following or following[0].depth != depth:
        return False
    below = following[0].content
    return bool(len(below) < 120 and ENDS.search(below) and find_email(below))


def _names_the_quote(text: str, following: list[Line], depth: int) -> bool:
    """A short "X wrote:" or "Quoting X <address>:" right above quoted lines needs no date."""
    if " via " in text and len(text) < 120 and ENDS.search(text) and has_verb(text, ends=False):
        return True
    if not following or following[0].depth <= depth or len(text) > 120 or not ENDS.search(text):
        return False
    if find_email(text) or has_verb(text, ends=False) or _NAME_AND_DATE.fullmatch(text):
        return True
    return _is_timed(text) or _has_verb_behind_a_time(text) or _has_verb_between_name_and_date(text)


def _has_verb_between_name_and_date(text: str) -> bool:
    """ "Ann Lee wrote on 8 Feb:", and no word more."""
    told = text.split()
    at = next((index for index, token in enumerate(told) if token.lower() in single_verbs()), 0)
    names, dated = told[:at], " ".join(told[at + 1 :])
    named = 0 < at < 5 and _NAMES.fullmatch(" ".join(names)) and _ASKS.search(text) is None
    is_told = text.lower().split(" ", 1)[0] in marks("lines", "sentence_words")
    return bool(named and not is_told and len(dated) < 40 and _opens(dated) and _HINT.search(dated))


_NAME_AND_DATE = re.compile(
    r"(?:[^\W\d_a-z][\w'’.-]{0,20},? ){1,4}(?:\d{1,2}[a-z.]{0,2},? )?"
    r"(?:[^\W\d_]{3,10}\.?,? )?(?:\d{1,2}[a-z.]{0,2},? )?(?:19|20)\d\d(?:,? (?:at )?\d{1,2}:\d\d)?:"
)
_NAMES = re.compile(r"[^\W\d_a-z][\w'’-]{0,20}(?: [^\W\d_a-z][\w'’-]{0,20}){0,3}")


def _has_verb_behind_a_time(text: str) -> bool:
    """ "Am 24.11.26 um 15:02 schrieb" and a name, however long: but for that, the line is a date alone."""
    tokens = text.split()
    at = next((index for index, token in enumerate(tokens) if token.lower() in single_verbs()), 0)
    return 1 < at < _MOST_DATE_WORDS and date_score(" ".join(tokens[:at])) >= 4


_MOST_DATE_WORDS = 10


def _is_timed(text: str) -> bool:
    """A date, a time and a name with a colon, in a language no list holds, without a word that asks."""
    return date_score(text) >= 4 and _ASKS.search(text) is None


_ASKS = re.compile(
    r"\b(?:hold|wait|until|approv\w*|reject\w*|change|send|stop|not|no|yes|ok|by|before|after|see|draft|version)\b",
    re.IGNORECASE,
)


def _names_below_a_gap(text: str, following: list[Line], depth: int) -> bool:
    """Above an empty line and a quote, "X wrote:" needs a name: "She wrote:" is the writer's own."""
    if len(following) < 2 or not following[0].blank:
        return False
    if following[1].depth <= depth and " via " not in text:
        return False
    first = text.lower().split(" ", 1)[0]
    dated = _is_timed(text) or (first.strip(",.:") in marks("lines", "openers") and _HINT.search(text))
    if (not text[:1].isupper() or text.count(" ") > 5) and not dated:
        return False
    return first not in marks("lines", "sentence_words") and _names_the_quote(text, following[1:], depth)
