"""The data folder is held by one worker, of one user; looking at it changes no byte."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.disk_faults import die_at
from tests.samples import NOW
from tests.stored import IS_ROOT, REF, ROOT, UNREAD, UNREAD_FILES, following, opening, tree
from worker.cli import main
from worker.errors import Damaged, Misconfigured, Unreachable
from worker.opening import TRY_AGAIN
from worker.outside.data import folder
from worker.outside.data.folder import is_held
from worker.outside.data.shelves import Shelves
from worker.outside.data.store import Store

_HOLD = """\
import sys
from pathlib import Path
from worker.outside.data.store import Store
store = Store(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""

_RACE = """\
import os, sys
from pathlib import Path
from worker.errors import Unreachable
from worker.outside.data.store import Store
print("ready", flush=True)
os.read(int(sys.argv[2]), 1)
try:
    store = Store(Path(sys.argv[1]))
except Unreachable:
    print("refused", flush=True)
else:
    print("held", flush=True)
    sys.stdin.read()
    print(store.secret.hex())
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


def test_removing_the_lock_lets_nobody_in(data: Path, holder: subprocess.Popen[str]) -> None:
    """Somebody takes it for what a crash left behind: the worker that runs still is the only one."""
    (data / "lock").unlink()
    for _ in range(2):
        with pytest.raises(Unreachable, match="already working"):
            Store(data)
        assert is_held(data)
    holder.kill()
    holder.wait(10)
    assert not is_held(data)
    Store(data).close()


def test_a_folder_put_in_its_place_is_not_written_to(data: Path) -> None:
    """Somebody moves the data aside, restores a backup and forgets the service that still runs."""
    store = Store(data)
    data.rename(data.with_name("before"))
    shutil.copytree(data.with_name("before"), data)
    before = tree(data)
    with pytest.raises(Damaged, match="put in another's place"):
        store.commit_mailroom(NOW, UNREAD, UNREAD_FILES)
    with pytest.raises(Damaged, match="put in another's place"):
        store.commit_case(*following(store.case(REF)))
    store.close()
    assert tree(data) == before


def test_of_many_that_start_at_once_one_works(tmp_path: Path) -> None:
    """Also where there is no data yet: one makes the folder and its key, and the others are refused."""
    gate, opens = os.pipe()
    command = (sys.executable, "-c", _RACE, str(tmp_path / "data"), str(gate))
    workers = [
        subprocess.Popen(command, cwd=ROOT, stdin=-1, stdout=-1, text=True, pass_fds=[gate]) for _ in range(4)
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    os.close(opens)
    ends = [worker.stdout.readline() for worker in workers if worker.stdout]
    keys = [worker.communicate(timeout=20)[0] for worker in workers]
    os.close(gate)
    assert sorted(ends) == ["held\n", *["refused\n"] * 3]
    assert [key for key in keys if key] == [f"{(tmp_path / 'data' / 'secret.key').read_bytes().hex()}\n"]


def _next(store: Store) -> None:
    store.commit_case(*following(store.case(REF)))


def _new(store: Store) -> None:
    store.commit_case(*opening("other", "2026-0002"))


def _aside(store: Store) -> None:
    store.commit_mailroom(NOW, UNREAD, UNREAD_FILES)


@pytest.mark.parametrize("commit", [_next, _new, _aside])
def test_where_nothing_is_locked_a_second_worker_stops(
    data: Path, monkeypatch: pytest.MonkeyPatch, commit: Callable[[Store], None]
) -> None:
    """Two machines on a shared folder whose locks are only their own: the one behind changes nothing."""
    monkeypatch.setattr(folder, "_lock", lambda _: True)
    one, other = Store(data), Store(data)
    commit(one)
    before = {name: sha256 for name, (_, _, sha256) in tree(data).items()}
    with pytest.raises(Damaged, match=r"something else wrote to it|put there while"):
        commit(other)
    assert {name: sha256 for name, (_, _, sha256) in tree(data).items()} == before
    one.close()
    other.close()
    third = Store(data)
    assert [problem for ref in third.register.refs() for problem in third.verify(ref)] == []
    third.close()


def test_whoever_only_looks_keeps_no_worker_out(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``headsup status`` asks whether a worker is there in the very moment that one starts."""
    looking = [os.open(data / "lock", os.O_RDONLY | os.O_CREAT)]
    fcntl.flock(looking[0], fcntl.LOCK_SH)
    monkeypatch.setattr(folder, "sleep", lambda _: os.close(looking.pop()))
    Store(data).close()
    assert looking == []


def test_a_file_system_that_cannot_lock(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no file can be locked nobody works, and the settings are to be put right; a file is enough."""
    flock = fcntl.flock

    def refusing(kinds: tuple[Callable[[int], bool], ...], opened: int, how: int) -> None:
        if any(is_one(os.fstat(opened).st_mode) for is_one in kinds):
            raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))
        flock(opened, how)

    monkeypatch.setattr(fcntl, "flock", partial(refusing, (stat.S_ISDIR,)))
    store = Store(data)
    with pytest.raises(Unreachable, match="already working"):
        Store(data)
    store.close()
    monkeypatch.setattr(fcntl, "flock", partial(refusing, (stat.S_ISREG,)))
    with pytest.raises(Misconfigured, match="nothing can be locked"):
        Store(data)


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


def test_what_cannot_be_held_is_not_kept_open(data: Path) -> None:
    shutil.rmtree(data, ignore_errors=True)
    (data / folder.LOCK).mkdir(parents=True)
    data.chmod(0o700)
    before = sorted(Path("/proc/self/fd").iterdir())
    with pytest.raises(OSError, match=folder.LOCK):
        folder.hold(data)
    assert sorted(Path("/proc/self/fd").iterdir()) == before


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
