"""Stories of time alone: reminders, the digest, one reply to many cases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cast
from tests.fakes import LATER, REFUSED
from tests.world import POST, World, at
from worker import events as ev
from worker.errors import Misconfigured

PARENT = cast.PARENT.email


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path / "data") as world:
        yield world


def posts(n: int) -> str:
    """The n-th of several different posts."""
    names = ("Kim Dale", "Jo Birch", "Lee Firth", "Pat Moss")
    return POST.replace("10161234567890123", f"1016123456789012{n}").replace("Kim Dale", names[n])


def digests(world: World) -> list[tuple[str, int]]:
    """The digests that were really sent: the day of each, and how many things it asks about."""
    room = world.store.mailroom
    written = [(digest.on, room.letters[digest.letter]) for digest in room.digests]
    return [(f"{on:%a %d %b}", len(x.items)) for on, x in written if x.state.value == "sent"]


def test_one_reminder_for_several_cases(world: World) -> None:
    """Three drafts undecided for a school day: one mail with three numbers, at the end of that day."""
    for n in range(3):
        world.report(text=posts(n))
    world.on("2026-11-25", "16:01")
    assert world.kinds(cast.HEAD).count("reminder") == 1
    assert world.latest(cast.HEAD, "reminder").about == ("2026-0001", "2026-0002", "2026-0003")
    assert world.deadlines() == [("decide-1", "passed"), ("decide-2", "open")]


def test_the_second_reminder_is_the_last(world: World) -> None:
    """After two of its own mails the digest alone carries an undecided draft."""
    world.report()
    for day in ("25", "26", "27"):
        world.on(f"2026-11-{day}", "16:01")
    assert world.kinds(cast.HEAD).count("reminder") == 2
    world.on("2026-11-30", "07:16")
    assert digests(world)[-1] == ("Mon 30 Nov", 1)


def test_each_person_is_reminded_of_their_own(world: World) -> None:
    """The head of hers, the chair of the one about the head, each in a mail of their own."""
    world.report()
    world.report(text=posts(1).replace("Miss Sykes", "The headteacher Mrs Marsh"))
    world.on("2026-11-25", "16:01")
    assert world.latest(cast.HEAD, "reminder").about == ("2026-0001",)
    assert world.latest(cast.CHAIR, "reminder").about == ("2026-0002",)


def test_a_week_away_needs_no_recovery(world: World) -> None:
    """The worker is down for a week: on its return one reminder and one digest, nothing seven times."""
    world.report()
    world.store.close()
    world.open()
    world.on("2026-12-02", "10:00")
    assert sorted(world.kinds(cast.HEAD)) == ["approval", "digest", "reminder"]
    assert digests(world) == [("Wed 02 Dec", 1)]


def test_a_digest_comes_every_school_morning_even_when_there_is_nothing(world: World) -> None:
    """Wednesday to Tuesday: five school days, five digests, none at the weekend, none twice a day."""
    world.turn()
    for day in ("25", "26", "27", "28", "29", "30"):
        world.on(f"2026-11-{day}", "07:14")
        world.on(f"2026-11-{day}", "07:15")
        world.on(f"2026-11-{day}", "18:00")
    world.on("2026-12-01", "07:15")
    assert digests(world) == [
        ("Wed 25 Nov", 0),
        ("Thu 26 Nov", 0),
        ("Fri 27 Nov", 0),
        ("Mon 30 Nov", 0),
        ("Tue 01 Dec", 0),
    ]
    assert "The mailbox was last read on Tuesday 1 December at 7:15 am" in world.last(cast.HEAD).words


def test_the_digest_covers_everything_since_the_last_that_was_really_sent(world: World) -> None:
    """Wednesday's digest is refused: Thursday's tells what Wednesday's would have told."""
    world.on("2026-11-24", "07:20")
    world.on("2026-11-25", "07:14")
    world.report(cast.STRANGER)
    world.outbox.script = [REFUSED]
    world.on("2026-11-25", "07:15")
    assert digests(world) == []
    world.on("2026-11-26", "07:15")
    text = world.last(cast.HEAD).words
    assert "it is from someone outside the school" in text
    assert "This covers everything since Tuesday 24 November at 7:20 am" in text


def test_a_digest_that_had_to_wait_goes_out_late(world: World) -> None:
    """The mail server is away in the morning: the same digest goes later that day, once."""
    world.turn()
    world.outbox.script = [LATER, LATER]
    world.on("2026-11-25", "07:15")
    world.later(1)
    world.later(10)
    world.later(10)
    assert digests(world) == [("Wed 25 Nov", 0)]


def test_the_digest_says_when_the_mailbox_could_not_be_read(world: World) -> None:
    """Proof of life is honest: it names when the mailbox was last read."""
    world.turn()
    world.inbox.reachable = False
    world.on("2026-11-25", "07:15")
    assert "The mailbox was last read on Tuesday 24 November at 9 am" in world.last(cast.HEAD).words


def test_a_case_on_hold_is_not_asked_about(world: World) -> None:
    """The head has said when: until then the digest lists it as due, not as needing her."""
    world.report()
    world.reply(world.last(cast.HEAD), "Reject")
    world.reply(world.last(cast.HEAD), "Hold till 3 December")
    world.on("2026-11-25", "07:15")
    assert digests(world) == [("Wed 25 Nov", 0)]
    assert "HU-2026-0001: on hold, by Thursday 3 December at 7:15 am" in world.last(cast.HEAD).words


def test_an_open_case_nobody_acts_on_stays_in_the_digest(world: World) -> None:
    """Every deadline has passed and nothing is on its way: it needs the head every morning."""
    world.report()
    world.reply(world.last(cast.HEAD), "Reject")
    for day in ("25", "26", "27", "30"):
        world.on(f"2026-11-{day}", "16:01")
    world.on("2026-12-01", "07:15")
    assert digests(world)[-1] == ("Tue 01 Dec", 1)


def test_what_did_not_arrive_stands_in_the_digest(world: World) -> None:
    """An acknowledgement that was refused: the head can tell the teacher herself."""
    world.turn()
    world.outbox.script = [REFUSED]
    world.report()
    world.on("2026-11-25", "07:15")
    assert cast.TEACHER.email in world.last(cast.HEAD).words


def test_one_answer_to_the_digest_decides_on_several_cases(world: World) -> None:
    """By their numbers: each case gets its own commit and its own confirmation."""
    for n in range(2):
        world.report(text=posts(n))
    world.on("2026-11-25", "07:15")
    world.reply(world.last(cast.HEAD), "1 close, 2 hold till Friday")
    assert world.case("2026-0001").state.value == "closed"
    assert world.drafts("2026-0002") == [(1, 1, "informal_discussion", "held")]
    assert world.kinds(cast.HEAD)[-2:] == ["confirmation", "confirmation"]
    assert list(world.store.mailroom.splits.values()) == [("2026-0001", "2026-0002")]


def test_a_crash_between_two_cases_of_one_answer(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first case was committed, the second not: after the restart it is, and only it."""
    for n in range(2):
        world.report(text=posts(n))
    world.on("2026-11-25", "07:15")
    answer = world.answer(world.last(cast.HEAD), "1 close, 2 hold till Friday")
    commit = world.store.commit_case

    def dying(case: object, *rest: object) -> object:
        if getattr(case, "ref", "") == "2026-0002":
            raise OSError("the disk is full")
        return commit(case, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(world.store, "commit_case", dying)
    with pytest.raises(OSError, match="full"):
        world.receive(answer)
    monkeypatch.undo()
    world.restart()
    world.turn()
    assert [len(world.events(ev.Decided, ref)) for ref in ("2026-0001", "2026-0002")] == [1, 1]
    assert world.case("2026-0001").state.value == "closed"
    assert world.drafts("2026-0002") == [(1, 1, "informal_discussion", "held")]
    assert "INBOX" not in world.folders()


def test_a_number_the_digest_does_not_have_asks(world: World) -> None:
    """One wrong number puts the whole answer in doubt: nothing is done to any case."""
    world.report()
    world.on("2026-11-25", "07:15")
    before = world.happened()
    world.reply(world.last(cast.HEAD), "1 close, 4 close")
    assert world.case().state.value == "open" or world.happened() != before
    assert world.kinds(cast.HEAD)[-1] == "question"


def test_a_template_in_error_stalls_nothing_else(tmp_path: Path) -> None:
    """The school's own reminder cannot be filled in: digest and letters go all the same, and it is said."""
    own = tmp_path / "templates" / "mail"
    own.mkdir(parents=True)
    (own / "reminder.txt").write_text("Subject: Reminder\n\n{{ no_such_name }}\n")
    with World(tmp_path / "data", own_templates=own.parent) as world:
        world.report()
        world.now = at("2026-11-25", "16:01")
        with pytest.raises(Misconfigured, match=r"templates/mail/reminder\.txt"):
            world.turn()
        assert digests(world) == [("Wed 25 Nov", 1)]
        (own / "reminder.txt").unlink()
        world.restart()
        world.later(1)
        assert world.kinds(cast.HEAD)[-1] == "reminder"
