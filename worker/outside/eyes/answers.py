"""What the child says of a picture, as a value: checked as any stranger's words are."""

from __future__ import annotations

import math
from typing import Any

from worker.deciding.judging.looking import Sight
from worker.outside.apart.channel import words
from worker.reading.screens import Line, Seen

_MOST_LINES = 3_000
_LONGEST_LINE = 1_000


def read_sight(sha256: str, answer: dict[str, Any]) -> Sight:
    """An answer as a value; ValueError, TypeError, KeyError or OverflowError where it is none."""
    if "problem" in answer:
        return Sight(sha256, problem=words(answer["problem"]))
    lines = answer["lines"]
    if not isinstance(lines, list):
        raise TypeError("lines")
    read = tuple(_line(line) for line in lines[:_MOST_LINES])
    seen = Seen(_size(answer["width"]), _size(answer["height"]), read)
    return Sight(sha256, seen, _look(answer["looks"]), cut=answer.get("cut") is True)


def _line(found: dict[str, Any]) -> Line:
    left, top, right, bottom = (_finite(value) for value in found["box"])
    red, green, blue = (_shade(value) for value in found["ink"])
    paper = tuple(_shade(value) for value in found["paper"])
    return Line(
        text=words(found["text"], _LONGEST_LINE),
        confidence=min(max(_finite(found["confidence"]), 0.0), 1.0),
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        ink=(red, green, blue),
        paper=(paper[0], paper[1], paper[2]),
        stroke=_finite(found.get("stroke", 0.0)),
        lead=min(max(int(_finite(found.get("lead", 0))), 0), _LONGEST_LINE),
        missed=min(max(int(_finite(found.get("missed", -1))), -1), _LONGEST_LINE),
    )


def _look(found: object) -> str:
    look = words(found)
    int(look, 16)
    return look


def _finite(found: object) -> float:
    value = float(found)  # type: ignore[arg-type]  # a TypeError is one of the answers
    if not math.isfinite(value):
        raise ValueError("not a number")
    return value


def _shade(found: object) -> int:
    return min(max(int(_finite(found)), 0), 255)


def _size(found: object) -> int:
    return min(max(int(_finite(found)), 1), 100_000)
