"""Headers of a quoted mail that make no whole block: one or two lines, one long line, Lotus Notes' table."""

from __future__ import annotations

import re

from worker.reading.addresses import EMAIL
from worker.reading.dates import find_date
from worker.reading.shapes import Line, words

_LABEL = re.compile(
    r"[*_]{0,2}([^\W\d_][^:：@<>*]{0,30}?)\s{0,2}[*_]{0,2}\s{0,2}[:：]\s{0,3}[*_]{0,2}\s{0,2}(.*)\Z",
    re.DOTALL,
)
_NOTES_LINE = re.compile(
    r"[^-\n]{2,80}-{2,3}\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4} \d{1,2}:\d\d(?::\d\d)?[^-\n]{0,4}-{2,3}"
)
_NOTES_TO = re.compile(r"\s{3,200}(?:\S[^\n]{0,60}\s{3,200})?(?:To|An|A|Para|À)\s{0,9}\Z")
_NOTES_SUBJECT = re.compile(r"\s{10,200}(?:Subject|Thema|Objet|Asunto|Oggetto)\s{0,200}\Z")


def is_loose_header(lines: list[Line], index: int) -> bool:
    """True when the quoted mail begins on this line, with less of its header than a block has."""
    line = lines[index]
    if line.blank or len(line.content) > 1_000:
        return False
    if _NOTES_LINE.match(line.content):
        return True
    if line.whole.startswith("     ") and _is_notes_table(lines, index):
        return True
    return (
        index == 0 or lines[index - 1].blank or not lines[index - 1].content.strip("-_=*. ")
    ) and _is_from(lines, index)


def _is_from(lines: list[Line], index: int) -> bool:
    """A known "From" with an address, or with a known "Sent", a date and a time right below."""
    found = _LABEL.match(lines[index].content)
    if found is None or found[1].strip().lower() not in words("labels", "from"):
        return False
    if EMAIL.search(found[2][:300]):
        return True
    below = _LABEL.match(lines[index + 1].content[:300]) if index + 1 < len(lines) else None
    if below is None or below[1].strip().lower() not in words("labels", "date"):
        return False
    return find_date(below[2]) is not None and ":" in below[2]


def _is_notes_table(lines: list[Line], index: int) -> bool:
    """Lotus Notes sets sender and date at the left, "To", "cc" and "Subject" at the right, without colons."""
    shown = [line.whole.rstrip() for line in lines[index : index + 14]]
    return any(map(_NOTES_TO.match, shown[:5])) and any(map(_NOTES_SUBJECT.match, shown))
