"""A chained log: JSON lines, each holding the SHA-256 of the line before it (without its line break).

Nothing but SHA-256 is needed to follow it: a line that is changed, taken out, put in or put elsewhere no
longer fits what comes after it.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

START = "0" * 64
"""What the first line of a chain holds in place of a hash."""
_IN_JSON = json.JSONEncoder(ensure_ascii=False).encode
_TAIL = 65_536


def sha256_of(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def as_line(entry: dict[str, Any]) -> bytes:
    """An entry as the line it is kept as, without its line break."""
    # A stray surrogate from a mail becomes the JSON escape it stands for.
    return _IN_JSON(entry).encode("utf-8", "backslashreplace")


def lines_of(path: Path) -> tuple[list[bytes], bytes]:
    """Return the whole lines of a log, and what a crash left of a last one; none where there is no log."""
    if not path.exists():
        return [], b""
    *whole, cut = path.read_bytes().split(b"\n")
    return whole, cut


def last_hash(path: Path) -> str:
    """Return the SHA-256 of a log's last whole line, read from its end; START where there is none."""
    try:
        with path.open("rb") as log:
            size = log.seek(0, os.SEEK_END)
            log.seek(max(0, size - _TAIL))
            whole = log.read().rpartition(b"\n")[0]
    except FileNotFoundError:
        return START
    if size > _TAIL and b"\n" not in whole:  # one line longer than the tail
        whole = path.read_bytes().rpartition(b"\n")[0]
    return sha256_of(whole.rpartition(b"\n")[2]) if whole else START


def find_break(lines: list[bytes], before: str = START) -> int | None:
    """Return the number (from 1) of the first line that does not fit the one before it, if there is one."""
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
            fits = entry["previous"] == before
        except (ValueError, KeyError, TypeError):
            fits = False
        if not fits:
            return number
        before = sha256_of(line)
    return None
