"""Chats and comments pasted into a mail, read by the shape their app gives them.

WhatsApp's export and its copy-and-paste forms (Android and iOS), and the name-and-time rows that come
along when a Facebook, Instagram, X or forum page is copied.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice, pairwise

MOST = 300
"""Messages read from one pasted chat."""

_LONGEST = 6000


@dataclass(frozen=True, slots=True)
class Said:
    """One pasted message: who, when as shown, the exact words, and the stretch of text it fills."""

    name: str
    handle: str | None
    time: str | None
    text: str
    platform: str | None
    start: int
    end: int


_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:[ \u00a0\u202f]?[AaPp]\.?[Mm]\.?)?"
_DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
_MESSAGE = re.compile(
    rf"^[\u200e\u200f\u202a]?"
    rf"(?:\[(?P<a>{_DAY},? {_CLOCK}|{_CLOCK},? {_DAY})\][ ]?|(?P<b>{_DAY},? {_CLOCK}) - )"
    r"[\u200e\u202a~ ]{0,4}(?P<name>[^:\n]{1,60}?)\u202c?: ?(?P<text>[^\n]*)$",
    re.MULTILINE,
)
_STAMPED = re.compile(
    rf"^[\u200e\u200f\u202a]?(?:\[(?:{_DAY},? {_CLOCK}|{_CLOCK},? {_DAY})\]|{_DAY},? {_CLOCK} - )",
    re.MULTILINE,
)
_NO_WORDS = re.compile(
    r"[\u200e]?(?:<Media omitted>|(?:image|video|audio|sticker|GIF|document) omitted"
    r"|<attached: [^>\n]*>|This message was deleted|null)\s*",
    re.IGNORECASE,
)
_AGO = (
    r"(?:just now|(?:about )?(?:\d{1,3}|an?) ?"
    r"(?:s|m|h|d|w|y|mins?|minutes?|hrs?|hours?|days?|weeks?|months?|years?)(?: ago)?"
    r"|yesterday(?: at \d{1,2}[:.]\d\d)?|today(?: at \d{1,2}[:.]\d\d)?"
    r"|\d{1,2} [A-Z][a-z]{2,8}(?: 20\d\d)?(?:,? (?:at )?\d{1,2}[:.]\d\d)?"
    r"|[A-Z][a-z]{2,8} \d{1,2}(?:, 20\d\d)?(?:,? (?:at )?\d{1,2}[:.]\d\d)?"
    rf"|{_DAY} \d{{1,2}}[:.]\d\d)"
)
_PERSON = r"[^\W\d_][\w'’.&~-]{0,30}(?: [\w'’.()&~-]{1,30}){0,4}"
_ROW = re.compile(
    rf"^(?P<name>{_PERSON})(?:[ \n](?P<handle>@[\w.]{{2,30}}))?"
    rf"(?:\n| [·•|] ?|\n[·•]\n?)(?i:(?P<time>{_AGO}))[ \t]*(?:[·•][^\n]{{0,20}})?\n(?P<text>\S[^\n]*)",
    re.MULTILINE,
)
_FOOT = re.compile(
    r"^(?:Like|Reply|Share|Comment|\d+ (?:likes?|comments?|shares?|replies)|See translation)\b", re.IGNORECASE
)


def find_said(text: str) -> tuple[Said, ...]:
    """Every pasted message of ``text`` in order; empty when nothing has a chat's shape. Never raises."""
    found = _find_messages(text) or _find_rows(text)
    return tuple(said for said in found if said.text)


def cut_messages(text: str) -> list[str]:
    """Every stretch of ``text`` from one chat stamp to the next, all of them; empty without stamps."""
    stamps = [match.start() for match in _STAMPED.finditer(text)]
    return [text[start:end].strip() for start, end in pairwise([*stamps, len(text)])]


def _find_messages(text: str) -> list[Said]:
    """WhatsApp lines; a message runs on over the lines below it until the next stamp or a blank line."""
    stamps = [m.start() for m in _STAMPED.finditer(text)]
    found = []
    for match in islice(_MESSAGE.finditer(text), MOST):
        after = bisect_right(stamps, match.start())
        limit = stamps[after] if after < len(stamps) else len(text)
        gap = text.find("\n\n", match.end(), limit)
        end = gap if gap >= 0 else limit
        words = text[match.start("text") : end].strip()
        found.append(
            Said(
                name=match.group("name").strip(),
                handle=None,
                time=match.group("a") or match.group("b"),
                text="" if _NO_WORDS.fullmatch(words) else words,
                platform="whatsapp",
                start=match.start(),
                end=end,
            )
        )
    return found


def _find_rows(text: str) -> list[Said]:
    """A name, a time as the page shows it, and the words under them up to a blank line or the buttons."""
    found = []
    for match in islice(_ROW.finditer(text), MOST):
        start, limit = match.start("text"), match.start("text") + _LONGEST
        gap = text.find("\n\n", start, limit)
        block = text[start : gap if gap >= 0 else limit]
        lines: list[str] = []
        for line in block.split("\n")[:60]:
            if _FOOT.match(line):
                break
            lines.append(line)
        words = "\n".join(lines).rstrip()
        end = match.start("text") + len(words)
        found.append(
            Said(
                match.group("name"),
                match.group("handle"),
                match.group("time"),
                words,
                None,
                match.start(),
                end,
            )
        )
    return [s for i, s in enumerate(found) if i == 0 or s.start >= found[i - 1].end]
