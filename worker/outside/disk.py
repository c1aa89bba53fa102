"""Durable, atomic writes: after a call returns, the bytes survive a power cut (POSIX rename, fsync)."""

from __future__ import annotations

import os
from pathlib import Path


def make_folder(path: Path) -> None:
    """Create a folder only we may enter (0700), with its parents."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


def sync_folder(path: Path) -> None:
    """Make the folder's own entries durable: a rename is only as safe as its folder."""
    fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def write_atomically(path: Path, data: bytes, *, sync_parent: bool = True) -> None:
    """Replace ``path`` in one step (0600): a reader, or a crash, sees the old bytes or the new.

    Raises OSError (disk full, read-only) with ``path`` unharmed and the half-written copy removed.
    """
    half = path.with_name(f"{path.name}.{os.getpid()}.half")
    try:
        _write_synced(half, data)
        half.rename(path)
    except OSError:
        half.unlink(missing_ok=True)
        raise
    if sync_parent:
        sync_folder(path.parent)


def _write_synced(path: Path, data: bytes) -> None:
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(fd, rest) :]
        os.fsync(fd)
    finally:
        os.close(fd)


def keep_once(path: Path, data: bytes) -> None:
    """Write a file that is never written again (0400); a complete copy from before is left alone.

    The caller names the file by its content, so an existing file of the same size is the same.
    """
    if path.exists() and path.stat().st_size == len(data):
        return
    write_atomically(path, data, sync_parent=False)
    path.chmod(0o400)


def append_durably(path: Path, data: bytes) -> None:
    """Append to a log and make it durable."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(fd, rest) :]
        os.fsync(fd)
    finally:
        os.close(fd)


def remove_halves(folder: Path) -> None:
    """Remove copies that a crash left half-written; they were never part of anything."""
    for half in folder.glob("*.half"):
        half.unlink(missing_ok=True)
