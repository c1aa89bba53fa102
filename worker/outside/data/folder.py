"""The data folder: ours alone, held by one worker at a time, with a key of its own."""

from __future__ import annotations

import fcntl
import os
import secrets
import stat
from pathlib import Path

from worker.errors import Damaged, Misconfigured, Unreachable
from worker.outside.data.disk import make_folder, write_atomically

_KEY_BYTES = 32


def hold(folder: Path) -> int:
    """Make the folder where there is none, and hold it; return the lock, to be closed to let go.

    The kernel lets go when the process dies, however it dies. Raises Misconfigured when the folder
    cannot be ours alone, Unreachable when another worker holds it, OSError when the disk is full or
    read-only.
    """
    try:
        make_ours(folder)
        lock = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    except (PermissionError, FileExistsError, NotADirectoryError) as error:
        raise Misconfigured([_in_words(folder, error)]) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise Unreachable(
            f"Another Headsup is already working in {folder}. Two at once would answer everything "
            "twice, so this one stops. See: systemctl status headsup"
        ) from None
    return lock


def make_ours(folder: Path) -> None:
    """Make the folder where there is none; Misconfigured where it is not ours alone."""
    try:
        make_folder(folder)
        refuse_if_not_ours(folder)
    except (PermissionError, FileExistsError, NotADirectoryError) as error:
        raise Misconfigured([_in_words(folder, error)]) from error


def is_held(folder: Path) -> bool:
    """Whether a worker holds the folder."""
    try:
        with (folder / "lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


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
