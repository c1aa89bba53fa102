"""Waiting for the disk: for one file (fsync), or for a whole file system at once (syncfs)."""

from __future__ import annotations

import ctypes
import os
from functools import cache
from pathlib import Path


def sync(path: Path) -> None:
    """Wait until a file, or a folder's own entries, are on the disk."""
    fd = os.open(path, os.O_RDONLY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def sync_all(fd: int) -> bool:
    """Wait for the whole file system (syncfs(2)); False where that cannot be relied on.

    Linux tells of failed writes there since 5.8 only. Raises OSError when a write failed.
    """
    syncfs = _find_syncfs()
    if syncfs is None:
        return False
    if syncfs(fd) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return True


@cache
def _find_syncfs() -> ctypes._NamedFuncPointer | None:
    if os.uname().sysname != "Linux":
        return None
    numbers = os.uname().release.split(".")[:2]
    if not all(part.isdigit() for part in numbers) or tuple(map(int, numbers)) < (5, 8):
        return None
    try:
        return ctypes.CDLL(None, use_errno=True).syncfs
    except (OSError, AttributeError):
        return None
