"""The line to a child: bytes go out, an answer comes back in time and in bounds, or the line breaks.

A pair of sockets rather than pipes, because a socket's waits have a limit in both directions: a child that
does not read holds up nobody. An answer is one line of JSON; where it says ``"frames": [sizes]``, that many
bytes follow for each. Nothing that comes back is ever run or unpickled.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from worker.outside.plain import read_line

SHARE = 0.6
"""Of the time allowed, how much the child may begin new work in: what it has begun, it must still end."""
_PIECE = 16_384
"""So much is received at a time until a line is whole: most lines, and little of the frames behind it.
Those are received where they are to lie."""
_SMALL = 8_192
_ON_THE_WAY = 1 << 20
"""Bytes that the line takes before their sender must wait: a whole mail, most times."""
_ROOMY = {"MALLOC_TRIM_THRESHOLD_": "33554432", "MALLOC_MMAP_THRESHOLD_": "33554432"}
"""What room one mail took is kept for the next, and not got anew page by page (mallopt(3))."""


class Broken(Exception):
    """The child ended, or said what no honest child says."""


class Late(Exception):
    """The answer did not come in time, or cost more of the processor than it may."""


class NotReady(Exception):
    """The child cannot work; the words say why."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most bytes an answer may have: in its line of JSON, and in its frames together."""

    line: int = 4 << 20
    frames: int = 0


def command(module: str) -> tuple[str, ...]:
    """The command that runs a module of ours as a child."""
    return sys.executable, "-P", "-m", module


class Channel:
    """A child and the socket to it. Ending it is the only remedy known here."""

    def __init__(self, ours: socket.socket, process: subprocess.Popen[bytes], bounds: Bounds) -> None:
        self._socket = ours
        self._process = process
        self._bounds = bounds
        self._found = bytearray()
        self._room = memoryview(bytearray(_PIECE))

    @classmethod
    def start(
        cls, command: Sequence[str], bounds: Bounds | None = None, more: Mapping[str, str] | None = None
    ) -> Channel:
        """Start a child with our code and nothing of our environment: passwords lie there.

        ``more`` is what else its environment holds. Raises NotReady where no process can be started.
        """
        environment = {
            "PATH": os.defpath,
            "PYTHONPATH": str(Path(__file__).parents[3]),
            "PYTHONDONTWRITEBYTECODE": "1",
            "LC_ALL": "C.UTF-8",
            **_ROOMY,
            **(more or {}),
        }
        try:
            ours, theirs = socket.socketpair()
        except OSError as error:
            raise _cannot_start(error) from None
        for end in (ours, theirs):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _ON_THE_WAY)
        try:
            process = subprocess.Popen(  # noqa: S603  our own interpreter and module
                command,
                stdin=theirs.fileno(),
                stdout=theirs.fileno(),
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=environment,
                start_new_session=True,
            )
        except OSError as error:
            ours.close()
            raise _cannot_start(error) from None
        finally:
            theirs.close()
        return cls(ours, process, bounds or Bounds())

    def await_ready(self, seconds: float) -> None:
        """Wait until the child has loaded what it needs. Raises NotReady with the reason."""
        try:
            hello = self._line(monotonic() + seconds)
        except Late:
            raise NotReady(f"its reader did not start within {seconds:.0f} seconds") from None
        except (Broken, OSError):
            raise NotReady("its reader ended while starting") from None
        if hello != {"ready": True}:
            try:
                raise NotReady(words(hello.get("problem", "its reader is not what it should be")))
            except TypeError:
                raise NotReady("its reader is not what it should be") from None

    def ask(self, data: Sequence[bytes], seconds: float) -> tuple[dict[str, Any], list[bytes]]:
        """What the child makes of these bytes, one run for it: its answer and the frames with it.

        Raises Late, Broken or OSError; the answer's own sense is for the caller to judge.
        """
        until = monotonic() + seconds
        self._socket.settimeout(max(seconds, 0.01))
        try:
            for piece in _together(b"%d %d\n" % (sum(map(len, data)), int(seconds * SHARE)), *data):
                self._socket.sendall(piece)
        except TimeoutError:
            raise Late from None
        answer = self._line(until)
        sizes = answer.get("frames", [])
        if not isinstance(sizes, list) or not all(type(size) is int and size >= 0 for size in sizes):
            raise Broken("not an answer")
        if sum(sizes) > self._bounds.frames:
            raise Broken("an answer without end")
        frames = [self._take(size, until) for size in sizes]
        if self._found:
            raise Broken("more than an answer")
        return answer, frames

    def _line(self, until: float) -> dict[str, Any]:
        """One line of JSON, whole, in time and not longer than an answer may be."""
        looked = 0
        while (end := self._found.find(b"\n", looked)) < 0:
            looked = len(self._found)
            self._receive(until)
            if len(self._found) > self._bounds.line + _PIECE:
                raise Broken("an answer without end")
        line = self._found[:end]
        del self._found[: end + 1]
        try:
            answer = read_line(line)
        except (ValueError, RecursionError) as error:
            raise Broken("not an answer") from error
        if not isinstance(answer, dict):
            raise Broken("not an answer")
        return answer

    def _take(self, size: int, until: float) -> bytes:
        """The next so many bytes, received where they are to lie: a file is not copied again and again."""
        taken = bytearray(size)
        have = min(size, len(self._found))
        taken[:have] = self._found[:have]
        del self._found[:have]
        with memoryview(taken) as room:
            while have < size:
                have += self._receive_into(room[have:], until)
        return bytes(taken)

    def _receive(self, until: float) -> None:
        """More bytes, at least one, in time."""
        count = self._receive_into(self._room, until)
        self._found += self._room[:count]

    def _receive_into(self, room: memoryview, until: float) -> int:
        """Put more bytes there, at least one, in time; return how many came."""
        left = until - monotonic()
        if left <= 0:
            raise Late
        self._socket.settimeout(left)
        try:
            count = self._socket.recv_into(room)
        except TimeoutError:
            raise Late from None
        if not count:
            raise Broken("no answer")
        return count

    def close(self) -> int:
        """Hang up and kill the child, and whatever it may have started; return what it ended with."""
        self._socket.close()
        self.kill()
        return self._process.wait()

    def kill(self) -> None:
        """Kill the child and whatever it may have started: who waits for its answer hears the line break."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)


def _together(*pieces: bytes) -> Iterator[bytes]:
    """The same bytes in as few pieces as may be: each that is sent alone wakes the child for it."""
    small: list[bytes] = []
    for piece in pieces:
        if len(piece) <= _SMALL:
            small.append(piece)
            continue
        yield b"".join(small)
        yield piece
        small = []
    yield b"".join(small)


def _cannot_start(error: OSError) -> NotReady:
    return NotReady(f"no process can be started for it ({error.strerror})")


def words(found: object, longest: int = 200) -> str:
    """A child's words on one line; TypeError where they are none."""
    if not isinstance(found, str):
        raise TypeError("words")
    return " ".join(found[:longest].split())
