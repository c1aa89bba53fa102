"""The mailroom, a journal a month: what is read of it in order, and what a message went through."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from tests.samples import NOW, key, letter
from tests.stored import UNREAD, UNREAD_FILES, everything, opening, whole
from worker import events as ev
from worker.model import Kind, LetterState
from worker.outside.data import journal
from worker.outside.data.store import Files, Store


def months(data: Path) -> dict[str, int]:
    found = sorted((data / "mailroom").iterdir())
    return {path.name: len(journal.read_mailroom(path)) for path in found}


def test_months_fold_in_order(data: Path) -> None:
    """A letter queued in one month and sent in the next, over the turn of a year."""
    ids = [letter(n, "mailroom").id for n in range(3)]
    with closing(Store(data)) as store:
        for n, days in enumerate((0, 10, 40)):
            at = NOW + timedelta(days=days)
            store.commit_mailroom(at, (ev.Queued(at, letter(n, "mailroom")),), Files())
            if n:
                sent = ev.LetterMoved(at, ids[n - 1], LetterState.SENT, "accepted")
                store.commit_mailroom(at, (sent,), Files())
        kept = everything(store)
    assert months(data) == {"2026-11.json": 3, "2026-12.json": 2, "2027-01.json": 2}
    found = whole(data)
    assert found == kept
    assert [found[1].letters[one].state.value for one in ids] == ["sent", "sent", "queued"]


def test_a_clock_set_back_disturbs_no_order(data: Path) -> None:
    """After a start with a clock decades slow, what follows is still read after what came before."""
    past = NOW.replace(year=1970)
    with closing(Store(data)) as store:
        store.commit_mailroom(NOW, UNREAD, UNREAD_FILES)
        moved = ev.LetterMoved(past, letter(1, "mailroom").id, LetterState.SENT, "accepted")
        store.commit_mailroom(past, (moved,), Files())
        kept = everything(store)
    assert (months(data), whole(data)) == ({"2026-11.json": 5}, kept)


def test_held_given_back_and_held_again(data: Path) -> None:
    """What is known of a message after a restart is what was known before it, through every turn."""
    held = ev.Held(NOW, key("held"), Kind.STRANGER, None, "", "from outside")
    replayed = ev.Replayed(NOW, key("held"))
    for events in ((held,), (replayed,), (held,), (replayed, held), (replayed,)):
        with closing(Store(data)) as store:
            store.commit_mailroom(NOW, events, Files())
            kept = everything(store)
            expected = None if events[-1] == replayed else "held"
            assert store.register.find_message(key("held")) == expected
        assert whole(data) == kept


def test_a_replay_cut_short_makes_no_second_case(data: Path) -> None:
    """The note is still there after a crash: asked again, the message is known to be on its case."""
    with closing(Store(data)) as store:
        store.commit_mailroom(NOW, UNREAD, UNREAD_FILES)
        store.commit_mailroom(NOW, (ev.Replayed(NOW, key("unread")),), Files())
        assert store.register.find_message(key("unread")) is None
        store.commit_case(*opening("unread", "2026-0002"))
        store.commit_mailroom(NOW, (ev.Replayed(NOW, key("unread")),), Files())
        assert store.register.find_message(key("unread")) == "2026-0002"
        kept = everything(store)
    assert whole(data) == kept
