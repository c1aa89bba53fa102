"""The line to the mailbox: whether it stands, and when one that was lost is tried again."""

from __future__ import annotations

import contextlib
import random
from time import monotonic
from typing import TYPE_CHECKING

from worker.outside.mailbox.inbox import Pauses
from worker.signals import Signals

if TYPE_CHECKING:
    from worker.wiring import Connected

RENEW_SECONDS = 540
"""An IDLE is renewed well inside the 29 minutes of RFC 2177."""
LASTED_SECONDS = 1.0
"""A line that lasted so long was no chance: connecting again may be quick again."""
LOCKED_OUT_SECONDS = 300.0
"""After a refused login a person must act; trying faster only locks the account."""


class Line:
    """A mailbox with its connection, which may be lost at any time."""

    def __init__(self, inbox: Connected, signals: Signals) -> None:
        self.inbox = inbox
        self.is_up = False
        self._signals = signals
        self._pauses = Pauses(random.random)
        self._try_again_at = 0.0

    def connect(self) -> int:
        """Sign in, and give how many messages there are. Raises Unreachable or Misconfigured."""
        with self._signals.leaving_allowed():
            there = self.inbox.connect()
        self.is_up = True
        return there

    def wait(self, wake_fd: int) -> None:
        """Wait for mail, or until ``wake_fd`` can be read from. Raises Unreachable."""
        began = monotonic()
        with self._signals.leaving_allowed():
            self.inbox.wait(RENEW_SECONDS, wake_fd)
        if monotonic() - began >= LASTED_SECONDS:
            self._pauses.reset()

    def leave_alone(self, *, refused: bool = False) -> None:
        """Let go of a line in trouble, and try it again later and later."""
        self.hang_up()
        self._try_again_at = monotonic() + (LOCKED_OUT_SECONDS if refused else self._pauses.next())

    @property
    def left_alone_for(self) -> float:
        """For how many seconds yet it is not to be tried; none or less where it may be."""
        return self._try_again_at - monotonic()

    def hang_up(self) -> None:
        """Let go of the server."""
        self.is_up = False
        with contextlib.suppress(OSError):
            self.inbox.close()
