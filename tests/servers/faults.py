"""Servers that misbehave on purpose: a proxy in front of a real one, and a scripted SMTP server."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Mapping
from typing import Self

HOST = "127.0.0.1"

Filter = Callable[[bytes], bytes | None]
"""What becomes of a chunk on its way; None cuts the connection there."""


class _Listener:
    """Accepts on a free loopback port, one thread a connection; all is closed and joined at the end."""

    def __init__(self) -> None:
        self._socket = socket.create_server((HOST, 0))
        self.port: int = self._socket.getsockname()[1]
        self._open: list[socket.socket] = [self._socket]
        self._threads: list[threading.Thread] = []

    def __enter__(self) -> Self:
        self._run(self._accept)
        return self

    def __exit__(self, *exc: object) -> None:
        self.cut()
        for thread in self._threads:
            thread.join(5)

    def cut(self) -> None:
        """Cut every connection, and take no more."""
        for sock in self._open:
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            sock.close()

    @property
    def met(self) -> int:
        """How many connections it has taken."""
        return len(self._open) - 1

    def serve(self, sock: socket.socket) -> None:
        raise NotImplementedError

    def _run(self, target: Callable[..., None], *args: object) -> None:
        thread = threading.Thread(target=target, args=args, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                sock, _ = self._socket.accept()
                self._open.append(sock)
                self._run(self._serve_safely, sock)

    def _serve_safely(self, sock: socket.socket) -> None:
        with contextlib.suppress(OSError), sock:
            self.serve(sock)


class Silent(_Listener):
    """Accepts and never says a word."""

    def serve(self, sock: socket.socket) -> None:
        while sock.recv(65536):
            pass


class Proxy(_Listener):
    """Passes on what ``port`` and its clients say, through a filter each way.

    ``pace``: an answer is passed on byte by byte, so many seconds apart.
    """

    def __init__(
        self, port: int, *, replies: Filter = bytes, commands: Filter = bytes, pace: float = 0.0
    ) -> None:
        super().__init__()
        self._port = port
        self.pace = pace
        self._ended = threading.Event()
        self.replies = replies
        self.commands = commands

    def serve(self, sock: socket.socket) -> None:
        with socket.create_connection((HOST, self._port)) as server:
            self._open.append(server)
            self._run(self._pass_on, server, sock, lambda chunk: self.replies(chunk), self._drip)
            self._pass_on(sock, server, lambda chunk: self.commands(chunk), socket.socket.sendall)

    def cut(self) -> None:
        """Cut every connection, and take no more."""
        self._ended.set()
        super().cut()

    def _drip(self, target: socket.socket, chunk: bytes) -> None:
        at_once = 1 if self.pace else len(chunk)
        for start in range(0, len(chunk), at_once or 1):
            target.sendall(chunk[start : start + at_once])
            if self.pace and self._ended.wait(self.pace):
                return

    def _pass_on(
        self,
        source: socket.socket,
        target: socket.socket,
        change: Filter,
        send: Callable[[socket.socket, bytes], None],
    ) -> None:
        with contextlib.suppress(OSError):
            while chunk := source.recv(65536):
                changed = change(chunk)
                if changed is None:
                    break
                send(target, changed)
        for sock in (source, target):
            with contextlib.suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)


def replacing(pairs: Mapping[bytes, bytes]) -> Filter:
    """A filter that replaces words, as long as they come in one piece."""

    def change(chunk: bytes) -> bytes:
        for old, new in pairs.items():
            chunk = chunk.replace(old, new)
        return chunk

    return change


def hiding(*capabilities: str) -> Filter:
    """A filter under which a server seems not to have these capabilities."""
    return replacing({f" {name}".encode(): b"" for name in capabilities})


def cutting_at(word: bytes) -> Filter:
    """A filter that cuts the connection in the chunk that holds ``word``."""
    return lambda chunk: None if word in chunk else chunk


def silent_from(word: bytes) -> Filter:
    """A filter that lets nothing through from the chunk that holds ``word`` on."""
    quiet = threading.Event()

    def change(chunk: bytes) -> bytes:
        if word in chunk:
            quiet.set()
        return b"" if quiet.is_set() else chunk

    return change


class Step:
    """Two filters that let everything through up to the answer to the n-th command (0: the greeting).

    There it does its worst. ``silent``: nothing more comes. ``half``: half of the answer comes, and then
    nothing. ``cut``: the connection ends there, and the next one is sound. After ``mend`` all is well.
    """

    def __init__(self, n: int, how: str = "silent") -> None:
        self.asked = 0
        self._n = n
        self._how = how
        self._is_sound = True
        self._is_spent = False

    def mend(self) -> None:
        """Let everything through from here on."""
        self._is_sound = self._is_spent = True

    def commands(self, chunk: bytes) -> bytes:
        """Count a command; the lines of a letter count as one, at their end."""
        one = chunk.endswith(b"\r\n") and chunk.count(b"\n") == 1
        self.asked += one or chunk.endswith(b"\r\n.\r\n")
        return chunk

    def replies(self, chunk: bytes) -> bytes | None:
        """Let an answer through, or not."""
        if self._is_spent or self.asked < self._n:
            return chunk if self._is_sound else b""
        self._is_spent = True
        if self._how == "cut":
            return None
        self._is_sound = False
        return chunk[: len(chunk) // 2] if self._how == "half" else b""


CUT = None
SILENCE = b""
AT_ONCE = {"EHLO": b"250-faulty.test\r\n250 PIPELINING\r\n"}
"""The answer of a server that takes several commands in one go."""


class FaultySmtp(_Listener):
    """Takes mail as ``answers`` says, by verb ("GREETING", "EHLO", "MAIL", "RCPT", "DATA", "." …).

    An answer is a whole reply, CUT (the connection), SILENCE, or a reply without its line's end, after
    which the connection is cut; "RCPT bob@x.test" goes before "RCPT". Verbs without an answer are
    accepted. ``letters`` holds what came to its final dot, ``heard`` every command line.
    """

    def __init__(self, answers: Mapping[str, bytes | None]) -> None:
        super().__init__()
        self.answers = dict(answers)
        self.letters: list[bytes] = []
        self.heard: list[str] = []

    def serve(self, sock: socket.socket) -> None:
        with sock.makefile("rb") as lines:
            if not self._answer(sock, "GREETING", b"220 faulty.test\r\n"):
                return
            for line in lines:
                text = line.decode("utf-8", "replace").strip()
                self.heard.append(text)
                verb = text.split(" ")[0].upper()
                address = text.partition("<")[2].partition(">")[0]
                key = f"{verb} {address}" if f"{verb} {address}" in self.answers else verb
                if not self._answer(sock, key, b"354 go on\r\n" if verb == "DATA" else b"250 fine\r\n"):
                    return
                go_on = self.answers.get("DATA", b"354")
                if verb == "DATA" and go_on is not CUT and go_on.startswith(b"354"):
                    if self.answers.get("BODY", b"") is CUT:
                        return
                    letter = []
                    for part in lines:
                        if part == b".\r\n":
                            break
                        letter.append(part)
                    else:  # hung up before the final dot
                        return
                    self.letters.append(b"".join(letter))
                    if not self._answer(sock, ".", b"250 taken\r\n"):
                        return

    def _answer(self, sock: socket.socket, verb: str, default: bytes) -> bool:
        answer = self.answers.get(verb, default)
        if answer is CUT:
            return False
        sock.sendall(answer)
        return answer == SILENCE or answer.endswith(b"\n")
