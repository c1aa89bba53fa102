"""An answer of absence that no header tells: nobody is there, ask somebody else, and not a word more."""

from __future__ import annotations

import re

from worker.reading.machines.phrases import holds, phrases
from worker.reading.words.straight import straight

_MONTH = "jan|feb|mar|mär|apr|mai|may|maj|jun|jul|aug|sep|oct|okt|out|nov|dec|dez|dic|déc"
_BREAK = re.compile(
    rf"(?<=[^\d\W][.!:;])\s{{1,9}}|(?<=\d[.!])\s{{1,9}}(?!(?i:{_MONTH})|[a-zß-ÿа-џα-ωā-ž]|\d)|(?<=[。!])"
)
"""Where a sentence ends; not behind the day in "30. November" or "bis 4.12. nicht"."""
_LONGEST = 220
_GREETING = 50
"""A greeting is no longer; what is longer says more."""
_STOPS = ".!?。！？"
_STEM = 6
_NAMES = 4
"""So many words may stand behind a closing in its line: "Kind regards, Anna Berg"."""
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
    for paragraph in re.split(r"\n[ \t]*\n", straight(text).strip()):
        lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
        if len(lines) > 1 and _is_name_line(lines[-1]) and lines[-2][-1] in _STOPS:
            lines.pop()
        closes = next((at for at, line in enumerate(lines) if _closes(line)), None)
        if out and (closes == 0 or all(_is_name_line(line) for line in lines)):
            return out
        out += [one.lower() for one in _BREAK.split(" ".join(lines[:closes])) if one and not _greets(one)]
        if closes is not None:
            return out
    return out


def _greets(sentence: str) -> bool:
    return len(sentence) <= _GREETING and _rest(sentence, "greetings") is not None


def _closes(line: str) -> bool:
    rest = _rest(line, "closings")
    return rest is not None and len(rest.split()) <= _NAMES


def _rest(said: str, name: str) -> str | None:
    """What stands behind one of the phrases that it begins with, a whole word or a long stem, or None."""
    said = said.lower()
    begins = (one for one in phrases("autoreplies", name) if said.startswith(one))
    rests = (
        said.removeprefix(one) for one in begins if len(one) >= _STEM or not said[len(one) :][:1].isalpha()
    )
    return next(rests, None)


def _is_name_line(line: str) -> bool:
    return len(line.split()) <= _NAME_LINE and line[-1] not in _STOPS
