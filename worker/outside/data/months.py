"""The mailroom's history: a journal a month, and further ones when a month is full.

::

    mailroom/2026-11.json       November
             2026-11-002.json   what came after that one was full, and so on

One journal a month instead of one for ever, and none grows without end, so that a commit costs the same after
years and in a flood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from worker.errors import Damaged
from worker.events import MailroomEvent
from worker.outside.data import journal
from worker.outside.data.disk import visible
from worker.outside.data.together import Straight

_NAMED = re.compile(r"\d{4}-\d{2}(?:-\d{3,6})?\.json")
_FULL = 400
"""Events of one journal: a commit writes it whole."""


class Months:
    """The journals, and how full the last one is. ``read`` them before anything is appended."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._last = ("", 0)
        self._kept: journal.Kept | None = None

    def read(self) -> Iterator[tuple[Path, tuple[MailroomEvent, ...]]]:
        """Each journal with what happened in it, in order. Raises Damaged for what is none."""
        for path in sorted(visible(self._folder), key=lambda path: path.stem):
            if not _NAMED.fullmatch(path.name):
                raise Damaged(f"{path} is not a month of the mailroom. Move it out of the data folder.")
            events = journal.read_mailroom(path)
            self._last = path.stem, len(events)
            yield path, events

    def are_new(self) -> bool:
        """Whether there is no journal yet."""
        return not self._last[0]

    def append(self, at: datetime, events: Sequence[MailroomEvent], disk: Straight) -> None:
        """Write what happened at an instant: one atomic write. Raises OSError with nothing changed."""
        # Months are read in order: a clock set back must not write into one that is over.
        name, count = self._last
        if (month := f"{at:%Y-%m}") > name:
            name, count = month, 0
        elif count >= _FULL:
            name, count = _next_part(name), 0
        kept, self._kept = self._kept, None
        path = self._folder / f"{name}.json"
        self._kept = journal.append(path, events, known=count, kept=kept, disk=disk) if events else kept
        self._last = name, count + len(events)


def _next_part(name: str) -> str:
    """The journal after a full one of the same month: 2026-11, 2026-11-002, 2026-11-003."""
    month, part = name[:7], int(name[8:] or 1)
    return f"{month}-{part + 1:03d}"
