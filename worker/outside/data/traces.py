"""The search for what is left of an erased case or message: file by file, as bytes and as mail."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from worker.model import MessageKey
from worker.outside.data.disk import HALF, Progress
from worker.reading.message.mail import read_mail

_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_ID = re.compile(r"[<\"]([^<>\"\s]{3,998}@[^<>\"\s]{1,255})[>\"]")


def find_traces(folder: Path, marks: frozenset[str], progress: Progress) -> tuple[str, ...]:
    """Return every file of the data folder, by name, in which something of an erased case is still found.

    The custody log holds hashes and nothing else, and keeps them; of words it must be as free as all.
    """
    words = frozenset(mark for mark in marks if not _is_hash(mark))
    looked_at = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith(HALF) and path.name not in ("lock", "secret.key")
    ]
    found = []
    for number, path in enumerate(looked_at, 1):
        if holds(path, words if path.name == "custody.log" else marks):
            found.append(path.relative_to(folder).as_posix())
        progress("looking for what is left", number, len(looked_at))
    return tuple(found)


def _is_hash(mark: str) -> bool:
    return len(mark) == 64 and not mark.strip("0123456789abcdef")


def holds(path: Path, marks: frozenset[str]) -> bool:
    """Whether a file has one of these in its name, its bytes, or in what its bytes say as a mail."""
    data = path.read_bytes()
    texts = [path.name, data.decode("utf-8", "replace")]
    if path.suffix == ".eml":
        mail = read_mail(data)
        texts += [mail.subject, mail.text, *(value for _, value in mail.headers)]
    return any(mark in text or _escaped(mark) in text for text in texts for mark in marks)


def _escaped(mark: str) -> str:
    return json.dumps(mark, ensure_ascii=False)[1:-1]


def find_aside(folder: Path, keys: frozenset[MessageKey]) -> tuple[str, ...]:
    """Return the files of the mailroom, by name, in which one of these messages is still found."""
    names = names_of(keys)
    return tuple(
        path.relative_to(folder).as_posix()
        for where in ("letters", "mailroom", "quarantine", "replay")
        for path in sorted((folder / where).iterdir())
        if not path.name.endswith(HALF) and not names_in(path).isdisjoint(names)
    )


def names_of(keys: Iterable[MessageKey]) -> frozenset[str]:
    """Return what messages are called by: their Message-IDs, and the hashes of their bytes."""
    return frozenset(name for key in keys for name in (key.message_id, key.raw_sha256) if name)


def names_in(path: Path) -> frozenset[str]:
    """Every Message-ID and every hash in a file, and in its name."""
    data = path.read_bytes()
    text = f"{path.name}\n{data.decode('utf-8', 'replace')}"
    if path.suffix == ".eml":
        mail = read_mail(data)
        text = "\n".join((text, mail.text, *(value for _, value in mail.headers)))
    return frozenset((*_HASH.findall(text), *_ID.findall(text)))
