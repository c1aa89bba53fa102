"""What stands under a message and is not the message: signatures, device lines, disclaimers, banners."""

from __future__ import annotations

from dataclasses import dataclass

from worker.reading.quoted.device import cut_device_line
from worker.reading.quoted.nameblock import find_name, is_anothers
from worker.reading.quoted.shapes import MOST_SEARCHED
from worker.reading.quoted.smallprint import (
    DECISIVE,
    RULE,
    cut_armour,
    cut_banner,
    find_end,
    without_disclaimer,
)


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
    kept, block = (kept, []) if below else _cut_from(kept, find_name(kept, sender))
    if block and is_anothers(block, sender):
        because = "it is signed with another name than the sender's"
    while block and kept and (not kept[-1].strip() or RULE.match(kept[-1])):
        block.insert(0, kept.pop())
    signature = _join(armour + banner + block + device + under + seal)
    if under and not because and DECISIVE.search(without_disclaimer(_join(under))):
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
