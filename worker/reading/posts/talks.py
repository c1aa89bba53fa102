"""Talks copied from Messenger and Teams: names, bare times and words, in any of the orders they come in.

The apps put the name above the time, the time above the name, or both on one line, and no date beside
a time of today. What has that shape and is no talk (a rota, a timetable) names no talk, or no people.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

from worker.reading.posts.smallnames import is_first_name

MOST = 300
"""Messages read from one talk."""
_FEWEST = 2
_MOST_LINES = 30
"""Lines of one message."""


class Spoken(NamedTuple):
    """One message: who, when as shown, the exact words, and the stretch of text it fills."""

    name: str
    time: str
    text: str
    start: int
    end: int


_CLOCK = r"\d{1,2}[:.]\d\d(?: ?[AaPp]\.?[Mm]\b\.?)?"
_SHORT_DAY = r"(?:mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)"
_DAY_ENDS = "(?:day|nesday|rsday|urday|sday)?"
_DATE = r"\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?"
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}"
_DAY = (
    rf"(?:(?:yesterday|today|{_SHORT_DAY}{_DAY_ENDS}"
    rf"|{_DATE}|\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{1,2}}),?(?: at)? )"
)
_STAMP = rf"(?P<time>(?i:{_DAY}?){_CLOCK})"
_BARE = rf"(?P<time>(?i:(?:{_SHORT_DAY} )?){_CLOCK})"
_NO_DAY = rf"(?!(?i:{_SHORT_DAY}{_DAY_ENDS}|yesterday|today)\b)"
_NEXT = rf"(?: {_NO_DAY}[^\W\d_a-z][\w'’.-]{{0,20}})"
_NAME = rf"(?P<name>[^\W\d_a-z][\w'’-]{{0,20}}{_NEXT}{{0,3}})"
_ONE_LINE = re.compile(rf"{_NAME}(?:, ?|[ \t]{{1,4}}){_STAMP}\Z")
_BRACKETS = re.compile(rf"\[{_STAMP}\] {_NAME}\Z")
_WITH_WORDS = re.compile(rf"{_NAME}(?:, ?|[ \t]{{1,4}}){_STAMP} ?[:–-] (?P<text>\S.*)\Z")
_NAME_LINE, _BARE_LINE, _TIME_LINE = (re.compile(rf"{one}\Z") for one in (_NAME, _BARE, _STAMP))
_NAME_AND_WORDS = re.compile(rf"{_NAME}: (?P<text>\S.*)\Z")
_TALK = re.compile(
    r"\b(?:messenger|teams|chats?|whats ?app|thread|conversation|facebook|fb|insta\w*|discord|slack|signal"
    r"|imessage)\b",
    re.IGNORECASE,
)
_CLOCKS = re.compile(r"\d[:.](?P<minute>\d\d)")


class _Line(NamedTuple):
    text: str
    start: int
    end: int


class _Head(NamedTuple):
    """Who and when, the line on which the words begin, and those that stand there already."""

    name: str
    time: str
    first: int
    below: int
    text: str = ""


_Shape = Callable[[list[_Line], int], _Head | None]
"""Reads the head that begins on a line that has a time, or stands above one that has."""


def find_talk(text: str) -> tuple[Spoken, ...]:
    """Every message of a talk copied so, in order; empty where nothing has the shape. Never raises."""
    if len(_CLOCKS.findall(text, 0, _LONGEST)) < _FEWEST or _TALK.search(text) is None:
        return ()
    lines = _place(text[:_LONGEST])
    beside = _beside_times(lines)
    shapes = (_on_one_line, _above_its_time, _below_its_time)
    read = (list(_heads(lines, beside, shape)) for shape in shapes)
    found = max((heads for heads in read if _are_a_talk(heads)), key=len, default=[])
    return tuple(_say(lines, found))


_LONGEST = 60_000


def _place(text: str) -> list[_Line]:
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(_Line(line.strip(), start, start + len(line.rstrip())))
        start += len(line) + 1
    return lines


def _beside_times(lines: list[_Line]) -> list[int]:
    """Where a head may begin: on a line with a time, and on the one above it."""
    timed = [at for at, line in enumerate(lines) if _CLOCKS.search(line.text)]
    return sorted({*timed, *(at - 1 for at in timed if at)})


def _heads(lines: list[_Line], beside: list[int], shape: _Shape) -> Iterator[_Head]:
    below = 0
    for at in beside:
        head = shape(lines, at) if at >= below else None
        if head is not None and (head.text or _holds_words(lines, head.below, shape)):
            yield head
            below = head.below


def _holds_words(lines: list[_Line], at: int, shape: _Shape) -> bool:
    return at < len(lines) and bool(lines[at].text) and shape(lines, at) is None


def _on_one_line(lines: list[_Line], at: int) -> _Head | None:
    """ "Sarah M  10:02 AM", "[19/11 10:02] Sarah M" above the words, or before them."""
    line = lines[at].text
    spoken = _WITH_WORDS.match(line)
    if spoken:
        return _Head(spoken["name"], spoken["time"], at, at + 1, spoken["text"])
    head = _ONE_LINE.match(line) or _BRACKETS.match(line)
    return _Head(head["name"], head["time"], at, at + 1) if head else None


def _above_its_time(lines: list[_Line], at: int) -> _Head | None:
    """A name on a line, a bare time on the next; with a day in full it is a page's row."""
    name = _NAME_LINE.match(lines[at].text)
    time = _BARE_LINE.match(lines[at + 1].text) if name and at + 1 < len(lines) else None
    return _Head(name["name"], time["time"], at, at + 2) if name and time else None


def _below_its_time(lines: list[_Line], at: int) -> _Head | None:
    """A time on a line, the name on the next, with the words behind it or below."""
    time = _TIME_LINE.match(lines[at].text)
    if time is None or at + 1 >= len(lines):
        return None
    spoken = _NAME_AND_WORDS.match(lines[at + 1].text)
    if spoken:
        return _Head(spoken["name"], time["time"], at, at + 2, spoken["text"])
    name = _NAME_LINE.match(lines[at + 1].text)
    return _Head(name["name"], time["time"], at, at + 2) if name else None


def _are_a_talk(heads: list[_Head]) -> bool:
    """Whether at least every other name begins with a first name, and not all times are on the five minutes.

    Of a timetable's lessons none are people, and a rota's times are round.
    """
    if len(heads) < _FEWEST:
        return False
    people = sum(is_first_name(head.name.split()[0]) for head in heads)
    minutes = (clock["minute"] for head in heads if (clock := _CLOCKS.search(head.time)))
    return 2 * people >= len(heads) and any(int(minute) % 5 for minute in minutes)


def _say(lines: list[_Line], heads: list[_Head]) -> Iterator[Spoken]:
    """Each head with its words: the lines below it up to the next one, or to an empty line."""
    ends = (other.first if other else len(lines) for other in (*heads[1:], None))
    for head, end in islice(zip(heads, ends, strict=False), MOST):
        last = head.below
        while last < min(end, head.below + _MOST_LINES) and lines[last].text:
            last += 1
        words = [head.text, *(line.text for line in lines[head.below : last])]
        said = "\n".join(filter(None, words))
        yield Spoken(head.name, head.time, said, lines[head.first].start, lines[last - 1].end)
