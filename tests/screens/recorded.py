"""Look-alikes as the engine saw them, kept so that the rules can be tried without it, in seconds.

``python -m tests.bench.screens --record`` draws, reads and records them anew (Chromium and the extra
``screenshots`` are needed). One line of JSON is one picture.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.screens.cast import Said
from worker.reading.screens import Line, Seen

FOLDER = Path(__file__).parent / "seen"


@dataclass(frozen=True)
class Recorded:
    """One picture as seen, and its truth."""

    name: str
    seen: Seen
    platform: str | None
    group: str | None
    said: tuple[Said, ...]


@cache
def recorded(kind: str) -> tuple[Recorded, ...]:
    """The pictures of one kind: each has a file of its name."""
    lines = (FOLDER / f"{kind}.jsonl").read_text("utf-8").splitlines()
    return tuple(_read(json.loads(line)) for line in lines)


def line_of(one: Recorded) -> str:
    """A picture as one line of JSON."""
    lines = [
        [
            x.text,
            round(x.confidence, 3),
            *map(round, _box(x)),
            _hex(x.ink),
            _hex(x.paper),
            round(x.stroke, 1),
            x.lead,
            x.missed,
        ]
        for x in one.seen.lines
    ]
    said = [astuple(s)[:4] for s in one.said]
    whole = {
        "name": one.name, "platform": one.platform, "group": one.group, "said": said,
        "size": [one.seen.width, one.seen.height], "lines": lines,
    }  # fmt: skip
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def _read(entry: dict[str, Any]) -> Recorded:
    width, height = entry["size"]
    seen = Seen(width, height, tuple(_line(*line) for line in entry["lines"]))
    said = tuple(Said(*one) for one in entry["said"])
    return Recorded(entry["name"], seen, entry["platform"], entry["group"], said)


def _line(text: str, confidence: float, *rest: Any) -> Line:
    left, top, right, bottom, ink, paper, *more = rest  # what more was measured, later pictures have
    return Line(text, confidence, left, top, right, bottom, _colour(ink), _colour(paper), *more)


def _box(line: Line) -> tuple[float, float, float, float]:
    return line.left, line.top, line.right, line.bottom


def _hex(colour: tuple[int, int, int]) -> str:
    return bytes(colour).hex()


def _colour(text: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(text)
    return red, green, blue


def kinds() -> Iterator[str]:
    """Every kind that is recorded."""
    return (path.stem for path in sorted(FOLDER.glob("*.jsonl")))
