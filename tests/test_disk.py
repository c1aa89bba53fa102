"""Durable, atomic writes, against a disk that fails and a machine that dies at every single step."""

from __future__ import annotations

import errno
import os
import stat
from itertools import count
from pathlib import Path

import pytest

from tests.disk_faults import die_at, failing_at
from worker.errors import Damaged
from worker.outside.data.disk import (
    append_durably,
    keep_once,
    make_folder,
    remove_halves,
    visible,
    write_atomically,
    write_lightly,
)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_replaced_file_is_old_or_new_wherever_the_machine_dies(tmp_path: Path) -> None:
    """Killed before any step, a file holds all of its old bytes or all of its new ones."""
    file, seen = tmp_path / "file", set()
    for n in count(1):
        file.write_bytes(b"old")
        died = die_at(n, lambda: write_atomically(file, b"new" * 1000))
        seen.add(file.read_bytes())
        remove_halves(tmp_path)
        assert names(tmp_path) == ["file"]
        if not died:
            break
    assert seen == {b"old", b"new" * 1000}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_failed_write_changes_nothing_and_leaves_nothing(tmp_path: Path, number: int) -> None:
    """Every step before the rename can fail: OSError, the old bytes, and no half-written copy."""
    file = tmp_path / "file"
    file.write_bytes(b"old")
    for n in range(1, 6):
        with failing_at(n, number) as asked, pytest.raises(OSError, match=os.strerror(number)):
            write_atomically(file, b"new", sync_parent=False)
        assert (names(tmp_path), file.read_bytes()) == (["file"], b"old")
    assert asked == ["unlink", "open", "write", "fsync", "rename"]


def test_an_unconfirmed_rename_is_damage(tmp_path: Path) -> None:
    """Once the new file shows, a disk that will not confirm it can neither be believed nor retried."""
    with failing_at(7, errno.EIO) as asked, pytest.raises(Damaged, match="did not confirm"):
        write_atomically(tmp_path / "file", b"new")
    assert asked == ["unlink", "open", "write", "fsync", "rename", "open", "fsync"]


def test_a_half_of_the_same_process_id_is_in_nobodys_way(tmp_path: Path) -> None:
    """In a container every start has the same process id: what it left before is written over."""
    assert die_at(5, lambda: keep_once(tmp_path / "file", b"cut short"))
    (half,) = names(tmp_path)
    (tmp_path / half).rename(tmp_path / f"file.{os.getpid()}.half")
    keep_once(tmp_path / "file", b"whole")
    assert (names(tmp_path), (tmp_path / "file").read_bytes()) == (["file"], b"whole")


def test_what_is_kept_once_is_never_written_again(tmp_path: Path) -> None:
    """A second keeping leaves the first file as it is, the same inode, read-only; so also a changed one."""
    file = tmp_path / "evidence"
    keep_once(file, b"first")
    before = file.stat().st_ino
    keep_once(file, b"first")
    keep_once(file, b"something longer")
    assert (file.read_bytes(), file.stat().st_ino, mode(file)) == (b"first", before, 0o400)


def test_an_append_is_whole_or_not_at_all(tmp_path: Path) -> None:
    """A log that cannot take a line stays as long as it was, and takes the next one after it."""
    log = tmp_path / "log"
    with failing_at(10) as first:
        append_durably(log, b"one\n")
    assert first == ["open", "write", "fsync", "open", "fsync"]  # a new log is synced into its folder
    for n in range(1, 4):
        with failing_at(n) as asked, pytest.raises(OSError, match="No space"):
            append_durably(log, b"lost\n")
        assert log.read_bytes() == b"one\n"
    append_durably(log, b"two\n")
    assert (asked, log.read_bytes(), mode(log)) == (["open", "write", "fsync"], b"one\ntwo\n", 0o600)


def test_permissions(tmp_path: Path) -> None:
    """Folders are 0700 and files 0600, whatever the parents; what is kept is 0400."""
    make_folder(tmp_path / "above" / "folder")
    write_atomically(tmp_path / "above" / "a", b"")
    write_lightly(tmp_path / "above" / "b", b"")
    keep_once(tmp_path / "above" / "c", b"")
    modes = {name: mode(tmp_path / "above" / name) for name in names(tmp_path / "above")}
    assert modes == {"a": 0o600, "b": 0o600, "c": 0o400, "folder": 0o700}


def test_hidden_files_are_not_seen(tmp_path: Path) -> None:
    """What a file manager leaves about a folder is not in the folder, nor is what is being written."""
    for name in (".DS_Store", "._2026-0001", "2026-0002", "2026-0001", "2026-0003.4711.half"):
        (tmp_path / name).touch()
    assert [path.name for path in visible(tmp_path)] == ["2026-0001", "2026-0002"]
