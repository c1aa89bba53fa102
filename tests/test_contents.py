"""What a start reads of the data folder: what it refuses, how it comes back, and the log that follows."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.samples import NOW, letter
from tests.stored import REF, UNREAD, UNREAD_FILES, following, opening, tree, whole
from worker import events as ev
from worker.errors import Damaged
from worker.model import LetterState
from worker.outside.data.store import Files, Store


def damaged(data: Path) -> str:
    """What a start says to a folder, which it must not change in any way that loses something."""
    before = {name: facts for name, facts in tree(data).items() if name != "."}
    with pytest.raises(Damaged) as refused:
        Store(data)
    assert {name: facts for name, facts in tree(data).items() if name in before} == before
    with pytest.raises(Damaged):  # and it let go of the lock
        Store(data)
    return str(refused.value)


@pytest.mark.parametrize("name", ["cases/2026-0001/case.json", "mailroom/2026-11.json"])
@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"about": {"1": {"format": 99}}, "events": {"1": {}}}'])
def test_a_damaged_file_stops_the_start(data: Path, name: str, raw: bytes) -> None:
    """It never starts empty: the file is named, with the way back, and that way works."""
    expected, file = whole(data), data / name
    good = file.read_bytes()
    file.write_bytes(raw)
    said = damaged(data)
    assert (str(file) in said, "backup" in said) == (True, True)
    file.write_bytes(good)
    assert whole(data) == expected


def test_a_case_that_lost_its_file_stops_the_start(data: Path) -> None:
    """A folder without its history is no case."""
    (data / "cases" / REF / "case.json").unlink()
    assert damaged(data).startswith(f"{data}/cases/{REF} is not a case")


@pytest.mark.parametrize("name", ["2026-0001 (copy)", "Thumbs.db", "lost+found", "2026-1"])
def test_what_is_no_case_stops_the_start(data: Path, name: str) -> None:
    """A stray folder among the cases is named; once it is moved away all is well."""
    shutil.copytree(data / "cases" / REF, data / "cases" / name)
    assert f"{data}/cases/{name} is not a case" in damaged(data)
    shutil.rmtree(data / "cases" / name)
    whole(data)


def test_a_case_copied_by_hand_stops_the_start(data: Path) -> None:
    """Two folders cannot both be one case, nor a folder another case than its name says."""
    shutil.copytree(data / "cases" / REF, data / "cases" / "2026-0009")
    assert damaged(data).startswith(f"{data}/cases/2026-0009 holds the case {REF}: it was copied or renamed")


def test_a_file_manager_may_look_in(data: Path) -> None:
    """The hidden files it leaves are no cases, no months and no harm."""
    expected = whole(data)
    for folder in ("cases", "mailroom"):
        for name in (".DS_Store", "._2026-11.json"):
            (data / folder / name).write_bytes(b"\0\0\0\1Bud1")
    assert whole(data) == expected


@pytest.mark.parametrize("key_bytes", [b"", b"too short", b"x" * 33, None])
def test_a_damaged_key_is_not_replaced(data: Path, key_bytes: bytes | None) -> None:
    """A key that is empty, cut or gone is said to be, and not silently another one; the way back works."""
    path = data / "secret.key"
    good = path.read_bytes()
    path.unlink() if key_bytes is None else path.write_bytes(key_bytes)
    said = damaged(data)
    assert said.startswith(f"{path} is {'missing' if key_bytes is None else 'damaged'}.")
    path.write_bytes(good)
    with closing(Store(data)) as store:
        assert (store.secret, len(good)) == (good, 32)
    subprocess.run(said.partition("make a new one: ")[2], shell=True, check=True)
    with closing(Store(data)) as store:
        assert (len(store.secret), store.secret == good) == (32, False)


def test_a_month_that_is_gone_stops_the_start(data: Path) -> None:
    """A letter that was sent must have been written: a mailroom with a hole is not folded."""
    december = NOW + timedelta(days=30)
    with closing(Store(data)) as store:
        store.commit_mailroom(NOW, UNREAD, UNREAD_FILES)
        moved = ev.LetterMoved(december, letter(1, "mailroom").id, LetterState.SENT, "accepted")
        store.commit_mailroom(december, (moved,), Files())
    (data / "mailroom" / "2026-11.json").rename(data / "2026-11.json")
    assert f"{data}/mailroom/2026-12.json tells of the letter" in damaged(data)
    (data / "2026-11.json").rename(data / "mailroom" / "2026-11.json")
    shutil.copy(data / "mailroom" / "2026-12.json", data / "mailroom" / "2026-12 (copy).json")
    assert "2026-12 (copy).json is not a month of the mailroom" in damaged(data)


def test_a_case_older_than_the_log_stops_the_start(data: Path) -> None:
    """A case restored from before a letter went out would hide that it did; putting the log aside is told."""
    shutil.copytree(data / "cases" / REF, data.parent / "backup")
    with closing(Store(data)) as store:
        store.commit_case(*following(store.case(REF)))
    shutil.rmtree(data / "cases" / REF)
    shutil.copytree(data.parent / "backup", data / "cases" / REF)
    assert damaged(data).startswith(f"{data}/cases/{REF} is older than custody.log")
    (data / "custody.log").rename(data.parent / "custody.log")
    whole(data)


# ── the custody log follows the cases ──────────────────────────────────────────────────────


def test_a_log_that_lost_lines_is_caught_up(data: Path) -> None:
    """Cut in its last line, shorter by whole lines, or gone: each fact is there once after a start."""
    with closing(Store(data)) as store:
        store.commit_case(*following(store.case(REF)))
        store.commit_case(*opening("other", "2026-0002"))
    log = data / "custody.log"
    raw = log.read_bytes()
    for end in (0, len(raw) - 1, len(raw) - 50, raw[:-1].rfind(b"\n") + 1, raw.find(b"\n") + 1):
        log.write_bytes(raw[:end])
        whole(data)
    log.unlink()
    whole(data)


def test_a_log_with_a_changed_line_stops_the_start(data: Path) -> None:
    """The chain is checked at every start."""
    log = data / "custody.log"
    log.write_bytes(log.read_bytes().replace(b'"kept"', b'"sent"', 1))
    assert f"{log}, line 2" in damaged(data)
