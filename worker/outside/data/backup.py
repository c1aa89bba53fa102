"""Backups: a copy of the data folder as it was at one instant, made beside a running service.

Files appear by rename and logs grow, so a single pass may see one part older than another. The copy is
therefore brought level with the folder again and again until a whole pass has found nothing changed:
then it is the folder as it was between two passes. Only then is it listed, closed and opened for proof.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from worker import __version__
from worker.errors import Damaged, Misconfigured, Unreachable
from worker.outside.data.disk import HALF, Progress, make_folder, remove_folder, sync_folder, write_atomically
from worker.outside.data.folder import ABOUT, is_held
from worker.outside.data.notes import Notes
from worker.outside.data.shelves import Shelves

LIST = "BACKUP.sha256"
PASSES = 20
_NOT_KEPT = frozenset({"lock", "heartbeat.json", "counts.json", "reading.json", "taken.txt", "index.json"})
"""What tells of this process alone, and would be wrong of any other."""
KEY, _CASES = "secret.key", "cases"


def make_backup(data: Path, target: Path, now: datetime, progress: Progress) -> dict[str, Any]:
    """Copy a data folder to a new folder, or to one file where the name ends in .tar, .tar.gz or .tgz.

    Returns what is told of it: when, how many cases and files. Raises Misconfigured when the target is
    taken, Unreachable when the folder never stands still, Damaged when the copy does not open: then no
    target is left, and no older backup was touched.
    """
    if target.exists():
        raise Misconfigured([f"{target} is there already. Name a backup that is not there yet."])
    if target.resolve().is_relative_to(data.resolve()):
        raise Misconfigured([f"{target} lies in the data folder itself. Name a place outside it."])
    copy = target.with_name(f"{target.name}{HALF}")
    remove_folder(copy)
    try:
        make_folder(copy)
        if (data / _CASES).is_dir():  # no case yet is no reason for no backup
            make_folder(copy / _CASES)
        _level(data, copy, progress)
        about = _prove(copy, _known_until(data, now), progress)
        _close(copy, target)
    except BaseException:
        remove_folder(copy)
        remove(target)  # it has its name and the disk did not confirm it
        raise
    return about


def _known_until(data: Path, now: datetime) -> datetime:
    """From when the data is: of now beside a worker, else of its last sign of life."""
    lived_at = Notes(data).heartbeat().get("at")
    return now if lived_at is None or is_held(data) else min(now, datetime.fromisoformat(lived_at))


def _level(data: Path, copy: Path, progress: Progress) -> None:
    """Bring the copy level with the folder until it stands still for a whole pass."""
    seen: dict[str, tuple[int, ...]] = {}
    for _ in range(PASSES):
        found = _marks(data)
        for gone in seen.keys() - found.keys():
            (copy / gone).unlink(missing_ok=True)
        changed = sorted(name for name, mark in found.items() if seen.get(name) != mark)
        if not changed and seen.keys() == found.keys():
            return
        for number, name in enumerate(changed, 1):
            copy_file(data / name, copy / name)
            progress("copying", number, len(changed))
        seen = found
    raise Unreachable(f"{data} was written to all the while. Make the backup at a quieter hour.")


def _marks(data: Path) -> dict[str, tuple[int, ...]]:
    """Return every file that belongs in a backup with what changes when it does."""
    marks: dict[str, tuple[int, ...]] = {}
    for path in _files(data):
        try:
            found = path.stat()
        except FileNotFoundError:  # it was being written, and has its name by now
            continue
        marks[path.relative_to(data).as_posix()] = (found.st_ino, found.st_size, found.st_mtime_ns)
    return marks


def _files(folder: Path) -> Iterator[Path]:
    for at, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            top = Path(at) == folder
            if not (name.startswith(".") or name.endswith(HALF) or (top and name in _NOT_KEPT)):
                yield Path(at) / name


def copy_file(source: Path, target: Path) -> None:
    """Copy a file for us alone; one that went meanwhile is left for the next pass to miss."""
    make_folder(target.parent)
    target.unlink(missing_ok=True)
    try:
        with source.open("rb") as whole, new_file(target) as half:
            shutil.copyfileobj(whole, half)
            half.flush()
            os.fsync(half.fileno())
    except FileNotFoundError:
        target.unlink(missing_ok=True)


@contextmanager
def new_file(path: Path) -> Iterator[Any]:
    """A file for us alone that is not there yet, to be written."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield file


def _prove(copy: Path, now: datetime, progress: Progress) -> dict[str, Any]:
    """Open the copy as a service would, check every case of it, and list its files with their hashes."""
    cases = check_cases(copy, progress)
    names = [path.relative_to(copy).as_posix() for path in _files(copy)]
    about = {"headsup": __version__, "made_at": now.isoformat(), "cases": cases, "files": len(names)}
    write_atomically(copy / ABOUT, json.dumps(about).encode())
    lines = [f"{sha256_of(copy / name)}  {name}\n" for name in (*names, ABOUT)]
    write_atomically(copy / LIST, "".join(lines).encode())
    return about


def check_cases(folder: Path, progress: Progress) -> int:
    """Return how many cases there are; Damaged, with all that is wrong, unless each is as it was kept."""
    store = Shelves(folder)
    refs = store.register.refs()
    problems: list[str] = []
    for number, ref in enumerate(refs, 1):
        problems += store.verify(ref)
        progress("checking", number, len(refs))
    if problems:
        raise Damaged(" ".join(problems))
    return len(refs)


def _close(copy: Path, target: Path) -> None:
    """Give the copy its name, as a folder or as one file."""
    if not is_archive(target):
        copy.rename(target)
        sync_folder(target.parent)
        return
    half = target.with_name(f"{target.name}.file{HALF}")
    half.unlink(missing_ok=True)
    try:
        with new_file(half) as file:
            mode: Any = "w:" if target.name.endswith(".tar") else "w:gz"
            with tarfile.open(fileobj=file, mode=mode) as archive:
                archive.add(copy, ".")
            file.flush()
            os.fsync(file.fileno())
        half.rename(target)
        sync_folder(target.parent)
    finally:
        half.unlink(missing_ok=True)
    remove_folder(copy)


def remove(path: Path) -> None:
    """Remove a file, or a folder with what is in it."""
    if path.is_dir():
        remove_folder(path)
    else:
        path.unlink(missing_ok=True)


def is_archive(path: Path) -> bool:
    """Whether a backup of that name is one file."""
    return path.name.endswith((".tar", ".tar.gz", ".tgz"))


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
