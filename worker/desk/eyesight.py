"""The desk's own look at pictures: which are read, and what is kept of them beside the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from worker.deciding.looking import Sight, pictures_of, words_in
from worker.desk.clerk import Kept
from worker.model import Attachment, Reading


class Eyesight(Protocol):
    """What reads pictures; it raises nothing and ends within its own time."""

    seconds: float
    """Spent on looking so far."""

    def look(self, pictures: Sequence[Attachment]) -> tuple[Sight, ...]:
        """What is seen in each, in order."""
        ...


def look_at(reading: Reading, eyes: Eyesight | None) -> tuple[Sight, ...]:
    """Read the pictures of a report that its text has cleared; nothing without eyes."""
    pictures = pictures_of(reading) if eyes is not None else ()
    return eyes.look(pictures) if eyes is not None and pictures else ()


def with_looks(kept: Kept, sights: Sequence[Sight]) -> Kept:
    """Lay beside each kept picture what was seen in it, so that it is known again when it comes anew."""
    seen = {sight.sha256: sight for sight in sights if sight.seen is not None}
    return tuple(
        (replace(item, looks=seen[item.sha256].looks, words=words_in(seen[item.sha256])), data)
        if item.sha256 in seen
        else (item, data)
        for item, data in kept
    )
