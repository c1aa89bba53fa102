"""The access log: any number of processes append to one chain, and nothing a crash leaves breaks it."""

from __future__ import annotations

import getpass
import json
import multiprocessing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from tests.disk_faults import die_at, failing_at
from worker.outside.data.access import Access, log_access, read_access, verify_access
from worker.outside.data.chain import find_break, last_hash, lines_of

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


def look(n: int, ref: str = "2026-0001") -> Access:
    return Access(NOW, ref, "shown", f"reason {n} – Käthe", "12 events")


def test_who_when_and_why(tmp_path: Path) -> None:
    """One line an access, in the order they came; of one case, or of all."""
    log_access(tmp_path, (look(1), look(2, "2026-0002")))
    log_access(tmp_path, (look(3),))
    (first, third) = read_access(tmp_path, "2026-0001")
    assert {name: first[name] for name in ("at", "ref", "what", "why", "detail", "sha256", "user")} == {
        "at": "2026-11-24T09:30:00+00:00",
        "ref": "2026-0001",
        "what": "shown",
        "why": "reason 1 – Käthe",
        "detail": "12 events",
        "sha256": "",
        "user": getpass.getuser(),
    }
    assert third["why"] == "reason 3 – Käthe"
    assert [one["why"][7] for one in read_access(tmp_path)] == ["1", "2", "3"]
    assert (verify_access(tmp_path), (tmp_path / "access.log").stat().st_mode & 0o777) == ((), 0o600)


def _many(folder: str, who: int) -> None:
    for n in range(20):
        log_access(Path(folder), (look(who * 100 + n),))


def test_several_at_once_make_one_chain(tmp_path: Path) -> None:
    """Four processes, twenty lines each: none lost, none cut, each holding the one before it."""
    fork = multiprocessing.get_context("spawn")
    several = [fork.Process(target=_many, args=(str(tmp_path), who)) for who in range(4)]
    for one in several:
        one.start()
    for one in several:
        one.join(60)
    lines, cut = lines_of(tmp_path / "access.log")
    assert (len(lines), cut, find_break(lines), verify_access(tmp_path)) == (80, b"", None, ())


def test_a_crash_leaves_the_old_log_or_the_new(tmp_path: Path) -> None:
    """Killed before any change to the disk, cut at any byte: the next line follows on a whole one."""
    path = tmp_path / "access.log"
    log_access(tmp_path, (look(1),))
    n = 1
    while die_at(n, lambda: log_access(tmp_path, (look(2),))):
        n += 1
        assert verify_access(tmp_path) == ()
    whole = path.read_bytes()
    for end in range(len(whole) - 40, len(whole)):
        path.write_bytes(whole[:end])
        log_access(tmp_path, (look(3),))
        assert (verify_access(tmp_path), json.loads(lines_of(path)[0][-1])["why"][7]) == ((), "3")


def test_a_full_disk_logs_nothing_and_says_so(tmp_path: Path) -> None:
    """What cannot be logged is an error, and the log is as it was."""
    log_access(tmp_path, (look(1),))
    before = (tmp_path / "access.log").read_bytes()
    for n in (1, 2, 3):
        with failing_at(n), pytest.raises(OSError, match="No space"):
            log_access(tmp_path, (look(2),))
        assert (tmp_path / "access.log").read_bytes() == before


def test_any_change_is_found(tmp_path: Path) -> None:
    """A word, a line taken out, and the custody log rewritten or cut under it."""
    custody, path = tmp_path / "custody.log", tmp_path / "access.log"
    custody.write_bytes(b'{"previous":"one"}\n{"previous":"two"}\n')
    for n in range(3):
        log_access(tmp_path, (look(n),))
    custody.write_bytes(custody.read_bytes() + b'{"previous":"three"}\n')
    log_access(tmp_path, (look(3),))
    assert verify_access(tmp_path) == ()
    was = path.read_bytes()
    path.write_bytes(was.replace(b"reason 1", b"reason 7"))
    assert verify_access(tmp_path) == (
        f"{path}, line 3: the chain is broken here: something changed this file",
    )
    path.write_bytes(was.partition(b"\n")[2])
    assert verify_access(tmp_path)[0].startswith(f"{path}, line 1: ")
    path.write_bytes(was)
    custody.write_bytes(custody.read_bytes().replace(b"three", b"four"))
    (said,) = verify_access(tmp_path)
    other = "it was rewritten, cut short or begun anew since"
    assert said == f"{custody}: is not the log that line 4 of {path} saw: {other}"


def test_the_last_line_is_found_from_the_end(tmp_path: Path) -> None:
    """However long the log or the line, and whatever a crash left behind it."""
    path = tmp_path / "a.log"
    assert last_hash(path) == "0" * 64
    for data in (
        b"",
        b"cut",
        b"one\n",
        b"one\ntwo\ncut",
        b"x" * 70_000 + b"\n",
        b"y\n" + b"x" * 70_000 + b"\ncut",
    ):
        path.write_bytes(data)
        *whole, _ = data.split(b"\n")
        assert last_hash(path) == (sha256(whole[-1]).hexdigest() if whole else "0" * 64)
