"""A process that has loaded the worker once, and makes one by forking for each order it gets.

An order is a line of JSON: the worker's configuration, its clock, at which call it is to be killed, and where
to write what calls it made. The answer is how it ended. Run as ``python -m tests.kill.forge``.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment

from tests.kill.calls import Calls
from worker.outside.apart import channel, confined
from worker.outside.reader import child
from worker.outside.setup.config import load
from worker.service import Service

ENVIRON = {"HEADSUP_IMAP_PASSWORD": "word", "HEADSUP_SMTP_PASSWORD": "word"}
ROOT = Path(__file__).parents[2]


class Forge:
    """The near side: one order at a time. The process starts with the first."""

    _process: subprocess.Popen[str] | None = None

    def close(self) -> None:
        """Let the process end."""
        if self._process is not None:
            self._process.communicate(timeout=20)

    def rehearse(self, config: Path, now: datetime) -> None:
        """One pass in the forge itself: whoever is forked after it has loaded all that it needs."""
        assert self._order(config, now, rehearse=True) == 0

    def work(self, config: Path, now: datetime, *, kill: int = 0, calls: Path | None = None) -> int:
        """One pass of a worker (``headsup once``); how its process ended, -9 if it was killed."""
        return self._order(config, now, kill=kill, calls=str(calls) if calls else None)

    def _order(self, config: Path, now: datetime, **more: object) -> int:
        if self._process is None:
            command = [sys.executable, "-m", __name__]
            self._process = subprocess.Popen(command, cwd=ROOT, stdin=-1, stdout=-1, text=True)
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = {"config": str(config), "now": now.isoformat(), **more}
        self._process.stdin.write(f"{json.dumps(order)}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


class ForkedReader:
    """The child that reads mails, forked instead of started anew; nobody here sends it poison."""

    def __init__(self, _: Sequence[str], *, stdin: int, **__: Any) -> None:
        begun, begins = os.pipe()
        self.pid = os.fork()
        if self.pid == 0:
            os.setsid()
            os.dup2(stdin, 0)
            os.dup2(stdin, 1)
            os.closerange(3, 64)  # the worker's lock and connections, which end with the worker
            _run(_read_mails)
        os.close(begins)
        os.read(begun, 1)  # nothing, once it has closed them: a real start also waits for that
        os.close(begun)

    def wait(self) -> int:
        """Wait for its end."""
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def _read_mails() -> None:
    confined.serve(*confined.take_channel(), child._read)


def _work(order: dict[str, Any]) -> None:
    """A worker's whole life: it starts, makes one pass and ends, unless it is killed before."""
    calls = Calls(order["kill"])
    calls.watch()
    _once(order)
    if order["calls"]:
        Path(order["calls"]).write_text("\n".join(calls.made))


def _once(order: dict[str, Any]) -> None:
    service = Service(load(Path(order["config"]), ENVIRON), lambda: datetime.fromisoformat(order["now"]))
    try:
        service.once()
    finally:
        service.close()


def _run(job: Callable[..., None], *args: Any) -> None:
    """Do a job in a process that ends with it."""
    try:
        job(*args)
        os._exit(0)
    except BaseException:  # noqa: BLE001  a killed worker tells of nothing, and any other of everything
        traceback.print_exc()
        os._exit(1)


def main() -> None:
    """Do each order in a process of its own, and tell how it ended."""
    instead = SimpleNamespace(Popen=ForkedReader, DEVNULL=subprocess.DEVNULL)
    channel.subprocess = instead  # type: ignore[attr-defined, assignment]
    Environment.compile = cache(Environment.compile)  # type: ignore[method-assign, assignment]  # each once
    for line in sys.stdin:
        order = json.loads(line)
        if order.get("rehearse"):
            _once(order)
            print(0, flush=True)
            continue
        worker = os.fork()
        if worker == 0:
            signal.alarm(60)
            _run(_work, order)
        print(os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]), flush=True)


if __name__ == "__main__":
    main()
