"""How hard a text is to read: the Flesch-Kincaid grade, and the age it stands for.

J. P. Kincaid and others, 1975: 0.39 × words a sentence + 11.8 × syllables a word - 15.59. A grade is a
year of American school, begun at five: a text of grade 7 is read with ease at twelve.
"""

from __future__ import annotations

import re

_VOWELS = re.compile(r"[aeiouy]+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*(?:\n|- )")


def syllables(word: str) -> int:
    """Count the syllables of an English word: groups of vowels, less an "e" that is not spoken."""
    word = re.sub(r"[^a-z]", "", word.lower())
    count = len(_VOWELS.findall(word))
    silent = re.search(r"[^aeiouyl]e$|[^aeiouytd]ed$|[^aeiouyscxz]es$", word)
    return max(1, count - bool(silent))


def sentences(text: str) -> list[str]:
    """Split prose into its sentences; a paragraph and a list's line each end one."""
    joined = re.sub(r"(\d)\.(\d)", r"\1\2", text)
    return [one for one in _SENTENCE.split(joined) if re.search(r"[a-z]{2}", one)]


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade of a text."""
    parts = sentences(text)
    words = [word for part in parts for word in re.findall(r"[A-Za-z][A-Za-z'’]*", part)]
    return 0.39 * len(words) / len(parts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def reading_age(text: str) -> float:
    """Return the age at which a text is read with ease."""
    return grade(text) + 5
