"""Whether two texts, or two pictures, are the same one: read by machine, saved anew, trimmed a little."""

from __future__ import annotations

import re
from collections import Counter

from worker.model import EvidenceItem

NEAR, NEAR_IN_WORDS = 12, 32
"""Bits of 256 in which the hashes of one picture may differ: where it says nothing, and where its words
are compared as well. Measured on 480 look-alike screenshots: saved anew, halved or sent on by a chat they
differ from themselves in 10 at most, from one another in 14 at least; trimmed by a hundredth, in 32.
"""
_SHARED_OF_LONGER, _SHARED_OF_SHORTER = 0.85, 0.9
_FEW_WORDS = 5
_WORD = re.compile(r"[^\W_]+")


def find_distance(one: str, other: str) -> int | None:
    """Bits in which two perceptual hashes differ, or None where one is missing ("")."""
    return (int(one, 16) ^ int(other, 16)).bit_count() if one and other else None


def are_near(one: str, other: str, within: int = NEAR_IN_WORDS) -> bool:
    """Whether two pictures may be one by their hashes; ``are_one_picture`` says whether they are."""
    distance = find_distance(one, other)
    return distance is not None and distance <= within


def are_one_picture(one: EvidenceItem, other: EvidenceItem) -> bool:
    """Whether two kept files are one picture: near in looks, and saying the same where they say anything.

    Screenshots of one app look alike; the words tell them apart, so that looks alone join no cases.
    """
    if not are_near(one.looks, other.looks):
        return False
    mine, theirs = _count(one.words), _count(other.words)
    if not mine and not theirs:
        return are_near(one.looks, other.looks, NEAR)
    shared = (mine & theirs).total()
    short, long = sorted((mine.total(), theirs.total()))
    return shared >= _SHARED_OF_LONGER * long and shared >= _SHARED_OF_SHORTER * short


def are_alike(one: str, other: str) -> bool:
    """Whether two wordings are of one post: the same words but for a slip, or one quoted from the other."""
    mine, theirs = _count(one), _count(other)
    shared = (mine & theirs).total()
    short, long = sorted((mine.total(), theirs.total()))
    if not short:
        return False
    if shared >= _SHARED_OF_LONGER * long:
        return True
    return short >= _FEW_WORDS and shared >= _SHARED_OF_SHORTER * short


def _count(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text.casefold()))
