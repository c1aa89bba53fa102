"""The signals that end the worker, and how soon: systemd waits a few seconds."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Callable, Iterator

ENDS_WITHIN_SECONDS = 3.0
"""How long a letter that is being handed over may take after SIGTERM; systemd waits five."""


class Stopping(BaseException):
    """Raised by a signal inside a network wait, where nothing can be lost by leaving at once."""


class Signals:
    """Whether the worker is to end. A signal says so at any moment; the work asks between two steps."""

    def __init__(self) -> None:
        self._caught = threading.Event()
        self._interruptible = False
        self._wake: Callable[[], None] = lambda: None

    @property
    def is_ending(self) -> bool:
        """Whether one has come: the worker is to end."""
        return self._caught.is_set()

    def catch(self, wake: Callable[[], None]) -> None:
        """Catch SIGTERM and SIGINT from now on; ``wake`` ends a wait of the worker."""
        self._wake = wake
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._end)
        signal.signal(signal.SIGALRM, self._end_at_once)

    def done(self) -> None:
        """The work has ended in time."""
        signal.setitimer(signal.ITIMER_REAL, 0)

    @contextlib.contextmanager
    def leaving_allowed(self) -> Iterator[None]:
        """Mark a wait for the network in which a signal may end everything at once."""
        self._interruptible = True
        try:
            yield
        finally:
            self._interruptible = False

    def _end(self, *_: object) -> None:
        self._caught.set()
        self._wake()
        signal.setitimer(signal.ITIMER_REAL, ENDS_WITHIN_SECONDS)
        if self._interruptible:
            raise Stopping

    def _end_at_once(self, *_: object) -> None:
        """Stop waiting for a server that says nothing; a letter in its hands is then in doubt."""
        raise Stopping
