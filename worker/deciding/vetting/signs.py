"""Signs that say something without a word: a question mark, a thumb down, a sad face.

Words typed inside our mail are found by their letters; these have none. So each sign in a quote must stand
between the same words in our mail.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from worker.deciding.decision.leaning import SAD_FACE
from worker.deciding.decision.words import phrases
from worker.deciding.sentences import say
from worker.reading.quoted.ours import LINK
from worker.reading.words.straight import straight

_MOST = 400_000
_LINKED = re.compile(
    rf"{LINK.pattern}|<(?:(?:https?|mailto|tel|sip):|[^<>\s@]{{1,300}}@)[^<>\s]{{1,2000}}>"
    r"|\[(?:image|https?):[^\[\]\n]{1,2000}\]|https?://[^\s<>]{1,2000}"
)
_WORD = re.compile(r"\w+(?:'\w+){0,4}")
_MARKS = frozenset("?!¿؟？！‽⁇⁈⁉‼")
_NO_SIGNS = frozenset("©®™°℗℠№")
_STROKES = frozenset((*range(0x0334, 0x0339), *range(0x20D2, 0x20F1)))
"""What is drawn through a letter, or around it."""
_DRAWN = range(0x2500, 0x2600)
"""Lines, boxes and bullets."""

_Between = tuple[str | None, str | None]
"""The words a sign stands between; None for the beginning and the end of a text."""


def find_sign(quoted: str, ours: tuple[str, ...]) -> str | None:
    """Say that a sign stands in a quote that our mails do not have there, or None.

    Where a sign of ours is one of the finer ones, a program may have made question marks of it.
    """
    known: dict[_Between, set[str]] = {}
    for text in ours:
        for between, gap in _gaps(text):
            known.setdefault(between, set()).add(gap)
    if not known:
        return None
    for (before, after), gap in _gaps(quoted):
        if not (signs := signs_in(gap)):
            continue
        ends = ((before, after), (before, None), (None, after))
        if not any(_is_ours(signs, own) for at in ends for own in known.get(at, ())):
            return say("quote.sign", sign="".join(signs))
    return None


def signs_in(text: str) -> list[str]:
    """The signs of a text that say something, in order; a run of marks is cut into its marks."""
    if text.isascii() and not any(mark in text for mark in "?!:;="):
        return []
    faces = [(found.start(), found.group()) for found in SAD_FACE.finditer(text)]
    found = [
        (at, sign)
        for at, sign in enumerate(text)
        if sign in _MARKS or _is_picture(sign) or ord(sign) in _STROKES
    ]
    return [sign for _, sign in sorted([*faces, *found])]


def find_more_signs(text: str, other: str) -> bool:
    """Whether the other text of the same answer has a sign that this one has not, and that is not kind."""
    kind = phrases("approval", "courtesy").vocabulary | {"!"}
    return not set(signs_in(_LINKED.sub(" ", other))) <= set(signs_in(_LINKED.sub(" ", text))) | kind


def _is_ours(signs: list[str], own: str) -> bool:
    finer = any(not sign.isascii() for sign in own)
    return signs_in(own) == signs or (finer and set(signs) <= {"?", *signs_in(own)})


def _is_picture(sign: str) -> bool:
    """Whether a character is a picture of its own: no line, no bullet, no mark of trade, no skin's colour."""
    return (
        not sign.isascii()
        and unicodedata.category(sign) == "So"
        and sign not in _NO_SIGNS
        and ord(sign) not in _DRAWN
    )


def _gaps(text: str) -> Iterator[tuple[_Between, str]]:
    """What stands between each two words, before the first and behind the last."""
    shown = straight(_LINKED.sub(" ", text[:_MOST]))
    before, at = None, 0
    for word in _WORD.finditer(shown):
        after = word.group().casefold()
        yield (before, after), shown[at : word.start()]
        before, at = after, word.end()
    yield (before, None), shown[at:]
