"""How many reports a second become cases, beside the floors on the same mailbox in the same run.

    python -m tests.bench.intake [COUNT] [ROUNDS]

Real Dovecot and a mail sink on loopback. Ours: fetched, read, a durable case with its evidence, the
acknowledgement and the draft handed to the sink, the message moved. Pictures are not read by machine.
Prints mails a second, CPU milliseconds a mail of the measured process (the steadier figure where cores
are shared), its peak memory, and ratios to the floors. A peer is measured, too, where one is named
(``tests.bench.peers``).
"""

from __future__ import annotations

import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from tests.bench.corpus import reports
from tests.bench.peers import NAME, find_peer, set_up
from tests.servers.dovecot import Dovecot
from tests.servers.faults import AT_ONCE, FaultySmtp
from tests.servers.school import CONFIG, ROOT, WORD

INBOX, DOMAIN = "reports@northside.example", "northside.example"
_ONCE = """\
import os, sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from worker.outside.setup.config import load
from worker.service import Service
settings = load(Path(sys.argv[1]), os.environ)
settings = replace(settings, rules=replace(settings.rules, per_hour=10**9, per_recipient_hour=10**9))
service = Service(settings, lambda: datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
service.once()
service.close()
"""


@dataclass(frozen=True)
class Run:
    """One process's work on the whole mailbox."""

    mails: int
    seconds: float
    cpu: float
    peak_mb: float

    @property
    def rate(self) -> float:
        """Mails a second."""
        return self.mails / self.seconds

    @property
    def cpu_ms(self) -> float:
        """CPU milliseconds a mail."""
        return 1000 * self.cpu / self.mails


def main(count: int, rounds: int) -> None:
    compileall.compile_dir(ROOT / "worker", quiet=1)  # as whatever installs a package does, ours or a peer's
    size = sum(map(len, reports(count, INBOX, DOMAIN))) / count
    print(f"{count} mails of {size / 1000:.0f} KB on average; median of {rounds} turns")
    runs: dict[str, list[Run]] = {"fetch floor": [], "case floor": [], "grouped floor": [], "Headsup": []}
    if find_peer():
        runs[NAME] = []
    with ExitStack() as until_the_end:
        for _ in range(rounds):
            for what, done in runs.items():
                done.append(measure(what, count, until_the_end))
    middle = {what: sorted(done, key=lambda run: run.rate)[len(done) // 2] for what, done in runs.items()}
    print(f"{'':15} {'mails/s':>8} {'CPU ms':>7} {'peak MB':>8}  x fetch  x case   CPU x case")
    for what, run in middle.items():
        fetch, case = run.rate / middle["fetch floor"].rate, run.rate / middle["case floor"].rate
        cpu = statistics.median(r.cpu_ms for r in runs[what])
        against = cpu / statistics.median(r.cpu_ms for r in runs["case floor"])
        print(
            f"{what:15} {run.rate:8.1f} {cpu:7.1f} {run.peak_mb:8.1f} "
            f"{fetch:8.2f} {case:7.2f} {against:12.2f}"
        )


def measure(what: str, count: int, until_the_end: ExitStack) -> Run:
    """Fill a mailbox of its own, and let one process empty it.

    Nothing of the mails is kept here: what a process held when it began another counts as that one's peak.
    On the disk all is kept ``until_the_end`` (a gigabyte for a thousand mails): nobody is to pay for what was
    removed of another's. On ext4 without a journal a file takes 12 µs to make, 80 to 110 after 20,000 were
    removed.
    """
    folder = Path(until_the_end.enter_context(tempfile.TemporaryDirectory()))
    dovecot = until_the_end.enter_context(Dovecot({"reports": WORD}))
    with FaultySmtp(AT_ONCE) as sink:
        for raw in reports(count, INBOX, DOMAIN):
            dovecot.deliver("reports", raw)
        command, environ = _command(what, folder, dovecot.port, sink.port)
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=environ)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        assert os.waitstatus_to_exitcode(status) == 0, what
        left = len(dovecot.mails("reports"))
        assert left == 0, f"{what} left {left} mails"
        return Run(count, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def _command(what: str, folder: Path, imap: int, smtp: int) -> tuple[list[str], dict[str, str]]:
    if what == NAME:
        return set_up(find_peer() or "", folder / "out", imap, smtp)
    if what != "Headsup":
        floor = ["-m", "tests.bench.floors", what.split()[0], str(imap), str(smtp), str(folder / "out")]
        return [sys.executable, *floor], dict(os.environ)
    config = CONFIG.format(imap=imap, smtp=smtp).replace(f'port = {smtp}\nuser = "reports"', f"port = {smtp}")
    (folder / "config.toml").write_text(f"{config}\n[reading]\nscreenshots = false\n")
    environ = {**os.environ, "HEADSUP_IMAP_PASSWORD": WORD, "HEADSUP_SMTP_PASSWORD": WORD}
    return [sys.executable, "-c", _ONCE, str(folder / "config.toml")], environ


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 200,
        int(sys.argv[2]) if len(sys.argv) > 2 else 3,
    )
