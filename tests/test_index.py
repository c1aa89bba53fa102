"""A clean end leaves what makes the next start quick; nothing that changed since is taken from it."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from tests.samples import NOW
from tests.stored import REF, following, opening
from worker import events as ev
from worker.clock import clock
from worker.deciding.cases.card import Card
from worker.errors import Damaged
from worker.outside.data import history, index
from worker.outside.data.shelves import Shelves
from worker.outside.data.store import Files, Store
from worker.status import count, look_at

OTHER = "2026-0002"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with two cases, closed cleanly."""
    folder = tmp_path / "data"
    with closing(Store(folder)) as store:
        store.commit_mailroom(NOW, (ev.Founded(NOW),), Files())
        store.commit_case(*opening())
        store.commit_case(*following(store.case(REF)))
        store.commit_case(*opening("other", OTHER))
    return folder


def test_the_index_says_what_the_cases_say(data: Path) -> None:
    """Each card that was read and not written since, and the state of the custody log, come back whole."""
    Store(data).close()
    found = index.read(data)
    with closing(Store(data)) as store:
        cards = {ref: store.register.card(ref) for ref in store.register.refs()}
    assert {ref: card for ref, (_, card) in found.cards.items()} == cards
    assert found.find_log(data / "custody.log") is not None


def test_a_start_by_it_is_a_start_without_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same cards and counts; what is committed afterwards fits what there was."""
    with closing(Store(data)) as store:
        assert store.register.refs() == (REF, OTHER)
        store.commit_case(*following(store.case(OTHER)))
        assert (store.verify(REF), store.verify(OTHER)) == ((), ())
    (data / index.NAME).unlink()
    with closing(Store(data)) as store:
        assert len(store.case(OTHER).reports) == 2
        assert (store.verify(REF), store.verify(OTHER)) == ((), ())


def test_what_was_written_is_read_anew(data: Path) -> None:
    """Of a case that this worker wrote on the index says nothing: the next start reads it."""
    with closing(Store(data)) as store:
        store.commit_case(*following(store.case(OTHER)))
    assert list(index.read(data).cards) == [REF]


def test_a_worker_at_work_has_none(data: Path) -> None:
    """It is taken away at the start, so that one that dies leaves nothing to go by."""
    with closing(Store(data)):
        assert not (data / index.NAME).exists()
    assert (data / index.NAME).exists()


def test_who_looks_leaves_it_alone(data: Path) -> None:
    """A store that is only looked at neither takes it nor leaves one."""
    before = (data / index.NAME).read_bytes()
    Shelves(data)
    assert (data / index.NAME).read_bytes() == before


def test_status_goes_by_it(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once the worker has ended no card is read that has not changed: the counts are the same."""
    Store(data).close()
    found = count(Shelves(data), clock())
    read: list[str] = []
    card_of = history.read_card

    def noted(folder: Path, ref: str) -> Card:
        read.append(ref)
        return card_of(folder, ref)

    monkeypatch.setattr(history, "read_card", noted)
    assert found.items() <= look_at(data).items()
    assert read == []
    with closing(Store(data)) as store:
        store.commit_case(*following(store.case(OTHER)))
        found = count(store, clock())
    assert found.items() <= look_at(data).items()
    assert read == [OTHER]


@pytest.mark.parametrize("trusted", [False, True])
def test_who_looks_finds_what_was_changed(data: Path, *, trusted: bool) -> None:
    """Whether or not the index is trusted for what it holds."""
    Store(data).close()
    path = data / "cases" / OTHER / "case.json"
    path.write_text(path.read_text() + "]")
    with pytest.raises(Damaged, match="is damaged"):
        Shelves(data, trusted=trusted)


def test_a_case_that_changed_is_read_anew(data: Path) -> None:
    """One that was restored, or written to by somebody, counts as it is and not as it was."""
    Store(data).close()
    path = data / "cases" / OTHER / "case.json"
    path.write_text(path.read_text() + "]")
    with pytest.raises(Damaged, match="is damaged"):
        Store(data)


def test_a_log_that_changed_is_checked_anew(data: Path) -> None:
    """A broken chain stops the service as ever."""
    log = data / "custody.log"
    log.write_bytes(log.read_bytes().replace(b'"kept"', b'"kepT"', 1))
    with pytest.raises(Damaged, match=r"custody\.log, line 2"):
        Store(data)


@pytest.mark.parametrize("raw", ["", "{", "[]", "{}", json.dumps({"format": 99, "fields": []})])
def test_an_index_that_is_none_costs_only_time(data: Path, raw: str) -> None:
    """Emptied by a power cut, or of another version."""
    (data / index.NAME).write_text(raw)
    with closing(Store(data)) as store:
        assert store.register.refs() == (REF, OTHER)


def test_a_folder_that_is_gone_is_gone(data: Path) -> None:
    """The index invents no case."""
    other = data / "cases" / OTHER
    for path in sorted(other.rglob("*"), reverse=True):
        path.chmod(0o700) if path.is_dir() else path.chmod(0o600)
        path.rmdir() if path.is_dir() else path.unlink()
    other.rmdir()
    with closing(Store(data)) as store:
        assert store.register.refs() == (REF,)
