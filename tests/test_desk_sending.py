"""Stories of sending: what each answer of the mail server leads to, and when a letter may not go."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests import cast
from tests.disk_faults import failing_at
from tests.fakes import IN_DOUBT, LATER, REFUSED
from tests.test_crash import Killed, Killer
from tests.world import POST, World, at
from worker import events as ev
from worker.errors import Damaged, Unreachable
from worker.model import LetterState
from worker.outside.data.store import Files

PARENT = cast.PARENT.email
TROUBLE = "letter_trouble"


def approved(world: World) -> None:
    """A letter to the parent waits out its undo window."""
    world.report()
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.last(cast.HEAD), "Approve")


def letter(world: World) -> list[str]:
    """The states that the parent's letter went through."""
    (own,) = [x for x in world.case().letters if x.external]
    return [e.state.value for e in world.events(ev.LetterMoved) if e.id == own.id]


def test_our_own_mail_in_doubt_goes_again_under_the_same_message_id(world: World) -> None:
    """Twice is better than never among ourselves, and the mail program sees one mail."""
    world.outbox.script = [IN_DOUBT]
    world.report()
    world.later(2)
    first, second = world.got(cast.TEACHER)
    assert first.raw == second.raw
    assert ("acknowledgement", cast.TEACHER.email, "sent") in world.letters()


def test_a_mail_that_went_is_not_sent_again_when_the_disk_fails_over_saying_so(tmp_path: Path) -> None:
    """Whichever thing asked of the disk fails, in this life or with the next one: each mail goes once."""
    for n in range(1, 1_000):
        with World(tmp_path / str(n)) as world:
            world.inbox.deliver(bytes(world.mail(cast.TEACHER, "Fw: this", POST)))
            world.desk.take_in(world.inbox, world.now)
            failed = None
            with failing_at(n) as asked:
                try:
                    world.desk.attend(world.outbox, world.now, world.now, ())
                except Damaged:
                    world.restart()
                except OSError:
                    pass
                failed = len(asked) >= n
            world.later(1)
            where = (n, asked[-1])
            assert [got.kind for got in world.got(cast.TEACHER)] == ["acknowledgement"], where
            assert [got.kind for got in world.got(cast.HEAD)] == ["approval"], where
            assert [state for _, _, state in world.letters()] == ["sent", "sent"], where
        if not failed:
            break


def test_a_note_of_what_went_speaks_of_our_own_mails_alone(world: World) -> None:
    """Whatever stands in it by mishap: no letter out of the school is called sent for that, nor any lost."""
    approved(world)
    (own,) = [x for x in world.case().letters if x.external]
    ref = world.case().ref
    lines = ("", f"{ref} {own.id}", f"{ref} {own.id[:-4]}", ref, "\0\0", f"mailroom {own.id}")
    (world.folder / "taken.txt").write_bytes("\n".join(lines).encode() + b"\xff\n")
    world.restart()
    world.later(11)
    assert (letter(world), len(world.got(PARENT))) == (["sending", "sent"], 1)
    assert not (world.folder / "taken.txt").exists()


def test_a_letter_in_doubt_is_never_sent_again_by_itself(world: World) -> None:
    """The head is asked; the parent has one letter at most, whatever time passes."""
    approved(world)
    world.outbox.script = [IN_DOUBT]
    world.later(11)
    for _ in range(3):
        world.restart()
        world.later(60)
    assert len(world.got(PARENT)) == 1
    assert letter(world) == ["sending", "in_doubt"]
    assert TROUBLE in world.kinds(cast.HEAD)


def test_a_letter_that_was_being_sent_when_the_worker_died_is_in_doubt(world: World) -> None:
    """Whether it went is unknown: nothing more is sent, the head is asked (design, Sending)."""
    approved(world)
    case = world.case()
    (own,) = [x for x in case.letters if x.external]
    world.store.commit_case(
        case, (ev.LetterMoved(world.now, own.id, LetterState.SENDING, "being handed over"),), Files()
    )
    world.restart()
    world.later(11)
    world.later(1)
    assert (world.got(PARENT), letter(world)) == ([], ["sending", "in_doubt"])
    assert TROUBLE in world.kinds(cast.HEAD)


@pytest.mark.parametrize("is_kept", [True, False], ids=["a copy lies in Sent", "nothing tells of it"])
def test_a_machine_set_back_on_which_nothing_was_filed_since(
    world: World, tmp_path: Path, *, is_kept: bool
) -> None:
    """The copy tells that the letter went; where there is none, nothing does (install.md)."""
    approved(world)
    world.store.close()
    shutil.copytree(world.folder, tmp_path / "snapshot")
    world.open()
    world.later(11)
    (went,) = world.got(PARENT)
    world.later(2)
    assert list(world.inbox.folders["Sent"].values()) == [went.raw]
    world.store.close()
    shutil.rmtree(world.folder)
    shutil.copytree(tmp_path / "snapshot", world.folder)
    world.open()
    if not is_kept:
        del world.inbox.folders["Sent"]
    world.now += timedelta(minutes=30)
    assert world.desk.look_back(world.inbox, world.now) == 0
    world.turn()
    world.later(1)
    expected = (1, ["in_doubt"], True) if is_kept else (2, ["sending", "sent"], False)
    assert (len(world.got(PARENT)), letter(world), TROUBLE in world.kinds(cast.HEAD)) == expected
    assert {one.id for one in world.got(PARENT)} == {went.id}


def sent(world: World) -> list[bytes]:
    return list(world.inbox.folders.get("Sent", {}).values())


def test_a_letter_is_copied_once(world: World) -> None:
    """A restart, a provider's own copy, a mail to our own people: nothing more lies among what was sent."""
    approved(world)
    world.later(11)
    world.later(1)
    assert sent(world) == []
    world.later(1)
    (went,) = world.got(PARENT)
    assert sent(world) == [went.raw]
    world.restart()
    world.later(5)
    assert sent(world) == [went.raw]


def test_a_providers_own_copy_is_enough(world: World) -> None:
    """It has been filed before ours is due."""
    approved(world)
    world.later(11)
    (went,) = world.got(PARENT)
    theirs = b"X-Provider: filed by itself\r\n" + went.raw
    world.inbox.folders["Sent"] = {900: theirs}
    world.later(5)
    assert sent(world) == [theirs]


def test_what_left_before_a_restart_is_copied_after_it(world: World) -> None:
    """What is owed follows from the cases; of what went days ago nothing is owed."""
    approved(world)
    world.later(11)
    (went,) = world.got(PARENT)
    world.restart()
    world.later(5)
    assert sent(world) == [went.raw]
    world.inbox.folders["Sent"].clear()
    world.restart()
    world.later(60 * 24 * 3)
    assert sent(world) == []


def test_a_mailbox_that_takes_no_copies_keeps_no_letter_back(world: World) -> None:
    """Refused, or broken off each time: letters go, mails are read, and it is said once it is given up."""
    approved(world)
    world.later(11)
    world.inbox.refuses = "OVERQUOTA"
    world.later(5)
    assert "OVERQUOTA" in world.desk.unfiled
    world.reply(world.latest(cast.HEAD, "approval"), "warning because it goes on")
    assert world.drafts()[-1][2] == "written_warning"


def test_a_connection_that_breaks_over_a_copy_is_given_up_after_some(world: World) -> None:
    """Three times, then it is left alone until the next start; mails are read all the while."""
    approved(world)
    world.later(11)
    broken = []

    def io(what: str) -> None:
        if what == "imap keep_sent":
            broken.append(what)
            raise Unreachable("the connection broke")

    world.inbox.io = io
    for _ in range(6):
        world.later(5)
    assert (len(broken), "the connection broke" in world.desk.unfiled) == (3, True)


def test_a_full_mailbox_that_is_emptied_takes_the_copy_after_all(world: World) -> None:
    """It is tried again in an hour, and nothing is said any more then."""
    approved(world)
    world.later(11)
    world.inbox.refuses = "OVERQUOTA"
    world.later(5)
    assert (sent(world), "OVERQUOTA" in world.desk.unfiled) == ([], True)
    world.inbox.refuses = ""
    world.later(61)
    (went,) = world.got(PARENT)
    assert (sent(world), world.desk.unfiled) == ([went.raw], "")


def test_what_is_refused_for_days_is_given_up(world: World) -> None:
    """After two days it is tried no more."""
    approved(world)
    world.later(11)
    world.inbox.refuses = "OVERQUOTA"
    world.later(5)
    world.later(60 * 24 * 2)
    world.inbox.refuses = ""
    world.later(120)
    assert (sent(world), world.desk.unfiled) == ([], "")


def test_a_letter_in_doubt_is_copied_with_a_mark(world: World, tmp_path: Path) -> None:
    """It may have gone: without a copy a machine set back to before would send it, perhaps once more."""
    approved(world)
    world.store.close()
    shutil.copytree(world.folder, tmp_path / "snapshot")
    world.open()
    world.outbox.script = [IN_DOUBT]
    world.later(11)
    world.later(3)
    (went,) = world.got(PARENT)
    assert sent(world) == [went.raw]
    assert world.inbox.flagged == set(world.inbox.folders["Sent"])
    world.store.close()
    shutil.rmtree(world.folder)
    shutil.copytree(tmp_path / "snapshot", world.folder)
    world.open()
    world.now += timedelta(minutes=30)
    assert world.desk.look_back(world.inbox, world.now) == 0
    world.turn()
    assert len(world.got(PARENT)) == 1
    assert (world.events(ev.LetterMoved)[-1].state, len(sent(world))) == (LetterState.IN_DOUBT, 1)


@pytest.mark.parametrize("n", range(1, 12))
def test_a_worker_that_dies_around_a_copy_makes_it_once(world: World, n: int) -> None:
    """At each call of the pass that makes it, and of the pass after."""
    approved(world)
    world.later(11)
    (went,) = world.got(PARENT)
    killer = Killer(n, at_work=True)
    world.inbox.io = world.outbox.io = killer
    for _ in range(3):
        try:
            world.later(3)
        except Killed:
            killer.n = 0
            world.restart()
            world.inbox.io = world.outbox.io = killer
    assert (sent(world), [got.id for got in world.got(PARENT)]) == ([went.raw], [went.id]), killer.what


def test_what_was_written_alone_is_not_looked_through_for_copies(world: World) -> None:
    """Whether anything of a case left is on its card: after a start no case is read again for it."""
    world.report()
    world.restart()
    read: list[str] = []
    case = world.store.case
    world.store.case = lambda ref: read.append(ref) or case(ref)  # type: ignore[method-assign, func-returns-value]
    world.desk.keep_copies(world.inbox, world.now)
    assert read == []


def test_a_letter_the_server_does_not_take_now_is_tried_again(world: World) -> None:
    """Later and later, and it goes once."""
    approved(world)
    world.outbox.script = [LATER, LATER]
    world.later(11)
    assert world.got(PARENT) == []
    for _ in range(6):
        world.later(1)
    assert len(world.got(PARENT)) == 1
    assert letter(world) == ["sending", "queued", "sending", "queued", "sending", "sent"]


def test_a_letter_that_is_refused_is_told(world: World) -> None:
    """No such mailbox: failed, the head told with the server's words, nothing tried again."""
    approved(world)
    world.outbox.script = [REFUSED]
    world.later(11)
    world.later(60)
    assert letter(world) == ["sending", "failed"]
    assert world.kinds(cast.HEAD)[-2:] == ["letter_trouble", "approval"]
    assert "550 no such mailbox" in world.latest(cast.HEAD, "letter_trouble").words
    assert world.got(PARENT) == []


def test_a_letter_with_a_wrong_address_goes_to_the_right_one(world: World) -> None:
    """The head corrects the address on the version that came back, and approves it: one letter there."""
    approved(world)
    world.outbox.script = [REFUSED]
    world.later(11)
    world.later(1)
    world.reply(world.last(cast.HEAD), "To kim.dale.new@mail.example")
    world.reply(world.last(cast.HEAD), "Approve")
    world.later(11)
    assert (len(world.got("kim.dale.new@mail.example")), world.got(PARENT)) == (1, [])


def test_a_letter_in_doubt_goes_again_only_on_a_fresh_yes(world: World) -> None:
    """A yes from before cannot double it; the head, who has asked, can."""
    world.report()
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    second = world.last(cast.HEAD)
    world.reply(second, "Approve")
    world.outbox.script = [IN_DOUBT]
    world.later(11)
    world.later(1)
    assert "may have arrived" in world.last(cast.HEAD).words
    world.reply(second, "Approve")
    world.later(30)
    assert len(world.got(PARENT)) == 1
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    world.later(11)
    assert len(world.got(PARENT)) == 2


def test_a_mail_to_our_own_people_that_is_refused_is_told_to_the_admin(world: World) -> None:
    """The head's mailbox takes no mail: someone who can be reached hears of it."""
    world.report()
    world.outbox.script = [REFUSED]
    world.on("2026-11-25", "07:15")
    world.later(1)
    assert world.kinds(cast.ADMIN) == ["admin_note"]


def test_a_note_to_the_admin_that_is_refused_makes_no_further_note(world: World) -> None:
    """No loop of notes about notes."""
    world.report()
    world.outbox.script = [REFUSED] * 20
    world.on("2026-11-25", "07:15")
    for _ in range(10):
        world.later(1)
    assert world.outbox.tried < 10


@pytest.mark.parametrize(
    ("day", "clock", "goes"),
    [
        ("2026-11-27", "14:45", ("2026-11-27", "14:55")),
        ("2026-11-27", "14:55", ("2026-11-30", "08:30")),
        ("2026-11-28", "10:00", ("2026-11-30", "08:30")),
        ("2026-12-18", "15:30", ("2027-01-05", "08:30")),
        ("2026-12-22", "10:00", ("2027-01-05", "08:30")),
    ],
)
def test_no_letter_when_nobody_is_there_to_answer(
    tmp_path: Path, day: str, clock: str, goes: tuple[str, str]
) -> None:
    """Not on a Friday after three, nor at the weekend, on the last day of term or in the holidays."""
    never_quiet = replace(cast.RULES, quiet_from=cast.RULES.quiet_until)
    with World(tmp_path / "data", now=at(day, clock), rules=never_quiet) as world:
        approved(world)
        (own,) = [x for x in world.case().letters if x.external]
        assert own.not_before_at == at(*goes)


def test_a_letter_late_because_of_an_outage_waits_for_the_next_school_day(world: World) -> None:
    """Approved on Friday at two, the worker down till Saturday: it goes on Monday morning."""
    world.now = at("2026-11-27", "14:00")
    approved(world)
    world.restart()
    world.on("2026-11-28", "11:00")
    assert world.got(PARENT) == []
    world.on("2026-11-30", "08:31")
    assert len(world.got(PARENT)) == 1


def test_a_storm_becomes_a_hold_and_one_note(tmp_path: Path) -> None:
    """The hour's ceiling is reached: what is left waits, the admin hears of it once, nothing is lost."""
    with World(tmp_path / "data", rules=replace(cast.RULES, per_hour=5, per_recipient_hour=50)) as world:
        for n in range(6):
            world.report(text=POST.replace("10161234567890123", f"1016123456789012{n}"))
        for _ in range(5):
            world.later(1)
        assert len([1 for _, to in world.outbox.sent if cast.ADMIN.email not in to]) == 5
        assert world.kinds(cast.ADMIN) == ["admin_note"]
        for _ in range(3):
            world.later(61)
        assert len(world.got(cast.TEACHER)) == 6
        assert world.kinds(cast.HEAD).count("approval") == 6


def test_one_address_is_not_flooded(tmp_path: Path) -> None:
    """One person's mails wait, another's go."""
    with World(tmp_path / "data", rules=replace(cast.RULES, per_recipient_hour=2)) as world:
        for n in range(3):
            world.report(text=POST.replace("10161234567890123", f"1016123456789012{n}"))
        world.report(cast.OFFICE, text=POST)
        assert (len(world.got(cast.TEACHER)), len(world.got(cast.OFFICE))) == (2, 1)


def test_an_alert_is_never_held_back(tmp_path: Path) -> None:
    """Whatever the ceiling: what is urgent goes."""
    with World(tmp_path / "data", rules=replace(cast.RULES, per_hour=1)) as world:
        world.report()
        world.report(
            text=POST.replace("Useless", "I am going to smash her face in at the gate at 3.15 today. Useless")
        )
        assert world.kinds(cast.DSL)[-1] == "alert"


def test_a_server_that_takes_nothing_is_left_alone(world: World) -> None:
    """After three letters in a row that it would not take now, the round ends."""
    for n in range(5):
        world.inbox.deliver(
            bytes(world.mail(cast.TEACHER, "Fw", POST.replace("10161234567890123", f"1016123456789012{n}")))
        )
    world.outbox.script = [LATER] * 10
    world.turn()
    assert world.outbox.tried == 3


def test_a_letter_whose_bytes_changed_is_not_sent(world: World) -> None:
    """Someone edited the file after the approval: the worker stops and names it (never 1)."""
    approved(world)
    (own,) = [x for x in world.case().letters if x.external]
    path = world.folder / "cases" / "2026-0001" / "letters" / f"{own.id}.eml"
    path.write_bytes(path.read_bytes().replace(b"talk it over", b"talk it out!"))
    with pytest.raises(Damaged, match=own.id):
        world.later(11)
    assert world.got(PARENT) == []
