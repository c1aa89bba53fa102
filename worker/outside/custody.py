"""Custody: evidence that stands up. Write-once files, a manifest, an append-only chained log.

A hash proves that a file is unchanged since it was received, not that what it shows is true
(domain §5.2).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC
from pathlib import Path
from typing import Any

from worker.deciding.card import CustodyFact
from worker.errors import Damaged
from worker.model import EvidenceItem
from worker.outside.disk import append_durably, keep_once, sync_folder, write_atomically

MANIFEST = "MANIFEST.sha256"
_START = "0" * 64


def keep(folder: Path, files: Iterable[tuple[EvidenceItem, bytes]]) -> None:
    """Keep files in a case's ``evidence/``: named by SHA-256, written once, listed in the manifest.

    ``sha256sum -c MANIFEST.sha256`` checks them. Keeping the same file again changes nothing. The
    folder's own entry becomes durable with the next write beside it.
    """
    kept = list(files)
    if not kept:
        return
    folder.mkdir(mode=0o700, exist_ok=True)
    for item, data in kept:
        keep_once(folder / item.sha256, data)
    before = _listed(folder)
    lines = dict.fromkeys([*before, *(_line(item) for item, _ in kept)])
    if len(lines) > len(before):
        write_atomically(folder / MANIFEST, ("\n".join(lines) + "\n").encode(), sync_parent=False)
    sync_folder(folder)


def _listed(folder: Path) -> list[str]:
    manifest = folder / MANIFEST
    return manifest.read_text("utf-8", "replace").splitlines() if manifest.exists() else []


def _line(item: EvidenceItem) -> str:
    return f"{item.sha256}  {item.sha256}"


def verify(folder: Path, items: Iterable[EvidenceItem]) -> tuple[str, ...]:
    """Return, in words, every file of the case that is missing, changed or not in the manifest."""
    listed = set(_listed(folder))
    problems = []
    for item in items:
        path = folder / item.sha256
        if not path.exists():
            problems.append(f"{path}: missing")
        elif _sha256(path.read_bytes()) != item.sha256:
            problems.append(f"{path}: changed since it was received")
        if _line(item) not in listed:
            problems.append(f"{folder / MANIFEST}: does not list {item.sha256}")
    return tuple(problems)


def read_kept(path: Path, sha256: str) -> bytes:
    """Return the bytes of a file that must be what they were. Raises Damaged when they are not."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Damaged(f"{path} is missing. Restore it from the last backup.") from None
    if _sha256(data) != sha256:
        raise Damaged(
            f"{path} is not what it was when it was written: something changed it. Keep it aside for "
            "whoever looks into it, and restore it from the last backup."
        )
    return data


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class CustodyLog:
    """``custody.log``: one JSON line a fact, each holding the SHA-256 of the line before it.

    Opening checks the whole chain (Damaged when it does not hold) and drops a last line that a
    crash cut short: its fact is still on the case, from where the store logs it again.
    """

    def __init__(self, path: Path, *, mend: bool = True) -> None:
        self._path = path
        self._last = _START
        self._counts: Counter[str] = Counter()
        if not path.exists():
            return
        whole, cut = _lines(path)
        for number, line in enumerate(whole, 1):
            self._counts[self._checked(number, line)["ref"]] += 1
            self._last = _sha256(line)
        if cut and mend:
            write_atomically(path, b"".join(line + b"\n" for line in whole))

    def refs(self) -> tuple[str, ...]:
        """Every case the log speaks of, also one whose folder is gone."""
        return tuple(self._counts)

    def count(self, ref: str) -> int:
        """How many facts of this case the log already holds."""
        return self._counts[ref]

    def log(self, ref: str, facts: Sequence[CustodyFact]) -> None:
        """Append facts of one case, durably. Raises OSError with the log as it was."""
        if not facts:
            return
        last, lines = self._last, []
        for fact in facts:
            entry = {**_as_entry(ref, fact), "previous": last}
            # A stray surrogate from a mail becomes the JSON escape it stands for.
            lines.append(json.dumps(entry, ensure_ascii=False).encode("utf-8", "backslashreplace"))
            last = _sha256(lines[-1])
        append_durably(self._path, b"".join(line + b"\n" for line in lines))
        self._last = last
        self._counts[ref] += len(facts)

    def verify(self, ref: str, facts: Sequence[CustodyFact]) -> tuple[str, ...]:
        """Return, in words, where the log and the history of a case tell different stories."""
        entries = [json.loads(line) for line in _lines(self._path)[0]] if self._path.exists() else []
        logged = [{**entry, "previous": ""} for entry in entries if entry["ref"] == ref]
        if logged == [{**_as_entry(ref, fact), "previous": ""} for fact in facts]:
            return ()
        return (f"{self._path}: does not tell the same of {ref} as its history",)

    def _checked(self, number: int, line: bytes) -> dict[str, Any]:
        try:
            entry = json.loads(line)
            if entry["previous"] == self._last and isinstance(entry["ref"], str):
                return dict(entry)
        except (ValueError, KeyError, TypeError):
            pass
        raise Damaged(
            f"{self._path}, line {number}: the chain of the custody log is broken here. Something "
            "changed this file. Keep it as it is for whoever looks into it, and restore the log "
            "from the last backup."
        )


def _lines(path: Path) -> tuple[list[bytes], bytes]:
    """Return the whole lines of a log, and what a crash left of a last one."""
    *whole, cut = path.read_bytes().split(b"\n")
    return whole, cut


def _as_entry(ref: str, fact: CustodyFact) -> dict[str, str]:
    at = fact.at.astimezone(UTC).isoformat()
    return {"at": at, "ref": ref, "what": fact.what, "sha256": fact.sha256, "detail": fact.detail}
