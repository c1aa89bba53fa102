"""A disk that fails, or a machine that dies, at the n-th thing asked of it: no stand-ins, the real calls.

Python's own profiler hook sees every call into the operating system before it is made.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.world import World

CHANGES = frozenset(
    {os.open, os.write, os.pwrite, os.fsync, os.ftruncate, os.rename, os.mkdir, os.unlink, os.rmdir}
)
"""Whatever changes a disk, or opens what is to be changed."""


@contextmanager
def failing_at(n: int, number: int = errno.ENOSPC) -> Iterator[list[str]]:
    """Make the n-th change fail with an error; yields the names of the changes asked for so far."""

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    with _at(n, fail) as asked:
        yield asked


@contextmanager
def read_only() -> Iterator[list[str]]:
    """Make every change fail, as on a disk that the kernel no longer writes to."""

    def fail() -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    with _at(1, fail, ever_after=True) as asked:
        yield asked


def die_at(n: int, job: Callable[[], object]) -> bool:
    """Do a job in a process of its own that is killed before the n-th change; return whether it was."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of threads that other tests left
        child = os.fork()
    if child == 0:
        try:
            with _at(n, lambda: os.kill(os.getpid(), signal.SIGKILL)):
                job()
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert os.waitstatus_to_exitcode(status) == 0, "the job failed by itself"
    return False


def deaths(world: World, before: Path, stride: int) -> Iterator[int]:
    """Have the worker die before each ``stride``-th change in turn, always from how things are now.

    Yields which change it was, after the start that follows, until the worker lives to the end. The mailbox
    of the process that died died with it: what is on the disk is what counts.
    """
    mailbox = {name: dict(held) for name, held in world.inbox.folders.items()}
    world.store.close()
    shutil.copytree(world.folder, before)

    def begin() -> None:
        world.open()
        world.turn()

    n, died = 0, True
    while died:
        n += stride
        shutil.rmtree(world.folder)
        shutil.copytree(before, world.folder)
        world.inbox.folders = {name: dict(held) for name, held in mailbox.items()}
        died = die_at(n, begin)
        begin()
        world.later(1)
        yield n
        world.store.close()
    world.open()


@contextmanager
def _at(n: int, then: Callable[[], None], *, ever_after: bool = False) -> Iterator[list[str]]:
    asked: list[str] = []

    def watch(_: FrameType, event: str, called: object) -> None:
        if event == "c_call" and called in CHANGES:
            asked.append(called.__name__)
            if len(asked) == n or (ever_after and len(asked) > n):
                then()

    sys.setprofile(watch)
    try:
        yield asked
    finally:
        sys.setprofile(None)
