"""How a name is spelt: letters put right that print alike, and whether one was lost or may be another."""

from __future__ import annotations

import re
from unicodedata import normalize

from worker.reading.screens.looks import shared

_GROWN_TOGETHER = re.compile(
    r"(?<![^\W\d_])[A-Z]{2,}[A-Z][a-z]{2}|"
    r"(?<![^\W\d_])(?!h[A-ZÁÉÍÓÚ]|(?:Mc|Mac|De|Di|Du|Le|La|Lo|Fitz|Van|Ni|Ap|Ab|Al|El|O)[A-Z])[A-Z]?[^\W\dA-Z_]+[A-Z]"
)
"""A capital within a word: a space was lost before it."""
_NO_LETTER = re.compile(r"[$€£%<>=|\\{}]|(?<!\bw)/|/(?! )")
"""Signs that are read for letters; but "w/" is "with"."""
_TWO_INITIALS = re.compile(r"(?![^aeiouy][aeiouy])[a-z]{2}")
_ALIKE = "ŞŢ"
"""Between capitals they may as well have a comma as a cedilla."""
_LEFT_ALONE = re.compile(r"[B-HJ-NPQ-Z](?: [^\W\d_]{2,}){3,}")
"""A capital before more words than an initial has: a letter the engine does not know stood beside it."""
_PRONOUNS = re.compile(
    r" \(?(?:she|he|they)/(?:her|him|them|they)(?:/(?:hers|his|theirs))?\)?$", re.IGNORECASE
)
"""What some write behind their names."""
_NOUGHT = re.compile(r"^0(?=[^\W\d_]{2,}$)")
"""A nought where a word of a name begins: "0żóg"."""
_LAST_NOUGHT = re.compile(r"^0(?=[^\W\d_]{2,}$|\.?$)")
"""At the end it may be an initial: "Ada 0"."""
_BARRED = re.compile(
    r"(?<=[a-z])staw(?:a|ski|ska)?\b|(?<=[a-z])feld\b|\b(?:michat|pawet|rafat|nguyn|ionu)\b", re.IGNORECASE
)
"""A "t" where Polish names have an "ł", "feld" for "field", Vietnam's commonest name without its "ễ",
and a Romanian one without its "ț"."""


_MOST_WORDS = 20
"""Of a line with more nothing is a name."""


def mended(name: str) -> str:
    """Letters put right that print alike: "lan" → "Ian" where every other word has its capital."""
    written = name.split(" ")
    if len(written) > _MOST_WORDS:
        return name
    words = [_with_small_l(_with_capital_i(word)) for word in written]
    if len(words) > 1:
        words = [*(_NOUGHT.sub("O", word) for word in words[:-1]), _LAST_NOUGHT.sub("O", words[-1])]
    name = " ".join(words)
    small = [w for w in words if w[:1].islower() and w.lower() not in shared().particles]
    if words and small and all(re.match(r"l[a-z]{2}", w) for w in small) and _capitals(words, small):
        return " ".join("I" + w[1:] if w in small else w for w in words)
    return name


def _with_capital_i(word: str) -> str:
    """A first name that can only begin with an "I": "loana" → "Ioana"."""
    return "I" + word[1:] if re.match(r"l[a-z]{2}", word) and _begins_with_i(word) else word


def _with_small_l(word: str) -> str:
    """A word without a capital "I" where none can stand: "BiII" → "Bill", "AI" → "Al", but "McIver"."""
    if word in ("AI", "UI"):
        return word[0] + "l"
    if not word[1:].replace("I", "").islower():
        return word  # "ThatIsMe" has capitals of its own, and "IVY" nothing else
    word = re.sub(r"(?<=^Mc)l(?=[lnrv])", "I", word)
    return re.sub(
        r"(?<=[abd-z])I+(?=[a-z])|(?<=^I)I+(?=[a-z])|(?<=[a-z]l)I$", lambda m: "l" * len(m[0]), word
    )


def _capitals(words: list[str], small: list[str]) -> bool:
    """Whether the words that begin with "l" would have capitals: as the others do, or as a first name has."""
    return len(small) < len(words) or (len(words) == 1 and _begins_with_i(words[0]))


def _begins_with_i(name: str) -> bool:
    """Whether a first name is one that begins with "I", whatever its first letter was read as."""
    return normalize("NFKD", "i" + name[1:].lower()).encode("ascii", "ignore").decode() in shared().with_i


def is_whole(name: str, *, spaced: bool = False) -> bool:
    """Whether no letter and no space was lost: each word has a vowel, and one capital, but "McIver".

    Only words in Latin letters are judged. ``spaced``: that no space was lost is known, be it "YahyaK".
    """
    name = _PRONOUNS.sub("", name)
    if any("ı" in word and "i" in word for word in name.split()):
        return False  # a Turkish name has the one or the other
    plain = "".join("A" if c.isupper() and not c.isascii() and c not in _ALIKE else c for c in name)
    grown = not spaced and _GROWN_TOGETHER.search(plain)
    lost = _BARRED.search(name) or _NO_LETTER.search(name) or _LEFT_ALONE.fullmatch(name)
    return not (grown or lost) and all(
        len(word) < 3
        or word.isupper()
        or (len(word) == 3 and word.islower())
        or re.search(r"[aeiouywøæœı\d_]|[^\x00-\u036f]", normalize("NFKD", word.lower()))
        or (word.islower() and "x" in word)  # which stands for any vowel: "jxsh"
        for word in re.findall(r"[^\W_]\w*\b(?!\.)", name)  # cut at a stop it needs none: "McK."
    )


def may_differ(name: str) -> bool:
    """Whether letters may be others: "AIN" may be "Al N", and "Iily" is more likely "lily".

    "ab" may be "a b", but "mo" is a name.
    """
    if (len(name) <= 3 and name.isupper()) or _TWO_INITIALS.fullmatch(name):
        return True
    return bool(re.fullmatch(r"I[leiou][a-z][\w.]*", name)) and not _begins_with_i(name)
