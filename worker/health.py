"""How the worker is: what is wrong at present, when the inbox was last read, and since when it cannot be.

It is told to ``status`` and to monitoring by a heartbeat, and to the head by the digest.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from worker.outside.data.shelves import Shelves

log = logging.getLogger("headsup")
READING, SENDING, CLOCK, SEEING = "reading", "sending", "the clock", "the reading of pictures"
FILING, MEMORY = "filing", "the memory of what was filed"
_A_WHILE = timedelta(minutes=10)
"""A worker that stops and starts is away for less; a machine set back to an earlier state loses more."""
_AHEAD = timedelta(days=1)
"""How far in the future what is stored may lie before one of two clocks is wrong."""


class Health:
    """What is known of it; it begins with the heartbeat of an earlier life."""

    def __init__(self, heartbeat: Mapping[str, Any]) -> None:
        self._lived_at = _instant(heartbeat.get("at"))
        self.last_read_at = _instant(heartbeat.get("last_read_at"))
        self.unread_since_at = _instant(heartbeat.get("unread_since_at"))
        self.has_worked = (
            self.last_read_at is not None
        )  # also in an earlier life: after a reboot nobody looks
        self._troubles: dict[str, str] = {}

    def lived_lately(self, now: datetime) -> bool:
        """Whether the earlier life ended a moment ago: nobody has set the machine back in between."""
        return self._lived_at is not None and timedelta() <= now - self._lived_at < _A_WHILE

    @property
    def troubles(self) -> tuple[str, ...]:
        """What is wrong, in words for people."""
        return tuple(self._troubles.values())

    def note(self, what: str, trouble: str) -> None:
        """Remember what is wrong with a part of the work ("": nothing)."""
        if trouble and trouble != self._troubles.get(what):
            log.warning("%s", trouble)
        if not trouble and self._troubles.pop(what, ""):
            log.info("%s works again", what)
        if trouble:
            self._troubles[what] = trouble

    def note_read(self, now: datetime) -> None:
        """The inbox was read to its end."""
        self.last_read_at, self.unread_since_at = now, None
        self.note(READING, "")

    def note_unread(self, trouble: str, now: datetime) -> datetime:
        """The inbox cannot be read. Returns since when; also if the clock was set back meanwhile."""
        self.note(READING, trouble)
        self.unread_since_at = min(self.unread_since_at or now, now)
        return self.unread_since_at

    def heartbeat(self, now: datetime, *, passes: bool) -> dict[str, str | bool | None]:
        """A sign of life; whether of a worker that makes a pass now and then, and ends after each."""
        return {
            "at": now.isoformat(),
            "passes": passes,
            "last_read_at": self.last_read_at.isoformat() if self.last_read_at else None,
            "unread_since_at": self.unread_since_at.isoformat() if self.unread_since_at else None,
            "trouble": " ".join(self.troubles) or None,
        }


def find_clock_trouble(store: Shelves, now: datetime) -> str | None:
    """Say that the clock is, or was, far from right: what is stored is from a day after this one."""
    room = store.mailroom
    instants = [store.register.card(ref).changed_at for ref in store.register.refs()]
    instants += [digest.at for digest in room.digests[-1:]] + [filed.at for filed in room.filed[-1:]]
    instants += [held.at for held in room.held.values()]
    instants += [lost.at for lost in room.quarantined.values()]
    newest = max(instants, default=now)
    if newest - now <= _AHEAD:
        return None
    return (
        f"The clock of this machine says {now:%Y-%m-%d}, and something was written on {newest:%Y-%m-%d}: "
        "one of the two is wrong, and deadlines and the digest with it. Set the clock right: timedatectl."
    )


def say_what_is_unknown(count: int, folder: str) -> str:
    """Say that mails were filed of which the data folder knows nothing; nothing where there are none."""
    if not count:
        return ""
    mails = "the last mail lies" if count == 1 else f"the last {count} mails lie"
    return (
        f"In {folder} {mails} that Headsup has never read. Either somebody put them there (move them to the "
        "inbox, and they are read), or the data folder is older than the mailbox: see install.md, After a "
        "restore."
    )


def _instant(text: object) -> datetime | None:
    """The instant a note gives; None when it gives none that can be read."""
    try:
        return datetime.fromisoformat(str(text)).astimezone(UTC) if text else None
    except ValueError:
        return None
