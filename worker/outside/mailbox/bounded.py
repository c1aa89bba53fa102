"""An IMAP connection whose answers end: no server, whatever it says, can fill the memory.

``imaplib`` reads whatever length a server announces, and keeps every line that comes until a command is
done. A body is asked for by what its size was said to be, and that may be wrong.
"""

from __future__ import annotations

import imaplib

MOST = 32 << 20
"""Bytes of the answers to one command: twice what the largest of ours may have."""
_A_LINE = 100
"""What it costs in memory to keep a line, beside its own bytes."""


class Bounded(imaplib.IMAP4):
    """Raises ``abort`` before an answer is longer than ``MOST``: what is left of it cannot be passed over."""

    _room = MOST

    def _new_tag(self) -> bytes:
        """Begin a command."""
        self._room = MOST
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
