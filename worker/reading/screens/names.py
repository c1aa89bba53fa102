"""Whether words on a screen can be a person's name, and how it is written without what the app adds.

A line of a comment must never become a person: when in doubt it is not a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from worker.reading.screens.looks import shared
from worker.reading.screens.times import find_time

_SEPARATOR = re.compile(r" ?[·•∙|\ue000-\uf8ff] ?| [-–—›>▸►»] ?|(?<=\w) {2,}(?=\w)")
_DOING = re.compile(
    r" (?:is|shared an?|was (?:live|with)|updated|added|reviewed|(?:does(?:n['’]t| not) )?recommends?) "
    r".{0,80}$"
)
_WORD = re.compile(r"[^\W\d_]['’]?[\w'’.-]{0,24}")
_HANDLE = re.compile(r"[A-Za-z0-9_](?:[\w.]{1,28})\w")
_SHORT = re.compile(
    r"[^\W\d_][\w'’-]{1,20} (?:[A-Z](?:\.|$)|(?=[A-Z])[^\W\d_][\w'’-]{1,20} [A-Z]\.)(?=\W|$)"
)
"""First names and an initial; two of them only where a stop shows that it is one."""
_SMALL_INITIAL = re.compile(r"(?<=\w )l\.?$")
"""A capital "I" read as a small letter: no initial is one."""
_GROWN_TOGETHER = re.compile(
    r"(?<![^\W\d_])(?!(?:Mc|Mac|De|Di|Du|Le|La|Lo|Fitz|Van|Ni|Ap|Ab|Al|El|O)[A-Z])[A-Z]?[^\W\dA-Z_]+[A-Z]"
)
"""A capital within a word: a space was lost before it."""
_NO_LETTER = re.compile(r"[$€£%<>=|\\/{}]")
_BARRED = re.compile(r"(?<=[a-z])staw(?:a|ski|ska)?\b|\b(?:michat|pawet|rafat|nguyn)\b", re.IGNORECASE)
"""A "t" where Polish names have an "ł", and the commonest name of Vietnam without its "ễ"."""
_STOPS = re.compile(r"[!?,;:…]|\.\.|(?<!\b[A-Z])(?<!\bSt)(?<!\b[DMJS]r)(?<!\bM[rs]s)\. ")
_STUCK_BADGE = re.compile(r"(?<=[a-z])(?:Author|Admin|Moderator|Creator|Follow|Following|Verified)$")
_LETTERS = re.compile(r"[^\W\d_]")
_MAY_BE_I = re.compile(
    r"(?<![A-Z])(?:[A-Z][a-z]l|(?:Me|We|So|Do|Be|To|Go|No|He|As|Or|My|The|Who|You)l[snft])(?=[A-Z])"
    r"|(?!Ill[a-z])[Il]{3}|[a-z]I(?:I|l(?!l[a-z]))|[a-z]O$"
)
"""An "l" in a nickname that may be the word "I": "DolHaveTo"; an "O" that may be a nought."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as read; ``sure`` is False where its letters or its being a name are in doubt."""

    text: str
    sure: bool


def bare(text: str) -> str:
    """A name row mended, without badges, places and doings: "Jo Pugh · Author" → "Jo Pugh"."""
    return mended(_bare(text))


def _bare(text: str) -> str:
    text = _DOING.sub("", text.strip(" ·•∙|-"))
    parts = [part for part in _SEPARATOR.split(text) if part.strip()]
    first = next((part for part in parts if not is_badge(part)), "")
    first = _without_initials(_without_badge(first))
    words = first.split()
    while len(words) > 1 and words[-1].lower().strip("()") in shared().badges:
        words.pop()
    return " ".join(words)


def without_doing(text: str) -> str:
    """The text without what its bearer is or did, as Facebook says it: "Jo Pugh is feeling angry" → "Jo Pugh"."""
    return _DOING.sub("", text)


def bears_badge(text: str) -> bool:
    """Whether a badge stands after something, set off by a sign: only names are so honoured."""
    parts = [part for part in _SEPARATOR.split(text) if part.strip()]
    return len(parts) > 1 and is_badge(parts[-1])


def _without_badge(text: str) -> str:
    """The text without a badge of several words that ends it: "Jo Pugh Top contributor"."""
    text = _STUCK_BADGE.sub("", text)
    small = text.lower()
    ends = (badge for badge in shared().badges if " " in badge and small.endswith(" " + badge))
    return text[: -len(max(ends, key=len, default="")) or None].strip()


def _without_initials(text: str) -> str:
    """The text without its own initials before it, which stood on an avatar: "ZZ Zainab Z."."""
    first, _, rest = text.partition(" ")
    initials = "".join(word[0] for word in rest.split())
    return rest if first.isupper() and len(first) <= 2 and initials.startswith(first) else text


def begins_with_badge(text: str) -> bool:
    """Whether a badge comes first: what follows is its subject ("Group expert · Education")."""
    return is_badge(_SEPARATOR.split(text)[0])


def is_badge(text: str) -> bool:
    """Whether the words are what an app writes beside a name ("Admin", "Top contributor")."""
    return re.sub(r"^[\W_]+|[ ·•∙|]+$", "", text).lower() in shared().badges


def is_said_too(text: str) -> bool:
    """Whether people say so much themselves, and no more, that an app writes beside a name."""
    return re.sub(r"\W+$", "", text.strip()).lower() in shared().said_too


def is_nobody(text: str) -> bool:
    """Whether a row says that its author is not named ("Anonymous participant")."""
    return bare(text).lower().strip("[]") in shared().nobodies


def mended(name: str) -> str:
    """Letters put right that print alike: "lan" → "Ian" where every other word has its capital."""
    words = [_with_small_l(_with_capital_i(word)) for word in name.split(" ")]
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


def read_name(text: str, style: str) -> Name | None:
    """The name in a row meant to hold one, or ``None``. ``style`` is a platform's ``names``."""
    name = _bare(text) if style == "nick" else bare(text)
    if not name or is_nobody(text) or len(name) > 60 or is_badge(name) or not _LETTERS.search(name):
        return None
    if find_time(name) and not name.isdigit():
        return None
    if style == "handle":
        return _user_name(name.removeprefix("@"))
    if style == "nick":
        return _nick(name)
    if style == "short":
        name = _SMALL_INITIAL.sub(lambda m: m[0].replace("l", "I"), name)
        if (short := _SHORT.match(name)) and not any(_common(word) for word in short[0].split()[:-1]):
            return Name(short[0], True)  # what follows is where they live
    if _STOPS.search(name.replace("...", "…")) or len(name.split()) > 5:
        return None
    return _display(name, single=style == "free") or (_single(name) if style == "free" else None)


def _display(name: str, *, single: bool) -> Name | None:
    words = re.sub(r"[()\"“”]", " ", name).split()
    if (
        not words
        or any(_common(word) for word in words if word != "I" or word is words[0])
        or _may_differ(name)
    ):
        return None
    if all(_is_name_word(word) for word in words) and words[0][:1].isupper():
        return Name(name, len(words) > 1 or single)
    return None


def is_whole(name: str) -> bool:
    """Whether no letter and no space was lost: each word has a vowel, and one capital, but "McIver".

    Only words in Latin letters are judged.
    """
    return not (_GROWN_TOGETHER.search(name) or _BARRED.search(name) or _NO_LETTER.search(name)) and all(
        len(word) < 3
        or word.isupper()
        or (len(word) == 3 and word.islower())
        or re.search(r"[aeiouywøæœı\d_]|[^\x00-\u036f]", normalize("NFKD", word.lower()))
        for word in re.findall(r"[^\W_][\w]*", name)
    )


def _user_name(name: str) -> Name | None:
    """A user name. Without other capitals an "I" is an "l", an "O" a nought; with them it may be either."""
    small = not re.search(r"[A-HJ-NP-Z]", name)
    if small:
        name = name.replace("I", "l").replace("O", "0")
    if not _HANDLE.fullmatch(name) or _common(name):
        return None
    return Name(name, small or "I" not in name)


def _nick(name: str) -> Name | None:
    """A nickname of one word; a badge glued to it goes, and "l" for "I" inside it leaves a doubt."""
    name = re.sub(r"(?<=[a-z0-9])OP$", "", name)
    name = re.sub(r"(?<=[bcdfghjkmnpqstvxz])l(?=[snft]?[A-Z])", "I", name)  # no word ends so
    name = re.sub(r"(?<=[a-hj-np-z])ln(?=[A-Z])|(?<=s)ls(?=[A-Z])", lambda m: "I" + m.group()[1], name)
    if not re.fullmatch(r"[\w.-]{3,30}", name):
        return None
    return Name(name, not _MAY_BE_I.search(name))


def _single(name: str) -> Name | None:
    """A user name where display names stand: sure where no word of a sentence looks like it."""
    if not _HANDLE.fullmatch(name) or _common(name) or _may_differ(name):
        return None
    telling = re.search(r"\w[\d._]", name) and not name.isdigit()
    return Name(name, bool(telling))


def _is_name_word(word: str) -> bool:
    if word.lower() in shared().particles:
        return True
    return word[:1].isupper() and bool(_WORD.fullmatch(word))


def _common(word: str) -> bool:
    return word.lower().strip(".'’") in shared().not_names and not (
        len(word) == 1 and word.isupper() and word != "I"
    )


def _may_differ(name: str) -> bool:
    """Whether letters may be others: "AIN" may be "Al N", and "Iily" is more likely "lily"."""
    if len(name) <= 3 and name.isupper():
        return True
    return bool(re.fullmatch(r"I[leiou][a-z][\w.]*", name)) and not _begins_with_i(name)


def is_user_name(name: str) -> bool:
    """Whether a name is written as only user names are: one word with a dot, a stroke or a digit in it."""
    return bool(_HANDLE.fullmatch(name) and re.search(r"\w[\d._]\w", name))


def is_short(text: str) -> bool:
    """Whether a name is written as on Nextdoor: "Anna K."."""
    return bool(_SHORT.match(bare(text)))


def could_be_a_title(text: str) -> bool:
    """Whether a chat may be called so: a contact's name as saved, or a number, but no sentence."""
    return len(text) <= 30 and len(text.split()) <= 4 and not _STOPS.search(text) and not text.endswith(".")


def could_be_a_name(text: str) -> bool:
    """Whether a row that a line break sets apart may be somebody's odd name ("mum of twins")."""
    name = bare(text)
    words = name.split()
    return (
        0 < len(words) <= 4
        and len(name) <= 40
        and not _STOPS.search(name)
        and not name.endswith(".")
        and not is_badge(name)
        and not _may_differ(name)
        and bool(_LETTERS.search(name))
        and not is_nobody(text)
        and not any(_common(word) for word in words if word not in ("&", "+"))
        and not any(len(word) == 1 and not _is_initial(word, words) for word in words if word not in ("&", "+"))
    )


def _is_initial(letter: str, words: list[str]) -> bool:
    """Whether a letter stands for a first name: a capital with a name after it."""
    return letter.isupper() and letter != "I" and len(words[-1]) > 2 and words[-1][0].isupper()
