"""Notes beside the cases, which are part of no commit: what survives the process, and requests to it."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest

from tests.samples import key, sha256
from tests.stored import IS_ROOT
from worker.model import MessageKey, Place
from worker.outside.data.shelves import Shelves
from worker.outside.data.store import Store


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


def test_counts_are_written_when_they_change(data: Path) -> None:
    """With each sign of life they are the same, mostly: the disk has nothing to do for that."""
    with closing(Store(data)) as store:
        written = []
        for cases in (1, 1, 2):
            store.note_counts({"cases": cases})
            written.append((store.counted(), (data / "counts.json").stat().st_ino))
    assert [counts for counts, _ in written] == [{"cases": 1}, {"cases": 1}, {"cases": 2}]
    assert written[0][1] == written[1][1] != written[2][1]


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
