"""Every call of a worker to its disk and to its servers, numbered; at one of them the process is killed.

A call is numbered before it is made, and one to a server once more after it: the server acts on it, and
nobody hears the answer. After a call to the disk is before the next call: nothing in between outlives the
process. Bytes that change something can stop half way, in a file or on the line: that is a number, too.
"""

from __future__ import annotations

import os
import re
import signal
import socket
from collections.abc import Callable
from typing import Any

from worker.outside.data import syncing

DISK = ("write", "pwrite", "fsync", "ftruncate", "rename", "replace", "unlink", "mkdir", "rmdir", "link")
CHANGING = ("CREATE", "STORE", "MOVE", "COPY", "EXPUNGE", "letter", "SMTP .")
_IMAP = re.compile(rb"[A-Z]{4}\d+ ((?:UID )?[A-Z]+)")


class Calls:
    """The calls of this very process, once ``watch`` is called; at the n-th of them it dies (0: never)."""

    def __init__(self, n: int = 0) -> None:
        self.made: list[str] = []
        self._n = n
        self._process = os.getpid()

    def watch(self) -> None:
        """Stand before every call from here on."""
        for name in DISK:
            setattr(os, name, self._on_disk(name, getattr(os, name)))
        syncing.sync_all = self._on_disk("syncfs", syncing.sync_all)
        socket.socket.connect = self._connecting(socket.socket.connect)  # type: ignore[method-assign]
        socket.socket.sendall = self._saying(socket.socket.sendall)  # type: ignore[method-assign]

    def _reached(self, what: str) -> bool:
        """Note a call; whether the end comes here."""
        if os.getpid() != self._process:  # a child's, which reads mails
            return False
        self.made.append(what)
        return len(self.made) == self._n

    def _at(self, what: str) -> None:
        if self._reached(what):
            os.kill(self._process, signal.SIGKILL)

    def _on_disk(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def made(*args: Any, **more: Any) -> Any:
            self._at(f"before {name}")
            if name == "write" and self._reached("half way through write"):
                call(args[0], args[1][: len(args[1]) // 2])
                os.kill(self._process, signal.SIGKILL)
            return call(*args, **more)

        return made

    def _connecting(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def made(sock: socket.socket, address: Any) -> Any:
            self._at("before connect")
            answer = call(sock, address)
            self._at("after connect")
            return answer

        return made

    def _saying(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def made(sock: socket.socket, data: bytes, *more: Any) -> Any:
            if sock.family == socket.AF_UNIX:  # to a child of ours
                return call(sock, data, *more)
            what = _said(bytes(data[:80]))
            self._at(f"before {what}")
            if what.endswith(CHANGING) and self._reached(f"half way through {what}"):
                call(sock, data[: len(data) // 2])
                os.kill(self._process, signal.SIGKILL)
            answer = call(sock, data, *more)
            self._at(f"after {what}")
            return answer

        return made


def _said(line: bytes) -> str:
    """What a client says, in a word or two: ``IMAP UID MOVE``, ``SMTP DATA``, ``SMTP .``."""
    if found := _IMAP.match(line):
        return f"IMAP {found[1].decode()}"
    if line == b"\r\n":  # imapclient ends a SEARCH so
        return "IMAP end of line"
    word = line.split(b" ")[0].strip().decode("ascii", "replace")
    return f"SMTP {word}" if len(word) < 12 and ":" not in word else "SMTP letter"
