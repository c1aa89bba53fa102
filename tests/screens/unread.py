"""A picture in which one person's name was not read, as one in Cyrillic, Arabic or smileys alone is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tests.screens.measure import plain
from worker.reading.screens import Line, Seen

_MORE = 25
"""Signs that may stand after a name on its row: a badge, a time."""


def without(seen: Seen, name: str) -> Seen:
    """The picture without ``name`` wherever it fills a line or begins one; what stands after it stays."""
    return replace(seen, lines=tuple(_left(seen.lines, name)))


def _left(lines: tuple[Line, ...], name: str) -> Iterator[Line]:
    bare = plain(name)
    for line in lines:
        text = plain(line.text)
        whole = bool(bare) and text == bare
        head = len(bare) >= 4 and text.startswith(bare) and len(text) < len(bare) + _MORE
        if not (whole or head):
            yield line
        elif rest := line.text[len(name) :].strip():
            left = line.left + (line.right - line.left) * len(name) / len(line.text)
            yield replace(line, text=rest, left=left, lead=0)
