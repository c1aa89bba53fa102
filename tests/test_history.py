"""Long histories: several journals that are one history, whatever a crash or a hand does to them."""

from __future__ import annotations

import errno
import json
from contextlib import closing
from pathlib import Path

import pytest

from tests.disk_faults import die_at, failing_at
from tests.samples import NOW
from tests.stored import REF, following, opening, whole
from worker import events as ev
from worker.deciding.cases.case import Case
from worker.errors import Damaged
from worker.outside.data import history, index, journal
from worker.outside.data.history import FULL
from worker.outside.data.store import Files, Store

OTHER = "2026-0002"
FIRST, SECOND, THIRD = "case.json", "case-002.json", "case-003.json"


def grow(store: Store, count: int, ref: str = REF) -> Case:
    """One commit of so many events."""
    case = store.case(ref)
    events = tuple(ev.Reopened(NOW, f"reason {len(case.events) + n}") for n in range(count))
    return store.commit_case(case, events, Files())


def grown(folder: Path, *counts: int) -> Path:
    """A data folder with one case, that was opened and then grew by so many events a commit."""
    with closing(Store(folder)) as store:
        store.commit_case(*opening())
        for count in counts:
            grow(store, count)
    return folder


def journals(folder: Path, ref: str = REF) -> list[str]:
    return sorted(path.name for path in (folder / "cases" / ref).glob("case*"))


def events(folder: Path) -> int:
    """How many events a fresh start finds, with all in its place."""
    return len(whole(folder)[0][REF].events)


def test_a_long_history_goes_on_in_further_journals(tmp_path: Path) -> None:
    """A full journal is written no more; what is read, verified, sealed and indexed is one history."""
    folder = grown(tmp_path / "data", FULL - 3)
    assert (journals(folder), events(folder)) == ([FIRST], FULL)
    with closing(Store(folder)) as store:
        store.commit_case(*following(store.case(REF)))
        before = (folder / "cases" / REF / FIRST).read_bytes()
        for _ in range(FULL // 3):
            grow(store, 3)
        assert (folder / "cases" / REF / FIRST).read_bytes() == before
        kept, card = store.case(REF), store.register.card(REF)
        assert store.strays(REF) == ()
    assert journals(folder) == ["case-002.json", "case-003.json", "case.json"]
    for known in (True, False):
        if not known:
            (folder / index.NAME).unlink(missing_ok=True)
        with closing(Store(folder)) as store:
            assert (store.case(REF), store.register.card(REF), store.verify(REF)) == (kept, card, ())
            assert len(store.history_lines(REF)) == len(kept.events) == 2 * FULL + 3
    assert events(folder) == 2 * FULL + 3


def test_a_long_history_of_an_earlier_version_goes_on(tmp_path: Path) -> None:
    """All of it in one file, as it was; an older version does not take the first part for the whole."""
    folder = tmp_path / "data"
    with closing(Store(folder)) as store:
        store.commit_case(*opening())
        grow(store, 3 * FULL)
    assert journals(folder) == [FIRST]
    with closing(Store(folder)) as store:
        grow(store, 1)
    assert (journals(folder), events(folder)) == ([SECOND, FIRST], 3 * FULL + 4)
    formats = [json.loads((folder / "cases" / REF / name).read_bytes())["about"] for name in (FIRST, SECOND)]
    assert formats == [{"1": {"format": 2}}, {"1": {"format": 2, "after": 3 * FULL + 3}}]


@pytest.mark.parametrize("name", [FIRST, SECOND, THIRD])
def test_a_part_that_is_gone_is_missed(tmp_path: Path, name: str) -> None:
    """Whichever it is, nothing goes on from what is left, and nothing of that is changed."""
    folder = grown(tmp_path / "data", FULL, FULL, 1)
    with closing(Store(folder)) as store:
        if name == THIRD:  # of the last part the custody log must know
            store.commit_case(*following(store.case(REF)))
    (folder / index.NAME).unlink()
    (folder / "cases" / REF / name).unlink()
    left = [(folder / "cases" / REF / path).read_bytes() for path in journals(folder)]
    with pytest.raises(Damaged, match=REF):
        Store(folder)
    assert [(folder / "cases" / REF / path).read_bytes() for path in journals(folder)] == left


def test_a_part_of_another_place_is_not_taken(tmp_path: Path) -> None:
    """Two parts in each other's place are no history."""
    folder = grown(tmp_path / "data", FULL, FULL, 1)
    second, third = (folder / "cases" / REF / name for name in (SECOND, THIRD))
    was = second.read_bytes()
    second.write_bytes(third.read_bytes())
    third.write_bytes(was)
    with pytest.raises(Damaged, match="goes on after"):
        history.read(folder / "cases" / REF)


def test_every_part_counts_for_the_proof(tmp_path: Path) -> None:
    """One word changed in a journal that is written no more, or an early one rewritten, is found."""
    folder = grown(tmp_path / "data", FULL, FULL)
    for name in (FIRST, SECOND):
        path = folder / "cases" / REF / name
        was = path.read_bytes()
        for changed in (was.replace(b"reason", b"Reason", 1), was + b" "):
            path.write_bytes(changed)
            with closing(Store(folder)) as store:
                assert store.verify(REF) != (), name
        path.write_bytes(was)


@pytest.mark.parametrize("together", [False, True])
def test_killed_at_any_call_while_a_new_part_is_begun(tmp_path: Path, together: bool) -> None:
    """All of the commit is there or nothing of it."""
    found = set()
    for n in range(1, 1_000):
        folder = grown(tmp_path / str(n), FULL)
        with closing(Store(folder)) as store:

            def job(store: Store = store) -> None:
                if together:
                    with store.together():
                        grow(store, 1)
                        grow(store, 1)
                else:
                    grow(store, 2)

            killed = die_at(n, job)
        (folder / index.NAME).unlink()
        found.add(events(folder))
        with closing(Store(folder)) as store:
            grow(store, 1)
        if not killed:
            break
    assert {FULL + 3, FULL + 5} <= found <= {FULL + 3, FULL + 4, FULL + 5}


def test_no_room_for_a_new_part(tmp_path: Path) -> None:
    """The case is as it was, and goes on when there is room."""
    for n in range(1, 1_000):
        folder = grown(tmp_path / str(n), FULL)
        with closing(Store(folder)) as store:
            before = store.case(REF)
            try:
                with failing_at(n, errno.ENOSPC):
                    grow(store, 2)
            except OSError:
                assert store.case(REF) == before
                assert len(grow(store, 2).events) == FULL + 5
            except Damaged:
                pass  # the disk took it back after all: a start tells
            else:
                break
        assert events(folder) in (FULL + 3, FULL + 5)


def test_a_case_that_is_born_long(tmp_path: Path) -> None:
    """A batch opens a case and fills more than a journal of it; it appears whole."""
    folder = tmp_path / "data"
    with closing(Store(folder)) as store:
        store.commit_case(*opening("other", OTHER))
        with store.together():
            store.commit_case(*opening())
            for _ in range(5):
                grow(store, FULL // 2)
        assert store.verify(REF) == ()
    assert (len(journals(folder)), events(folder)) == (3, 3 + 5 * (FULL // 2))


def test_what_was_not_seen_is_not_written_over(tmp_path: Path) -> None:
    """A commit on a history that has moved on meanwhile is refused, on whichever part it is."""
    folder = grown(tmp_path / "data", FULL, 1)
    with closing(Store(folder)) as store:
        old = store.case(REF)
        path = folder / "cases" / REF / SECOND
        journal.append(path, (ev.Reopened(NOW, "by another"),), known=1, before="x", after=FULL + 3)
        with pytest.raises(Damaged, match="something else wrote to it"):
            store.commit_case(old, (ev.Reopened(NOW, "by us"),), Files())
