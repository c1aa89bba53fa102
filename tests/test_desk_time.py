"""Stories of time alone: reminders, the digest, one reply to many cases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import cast
from tests.fakes import LATER, REFUSED
from tests.world import POST, World, at
from worker import events as ev
from worker.deciding.cases.case import Case
from worker.errors import Misconfigured

PARENT = cast.PARENT.email


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
    """An acknowledgement that was refused: by its case and whose it was, for a digest names nobody."""
    world.turn()
    world.outbox.script = [REFUSED]
    world.report()
    world.on("2026-11-25", "07:15")
    words = world.last(cast.HEAD).words
    assert "(acknowledgement, HU-2026-0001) to a member of staff did not arrive" in words
    assert cast.TEACHER.email not in words


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

    def dying(case: Case, *rest: Any) -> object:
        if case.ref == "2026-0002":
            raise OSError("the disk is full")
        return commit(case, *rest)

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


# ── the ladder: reminded twice, then told to others (domain §4) ────────────────────────────


def test_the_ladder_of_an_undecided_draft(world: World) -> None:
    """The head is reminded on two days, the deputy told on the third, the chair on the fifth."""
    world.report()
    for day in ("25", "26", "27", "30"):
        world.on(f"2026-11-{day}", "16:01")
    world.on("2026-12-01", "16:01")
    world.on("2026-12-02", "16:01")
    assert world.kinds(cast.HEAD).count("reminder") == 2
    assert (world.kinds(cast.DEPUTY), world.kinds(cast.CHAIR)) == (["told"], ["told"])
    sent_on = [one.mail["Date"] for one in (world.last(cast.DEPUTY), world.last(cast.CHAIR))]
    assert [date[:11] for date in sent_on] == ["Fri, 27 Nov", "Tue, 01 Dec"]


def test_who_is_told_learns_a_number_and_decides_nothing(world: World) -> None:
    """No name, no words of the post; a deputy who may approve cannot do it by answering that mail."""
    world.report()
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    for day in ("25", "26", "27"):
        world.on(f"2026-11-{day}", "16:01")
    told = world.last(cast.DEPUTY)
    assert "HU-2026-0001 waits for the headteacher: your decision" in told.words
    assert [word in told.words for word in ("Kim Dale", "Useless", "Priya", PARENT)] == [False] * 4
    before = world.happened()
    world.reply(told, "1 approve", cast.DEPUTY)
    world.later(30)
    assert (world.happened(), world.got(PARENT)) == (before, [])


def test_a_decision_ends_the_ladder(world: World) -> None:
    """The head decides after two reminders: nobody else hears of it."""
    world.report()
    for day in ("25", "26"):
        world.on(f"2026-11-{day}", "16:01")
    world.reply(world.last(cast.HEAD), "Close, we have spoken")
    for day in ("27", "30"):
        world.on(f"2026-11-{day}", "16:01")
    assert (world.kinds(cast.DEPUTY), world.kinds(cast.CHAIR)) == ([], [])


def test_a_ladder_climbs_one_rung_after_a_long_outage(world: World) -> None:
    """Two weeks without the worker: one reminder, and the deputy is told only after the next."""
    world.report()
    world.store.close()
    world.open()
    world.on("2026-12-08", "10:00")
    assert (world.kinds(cast.HEAD).count("reminder"), world.kinds(cast.DEPUTY)) == (1, [])


# ── quiet hours (domain §4) ────────────────────────────────────────────────────────────────


def test_what_can_wait_waits_for_the_morning(world: World) -> None:
    """A report at nine at night: the teacher is answered at once, the head is asked at seven."""
    world.now = at("2026-11-24", "21:00")
    world.report()
    assert (world.kinds(cast.TEACHER), world.kinds(cast.HEAD)) == (["acknowledgement"], [])
    world.on("2026-11-25", "06:59")
    assert world.kinds(cast.HEAD) == []
    world.on("2026-11-25", "07:00")
    assert world.kinds(cast.HEAD) == ["approval"]


def test_a_weekend_is_quiet_and_a_restart_changes_nothing(world: World) -> None:
    """Reported on Saturday, asked on Monday, once."""
    world.now = at("2026-11-28", "10:00")
    world.report()
    world.restart()
    world.on("2026-11-29", "12:00")
    assert world.kinds(cast.HEAD) == []
    world.on("2026-11-30", "07:00")
    assert world.kinds(cast.HEAD) == ["approval"]


def test_the_head_who_writes_at_night_is_answered(world: World) -> None:
    """She has a change made at ten at night: she is shown it then."""
    world.report()
    world.now = at("2026-11-24", "22:00")
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    assert world.kinds(cast.HEAD) == ["approval", "approval"]


# ── the head is away ───────────────────────────────────────────────────────────────────────

AWAY = {"Auto-Submitted": "auto-replied"}


def test_an_absence_of_the_head_is_told_to_the_deputy_once(world: World) -> None:
    """Her mailbox says until when: the deputy hears what waits, by number; three such mails make one note."""
    world.report()
    for _ in range(3):
        world.reply(world.last(cast.HEAD), "I am away and will be back on Monday 30 November.", headers=AWAY)
    told = world.last(cast.DEPUTY)
    assert world.kinds(cast.DEPUTY) == ["told"]
    assert "Helen Marsh's mailbox says they are away until Monday 30 November" in told.words
    assert "HU-2026-0001 waits for the headteacher: your decision" in told.words
    assert (world.drafts()[0][3], "Kim Dale" in told.words) == ("waiting", False)


def test_an_absence_without_a_date_is_told_once_a_week(world: World) -> None:
    """Nobody knows until when: said so, and again only when a week has passed."""
    world.report()
    asked = world.last(cast.HEAD)
    world.reply(asked, "I am out of the office.", headers=AWAY)
    world.on("2026-11-26", "10:00")
    world.reply(asked, "I am out of the office.", headers=AWAY)
    assert world.kinds(cast.DEPUTY).count("told") == 1
    assert "not until when" in world.got(cast.DEPUTY)[0].words


# ── each reader's own digest ───────────────────────────────────────────────────────────────

ABOUT_HEAD = POST.replace("Miss Sykes", "The headteacher Mrs Marsh")


def test_the_chair_has_a_digest_of_her_own_cases(world: World) -> None:
    """Hers has the case about the head and nothing else; the head's has the others and not that one."""
    world.report()
    world.report(text=ABOUT_HEAD.replace("10161234567890123", "2"))
    world.on("2026-11-25", "07:15")
    hers, heads = world.latest(cast.CHAIR, "digest"), world.latest(cast.HEAD, "digest")
    assert (hers.about, heads.about) == (("2026-0002",), ("2026-0001",))
    assert ("2026-0001" in hers.words, "2026-0002" in heads.words) == (False, False)
    world.reply(hers, "1 close, it is down", cast.CHAIR)
    assert world.case("2026-0002").state.value == "closed"
    world.on("2026-11-26", "07:15")
    world.on("2026-11-27", "07:15")
    assert world.kinds(cast.CHAIR).count("digest") == 2  # the second tells that it was closed


def test_a_governor_without_a_case_has_no_digest(world: World) -> None:
    """Nothing to decide, nothing written."""
    world.report()
    world.on("2026-11-25", "07:15")
    assert (world.got(cast.CHAIR), world.got(cast.VICE_CHAIR)) == ([], [])


def test_in_a_holiday_the_digest_comes_only_when_something_is_due(world: World) -> None:
    """Half-term: nothing due, no digest and no sweep that asks again; a hold that ends that week is."""
    world.now = at("2027-02-10", "09:00")
    world.turn()
    world.on("2027-02-15", "07:15")
    assert "digest" not in [one.kind for one in world.got(cast.HEAD)[2:]]
    silent = [one for one in world.store.mailroom.digests if one.on.isoformat() == "2027-02-15"]
    assert [one.letter for one in silent] == [""]
    world.now = at("2027-03-24", "09:00")
    world.report()
    world.reply(world.last(cast.HEAD), "Hold till 1 April")
    before = len([one for one in world.got(cast.HEAD) if one.kind == "digest"])
    world.on("2027-03-29", "07:15")
    assert len([one for one in world.got(cast.HEAD) if one.kind == "digest"]) == before + 1
    assert "In the holidays it comes on Mondays" in world.latest(cast.HEAD, "digest").words


def test_a_long_morning_fits_one_screen(world: World) -> None:
    """Nine cases and six held messages: five and three are shown and numbered, the others counted."""
    for n in range(9):
        world.report(text=POST.replace("10161234567890123", f"{n}55").replace("Kim Dale", f"Ann Other{n}"))
    for n in range(6):
        world.report(cast.STRANGER, text=f"Buy our books {n}", subject=f"Books {n}")
    world.on("2026-11-25", "07:15")
    digest = world.latest(cast.HEAD, "digest")
    assert digest.about == (*(f"2026-000{n}" for n in range(1, 6)), "", "", "")
    assert ("… and 4 more, younger than these." in digest.words, "… and 3 more." in digest.words) == (
        True,
        True,
    )
    assert len(digest.text.splitlines()) <= 48


# ── requests that the law gives a period of its own (domain §3.9) ──────────────────────────


def test_a_parent_who_asks_for_data_starts_a_calendar_month(world: World) -> None:
    """In the answer to a letter: due in a month, holidays or not, in the digest with its words."""
    world.report()
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.last(cast.HEAD), "Approve")
    world.later(11)
    world.reply(world.last(PARENT), "I want copies of all the data you hold about me.", cast.PARENT)
    asked = [d for d in world.case().deadlines if d.kind.value == "request"]
    assert [d.in_words for d in asked] == [
        "by Thursday 24 December at 4 pm (1 calendar month; holidays count)"
    ]
    world.on("2026-12-21", "07:15")
    assert "may be a request for personal data" in world.latest(cast.HEAD, "digest").words


def test_a_strangers_request_in_held_mail_shows_its_date(world: World) -> None:
    """Nobody has accepted it yet, and the clock runs all the same."""
    world.report(cast.STRANGER, text="Subject access request: send me all you hold about me.", subject="SAR")
    world.on("2026-11-25", "07:15")
    assert "It may ask for data: answer by Thursday 24 December" in world.latest(cast.HEAD, "digest").words
