"""How far a long job has come, on a terminal; nothing at all where the output goes elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sized
from typing import Protocol, TextIO, TypeVar

T = TypeVar("T", covariant=True)
_WIDTH = 30
_WORTH_IT = 5
"""Fewer things than these are done before a bar is seen."""


class Several(Iterable[T], Sized, Protocol[T]):
    """Things that can be counted and gone through."""


def metered(things: Several[T], what: str, out: TextIO | None = None) -> Iterator[T]:
    """Go through things, showing how many are done; the line is taken away at the end."""
    out = out or sys.stderr
    total = len(things)
    shown = out.isatty() and total >= _WORTH_IT
    last = -1
    try:
        for n, thing in enumerate(things):
            if shown and (filled := n * _WIDTH // total) != last:
                last = filled
                bar = "#" * filled + "." * (_WIDTH - filled)
                out.write(f"\r{what} [{bar}] {n} of {total}\x1b[K")
                out.flush()
            yield thing
    finally:
        if shown:
            out.write("\r\x1b[K")
            out.flush()
