"""The service as a process: what it does when the world around it is not as it should be."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest

from tests.servers.dovecot import DOVECOT, free_port
from tests.servers.faults import SILENCE, Silent
from tests.servers.postfix import POSTFIX
from tests.servers.school import CONFIG, HEAD, School, await_that
from worker.errors import Misconfigured, Unreachable
from worker.model import MessageKey, Place, Preview
from worker.outside.setup.config import load
from worker.service import Service
from worker.waking import notify

ROOT = Path(__file__).parent.parent
PASSWORDS = {"HEADSUP_IMAP_PASSWORD": "word", "HEADSUP_SMTP_PASSWORD": "word"}
real = [
    pytest.mark.real,
    pytest.mark.skipif(DOVECOT is None or POSTFIX is None, reason="dovecot and postfix are not installed"),
]


def configure(folder: Path, imap: int, smtp: int) -> Path:
    """Write a school's settings for servers on these ports."""
    path = folder / "config.toml"
    path.write_text(CONFIG.format(imap=imap, smtp=smtp))
    return path


def headsup(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a user would, to its end."""
    command = [sys.executable, "-m", "worker.cli", *arguments]
    return subprocess.run(
        command,
        env={**os.environ, **PASSWORDS, **environ},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.fixture
def running(tmp_path: Path) -> Iterator[School]:
    with School(tmp_path) as school:
        yield school


def test_once_with_no_server_says_try_again(tmp_path: Path) -> None:
    """Nobody listens: exit code 75, and the message names the server."""
    port = free_port()
    ended = headsup("--config", str(configure(tmp_path, port, free_port())), "once")
    assert ended.returncode == 75
    assert f"127.0.0.1, port {port}" in ended.stderr or f"127.0.0.1:{port}" in ended.stderr, ended.stderr


def test_a_second_worker_is_refused(tmp_path: Path) -> None:
    """Two workers on one data folder would answer twice: the second leaves at once with 75."""
    path = configure(tmp_path, free_port(), free_port())
    first = Service(load(path, PASSWORDS))
    try:
        ended = headsup("--config", str(path), "once")
    finally:
        first.close()
    assert ended.returncode == 75
    assert "Another Headsup is already working" in ended.stderr


def test_a_damaged_case_stops_it(tmp_path: Path) -> None:
    """A case file that cannot be read stops the service, naming the file and the way back."""
    path = configure(tmp_path, free_port(), free_port())
    Service(load(path, PASSWORDS)).close()
    case = tmp_path / "data" / "cases" / "2026-0001"
    case.mkdir()
    (case / "case.json").write_text("{")
    ended = headsup("--config", str(path), "once")
    assert ended.returncode == 1
    assert str(case / "case.json") in ended.stderr
    assert "backup" in ended.stderr


def test_a_server_that_says_nothing_does_not_hold_a_stop(tmp_path: Path) -> None:
    """SIGTERM while the IMAP server accepts and is silent: gone within five seconds, code 0."""
    with Silent() as silent:
        path = configure(tmp_path, silent.port, free_port())
        worker = subprocess.Popen(
            [sys.executable, "-m", "worker.cli", "--config", str(path), "run"],
            env={**os.environ, **PASSWORDS},
            cwd=ROOT,
            stderr=subprocess.DEVNULL,
        )
        with worker:
            await_that(lambda: silent.met)
            began = time.monotonic()
            worker.terminate()
            assert worker.wait(20) == 0
            assert time.monotonic() - began < 5


def test_systemd_is_told(tmp_path: Path) -> None:
    """sd_notify goes to the socket systemd names, also to an abstract one; without one nothing happens."""
    for name in (str(tmp_path / "notify"), f"@headsup-{os.getpid()}"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
            systemd.bind("\0" + name[1:] if name.startswith("@") else name)
            notify("READY=1", {"NOTIFY_SOCKET": name})
            assert systemd.recv(100) == b"READY=1"
    notify("READY=1", {})


def test_a_full_disk_is_waited_out(tmp_path: Path) -> None:
    """No room for a commit: the pass ends with 75 and says so; with room again nothing is missing."""
    if os.getuid() != 0 or shutil.which("mount") is None:
        pytest.skip("needs root, to mount a small disk")
    disk = tmp_path / "data"
    disk.mkdir(mode=0o700)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs", str(disk)], check=False
    )
    if mounted.returncode:
        pytest.skip("mounting is not allowed here")
    try:
        path = configure(tmp_path, free_port(), free_port())
        Service(load(path, PASSWORDS)).close()
        (disk / "ballast").write_bytes(b"x" * (64 * 1024 - 16 * 1024))
        with pytest.raises(OSError, match="No space"):
            (disk / "more").write_bytes(b"x" * 64 * 1024)
        ended = headsup("--config", str(path), "once")
        assert ended.returncode == 75
        for name in ("ballast", "more"):
            (disk / name).unlink()
        assert headsup("--config", str(path), "status").returncode == 1
    finally:
        subprocess.run(["umount", str(disk)], check=True)


class TestOnRealServers:
    """With Dovecot and Postfix."""

    pytestmark = real

    def test_wrong_password_says_what_to_do(self, running: School) -> None:
        """The server refuses the login at the start: exit code 2, naming the setting to look at."""
        config = str(running.folder / "config.toml")
        ended = headsup("--config", config, "run", HEADSUP_IMAP_PASSWORD="wrong")
        assert ended.returncode == 2
        assert "HEADSUP_IMAP_PASSWORD" in ended.stderr or "password" in ended.stderr

    def test_a_server_restart_is_lived_through(self, running: School) -> None:
        """Dovecot goes away and comes back while the worker waits: the next report is answered."""
        running.start()
        running.send(running.report(1))
        await_that(lambda: len(running.mails(HEAD)) == 1)
        running.dovecot.stop()
        running.dovecot.start()
        running.send(running.report(2))
        await_that(lambda: len(running.mails(HEAD)) == 2, 60)
        assert running.worker is not None
        assert running.worker.poll() is None

    def test_a_mail_server_silent_at_the_last_dot_does_not_hold_a_stop(self, tmp_path: Path) -> None:
        """SIGTERM while a letter is in the server's hands: gone in five seconds, sent again under one id."""
        with School(tmp_path, relay=False) as school:
            school.sink.answers["."] = SILENCE
            school.start()
            school.dovecot.deliver("reports", school.report(1).as_bytes())
            await_that(lambda: len(school.sink.letters) == 1)
            assert school.worker is not None
            began = time.monotonic()
            school.worker.terminate()
            assert school.worker.wait(20) == 0
            assert time.monotonic() - began < 5
            del school.sink.answers["."]
            school.start()
            await_that(lambda: len(school.sink.letters) == 3)
            ids = [str(mail["Message-ID"]) for mail in school.letters()]
            assert (ids[0], len(set(ids))) == (ids[1], 2)

    def test_the_log_holds_no_names(self, running: School) -> None:
        """What goes to the journal has no address, no name and no word of a message in it."""
        running.start()
        running.send(running.report(1))
        await_that(lambda: len(running.mails(HEAD)) == 1)
        assert running.worker is not None
        running.worker.send_signal(signal.SIGTERM)
        running.worker.wait(20)
        log = running.log()
        found = [
            word for word in ("@", "Kim", "Dale", "Useless", "northside", "Post about us") if word in log
        ]
        assert found == [], log


def test_waking_is_safe_from_any_thread(tmp_path: Path) -> None:
    """A thousand wakes from threads while nobody listens neither block nor fail."""
    service = Service(load(configure(tmp_path, free_port(), free_port()), PASSWORDS))

    def wake_often() -> None:
        for _ in range(250):
            service.wake()

    try:
        threads = [threading.Thread(target=wake_often) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        assert not any(thread.is_alive() for thread in threads)
    finally:
        service.close()


class Restless:
    """A mailbox that always has news, or whose wait always fails."""

    def __init__(self, *, cut: bool) -> None:
        self.cut = cut
        self.logins = self.rounds = 0

    def connect(self) -> int:
        self.logins += 1
        return 0

    def waiting(self) -> list[Place]:
        self.rounds += 1
        return []

    def previews(self, places: Sequence[Place]) -> list[Preview]:
        return []

    def fetch(self, places: Sequence[Place]) -> Iterator[tuple[Place, bytes]]:
        return iter(())

    def done(self, places: Sequence[Place], folder: str) -> None: ...

    def flag(self, place: Place) -> None: ...

    def newest_filed(self, count: int) -> tuple[MessageKey, ...]:
        return ()

    def find_sent(self, message_ids: Sequence[str]) -> tuple[str, ...]:
        return ()

    def keep_sent(self, message_id: str, raw: bytes, *, doubtful: bool = False) -> str:
        return ""

    def erase(
        self, keys: Sequence[MessageKey], sizes: Mapping[str, int], letters: Sequence[str]
    ) -> tuple[int, int]:
        return 0, 0

    def wait(self, seconds: float, wake_fd: int | None = None) -> bool:
        if self.cut:
            raise Unreachable("the line was cut")
        return False

    def close(self) -> None: ...


@pytest.mark.parametrize("cut", [True, False])
def test_no_server_makes_it_turn_fast(tmp_path: Path, cut: bool) -> None:
    """IDLE that is cut at once, or news without end: at most one round a second, and fewer logins."""
    inbox = Restless(cut=cut)
    service = Service(load(configure(tmp_path, free_port(), free_port()), PASSWORDS), inbox=inbox)
    try:
        assert service.desk.delay == ""  # loaded, which takes its time too
        began = time.monotonic()
        while time.monotonic() - began < 2.2:
            service._round()
        assert 2 <= inbox.rounds <= 4
        assert inbox.logins <= (3 if cut else 1)
    finally:
        service.close()


def test_a_login_refused_years_later_does_not_end_it(tmp_path: Path) -> None:
    """Nobody looks at an exit code after a reboot: it tells the admin, and tries on, slowly."""

    class Refusing(Restless):
        def connect(self) -> int:
            raise Misconfigured(["the login is refused"])

    settings = load(configure(tmp_path, free_port(), free_port()), PASSWORDS)
    first = Service(settings, inbox=Refusing(cut=False))
    try:
        with pytest.raises(Misconfigured):
            first._round()
        first.store.beat({"at": "x", "last_read_at": "2026-11-24T09:00:00+00:00"})
    finally:
        first.close()
    second = Service(settings, inbox=Refusing(cut=False))
    try:
        second.wake()  # or it would wait the five minutes that a refused login is left alone
        second._round()
        assert "the login is refused" in str(second.store.heartbeat()["trouble"])
        second._waiting_out("reading", second._read_all)
        told = [one for one in second.store.mailroom.letters.values() if one.kind == "admin_note"]
        assert [(one.to, one.subject) for one in told] == [
            (("it@northside.example",), "Headsup: The mailbox cannot be read")
        ]
        assert second._line.left_alone_for > 290
    finally:
        second.close()
