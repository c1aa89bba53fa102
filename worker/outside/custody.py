"""Custody: evidence that stands up. Write-once files, a manifest, an append-only chained log.

A hash proves that a file is unchanged since it was received, not that what it shows is true
(domain §5.2).
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from worker.deciding.case import CustodyFact
from worker.errors import Damaged
from worker.model import EvidenceItem
from worker.outside.disk import append_durably, keep_once, make_folder, sync_folder, write_atomically

_START = "0" * 64


def keep(folder: Path, files: Iterable[tuple[EvidenceItem, bytes]]) -> None:
    """Keep files in a case's ``evidence/``: named by SHA-256, written once, listed in the manifest.

    ``MANIFEST.sha256`` is what ``sha256sum -c MANIFEST.sha256`` checks. Keeping the same file
    again changes nothing.
    """
    kept = list(files)
    if not kept:
        return
    make_folder(folder)
    for item, data in kept:
        keep_once(folder / item.sha256, data)
    manifest = folder / "MANIFEST.sha256"
    before = manifest.read_text().splitlines() if manifest.exists() else []
    lines = dict.fromkeys([*before, *(f"{item.sha256}  {item.sha256}" for item, _ in kept)])
    write_atomically(manifest, ("\n".join(lines) + "\n").encode(), sync_parent=False)
    sync_folder(folder)


def verify(folder: Path, items: Iterable[EvidenceItem]) -> tuple[str, ...]:
    """Return, in words, every file of the case that is missing or changed; empty when all is well."""
    problems = []
    for item in items:
        path = folder / item.sha256
        if not path.exists():
            problems.append(f"{path}: missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != item.sha256:
            problems.append(f"{path}: changed since it was received")
    return tuple(problems)


class CustodyLog:
    """``custody.log``: one JSON line a fact, each holding the SHA-256 of the line before it.

    Opening checks the whole chain (Damaged when it does not hold) and drops a last line that a
    crash cut short: its fact is still on the case and is written again by ``catch_up``.
    """

    def __init__(self, path: Path, *, mend: bool = True) -> None:
        self._path = path
        self._mend = mend
        self._last = _START
        self._counts: Counter[str] = Counter()
        if path.exists():
            self._read()

    def count(self, ref: str) -> int:
        """How many facts of this case the log already holds."""
        return self._counts[ref]

    def log(self, ref: str, facts: Sequence[CustodyFact]) -> None:
        """Append facts of one case, durably."""
        if not facts:
            return
        lines = b""
        for fact in facts:
            entry = {
                "at": fact.at.isoformat(),
                "ref": ref,
                "what": fact.what,
                "sha256": fact.sha256,
                "detail": fact.detail,
                "previous": self._last,
            }
            line = json.dumps(entry, ensure_ascii=False).encode()
            self._last = hashlib.sha256(line).hexdigest()
            lines += line + b"\n"
        append_durably(self._path, lines)
        self._counts[ref] += len(facts)

    def _read(self) -> None:
        raw = self._path.read_bytes()
        whole, cut = raw[: raw.rfind(b"\n") + 1], raw[raw.rfind(b"\n") + 1 :]
        for number, line in enumerate(whole.splitlines(), 1):
            entry = self._checked(number, line)
            self._last = hashlib.sha256(line).hexdigest()
            self._counts[entry["ref"]] += 1
        if cut and self._mend:
            write_atomically(self._path, whole)

    def _checked(self, number: int, line: bytes) -> dict[str, Any]:
        try:
            entry = json.loads(line)
            chained = entry["previous"] == self._last
        except (ValueError, KeyError, TypeError):
            chained, entry = False, {}
        if not chained:
            raise Damaged(
                f"{self._path}, line {number}: the chain of the custody log is broken here. Something "
                "changed this file. Keep it as it is for whoever looks into it, and restore the log "
                "from the last backup."
            )
        return dict(entry)
