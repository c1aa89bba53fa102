"""Words that can only stand for one thing: a weekday, a time, a date, a title; and names one letter apart."""

from __future__ import annotations

import re

from worker.deciding.decision.when import day_number, month, weekday
from worker.deciding.decision.words import plain
from worker.deciding.school.names import DAYS, MONTHS
from worker.reading.words.titles import SMALL_TITLES

_TIME = re.compile(r"^\d{1,2}(?:[.:]\d{2})?\s*(?:am|pm)?$|^(?:noon|midday)$", re.IGNORECASE)
_WEEKDAY = rf"\b(?:{'|'.join(DAYS)})\b"
_IN_TEXT = {
    "weekday": _WEEKDAY,
    "time": r"\b\d{1,2}[.:]\d{2}\s?(?:am|pm)?",
    "date": rf"(?:{_WEEKDAY},?\s)?"
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s(?:{'|'.join(MONTHS)})\b",
}


def kind_of(words: str) -> str:
    """weekday, time, date or title, when the words are nothing else; "" otherwise."""
    low = [plain(word.strip(".,")) for word in words.split()]
    if not low:
        return ""
    if len(low) == 1 and weekday(low[0]) is not None:
        return "weekday"
    if _TIME.match(words) and not words.strip().isdigit():
        return "time"
    if len(low) == 1 and low[0] in SMALL_TITLES:
        return "title"
    dated = [word for word in low if weekday(word) is None and word not in ("the", "of")]
    if len(dated) == 2 and any(month(word) for word in dated) and any(day_number(word) for word in dated):
        return "date"
    return ""


def only_of_kind(new: str, text: str) -> str:
    """The one weekday, time or date in the draft that ``new`` can be meant to replace; "" if not one."""
    kind = kind_of(new)
    found = re.findall(_IN_TEXT[kind], text) if kind in _IN_TEXT else []
    if len(found) != 1:
        return ""
    keeps_weekday = kind == "date" and not any(weekday(plain(word)) is not None for word in new.split())
    return re.sub(rf"^{_WEEKDAY},?\s", "", found[0]) if keeps_weekday else found[0]


def one_letter_apart(one: str, two: str) -> bool:
    """One letter more, one less, one other, or two swapped (Damerau 1964)."""
    if abs(len(one) - len(two)) > 1 or one[:1].lower() != two[:1].lower():
        return False
    short, long = sorted((one, two), key=len)
    if len(short) < len(long):
        return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    differing = [at for at in range(len(one)) if one[at] != two[at]]
    if len(differing) == 2:
        left, right = differing
        return right == left + 1 and one[left] == two[right] and one[right] == two[left]
    return len(differing) == 1
