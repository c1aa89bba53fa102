"""Posts and comments copied from a page into a mail: the rows of names, times and buttons around them.

Facebook, Instagram, X, TikTok, forums and reviews differ in the order only: a name stands first, the
time stands under it, beside it, or below the words beside the buttons. A row without a time is no post.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

MOST = 300
"""Posts read from one pasted page."""

_LONGEST = 6_000
_MOST_LINES = 60
_MOST_BELOW = 15
"""Lines between a name and the buttons under a comment."""


@dataclass(frozen=True, slots=True)
class Row:
    """One pasted post: who, when as shown, the exact words, and the stretch of text it fills."""

    name: str
    handle: str | None
    time: str
    text: str
    start: int
    end: int


_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_CLOCK = r"\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?"
_AT = rf"(?:,? (?:at )?{_CLOCK})?"
_TIME = (
    r"(?:just now|(?:about )?(?:\d{1,3}|an?) ?"
    r"(?:seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|months?|mos?|years?|yrs?|[smhdwy])\b\.?"
    r"(?: ago)?"
    rf"|(?:yesterday|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day){_AT}"
    rf"|\d{{1,2}} {_MONTH}\b\.?(?: 20\d\d)?{_AT}|{_MONTH}\b\.? \d{{1,2}}(?:, 20\d\d)?{_AT}"
    rf"|\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}},? {_CLOCK}"
    rf"|{_CLOCK} [·•] (?:{_MONTH} \d{{1,2}}, 20\d\d|\d{{1,2}} {_MONTH} 20\d\d))"
)
_PERSON = r"(?:u/[\w-]{2,30}|[^\W\d_][\w'’.&~-]{0,30}(?: [\w'’.()&~-]{1,30}){0,4})"
_HEAD = re.compile(
    rf"(?P<name>{_PERSON})(?: (?P<handle>@[\w.]{{2,30}}))?(?: [·•] Follow(?:ing)?)?"
    rf"(?: [·•|—] ?(?i:(?P<time>{_TIME}))[ \t]{{0,9}}(?:[·•].{{0,20}})?)?\Z"
)
_HANDLE = re.compile(
    rf"(?P<handle>@[\w.]{{2,30}})(?: [·•] (?P<time>{_TIME})[ \t]{{0,9}}(?:[·•].{{0,20}})?)?\Z", re.IGNORECASE
)
_TIME_ROW = re.compile(
    rf"(?:[★☆⭐]{{1,5}} ?|[^\W\d_][^\n·•]{{1,40}} • ?|- )?(?P<time>{_TIME})[ \t]{{0,9}}(?:[·•].{{0,20}})?\Z",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"[·•]\Z|(?:local guide [·•] )?\d{1,4} (?:reviews?|photos?)(?: [·•] \d{1,4} (?:reviews?|photos?))?\Z"
    r"|shared with [^\n]{1,30}\Z"
    r"|(?:follow|author|admin|moderator|top (?:fan|contributor)|group expert|rising contributor|edited)\Z",
    re.IGNORECASE,
)
_BUTTONS = (
    r"(?:like|reply|share|comment|upvote|downvote|see translation"
    r"|\d+ (?:likes?|comments?|shares?|replies|reactions?))"
)
_FOOT = re.compile(rf"[·• -]{{0,3}}{_BUTTONS}\b(?! (?-i:(?!to\b|as\b)[a-z]|I\b))", re.IGNORECASE)
"""A row of buttons; "Like anybody cares" is none."""
_TIMED_FOOT = re.compile(
    rf"[·• -]{{0,3}}(?:(?P<first>{_TIME})[·•\s]{{1,9}}{_BUTTONS}\b.{{0,60}}"
    rf"|{_BUTTONS}(?:[·•\s]{{1,9}}{_BUTTONS}){{0,3}}[·•\s]{{1,9}}(?P<last>{_TIME}))\Z",
    re.IGNORECASE,
)
_SEEN = re.compile(
    rf"(?P<time>{_CLOCK} [·•] [^·•\n]{{6,20}}?)(?: [·•] [\d.,KM]{{1,9}} Views)?\Z", re.IGNORECASE
)
_NO_NAME = re.compile(
    r"(?:hi|hello|hey|dear|thanks|thank|regards|please|see|fyi|below|morning|afternoon|evening|today|yesterday"
    r"|like|reply|share|comment|upvote|downvote|follow|all comments|most relevant|view|see translation|write"
    rf"|tomorrow|on|at|the|this|she|he|they|i|we|it|(?:mon|tues|wednes|thurs|fri|satur|sun)day|{_MONTH})\b",
    re.IGNORECASE,
)


def find_rows(text: str) -> list[Row]:
    """Every pasted post of ``text`` in order, none inside another. Never raises."""
    signed = any(map(text.__contains__, _BEHIND_NAMES))
    lines = _place(text)
    short = (line.text for line in lines if signed or line.text.count(" ") < _MOST_NAMES)
    if not any(map(_find_head, short)):
        return []
    rows: list[Row] = []
    index = 0
    while index < len(lines) and len(rows) < MOST:
        found = _read_row(lines, index)
        if found is None:
            index += 1
            continue
        row, index = found
        rows.append(row)
    return rows


class _Line(NamedTuple):
    """A line's words without the links behind them, and the stretch it fills with them."""

    text: str
    start: int
    end: int


_LINK_BEHIND = re.compile(r" ?<https?://[^\s<>]{1,4096}>")
"""What stands behind words that were a link, as a name and a time are on a page."""


def _place(text: str) -> list[_Line]:
    lines, start = [], 0
    linked = "<http" in text
    for line in text.split("\n"):
        words = _LINK_BEHIND.sub("", line) if linked and "<http" in line else line
        lines.append(_Line(words.strip(), start, start + len(line.rstrip())))
        start += len(line) + 1
    return lines


def _read_row(lines: list[_Line], at: int) -> tuple[Row, int] | None:
    """Read the post whose name stands on a line, and say where it ends."""
    head = _find_head(lines[at].text)
    if head is None:
        return None
    handle, time, below = head["handle"], head["time"], at + 1
    for line in lines[at + 1 : at + _MOST_BESIDE]:
        timed = _TIME_ROW.match(line.text) if time is None else None
        account = _HANDLE.match(line.text) if handle is None else None
        if timed:
            time = timed["time"]
        elif account:
            handle, time = account["handle"], account["time"] or time
        elif not (_BESIDE.match(line.text) or _parts_a_head(lines, below, timed=time is not None)):
            break
        below += 1
    row = Row(head["name"], handle, time or "", "", lines[at].start, 0)
    if row.name.startswith("u/"):
        row = replace(row, handle=row.name)
    return _with_words_below(lines, below, row) if time else _with_time_below(lines, at, below, row)


_MOST_BESIDE = 9
"""Lines of a name and what stands beside it, each perhaps below an empty one."""
_MOST_NAMES, _BEHIND_NAMES = 5, "·•|@—"


def _find_head(line: str) -> re.Match[str] | None:
    """Read a line as a name and what stands beside it; one of more words holds a sign behind the name."""
    if not 1 < len(line) < 150:
        return None
    if line.count(" ") >= _MOST_NAMES and not any(map(line.__contains__, _BEHIND_NAMES)):
        return None
    head = _HEAD.match(line)
    return head if head is not None and _may_be_name(head["name"]) else None


def _parts_a_head(lines: list[_Line], at: int, *, timed: bool) -> bool:
    """True for the empty line that a saved page puts between a name, its time and what stands beside them."""
    if lines[at].text or at + 1 >= len(lines):
        return False
    return bool((_BESIDE if timed else _TIME_ROW).match(lines[at + 1].text))


def _may_be_name(name: str) -> bool:
    if _NO_NAME.match(name) or (name.endswith((".", "!", "?")) and not _INITIAL.search(name)):
        return False
    first = name[0]
    return first.isupper() or not first.islower() or " " not in name


_INITIAL = re.compile(r"\w [A-Z]\.\Z")
"""How a neighbours' site shortens a surname."""


def _with_words_below(lines: list[_Line], at: int, row: Row) -> tuple[Row, int] | None:
    """The words stand under the time, up to an empty line, the buttons or the next name."""
    if at + 1 < len(lines) and not lines[at].text and not _FOOT.match(lines[at + 1].text):
        at += 1
    end = at
    for line in lines[at : at + _MOST_LINES]:
        if not line.text or _FOOT.match(line.text) or line.start - row.start > _LONGEST:
            break
        if end > at and (head := _find_head(line.text)) and head["time"]:
            break
        end += 1
    words_end = _without_counts(lines, at, end)
    closed = _close(lines, at, words_end, row) if words_end > at else None
    return closed and (closed[0], end)


def _without_counts(lines: list[_Line], start: int, end: int) -> int:
    """Where words end above the numbers of those who liked them: several, or one above the buttons."""
    words_end = end
    while words_end > start + 1 and _COUNT.fullmatch(lines[words_end - 1].text):
        words_end -= 1
    above = end < len(lines) and _FOOT.match(lines[end].text)
    return words_end if above or end - words_end > 1 else end


_COUNT = re.compile(r"\d[\d.,]{0,6}[KM]?")
"""How many liked it."""


def _with_time_below(lines: list[_Line], at: int, below: int, row: Row) -> tuple[Row, int] | None:
    """The time stands under the words, beside a button or above one; only a name after a gap begins so."""
    above = lines[at - 1].text if at else ""
    if above and not (_FOOT.match(above) or _COUNT.fullmatch(above)):
        return None
    buttons = None
    for end in range(below, min(len(lines), below + _MOST_BELOW)):
        if not lines[end].text:
            return None
        time = _time_of_foot(lines, end, row.handle is not None)
        if time:
            words_end = end if buttons is None else buttons
            closed = _close(lines, below, words_end, replace(row, time=time)) if words_end > below else None
            return closed and (replace(closed[0], end=lines[end].end), end + 1)
        if _FOOT.match(lines[end].text):
            buttons = end if buttons is None else buttons
        elif buttons is not None or _TIME_ROW.match(lines[end].text):
            return None  # the next one's name, or its time
    return None


def _time_of_foot(lines: list[_Line], at: int, handled: bool) -> str | None:
    line = lines[at].text
    foot = _TIMED_FOOT.match(line)
    if foot:
        return str(foot["first"] or foot["last"])
    row = _TIME_ROW.match(line)
    if row and any(_FOOT.match(beside.text) for beside in (*lines[at - 1 : at], *lines[at + 1 : at + 2])):
        return str(row["time"])
    seen = _SEEN.match(line) if handled else None
    return str(seen["time"]) if seen else None


def _close(lines: list[_Line], start: int, end: int, row: Row) -> tuple[Row, int]:
    words = "\n".join(line.text for line in lines[start:end])
    return replace(row, text=words, end=lines[end - 1].end), end
