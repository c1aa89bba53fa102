"""The access log: who looked at a case, or took a copy of it, when and why (domain §5.2).

``access.log`` is a chain of its own beside ``custody.log``, so that whoever looks in from outside need not
touch the log that the running worker holds in memory. Any number of processes may append to it: the kernel's
lock on the file itself lets in one at a time, and whoever has it reads the end of the file before writing.
A crash leaves at most a line cut short, which the next writer takes off. Each line also holds the hash of
the custody log's last line: who rewrites one of the two has to rewrite both.

No name of a child or a parent goes in. What a person types as the reason is kept as it is typed.
"""

from __future__ import annotations

import fcntl
import json
import os
import pwd
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from worker.outside.data.chain import START, as_line, find_break, last_hash, lines_of, sha256_of
from worker.outside.data.disk import append_durably, cut_back

LOG = "access.log"
_NOBODY = 2**32 - 1
"""The kernel's word for a process that no one signed in for (a service, cron)."""


@dataclass(frozen=True, slots=True)
class Access:
    """One look, or one copy taken. ``ref`` is empty where no case is meant, ``sha256`` where no file is."""

    at: datetime
    ref: str
    what: str
    why: str = ""
    detail: str = ""
    sha256: str = ""


def log_access(folder: Path, accesses: tuple[Access, ...]) -> None:
    """Append to the access log of a data folder, durably, as whoever runs this.

    Raises OSError with the log as it was: what cannot be logged is not to be shown.
    """
    user, login = who_is_this()
    with _held(folder / LOG) as path:
        last, lines = last_hash(path), []
        custody = last_hash(folder / "custody.log")
        for access in accesses:
            entry = {
                "at": access.at.astimezone(UTC).isoformat(),
                "ref": access.ref,
                "what": access.what,
                "who": login,
                "user": user,
                "why": access.why,
                "sha256": access.sha256,
                "detail": access.detail,
                "custody": custody,
                "previous": last,
            }
            lines.append(as_line(entry))
            last = sha256_of(lines[-1])
        append_durably(path, b"".join(line + b"\n" for line in lines))


def read_access(folder: Path, ref: str | None = None) -> tuple[dict[str, Any], ...]:
    """Return what was logged of a case (None: of all), oldest first; what cannot be read is left out."""
    found = []
    for line in lines_of(folder / LOG)[0]:
        with suppress(ValueError):
            entry = json.loads(line)
            if isinstance(entry, dict) and ref in (None, entry.get("ref")):
                found.append(entry)
    return tuple(found)


def verify_access(folder: Path) -> tuple[str, ...]:
    """Return, in words, where the access log is broken, or speaks of a custody log that was another."""
    path = folder / LOG
    lines = lines_of(path)[0]
    broken = find_break(lines)
    if broken is not None:
        return (f"{path}, line {broken}: the chain is broken here: something changed this file",)
    known = {START, *(sha256_of(line) for line in lines_of(folder / "custody.log")[0])}
    for number, line in enumerate(lines, 1):
        if json.loads(line)["custody"] not in known:
            other = "it was rewritten, cut short or begun anew since"
            return (f"{folder / 'custody.log'}: is not the log that line {number} of {path} saw: {other}",)
    return ()


def who_is_this() -> tuple[str, str]:
    """Return the user this runs as, and who signed in to this machine, as far as the machine knows.

    The two differ under sudo. The kernel's own record comes first: it is passed on and cannot be set anew.
    """
    user = _name(os.getuid())
    with suppress(OSError, ValueError):
        login = int(Path("/proc/self/loginuid").read_text("ascii"))
        if login != _NOBODY:
            return user, _name(login)
    return user, os.environ.get("SUDO_USER") or user


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


@contextmanager
def _held(path: Path) -> Iterator[Path]:
    """Hold the log alone; a line that a crash cut short is taken off first."""
    fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        _, cut = lines_of(path)
        if cut:
            cut_back(fd, os.fstat(fd).st_size - len(cut), path)
        if os.geteuid() == 0:  # whoever looks next must be able to write there too
            owner = path.parent.stat()
            os.fchown(fd, owner.st_uid, owner.st_gid)
        yield path
    finally:
        os.close(fd)
