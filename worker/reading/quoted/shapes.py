"""The lines of a mail, and those a mail client writes between people's words: quote signs, markers, rules."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from worker.reading.quoted.dates import strip_invisible
from worker.reading.words.straight import straight

MOST_SEARCHED = 3_000
"""How many lines of a mail are searched for what clients write; longer mails are doubtful."""

_QUOTE = re.compile(r"(?:[ \t]{0,3}>){1,60}+ ?|(?:[ \t]{0,3}\|){1,20}+ ")


class Line(NamedTuple):
    """One line of a mail: how often it is quoted, what stands behind the ``>`` signs, and all of it."""

    depth: int
    content: str
    whole: str

    @property
    def blank(self) -> bool:
        """True when nothing is written, quoted or not."""
        return not self.content


def find_above(lines: list[Line], at: int, most: int) -> int | None:
    """Return the nearest line above ``at`` that is not blank, among so many, or None."""
    return next(
        (above for above in range(at - 1, max(-1, at - 1 - most), -1) if not lines[above].blank), None
    )


def read_lines(text: str) -> list[Line]:
    """Cut a text into lines, quote signs counted and taken off, invisible marks dropped."""
    wholes = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if ">" not in text and "\n|" not in text and text.isascii():
        return [Line(0, whole.strip(), whole) for whole in wholes]
    lines = []
    for whole in wholes:
        content, depth = strip_invisible(whole), 0
        quote = _QUOTE.match(content) if ">" in content else None
        if quote and ">" in quote[0]:
            depth, content = quote[0].count(">"), content[quote.end() :]
        lines.append(Line(depth, content.replace("\u00a0", " ").strip(), whole))
    return _read_bars(lines) if "\n|" in text else lines


def _read_bars(lines: list[Line]) -> list[Line]:
    """Some old programs quote with a bar: below a line that ends with a colon, and no table's."""
    under = False
    for at, line in enumerate(lines):
        barred = line.content[:1] == "|" and line.content.count("|") == 1
        if under and barred:
            lines[at] = Line(line.depth + 1, line.content[1:].strip(), line.whole)
        elif line.content:
            under = line.content[-1] in ":："
    return lines


@cache
def words(group: str, name: str) -> tuple[str, ...]:
    """Return one list of ``knowledge/clients.toml``."""
    return tuple(_clients()[group][name])


@cache
def word_set(group: str, name: str) -> frozenset[str]:
    """Return one list of ``knowledge/clients.toml``, to ask whether a word is in it."""
    return frozenset(words(group, name))


@cache
def _clients() -> dict[str, Any]:
    return tomllib.loads((files("worker.knowledge") / "clients.toml").read_text("utf-8"))


# ── markers ────────────────────────────────────────────────────────────────────────────────

_DASH = r"-_=*~#+\u2010-\u2015\u2022\u2212\u2500\u2501\u2550"
DASHES = frozenset("-_=*~#+\u2010\u2011\u2012\u2013\u2014\u2015\u2022\u2212\u2500\u2501\u2550")
"""The same as signs, to ask for the first one: few lines begin so."""
_SCISSORS = rf"(?:8<[{_DASH}]{{2,80}})?"
_DASHED = re.compile(
    rf"[{_DASH}]{{2,80}}{_SCISSORS}\s{{0,9}}([^{_DASH}\s].{{0,100}}?)\s{{0,9}}[{_DASH}]{{2,80}}:?\Z"
)
_RULE = re.compile(rf"[{_DASH}]{{5,200}}\Z")


def is_rule(line: Line) -> bool:
    """True for a line that is only a rule, as Outlook on the web draws one above a quote."""
    return line.content[:1] in DASHES and bool(_RULE.match(line.content[:300]))


def is_marker(line: Line) -> bool:
    """True for a dashed line with a few words in it, or a client's own phrase for one."""
    dashed = line.content[:1] in DASHES and _DASHED.match(line.content[:300])
    return bool(line.content) and (bool(dashed) or is_forward_mark(line))


def is_forward_mark(line: Line) -> bool:
    """True when a marker says that a forward follows, in any language known."""
    content = line.content[:200]
    if content[:1] in DASHES and _DASHED.match(content.lower()):
        return any(stem in content.lower() for stem in words("words", "forwarded"))
    bare = content.strip(MARK_EDGES)
    return len(bare) < 70 and without_points(bare.lower()) in forward_marks()


MARK_EDGES = " :：.*-_=~#+<>[]()|\u2010\u2011\u2012\u2013\u2014\u2015\u2022\u2500\u2501\u2550\u25b2\u25bc【】"
"""What clients and people set around such a phrase."""


@cache
def forward_marks() -> frozenset[str]:
    """The undashed phrases above a forward, small and without vowel points."""
    return frozenset(map(without_points, words("words", "forward_marks")))


_POINTS = re.compile("[\u064b-\u0652\u0670\u0640\u0591-\u05c7]")


def without_points(text: str) -> str:
    """Leave out the vowel points of Arabic and Hebrew, which may be written or not."""
    return text if text.isascii() else _POINTS.sub("", text)


def is_bare_mark(line: Line) -> bool:
    """True for "Original Message" alone on a line, which says something only above a header."""
    content = line.content
    return len(content) < 40 and straight(content.strip(" :*").lower()) in word_set("words", "original_alone")


def closes(opening: Line, line: Line) -> bool:
    """True for a ruled line that ends what a ruled line opened: its longest word comes again, among others.

    It tells "-------- Завершение пересылаемого сообщения --------" in a language that no list holds. A rule
    without words ends what a marker as wide as itself opened (KMail).
    """
    if line.content[:1] not in DASHES or opening.content[:1] != line.content[:1]:
        return False
    if is_rule(line):
        return len(line.content) == len(opening.content) and not is_rule(opening)
    opened, closed = _DASHED.match(opening.content[:300].lower()), _DASHED.match(line.content[:300].lower())
    if not (opened and closed) or opened[1] == closed[1]:
        return False
    longest = max(_END_WORD.findall(opened[1]), key=len, default="")
    stem = longest[: -(-2 * len(longest) // 3)]
    least = _SHORTEST if longest and ord(longest[0]) < _UNPARTED else 2
    return len(longest) >= least and any(word.startswith(stem) for word in _END_WORD.findall(closed[1]))


_SHORTEST = 5
_UNPARTED = 0x0E00
"""From here on scripts mostly part no words by spaces: there two signs are a word."""
_LONG_RULE = re.compile(r"-{50,200}\Z")
_END_WORD = re.compile(r"\w+")


def is_end_mark(line: Line) -> bool:
    """True for the line some clients put under a forwarded message: a long rule, or "end of … message"."""
    content = line.content[:300].lower()
    if content[:1] not in DASHES:
        return len(content) < 100 and content.strip(MARK_EDGES) in words("words", "end_marks")
    dashed = _DASHED.match(content)
    if dashed is None:
        return bool(_LONG_RULE.match(content))
    first = _END_WORD.search(dashed[1])
    if dashed[1].startswith(words("words", "end_marks")):
        return True
    return first is not None and first[0] in words("words", "end_words") and is_forward_mark(line)
