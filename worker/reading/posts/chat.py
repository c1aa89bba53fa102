"""Chats and comments pasted into a mail, read by the shape their app gives them.

WhatsApp's export and its copy-and-paste forms (Android and iOS); rows of a copied page are in ``pasted``,
Messenger's and Teams' copies in ``talks``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import islice, pairwise

from worker.reading.posts.pasted import find_rows
from worker.reading.posts.talks import find_talk

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


_SPACE = r"[ \u00a0\u202f]"
_MARK = r"[\u200e\u200f\u061c\u202a-\u202c]"
"""Signs that are not seen and say which way letters run; Arabic dates are full of them."""
_HALF = rf"(?:[AaPp]\.?{_SPACE}?[Mm]\b\.?|(?:[^\x00-\xa0\u2000-\u206f\s]\.?){{1,12}})"
"""The half of the day: in Latin letters, or in a word of any other alphabet."""
_CLOCK = rf"(?:[上下]午|오[전후] ?)?\d{{1,2}}[:.]\d\d(?:[:.]\d\d)?(?:{_SPACE}?{_HALF})?"
_DAY = rf"\d{{1,4}}{_MARK}?[./-] ?\d{{1,2}}{_MARK}?[./-] ?\d{{2,4}}\.?(?: г\.)?"
_SHORT = r"\d{1,2}[./]\d{1,2}"
_STAMP = (
    rf"(?:\[(?P<a>{_DAY}[,،]? {_CLOCK}|{_CLOCK}[,،]? {_DAY}|{_SHORT}, {_CLOCK})\][ ]?"
    rf"|(?P<b>{_DAY}(?:[,،]| à| at)? {_CLOCK}) - )"
)
_MESSAGE = re.compile(
    rf"^{_MARK}?{_STAMP}(?:{_MARK}|[~ \u00a0\u202f]){{0,4}}"
    rf"(?P<name>[^:\n]{{1,60}}?){_MARK}?: ?(?P<text>[^\n]*)$",
    re.MULTILINE,
)
_STAMPED = re.compile(rf"^{_MARK}?{_STAMP}", re.MULTILINE)
_TELEGRAM = re.compile(
    rf"^(?P<name>[^\n\[\]]{{1,60}}), \[(?P<when>{_DAY} {_CLOCK})\]\n"
    rf"(?:\[[^\]\n]{{1,80}}\]\n)?(?P<text>[^\n]+(?:\n(?![^\n\[\]]{{1,60}}, \[\d)[^\n]+){{0,60}})",
    re.MULTILINE,
)
"""A message of Telegram's as its desktop copies it: who and when above the words."""
_FEWEST = 2
_TYPED = re.compile(
    rf"^[ ]{{0,3}}(?:(?P<when>{_CLOCK}|{_SHORT}(?: {_CLOCK})?)[ ,–-]{{1,3}})?"
    r"(?P<name>[^\W\d_a-z][\w'’-]{1,20}(?: [^\W\d_a-z][\w'’-]{0,20}){0,2})(?(when)(?::| -)|:) ?"
    r"(?P<text>[^\n]{2,2000})$",
    re.MULTILINE,
)
_EDITED = re.compile(
    r"\s?\u200e?<[^<>\n]{0,30}\b(?:edited|bearbeitet|editado|editada|modifié|modificato|bewerkt|edytowan\w|editat)\b\.?>\Z",
    re.IGNORECASE,
)
_NAMED = re.compile(r"^[^\n]{0,160}[“„«\"] ?(?P<name>[^“”„«»\"\n]{1,100}?) ?[”“»\"]")
"""What the app says of the group's name: it stands in quotation marks in every language."""
_NO_WORDS = re.compile(r"\u200e[^\n]*|<[^<>\n]{1,60}>|[\w. -]{1,80}\.\w{2,4} \([^()\n]{3,40}\)")
"""What the app says in a person's name: behind an unseen sign, in brackets, or the name of a file."""


def is_of_app(line: str) -> bool:
    """Whether a line in a person's name is what the app says of a picture, a call or a message taken back."""
    if _NO_WORDS.fullmatch(line.strip(" ")):
        return True
    plain = line.strip("\u200e .\t").casefold()
    return plain in _says()["says"] or plain.startswith(tuple(_says()["begins"]))


@cache
def _says() -> dict[str, frozenset[str]]:
    told = tomllib.loads((files("worker.knowledge") / "chats.toml").read_text("utf-8"))
    return {name: frozenset(told[name]) for name in ("says", "begins")}


def find_said(text: str) -> tuple[Said, ...]:
    """Every pasted message of ``text`` in order; empty when nothing has a chat's shape. Never raises."""
    said = tuple(message for message in _find_messages(text) if message.text)
    return (
        said
        or _find_telegram(text)
        or tuple(
            Said(one.name, None, one.time, one.text, None, one.start, one.end) for one in find_talk(text)
        )
        or tuple(
            Said(row.name, row.handle, row.time, row.text, None, row.start, row.end)
            for row in find_rows(text)
        )
        or _find_typed(text)
    )


def _find_telegram(text: str) -> tuple[Said, ...]:
    """Messages copied from Telegram, each under its writer and its time."""
    if ", [" not in text:
        return ()
    return tuple(
        Said(one["name"].strip(), None, one["when"], one["text"].strip(), "telegram", one.start(), one.end())
        for one in islice(_TELEGRAM.finditer(text), MOST)
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
    of_app = (one for one in cut_messages(text) if _MESSAGE.match(one) is None)
    names = [named["name"].strip() for one in of_app if (named := _NAMED.match(one))]
    return names[-1] if names else None


def is_wordless(message: str) -> bool:
    """Whether a stretch of a chat stands in a person's name and holds no words of theirs."""
    match = _MESSAGE.match(message)
    return match is not None and not _words_of(message[match.start("text") :])


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
        words = _words_of(text[match.start("text") : end])
        found.append(
            Said(
                name=match.group("name").strip(),
                handle=None,
                time=re.sub(_MARK, "", match.group("a") or match.group("b")),
                text=words,
                platform="whatsapp",
                start=start,
                end=end,
            )
        )
    return _take_in(found)


def _words_of(said: str) -> str:
    """The person's own words: below a picture's name its caption, below "POLL:" what is asked."""
    words = _EDITED.sub("", said.strip(" \n\r\t"))
    first, _, rest = words.partition("\n")
    return (rest if is_of_app(first) else words).strip()


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
