"""The data folder: one commit is all or nothing, and what is there after any accident is the truth."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.disk_faults import die_at, failing_at
from tests.samples import NOW, deadline, item, key, letter, reported, sha256
from worker import events as ev
from worker.cli import TRY_AGAIN, main
from worker.deciding.cases.card import custody_facts
from worker.deciding.cases.case import Case
from worker.deciding.mailroom import Mailroom
from worker.errors import Damaged, Misconfigured, Unreachable
from worker.model import AttachmentRole, Kind, LetterState, MessageKey, Place
from worker.outside.data import journal
from worker.outside.data.custody import SEALED
from worker.outside.data.shelves import Shelves
from worker.outside.data.store import Files, Store

ROOT = Path(__file__).parent.parent
REF = "2026-0001"
IS_ROOT = os.geteuid() == 0
RAW = b"From: someone\r\n\r\nno mail at all"
FOLDER_MODE, FILE_MODE, KEPT_MODE = 0o700, 0o600, 0o400


def opening(name: str = "first", ref: str = REF, size: int = 2_000) -> tuple[Case, tuple[Any, ...], Files]:
    """What a report causes: a case with a picture, the mail, a letter and a deadline."""
    picture, mail = (f"{part} {name}".encode().ljust(size, b".") for part in ("picture", "mail"))
    kept = ((item(picture), picture), (item(mail, "message/rfc822", AttachmentRole.MAIL), mail))
    raw = f"a letter on {name}".encode()
    one = letter(1, ref, raw)
    report = reported(name, *(described for described, _ in kept))
    events = (report, ev.Queued(NOW, one), ev.DeadlineSet(NOW, deadline()))
    return Case(ref), events, Files(kept, ((one.id, raw),))


def following(case: Case) -> tuple[Case, tuple[Any, ...], Files]:
    """What a second report causes on it: another picture, another letter, and the first one sent."""
    picture, raw = f"picture of {case.ref} again".encode(), b"a second letter"
    two = letter(2, case.ref, raw)
    events = (
        reported(f"second on {case.ref}", item(picture)),
        ev.Queued(NOW, two),
        ev.LetterMoved(NOW, case.letters[0].id, LetterState.SENT, "accepted"),
    )
    return case, events, Files(((item(picture), picture),), ((two.id, raw),))


UNREAD = (
    ev.Quarantined(NOW, key("unread"), None, "LookupError"),
    ev.Queued(NOW, letter(1, "mailroom", b"a note")),
)
UNREAD_FILES = Files((), ((letter(1, "mailroom").id, b"a note"),), ((sha256(RAW), RAW),))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with one case and a mailroom, held by nobody."""
    folder = tmp_path / "data"
    with closing(Store(folder)) as store:
        store.commit_mailroom(NOW, (ev.Founded(NOW), ev.Filed(NOW, key("filed"), Kind.QUERY, "")), Files())
        store.commit_case(*opening())
    return folder


LEFT = ": is no part of the case: a crash left it, or somebody put it there"
"""What is said of a file that a crash left, or somebody put there."""


def everything(store: Shelves) -> tuple[dict[str, Case], Mailroom, dict[str, object]]:
    """All that a store knows, from disk and from memory, in a form that can be compared."""
    register = dict(vars(store.register))
    due = sorted(set(register.pop("_due")))
    return {ref: store.case(ref) for ref in store.register.refs()}, store.mailroom, {**register, "due": due}


def whole(folder: Path) -> tuple[dict[str, Case], Mailroom, dict[str, object]]:
    """What a start finds, which must be as good as if nothing had ever happened to it."""
    with closing(Store(folder)) as store:
        found = everything(store)
        assert [problem for ref in found[0] for problem in store.verify(ref)] == []
        entries = [json.loads(line) for line in (folder / "custody.log").read_bytes().splitlines()]
        for ref, case in found[0].items():
            mine = [entry for entry in entries if entry["ref"] == ref]
            logged = [entry["sha256"] for entry in mine if entry["what"] != SEALED]
            assert logged == [fact.sha256 for fact in custody_facts(case.events)]
        left = [str(path) for path in folder.rglob("*") if path.suffix == ".half" or ".making" in path.name]
        assert left == []
    return found


def tree(folder: Path) -> dict[str, tuple[int, int, str]]:
    """Every file and folder with its mode, time and content."""
    return {
        str(path.relative_to(folder)): (
            path.stat().st_mode,
            path.stat().st_mtime_ns,
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
        )
        for path in sorted(folder.rglob("*"))
    }


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
    for folder in ("cases/2026-0001", "cases/2026-0001/evidence", "letters", "mailroom", "."):
        (data / folder / "file.7.half").write_bytes(b"half")
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
                outcomes.append(_outcome(lambda store=store: JOBS[job](store)))
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


# ── one worker, one user ───────────────────────────────────────────────────────────────────

_HOLD = """\
import sys
from pathlib import Path
from worker.outside.data.store import Store
store = Store(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def holder(data: Path) -> Iterator[subprocess.Popen[str]]:
    """Another worker, a process of its own that holds the data folder."""
    command = (sys.executable, "-c", _HOLD, str(data))
    with subprocess.Popen(command, cwd=ROOT, stdin=-1, stdout=-1, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_worker_is_refused(data: Path, holder: subprocess.Popen[str]) -> None:
    """It ends with a message and changes nothing; the first one's sudden death frees the folder."""
    before = tree(data)
    with pytest.raises(Unreachable, match=f"Another Headsup is already working in {data}"):
        Store(data)
    assert tree(data) == before
    holder.send_signal(signal.SIGKILL)
    holder.wait(10)
    Store(data).close()


def test_a_second_worker_ends_with_try_again(
    data: Path,
    holder: subprocess.Popen[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The command says so and ends with 75, which cron and systemd take for what it is."""
    config = data.parent / "config.toml"
    config.write_text((ROOT / "config.toml").read_text("utf-8"), "utf-8")
    for name in ("IMAP", "SMTP"):
        monkeypatch.setenv(f"HEADSUP_{name}_PASSWORD", "not-a-secret")
    assert main(("once", "--config", str(config))) == TRY_AGAIN == 75
    assert "Another Headsup is already working" in capsys.readouterr().err


def test_looking_changes_no_byte(data: Path, holder: subprocess.Popen[str]) -> None:
    """Beside a running worker, and with a crash's leavings about, looking sees all and touches nothing."""
    making = data / "cases" / ".making-2026-0002"
    making.mkdir()
    (making / "case.json.7.half").write_bytes(b"half")
    (data / "custody.log").write_bytes((data / "custody.log").read_bytes()[:-9])
    (data / "secret.key").unlink()
    before = tree(data)
    store = Shelves(data)
    assert (store.register.refs(), store.case(REF).events) == ((REF,), opening()[1])
    assert (store.mailroom.founded_at, store.heartbeat(), store.replay_requests()) == (NOW, {}, ())
    store.verify(REF)
    assert tree(data) == before


def test_looking_where_nothing_is(tmp_path: Path) -> None:
    """A wrong folder is said to be one, and none is made."""
    with pytest.raises(Misconfigured, match="holds no cases yet"):
        Shelves(tmp_path / "data")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o701, 0o777])
def test_a_folder_open_to_others_is_refused(data: Path, mode: int) -> None:
    """The remedy is one command, and after it the folder is taken."""
    data.chmod(mode)
    with pytest.raises(Misconfigured) as refused:
        Store(data)
    assert refused.value.problems == (
        f"{data} can be entered by other users of this machine (mode {mode:04o}). Run: chmod 700 {data}",
    )
    data.chmod(0o700)
    Store(data).close()


@pytest.mark.skipif(not IS_ROOT, reason="only root could take another user's folder")
def test_root_does_not_work_in_the_folder_of_the_service(data: Path) -> None:
    """What root would write there, the service could no longer read: it is told to run as the service."""
    os.chown(data, 65534, 65534)
    before = tree(data)
    with pytest.raises(Misconfigured, match=r"belongs to another user.*sudo -u '#65534'"):
        Store(data)
    assert tree(data) == before


@pytest.mark.skipif(not IS_ROOT, reason="only root can become another user")
def test_another_user_is_told_whose_it_is(data: Path) -> None:
    """Neither working nor looking as the wrong user is called a full disk or an empty folder."""

    def as_nobody() -> None:
        os.setuid(65534)
        for opened in (Shelves, Store):
            with pytest.raises(Misconfigured, match=r"cannot be used.*Permission denied"):
                opened(data)

    assert not die_at(10_000, as_nobody)


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    """A wrong path in the settings is a setting to be mended."""
    (tmp_path / "data").touch()
    with pytest.raises(Misconfigured, match="cannot be used"):
        Store(tmp_path / "data" / "below")


# ── what a start refuses, and the way back ─────────────────────────────────────────────────


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


def test_verify_tells_all_that_is_wrong(data: Path) -> None:
    """A changed file, a changed letter, a changed summary and a changed history, each in words."""
    store = Shelves(data)
    folder = data / "cases" / REF
    picture, one = opening()[2].evidence[0][0].sha256, letter(1).id
    assert store.verify(REF) == ()
    (folder / "evidence" / picture).unlink()
    (folder / "letters" / f"{one}.eml").write_bytes(b"another letter")
    text = (folder / "case.json").read_text("utf-8")
    (folder / "case.json").write_text(text.replace("image/png", "image/gif").replace("facebook:", "x:"))
    said = store.verify(REF)
    assert [line.partition(":")[0] for line in said] == [
        f"{folder}/evidence/{picture}",
        f"{folder}/letters/{one}.eml is not what it was when it was written",
        f"{data}/custody.log",
        f"{data}/custody.log",
    ]
    change = text.replace('"post_keys":["facebook:first"]', '"post_keys":[]')
    (folder / "case.json").write_text(change)
    assert store.verify(REF)[-1] == f"{folder}/case.json: its summary does not follow from its history"


def test_every_byte_of_a_history_counts(data: Path) -> None:
    """Whatever byte of case.json is another, or missing, or more: it is said, also if it reads as before."""
    path = data / "cases" / REF / "case.json"
    was = path.read_bytes()
    silent = []
    for at in range(0, len(was), 23):
        for now in (was[:at] + bytes([was[at] ^ 1]) + was[at + 1 :], was[:at] + b" " + was[at:]):
            path.write_bytes(now)
            try:
                silent += [] if Shelves(data).verify(REF) else [(at, now[at : at + 1])]
            except Damaged as error:
                silent += [] if str(path.parent) in str(error) else [(at, b"unnamed")]
    path.write_bytes(was)
    assert (silent, Shelves(data).verify(REF)) == ([], ())


def test_a_changed_history_stays_found(data: Path) -> None:
    """Also when the worker has gone on from it: every seal is held against the history, not only the last."""
    path = data / "cases" / REF / "case.json"
    path.write_bytes(path.read_bytes().replace(b"who said what", b"who said that"))
    assert Shelves(data).verify(REF) == ()
    changed = path.read_bytes().replace(b'"words":"', b'"words":"not ', 1)
    path.write_bytes(changed)
    with closing(Store(data)) as store:
        store.commit_case(*following(store.case(REF)))
        said = (f"{data}/custody.log: the history of {REF} is not the one that was sealed in it",)
        assert store.verify(REF) == said


def test_what_does_not_belong_is_found(data: Path) -> None:
    """A file more, a file swapped for another, a link, a line more in the manifest: each by its name."""
    folder = data / "cases" / REF
    picture = folder / "evidence" / opening()[2].evidence[0][0].sha256
    mail = next(one for one in (folder / "letters").iterdir())
    for path in (folder / "evidence" / "extra", folder / "letters" / "extra.eml", folder / "extra"):
        path.write_bytes(b"more")
    data_of = picture.read_bytes()
    picture.unlink()
    picture.symlink_to(mail)
    with (folder / "evidence" / "MANIFEST.sha256").open("a") as manifest:
        manifest.write(f"{'0' * 64}  extra\n")
    store = Shelves(data)
    assert store.verify(REF) == (f"{picture}: is a link to another file, not the file that was kept",)
    assert store.strays(REF) == (
        f"{folder}/evidence/MANIFEST.sha256, '{'0' * 64}  extra'{LEFT}",
        f"{folder}/evidence/extra{LEFT}",
        f"{folder}/letters/extra.eml{LEFT}",
        f"{folder}/extra{LEFT}",
    )
    picture.unlink()
    picture.write_bytes(data_of)
    (folder / "evidence" / "MANIFEST.sha256").write_bytes(b"\n".join((b"", picture.name.encode())))
    said = store.verify(REF)
    assert f"{folder}/evidence/MANIFEST.sha256: does not list {picture.name}" in said
    assert said[-1] == f"{folder}/evidence/MANIFEST.sha256: is not written as it was"


def test_the_mailroom_is_checked(data: Path) -> None:
    """A letter, a quarantined mail and a month, each changed: each is named."""
    with closing(Store(data)) as store:
        store.commit_mailroom(NOW, UNREAD, UNREAD_FILES)
        assert store.verify_mailroom() == ()
    note, raw = (
        data / "letters" / f"{letter(1, 'mailroom').id}.eml",
        data / "quarantine" / f"{sha256(RAW)}.eml",
    )
    month = data / "mailroom" / "2026-11.json"
    note.unlink()
    raw.chmod(0o600)
    raw.write_bytes(b"another")
    month.write_bytes(month.read_bytes().replace(b",", b", ", 1))
    assert Shelves(data).verify_mailroom() == (
        f"{note} is missing. Restore it from the last backup.",
        f"{month}: is not written as it was: something else than Headsup changed it",
        f"{raw}: changed since it was received",
    )


def test_a_letter_that_was_changed_is_not_sent(data: Path) -> None:
    """What goes out is what was fixed at the commit and approved, or nothing goes out."""
    with closing(Store(data)) as store:
        file = data / "cases" / REF / "letters" / f"{letter(1).id}.eml"
        assert store.letter(REF, letter(1).id) == b"a letter on first"
        file.write_bytes(b"a letter on Monday")
        with pytest.raises(Damaged, match=str(file)):
            store.letter(REF, letter(1).id)
        file.unlink()
        with pytest.raises(Damaged, match=str(file)):
            store.letter(REF, letter(1).id)
        picture = opening()[2].evidence[0][0].sha256
        (data / "cases" / REF / "evidence" / picture).unlink()
        with pytest.raises(Damaged, match=picture):
            store.evidence(REF, picture)


# ── nobody writes over anybody ─────────────────────────────────────────────────────────────


def test_a_commit_on_a_case_that_moved_on_is_refused(data: Path) -> None:
    """Two commits decided on the same history: the second is refused, and the first stands whole."""
    with closing(Store(data)) as store:
        stale = store.case(REF)
        store.commit_case(*following(stale))
        before = everything(store)
        with pytest.raises(Damaged, match="3 were expected"):
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


# ── the mailroom's months ──────────────────────────────────────────────────────────────────


def months(data: Path) -> dict[str, int]:
    found = sorted((data / "mailroom").iterdir())
    return {path.name: len(journal.read_mailroom(path)) for path in found}


def test_months_fold_in_order(data: Path) -> None:
    """A letter queued in one month and sent in the next, over the turn of a year."""
    ids = [letter(n, "mailroom").id for n in range(3)]
    with closing(Store(data)) as store:
        for n, days in enumerate((0, 10, 40)):
            at = NOW + timedelta(days=days)
            store.commit_mailroom(at, (ev.Queued(at, letter(n, "mailroom")),), Files())
            if n:
                sent = ev.LetterMoved(at, ids[n - 1], LetterState.SENT, "accepted")
                store.commit_mailroom(at, (sent,), Files())
        kept = everything(store)
    assert months(data) == {"2026-11.json": 3, "2026-12.json": 2, "2027-01.json": 2}
    found = whole(data)
    assert found == kept
    assert [found[1].letters[one].state.value for one in ids] == ["sent", "sent", "queued"]


def test_a_clock_set_back_disturbs_no_order(data: Path) -> None:
    """After a start with a clock decades slow, what follows is still read after what came before."""
    past = NOW.replace(year=1970)
    with closing(Store(data)) as store:
        store.commit_mailroom(NOW, UNREAD, UNREAD_FILES)
        moved = ev.LetterMoved(past, letter(1, "mailroom").id, LetterState.SENT, "accepted")
        store.commit_mailroom(past, (moved,), Files())
        kept = everything(store)
    assert (months(data), whole(data)) == ({"2026-11.json": 5}, kept)


def test_held_given_back_and_held_again(data: Path) -> None:
    """What is known of a message after a restart is what was known before it, through every turn."""
    held = ev.Held(NOW, key("held"), Kind.STRANGER, None, "", "from outside")
    replayed = ev.Replayed(NOW, key("held"))
    for events in ((held,), (replayed,), (held,), (replayed, held), (replayed,)):
        with closing(Store(data)) as store:
            store.commit_mailroom(NOW, events, Files())
            kept = everything(store)
            expected = None if events[-1] == replayed else "held"
            assert store.register.find_message(key("held")) == expected
        assert whole(data) == kept


def test_a_replay_cut_short_makes_no_second_case(data: Path) -> None:
    """The note is still there after a crash: asked again, the message is known to be on its case."""
    with closing(Store(data)) as store:
        store.commit_mailroom(NOW, UNREAD, UNREAD_FILES)
        store.commit_mailroom(NOW, (ev.Replayed(NOW, key("unread")),), Files())
        assert store.register.find_message(key("unread")) is None
        store.commit_case(*opening("unread", "2026-0002"))
        store.commit_mailroom(NOW, (ev.Replayed(NOW, key("unread")),), Files())
        assert store.register.find_message(key("unread")) == "2026-0002"
        kept = everything(store)
    assert whole(data) == kept


# ── notes, which are part of no commit ─────────────────────────────────────────────────────


def test_what_was_being_read_survives_the_process(data: Path) -> None:
    """Each death over the same message is counted; another message, or none, begins anew."""

    def note(place: Place | None) -> int:
        with closing(Store(data)) as store:
            return store.note_reading(place)

    assert [note(Place(1, 5)) for _ in range(3)] == [0, 1, 2]
    assert [note(Place(1, 6)), note(Place(2, 6)), note(Place(2, 6)), note(None), note(Place(2, 6))] == [
        0,
        0,
        1,
        0,
        0,
    ]


@pytest.mark.parametrize("raw", [b"", b"\0\0", b"[1]"])
def test_a_note_that_a_power_cut_emptied_is_no_note(data: Path, raw: bytes) -> None:
    """Signs of life are not worth stopping for: they are as good as absent."""
    with closing(Store(data)) as store:
        for name in ("heartbeat.json", "reading.json"):
            (data / name).write_bytes(raw)
        assert (store.heartbeat(), store.note_reading(Place(1, 5))) == ({}, 0)
        store.beat({"at": "now"})
        assert (store.heartbeat(), store.note_reading(Place(1, 5))) == ({"at": "now"}, 1)


def test_a_request_to_read_again(data: Path) -> None:
    """It waits for the worker, and is taken off once done."""
    nameless = MessageKey(None, sha256(b"raw"), "")
    with closing(Store(data)) as store:
        looking = Shelves(data)
        for one in (key("a"), nameless):
            looking.ask_replay(one)
        assert set(store.replay_requests()) == {key("a"), nameless}
        store.replayed(key("a"))
        store.replayed(key("a"))
        assert store.replay_requests() == (nameless,)


@pytest.mark.parametrize("raw", [b"", b'[null, 5, ""]', b'[null, "other", ""]', b'[1, "x", ""]', b"{}"])
def test_what_is_no_request_to_read_again_is_put_aside(data: Path, raw: bytes) -> None:
    """A damaged note stops nothing: it is kept under another name, and the requests beside it hold."""
    with closing(Store(data)) as store:
        store.ask_replay(key("a"))
        (data / "replay" / "x.json").write_bytes(raw)
        assert [store.replay_requests() for _ in range(2)] == [(key("a"),)] * 2
        assert (data / "replay" / "x.json.unreadable").read_bytes() == raw


def test_a_sign_of_life_that_tells_no_time(data: Path) -> None:
    """An instant that is none is left out, and the rest of the note holds."""
    with closing(Store(data)) as store:
        store.beat({"last_read_at": 5, "beat_at": "yesterday", "begun_at": None, "trouble": "none"})
        assert store.heartbeat() == {"begun_at": None, "trouble": "none"}
        (data / "reading.json").write_bytes(b'{"whole":["1/5","x"]}')
        assert [store.note_reading(Place(1, 5)) for _ in range(2)] == [0, 1]


@pytest.mark.skipif(not IS_ROOT, reason="only root asks for another user")
def test_what_root_asks_the_worker_can_read(data: Path) -> None:
    """A request left with sudo belongs to the user who must read it."""
    os.chown(data / "replay", 65534, 65534)
    Shelves(data).ask_replay(key("a"))
    (note,) = (data / "replay").iterdir()
    assert (note.stat().st_uid, note.stat().st_gid) == (65534, 65534)
