"""What a commit costs, and a start: ``python -m tests.bench.commit [SIZE ...]``.

The floor is measured in the same run, turn about with the commits: the same bytes written to one file,
temporary name, fsync, rename, fsync of the folder.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter
from types import FrameType

from tests.samples import NOW, deadline, draft, item, letter, reported
from worker import events as ev
from worker.deciding.cases.card import card, custody_facts
from worker.deciding.cases.case import Case
from worker.deciding.cases.replay import replay
from worker.model import AttachmentRole, LetterState
from worker.outside.data.custody import CustodyLog
from worker.outside.data.disk import write_atomically
from worker.outside.data.journal import FORMAT
from worker.outside.data.store import Files, Store
from worker.outside.data.values import encode

SIZES = (10, 1_000, 10_000)
ROUNDS = 60
A_YEAR = 2_000
APART = timedelta(minutes=25)
"""From one case that is there to the next: a start also reads what was written within the last hour."""
PICTURE, LETTER = 120_000, 8_000


def main(sizes: tuple[int, ...]) -> None:
    """Measure each size in a data folder of its own."""
    print(f"median of {ROUNDS}, in ms; new: a report opens a case; sent: one event on a case")
    print(" cases   start s     new   floor  ratio  fsyncs     sent   floor  ratio  fsyncs")
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            print(f"{size:6}  {_row(Path(name) / 'data', size)}", flush=True)


def _row(data: Path, size: int) -> str:
    _fill(data, size)
    Store(data).close()  # warm
    began = perf_counter()
    store = Store(data)
    started = perf_counter() - began
    new = _measure(lambda n: _open_case(store, n), data / "floor")
    refs = store.register.refs()[::-1]
    sent = _measure(lambda n: _note_sent(store, refs[n]), data / "floor")
    syncs = [_fsyncs(lambda: _open_case(store, ROUNDS)), _fsyncs(lambda: _note_sent(store, refs[ROUNDS]))]
    store.close()
    return f"{started:8.2f}  {_cells(new)}  {syncs[0]:6}  {_cells(sent)}  {syncs[1]:6}"


def _cells(times: tuple[float, float]) -> str:
    took, floor = times
    return f"{took * 1000:6.2f}  {floor * 1000:6.2f}  {took / floor:5.1f}"


def _measure(commit: Callable[[int], int], floor: Path) -> tuple[float, float]:
    """Return the median seconds of a commit and of its floor, turn about."""
    took, least = [], []
    for n in range(ROUNDS):
        began = perf_counter()
        size = commit(n)
        between = perf_counter()
        write_atomically(floor, b"x" * size)
        least.append(perf_counter() - between)
        took.append(between - began)
    return median(took), median(least)


def _fsyncs(job: Callable[[], object]) -> int:
    calls: Counter[str] = Counter()

    def count(_: FrameType, event: str, called: object) -> None:
        if event == "c_call" and called is os.fsync:
            calls["fsync"] += 1

    sys.setprofile(count)
    try:
        job()
    finally:
        sys.setprofile(None)
    return calls["fsync"]


# ── what is committed ──────────────────────────────────────────────────────────────────────


def _events(ref: str, name: str) -> tuple[tuple[ev.CaseEvent, ...], Files]:
    """A report with a screenshot: acknowledged, and a draft put before the head."""
    picture, mail = (f"{part} {name} ".encode().ljust(PICTURE, b".") for part in ("picture", "mail"))
    raw = f"a letter on {name}".encode().ljust(LETTER, b".")
    kept = ((item(picture), picture), (item(mail, "message/rfc822", AttachmentRole.MAIL), mail))
    letters = tuple(letter(n, ref, raw) for n in (1, 2))
    events: tuple[ev.CaseEvent, ...] = (
        reported(name, *(described for described, _ in kept)),
        ev.Drafted(NOW, draft()),
        *(ev.Queued(NOW, one) for one in letters),
        ev.DeadlineSet(NOW, deadline()),
    )
    return events, Files(kept, tuple((one.id, raw) for one in letters))


def _open_case(store: Store, n: int) -> int:
    ref = store.register.next_ref(2026)
    events, files = _events(ref, f"bench {ref} {n}")
    store.commit_case(Case(ref), events, files)
    return _size(store, ref) + 2 * PICTURE + 2 * LETTER


def _note_sent(store: Store, ref: str) -> int:
    case = store.case(ref)
    sent = ev.LetterMoved(NOW, case.letters[0].id, LetterState.SENT, "accepted by the mail server")
    store.commit_case(case, (sent,), Files())
    return _size(store, ref)


def _size(store: Store, ref: str) -> int:
    return (store.folder / "cases" / ref / "case.json").stat().st_size


def _fill(data: Path, size: int) -> None:
    """Write cases as the store would have, without its care for power cuts, which would take minutes."""
    Store(data).close()
    log = CustodyLog(data / "custody.log")
    entries: dict[str, Case] = {}
    for n in range(size):
        ref = f"{2020 + n // A_YEAR}-{n % A_YEAR + 1:04d}"
        (first, *others), files = _events(ref, f"filled {ref}")
        assert isinstance(first, ev.Reported)
        at = NOW - (size - n) * APART
        told = (replace(first, message=replace(first.message, message_id=ref)), *others)
        events = tuple(replace(event, at=at) for event in told)
        entries[ref] = case = replay(ref, events)
        folder = data / "cases" / ref
        for name in ("evidence", "letters"):
            (folder / name).mkdir(mode=0o700, parents=True)
        for described, _ in files.evidence:
            (folder / "evidence" / described.sha256).touch()
        for letter_id, _ in files.letters:
            (folder / "letters" / f"{letter_id}.eml").touch()
        (folder / "case.json").write_text(_as_file(case))
    for ref, case in entries.items():
        log.log([(ref, custody_facts(case.events), None)])
    os.sync()  # or the measurements would pay for what is written here


def _as_file(case: Case) -> str:
    tables = {
        "about": {"1": {"format": FORMAT}},
        "events": {str(n): encode(event) for n, event in enumerate(case.events, 1)},
        "card": {"1": encode(card(case))},
    }
    return json.dumps(tables, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main(tuple(int(size) for size in sys.argv[1:]) or SIZES)
