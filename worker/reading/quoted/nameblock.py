"""The name at the end of a message: alone behind a dash, or in a block with a job title or an address."""

from __future__ import annotations

import re
from functools import cache

from worker.reading.quoted.quotehtml import marks
from worker.reading.quoted.shapes import words
from worker.reading.quoted.smallprint import DECISIVE, RULE
from worker.reading.words.contained import Contained

_MOST_LINES = 16


# ── a name alone, behind a dash ────────────────────────────────────────────────────────────

_DASHED_NAME = re.compile(r"\s{0,3}(--?|[–—~])( ?)([^\s-].{0,38})\Z")


def find_name(lines: list[str], sender: str) -> int | None:
    """Return where a name under the text begins: behind a dash on the last line, or in a block."""
    dashed = _find_dashed_name(lines, sender)
    signed = _find_own_address(lines, sender) if dashed is None else dashed
    return _find_name_block(lines, sender) if signed is None else signed


_ADDRESS = re.compile(r"\s{0,9}<?([^\s@<>:;,]{1,64})@[\w.-]{3,200}>?\s{0,9}\Z")


def _find_own_address(lines: list[str], sender: str) -> int | None:
    """Foxmail signs with the sender's address alone, below an empty line."""
    last = _last_typed(lines)
    found = _ADDRESS.match(lines[last]) if last else None
    if (
        last is None
        or found is None
        or lines[last - 1].strip()
        or found[1].lower() not in sender.lower().split()
    ):
        return None
    above = _last_typed(lines[:last])
    return None if above is None or _OPEN.search(lines[above][-60:]) else last


def _find_dashed_name(lines: list[str], sender: str) -> int | None:
    """ "-Anna" alone at the end signs; "- Anna" may be an item of a list, unless Anna is the sender."""
    last = _last_typed(lines)
    found = _DASHED_NAME.match(lines[last]) if last else None
    if last is None or found is None or not _is_name(found[3]) or len(found[3].split()) > 3:
        return None
    if _knows(found[3], sender):
        return last
    listed = any(line.lstrip().startswith(("-", "*", "•")) for line in lines[:last])
    above = _last_typed(lines[:last])
    if listed or above is None or above == last - 1 or (found[1] == "-" and found[2]):
        return None
    # "-Milk" under "We need" is no name.
    sure = found[1] != "-" or lines[above].rstrip()[-1] in _FULL_STOPS or len(found[3].split()) > 1
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
        if (apart or _has_title(block[1:2])) and _is_name_block(block, sender, ruled, lines[:index]):
            at = _find_sign_off(lines, index)
            above = _last_typed(lines[:at])
            # "Change the ending to:", and then a name, is what somebody asks for.
            return None if above is not None and lines[above].rstrip()[-1] in ":：" else at
    return None


def _is_long(line: str) -> bool:
    """True for a line of more words than a name has, as nearly all that people write is."""
    return line.count(" ") >= _MOST_NAMES and len(_name_parts(_split_name(line)[0])) > _MOST_NAMES


def _is_ruled(lines: list[str], at: int) -> bool:
    """True when a rule stands above, with nothing but empty lines between."""
    near = lines[max(0, at - 3) : at]
    above = _last_typed(near)
    return above is not None and bool(RULE.match(near[above][:200]))


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
    """Return where the "Kind regards" above a name block stands; a "Thanks" of its own is the text's."""
    above = _find_farewell(lines[:block])
    if above is None:
        return block
    own = above < block - 1 and bool(_THANKS.match(lines[above].strip()))
    return block if own else above


_THANKS = re.compile(r"(?:(?:many|with) )?thank[^,]{0,30}\Z", re.IGNORECASE)


def _last_typed(lines: list[str]) -> int | None:
    return next((at for at in range(len(lines) - 1, -1, -1) if lines[at].strip()), None)


def _find_farewell(lines: list[str]) -> int | None:
    """Return where a formula of farewell ends these lines, below a message of its own, or None."""
    at = _last_typed(lines)
    told = at is not None and _signs_off(lines[at]) and _last_typed(lines[:at]) is not None
    return at if told else None


def _signs_off(line: str) -> bool:
    said = line.strip()
    return bool(_SIGN_OFF.match(said)) or said.lower().rstrip(",.! ") in _farewells()


@cache
def _farewells() -> frozenset[str]:
    return frozenset(marks("signature", "sign_offs"))


def _is_closed(above: list[str]) -> bool:
    """True where a formula of farewell stands right above, and a message above that."""
    at = _find_farewell(above)
    if at is None or at < len(above) - 2:
        return False
    return not re.match("(?:many |with )?thank", above[at].strip(), re.IGNORECASE)


def _is_name_block(block: list[str], sender: str, ruled: bool, above: list[str]) -> bool:
    if not block:
        return False
    name, beside = _split_name(block[0])
    rest = ([beside] if beside else []) + block[1:]
    if not _is_name(name.strip()) or not all(len(line) <= 160 for line in rest):
        return False
    closed, full = _is_closed(above), len(_name_parts(name)) > 1
    if not rest:
        return closed and full
    title, contact = _has_title(rest[:2]), any(_CONTACT.search(line) for line in rest[:4])
    if not (_may_be_sender(name, sender) or closed or (title and contact and not _goes_on(above))):
        return False
    placed = full and (closed or _knows(name, sender)) and _are_places(rest)
    return (ruled or title or contact or placed) and not DECISIVE.search("\n".join(rest))


_OPEN = re.compile(
    r"(?:[:,;–—-]|\b(?:to|at|is|are|for|from|by|with|in|and|or|of|via|about|see|copy|ring|call|contact|tell|ask|email"
    r"|phone|an|à|a|para|naar|aan|do|til|till))\s{0,3}\Z",
    re.IGNORECASE,
)


def _goes_on(above: list[str]) -> bool:
    """True where the line above leads to what stands below: "Send it to", and then a name."""
    at = _last_typed(above)
    return at is not None and bool(_OPEN.search(above[at][-60:]))


def is_anothers(block: list[str], sender: str) -> bool:
    """Whether a signature names somebody, and not the sender, whose name is known."""
    return bool(_names(sender)) and not _knows("\n".join(block), sender)


def _are_places(rest: list[str]) -> bool:
    """A department or a firm below a name in full: in few short capitalised lines."""
    return len(rest) <= _MOST_PLACES and all(map(_is_place, rest))


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
