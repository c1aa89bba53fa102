"""How long from a report's arrival in Dovecot to the head's draft at the mail server, and what idling costs.

    python -m tests.bench.latency [N]

The floor, measured in the same run, is Dovecot's own delay: a bare IDLE on the same server, told of a
mail in the same way. Prints medians in seconds, the resident memory of the idle worker in MB and the
CPU seconds it used in the idle time.
"""

from __future__ import annotations

import imaplib
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.servers.school import WORD, School, await_that

IDLE_SECONDS = 15


def delay_of_idle(school: School, number: int) -> float:
    """Seconds from a delivery to the EXISTS of a bare IDLE, in a mailbox nobody else watches."""
    with imaplib.IMAP4("127.0.0.1", school.dovecot.port) as imap:
        imap.login("it", WORD)
        imap.select("INBOX")
        imap.send(b"a1 IDLE\r\n")
        while not imap.readline().startswith(b"+"):
            pass
        time.sleep(0.7)
        began = time.perf_counter()
        school.dovecot.deliver("it", school.report(number).as_bytes())
        while b"EXISTS" not in imap.readline():
            pass
        took = time.perf_counter() - began
        imap.send(b"DONE\r\n")
        while not imap.readline().startswith(b"a1 "):
            pass
    return took


def delay_of_headsup(school: School, number: int) -> float:
    """Seconds from a delivery to the draft accepted by the mail server."""
    before = len(school.sink.letters)
    raw = school.report(number).as_bytes()
    time.sleep(0.7)
    began = time.perf_counter()
    school.dovecot.deliver("reports", raw)
    while len(school.sink.letters) < before + 2:
        time.sleep(0.001)
    return time.perf_counter() - began


def cpu_seconds(pid: int) -> float:
    """User and system time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def resident_mb(pid: int) -> float:
    """Resident memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder, School(Path(folder), speed=1, relay=False) as school:
        floor = [delay_of_idle(school, n) for n in range(1, min(count, 8) + 1)]
        school.start()
        assert school.worker is not None
        school.dovecot.deliver("reports", school.report(9999).as_bytes())
        await_that(lambda: len(school.sink.letters) >= 2)
        ours = [delay_of_headsup(school, n) for n in range(1, count + 1)]
        pid = school.worker.pid
        used = cpu_seconds(pid)
        time.sleep(IDLE_SECONDS)
        used = cpu_seconds(pid) - used
        bare, took = statistics.median(floor), statistics.median(ours)
        print(f"Dovecot's own delay, bare IDLE ({len(floor)}): median {bare:.3f} s")
        print(f"arrival to draft accepted ({count}): median {took:.3f} s, max {max(ours):.3f} s")
        print(f"ours beyond the floor: {took - bare:.3f} s, ratio {took / bare:.2f}")
        print(f"idle: {resident_mb(pid):.1f} MB resident, {used:.2f} s of CPU in {IDLE_SECONDS} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
