"""What few programs write above a quote: less than a header block, arrows, initials, a help desk's line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from worker.reading.message.addresses import find_email
from worker.reading.quoted.dates import date_score, find_date
from worker.reading.quoted.quotehtml import marks
from worker.reading.quoted.shapes import (
    DASHES,
    MARK_EDGES,
    Line,
    find_above,
    forward_marks,
    is_marker,
    is_rule,
    without_points,
    word_set,
)
from worker.reading.quoted.wrote import find_attribution
from worker.reading.words.straight import straight

_LABEL = re.compile(
    r"[*_]{0,2}([^\W\d_][^:：@<>*]{0,30}?)\s{0,2}[*_]{0,2}\s{0,2}[:：]\s{0,3}[*_]{0,2}\s{0,2}(.*)\Z",
    re.DOTALL,
)
_NOTES_LINE = re.compile(
    r"[^-\n]{2,80}-{2,3}\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4} \d{1,2}:\d\d(?::\d\d)?[^-\n]{0,4}-{2,3}"
)
_NOTES_TO = re.compile(r"\s{3,200}(?:\S[^\n]{0,60}\s{3,200})?(?:To|An|A|Para|À)\s{0,9}\Z")
_NOTES_SUBJECT = re.compile(r"\s{10,200}(?:Subject|Thema|Objet|Asunto|Oggetto)\s{0,200}\Z")


@dataclass(frozen=True, slots=True)
class Rare:
    """Which of the rarer shapes a text can hold at all, told once for all its lines."""

    above_here: bool
    notes_page: bool
    likely: frozenset[int]


def find_rare(lines: list[Line]) -> Rare:
    """Look for the words and signs without which no line has one of these shapes.

    Only the lines that are ``likely`` may be the beginning of a quote without a sign.
    """
    subjects, forwards = word_set("labels", "subject"), forward_marks()
    text = without_points("\n".join(line.content for line in lines).lower())
    bare = [line.strip(MARK_EDGES) for line in text.split("\n")]
    above_here = any(map(text.__contains__, _above_here(text.isascii())))
    notes_page = any(one and one in subjects for one in bare)
    likely = (
        index
        for index, line in enumerate(lines)
        if above_here or notes_page or bare[index] in forwards or _has_sign(line)
    )
    return Rare(above_here, notes_page, frozenset(likely))


@cache
def _above_here(plain: bool) -> tuple[str, ...]:
    """A help desk's lines; of them those that a text of plain letters may hold."""
    return tuple(one for one in marks("lines", "above_here") if not plain or one.isascii())


def _has_sign(line: Line) -> bool:
    content = line.content
    return (
        ":" in content or "：" in content or "--" in content or content[:1] in DASHES or line.whole[:1] == " "
    )


def is_loose_header(lines: list[Line], index: int, rare: Rare) -> bool:
    """True when the quoted mail begins on this line, with less of its header than a block has."""
    line = lines[index]
    if line.blank or len(line.content) > 1_000:
        return False
    if "--" in line.content and _NOTES_LINE.match(line.content):
        return True
    if line.whole.startswith("     ") and _is_notes_table(lines, index):
        return True
    if rare.notes_page and _is_notes_page(lines, index):
        return True
    if line.content[:1] in DASHES and is_rule(line) and _is_unlabelled(lines, index + 1):
        return True
    apart = index == 0 or lines[index - 1].blank or not lines[index - 1].content.strip("-_=*. ")
    return _is_from(lines, index) if apart else _is_from_and_sent(lines, index)


_LONG = 24
"""A rule that a client draws, of 32 signs mostly; people draw shorter ones."""


def _is_from(lines: list[Line], index: int) -> bool:
    """A known "From" with an address, or with a known "Sent", a date and a time right below."""
    head = lines[index].content[:60]
    found = _LABEL.match(lines[index].content) if ":" in head or "：" in head else None
    if found is None or found[1].strip().lower() not in word_set("labels", "from"):
        return False
    if find_email(found[2][:300]) or (
        index and len(lines[index - 1].content) > _LONG and is_rule(lines[index - 1])
    ):
        return True
    return _is_sent(lines, index + 1)


def _is_from_and_sent(lines: list[Line], index: int) -> bool:
    """Right below typed words both have to stand there: a known "From" with an address, and "Sent"."""
    found = _LABEL.match(lines[index].content[:300])
    if found is None or found[1].strip().lower() not in word_set("labels", "from"):
        return False
    return find_email(found[2]) is not None and _is_sent(lines, index + 1)


def _is_sent(lines: list[Line], index: int) -> bool:
    """A known "Sent" with a date and a time."""
    found = _LABEL.match(lines[index].content[:300]) if index < len(lines) else None
    if found is None or found[1].strip().lower() not in word_set("labels", "date"):
        return False
    return find_date(found[2]) is not None and ":" in found[2]


def _is_notes_table(lines: list[Line], index: int) -> bool:
    """Lotus Notes sets sender and date at the left, "To", "cc" and "Subject" at the right, without colons."""
    shown = [line.whole.rstrip() for line in lines[index : index + 14]]
    return any(map(_NOTES_TO.match, shown[:5])) and any(map(_NOTES_SUBJECT.match, shown))


def _is_notes_page(lines: list[Line], index: int) -> bool:
    """The same table out of Notes' HTML: a name, the date below it, and each label on a line of its own."""
    if index + 1 >= len(lines) or date_score(lines[index + 1].content) < 4:
        return False
    shown = [line.content.lower().rstrip(" :") for line in lines[index + 2 : index + 20]]
    addressed = not word_set("labels", "to").isdisjoint(shown)
    return addressed and not word_set("labels", "subject").isdisjoint(filter(None, shown))


def _is_unlabelled(lines: list[Line], start: int) -> bool:
    """Under a rule stand a mailbox, a date and a time without labels, and then an empty line."""
    end = next((at for at in range(start, min(len(lines), start + 4)) if lines[at].blank), start)
    text = " ".join(line.content for line in lines[start:end])
    found = find_email(text) if len(text) < 250 else None
    return found is not None and date_score(text.replace(found[0], "")) >= 4


_ARROWS = re.compile(r"\s{0,3}>>> (?!On )[^>\n]{1,200}(?:>[^>\n]{0,60})?\s>>>\s{0,3}\Z")


def is_between_arrows(line: Line) -> bool:
    """True for GroupWise's ">>> Name <address> 24/11/2026 15:02 >>>", above words without a quote sign."""
    return bool(_ARROWS.match(line.whole[:300])) and find_date(line.content) is not None


_CODE = re.compile(r"[{}]|\);|[=!]=|&&|=>|<[a-z]{1,10}[ />]")
_MOST_CODE = 6


def read_code(lines: list[Line]) -> list[Line]:
    """Count a few lines of code below a colon as typed, where nothing else is quoted: no mail reads so."""
    signed = [index for index, line in enumerate(lines) if line.depth]
    if not 0 < len(signed) <= _MOST_CODE or not all(_CODE.search(lines[at].content) for at in signed):
        return lines
    above = find_above(lines, signed[0], len(lines))
    if above is None or lines[above].content[-1] not in ":：" or find_date(lines[above].content) is not None:
        return lines
    if find_attribution(lines, above) is not None or all(line.blank for line in lines[signed[-1] + 1 :]):
        return lines
    return [Line(0, line.content, line.whole) for line in lines]


_INITIALS = re.compile(r"\s{0,6}([^\W\d_]{1,12})(>{1,6}) ?(.*)\Z", re.DOTALL)


def read_initials(lines: list[Line]) -> list[Line]:
    """Count "RT> " as a quote sign below an attribution or a quote (The Bat!, Supercite)."""
    if not any(">" in line.whole and _INITIALS.match(line.whole[:40]) for line in lines):
        return lines
    read: list[Line] = []
    seen: set[str] = set()
    for index, line in enumerate(lines):
        found = None if line.depth else _INITIALS.match(line.whole)
        if found and (found[1] in seen or _is_below_a_quote(lines, index)):
            seen.add(found[1])
            line = Line(len(found[2]), found[3].strip(), line.whole)
        read.append(line)
    return read


def _is_below_a_quote(lines: list[Line], index: int) -> bool:
    above = find_above(lines, index, 3)
    return above is not None and (lines[above].depth > 0 or find_attribution(lines, above) is not None)


def is_original_mark(line: Line, rare: Rare) -> bool:
    """True for a line that says that the original message follows, or asks for an answer above it."""
    if len(line.content) > 300 or line.blank:
        return False
    lowered = straight(line.content.lower())
    if rare.above_here and len(lowered) < 160 and _says_above_here(lowered):
        return True
    if not is_marker(line):
        return False
    return any(stem in lowered for stem in marks("lines", "original")) or bool(_WROTE.match(lowered))


def is_dated_marker(line: Line) -> bool:
    """True for "--- Message from Ann <ann@one.example> on 24/11/2026 15:02 ---", in any language."""
    if line.content[:1] not in DASHES or not is_marker(line):
        return False
    found = find_email(line.content)
    return found is not None and date_score(line.content.replace(found[0], "").strip("-_=* ")) >= 4


def _says_above_here(lowered: str) -> bool:
    """True for a help desk's line "reply above this line", and not for a sentence that speaks of a line."""
    phrase = next((one for one in marks("lines", "above_here") if one in lowered), None)
    if phrase is None:
        return False
    bare = lowered.strip(" #-–—_=*~<>[]|")
    if len(bare) < len(lowered.strip()):
        return True
    before, _, after = bare.partition(phrase)
    return bool(_ASKS.match(before)) and bool(_NO_MORE.match(after))


_ASKS = re.compile(
    r"(?:(?:please|do not|don't|kindly|bitte|merci|veuillez|por favor|write|reply|respond|type|enter|proszę"
    r"|lütfen|пожалуйста|vänligen|vennligst|gelieve)\b.{0,30})?\Z"
)
_NO_MORE = re.compile(
    r"[\s.:!]{0,3}(?:above )?(?:(?:this|the) line)?[\s.:!]{0,3}"
    r"(?:\Z|(?:to (?:add|post|reply|respond|comment|send)|or)\b)"
)
_WROTE = re.compile(
    r"\D{3,80}\s(?:wrote|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|napisał)\s?:?\s?[-–—_*=]{2,}\Z"
)
