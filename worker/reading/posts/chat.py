"""Chats and comments pasted into a mail, read by the shape their app gives them.

WhatsApp's export and its copy-and-paste forms (Android and iOS); rows of a copied page are in ``pasted``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from worker.reading.posts.pasted import find_rows

MOST = 300
"""Messages read from one pasted chat."""


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


_CLOCK = (
    r"(?:[上下]午|오[전후] ?)?\d{1,2}[:.]\d\d(?:[:.]\d\d)?"
    r"(?:[ \u00a0\u202f]?[AaPp]\.?[ \u00a0\u202f]?[Mm]\b\.?)?"
)
_DAY = r"\d{1,4}[./-] ?\d{1,2}[./-] ?\d{2,4}\.?"
_SHORT = r"\d{1,2}[./]\d{1,2}"
_STAMP = (
    rf"(?:\[(?P<a>{_DAY},? {_CLOCK}|{_CLOCK},? {_DAY}|{_SHORT}, {_CLOCK})\][ ]?"
    rf"|(?P<b>{_DAY}(?:,| à| at)? {_CLOCK}) - )"
)
_MESSAGE = re.compile(
    rf"^[\u200e\u200f\u202a]?{_STAMP}"
    r"[\u200e\u202a~ ]{0,4}(?P<name>[^:\n]{1,60}?)\u202c?: ?(?P<text>[^\n]*)$",
    re.MULTILINE,
)
_FEWEST = 2
_TYPED = re.compile(
    rf"^[ ]{{0,3}}(?:(?P<when>{_CLOCK}|{_SHORT}(?: {_CLOCK})?)[ ,–-]{{1,3}})?"
    r"(?P<name>[^\W\d_a-z][\w'’-]{1,20}(?: [^\W\d_a-z][\w'’-]{0,20}){0,2})(?(when)(?::| -)|:) ?"
    r"(?P<text>[^\n]{2,2000})$",
    re.MULTILINE,
)
_STAMPED = re.compile(rf"^[\u200e\u200f\u202a]?{_STAMP}", re.MULTILINE)
_EDITED = re.compile(
    r"\s?\u200e?<[^<>\n]{0,30}\b(?:edited|bearbeitet|editado|editada|modifié|modificato|bewerkt|edytowan\w|editat)\b\.?>\Z",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^[^\n]{0,80}\b(?:created (?:the )?group|changed the (?:group name|subject)"
    r"(?: from [\"“][^\"”\n]{1,100}[\"”])? to) [\"“]([^\"”\n]{1,100})[\"”]",
    re.MULTILINE,
)
_NO_WORDS = re.compile(
    r"[\u200e]?(?:<Media omitted>|(?:image|video|audio|sticker|GIF|document) omitted"
    r"|<attached: [^>\n]*>|This message was deleted|null)\s*",
    re.IGNORECASE,
)


def find_said(text: str) -> tuple[Said, ...]:
    """Every pasted message of ``text`` in order; empty when nothing has a chat's shape. Never raises."""
    said = tuple(message for message in _find_messages(text) if message.text)
    return (
        said
        or tuple(
            Said(row.name, row.handle, row.time, row.text, None, row.start, row.end)
            for row in find_rows(text)
        )
        or _find_typed(text)
    )


def _find_typed(text: str) -> tuple[Said, ...]:
    """Messages that somebody typed out, a line each: "21:02 Ann Bell: what she said".

    Two lines with a time or a date are a chat; without, three of which two are the same person's.
    """
    lines = list(islice(_TYPED.finditer(text), MOST))
    stamped = [line for line in lines if line["when"]]
    names = [line["name"] for line in lines]
    if len(stamped) >= _FEWEST:
        lines = stamped
    elif not (len(lines) > _FEWEST and 1 < len(set(names)) < len(names)):
        return ()
    return tuple(
        Said(line["name"], None, line["when"], line["text"].strip(), None, line.start(), line.end())
        for line in lines
    )


def find_group_name(text: str) -> str | None:
    """The last name that an exported chat says its group was given."""
    names = _NAMED.findall("\n".join(one for one in cut_messages(text) if _MESSAGE.match(one) is None))
    return names[-1].strip() if names else None


def cut_messages(text: str) -> list[str]:
    """Every stretch of ``text`` from one chat stamp to the next, all of them; empty without stamps."""
    stamps = [match.start() for match in _STAMPED.finditer(text)]
    return [text[start:end].strip() for start, end in pairwise([*stamps, len(text)])]


def _find_messages(text: str) -> list[Said]:
    """WhatsApp lines; a message runs on over the lines below it until the next stamp or a blank line.

    What the app itself says between messages ("Kelly added Sam") belongs to the stretch it stands in.
    """
    if "[" not in text and " - " not in text:
        return []
    stamps = [m.start() for m in _STAMPED.finditer(text)]
    found: list[Said] = []
    for at, start in islice(enumerate(stamps), MOST):
        limit = stamps[at + 1] if at + 1 < len(stamps) else len(text)
        match = _MESSAGE.match(text, start)
        if match is None:
            newline = text.find("\n", start, limit)
            found.append(Said("", None, None, "", "whatsapp", start, newline if newline >= 0 else limit))
            continue
        gap = text.find("\n\n", match.end(), limit)
        end = gap if gap >= 0 else limit
        words = _EDITED.sub("", text[match.start("text") : end].strip())
        found.append(
            Said(
                name=match.group("name").strip(),
                handle=None,
                time=match.group("a") or match.group("b"),
                text="" if _NO_WORDS.fullmatch(words) else words,
                platform="whatsapp",
                start=start,
                end=end,
            )
        )
    return _take_in(found)


def _take_in(found: list[Said]) -> list[Said]:
    """Give the app's own lines to the message above them, and the first ones to the first message."""
    taken: list[Said] = []
    begins = None
    for said in found:
        if said.text:
            taken.append(said if begins is None else replace(said, start=begins))
            begins = None
        elif taken:
            taken[-1] = replace(taken[-1], end=said.end)
        elif begins is None:
            begins = said.start
    return taken
