"""How far a long job has come, on a terminal; nothing at all where the output goes elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sized
from typing import Protocol, TextIO, TypeVar

T = TypeVar("T", covariant=True)
_WIDTH = 30
_WORTH_IT = 5
"""Fewer things than these are done before a bar is seen."""
_CLEAN = "\r\x1b[K"


class Several(Iterable[T], Sized, Protocol[T]):
    """Things that can be counted and gone through."""


def metered(things: Several[T], what: str, out: TextIO | None = None) -> Iterator[T]:
    """Go through things, showing how many are done; the line is taken away at the end, however it ends."""
    total, done = len(things), 0
    try:
        for done, thing in enumerate(things):
            show_progress(what, done, total, out)
            yield thing
    finally:
        show_progress(what, total, total, out)


def show_progress(what: str, done: int, total: int, out: TextIO | None = None) -> None:
    """Draw how far something has come; the line is taken away when it is done, and drawn only if it grew."""
    out = out or sys.stderr
    if not out.isatty() or total < _WORTH_IT:
        return
    filled, before = done * _WIDTH // total, (done - 1) * _WIDTH // total
    if done >= total:
        out.write(_CLEAN)
    elif filled != before:
        bar = "#" * filled + "." * (_WIDTH - filled)
        out.write(f"\r{what} [{bar}] {done} of {total}\x1b[K")
    out.flush()
