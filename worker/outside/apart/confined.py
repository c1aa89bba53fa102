"""The child's own side: it takes the line, gives up what it does not need, and serves until the line ends.

What it opens comes from anywhere, so it is built to be lost: no file to write, no network, bounded memory
and processor, and of the two processes the one the system ends first.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO

from worker.outside.plain import write_line

Answer = tuple[dict[str, Any], Sequence[bytes]]
"""One line of JSON, and the frames that follow it."""
_OPEN_FILES = 64
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_NOT_FOR_READING = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")


def take_channel() -> tuple[BinaryIO, BinaryIO]:
    """The two ends to the parent, out of the reach of libraries that print."""
    reader, writer = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(nothing, fd)
    return reader, writer


def lock_in(memory: int, cpu_seconds: int) -> None:
    """Give up what reading does not need. What the machine does not allow is done without.

    ``memory`` is address space in bytes; ``cpu_seconds`` are for the child's whole life.
    """
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the parent ends us, when it needs no answer any more
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")  # of the two, we are the one to lose
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: cpu_seconds,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in limits.items():
        resource.setrlimit(what, (most, most))
    # A network of its own, with nothing in it. Under systemd's RestrictNamespaces= it cannot be had.
    ctypes.CDLL(None).unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    sys.addaudithook(refuse)


def allow_cpu(seconds: int) -> None:
    """Let so much of the processor be used from here on; the system ends the child that uses more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + 1 + seconds, most))


def refuse(event: str, _: tuple[Any, ...]) -> None:
    """Stop our own libraries from reaching out: no model is ever downloaded, no program started."""
    if event.startswith(_NOT_FOR_READING):
        raise PermissionError(f"{event} is not for a reader of files from anywhere")


def serve(reader: BinaryIO, writer: BinaryIO, read: Callable[[bytes, float], Answer]) -> None:
    """Answer each request until the line ends; ``read`` gets the bytes and the ``monotonic`` to end by."""
    say(writer, {"ready": True})
    while header := reader.readline(64).split():
        until = monotonic() + int(header[1])
        answer, frames = read(reader.read(int(header[0])), until)
        say(writer, answer, frames)


def say(writer: BinaryIO, answer: dict[str, Any], frames: Sequence[bytes] = ()) -> None:
    """Send one answer."""
    if frames:
        answer["frames"] = [len(frame) for frame in frames]
    writer.write(write_line(answer))
    writer.writelines(frames)
    writer.flush()
