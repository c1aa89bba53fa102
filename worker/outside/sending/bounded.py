"""An SMTP connection on which everything ends: no server, however slowly it speaks or reads, holds us up.

``smtplib`` waits anew for each byte, and keeps every line of an answer until its last. Here an answer has the
socket's patience as a whole and only so many bytes, and all that is said of a letter has a time of its own.
"""

from __future__ import annotations

import io
import smtplib
import socket
from math import inf
from time import monotonic
from typing import Any

MOST = 1 << 20
"""Bytes of one answer: hundreds of the longest there are."""
_PIECE = 1 << 14
"""So much is handed over at once, each with the socket's patience (a record of TLS, RFC 8446 §5.1)."""


class _Heard(io.RawIOBase):
    """What comes from a server, up to an instant and so many bytes."""

    until = inf
    room = MOST

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, buffer: Any) -> int | None:
        """Read what there is; without patience, None where there is nothing."""
        if self._sock.gettimeout() != 0:
            self._sock.settimeout(_left(self.until))
        try:
            count = self._sock.recv_into(buffer)
        except BlockingIOError:
            return None
        self.room -= count
        if self.room < 0:
            raise OSError("its answer has no end")
        return count


class _Lines(io.BufferedReader):
    """The same, line by line; one that breaks off is none: half an answer tells nothing."""

    def readline(self, size: int | None = -1, /) -> bytes:
        """Read a line to its end, or so many bytes of one; empty where the connection ends before that."""
        line = super().readline(size)
        return line if line.endswith(b"\n") or len(line) == size else b""


class Bounded(smtplib.SMTP):
    """Raises what ``smtplib`` does where nothing comes, also for what does not come to its end in time."""

    _until = inf
    _heard: _Heard

    def allow(self, seconds: float) -> None:
        """Give all that is said from now on, both ways, so long."""
        self._until = monotonic() + seconds

    def getreply(self) -> tuple[int, bytes]:
        """Read one answer."""
        if self.sock is None:
            raise smtplib.SMTPServerDisconnected("there is no connection")
        if self.file is None:  # a new connection, or TLS begun on one
            self._heard = _Heard(self.sock)
            self.file = _Lines(self._heard)
        patience = self._patience()
        self._heard.until, self._heard.room = min(self._until, monotonic() + patience), MOST
        try:
            return super().getreply()
        finally:
            self._be_patient(patience)

    def send(self, s: Any) -> None:
        """Hand over commands or a letter, piece by piece."""
        data = s.encode(self.command_encoding) if isinstance(s, str) else s
        patience = self._patience()
        try:
            for start in range(0, len(data), _PIECE):
                self._be_patient(min(patience, _left(self._until)))
                super().send(data[start : start + _PIECE])
        finally:
            self._be_patient(patience)

    def _patience(self) -> float:
        return (self.sock.gettimeout() or 0.0) if self.sock is not None else 0.0

    def _be_patient(self, seconds: float) -> None:
        if self.sock is not None:
            self.sock.settimeout(seconds)


class BoundedTls(Bounded, smtplib.SMTP_SSL):
    """The same with TLS from the first byte."""


def _left(until: float) -> float:
    left = until - monotonic()
    if left <= 0:
        raise TimeoutError
    return left
