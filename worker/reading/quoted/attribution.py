"""Attribution lines taken apart: who wrote, from which address, and the date as it stands there."""

from __future__ import annotations

import re
from functools import cache

from worker.reading.message import addresses
from worker.reading.quoted.dates import date_score
from worker.reading.quoted.mailbox import read_mailbox
from worker.reading.quoted.shapes import words

_QUOTED_NAME = re.compile(r"[\"“„«‘'‚]([^\"“”„«»‘’]{1,120})[\"”“»’']\Z")
_EDGES = " ,،:：\t*_"
_HAS_DIGIT = re.compile(r"\d")


def read_attribution(text: str) -> tuple[str | None, str | None, str | None]:
    """Read name, address and date of "On …, X <address> wrote:" and its kin; each None where not plain.

    The date is given as written, without the words around it, wherever it stands.
    """
    text = text.strip(" -–—_=*")
    found = addresses.find_email(text)
    if found is None:
        return _read_without_address(text)
    email = found[0].strip(".'*_").lower()
    before = re.sub(r"(?<![\s(\[<])[\s(\[<]*(?:mailto:)?\Z", "", text[: found.start()])
    name, before = _part_name(before)
    dated = before if _HAS_DIGIT.search(before) else text[found.end() :].lstrip(" >)]")
    date = _strip_words(dated) if _HAS_DIGIT.search(dated) else ""
    return name, email, date or None


def _read_without_address(text: str) -> tuple[str | None, None, str | None]:
    """Read "On 24/11/2026 15:02, Ann Lee wrote:" and "Ann Lee wrote on 24/11/2026:", where a date is sure."""
    tokens = _WIDE_COMMA.sub(", ", text).rstrip(_EDGES).split()
    dated = [at for at, token in enumerate(tokens) if _HAS_DIGIT.search(token)]
    if not dated or date_score(" ".join(tokens[: dated[-1] + 2])) < 2:
        return None, None, None
    end = dated[-1] + 1
    while end < len(tokens) and tokens[end].strip(_EDGES).lower() in words("words", "time_words"):
        end += 1
    behind = _strip_fillers(tokens[end:])
    if behind:
        return _as_name(behind), None, _strip_words(" ".join(tokens[:end])) or None
    verb = next((at for at, token in enumerate(tokens[: dated[0]]) if token.lower() in _fillers()), 0)
    date = _strip_words(" ".join(tokens[verb or dated[0] : end])) or None
    return _as_name(_strip_fillers(tokens[:verb])), None, date


_WIDE_COMMA = re.compile("[，、]")


def _as_name(tokens: list[str]) -> str | None:
    """The name among these words: where one begins large, small ones before it are none of it."""
    large = next((at for at, token in enumerate(tokens) if token[:1].isupper()), 0)
    tokens = tokens[large:]
    return read_mailbox(" ".join(tokens))[0] if 0 < len(tokens) <= _MOST_IN_A_NAME else None


_MOST_IN_A_NAME = 8


def _strip_fillers(tokens: list[str]) -> list[str]:
    while tokens and _is_filler(tokens[0]):
        tokens = tokens[1:]
    while tokens and _is_filler(tokens[-1]):
        tokens = tokens[:-1]
    return tokens


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
