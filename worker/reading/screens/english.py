"""Apps in other languages: what the app itself says is read as its English, what people wrote is left alone.

The rules know the apps in English. On a screen in Polish, "3 godz. · Lubię to! · Odpowiedz" is put before
them as "3h · Like · Reply", and given back as it was shown. A screen speaks a language where several of
its rows hold nothing but that language's words, so that "3 z" is a time in Romanian alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from worker.reading.screens.seen import Line
from worker.reading.screens.tongues import Tongue, folded, tongues

_FEWEST = 2
"""So many of its own words, alone on their rows, show which language an app speaks."""
_LONGEST = 120
_NEW = r"(?<![\w.])\d[\d.,]{0,6}(?: ?(?:k|m|tys|mil|tsd))?(?!\w)|\bnew\b"
"""Counts, and a badge that stands beside times."""
_LETTER = re.compile(r"[^\W\d_]")
_SET_OFF = re.compile(r"(?<=\S) ?[·•∙] ?(?=\w[\w ]{1,30}$)")
"""What stands before a button or a badge that ends a head: "jo_pugh • Urmărește"."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A screen in English, and what it showed in its place."""

    lines: tuple[Line, ...]
    shown: dict[str, str]

    def as_shown(self, text: str) -> str:
        """What the screen shows for words of the app that were put into English."""
        return self.shown.get(text, text)


def in_english(lines: Sequence[Line]) -> Spoken:
    """The lines with the app's own words in English."""
    tongue = _find_tongue(lines)
    if tongue is None:
        return Spoken(tuple(lines), {})
    shown: dict[str, str] = {}
    lines = _rejoined(lines, tongue)
    return Spoken(tuple(_put(line, tongue, shown) for line in lines), shown)


def _rejoined(lines: Sequence[Line], tongue: Tongue) -> list[Line]:
    """The lines with those of the app's rows as one that were broken for want of room."""
    kept: list[Line] = []
    for line in lines:
        if kept and _goes_on(kept[-1], line, tongue):
            over = kept.pop()
            right, bottom = max(over.right, line.right), line.bottom
            line = replace(over, text=f"{over.text} {line.text}", right=right, bottom=bottom)
        kept.append(line)
    return kept


def _goes_on(over: Line, line: Line, tongue: Tongue) -> bool:
    """Whether a line stands right under another, and the two are a row of the app's, as neither is."""
    high = line.bottom - line.top
    if abs(over.left - line.left) > high or line.top - over.bottom > high:
        return False
    first, second = folded(over.text), folded(line.text)
    return bool(tongue.row.fullmatch(f"{first} {second}")) and not (
        _own(first, tongue) or _own(second, tongue)
    )


def _find_tongue(lines: Sequence[Line]) -> Tongue | None:
    """The language that most rows are in, if enough are; English is no language of these."""
    texts = Counter(folded(line.text.strip()) for line in lines if len(line.text) <= _LONGEST)
    counts = [(sum(n * _own(text, tongue) for text, n in texts.items()), tongue) for tongue in tongues()]
    most, best = max(counts, key=lambda one: one[0], default=(0, None))
    return best if most >= _FEWEST else None


def _own(text: str, tongue: Tongue) -> int:
    """How many things the app says in a row that holds nothing but its words, times and counts; else 0."""
    if tongue.row.fullmatch(text):
        return 1
    rest, found = tongue.words.subn(" ", text)
    found = found or int(bool(tongue.times[0][0].search(rest)))
    return 0 if found and _LETTER.search(_without_times(rest, tongue)) else found


def _without_times(text: str, tongue: Tongue) -> str:
    for pattern, _ in tongue.times:
        text = pattern.sub(" ", text)
    return re.sub(_NEW, " ", text)


def _put(line: Line, tongue: Tongue, shown: dict[str, str]) -> Line:
    """One line in English: whole where it is the app's own, else the time that ends a head."""
    text = line.text.strip()
    plain = folded(text)
    if len(text) > _LONGEST:
        return line
    for pattern, template in tongue.rows:
        if match := pattern.fullmatch(plain):
            return _told(line, _filled(template, match, text), shown)
    alone = not _LETTER.search(_without_times(plain, tongue))
    if alone or _own(plain, tongue):
        english = _times_put(plain, text, tongue, shown)
        return _told(line, tongue.words.sub(lambda m: tongue.english[m[0]], english), shown)
    if (badge := _SET_OFF.search(plain)) and (said := tongue.english.get(plain[badge.end() :])):
        return _told(line, text[: badge.end()] + said, shown)
    if glued := tongue.glued.fullmatch(plain):
        time = glued["n"] + tongue.short[glued["unit"]]
        shown.setdefault(time, text[glued.start("n") :])
        return _told(line, text[: glued.start("n")] + time, shown)
    if head := _head_time(plain, tongue):
        return _told(
            line,
            text[: head.start()] + _times_put(plain[head.start() :], text[head.start() :], tongue, shown),
            shown,
        )
    return line


def _head_time(text: str, tongue: Tongue) -> re.Match[str] | None:
    """The time that ends a line after one word, a user name, or after a dot."""
    for pattern, _ in tongue.times:
        for match in pattern.finditer(text):
            before, after = text[: match.start()].rstrip(), text[match.end() :]
            set_off = " " not in before or before[-1] in "·•∙|" or not _LETTER.search(before)
            if before and set_off and not _LETTER.search(after.removeprefix("new")):
                return match
    return None


def _told(line: Line, english: str, shown: dict[str, str]) -> Line:
    if english == line.text:
        return line
    shown[english] = line.text
    return replace(line, text=english)


def _times_put(plain: str, text: str, tongue: Tongue, shown: dict[str, str]) -> str:
    """A row with each of its times in English; ``text`` is what ``plain`` was folded from."""
    for pattern, english in tongue.times:
        if pattern.search(plain):
            for match in pattern.finditer(plain):
                shown.setdefault(english(match), text[match.start() : match.end()])
            return re.sub(r"(?<=ago)\W?new\b", " NEW", pattern.sub(english, plain))
    return plain


def _filled(template: str, match: re.Match[str], text: str) -> str:
    """The English of a row; what its groups hold stands as the screen shows it."""
    groups = {str(n): text[match.start(n) : match.end(n)] for n in range(1, (match.lastindex or 0) + 1)}
    return re.sub(r"\\(\d)", lambda m: groups.get(m[1], ""), template)
