"""What was cut off as a signature, line by line: whatever is not accounted for may be an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from worker.deciding.sentences import say
from worker.deciding.vetting.lines import find_disclaimers, is_contact, is_device_line, is_hours, is_rule
from worker.deciding.vetting.lists import held, plain_words
from worker.model import Address

_MOST_LINES = 120
_MOST_CHARACTERS = 30_000
_MOST_FREE = 3
_FREE_WORDS = 9
_SEPARATOR = re.compile(r"\s{0,3}(?:\||•|·|–|—|\t|\s-\s|;)\s{0,3}")
_INITIALS = re.compile(r"[a-z]{1,3}\Z")
_BODIES = ("trust", "federation", "school", "schools", "academy", "partnership", "mat")
_HARMLESS = {"part", "let", "make", "day"}
"""Words that tell someone to do something, and that mottoes are made of too."""
_YEARS = re.compile(r"20\d\d(?:[-–/](?:20)?\d\d)?")


@dataclass(frozen=True, slots=True)
class Signer:
    """Who may stand in a signature: the sender's own names and address, and the school."""

    names: frozenset[str]
    given: bool
    """Whether a name is known, and not just a mailbox's."""
    email: str
    school: frozenset[str]
    drafted: frozenset[str]

    @classmethod
    def of(cls, sender: str, address: Address | None, school: str, drafts: tuple[str, ...]) -> Signer:
        """Gather it from what is known; without a name, from the address."""
        email = address.email if address else ""
        name = sender or (address.name if address else "")
        name = "" if "@" in name else name
        words = plain_words(name) or plain_words(re.sub(r"[._\d-]", " ", email.split("@")[0]))
        names = frozenset(words) - held("never")
        return cls(
            names,
            bool(name),
            email.lower(),
            frozenset(plain_words(school)) - held("glue"),
            frozenset(word for draft in drafts for word in plain_words(draft[:100_000])),
        )


def find_stray(signature: str, signer: Signer) -> str | None:
    """Say that a line of the signature could be part of the answer, or None."""
    if len(signature) > _MOST_CHARACTERS or signature.count("\n") > _MOST_LINES:
        return say("signature.what_stands_below_name_too")
    lines = [line.strip(" \t\u00a0*_\ufeff\u200b") for line in signature.split("\n")]
    accounted = find_disclaimers(lines, signer.school | signer.names, signer.drafted)
    under_name, free = False, 0
    for index, line in enumerate(lines):
        if not line or is_rule(line):
            under_name = under_name and bool(line)
        elif _is_name(line, signer):
            under_name = True
        elif index in accounted or _is_known(line, signer):
            pass
        elif under_name and free < _MOST_FREE and _is_free(line, signer):
            free += 1
        else:
            return say("signature.not_certain_whether_belongs_signature", said=line[:80])
    return None


def _is_known(line: str, signer: Signer) -> bool:
    """A line that is nothing but a sign-off, a role, contact details, a device's or the school's words."""
    if _is_whole(line, signer) or is_device_line(line) or is_hours(line):
        return True
    pieces = [piece for piece in _SEPARATOR.split(line) if piece.strip()]
    if len(pieces) > 1 and all(_is_name(piece, signer) or _is_whole(piece, signer) for piece in pieces):
        return True
    name, comma, rest = line.partition(",")
    return bool(comma and rest.strip()) and _is_name(name, signer) and _is_whole(rest.strip(), signer)


def _is_whole(piece: str, signer: Signer) -> bool:
    words = plain_words(piece)
    return (
        (bool(words) and " ".join(words) in held("sign_offs"))
        or _is_role(piece, words, signer)
        or _is_saying(piece, signer)
        or is_contact(piece, signer.email, signer.names | signer.school)
    )


def _is_name(text: str, signer: Signer) -> bool:
    """The sender's name, with titles and letters beside it; initials; the name in brackets after pronouns."""
    words = plain_words(text)
    if not words or len(words) > 12:
        return False
    mine = [word for word in words if word in signer.names and len(word) > 1]
    initials = {name[0] for name in signer.names}
    joined = "".join(words)
    if len(words) <= 3 and len(joined) <= 3 and _INITIALS.match(joined) and joined not in held("never"):
        return set(joined) <= initials
    others = [word for word in words if word not in mine]
    if mine and all(word in held("roles") or (len(word) == 1 and word in initials) for word in others):
        return True
    return (
        bool(mine)
        and not signer.given
        and len(words) <= 4
        and all(_may_be_given(word, text) for word in others)
    )


def _may_be_given(word: str, text: str) -> bool:
    """A first name that the address has only as an initial; no word of any of our lists."""
    known = held("never") | held("mottoes") | held("prose") | held("glue")
    return word.isalpha() and word not in known and word.capitalize() in text


def _is_role(piece: str, words: list[str], signer: Signer) -> bool:
    """ "Executive Headteacher", "BA (Hons), NPQH", "she/her", "Head of Northside Primary School"."""
    fitting = held("roles") | held("glue") | signer.school | signer.names
    rest = [word for word in words if not (word.isdigit() and len(word) <= 2)]
    if not any(word in held("roles") or word in signer.school for word in rest):
        return False
    return all(word in fitting or (word == "send" and "SEND" in piece) for word in rest) and (
        len(rest) == len(words) or bool({"year", "years", "key", "stage"} & set(words))
    )


def _is_saying(piece: str, signer: Signer) -> bool:
    """A motto, a badge or a trust: words that schools use of themselves, and nothing else."""
    dateless = _YEARS.sub("", piece)
    rest = plain_words(dateless)
    if not rest or any(char.isdigit() for char in dateless):
        return False
    fitting = held("mottoes") | held("glue") | held("roles") | signer.school
    strange = [word for word in rest if word not in fitting]
    if strange and not (rest[-1] in _BODIES and len(strange) <= 2 and _are_names(strange, piece, signer)):
        return False
    own = [word for word in rest if word in held("mottoes") or word in signer.school]
    return len(own) >= 2 and not (set(rest) & held("imperative")) - _HARMLESS


def _are_names(words: list[str], piece: str, signer: Signer) -> bool:
    """Whether unknown words are capitalised and no word that tells, decides or comes from a draft."""
    told = held("never") | held("imperative") | held("decisive") | signer.drafted
    return all(word.capitalize() in piece and word not in told for word in words)


def _is_free(line: str, signer: Signer) -> bool:
    """An unknown line that may stand right under the name: a motto or a place, and no instruction."""
    words = plain_words(line)
    if (
        not 1 <= len(words) <= _FREE_WORDS
        or any(char.isdigit() for char in line)
        or set(line) & set(":?@<>/=")
    ):
        return False
    if words[0] in ("to", "for", "at", "on", "by", "as", "with"):
        return False
    told = held("never") | held("imperative") | held("decisive")
    ours = held("mottoes") | held("glue") | held("roles") | signer.school | signer.names
    return not any(word in told or (word in signer.drafted and word not in ours) for word in words)
