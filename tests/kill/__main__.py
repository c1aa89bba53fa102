"""Kill the running service at random moments, on Dovecot and Postfix: ``python -m tests.kill 1000 [SEED]``.

Story after story, each with more reports beside it, until there were so many kills. In every other one they
lie among more mails than a batch takes, so that the next are looked at before their turn, the newest come
early, and a second child reads ahead. What must hold is checked after each story; the first story for which
it does not ends the run, and its data folder is kept.
"""

from __future__ import annotations

import random
import signal
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from tests.kill.real import Found, Head, Technician, check
from tests.servers.dovecot import DOVECOT
from tests.servers.postfix import POSTFIX
from tests.servers.school import School

A_STORY = 20
"""So many kills a story, as long as it lasts."""
REPORTS = 6
BACKLOG = 110
"""Mails that need nobody, among which the reports of every other story lie."""
PATIENCE = 240.0
LONGEST, AT_WORK = 4.0, 0.15
"""Seconds: the longest that a worker lives, and how long about once it is at work."""


def play(folder: Path, chance: random.Random, most: int, others: int) -> tuple[int, int, Found]:
    """One story with at most so many kills: how many there were, how many messages IT put back, its end."""
    kills = 0
    with School(folder) as school:
        head, technician = Head(school), Technician(school)
        if not others:
            school.start()
        _send_all(school, chance, others)
        if others:  # all of them wait for its first look
            school.start()
        until = time.monotonic() + PATIENCE
        kill_at, before = time.monotonic() + chance.uniform(0.3, LONGEST), _marks(school)
        while not (head.has_closed and len(school.dovecot.mails("reports")) == 0 and _is_quiet(school)):
            assert time.monotonic() < until, f"the story did not come to its end ({folder})"
            head.act()
            technician.act()
            if kills < most and time.monotonic() >= kill_at:
                school.kill()
                kills += 1
                school.start()
                kill_at, before = time.monotonic() + chance.uniform(0.3, LONGEST), _marks(school)
            if before and before != _marks(school):  # it is at work: few lives shall end before that
                kill_at, before = min(kill_at, time.monotonic() + chance.expovariate(1 / AT_WORK)), ()
            time.sleep(0.005)
        school.kill()
        return kills, technician.put_aside, check(school, REPORTS, others)


def _send_all(school: School, chance: random.Random, others: int) -> None:
    """The reports in their order, and the others anywhere among them."""
    reports = iter(range(1, REPORTS + 1))
    are_reports = [True] * REPORTS + [False] * others
    chance.shuffle(are_reports)
    for number, is_report in enumerate(are_reports):
        if is_report:
            report = next(reports)
            school.send(school.report(report, b"\x89PNG\r\n\x1a\n picture %d" % report))
        else:
            school.send(school.thanks(number))


def _marks(school: School) -> tuple[object, ...]:
    """What changes as soon as a worker does anything with a mail."""
    found = (school.folder / "data").rglob("*")
    marks = (
        (path.name, path.stat().st_mtime_ns) for path in found if path.suffix in {".json", ".log", ".eml"}
    )
    with suppress(FileNotFoundError):
        return ("before", *sorted(marks))
    return ("between two files",)


def _is_quiet(school: School) -> bool:
    """Whether the head has had a mail about every case."""
    subjects = " ".join(str(mail["Subject"]) for mail in school.mails("head@northside.example"))
    return all(f"2026-{number:04d}" in subjects for number in range(1, REPORTS + 1))


def main(wanted: int, seed: int) -> None:
    """Play until there were so many kills, and print what came of it."""
    chance = random.Random(seed)
    kills, put_back = 0, 0
    found: list[Found] = []
    began = time.monotonic()
    while kills < wanted:
        folder = Path(tempfile.mkdtemp(prefix="kill-"))
        others = BACKLOG if len(found) % 2 else 0
        more, again, ended = play(folder, chance, min(A_STORY, wanted - kills), others)
        kills, put_back = kills + more, put_back + again
        found.append(ended)
        seconds = time.monotonic() - began
        print(f"{kills:5} kills, {len(found):3} stories, {seconds:6.0f} s: {ended}", flush=True)
    arrived, doubts = sum(one.arrived for one in found), sum(one.in_doubt for one in found)
    mails, copies = sum(one.mails for one in found), sum(one.copies for one in found)
    print(
        f"{kills} kills in {len(found)} stories of {REPORTS} reports each (seed {seed}): 0 lost, 0 doubled.\n"
        f"Letters out of the school: {arrived} arrived, {doubts} in doubt and asked about.\n"
        f"Mails to our own people: {mails}, of them {copies} copies under the same Message-ID.\n"
        f"Put aside after too many deaths over one message, told to IT and put back: {put_back}."
    )


if __name__ == "__main__":
    if DOVECOT is None or POSTFIX is None:
        sys.exit("dovecot and postfix are not installed")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # the servers must be ended, too
    numbers = [int(word) for word in sys.argv[1:]]
    main(*[*numbers, *(1000, 1)[len(numbers) :]])
