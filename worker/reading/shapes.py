"""The lines a mail client writes between people's words: markers, quotes and attributions, by shape."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from worker.reading.addresses import EMAIL
from worker.reading.dates import find_date, strip_invisible

_QUOTE = re.compile(r"(?:[ \t]{0,3}>){1,60}+ ?|(?:[ \t]{0,3}\|){1,20}+ ")
_LONGEST = 2_000


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a mail: how often it is quoted, what stands behind the ``>`` signs, and all of it."""

    depth: int
    content: str
    whole: str

    @property
    def blank(self) -> bool:
        """True when nothing is written, quoted or not."""
        return not self.content


def read_lines(text: str) -> list[Line]:
    """Cut a text into lines, quote signs counted and taken off, invisible marks dropped."""
    lines = []
    for whole in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        content, depth = strip_invisible(whole), 0
        quote = _QUOTE.match(content)
        if quote and ">" in quote[0]:
            depth, content = quote[0].count(">"), content[quote.end() :]
        lines.append(Line(depth, content.replace("\u00a0", " ").strip(), whole))
    return lines


@cache
def words(group: str, name: str) -> tuple[str, ...]:
    """Return one list of ``knowledge/clients.toml``."""
    return tuple(_clients()[group][name])


@cache
def _clients() -> dict[str, Any]:
    return tomllib.loads((files("worker.knowledge") / "clients.toml").read_text("utf-8"))


# ── markers ────────────────────────────────────────────────────────────────────────────────

_DASH = r"-_=*~#+\u2010-\u2015\u2212\u2500\u2501"
_DASHED = re.compile(rf"[{_DASH}]{{2,80}}\s{{0,9}}([^{_DASH}\s].{{0,100}}?)\s{{0,9}}[{_DASH}]{{2,80}}:?\Z")
_RULE = re.compile(rf"[{_DASH}]{{5,200}}\Z")


def is_rule(line: Line) -> bool:
    """True for a line that is only a rule, as Outlook on the web draws one above a quote."""
    return bool(_RULE.match(line.content[:300]))


def is_marker(line: Line) -> bool:
    """True for a dashed line with a few words in it, or a client's own phrase for one."""
    return bool(line.content) and (bool(_DASHED.match(line.content[:300])) or is_forward_mark(line))


def is_forward_mark(line: Line) -> bool:
    """True when a marker says that a forward follows, in any language known."""
    content = line.content[:200].lower()
    if _DASHED.match(content):
        return any(stem in content for stem in words("words", "forwarded"))
    bare = content.strip(" :：*.")
    return len(bare) < 70 and any(bare == mark for mark in words("words", "forward_marks"))


# ── attribution lines: "On …, X wrote:" ────────────────────────────────────────────────────

_ENDS = re.compile(r"[:：]\s{0,3}[*_]{0,2}\Z")
_MOST_LINES = 4
_MOST_CHARACTERS = 420


def find_attribution(lines: list[Line], start: int) -> int | None:
    """Return the line after an attribution that begins at ``start``, or None.

    It holds a date and an address or a verb known to end such lines, closes with a colon (or that
    verb), and runs over at most four lines, where a client wrapped it.
    """
    if lines[start].blank or not lines[start].content[0].isprintable():
        return None
    text = ""
    for index in range(start, min(start + _MOST_LINES, len(lines))):
        line = lines[index]
        if line.blank or line.depth != lines[start].depth or len(text) > _MOST_CHARACTERS:
            return None
        text = f"{text} {line.content[:_LONGEST]}".strip()
        if _is_attribution(text):
            return index + 1
    return None


def _is_attribution(text: str) -> bool:
    if len(text) > _MOST_CHARACTERS or len(text) < 12:
        return False
    ends = bool(_ENDS.search(text))
    verb = _ends_with_verb(text)
    if not ends and not verb:
        return False
    dated = find_date(text)
    address = EMAIL.search(text)
    if dated is None:
        return bool(address and verb and ends and text.count(" ") < 12)
    if address:
        return verb or dated < 40 or address.start() < 60
    return verb and (dated < 40 or ends)


def _ends_with_verb(text: str) -> bool:
    tail = text[-60:].lower().rstrip(" :：*_")
    folded = f" {text.lower()} "
    for verb in words("words", "wrote"):
        if tail.endswith(verb) and not tail[: -len(verb)][-1:].isalpha():
            return True
        # German and Dutch put the date after the verb: "X schrieb am …:".
        if _ENDS.search(text) and f" {verb} " in folded:
            return True
        if not verb.isascii() and tail.endswith(verb):
            return True
    return False
