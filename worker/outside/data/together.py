"""How a commit's files reach the disk: one after the other, or several commits safe in one go.

A lone commit makes each file durable before the next. Of a batch of mails that costs a dozen waits for
the disk each; ``Together`` writes them all, waits once, and only then puts them in place. Until then
none of it is there: a crash leaves every message of the batch as if it had not been read.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from worker.errors import Damaged
from worker.outside.data import syncing
from worker.outside.data.disk import (
    HALF,
    confirm_folder,
    keep_once,
    sync_folder,
    write_atomically,
    write_new,
)

_ONE_BY_ONE = 4
"""Up to so many files or folders are waited for by name; more, by their whole file system."""
_DEPTH = 3
"""How deep a file may lie in a folder that is being made: in a folder of it at most."""


class Straight:
    """Each file is durable when it is written: what a lone commit does."""

    broken = False
    """Whether putting things in place was broken off half way: then only the next start knows what is."""

    def where(self, path: Path) -> Path:
        """Where a file or folder that is committed lies now, to be read."""
        return path

    def keep_once(self, path: Path, data: bytes) -> None:
        """Write a file that is never written again, unless it is there."""
        keep_once(path, data)

    def write(self, path: Path, data: bytes, mode: int = 0o600) -> None:
        """Replace a file; its folder is to be synced."""
        write_atomically(path, data, sync_parent=False, mode=mode)

    def write_last(self, path: Path, data: bytes) -> None:
        """Replace the file that makes all that was written before it count: the commit itself."""
        write_atomically(path, data)

    def drop(self, path: Path) -> None:
        """Take back a file that was written, and that nothing tells of."""
        path.unlink(missing_ok=True)

    def sync(self, folder: Path) -> None:
        """Make durable what was put into a folder."""
        sync_folder(folder)

    def begin(self, folder: Path, making: Path) -> None:
        """A new folder is about to be filled under another name."""

    def finish(self, folder: Path, making: Path) -> None:
        """It is full: it appears under its own name, with all that is in it or not at all."""
        making.rename(folder)
        confirm_folder(folder.parent)

    def forget(self, folder: Path) -> None:
        """It could not be filled, and is given up."""

    def settle(self) -> None:
        """Make durable what was written: it is."""


STRAIGHT = Straight()


class Together(Straight):
    """Gathers the files of several commits; ``settle`` makes them durable and puts them in place.

    A case that is new lies in a folder of its own until then (``begin``); any other file lies beside
    its place under a name that a start removes.
    """

    def __init__(self, root: Path) -> None:
        self._root = os.open(root, os.O_RDONLY | os.O_DIRECTORY)  # first: it then knows of every failed write
        # By their names as text: a path is taken apart each time that it is looked for.
        self._halves: dict[str, Path] = {}
        self._last: set[str] = set()
        self._new: dict[str, Path] = {}
        self._making: set[str] = set()
        self._folders: Counter[str] = Counter()
        """How many files were put into each folder that is being made."""
        self._count = 0

    def close(self) -> None:
        """Let go of the disk."""
        os.close(self._root)

    def begin(self, folder: Path, making: Path) -> None:
        """What is put into it lies where it is made, until all is settled."""
        self._new[str(folder)] = making
        self._making.add(str(making))

    def finish(self, folder: Path, making: Path) -> None:
        """It waits to appear."""

    def forget(self, folder: Path) -> None:
        """Nothing appears."""
        making = self._new.pop(str(folder), None)
        if making is not None:  # the very folder may have found no room
            self._making.discard(str(making))

    def where(self, path: Path) -> Path:
        """Where it lies while it is not yet in place."""
        name = str(path)
        if name in self._halves:
            return self._halves[name]
        folder = name
        for _ in range(_DEPTH) if self._new else ():
            if folder in self._new:
                return Path(f"{self._new[folder]}{name[len(folder) :]}")
            folder = _folder_of(folder)
        return path

    def keep_once(self, path: Path, data: bytes) -> None:
        """Gather a file that is never written again, unless it is there."""
        if self._is_being_made(path):
            with suppress(FileExistsError):
                self._put_in(path, data, 0o400)
        elif not self.where(path).exists():
            self._gather(path, data, 0o400)

    def write(self, path: Path, data: bytes, mode: int = 0o600) -> None:
        """Gather a file."""
        self._gather(path, data, mode)

    def write_last(self, path: Path, data: bytes) -> None:
        """Gather a file that is put in place after all those that are not last."""
        self._gather(path, data, 0o600)
        if str(path) in self._halves:
            self._last.add(str(path))

    def drop(self, path: Path) -> None:
        """Take back a file that was gathered."""
        half = self._halves.pop(str(path), None)
        (half or path).unlink(missing_ok=True)

    def sync(self, folder: Path) -> None:
        """Nothing to do yet."""

    def _gather(self, path: Path, data: bytes, mode: int) -> None:
        """Write it aside; what was gathered under the same name before stands until that has gone well.

        A folder that is being made is aside itself.
        """
        is_aside = self._is_being_made(path)
        if is_aside:
            with suppress(FileExistsError):
                self._put_in(path, data, mode)
                return
        self._count += 1
        half = path.with_name(f"{path.name}.{os.getpid()}-{self._count}{HALF}")
        write_new(half, data, mode)
        if is_aside:
            half.rename(path)
            return
        before = self._halves.pop(str(path), None)
        self._halves[str(path)] = half
        if before is not None:
            before.unlink()

    def _put_in(self, path: Path, data: bytes, mode: int) -> None:
        """Write a file into a folder that is being made. Raises FileExistsError where one of the name is."""
        self._folders[_folder_of(str(path))] += 1
        write_new(path, data, mode)

    def _is_being_made(self, path: Path) -> bool:
        """Whether a file lies in a folder that is yet to appear, or in a folder of that one."""
        folder = _folder_of(str(path))
        return folder in self._making or _folder_of(folder) in self._making

    def settle(self) -> None:
        """Make everything that was gathered durable, and put it in place.

        Raises Damaged when the disk will not: what is in memory is then ahead of what is kept.
        """
        halves, new, folders = self._halves, self._new, self._folders
        last = {name: half for name, half in halves.items() if name in self._last}
        first = {name: half for name, half in halves.items() if name not in self._last}
        # Before anything is done: what is broken off half way is for the next start, not for a second try.
        self._halves, self._last, self._new, self._folders = {}, set(), {}, Counter()
        self._making = set()
        if not (halves or new):
            return
        self.broken = True
        try:
            self._make_safe(halves.values(), folders)
            self._put(first)
            self._put(last | new)
            self.broken = False
        except OSError as error:
            raise Damaged(
                f"The disk did not take what was written to it ({error.strerror}). Look after the disk, then "
                "start the service again: it goes on from what the disk really holds."
            ) from error

    def _make_safe(self, files: Collection[Path], folders: Counter[str]) -> None:
        """Wait until every byte that was gathered is on the disk."""
        if len(files) + folders.total() > _ONE_BY_ONE and syncing.sync_all(self._root):
            return
        for path in (*files, *_inside(folders)):
            syncing.sync(path)

    def _put(self, moves: dict[str, Path]) -> None:
        for name, half in moves.items():
            half.rename(name)
        self._confirm({_folder_of(name) for name in moves})

    def _confirm(self, folders: Collection[str]) -> None:
        if len(folders) > _ONE_BY_ONE and syncing.sync_all(self._root):
            return
        for folder in sorted(folders):
            confirm_folder(Path(folder))


def _folder_of(name: str) -> str:
    """The folder of a file, or of a folder, by its name."""
    return name.rpartition(os.sep)[0]


def _inside(folders: Iterable[str]) -> list[Path]:
    """Every file that lies in these, and the folders themselves; one that was given up is gone."""
    there = [folder for folder in map(Path, folders) if folder.exists()]
    return [path for folder in there for path in (*folder.iterdir(), folder)]
