"""Journals: every value comes back as it was, and a file that cannot be trusted is Damaged."""

from __future__ import annotations

import json
import typing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from types import UnionType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import cast
from tests.samples import CASE_EVENTS, MAILROOM_EVENTS, NOW
from tests.world import World
from worker import events as ev
from worker.deciding.cases.card import card
from worker.deciding.cases.replay import replay
from worker.errors import Damaged
from worker.model import Address
from worker.outside.data import journal
from worker.outside.data.values import decode, encode

REF = "2026-0001"

PLAIN = st.none() | st.booleans() | st.integers() | st.text()
JSON = st.dictionaries(st.text(), PLAIN | st.lists(PLAIN) | st.dictionaries(st.text(), PLAIN))
INSTANTS = st.datetimes(timezones=st.just(UTC)) | st.datetimes(
    min_value=datetime(1970, 1, 1),  # noqa: DTZ001  the zone is beside it
    timezones=st.integers(-12, 14).map(lambda hours: timezone(timedelta(hours=hours))),
)
st.register_type_strategy(datetime, INSTANTS)
st.register_type_strategy(float, st.floats(0, 1))


def kinds(union: UnionType) -> list[type]:
    return list(typing.get_args(union))


@pytest.mark.parametrize("kind", kinds(ev.CaseEvent | ev.MailroomEvent), ids=lambda kind: kind.__name__)
@given(data=st.data())
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_every_event_comes_back_whole(kind: type, data: st.DataObject) -> None:
    """Whatever its fields hold, an event written as JSON text is read back as the same value."""
    event = data.draw(st.builds(kind, **({"args": JSON} if kind is ev.Decided else {})))
    union = ev.CaseEvent if kind in kinds(ev.CaseEvent) else ev.MailroomEvent
    written = json.dumps(encode(event), ensure_ascii=False).encode("utf-8", "backslashreplace")
    assert decode(json.loads(written), union) == event


def test_the_samples_leave_no_event_out() -> None:
    """What the other tests store is one of everything that can be stored."""
    assert {type(e) for e in CASE_EVENTS} == set(kinds(ev.CaseEvent))
    assert {type(e) for e in MAILROOM_EVENTS} == set(kinds(ev.MailroomEvent))


def test_a_history_comes_back_from_disk(tmp_path: Path) -> None:
    """A case's events and card, and a month of the mailroom, are read from disk as they were written."""
    case = replay(REF, CASE_EVENTS)
    journal.append(tmp_path / "case.json", CASE_EVENTS[:5], card(replay(REF, CASE_EVENTS[:5])), known=0)
    journal.append(tmp_path / "case.json", CASE_EVENTS[5:], card(case), known=5)
    journal.append(tmp_path / "2026-11.json", MAILROOM_EVENTS, known=0)
    assert journal.read_case(tmp_path / "case.json") == CASE_EVENTS
    assert journal.read_card(tmp_path / "case.json") == card(case)
    assert journal.read_mailroom(tmp_path / "2026-11.json") == MAILROOM_EVENTS


def test_a_stray_surrogate_from_a_mail_is_kept(tmp_path: Path) -> None:
    """Half a character, as a broken mail can hold, stops no commit and comes back as it was."""
    file = tmp_path / "2026-11.json"
    events = (ev.Stormed(NOW, "a \udc80 b"), ev.Stormed(NOW, "\x00\u2028 😡"))
    journal.append(file, events, known=0)
    file.read_text("utf-8")  # valid for every other reader too
    assert journal.read_mailroom(file) == events


def test_an_instant_without_a_zone_is_refused(tmp_path: Path) -> None:
    """It would be another instant on another machine, so nothing is written, and none is read."""
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(ValueError, match="no time zone"):
        journal.append(tmp_path / "2026-11.json", (ev.Founded(naive),), known=0)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ValueError, match="no time zone"):
        decode({"event": "Founded", "at": naive.isoformat()}, ev.MailroomEvent)


def test_instants_are_stored_in_utc() -> None:
    """The same instant in another zone is stored as the same text."""
    summer = NOW.astimezone(timezone(timedelta(hours=1)))
    assert encode(ev.Founded(summer)) == {"event": "Founded", "at": "2026-11-24T09:30:00+00:00"}


# ── files that cannot be trusted ───────────────────────────────────────────────────────────


@pytest.fixture
def case_file(tmp_path: Path) -> Path:
    file = tmp_path / "case.json"
    journal.append(file, CASE_EVENTS, card(replay(REF, CASE_EVENTS)), known=0)
    return file


def change(file: Path, at: tuple[str, ...], value: Any) -> None:
    """Set what lies under a path of keys, or remove it when the value is None."""
    data = inner = json.loads(file.read_bytes())
    for name in at[:-1]:
        inner = inner[name]
    if value is None:
        del inner[at[-1]]
    else:
        inner[at[-1]] = value
    file.write_text(json.dumps(data))


DAMAGE: dict[str, tuple[tuple[str, ...], Any]] = {
    "no about": (("about",), None),
    "an about of another kind": (("about",), [1]),
    "no format": (("about", "1"), {}),
    "a format in words": (("about", "1", "format"), "one"),
    "a newer format": (("about", "1", "format"), journal.FORMAT + 1),
    "no events": (("events",), None),
    "an empty history": (("events",), {}),
    "events of another kind": (("events",), ["Closed"]),
    "an unknown event": (("events", "1", "event"), "Forgotten"),
    "an event without its name": (("events", "1", "event"), None),
    "an unknown field": (("events", "1", "mood"), "bad"),
    "a missing field": (("events", "1", "message"), None),
    "a number for a text": (("events", "1", "words"), 7),
    "a text for a number": (("events", "5", "n"), "1"),
    "an unknown word": (("events", "1", "urgency"), "panic"),
    "no instant": (("events", "1", "at"), "yesterday"),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_a_damaged_history_is_not_read(case_file: Path, what: str) -> None:
    """Whatever does not belong stops the reading, and the message names the file and the way back."""
    change(case_file, *DAMAGE[what])
    with pytest.raises(Damaged) as caught:
        journal.read_case(case_file)
    assert (str(case_file) in str(caught.value), "backup" in str(caught.value)) == (True, True)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0" * 512,
        b"null",
        b"[]",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"about": {"1": {"format": 1}}}',
    ],
    ids=["empty", "zeros", "null", "list", "object", "not text", "deep", "about alone"],
)
def test_a_file_that_is_no_journal_is_damaged(tmp_path: Path, raw: bytes) -> None:
    """What a failing disk or a wrong copy leaves is named, and neither read nor written over."""
    file = tmp_path / "case.json"
    file.write_bytes(raw)
    for attempt in (
        lambda: journal.read_case(file),
        lambda: journal.read_card(file),
        lambda: journal.append(file, CASE_EVENTS, known=0),
        lambda: journal.append(file, CASE_EVENTS, known=3),
    ):
        with pytest.raises(Damaged, match=str(file)):
            attempt()
    assert file.read_bytes() == raw


def test_a_file_cut_anywhere_is_damaged(case_file: Path) -> None:
    """A journal that lost its end, however little of it, is never taken for a shorter one."""
    whole = case_file.read_bytes()
    for end in range(0, len(whole) - 1, 97):
        case_file.write_bytes(whole[:end])
        with pytest.raises(Damaged):
            journal.read_card(case_file)


@pytest.mark.parametrize("field", ["ref", "next_due_at", "custody_facts", "moon"])
def test_a_damaged_card_is_not_read(case_file: Path, field: str) -> None:
    """A card with a field of the wrong kind, or one too many, stops the start."""
    change(case_file, ("card", "1", field), [1])
    with pytest.raises(Damaged, match=str(case_file)):
        journal.read_card(case_file)


def test_a_journal_that_is_gone_is_not_begun_anew(case_file: Path) -> None:
    """A history that vanished is never replaced by a new one that knows nothing."""
    case_file.unlink()
    with pytest.raises(Damaged, match="is gone"):
        journal.read_case(case_file)
    with pytest.raises(Damaged, match="is gone"):
        journal.append(case_file, CASE_EVENTS[-1:], known=len(CASE_EVENTS))
    assert not case_file.exists()


@pytest.mark.parametrize("known", [0, len(CASE_EVENTS) - 1, len(CASE_EVENTS) + 1])
def test_a_history_that_moved_on_is_not_written_over(case_file: Path, known: int) -> None:
    """What was decided on an older history is refused, and the file stays as it is."""
    before = case_file.read_bytes()
    with pytest.raises(Damaged, match="something else wrote to it"):
        journal.append(case_file, CASE_EVENTS[-1:], known=known)
    assert case_file.read_bytes() == before


@pytest.mark.parametrize(("number", "row"), [("1b", {}), ("99", None)])
def test_a_row_that_is_none_is_damage_to_a_commit_too(case_file: Path, number: str, row: Any) -> None:
    """What somebody put among the events by hand is said as damage, and written over by nothing."""
    data = json.loads(case_file.read_bytes())
    data["events"][number] = row
    case_file.write_text(json.dumps(data))
    before = case_file.read_bytes()
    with pytest.raises(Damaged, match="holds something this version cannot read"):
        journal.append(case_file, CASE_EVENTS[-1:], known=len(CASE_EVENTS) + 1)
    with pytest.raises(Damaged, match="holds something this version cannot read"):
        journal.read_lines(case_file)
    assert case_file.read_bytes() == before


def test_a_history_is_sealed_on_from_what_is_known(tmp_path: Path) -> None:
    """Commit by commit, in one life or two, the last seal is that of the whole history as it is written."""
    with World(tmp_path / "data") as world:
        for n in range(6):
            world.report(Address(f"person{n}@northside.example", f"Person {n}"))
            if n == 3:
                world.restart()
            path = world.folder / "cases" / "2026-0001" / "case.json"
            whole = journal.seals_of(journal.read_lines(path))[-1]
            assert whole.encode() in world.store.custody_lines("2026-0001")[-1]
        assert world.store.verify("2026-0001") == ()


def test_a_history_altered_between_two_commits_is_not_sealed_as_it_is(tmp_path: Path) -> None:
    """What was changed behind the worker's back does not become what was sealed."""
    with World(tmp_path / "data") as world:
        world.report()
        path = world.folder / "cases" / "2026-0001" / "case.json"
        path.write_text(path.read_text().replace("Priya Sykes", "Priya Bykes"))
        world.report(cast.OFFICE)
        whole = journal.seals_of(journal.read_lines(path))[-1]
        assert whole.encode() not in world.store.custody_lines("2026-0001")[-1]
        assert world.store.verify("2026-0001") != ()
