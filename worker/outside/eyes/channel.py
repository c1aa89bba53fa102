"""The line to the child: a picture goes out, an answer comes back in time and in bounds, or the line breaks.

A pair of sockets rather than pipes, because a socket's waits have a limit in both directions: a child that
does not read holds up nobody.
"""

from __future__ import annotations

import json
import math
import os
import signal
import socket
import subprocess
from contextlib import suppress
from time import monotonic
from typing import Any

from worker.deciding.looking import Sight
from worker.reading.screens import Line, Seen

_LONGEST_ANSWER = 4 << 20
_MOST_LINES = 3_000
_LONGEST_LINE = 1_000
_LONGEST_PROBLEM = 200
_SHARE = 0.6
"""Of the time allowed, how much the child may begin new work in: what it has begun, it must still end."""


class Broken(Exception):
    """The child ended, or said what no honest child says."""


class Late(Exception):
    """The answer did not come in time."""


class NotReady(Exception):
    """The child cannot work; the words say why."""


class Channel:
    """A child and the socket to it. Ending it is the only remedy known here."""

    def __init__(self, ours: socket.socket, process: subprocess.Popen[bytes]) -> None:
        self._socket = ours
        self._process = process

    @staticmethod
    def pair() -> tuple[socket.socket, socket.socket]:
        """The two ends: ours, and the one a child gets."""
        return socket.socketpair()

    def await_ready(self, seconds: float) -> None:
        """Wait until the child has loaded its models. Raises NotReady with the reason."""
        try:
            hello = self._receive(monotonic() + seconds)
        except Late:
            raise NotReady(f"its reader did not start within {seconds:.0f} seconds") from None
        except (Broken, OSError):
            raise NotReady("its reader ended while starting") from None
        if hello != {"ready": True}:
            raise NotReady(_words(hello.get("problem", "its reader is not what it should be")))

    def ask(self, sha256: str, data: bytes, seconds: float) -> Sight:
        """What the child sees in a picture. Raises Late, Broken or OSError."""
        until = monotonic() + seconds
        self._socket.settimeout(max(seconds, 0.01))
        try:
            self._socket.sendall(b"%d %d\n" % (len(data), int(seconds * _SHARE)))
            self._socket.sendall(data)
        except TimeoutError:
            raise Late from None
        answer = self._receive(until)
        try:
            return _sight(sha256, answer)
        except (KeyError, TypeError, ValueError, OverflowError) as error:
            raise Broken("not an answer") from error

    def _receive(self, until: float) -> dict[str, Any]:
        """One line of JSON, whole, in time and not longer than an answer may be."""
        found = bytearray()
        while not found.endswith(b"\n"):
            left = until - monotonic()
            if left <= 0:
                raise Late
            self._socket.settimeout(left)
            try:
                more = self._socket.recv(65_536)
            except TimeoutError:
                raise Late from None
            found += more
            if not more or len(found) > _LONGEST_ANSWER:
                raise Broken("no answer" if not more else "an answer without end")
        try:
            answer = json.loads(found)
        except (ValueError, RecursionError) as error:
            raise Broken("not an answer") from error
        if not isinstance(answer, dict):
            raise Broken("not an answer")
        return answer

    def close(self) -> None:
        """Hang up and kill: the child, and whatever it may have started."""
        self._socket.close()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


def _sight(sha256: str, answer: dict[str, Any]) -> Sight:
    """An answer as a value; ValueError, TypeError or KeyError where it is none."""
    if "problem" in answer:
        return Sight(sha256, problem=_words(answer["problem"]))
    lines = answer["lines"]
    if not isinstance(lines, list):
        raise TypeError("lines")
    read = tuple(_line(line) for line in lines[:_MOST_LINES])
    seen = Seen(_size(answer["width"]), _size(answer["height"]), read)
    return Sight(sha256, seen, _look(answer["looks"]), cut=answer.get("cut") is True)


def _line(found: dict[str, Any]) -> Line:
    left, top, right, bottom = (_finite(value) for value in found["box"])
    red, green, blue = (_shade(value) for value in found["ink"])
    paper = tuple(_shade(value) for value in found["paper"])
    return Line(
        text=_words(found["text"], _LONGEST_LINE),
        confidence=min(max(_finite(found["confidence"]), 0.0), 1.0),
        left=left,
        top=top,
        right=right,
        bottom=bottom,
        ink=(red, green, blue),
        paper=(paper[0], paper[1], paper[2]),
    )


def _words(found: object, longest: int = _LONGEST_PROBLEM) -> str:
    if not isinstance(found, str):
        raise TypeError("words")
    return " ".join(found[:longest].split())


def _look(found: object) -> str:
    look = _words(found)
    int(look, 16)
    return look


def _finite(found: object) -> float:
    value = float(found)  # type: ignore[arg-type]  # a TypeError is one of the answers
    if not math.isfinite(value):
        raise ValueError("not a number")
    return value


def _shade(found: object) -> int:
    return min(max(int(_finite(found)), 0), 255)


def _size(found: object) -> int:
    return min(max(int(_finite(found)), 1), 100_000)
