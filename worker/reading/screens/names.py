"""Whether words on a screen can be a person's name.

A line of a comment must never become a person: when in doubt it is not a name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from worker.reading.screens.badges import SEPARATOR, is_badge
from worker.reading.screens.barenames import as_read, bare, is_nobody, without_title
from worker.reading.screens.letters import may_differ
from worker.reading.screens.looks import shared
from worker.reading.screens.times import find_time

_AFTER_O = re.compile(r"h[AEIOUÁÉÍÓÚ]")
"""How an Irish surname begins after "Ó"."""
_WORD = re.compile(r"[^\W\d_]['’]?[\w'’.-]{0,24}")
_HANDLE = re.compile(r"[A-Za-z0-9_](?:[\w.]{1,28})\w")
_USER_NAME = re.compile(r"[a-z][a-z0-9]*[._][a-z0-9._]*[a-z0-9_]")
_SITE = re.compile(r"\.(?:com|org|net|info|uk|co|eu|ie|scot|wales)$")
_HYPHEN = re.compile(r"(?<=[^\W_])-(?=[^\W_])")
_CAPITAL = r"[^\W\d_a-zß-ÿ]"
"""With or without an accent: "Ł.", "É."."""
_INITIAL = rf"(?:Ma?c|[DO]['’])?{_CAPITAL}\.(?:[ -]?{_CAPITAL}\.(?=\W|$)){{0,2}}"
"""That of a surname, which may have two of them, or keep what it begins with: "A.-S.", "McK."."""
_SHORT = re.compile(
    rf"[^\W\d_][\w'’-]{{1,20}} "
    rf"(?:{_INITIAL}|{_CAPITAL}$|(?={_CAPITAL})[^\W\d_][\w'’-]{{1,20}} {_INITIAL})(?=[^\w-]|$)"
)
"""First names and an initial; two of them only where a stop shows that it is one."""
_SMALL_INITIAL = re.compile(r"(?<=\w )l\.?$")
"""A capital "I" read as a small letter: no initial is one."""
_LETTER_ALONE = re.compile(r"[A-HJ-NPR-Z]\.?")
"""One that prints like no other."""
_CAPITALS_ALONE = re.compile(r"[A-HJ-NPR-Z]{2,3}")
"""So do these: "JJ"."""
_SMILEY = re.compile(r"(?<=\w) [:;=]-?[()DPp3]$")
"""A smiley of signs, with which a name ends."""
_STOPS = re.compile(rf"[!?,;:…]|\.\.|(?<!\b{_CAPITAL})(?<!\bSt)(?<!\b[DMJS]r)(?<!\bM[rs]s)\. ")
_ENDED = re.compile(r"(?<![^\W\d_]\.)(?<!\b[^\W\d_])(?<!\b[JS]r)(?<!\b[A-Z][a-z])(?<!\.)\.$")
"""A stop ends a sentence; a name may end with an initial, or be cut."""
_LETTERS = re.compile(r"[^\W\d_]")
_MAY_BE_I = re.compile(
    r"(?<![A-Z])(?:[A-Z][a-z]l|(?:Me|We|So|Do|Be|To|Go|No|He|As|Or|My|The|Who|You)l[snft])(?=[A-Z])"
    r"|[A-Z][a-z]{3,}l(?:ts?|[nfm]|ve)(?=[A-Z\d])|(?!Ill[a-z])[Il]{3}|[a-z]I(?:I|l(?!l[a-z]))|[a-z]O$"
    r"|lI(?![a-z])|[A-Z][a-z]{1,3}l(?:r|gn|mp|mm|n[cdfgjkqtv])"
)
"""An "l" in a nickname that may be the word "I": "DolHaveTo", or an "I" that may be an "l": "AlILive".

What stands behind the last is found behind an "I" (ironing, ignore, into) and hardly behind an "l".
An "O" at its end may be a nought."""

_JOINING = frozenset(("at", "of", "the", "in", "on", "and", "for", "by", "with"))
_LONGEST_HOUSE = 6
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class Name:
    """A name as read; ``sure`` is False where its letters or its being a name are in doubt."""

    text: str
    sure: bool


def read_name(text: str, style: str) -> Name | None:
    """The name in a row meant to hold one, or ``None``. ``style`` is a platform's ``names``."""
    name = as_read(text) if style == "nick" else bare(text)
    if not name or is_nobody(text) or len(name) > 60 or is_badge(name) or not _LETTERS.search(name):
        return None
    if find_time(name) and not name.isdigit():
        return None
    if style == "handle":
        return _user_name(name.removeprefix("@"), joined=name.startswith("@"))
    if style == "nick":
        return _nick(name)
    if style == "short":
        name = _SMALL_INITIAL.sub(lambda m: m[0].replace("l", "I"), name)
        titled = len(name) - len(without_title(name))
        short = _SHORT.match(name, titled)
        if short and not any(_common(word) for word in short[0].split()[:-1]):
            return Name(name[: short.end()], True)  # what follows is where they live
    if _STOPS.search(without_title(name).replace("...", "…")) or _ENDED.search(name) or len(name.split()) > 5:
        return None
    return _display(name, single=style == "free") or (_single(name) if style == "free" else None)


def _display(name: str, *, single: bool) -> Name | None:
    words = re.sub(r"[()\"“”]", " ", name).split()
    if (
        not words
        or any(_common(word) for word in words if word != "I" or word is words[0])
        or may_differ(name)
    ):
        return None
    if all(_is_name_word(word) for word in words) and words[0][:1].isupper():
        return Name(name, len(words) > 1 or single)
    return None


def _user_name(name: str, *, joined: bool = False) -> Name | None:
    """A user name. Without other capitals an "I" is an "l", an "O" a nought; with them it may be either.

    ``joined`` says that words may be joined by a hyphen, as after an "@" on YouTube.
    """
    small = not re.search(r"[A-HJ-NP-Z]", name)
    if small:
        name = name.replace("I", "l").replace("O", "0")
    if not _HANDLE.fullmatch(_HYPHEN.sub("_", name) if joined else name) or _common(name):
        return None
    return Name(name, small or "I" not in name)


def _nick(name: str) -> Name | None:
    """A nickname of one word; a badge glued to it goes, and "l" for "I" inside it leaves a doubt."""
    name = re.sub(r"(?<=[a-z0-9])(?:OP|Today|Yesterday)$", "", name)
    name = re.sub(r"(?<=[bcdfghjkmnpqstvxz])l(?=[snft]?[A-Z])", "I", name)  # no word ends so
    name = re.sub(r"(?<=[a-hj-np-z])ln(?=[A-Z])|(?<=s)ls(?=[A-Z])", lambda m: "I" + m.group()[1], name)
    if not re.fullmatch(r"[\w.-]{3,30}", name):
        return None
    return Name(name, not _MAY_BE_I.search(name))


def _single(name: str) -> Name | None:
    """A user name where display names stand: sure where no word of a sentence looks like it."""
    if not _HANDLE.fullmatch(name) or _common(name) or may_differ(name):
        return None
    if is_user_name(name) and not name[0].isupper():
        return _user_name(name)
    telling = re.search(r"\w[\d._]", name) and not name.isdigit()
    return Name(name, bool(telling))


def _is_name_word(word: str) -> bool:
    if word.lower() in shared().particles:
        return True
    return (word[:1].isupper() or bool(_AFTER_O.match(word))) and bool(_WORD.fullmatch(word))


def _common(word: str) -> bool:
    bare_word = word.replace("’", "'").strip(".'")
    initial = len(bare_word) == 1 and bare_word.isupper() and word != "I"
    return bare_word.lower() in shared().not_names and not initial


def is_user_name(name: str) -> bool:
    """Whether a name is written as only user names are: one word with a dot, a stroke or a digit in it."""
    return bool(_HANDLE.fullmatch(name) and re.search(r"\w[\d._]\w", name))


def is_nothing_else(word: str) -> bool:
    """Whether a word can be nothing but a user name: small letters, a dot or a stroke, and no site."""
    return bool(_USER_NAME.fullmatch(word)) and not _SITE.search(word)


def is_short(text: str) -> bool:
    """Whether a name is written as on Nextdoor: "Anna K."."""
    return bool(_SHORT.match(without_title(bare(text))))


def is_place(rest: str) -> bool:
    """Whether what stands behind letters of a make of their own is written as a place: "Lower Halewick"."""
    words = rest.split()
    capitals = all(word[0].isupper() and word[1:2].islower() for word in words)
    return bool(words) and capitals and not SEPARATOR.search(rest)


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
        and not may_differ(name)
        and bool(_LETTERS.search(name))
        and not is_nobody(text)
        and not any(_common(word) for word in words if word not in ("&", "+"))
        and not any(
            len(word) == 1 and not _is_initial(word, words) for word in words if word not in ("&", "+")
        )
    )


def may_be_called(name: str) -> bool:
    """Whether a row of the make of the page's names may be one, whatever its words: "Not Really Here"."""
    if _LETTER_ALONE.fullmatch(name) or _CAPITALS_ALONE.fullmatch(name):
        return True
    name = _SMILEY.sub("", name)
    return (
        len(name.split()) <= _MOST_WORDS
        and 1 < len(name) <= 40
        and not _STOPS.search(name)
        and not _ENDED.search(name)
        and not is_badge(name)
        and not may_differ(name)
        and not is_nobody(name)
        and "@" not in name
        and find_time(name) is None
        and bool(_LETTERS.search(name))
    )


def is_house(name: str) -> bool:
    """Whether words are written as a house's, a shop's or a club's name is: "The Fleece at Millbeck"."""
    words = name.split()
    joining = [word for word in words[1:-1] if word in _JOINING]
    named = [word for word in words if word not in _JOINING]
    return (
        3 <= len(words) <= _LONGEST_HOUSE
        and bool(joining)
        and all(_is_name_word(word) and word[0].isupper() for word in named)
        and not any(_common(word) for word in (named[1:] if named[0] == "The" else named))
        and not _STOPS.search(name)
    )


def _is_initial(letter: str, words: list[str]) -> bool:
    """Whether a letter stands for a first name: a capital with a name after it."""
    return letter.isupper() and letter != "I" and len(words[-1]) > 2 and words[-1][0].isupper()
