"""What many schools on one machine cost: one service each, against one real mail server.

    python -m tests.bench.schools [COUNT] [SECONDS]

Starts COUNT services, each with a mailbox, a data folder and settings of its own, lets each take in one
report, and lets them idle. Prints memory (resident, and proportional: what is shared counted once), CPU,
processes and connections, in all and for a school, and how long one more report waits for its answer.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.latency import cpu_seconds
from tests.servers.dovecot import Dovecot
from tests.servers.faults import FaultySmtp
from tests.servers.school import CONFIG, ROOT, WORD, await_that

_REPORT = b"""From: Teacher <teacher@northside.example>\r
To: reports@northside.example\r
Subject: Post about us\r
Date: Tue, 24 Nov 2026 09:00:00 +0000\r
Message-ID: <%d@northside.example>\r
\r
Kim Dale put this on Facebook: "Useless, the lot of them."\r
https://www.facebook.com/groups/northsideparents/posts/1016123456789/\r
"""


def main(count: int, seconds: int) -> None:
    users = {f"school{n}": WORD for n in range(count)}
    with tempfile.TemporaryDirectory() as folder, Dovecot(users) as dovecot, FaultySmtp({}) as sink:
        began = time.perf_counter()
        services = [start(Path(folder), n, dovecot.port, sink.port) for n in range(count)]
        try:
            for n in range(count):
                dovecot.deliver(f"school{n}", _REPORT % n)
            await_that(lambda: len(sink.letters) >= count, 60 + 5.0 * count)
            print(f"{count} services up, each with a report answered: {time.perf_counter() - began:.1f} s")
            await_that(lambda: is_quiet(sink), 60)
            before, late = len(sink.letters), time.perf_counter()
            dovecot.deliver("school0", _REPORT.replace(b"1016123456789", b"2016123456789") % count)
            await_that(lambda: len(sink.letters) > before)
            print(f"one more report, the others idle: answered after {since(late):.2f} s")
            tell(services, seconds)
        finally:
            for service in services:
                service.kill()
                service.wait(20)


def is_quiet(sink: FaultySmtp) -> bool:
    """Whether nothing has been sent for a second: by day each head has a draft too, at night not."""
    before = len(sink.letters)
    time.sleep(1)
    return len(sink.letters) == before


def since(began: float) -> float:
    """Seconds since then."""
    return time.perf_counter() - began


def start(folder: Path, n: int, imap: int, smtp: int) -> subprocess.Popen[bytes]:
    """One school's service (``headsup run``)."""
    home = folder / str(n)
    home.mkdir()
    config = CONFIG.format(imap=imap, smtp=smtp).replace(f'port = {smtp}\nuser = "reports"', f"port = {smtp}")
    config = config.replace('user = "reports"', f'user = "school{n}"')
    (home / "config.toml").write_text(f"{config}\n[reading]\nscreenshots = false\n")
    environ = {**os.environ, "HEADSUP_IMAP_PASSWORD": WORD, "HEADSUP_SMTP_PASSWORD": WORD}
    command = [sys.executable, "-m", "worker.cli", "run", "--config", str(home / "config.toml")]
    return subprocess.Popen(command, cwd=ROOT, env=environ, stderr=subprocess.DEVNULL)


def tell(services: list[subprocess.Popen[bytes]], seconds: int) -> None:
    """Measure services and their children while nothing happens."""
    count = len(services)
    own = [service.pid for service in services]
    families = [(pid, *children_of(pid)) for pid in own]
    every = [pid for family in families for pid in family]
    before = sum(map(cpu_seconds, every))
    time.sleep(seconds)
    used = sum(map(cpu_seconds, every)) - before
    for what, pids in (("services", own), ("with their readers", every)):
        resident, shared_once = (sum(memory(pid, key) for pid in pids) for key in ("Rss", "Pss"))
        print(
            f"{what}: {len(pids)} processes, {resident:.0f} MB resident, {shared_once:.0f} MB proportional, "
            f"{shared_once / count:.1f} MB a school"
        )
    print(
        f"idle: {used:.2f} s of CPU in {seconds} s, {1000 * used / seconds / count:.2f} ms a second a school"
    )
    print("connections: one to its mailbox a school; to the mail server only while something is sent")


def children_of(pid: int) -> list[int]:
    """The processes a process has started."""
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def memory(pid: int, key: str) -> float:
    """Megabytes of a process, by the kernel's own sum."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return int(rollup.partition(f"\n{key}:")[2].split()[0]) / 1024


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 20,
        int(sys.argv[2]) if len(sys.argv) > 2 else 30,
    )
