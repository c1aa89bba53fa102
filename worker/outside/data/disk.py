"""Durable, atomic writes: after a call returns, the bytes survive a power cut (POSIX rename, fsync)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from worker.errors import Damaged

Progress = Callable[[str, int, int], None]
"""Hears what is being done, how much of it is done, and how much there is."""
HALF = ".half"
"""How a copy ends that is being written: whatever bears it after a crash was never part of anything."""

_NOTE = 512
"""Bytes of a note that is written over another; none is longer."""


def make_folder(path: Path) -> None:
    """Create a folder only we may enter (0700), and its parents, durably."""
    if path.is_dir():
        return
    if not path.parent.exists():
        make_folder(path.parent)
    path.mkdir(mode=0o700, exist_ok=True)
    sync_folder(path.parent)


def sync_folder(path: Path) -> None:
    """Make the folder's own entries durable: a rename is only as safe as its folder."""
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def confirm_folder(path: Path) -> None:
    """Make durable what was just renamed into a folder.

    Raises Damaged when the disk will not: the new is there to be seen and may be gone after a power
    cut, so that neither going on nor trying again is honest. A start reads again what is really there.
    """
    try:
        sync_folder(path)
    except OSError as error:
        raise Damaged(
            f"{path}: the disk did not confirm what was written to it ({error.strerror}). Look after the "
            "disk, then start the service again: it goes on from what the disk really holds."
        ) from error


def write_atomically(path: Path, data: bytes, *, sync_parent: bool = True, mode: int = 0o600) -> None:
    """Replace ``path`` in one step: a reader, or a crash, sees the old bytes or the new.

    Raises OSError (disk full, read-only) with ``path`` unharmed and the half-written copy removed.
    """
    _replace(path, data, mode, sync=True)
    if sync_parent:
        confirm_folder(path.parent)


def write_lightly(path: Path, data: bytes) -> None:
    """Replace ``path`` in one step that the death of the process cannot halve, but a power cut may."""
    _replace(path, data, 0o600, sync=False)


def write_over(path: Path, data: bytes) -> None:
    """Write a note of a few words over the one before: the death of the process cannot halve it.

    One write inside one page is done or not. Nothing is put in another's place, for which the disk would be
    asked at once: this costs a tenth. What is shorter than a note was ends in spaces.
    """
    fd = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        os.pwrite(fd, data.ljust(_NOTE), 0)
    finally:
        os.close(fd)


def _replace(path: Path, data: bytes, mode: int, *, sync: bool) -> None:
    half = path.with_name(f"{path.name}.{os.getpid()}{HALF}")
    half.unlink(missing_ok=True)  # a crash may have left one under the same process id
    write_new(half, data, mode, sync=sync)
    try:
        half.rename(path)
    except BaseException:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise


def write_new(path: Path, data: bytes, mode: int, *, sync: bool = False) -> None:
    """Write a file that is not there yet, durably or not. Raises OSError with nothing left of it."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        try:
            _write_all(fd, data)
            if sync:
                os.fsync(fd)
        finally:
            os.close(fd)
    except BaseException:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def _write_all(fd: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(fd, rest) :]


def keep_once(path: Path, data: bytes) -> None:
    """Write a file that is never written again (0400). One that is there is left as it is.

    The caller names the file by its content and syncs the folder. A file here is always complete: it
    came by a rename. One that was changed since is proof of that, and is not painted over.
    """
    if not path.exists():
        write_atomically(path, data, sync_parent=False, mode=0o400)


def append_durably(path: Path, data: bytes, *, sync: bool = True) -> None:
    """Append to a log, all of it or nothing, and make it durable (``sync``: at once, else with the next).

    Raises OSError with the log as long as it was, Damaged when it could not be put back so.
    """
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        end = os.fstat(fd).st_size
        try:
            _write_all(fd, data)
            if sync:
                os.fsync(fd)
        except OSError:
            cut_back(fd, end, path)
            raise
    finally:
        os.close(fd)
    if end == 0:
        confirm_folder(path.parent)


def cut_back(fd: int, end: int, path: Path) -> None:
    """Shorten a log to where its last whole line ends. Raises Damaged when the disk will not."""
    try:
        os.ftruncate(fd, end)
    except OSError as error:
        raise Damaged(
            f"{path}: a line could not be written, nor what there was of it taken back "
            f"({error.strerror}). Look after the disk, then start the service again: it mends the end."
        ) from error


def remove_halves(folder: Path) -> None:
    """Remove copies that a crash left half-written; they were never part of anything."""
    with os.scandir(folder) as found:
        for entry in found:
            if entry.name.endswith(HALF):
                Path(entry.path).unlink(missing_ok=True)


def remove_folder(folder: Path) -> None:
    """Remove a folder with what is in it, if it is there."""
    if folder.exists():
        shutil.rmtree(folder)


def visible(folder: Path) -> list[Path]:
    """Return what lies in a folder, in order, without what is no part of it.

    That is hidden files, which file managers leave, and copies being written: a reader without the
    lock meets those of the worker beside it.
    """
    return sorted(path for path in folder.glob("*") if path.name[0] != "." and not path.name.endswith(HALF))
