"""A text cut into its words: by a table where all its signs are ASCII's or stand for one of those.

Anything else is cut by a pattern, which finds the same in several times the time.
"""

from __future__ import annotations

import re
from collections import defaultdict

END = "\x00"
"""The word that stands where a sentence ends."""

_LETTER = "[0-9A-Za-z]"
_SIGNS = {
    "’": "'", "‘": "(", "“": "(", "”": '"', "…": ".", "–": "-", "—": "-", "•": "-", "·": "-", "£": "-",
    "€": "-", "\u00a0": "\r", "\u202f": "\r", "\ufeff": "-", "\u200b": "-",
}  # fmt: skip
"""Signs that phones and mail programs write, and signs of ASCII that part words and sentences as they do."""


def _table(kept: str) -> str:
    signs = map(chr, range(128))
    return "".join(sign if sign.isalnum() or sign in kept else " " for sign in signs)


_BARE, _WITH_SIGNS, _WITH_APOSTROPHES = _table(""), _table(f"%@#{END}"), _table("'")
_STOPS = str.maketrans({"!": ".", "?": ".", END: "-"})


def to_ascii(text: str) -> str:
    """A text whose signs are ASCII's where that makes no difference to a cut; it stays as long as it was."""
    if not text.isascii():
        for sign, plain in _SIGNS.items():
            text = text.replace(sign, plain)
    return text


# ── words ──────────────────────────────────────────────────────────────────────────────────

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_LOOSE = re.compile(rf"'(?:(?!{_LETTER})|(?<!{_LETTER}'))")
"""An apostrophe that no letter stands before, or behind."""


def cut_words(text: str) -> list[str]:
    """The words of a text in order, as written; ``’`` is no apostrophe here."""
    plain = to_ascii(text.replace("’", " "))
    if not plain.isascii():
        return _WORD.findall(text)
    return (_LOOSE.sub(" ", plain) if "'" in plain else plain).translate(_WITH_APOSTROPHES).split()


_NO_RUN = re.compile(r"[\W_]")


def place_runs(text: str) -> dict[str, list[int]]:
    """Where each run of letters and digits begins; an apostrophe parts them."""
    plain, index, at = to_ascii(text), defaultdict[str, list[int]](list), 0
    plain = plain.translate(_BARE) if plain.isascii() else _NO_RUN.sub(" ", text)
    for word in plain.split():
        at = plain.find(word, at)
        index[word].append(at)
        at += len(word)
    return dict(index)


# ── words and sentences ────────────────────────────────────────────────────────────────────

ENDS = re.compile(r"[.!?…][\"”’')]*+\s|\n[ \t]*+\n")
"""Where a sentence ends, or a paragraph."""
_TOKEN = re.compile(rf"([^\W_]++(?:['’`][^\W_]++)*+|[%@#])|{ENDS.pattern}")
_TOKEN_OF_ASCII = re.compile(_TOKEN.pattern.replace(r"[^\W_]", _LETTER))
_STOP = re.compile(r"\.[\"')]*+\s")
_GAP = re.compile(r"\n[ \t]*+\n")
_APOSTROPHES = re.compile(r"['`]{2,}+")


def tokens_of(text: str) -> re.Pattern[str]:
    """The pattern whose every match in a text is a word (its first group), ``%@#``, or a sentence's end."""
    return _TOKEN_OF_ASCII if text.isascii() else _TOKEN


def line_up(text: str) -> str:
    """The words of a text and each ``%@#`` with spaces between, written as they are, less the apostrophes.

    ``END`` stands where a sentence ends, or a paragraph.
    """
    plain = to_ascii(text)
    if not plain.isascii():
        found = _TOKEN.findall(text)
        return _without_apostrophes(" ".join([word or END for word in found]))
    plain = _STOP.sub(f" {END} ", plain.translate(_STOPS))
    blanks = "\n " in plain or "\n\t" in plain
    plain = _GAP.sub(f" {END} ", plain) if blanks else plain.replace("\n\n", f" {END} ")
    if "'" in plain or "`" in plain:
        plain = _without_apostrophes(_APOSTROPHES.sub(" ", plain))
    for sign in "%@#":
        plain = plain.replace(sign, f" {sign} ")
    return plain.translate(_WITH_SIGNS)


def _without_apostrophes(text: str) -> str:
    return text.replace("'", "").replace("’", "").replace("`", "")
