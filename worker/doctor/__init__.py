"""``headsup doctor``: does it all work, on this machine and with these servers, before anybody relies on it?

It changes nothing that matters: messages of others are looked at without marking them read, its own are
taken away again, and the data folder is only looked at, so that it may run beside the service.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from worker.doctor.finding import Finding, as_text
from worker.doctor.head import judge_files
from worker.doctor.machine import look_at_machine
from worker.doctor.servers import Visit
from worker.outside.setup.config import Settings

__all__ = ("Finding", "as_text", "examine")


def examine(
    settings: Settings, now: Callable[[], datetime], mark: str, proofs: tuple[Path, ...] = (), wait: float = 0
) -> Iterator[Finding]:
    """Everything worth saying, each as soon as it is known.

    ``mark`` is a word nobody could guess: by it the doctor knows its own mail. ``proofs`` are mails of
    the head to judge, ``wait`` the seconds to wait for one to arrive. Raises nothing for a server's or a
    disk's trouble: that is a finding.
    """
    yield from look_at_machine(settings, now())
    yield from Visit(settings, now, mark).look(wait)
    yield from judge_files(settings, proofs, now())
