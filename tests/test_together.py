"""Commits made together: seen at once, durable at the end, and after any accident whole or not there."""

from __future__ import annotations

import errno
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from tests.disk_faults import die_at, failing_at
from tests.samples import NOW, key, sha256
from tests.stored import RAW, REF, UNREAD, UNREAD_FILES, following, opening
from worker import events as ev
from worker.errors import Damaged
from worker.model import Kind
from worker.outside.data import index
from worker.outside.data.store import Files, Store

OTHER, THIRD = "2026-0002", "2026-0003"


def batch(store: Store) -> None:
    """A new case that grows twice, another, the one that was there, and the mailroom."""
    with store.together():
        store.commit_case(*opening("other", OTHER))
        store.commit_case(*following(store.case(REF)))
        store.commit_case(*following(store.case(OTHER)))
        store.commit_case(*opening("third", THIRD))
        store.commit_mailroom(NOW, UNREAD, UNREAD_FILES)


def small_batch(store: Store, counted: Sequence[str] = ()) -> int:
    """Two commits; returns how many changes had been asked of the disk before the end of it."""
    with store.together():
        store.commit_case(*opening("other", OTHER))
        store.commit_case(*following(store.case(REF)))
        return len(counted)


def run_out_of_room(store: Store) -> None:
    """One commit, and one for which there is no room."""
    with store.together():
        store.commit_case(*opening("other", OTHER))
        with failing_at(5):
            store.commit_case(*opening("third", THIRD))


def break_off(store: Store) -> None:
    """One commit, and one that cannot be written."""
    case, events, files = opening("third", THIRD)
    wrong = replace(events[-1], at=NOW.replace(tzinfo=None))
    with store.together():
        store.commit_case(*opening("other", OTHER))
        store.commit_case(case, (*events[:-1], wrong), files)


def whole(folder: Path) -> dict[str, int]:
    """How many events each case and the mailroom hold, all of them in order and verified."""
    with closing(Store(folder)) as store:
        found = {ref: len(store.case(ref).events) for ref in store.register.refs()}
        for ref in found:
            # A file that was put in place just before the crash is kept again with its message.
            wrong = [told for told in store.verify(ref) if "a crash left it" not in told]
            assert wrong == [], ref
        found["mailroom"] = store.mailroom.count
    left = [path.name for path in folder.rglob("*") if path.name.endswith(".half") or ".making" in path.name]
    assert left == []
    return found


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with one case and a mailroom."""
    return filled(tmp_path / "data")


def filled(folder: Path) -> Path:
    with closing(Store(folder)) as store:
        store.commit_mailroom(NOW, (ev.Founded(NOW), ev.Filed(NOW, key("filed"), Kind.QUERY, "")), Files())
        store.commit_case(*opening())
    return folder


def test_what_is_committed_together_is_seen_at_once(data: Path) -> None:
    """Inside, each commit reads as if it were in place; none of it lies in place before the end."""
    with closing(Store(data)) as store:
        with store.together():
            store.commit_case(*opening("other", OTHER))
            grown = store.commit_case(*following(store.case(OTHER)))
            assert store.case(OTHER) == grown
            letter = grown.letters[0]
            assert store.letter(OTHER, letter.id) == b"a letter on other"
            assert store.evidence(OTHER, grown.evidence[0].sha256).startswith(b"picture other")
            assert store.register.find_card(OTHER) is not None
            assert not (data / "cases" / OTHER).exists()
        assert (data / "cases" / OTHER / "case.json").exists()
    assert whole(data) == {REF: 3, OTHER: 6, "mailroom": 0}


def test_the_end_is_the_same_as_one_by_one(data: Path, tmp_path: Path) -> None:
    """The same bytes in the same places, however many waits for the disk it took."""
    alone = filled(tmp_path / "alone")
    with closing(Store(data)) as store, closing(Store(alone)) as other:
        batch(store)
        other.commit_case(*opening("other", OTHER))
        other.commit_case(*following(other.case(REF)))
        other.commit_case(*following(other.case(OTHER)))
        other.commit_case(*opening("third", THIRD))
        other.commit_mailroom(NOW, UNREAD, UNREAD_FILES)
    assert _files(data, "cases", "mailroom", "letters", "quarantine") == _files(
        alone, "cases", "mailroom", "letters", "quarantine"
    )
    assert whole(data) == whole(alone)


def _files(folder: Path, *inside: str) -> dict[str, tuple[int, bytes]]:
    return {
        str(path.relative_to(folder)): (path.stat().st_mode, path.read_bytes())
        for name in inside
        for path in (folder / name).rglob("*")
        if path.is_file()
    }


def test_killed_at_any_call_each_commit_is_whole_or_not_there(tmp_path: Path) -> None:
    """Every change to the disk, one after the other; what came before it in the batch may stand."""
    seen = set()
    for n in range(1, 10_000):
        folder = filled(tmp_path / str(n))
        with closing(Store(folder)) as store:
            killed = die_at(n, partial(batch, store))
        (folder / index.NAME).unlink()  # the worker that died left none
        found = whole(folder)
        assert found[REF] in (3, 6)
        assert found.get(OTHER, 6) == 6
        assert found.get(THIRD, 3) == 3
        seen.add(tuple(sorted(found.items())))
        if not killed:
            break
    assert (tuple(sorted({REF: 3, "mailroom": 0}.items()))) in seen
    assert (tuple(sorted({REF: 6, OTHER: 6, THIRD: 3, "mailroom": 1}.items()))) in seen


def test_a_full_disk_in_the_middle_keeps_what_came_before(data: Path) -> None:
    """The commit that found no room is taken back, those before it stand, and the next ones go on."""
    with closing(Store(data)) as store:
        with pytest.raises(OSError, match="No space"):
            run_out_of_room(store)
        assert store.register.refs() == (REF, OTHER)
        with store.together():
            store.commit_case(*opening("third", THIRD))
    assert whole(data) == {REF: 3, OTHER: 3, THIRD: 3, "mailroom": 0}


def test_no_room_for_more_on_a_case_that_is_yet_to_appear(tmp_path: Path) -> None:
    """Whatever of it finds no room, the case appears as it was before, whole."""
    for n in range(1, 100):
        folder = filled(tmp_path / str(n))
        with closing(Store(folder)) as store, store.together():
            before = store.commit_case(*opening("other", OTHER))
            after = before
            with suppress(OSError), failing_at(n) as asked:
                after = store.commit_case(*following(store.case(OTHER)))
        assert whole(folder)[OTHER] == len(after.events), (n, asked[-1])
        if after is not before:
            break


def test_what_cannot_be_written_at_all_leaves_nothing_behind(data: Path) -> None:
    """A case with an instant that is none is broken off half way: what was committed with it stands."""
    with closing(Store(data)) as store, pytest.raises(ValueError, match="no time zone"):
        break_off(store)
    assert sorted(whole(data)) == [REF, OTHER, "mailroom"]


def test_a_disk_that_fails_at_the_end_stops_the_service(tmp_path: Path) -> None:
    """What is in memory would be ahead of the disk: a start goes on from what is really there."""
    for n in range(1, 100):
        folder = filled(tmp_path / str(n))
        store = Store(folder)
        with closing(store), failing_at(10_000) as counted:
            before = small_batch(store, counted)
        if before + n > len(counted) - 4:  # the last four are the custody log's: it follows later
            break
        folder = filled(tmp_path / f"{n} again")
        with closing(Store(folder)) as store, failing_at(before + n, errno.EIO), pytest.raises(Damaged):
            small_batch(store)
        assert whole(folder).keys() >= {REF, "mailroom"}
    assert n > 3


def test_the_quarantined_are_kept_too(data: Path) -> None:
    """Raw bytes of a mail that could not be read come with the rest."""
    with closing(Store(data)) as store:
        batch(store)
        assert store.find_quarantined(sha256(RAW)) == RAW
