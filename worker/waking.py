"""What wakes the worker, and what tells systemd that it lives.

A pipe, because a signal, a thread of the scheduler and a server's news must all end the same wait.
"""

from __future__ import annotations

import contextlib
import logging
import os
import select
import socket
from collections.abc import Callable, Mapping
from datetime import UTC
from typing import Any

from worker.model import Rules

SWEEP_SECONDS = 60


class Bell:
    """A wait that anybody may end: from any thread, and from a signal."""

    def __init__(self) -> None:
        self.fd, self._in = os.pipe()
        """``fd`` can be read from once somebody has rung."""
        os.set_blocking(self.fd, False)
        os.set_blocking(self._in, False)

    def ring(self) -> None:
        """End the wait, or the next one."""
        with contextlib.suppress(BlockingIOError):
            os.write(self._in, b".")

    def wait(self, seconds: float) -> None:
        """Wait until it rings, at most so long."""
        select.select([self.fd], [], [], seconds)
        self.reset()

    def reset(self) -> None:
        """Forget that it rang."""
        with contextlib.suppress(BlockingIOError):
            os.read(self.fd, 4096)

    def close(self) -> None:
        """Let go of the pipe."""
        os.close(self.fd)
        os.close(self._in)


def schedule(wake: Callable[[], None], rules: Rules) -> Any:
    """Start what wakes the sweep every minute, and at the digest's hour.

    APScheduler's own defaults drop a job that is a second late; these never do (field: late is
    better than never, and one wake-up is as good as seven).
    """
    from apscheduler.schedulers.background import BackgroundScheduler

    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    defaults = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    scheduler = BackgroundScheduler(timezone=UTC, job_defaults=defaults)
    scheduler.add_job(wake, "interval", seconds=SWEEP_SECONDS, id="sweep")
    at = rules.digest_at
    scheduler.add_job(wake, "cron", hour=at.hour, minute=at.minute, timezone=rules.zone, id="digest")
    scheduler.start()
    return scheduler


def notify(state: str, environ: Mapping[str, str] | None = None) -> None:
    """Tell systemd (sd_notify(3)); nothing happens when it is not the one that started us."""
    path = (os.environ if environ is None else environ).get("NOTIFY_SOCKET")
    if not path:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel, contextlib.suppress(OSError):
        channel.sendto(state.encode(), "\0" + path[1:] if path.startswith("@") else path)
