"""The data folder: ours alone, held by one worker at a time, with a key of its own."""

from __future__ import annotations

import errno
import fcntl
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

from worker.errors import Damaged, Misconfigured, Unreachable
from worker.outside.data.disk import make_folder, write_atomically

LOCK = "lock"
ABOUT = "BACKUP.json"
"""What a backup tells of itself: where it lies nobody works (``refuse_backup``)."""
_KEY_BYTES = 32
_PATIENCE, _A_MOMENT = 0.25, 0.01
"""Seconds: whoever only looks whether a worker is there holds the folder for less."""
_NO_LOCKS = (errno.ENOSYS, errno.EOPNOTSUPP)


class Hold:
    """A data folder that is ours alone until ``close``; the kernel lets go when we die, however we do."""

    def __init__(self, file: int, folder: int) -> None:
        self._file, self._folder = file, folder

    def share(self) -> Hold:
        """The same hold once more: the folder is let go when both are closed."""
        return Hold(os.dup(self._file), os.dup(self._folder))

    def is_of(self, folder: Path) -> bool:
        """Whether it is this folder, and not another that has its name by now."""
        return os.path.samestat(folder.stat(), os.fstat(self._folder))

    def close(self) -> None:
        """Let go."""
        os.close(self._file)
        os.close(self._folder)


def hold(folder: Path) -> Hold:
    """Make the folder where there is none, and hold it.

    Raises Misconfigured when the folder cannot be ours alone, Unreachable when another worker holds it,
    OSError when the disk is full or read-only.
    """
    until = monotonic() + _PATIENCE
    try:
        make_ours(folder)
        while (held := _find_hold(folder)) is None and monotonic() < until:
            sleep(_A_MOMENT)
    except (PermissionError, FileExistsError, NotADirectoryError) as error:
        raise Misconfigured([_in_words(folder, error)]) from error
    except OSError as error:
        if error.errno not in _NO_LOCKS:
            raise
        why = f"{folder} lies on a file system on which nothing can be locked ({error.strerror})"
        raise Misconfigured([f"{why}: two workers at once would answer everything twice."]) from error
    if held is None:
        raise Unreachable(
            f"Another Headsup is already working in {folder}. Two at once would answer everything "
            "twice, so this one stops. See: systemctl status headsup"
        )
    return held


def _find_hold(folder: Path) -> Hold | None:
    """Lock a file in it, and the folder itself: whoever removes the file lets nobody in by that.

    None where another has one of them.
    """
    opened = os.open(folder, os.O_RDONLY)
    try:
        file = os.open(LOCK, os.O_RDWR | os.O_CREAT, 0o600, dir_fd=opened)
    except BaseException:
        os.close(opened)
        raise
    held = Hold(file, opened)
    try:
        if _lock(file) and _lock_if_possible(opened):
            return held
    except BaseException:
        held.close()
        raise
    held.close()
    return None


def _lock(opened: int) -> bool:
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock_if_possible(folder: int) -> bool:
    """Some file systems over a network lock files, and no folders."""
    try:
        return _lock(folder)
    except OSError:
        return True


def make_ours(folder: Path) -> None:
    """Make the folder where there is none; Misconfigured where it is not ours alone."""
    try:
        make_folder(folder)
        refuse_if_not_ours(folder)
    except (PermissionError, FileExistsError, NotADirectoryError) as error:
        raise Misconfigured([_in_words(folder, error)]) from error


def is_held(folder: Path) -> bool:
    """Whether a worker holds the folder."""
    return any(map(_is_locked, (folder / LOCK, folder)))


def _is_locked(path: Path) -> bool:
    with suppress(FileNotFoundError):
        opened = os.open(path, os.O_RDONLY)
        try:
            fcntl.flock(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(opened)
    return False


def refuse_backup(folder: Path) -> None:
    """Misconfigured in a backup, or half a restore: what was sent since is not noted in it."""
    if (folder / ABOUT).exists():
        why = f"{folder} is a backup, or what a restore that was broken off has left"
        raise Misconfigured([f"{why}. Move it aside, and put a backup there: headsup restore FILE"])


def look(folder: Path) -> None:
    """Raise Misconfigured when there is nothing to look at, or not for this user."""
    try:
        (folder / "cases").stat()
    except PermissionError as error:
        raise Misconfigured([_in_words(folder, error)]) from error
    except (FileNotFoundError, NotADirectoryError):
        raise Misconfigured(
            [f"{folder} holds no cases yet. Is it the right data folder? Start the service: headsup run"]
        ) from None


def read_secret(path: Path, *, new: bool) -> bytes:
    """Return the key that letters' ids are minted with; a ``new`` data folder is given one.

    Raises Damaged when it is missing or not whole: with another key, a letter that a crash interrupted
    would be written twice under two ids.
    """
    if new and not path.exists():
        write_atomically(path, secrets.token_bytes(_KEY_BYTES))
    key = path.read_bytes() if path.exists() else b""
    if len(key) != _KEY_BYTES:
        raise Damaged(
            f"{path} is {'damaged' if path.exists() else 'missing'}. Restore it from the last backup. If "
            f"there is none, make a new one: head -c {_KEY_BYTES} /dev/urandom > {path}"
        )
    return key


def renew_secret(path: Path) -> bytes:
    """Replace the key by a new one, in one step, and return it.

    What was minted before is recognised by what is kept of it, not by the key: it stays as good as it was.
    """
    write_atomically(path, secrets.token_bytes(_KEY_BYTES))
    return path.read_bytes()


def refuse_if_not_ours(folder: Path) -> None:
    """Misconfigured where others can enter the folder, or root would write what the service cannot read."""
    refuse_if_open(folder)
    found = folder.stat()
    if os.geteuid() == 0 and found.st_uid != 0:  # what root writes there, the service could not read
        as_owner = f"Run this as that user: sudo -u '#{found.st_uid}' headsup ..."
        for_good = f"If root is to run Headsup from now on: chown -R root {folder}"
        raise Misconfigured([f"{folder} belongs to another user. {as_owner} {for_good}"])


def refuse_if_open(folder: Path) -> None:
    """Misconfigured where others can enter the folder."""
    mode = stat.S_IMODE(folder.stat().st_mode)
    if mode & 0o077:
        what = f"{folder} can be entered by other users of this machine (mode {mode:04o})."
        raise Misconfigured([f"{what} Run: chmod 700 {folder}"])


def open_above(folder: Path) -> tuple[Path, ...]:
    """The folders it lies in that other users may change: who may rename it can put another in its place.

    A folder like /tmp, where each may take away only what is theirs (sticky), is none of them.
    """
    above = (one for one in folder.resolve().parents if one.exists())
    modes = ((one, one.stat().st_mode) for one in above)
    return tuple(one for one, mode in modes if mode & stat.S_IWOTH and not mode & stat.S_ISVTX)


def _in_words(folder: Path, error: OSError) -> str:
    return (
        f"{folder} cannot be used ({error.strerror}: {error.filename}). It must be a folder of the user "
        "who runs Headsup. As the service's user: sudo -u headsup headsup ..."
    )
