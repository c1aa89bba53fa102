"""Bringing a backup back: only where there is no data yet, and only if every file of it is what it was."""

from __future__ import annotations

import json
import os
import shutil
import tarfile
from datetime import datetime
from pathlib import Path
from typing import Any

from worker.errors import Damaged, Misconfigured
from worker.events import Restored
from worker.outside.data.backup import (
    KEY,
    LIST,
    check_cases,
    copy_file,
    new_file,
    remove,
    sha256_of,
)
from worker.outside.data.disk import Progress, make_folder
from worker.outside.data.folder import ABOUT, LOCK, Hold, hold
from worker.outside.data.store import Files, Store

RESERVED = 100
"""References that may have been given since a backup, and are never given again after its restore."""


def restore_backup(backup: Path, data: Path, now: datetime, progress: Progress) -> dict[str, Any]:
    """Put a backup where there is no data yet, check all of it, and note that it was restored.

    The note keeps what was done since the backup from being done again (``Restored``); a worker that starts
    meanwhile is refused, and one that starts after a death of ours too. Raises Misconfigured when there is
    something in the folder or this is no backup, Damaged when a file of it is not what it was: then the
    folder is empty again. Unreachable when a worker holds it.
    """
    _refuse_if_used(data)
    held = hold(data)
    try:
        _refuse_if_used(data)
        return _restore(backup, data, now, progress, held)
    finally:
        if not _used(data):
            (data / LOCK).unlink(missing_ok=True)
        held.close()


def _used(data: Path) -> list[Path]:
    return [path for path in data.iterdir() if path.name != LOCK] if data.exists() else []


def _refuse_if_used(data: Path) -> None:
    if _used(data):
        raise Misconfigured(
            [f"{data} is not empty, and a restore never writes over anything. Move it aside first."]
        )


def _restore(backup: Path, data: Path, now: datetime, progress: Progress, held: Hold) -> dict[str, Any]:
    try:
        unpacked = _unpacked(backup, data)
        about, listed = _listed(backup, unpacked)
        for number, (name, sha256) in enumerate(listed, 1):
            if unpacked != data:
                copy_file(unpacked / name, data / name)
            if not (data / name).is_file() or sha256_of(data / name) != sha256:
                raise Damaged(
                    f"{backup}: {name} is not what it was when the backup was made. Use another one."
                )
            progress("restoring", number, len(listed))
        _note(data, datetime.fromisoformat(about["made_at"]), now, held)
        check_cases(data, progress)
        for name in (LIST, ABOUT):  # while the second is there no worker takes the folder
            (data / name).unlink(missing_ok=True)
    except BaseException:
        for left in _used(data):
            remove(left)
        raise
    return about


def _unpacked(backup: Path, data: Path) -> Path:
    """Return the folder that holds the files of a backup: itself, or where its one file was unpacked."""
    if backup.is_dir():
        return backup
    if not backup.is_file():
        raise Misconfigured([f"There is no backup {backup}. Check the path."])
    try:
        with tarfile.open(backup) as archive:
            for member in archive:
                path = Path(os.path.normpath(member.name))
                if not (member.isfile() or member.isdir()) or path.is_absolute() or ".." in path.parts:
                    raise Damaged(f"{backup} holds something that no backup holds ({member.name}).")
                source = archive.extractfile(member)
                if source is not None:
                    make_folder((data / path).parent)
                    with new_file(data / path) as file:
                        shutil.copyfileobj(source, file)
    except (tarfile.TarError, EOFError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        raise Damaged(f"{backup} cannot be unpacked ({error}). Use another backup.") from error
    return data


def _listed(backup: Path, folder: Path) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """Return what a backup says of itself and its files with their hashes, the key last of all.

    Without its key a folder of cases does not start: so half a restore is never taken for a whole one.
    """
    try:
        about = json.loads((folder / ABOUT).read_bytes())
        lines = (folder / LIST).read_text("utf-8").splitlines()
        listed = [(name, sha256) for sha256, _, name in (line.partition("  ") for line in lines)]
        datetime.fromisoformat(about["made_at"])
    except (OSError, ValueError, TypeError, KeyError) as error:
        problem = f"{backup} is no backup of headsup backup, or not a whole one ({error})."
        raise Misconfigured([problem]) from error
    if any(Path(name).is_absolute() or ".." in Path(name).parts for name, _ in listed):
        raise Damaged(f"{backup}: its list names files outside of it. Use another backup.")
    return about, sorted(listed, key=lambda pair: (pair[0] == KEY, pair[0]))


def _note(data: Path, made_at: datetime, now: datetime, held: Hold) -> None:
    """Open the folder as its worker does, which mends what is to be mended, and note the restore."""
    store = Store(data, held)
    try:
        next_ref = store.register.next_ref(made_at.year)
        year, _, number = next_ref.partition("-")
        reserved = f"{year}-{int(number) + RESERVED - 1:04d}"
        store.commit_mailroom(now, (Restored(now, made_at, reserved),), Files())
    finally:
        store.close()
