"""The process that reads pictures: a child without files to write, without network, with little of all else.

It is given one picture at a time on its standard input (a line with the size and the seconds it has, then
the bytes) and answers each with one line of JSON on its standard output; an end of input ends it. What it
opens are attachments from anywhere, so it is built to be lost: the parent kills it when it is late and
believes nothing it says.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import signal
import sys
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO

MEMORY = 3 << 30
"""Address space. The engine maps 1.3 GB, of which about 0.7 GB are in use."""
CPU_SECONDS = 1_200
OPEN_FILES = 64
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_NOT_FOR_READING = ("socket.", "subprocess.", "os.exec", "os.fork", "os.posix_spawn", "os.system")


def main() -> None:
    """Serve until the input ends."""
    reader, writer = _take_channel()
    _lock_in()
    try:
        from worker.outside.eyes.ocr import Engine

        engine = Engine()
    except Exception as error:  # noqa: BLE001  whatever it is, the parent is told in words
        _answer(writer, {"problem": str(error) or type(error).__name__})
        return
    _answer(writer, {"ready": True})
    while header := reader.readline(64).split():
        until = monotonic() + int(header[1])
        _answer(writer, _look(engine, reader.read(int(header[0])), until))


def _take_channel() -> tuple[BinaryIO, BinaryIO]:
    """The two ends to the parent, out of the reach of libraries that print."""
    reader, writer = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(nothing, fd)
    return reader, writer


def _lock_in() -> None:
    """Give up what reading a picture does not need. What the machine does not allow is done without."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # the parent ends us, when it needs no answer any more
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", "ascii")  # of the two, we are the one to lose
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_CPU: CPU_SECONDS,
        resource.RLIMIT_NOFILE: OPEN_FILES,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for what, most in limits.items():
        resource.setrlimit(what, (most, most))
    # A network of its own, with nothing in it. Under systemd's RestrictNamespaces= it cannot be had.
    ctypes.CDLL(None).unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    sys.addaudithook(_refuse)


def _refuse(event: str, _: tuple[Any, ...]) -> None:
    """Stop our own libraries from reaching out: no model is ever downloaded, no program started."""
    if event.startswith(_NOT_FOR_READING):
        raise PermissionError(f"{event} is not for the reader of pictures")


def _look(engine: Any, data: bytes, until: float) -> dict[str, Any]:
    from worker.outside.eyes.looks import look_of
    from worker.outside.eyes.ocr import is_turned
    from worker.outside.eyes.picture import Refused, open_picture

    try:
        picture = open_picture(data)
        lines, cut = engine.lines(picture, until)
        if is_turned(lines):
            turned = [
                (*engine.lines(p, until), p) for p in (picture.rotate(a, expand=True) for a in (90, 270))
            ]
            lines, cut, picture = max(turned, key=lambda one: _certainty(one[0]))
        return {
            "cut": cut,
            "looks": look_of(picture),
            "width": picture.width,
            "height": picture.height,
            "lines": lines,
        }
    except Refused as refused:
        return {"problem": str(refused)}
    except MemoryError:
        return {"problem": "it needs more memory than reading may take"}
    except Exception as error:  # noqa: BLE001  one sick picture is one answer in words
        return {"problem": f"it could not be read ({type(error).__name__})"}


def _certainty(lines: list[dict[str, Any]]) -> float:
    """How much was read, and how surely."""
    return float(sum(line["confidence"] * len(line["text"]) for line in lines))


def _answer(writer: BinaryIO, answer: dict[str, Any]) -> None:
    writer.write(json.dumps(answer).encode() + b"\n")
    writer.flush()


if __name__ == "__main__":
    main()
