"""The desk's own look at pictures: which are read, and by whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from worker.deciding.judging.looking import Sight, pictures_of
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
