"""Attribution lines taken apart: who wrote, from which address, and the date as it stands there."""

from __future__ import annotations

import re
from functools import cache

from worker.reading.message import addresses
from worker.reading.quoted.mailbox import read_mailbox
from worker.reading.quoted.shapes import words

_QUOTED_NAME = re.compile(r"[\"“„«‘'‚]([^\"“”„«»‘’]{1,120})[\"”“»’']\Z")
_EDGES = " ,،:：\t*_"
_HAS_DIGIT = re.compile(r"\d")


def read_attribution(text: str) -> tuple[str | None, str | None, str | None]:
    """Read name, address and date of "On …, X <address> wrote:" and its kin; each None where not plain.

    The date is given as written, without the words around it, wherever it stands.
    """
    found = addresses.find_email(text)
    if found is None:
        return None, None, None
    email = found[0].strip(".'*_").lower()
    before = re.sub(r"(?<![\s(\[<])[\s(\[<]*(?:mailto:)?\Z", "", text[: found.start()])
    name, before = _part_name(before)
    dated = before if _HAS_DIGIT.search(before) else text[found.end() :].lstrip(" >)]")
    date = _strip_words(dated) if _HAS_DIGIT.search(dated) else ""
    return name, email, date or None


def _part_name(before: str) -> tuple[str | None, str]:
    """Part what stands before an address into the name and the rest."""
    quoted = _QUOTED_NAME.search(before)
    if quoted:
        return quoted[1].strip(" '") or None, before[: quoted.start()]
    tokens = before.split(" ")
    dated = [at for at, token in enumerate(tokens) if _HAS_DIGIT.search(token)]
    start = dated[-1] + 1 if dated else 0
    while start < len(tokens) and _is_filler(tokens[start]):
        start += 1
    if dated and tokens[start - 1][-1:] not in (",", "،"):
        # "24 August, Anna Bell": what follows the last comma is the name, unless all of it is.
        rest = " ".join(tokens[start:])
        head, comma, tail = rest.rpartition(", ")
        if comma and not head.strip():
            return read_mailbox(tail)[0], " ".join(tokens[:start])
    return read_mailbox(" ".join(tokens[start:]))[0], " ".join(tokens[:start])


def _is_filler(token: str) -> bool:
    bare = token.strip(_EDGES).lower()
    return not bare or bare in _fillers() or bare in words("words", "time_words")


def _strip_words(text: str) -> str:
    """Take the words of the attribution off both ends of a date."""
    tokens = text.strip(_EDGES).split()
    while tokens and tokens[0].strip(_EDGES).lower() in _fillers():
        tokens.pop(0)
    ends = _fillers().difference(words("words", "time_words"))
    while tokens and tokens[-1].strip(_EDGES).lower() in ends:
        tokens.pop()
    date = " ".join(tokens).strip(_EDGES)
    for verb in ("写道", "寫道", "写到", "님이 작성"):
        date = date.removesuffix(verb)
    return date.removeprefix("于").removeprefix("於").strip(_EDGES)


@cache
def _fillers() -> frozenset[str]:
    verbs = (word for verb in words("words", "wrote") for word in verb.split())
    return frozenset((*verbs, *words("words", "attribution_words")))
