"""Evidence and the custody log: what was kept is what is there, or it is said where it is not."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.disk_faults import failing_at
from tests.samples import NOW, item, sha256
from worker.deciding.cases.card import CustodyFact
from worker.errors import Damaged
from worker.outside.data.custody import MANIFEST, CustodyLog, Seal, keep, read_kept, verify
from worker.outside.data.journal import seals_of

PICTURE, MAIL = b"a picture", b"a mail\r\n"
KEPT = ((item(PICTURE), PICTURE), (item(MAIL, "message/rfc822"), MAIL))
ITEMS = tuple(described for described, _ in KEPT)


def fact(n: int) -> CustodyFact:
    return CustodyFact(NOW, "kept", sha256(str(n).encode()), f"image/png, {n} bytes – Käthe \udc80")


# ── evidence ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def evidence(tmp_path: Path) -> Path:
    keep(tmp_path / "evidence", KEPT)
    return tmp_path / "evidence"


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum is not installed")
def test_sha256sum_agrees(evidence: Path) -> None:
    """The command the README gives checks every file, and finds the one that was changed."""
    keep(evidence, ((item(b"later"), b"later"), KEPT[0]))
    command = ("sha256sum", "--strict", "-c", MANIFEST)
    fine = subprocess.run(command, cwd=evidence, capture_output=True, text=True)
    expected = "".join(f"{sha256(data)}: OK\n" for data in (PICTURE, MAIL, b"later"))
    assert (fine.returncode, fine.stdout, fine.stderr) == (0, expected, "")
    changed = evidence / sha256(MAIL)
    changed.chmod(0o600)
    changed.write_bytes(b"another")
    assert subprocess.run(command, cwd=evidence, capture_output=True).returncode == 1


def test_verify_names_what_is_wrong(evidence: Path) -> None:
    """A missing file, a changed one and a line taken out of the manifest are each named; else nothing."""
    assert verify(evidence, ITEMS) == ()
    picture, mail = (evidence / described.sha256 for described in ITEMS)
    picture.unlink()
    mail.chmod(0o600)
    mail.write_bytes(b"A mail\r\n")
    (evidence / MANIFEST).write_text(f"{picture.name}  {picture.name}\n")
    assert verify(evidence, ITEMS) == (
        f"{picture}: missing",
        f"{mail}: changed since it was received",
        f"{evidence / MANIFEST}: does not list {mail.name}",
    )


def test_keeping_again_changes_nothing(evidence: Path) -> None:
    """The same files a second time: not a byte, not an inode, not a line more."""
    before = {path.name: (path.stat().st_ino, path.read_bytes()) for path in evidence.iterdir()}
    keep(evidence, KEPT)
    assert {path.name: (path.stat().st_ino, path.read_bytes()) for path in evidence.iterdir()} == before


def test_a_changed_file_is_not_read(evidence: Path) -> None:
    """What is asked for by its SHA-256 has it, or the service stops rather than send something else."""
    file = evidence / sha256(PICTURE)
    assert read_kept(file, file.name) == PICTURE
    file.chmod(0o600)
    file.write_bytes(b"a painting")
    with pytest.raises(Damaged, match=f"{file} is not what it was"):
        read_kept(file, file.name)
    file.unlink()
    with pytest.raises(Damaged, match=f"{file} is missing"):
        read_kept(file, file.name)


# ── the log ────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def path(tmp_path: Path) -> Path:
    log = CustodyLog(tmp_path / "custody.log")
    log.log([("2026-0001", (fact(1), fact(2)), None)])
    log.log([("2026-0002", (fact(3),), None)])
    log.log([("2026-0001", (fact(4),), None)])
    return tmp_path / "custody.log"


def test_each_line_holds_the_hash_of_the_one_before(path: Path) -> None:
    """Anyone can follow the chain with nothing but SHA-256: this is all there is to it."""
    previous, of_case = "0" * 64, {"2026-0001": "0" * 64, "2026-0002": "0" * 64}
    lines = path.read_bytes().splitlines()
    for line in lines:
        entry = json.loads(line)
        assert (entry["previous"], entry["before"]) == (previous, of_case[entry["ref"]])
        previous = of_case[entry["ref"]] = hashlib.sha256(line).hexdigest()
    assert json.loads(lines[0]) == {
        "at": "2026-11-24T09:30:00+00:00",
        "ref": "2026-0001",
        "what": "kept",
        "sha256": fact(1).sha256,
        "detail": fact(1).detail,
        "before": "0" * 64,
        "previous": "0" * 64,
    }


def test_a_log_read_again_goes_on(path: Path) -> None:
    """The counts, the refs and the chain are those of the log that was written."""
    log = CustodyLog(path)
    assert (log.refs(), log.count("2026-0001"), log.count("2026-0002"), log.count("2026-0003")) == (
        ("2026-0001", "2026-0002"),
        3,
        1,
        0,
    )
    log.log([("2026-0003", (fact(5),), None)])
    assert CustodyLog(path).count("2026-0003") == 1


@pytest.mark.parametrize("line", [0, 1, 2])
@pytest.mark.parametrize("change", ["a word", "taken out", "put twice", "no json", "no ref", "blank"])
def test_any_change_before_the_last_line_is_found(path: Path, line: int, change: str) -> None:
    """A line edited, removed, repeated or ruined breaks the chain at it or right after it."""
    lines = path.read_bytes().splitlines(keepends=True)
    was = lines[line]
    lines[line] = {
        "a word": was.replace(b"kept", b"sent"),
        "taken out": b"",
        "put twice": was * 2,
        "no json": b"{}}\n",
        "no ref": was.replace(b'"ref"', b'"rex"'),
        "blank": b"\n" + was,
    }[change]
    path.write_bytes(b"".join(lines))
    before = path.read_bytes()
    with pytest.raises(Damaged, match=rf"{path}, line [{line + 1}-{line + 2}]: the chain .* is broken"):
        CustodyLog(path)
    assert path.read_bytes() == before


def test_a_cut_last_line_is_dropped_and_written_again(path: Path) -> None:
    """Wherever a crash cut the last line, what is whole stays, and logging goes on as if never cut."""
    whole = path.read_bytes()
    kept = whole[: whole[:-1].rfind(b"\n") + 1]
    for end in range(len(kept) + 1, len(whole)):
        path.write_bytes(whole[:end])
        log = CustodyLog(path)
        assert (path.read_bytes(), log.count("2026-0001")) == (kept, 2)
        log.log([("2026-0001", (fact(4),), None)])
        assert path.read_bytes() == whole


def test_zeros_at_the_end_are_a_cut_line(path: Path) -> None:
    """Some file systems leave zeros where a power cut took the last bytes."""
    whole = path.read_bytes()
    path.write_bytes(whole + b"\0" * 300)
    CustodyLog(path)
    assert path.read_bytes() == whole


def test_looking_mends_nothing(path: Path) -> None:
    """One who only looks reads past a cut line and leaves it to the worker."""
    path.write_bytes(path.read_bytes()[:-5])
    before = path.read_bytes()
    assert (CustodyLog(path, mend=False).count("2026-0001"), path.read_bytes()) == (2, before)


def test_a_line_that_could_not_be_written_leaves_no_trace(path: Path) -> None:
    """After a full disk the log is as it was, knows it, and the chain goes on when there is room."""
    log, before = CustodyLog(path), path.read_bytes()
    for n in (1, 2, 3):
        with failing_at(n), pytest.raises(OSError, match="No space"):
            log.log([("2026-0001", (fact(5), fact(6)), None)])
        assert (path.read_bytes(), log.count("2026-0001")) == (before, 3)
    log.log([("2026-0001", (fact(5), fact(6)), None)])
    assert CustodyLog(path).count("2026-0001") == 5


@pytest.mark.parametrize("how", ["another wrote", "gone", "shorter"])
def test_a_log_that_something_else_wrote_to_is_not_gone_on_with(path: Path, how: str) -> None:
    """A second worker, where a file system locks nothing: its lines stand, and ours would break the chain."""
    mine, before = CustodyLog(path), path.read_bytes()
    if how == "another wrote":
        CustodyLog(path).log([("2026-0002", (fact(5),), None)])
    elif how == "gone":
        path.unlink()
    else:
        path.write_bytes(b"".join(before.splitlines(keepends=True)[:-1]))
    left = path.read_bytes() if path.exists() else None
    with pytest.raises(Damaged, match="something else wrote to it"):
        mine.log([("2026-0001", (fact(6),), None)])
    assert (path.read_bytes() if path.exists() else None) == left
    CustodyLog(path).log([("2026-0001", (fact(6),), None)])
    CustodyLog(path)


def test_the_log_and_a_history_must_tell_the_same(path: Path) -> None:
    """A whole chain forged anew, a fact more or a fact less: held against the history it shows."""
    told, ref = (fact(1), fact(2), fact(4)), "2026-0001"
    log = CustodyLog(path)
    different = (f"{path}: does not tell the same of 2026-0001 as its history",)
    assert log.verify(ref, told, ()) == ()
    assert log.verify(ref, told[:2], ()) == different
    assert log.verify(ref, (*told, fact(5)), ()) == different
    assert log.verify(ref, (replace(told[0], detail="image/png, 3 bytes"), *told[1:]), ()) == different


def test_a_seal_holds_for_what_came_before_it(path: Path) -> None:
    """A history may grow past its seals; one that is shorter, or another at any of them, is said."""
    log, told = CustodyLog(path), (fact(1), fact(2), fact(4))
    seals = seals_of((b"one", b"two", b"three"))
    assert seals[1] == hashlib.sha256(b"0" * 64 + b" one").hexdigest()
    log.log([("2026-0001", (), Seal(NOW, 1, seals[1]))])
    log.log([("2026-0001", (), Seal(NOW, 2, seals[2]))])
    other = (f"{path}: the history of 2026-0001 is not the one that was sealed in it",)
    assert CustodyLog(path).count("2026-0001") == 3
    assert log.verify("2026-0001", told, seals) == ()
    assert log.verify("2026-0001", told, seals[:2]) == other
    assert log.verify("2026-0001", told, seals_of((b"One", b"two", b"three"))) == other
    assert log.verify("2026-0001", told, seals_of((b"one", b"Two"))) == other
