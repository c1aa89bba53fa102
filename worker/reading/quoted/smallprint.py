"""What no person types: disclaimers, list footers, the delimiter of a signature, a gateway's banner."""

from __future__ import annotations

import re
from functools import cache

from worker.reading.quoted.quotehtml import marks
from worker.reading.quoted.shapes import words
from worker.reading.words.contained import Contained
from worker.reading.words.straight import straight

DECISIVE = re.compile(
    r"\b(?:approv\w*|disapprov\w*|reject\w*|refus\w*|hold|wait|not|don[’']?t|never|stop|send|sent|change|close|unless"
    r"|until|yes|ok|okay|agree\w*|cancel\w*|instead|first|draft|delete|but)\b",
    re.IGNORECASE,
)
"""Words that decide something: a block holding one is never put aside without saying so."""

RULE = re.compile(r"\s{0,3}[-_=*~#—–]{2,200}\s{0,3}\Z")
_RULED = frozenset("-_=*~#—–")
"""How a rule or a delimiter begins, blanks aside."""
_DELIMITERS = ("--", "—", "––", "-- --", "__._,_.___")
_LONG = 160
"""A notice of one sentence is shorter; then it has to say more to be known for one."""


def _small(text: str) -> str:
    """A text as the lists have their phrases."""
    return straight(text.lower())


def find_end(lines: list[str]) -> int | None:
    """Return the line where a "-- " signature, a list's footer or a disclaimer begins."""
    disclaims = _find_disclaimer(lines)
    for index, line in enumerate(lines):
        bare = line.strip()
        if index != disclaims and bare[:1] not in _RULED:
            continue
        if index == disclaims or (bare in _DELIMITERS and not _heads_a_list(lines, index)):
            return _find_rule_above(lines, index)
        if _is_rule(line) and _is_footer(lines[index + 1 : index + 8]):
            return index
    return None


_ITEM = re.compile(r"\s{0,4}(?:[(]?(?:\d{1,2}|[a-z])[.)]|[-*•])\s\S")


def _heads_a_list(lines: list[str], at: int) -> bool:
    """True where dashes underline a heading: a list follows, and no signature."""
    if at == 0 or not lines[at - 1].strip() or lines[at].endswith(" "):
        return False
    return any(_ITEM.match(line) for line in lines[at + 1 : at + 2])


def _is_rule(line: str) -> bool:
    return len(line) > 4 and bool(RULE.match(line[:200]))


def _find_rule_above(lines: list[str], at: int) -> int:
    """Return where the rule above a signature or disclaimer stands, or the place itself."""
    above = at - 1
    while above >= max(0, at - 3) and not lines[above].strip():
        above -= 1
    return above if above >= 0 and RULE.match(lines[above][:200]) else at


def _is_footer(lines: list[str]) -> bool:
    """True for what a mailing list puts under every message (RFC 2369's links, in words)."""
    lowered = "\n".join(lines).lower()[:1_000]
    linked = "http" in lowered or "@" in lowered or "www." in lowered
    return linked and any(phrase in lowered for phrase in marks("lines", "list_footers"))


# ── disclaimers ────────────────────────────────────────────────────────────────────────────


def without_disclaimer(text: str) -> str:
    """Return a signature without the notice at its end."""
    lines = text.split("\n")
    return "\n".join(lines[: _find_disclaimer(lines)])


def _find_disclaimer(lines: list[str]) -> int | None:
    """Return the line where a legal notice begins, or None."""
    if not _notices().stand_in(_small("\n".join(lines))):
        return None
    start = 0
    while start < len(lines):
        if not lines[start].strip():
            start += 1
            continue
        end = next((at for at in range(start, len(lines)) if not lines[at].strip()), len(lines))
        at = _find_in_paragraph(lines, start, end)
        if at is not None and _is_notice(lines, at, end):
            return at
        start = end
    return None


def _find_in_paragraph(lines: list[str], start: int, end: int) -> int | None:
    """Return the line of a paragraph where the sentence with a disclaimer's phrase begins."""
    for at in range(start, end):
        if len(lines[at]) <= (20 if lines[at].isascii() else 12):
            continue
        if _count_phrases(_small(lines[at]), most=1) or _wraps_phrase(lines, at, end):
            while at > start and len(lines[at - 1]) > _WRAPPED and lines[at - 1].rstrip()[-1] not in ".!?:":
                at -= 1
            return at
    return None


_WRAPPED = 50
"""A line this long with no full stop goes on below."""


def _wraps_phrase(lines: list[str], at: int, end: int) -> bool:
    """True when a phrase begins on this line and ends on the next."""
    if at + 1 >= end or len(lines[at]) <= _WRAPPED:
        return False
    both = " ".join(_small(f"{lines[at]} {lines[at + 1]}").split())
    return bool(_count_phrases(both, most=1)) and not _count_phrases(_small(lines[at + 1]), most=1)


def _is_notice(lines: list[str], at: int, end: int) -> bool:
    """Tell a legal notice from a sentence with its words ("confidential information was in it, hold it")."""
    text = " ".join(line.strip() for line in lines[at:end])
    if _speaks_of_something_else(_small(text)):
        return False
    if len(text) >= _LONG or _count_phrases(_small(text), most=2) > 1:
        return True
    typed_above = any(line.strip(" -_=*#\t") for line in lines[:at])
    return typed_above and not DECISIVE.search(text)


def _speaks_of_something_else(lowered: str) -> bool:
    """True where only something is confidential, and nothing is said of a mail, its readers or its files.

    A deputy writes "a child whose placement is confidential and whose carers …" in the midst of a report.
    """
    return (
        "confidential" in lowered
        and _count_phrases(lowered.replace("confidential", ""), most=1) == 0
        and _OF_A_MAIL.search(lowered) is None
    )


_OF_A_MAIL = re.compile(
    r"\b(?:e-?mails?|messages?|transmission|transmitted|communications?|recipients?|addressees?|attachments?"
    r"|attached|sender|intended|privileged|contents|contained|contains?|disclos\w+|notice|disclaimer|not for"
    r"|unauthori[sz]ed)\b"
)


def _count_phrases(lowered: str, most: int) -> int:
    """Count up to ``most`` phrases, each in words of its own."""
    count = 0
    for phrase in _phrases():
        if phrase in lowered:
            count += 1
            if count >= most:
                break
            lowered = lowered.replace(phrase, "\n")
    return count


@cache
def _notices() -> Contained:
    return Contained(_phrases())


@cache
def _phrases() -> tuple[str, ...]:
    """Every phrase of a legal notice, the longest first: a shorter one may be its part."""
    return tuple(
        sorted({*words("words", "disclaimers"), *marks("signature", "disclaimers")}, key=len, reverse=True)
    )


# ── banners ────────────────────────────────────────────────────────────────────────────────


def cut_banner(lines: list[str]) -> tuple[list[str], list[str]]:
    """Take a gateway's warning off the top, with the paragraph it stands in."""
    start = next((index for index, line in enumerate(lines) if line.strip()), 0)
    end = start
    while end < min(len(lines), start + 8) and lines[end].strip():
        end += 1
    paragraph = _small(" ".join(lines[start:end]))
    if end > start and any(phrase in paragraph for phrase in words("words", "banners")):
        last = max(i for i in range(start, end) if _has_banner(lines, start, i)) + 1
        return lines[:start] + lines[last:], lines[start:last]
    return lines, []


def _has_banner(lines: list[str], start: int, index: int) -> bool:
    """True when a phrase of a banner ends on this line (it may be wrapped over the one before)."""
    two = _small(" ".join(lines[max(start, index - 1) : index + 1]))
    one = _small(lines[index - 1]) if index > start else ""
    return any(phrase in two and phrase not in one for phrase in words("words", "banners"))


# ── signed text ────────────────────────────────────────────────────────────────────────────

_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"
_SEAL = "-----BEGIN PGP SIGNATURE-----"


def cut_armour(lines: list[str]) -> tuple[list[str], list[str], list[str]]:
    """Part OpenPGP's cleartext frame (RFC 9580 §7) into the words, what stands above, what below."""
    bare = [line.strip() for line in lines]
    above: list[str] = []
    if _SIGNED in bare and not any(bare[: bare.index(_SIGNED)]):
        opened = bare.index(_SIGNED)
        end = next((at for at in range(opened, min(len(lines), opened + 6)) if not bare[at]), opened)
        above, lines, bare = lines[: end + 1], lines[end + 1 :], bare[end + 1 :]
    if _SEAL in bare:
        return lines[: bare.index(_SEAL)], above, lines[bare.index(_SEAL) :]
    return lines, above, []
