"""An answer of absence that no header tells: nobody is there, ask somebody else, and not a word more."""

from __future__ import annotations

import re

from worker.reading.machines.phrases import holds
from worker.reading.words.straight import straight

_MONTH = "jan|feb|mar|mär|apr|mai|may|maj|jun|jul|aug|sep|oct|okt|out|nov|dec|dez|dic|déc"
_BREAK = re.compile(rf"(?<=[^\d\W][.!:;])\s{{1,9}}|(?<=\d[.!])\s{{1,9}}(?!{_MONTH})")
"""Where a sentence ends; not behind the day in "30. November"."""
_GREETING = re.compile(
    r"(?:hi|hello|dear|hallo|guten tag|sehr geehrte|bonjour|hola|buongiorno|beste|geachte|dzień)\b.{0,40}"
)
_CLOSING = re.compile(
    r"(?:kind |best |many |warm )?(?:regards|wishes|thanks)|thank you\W*\Z|yours|mit freundlichen|viele grüße"
    r"|freundliche|cordialement|bien à vous|saludos|un saludo|cordiali|met vriendelijke|pozdrawiam"
)
_LONGEST = 220
_NAME_LINE = 5
"""A line of a signature has at most so many words, and no stop."""


def says_only_absence(text: str) -> bool:
    """Whether each sentence tells of an absence, its end or whom else to ask: at least first and last."""
    found: set[str] = set()
    for sentence in _sentences(text):
        said = f" {sentence} "
        kinds = {name for name in ("bodies", "instead", "back") if holds(said, name)}
        if not kinds or len(said) > _LONGEST or holds(said, "own"):
            return False
        found |= kinds
    return {"bodies", "instead"} <= found


def _sentences(text: str) -> list[str]:
    """The sentences of ``text``, small, without the greeting, the closing and the name below it."""
    out: list[str] = []
    for paragraph in re.split(r"\n[ \t]*\n", straight(text.lower()).strip()):
        lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
        closes = next((at for at, line in enumerate(lines) if _CLOSING.match(line)), None)
        if out and (closes == 0 or all(_is_name_line(line) for line in lines)):
            return out
        out += [one for one in _BREAK.split(" ".join(lines[:closes])) if one and not _GREETING.fullmatch(one)]
        if closes is not None:
            return out
    return out


def _is_name_line(line: str) -> bool:
    return len(line.split()) <= _NAME_LINE and line[-1] not in ".!?"
