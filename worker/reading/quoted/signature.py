"""What stands under a message and is not the message: signatures, device lines, disclaimers, banners."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from worker.reading.quoted.device import cut_device_line
from worker.reading.quoted.quotehtml import marks
from worker.reading.quoted.shapes import MOST_SEARCHED, words
from worker.reading.quoted.smallprint import (
    DECISIVE,
    RULE,
    cut_armour,
    cut_banner,
    find_end,
    without_disclaimer,
)
from worker.reading.words.contained import Contained

_MOST_LINES = 16


@dataclass(frozen=True, slots=True)
class Signed:
    """A text with its signature apart; ``because`` is set when the signature may hide an answer."""

    text: str
    signature: str = ""
    because: str = ""


def split_signature(text: str, sender: str = "") -> Signed:
    """Part a typed text from what a client or a person's signature adds around it.

    ``sender`` (name and address) makes the name block stricter: another person's name is content.
    """
    lines = text.replace("\r\n", "\n").split("\n")
    if len(lines) > MOST_SEARCHED:
        return Signed(text.strip("\n"))
    lines, armour, seal = cut_armour(lines)
    lines, banner = cut_banner(lines)
    kept, under = _cut_from(lines, find_end(lines))
    kept, device, below = cut_device_line(kept)
    because = "words stand below a “sent from” line" if below else ""
    kept, block = (kept, []) if below else _cut_from(kept, _find_name(kept, sender))
    while block and kept and (not kept[-1].strip() or RULE.match(kept[-1])):
        block.insert(0, kept.pop())
    signature = _join(armour + banner + block + device + under + seal)
    if not because and DECISIVE.search(without_disclaimer(_join(under))):
        because = "the signature holds words that could be part of the answer"
    return Signed(_join(kept), signature, because)


def read_signature(text: str) -> Signed:
    """Judge what a client marked as the signature: all of it is, but an answer may be typed there."""
    hides = DECISIVE.search(without_disclaimer(text))
    return Signed(
        "", text.strip(), "the signature holds words that could be part of the answer" if hides else ""
    )


def _join(lines: list[str]) -> str:
    return "\n".join(line.rstrip() for line in lines).strip("\n \t")


def _cut_from(lines: list[str], at: int | None) -> tuple[list[str], list[str]]:
    return (lines, []) if at is None else (lines[:at], lines[at:])


# ── a name alone, behind a dash ────────────────────────────────────────────────────────────

_DASHED_NAME = re.compile(r"\s{0,3}(--?|[–—~])( ?)([^\s-].{0,38})\Z")


def _find_name(lines: list[str], sender: str) -> int | None:
    """Return where a name under the text begins: behind a dash on the last line, or in a block."""
    dashed = _find_dashed_name(lines, sender)
    return _find_name_block(lines, sender) if dashed is None else dashed


def _find_dashed_name(lines: list[str], sender: str) -> int | None:
    """ "-Anna" alone at the end signs; "- Anna" may be an item of a list, unless Anna is the sender."""
    last = next((at for at in range(len(lines) - 1, 0, -1) if lines[at].strip()), None)
    found = _DASHED_NAME.match(lines[last]) if last else None
    if last is None or found is None or not _is_name(found[3]) or len(found[3].split()) > 3:
        return None
    if _knows(found[3], sender):
        return last
    listed = any(line.lstrip().startswith(("-", "*", "•")) for line in lines[:last])
    above = next((line.rstrip() for line in reversed(lines[: last - 1]) if line.strip()), "")
    if listed or not above or lines[last - 1].strip() or (found[1] == "-" and found[2]):
        return None
    # "-Milk" under "We need" is no name.
    sure = found[1] != "-" or above[-1:] in _FULL_STOPS or len(found[3].split()) > 1
    return last if sure else None


_FULL_STOPS = tuple(".!?…)。！？")


# ── name blocks ────────────────────────────────────────────────────────────────────────────

_NAME_WORD = re.compile(r"[^\W\d_][\w'’.-]{0,30},?\Z")
_PARTICLES = {"de", "da", "van", "von", "der", "den", "la", "le", "al", "bin", "and", "of", "del", "di"}
_CONTACT = re.compile(
    r"\+?\d[\d ()./-]{7,20}\d|@|www\.|https?://|\s\|\s|\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b(?:tel|mob|phone|direct)\b[.:]",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s?\([^()\n]{2,30}\)\s?")
"""Pronouns or a nickname behind a name."""
_SIGN_OFF = re.compile(
    r"(?:many |kind(?:est)? |best |warm(?:est)? |with ){0,3}"
    r"(?:thanks|thank you|regards|wishes|cheers|yours \w+|best|sincerely)(?: again| all)?[,.!]?\Z",
    re.IGNORECASE,
)


def _find_name_block(lines: list[str], sender: str) -> int | None:
    """Return where a block "name, job title or contact, …" begins that runs to the end of the text."""
    last = len(lines)
    while last and not lines[last - 1].strip(" _-*\t"):
        last -= 1
    for index in range(max(0, last - _MOST_LINES), last):
        if not lines[index].strip() or _is_long(lines[index]):
            continue
        if _stands_alone(lines[index : index + 2]) or _is_typed(lines, index, last):
            continue
        block = [line.strip() for line in lines[index:last] if line.strip()]
        ruled = _is_ruled(lines, index)
        apart = index == 0 or ruled or not lines[index - 1].strip() or _signs_off(lines[index - 1])
        if (apart or _has_title(block[1:2])) and _is_name_block(block, sender, ruled):
            return _find_sign_off(lines, index)
    return None


def _is_long(line: str) -> bool:
    """True for a line of more words than a name has, as nearly all that people write is."""
    return line.count(" ") >= _MOST_NAMES and len(_name_parts(_split_name(line)[0])) > _MOST_NAMES


def _is_ruled(lines: list[str], at: int) -> bool:
    """True when a rule stands above, with nothing but empty lines between."""
    above = next((index for index in range(at - 1, max(-1, at - 4), -1) if lines[index].strip()), None)
    return above is not None and bool(RULE.match(lines[above][:200]))


def _stands_alone(lines: list[str]) -> bool:
    """True for one word with nothing right below: "Ja" is an answer, however much it looks like a name."""
    return len(lines[0].split()) == 1 and len(lines) > 1 and not lines[1].strip()


def _is_typed(lines: list[str], at: int, last: int) -> bool:
    """True for a name typed under a letter, where the signature below it begins with that name again."""
    if at + 2 >= last or lines[at + 1].strip():
        return False
    below = (line for line in lines[at + 2 : min(last, at + 8)] if line.strip())
    first = next((line for line in below if not (RULE.match(line[:200]) or _signs_off(line))), "")
    name = _ASIDE.sub("", first).partition("|")[0].strip()
    return _is_name(name) and _knows(name, lines[at])


def _find_sign_off(lines: list[str], block: int) -> int:
    """Return where the "Kind regards" above a name block stands; "Thanks" with nothing above is the text."""
    above = block - 1
    while above >= 0 and not lines[above].strip():
        above -= 1
    if above < 0:
        return block
    return above if _signs_off(lines[above]) and any(line.strip() for line in lines[:above]) else block


def _signs_off(line: str) -> bool:
    said = line.strip()
    return bool(_SIGN_OFF.match(said)) or said.lower().rstrip(",.! ") in marks("signature", "sign_offs")


def _is_name_block(block: list[str], sender: str, ruled: bool) -> bool:
    if not block:
        return False
    name, beside = _split_name(block[0])
    rest = ([beside] if beside else []) + block[1:]
    if not rest or not _is_name(name.strip()) or not _may_be_sender(name, sender):
        return False
    told = _has_title(rest[:2]) or any(_CONTACT.search(line) for line in rest[:4])
    if not (ruled or told or _is_senders_place(name, rest, sender)):
        return False
    return all(len(line) <= 160 for line in rest) and not DECISIVE.search("\n".join(rest))


def _is_senders_place(name: str, rest: list[str], sender: str) -> bool:
    """The sender's own name in full, and below it a department or a firm: in short capitalised lines."""
    if len(_name_parts(name)) < 2 or not _knows(name, sender) or len(rest) > _MOST_PLACES:
        return False
    return all(_is_place(line) for line in rest)


_MOST_PLACES = 4


def _is_place(line: str) -> bool:
    parts = [
        part for part in line.split() if part.lower() not in _PARTICLES and part not in ("&", "–", "-", "/")
    ]
    return 0 < len(parts) <= _MOST_NAMES and line[-1] not in "?!" and all(part[0].isupper() for part in parts)


def _split_name(line: str) -> tuple[str, str]:
    """Part a line into the name, without its aside, and what stands beside it."""
    name, _, beside = (_ASIDE.sub("", line) if "(" in line else line).partition("|")
    return name, beside


_MOST_NAMES = 5


def _name_parts(text: str) -> list[str]:
    return [part for part in text.strip("*_ ").split() if part.lower() not in _PARTICLES]


def _is_name(text: str) -> bool:
    parts = _name_parts(text)
    if not 1 <= len(parts) <= _MOST_NAMES or DECISIVE.search(text) or _SIGN_OFF.match(text):
        return False
    return all(_NAME_WORD.match(part) and (part[0].isupper() or not part[0].islower()) for part in parts)


def _may_be_sender(name: str, sender: str) -> bool:
    return not _names(sender) or _knows(name, sender)


def _knows(name: str, sender: str) -> bool:
    return not _names(sender).isdisjoint(_names(name))


def _names(text: str) -> set[str]:
    return {word for word in re.split(r"[\W_\d]+", text.lower()) if len(word) > 2}


_NOT_WORD = re.compile(r"[^\w-]+")


def _has_title(lines: list[str]) -> bool:
    """True when a line holds a job title as whole words."""
    text = f" {_NOT_WORD.sub(' ', ' '.join(lines).lower())} "
    return _titles().stand_in(text)


@cache
def _titles() -> Contained:
    return Contained(f" {title} " for title in words("words", "job_titles"))
