"""One commit of the data folder is all or nothing, and what is there after any accident is the truth."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from tests.disk_faults import die_at, failing_at
from tests.samples import NOW, key, letter, sha256
from tests.stored import (
    FILE_MODE,
    FOLDER_MODE,
    IS_ROOT,
    KEPT_MODE,
    RAW,
    REF,
    UNREAD,
    UNREAD_FILES,
    everything,
    following,
    opening,
    tree,
    whole,
)
from worker import events as ev
from worker.errors import Damaged
from worker.model import LetterState, Place
from worker.outside.data.shelves import Shelves
from worker.outside.data.store import Files, Store

# ── one commit, and what stands after it ───────────────────────────────────────────────────


def test_what_was_committed_is_there_after_a_restart(data: Path) -> None:
    """Cases, mailroom and register are the same, whether kept step by step or read from disk."""
    with closing(Store(data)) as store:
        after = store.commit_case(*following(store.case(REF)))
        store.commit_case(*opening("other", "2026-0002"))
        store.commit_mailroom(NOW, UNREAD, UNREAD_FILES)
        assert store.case(REF) == after
        kept = everything(store)
        assert store.letter(REF, letter(2).id) == b"a second letter"
        assert store.letter("mailroom", letter(1, "mailroom").id) == b"a note"
        assert store.find_quarantined(sha256(RAW)) == RAW
        assert store.find_quarantined(sha256(b"another")) is None
        picture = after.evidence[0]
        assert sha256(store.evidence(REF, picture.sha256)) == picture.sha256
        with pytest.raises(KeyError):
            store.case("2026-0009")
    assert whole(data) == kept


def test_a_letter_just_written_is_the_one_on_the_disk(data: Path) -> None:
    """It need not be read again to be sent; bytes that are not those the case names never are."""
    with closing(Store(data)) as store, store.together():
        store.commit_case(*opening("other", "2026-0002"))
        at_once = store.letter("2026-0002", letter(1, "2026-0002").id)
        case, events, files = opening("third", "2026-0003")
        store.commit_case(case, events, replace(files, letters=((files.letters[0][0], b"another"),)))
        with pytest.raises(Damaged, match="is not what it was when it was written"):
            store.letter("2026-0003", files.letters[0][0])
    assert at_once == b"a letter on other"
    assert (
        data / "cases" / "2026-0002" / "letters" / f"{letter(1, '2026-0002').id}.eml"
    ).read_bytes() == at_once


def test_only_we_may_look(data: Path) -> None:
    """Folders 0700, files 0600, what is written once 0400, whatever the umask says."""
    before = os.umask(0)
    try:
        with closing(Store(data)) as store:
            store.commit_case(*opening("other", "2026-0002"))
            store.commit_mailroom(NOW, UNREAD, UNREAD_FILES)
            store.beat({"at": "now"})
            store.note_reading(Place(1, 2))
            store.ask_replay(key("unread"))
    finally:
        os.umask(before)
    for path in data.rglob("*"):
        kept = path.parent.name in ("evidence", "quarantine", "letters") and path.name != "MANIFEST.sha256"
        expected = FOLDER_MODE if path.is_dir() else KEPT_MODE if kept else FILE_MODE
        assert (path, oct(stat.S_IMODE(path.stat().st_mode))) == (path, oct(expected))


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="sha256sum is not installed")
def test_sha256sum_checks_a_case(data: Path) -> None:
    """The evidence of a case that grew passes the check the README gives."""
    with closing(Store(data)) as store:
        store.commit_case(*following(store.case(REF)))
    command = ("sha256sum", "--strict", "--quiet", "-c", "MANIFEST.sha256")
    run = subprocess.run(command, cwd=data / "cases" / REF / "evidence", capture_output=True, text=True)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_everything_is_synced_in_order(data: Path) -> None:
    """Each file before its rename, each folder after, the case's own rename last, then the log."""
    replaced = ["unlink", "open", "write", "fsync", "rename"]
    folder, logged = ["open", "fsync"], ["open", "write", "fsync"]
    with closing(Store(data)) as store:
        with failing_at(10_000) as one:
            moved = ev.LetterMoved(NOW, letter(1).id, LetterState.SENT, "accepted")
            store.commit_case(store.case(REF), (moved,), Files())
        with failing_at(10_000) as new:
            store.commit_case(*opening("other", "2026-0002"))
        with failing_at(10_000) as mailroom:
            store.commit_mailroom(NOW, UNREAD, UNREAD_FILES)
    assert one == [*replaced, *folder, *logged]
    evidence = ["mkdir", *replaced, *replaced, *replaced, *folder]
    letters = ["mkdir", *replaced, *folder]
    assert new == ["mkdir", *evidence, *letters, *replaced, *folder, "rename", *folder, *logged]
    assert mailroom == [*letters, *replaced, *folder, *replaced, *folder]


# ── the machine dies ───────────────────────────────────────────────────────────────────────

Job = Callable[[Store], object]
JOBS: dict[str, Job] = {
    "a new case": lambda store: store.commit_case(*opening("other", "2026-0002")),
    "a case that grows": lambda store: store.commit_case(*following(store.case(REF))),
    "the mailroom": lambda store: store.commit_mailroom(NOW, UNREAD, UNREAD_FILES),
}


def done(store: Store, job: str) -> bool:
    """Whether a job's commit is in the store."""
    return {
        "a new case": lambda: store.register.find_card("2026-0002") is not None,
        "a case that grows": lambda: len(store.case(REF).reports) > 1,
        "the mailroom": lambda: bool(store.mailroom.quarantined),
    }[job]()


@pytest.mark.parametrize("job", JOBS)
def test_killed_at_any_write_it_is_old_or_new(data: Path, tmp_path: Path, job: str) -> None:
    """SIGKILL before any change to the disk, a restart, and the commit again: always as if never killed."""
    before, finished = whole(data), tmp_path / "finished"
    shutil.copytree(data, finished)
    with closing(Store(finished)) as store:
        JOBS[job](store)
    after, old, new = whole(finished), 0, 0
    for n in count(1):
        folder = tmp_path / str(n)
        shutil.copytree(data, folder)
        died = die_at(n, partial(lambda folder: JOBS[job](Store(folder)), folder))
        found = whole(folder)
        assert found in (before, after)
        old, new = old + (found == before), new + (found == after)
        with closing(Store(folder)) as store:
            if not done(store, job):
                JOBS[job](store)
            assert everything(store) == after
        assert whole(folder) == after
        shutil.rmtree(folder)
        if not died:
            break
    assert (old > 10, new >= 1) == (True, True)


def test_killed_while_it_mends_it_is_mended(data: Path, tmp_path: Path) -> None:
    """A start that is itself killed, at any write, while it clears up after a crash, loses nothing either."""
    expected = whole(data)
    making = data / "cases" / ".making-2026-0002"
    (making / "evidence").mkdir(parents=True)
    (making / "evidence" / "a picture").write_bytes(b"of another case")
    for name in ("cases/2026-0001", "cases/2026-0001/evidence", "letters", "mailroom", "."):
        (data / name / "file.7.half").write_bytes(b"half")
    log = data / "custody.log"
    log.write_bytes(log.read_bytes()[:-40])
    for n in count(1):
        folder = tmp_path / str(n)
        shutil.copytree(data, folder)
        died = die_at(n, partial(lambda folder: Store(folder).close(), folder))
        assert whole(folder) == expected
        if not died:
            break
    assert n > 10


def test_evidence_of_a_case_that_never_came_is_in_no_other(data: Path) -> None:
    """What a crash left of a new case is gone before the next one takes its reference."""
    opened = opening("lost", "2026-0002")
    assert die_at(20, lambda: Store(data).commit_case(*opened))
    assert len(list((data / "cases" / ".making-2026-0002").rglob("*"))) > 3
    with closing(Store(data)) as store:
        stray = data / "cases" / ".making-2026-0002" / "evidence" / "stray"
        stray.parent.mkdir(parents=True)
        stray.touch()
        store.commit_case(*opening("other", "2026-0002"))
    names = {path.name for path in (data / "cases" / "2026-0002" / "evidence").iterdir()}
    assert names == {described.sha256 for described, _ in opening("other")[2].evidence} | {"MANIFEST.sha256"}


# ── the disk fails ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("job", JOBS)
def test_a_commit_that_failed_never_was(data: Path, tmp_path: Path, job: str, number: int) -> None:
    """Any write may fail: OSError and nothing known of it anywhere; then the same commit, as if the first.

    What fails after the commit stands says Damaged (unconfirmed) or waits for the next one (the log).
    """
    before, finished = whole(data), tmp_path / "finished"
    shutil.copytree(data, finished)
    with closing(Store(finished)) as store:
        JOBS[job](store)
    after, outcomes = whole(finished), []
    for n in count(1):
        folder = tmp_path / str(n)
        shutil.copytree(data, folder)
        with closing(Store(folder)) as store:
            with failing_at(n, number) as asked:
                outcomes.append(_outcome(partial(JOBS[job], store)))
            if outcomes[-1] == "OSError":
                assert everything(store) == before
                JOBS[job](store)
            if outcomes[-1] != "Damaged":
                assert everything(store) == after
                store.commit_mailroom(NOW, (ev.Stormed(NOW, "the next commit"),), Files())
        found = whole(folder)
        assert found[0] in ((before[0], after[0]) if outcomes[-1] == "Damaged" else (after[0],))
        shutil.rmtree(folder)
        if len(asked) < n:
            break
    assert set(outcomes) == {"OSError", "Damaged", "done"}


def _outcome(job: Callable[[], object]) -> str:
    try:
        job()
    except (OSError, Damaged) as error:
        return "Damaged" if isinstance(error, Damaged) else "OSError"
    return "done"


def test_a_log_that_is_behind_goes_first(data: Path, tmp_path: Path) -> None:
    """A commit whose log line found no room stands; nothing more is committed until it is logged."""
    shutil.copytree(data, tmp_path / "counted")
    with closing(Store(tmp_path / "counted")) as store, failing_at(10_000) as asked:
        store.commit_case(*following(store.case(REF)))
    with closing(Store(data)) as store:
        with failing_at(len(asked)) as failed:
            after = store.commit_case(*following(store.case(REF)))
        assert (failed[-1], store.case(REF)) == ("fsync", after)
        assert store.verify(REF) == (f"{data}/custody.log: does not tell the same of {REF} as its history",)
        told = everything(store)
        for job in JOBS.values():
            with failing_at(1), pytest.raises(OSError, match="No space"):
                job(store)
        assert everything(store) == told
        store.commit_mailroom(NOW, UNREAD, UNREAD_FILES)
        assert store.verify(REF) == ()
    whole(data)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with room for 400 KB."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ("mount", "-t", "tmpfs", "-o", "size=400k,mode=700", "headsup-test", str(place))
    if not IS_ROOT or subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("only root may mount a small disk, and not in every container")
    yield place
    subprocess.run(("umount", "--lazy", str(place)), check=True)


def test_a_full_disk_loses_nothing(small_disk: Path) -> None:
    """ENOSPC from a real file system: the cases before it stand, and go on when there is room again."""
    data = small_disk / "data"
    with closing(Store(data)) as store:
        store.commit_case(*opening(size=60_000))
        before = everything(store)
        big = opening("big", "2026-0002", size=150_000)
        for _ in range(3):
            with pytest.raises(OSError, match="No space left"):
                store.commit_case(*big)
            with pytest.raises(OSError, match="No space left"):
                store.commit_mailroom(
                    NOW, UNREAD, replace(UNREAD_FILES, quarantine=((sha256(RAW), RAW * 40_000),))
                )
            assert everything(store) == before
        assert not (data / "cases" / ".making-2026-0002").exists()
        store.commit_case(*opening("small", "2026-0002", size=10_000))
        after = everything(store)
    assert whole(data) == after


def test_a_read_only_disk_is_said(small_disk: Path) -> None:
    """A start says that the disk is read-only; looking at it needs no more; nothing is lost by it."""
    data = small_disk / "data"
    with closing(Store(data)) as store:
        store.commit_case(*opening())
        before = everything(store)
    subprocess.run(("mount", "-o", "remount,ro", str(small_disk)), check=True)
    with pytest.raises(OSError, match="Read-only"):
        Store(data)
    assert everything(Shelves(data)) == before
    subprocess.run(("mount", "-o", "remount,rw", str(small_disk)), check=True)
    assert whole(data) == before


# ── nobody writes over anybody ─────────────────────────────────────────────────────────────


def test_a_commit_on_a_case_that_moved_on_is_refused(data: Path) -> None:
    """Two commits decided on the same history: the second is refused, and the first stands whole."""
    with closing(Store(data)) as store:
        stale = store.case(REF)
        store.commit_case(*following(stale))
        before = everything(store)
        with pytest.raises(Damaged, match="is not as it was read"):
            store.commit_case(*following(stale))
        assert everything(store) == before
    assert whole(data) == before


def test_a_case_put_there_meanwhile_is_not_written_into(data: Path) -> None:
    """A folder that someone restores under the next reference while the worker runs is left alone."""
    with closing(Store(data)) as store:
        shutil.copytree(data / "cases" / REF, data / "cases" / "2026-0002")
        before = tree(data / "cases" / "2026-0002")
        with pytest.raises(Damaged, match="was put there while Headsup was running"):
            store.commit_case(*opening("other", "2026-0002"))
        assert tree(data / "cases" / "2026-0002") == before


def test_a_case_that_vanishes_is_not_begun_anew(data: Path) -> None:
    """A history that is gone from under a running worker is Damaged, not empty."""
    with closing(Store(data)) as store:
        case = store.case(REF)
        (data / "cases" / REF / "case.json").unlink()
        with pytest.raises(Damaged, match="is gone"):
            store.case(REF)
        with pytest.raises(Damaged, match="is gone"):
            store.commit_case(*following(case))
        assert not (data / "cases" / REF / "case.json").exists()


def test_a_reference_is_never_given_twice(data: Path) -> None:
    """A case moved out of the folder keeps its reference: it was told to people."""
    shutil.move(data / "cases" / REF, data.parent / REF)
    with closing(Store(data)) as store:
        assert (store.register.refs(), store.register.next_ref(2026)) == ((), "2026-0002")


def test_two_cases_may_share_a_message_id(data: Path) -> None:
    """A broken sender's one Message-ID for everything: two mails, two cases, both found after a restart."""
    case, (report, *rest), files = opening("other", "2026-0002")
    twin = replace(report.message, message_id=key("first").message_id)
    with closing(Store(data)) as store:
        store.commit_case(case, (replace(report, message=twin), *rest), files)
        kept = everything(store)
    with closing(Store(data)) as store:
        found = [store.register.find_message(one) for one in (key("first"), twin)]
        assert (found, everything(store)) == ([REF, "2026-0002"], kept)
