"""An IMAP connection whose answers end: no server, whatever it says and however slowly, holds us up.

``imaplib`` reads whatever length a server announces, keeps every line that comes until a command is done, and
waits anew for each byte. A body is asked for by what its size was said to be, and that may be wrong. Here the
answers to a command have so many bytes, and a time as a whole that grows with the bytes that came.
"""

from __future__ import annotations

import imaplib
import io
import socket
from collections.abc import Callable
from math import inf
from time import monotonic
from typing import Any

MOST = 32 << 20
"""Bytes of the answers to one command: twice what the largest of ours may have."""
_A_LINE = 100
"""What it costs in memory to keep a line, beside its own bytes."""
WHOLE = 5
"""The answers to a command have so many times the patience that the socket has with each byte."""
SLOWEST = 64 << 10
"""Bytes for which they have a second more: the largest then end before the watchdog would (systemd/)."""


class Heard(io.RawIOBase):
    """What comes from a server, up to an instant that each byte puts off a little."""

    def __init__(self, sock: socket.socket, now: Callable[[], float] = monotonic) -> None:
        self._sock = sock
        self._now = now
        self._until = inf

    def allow(self) -> None:
        """Count the time of an answer from now on."""
        self._until = self._now() + WHOLE * (self._sock.gettimeout() or inf)

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Read what there is; without patience, None where there is nothing. Raises TimeoutError."""
        patience = self._sock.gettimeout()
        left = self._until - self._now()
        if patience == 0:
            return self._receive(buffer)
        if left <= 0:
            raise TimeoutError
        if patience is None or left >= patience:
            return self._receive(buffer)
        self._sock.settimeout(left)
        try:
            return self._receive(buffer)
        finally:
            self._sock.settimeout(patience)

    def _receive(self, buffer: Any) -> int | None:
        try:
            count = self._sock.recv_into(buffer)
        except BlockingIOError:
            return None
        self._until += count / SLOWEST
        return count


class Bounded(imaplib.IMAP4):
    """Raises ``abort`` before an answer is longer than ``MOST``: what is left of it cannot be passed over.

    Raises TimeoutError where it does not come to its end in time.
    """

    _room = MOST
    _heard: Heard

    def open(self, *where: Any, **more: Any) -> None:
        """Connect; the greeting is an answer too."""
        super().open(*where, **more)
        self.file.close()
        self._heard = Heard(self.sock)
        self.file = io.BufferedReader(self._heard)
        self.allow()

    def allow(self) -> None:
        """Give the answer that is to come its time and its bytes."""
        self._room = MOST
        self._heard.allow()

    def _new_tag(self) -> bytes:
        """Begin a command."""
        self.allow()
        return super()._new_tag()  # type: ignore[misc, no-any-return]  # typeshed does not know it

    def read(self, size: int) -> bytes:
        """Read a literal of the length that the server announced."""
        self._take(size)
        return super().read(size)

    def readline(self) -> bytes:
        """Read a line."""
        line = super().readline()
        self._take(_A_LINE + len(line))
        return line

    def _take(self, size: int) -> None:
        self._room -= size
        if self._room < 0:
            raise self.abort("its answer is longer than anything that was asked for")
