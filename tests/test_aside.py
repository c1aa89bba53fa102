"""How long mail of no case is kept: asked about in one line, taken back or erased on its day, all of it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.cast import DEPUTY, HEAD, PARENT, RULES, TEACHER
from tests.disk_faults import deaths
from tests.world import FILED, HELD, World
from worker.model import Address, Batch

STRANGER = Address("ottoline.frabjous@elsewhere.example", "Ottoline Frabjous")
NAMES = ("Ottoline", "ottoline", "Frabjous", "brambly hedge", "Quimbleton")
TERM = "2028-09-04"


def lived(folder: Path) -> World:
    """A school year in which five messages came that are no case's, and one that is."""
    world = World(folder)
    world.report()
    world.receive(world.mail(TEACHER, "Room 4", "The radiator in room 4 is cold again. Quimbleton"))
    world.receive(world.mail(STRANGER, "Brambly", f"I saw brambly hedge.\n\n{PARENT.name}"))
    world.receive(world.mail(STRANGER, "Again", "And once more of brambly hedge. Ottoline"))
    world.inbox.deliver(b"\x00\xff nothing of this can be read: brambly hedge")
    world.turn()
    world.on("2026-11-25", "07:20")
    world.reply(world.latest(HEAD, "digest"), "2 discard")
    world.reply(world.latest(HEAD, "digest"), "close HU-2026-0001")
    world.on("2026-11-26", "07:20")
    return world


def asked(folder: Path) -> tuple[World, int]:
    """The digest that asks, and the number it gives to all of them."""
    world = lived(folder)
    world.on(TERM, "07:20")
    found = re.search(r"(\d+)\. \d+ messages that belong to no case", world.latest(HEAD, "digest").text)
    assert found is not None, world.latest(HEAD, "digest").text
    return world, int(found[1])


def everywhere(world: World) -> list[str]:
    """Every file and mail in which one of the names stands."""
    texts = {str(path.relative_to(world.folder)): path.read_bytes() for path in world.folder.rglob("*.*")
             if path.is_file()}  # fmt: skip
    for name, held in world.inbox.folders.items():
        texts |= {f"{name}/{uid}": raw for uid, raw in held.items()}
    return sorted(one for one, data in texts.items() if any(n.encode() in data for n in NAMES))


def order(world: World, number: int) -> None:
    """The head says yes, and the next morning comes."""
    world.reply(world.latest(HEAD, "digest"), f"erase {number}")
    world.on("2028-09-05", "07:20")


def test_one_line_says_how_many(tmp_path: Path) -> None:
    """Numbers, kinds and a day; no name."""
    world, n = asked(tmp_path / "data")
    with world:
        words = world.latest(HEAD, "digest").words
        assert (
            f"{n}. 5 messages that belong to no case (2 filed or put aside, 3 still held): "
            f'their time was over on Thursday 31 August 2028. Reply "{n} erase" or "{n} keep for '
            'another year".'
        ) in words
        assert [name for name in NAMES if name in words] == []


def test_erased_on_the_day_after_the_yes(tmp_path: Path) -> None:
    """Bytes, histories, answers to them and the mailbox; the case and its mails are as they were."""
    world, n = asked(tmp_path / "data")
    with world:
        case, before = world.case(), world.folders()
        assert len(everywhere(world)) > 6
        world.reply(world.latest(HEAD, "digest"), f"erase {n}")
        assert "5 messages that belong to no case will be erased on Tuesday 5 September 2028" in (
            world.last(HEAD).words
        )
        assert len(everywhere(world)) > 6
        world.on("2028-09-05", "07:20")
        assert everywhere(world) == []
        words = world.latest(HEAD, "erased_mail").words
        assert "5 messages that belonged to no case are erased, as you said" in words
        assert "Removed: 5 mails in Headsup's mailbox, 4 messages kept apart" in words
        assert "still found" not in words
        after = world.folders()
        assert (before[HELD] - after.get(HELD, 0), before[FILED] - after[FILED] + 1) == (4, 1)
        assert world.case() == case
        assert world.store.verify_mailroom() == ()
        world.restart()
        room = world.store.mailroom
        assert (room.aside_order, len(room.held), room.quarantined) == (None, 0, {})
        assert "HELD" not in world.latest(HEAD, "digest").text


def test_what_is_erased_is_known_when_it_comes_again(tmp_path: Path) -> None:
    """By its bytes, or by its Message-ID and body behind another server's header."""
    world, n = asked(tmp_path / "data")
    with world:
        raws = [raw for held in (FILED, HELD) for raw in world.inbox.folders[held].values()]
        theirs = [raw for raw in raws if any(name.encode() in raw for name in NAMES)]
        order(world, n)
        world.restart()
        count, aside = len(world.outbox.sent), dict(world.store.mailroom.aside)
        for raw in theirs:
            world.inbox.deliver(raw)
            if b"Message-ID" in raw:
                world.inbox.deliver(b"Received: from elsewhere.example by mx\r\n" + raw)
        world.turn()
        assert (len(world.outbox.sent), world.store.mailroom.aside) == (count, aside)
        assert world.store.register.refs() == ("2026-0001",)


def test_a_yes_can_be_taken_back(tmp_path: Path) -> None:
    """Until the day comes, by the same number; then it is asked again a year later."""
    world, n = asked(tmp_path / "data")
    with world:
        digest, there = world.latest(HEAD, "digest"), everywhere(world)
        world.reply(digest, f"erase {n}")
        world.reply(digest, f"keep {n} for another year")
        assert "5 messages that belong to no case are kept until Tuesday 4 September 2029" in (
            world.last(HEAD).words
        )
        world.on("2028-09-05", "07:20")
        assert everywhere(world) == there
        assert "to no case" not in world.latest(HEAD, "digest").text
        world.reply(digest, f"erase {n}")
        assert "nothing of it is left to be erased" in world.last(HEAD).words
        world.on("2029-09-05", "07:20")
        assert "5 messages that belong to no case" in world.latest(HEAD, "digest").words


@pytest.mark.parametrize(
    "words",
    [
        "erase {n}?",
        "legal hold {n}",
        "erase all",
        "don't erase {n}",
        "erase",
        "yes",
        "{n} yes",
        "erase {n} not",
    ],
)
def test_nothing_else_erases(tmp_path: Path, words: str) -> None:
    """Doubt asks, and silence does nothing."""
    world, n = asked(tmp_path / "data")
    with world:
        there = everywhere(world)
        world.reply(world.latest(HEAD, "digest"), words.format(n=n))
        world.on("2028-09-05", "07:20")
        assert world.store.mailroom.aside_order is None
        assert everywhere(world) == there


def test_only_the_head_says_it(tmp_path: Path) -> None:
    """Nobody in her name, and no deputy; nor an answer that others read, too old, or of another mail."""
    world, n = asked(tmp_path / "data")
    with world:
        digest = world.latest(HEAD, "digest")
        world.reply(digest, f"erase {n}", proof="dmarc=fail")
        world.reply(digest, f"erase {n}", who=DEPUTY)
        world.reply(digest, f"erase {n}", headers={"Cc": PARENT.email})
        assert world.store.mailroom.aside_order is None
        world.now = world.now.replace(year=2029)
        world.reply(digest, f"erase {n}")
        assert world.store.mailroom.aside_order is None


def test_what_was_meant_for_somebody_else_goes_after_days(tmp_path: Path) -> None:
    """A parent's mail in the wrong inbox is announced a week before its fortnight is over."""
    with World(tmp_path / "data") as world:
        world.receive(world.mail(STRANGER, "Ella is poorly", "Dear Mrs Lee, Ella will not be in today."))
        (aside,) = world.store.mailroom.aside.values()
        assert aside.kind.value == "misdirected"
        world.on("2026-11-30", "07:20")
        assert "to no case" not in world.latest(HEAD, "digest").text
        world.on("2026-12-01", "07:20")
        words = world.latest(HEAD, "digest").words
        assert "2. 1 message that belongs to no case (1 still held): will be erased on" in words
        assert "Tuesday 8 December 2026 if you say so." in words
        world.reply(world.latest(HEAD, "digest"), "erase 2")
        world.on("2026-12-07", "07:20")
        assert world.folders()[HELD] == 1
        world.on("2026-12-08", "07:20")
        assert HELD not in world.folders()


def test_more_than_was_asked_about_is_not_erased(tmp_path: Path) -> None:
    """Settings that change between the asking and the day put off the erasure: it is asked anew."""
    world, n = asked(tmp_path / "data")
    with world:
        world.reply(world.latest(HEAD, "digest"), f"erase {n}")
        room = world.store.mailroom
        assert room.aside_order is not None
        room.aside_order = replace(room.aside_order, batch=Batch(date(2028, 8, 31), 4))
        there = everywhere(world)
        world.on("2028-09-05", "07:20")
        assert (world.store.mailroom.aside_order, everywhere(world)) == (None, there)
        assert "5 messages that belong to no case" in world.latest(HEAD, "digest").words


def test_what_was_accepted_meanwhile_stays(tmp_path: Path) -> None:
    """It is a case's now."""
    world, n = asked(tmp_path / "data")
    with world:
        world.reply(world.latest(HEAD, "digest"), f"erase {n}, 1 accept")
        world.later(5)
        order(world, n)
        assert "4 messages that belonged to no case are erased" in world.latest(HEAD, "erased_mail").words
        assert len(world.case("2028-0001").evidence) > 0


def test_a_crash_at_any_step_is_made_good(tmp_path: Path) -> None:
    """The worker dies before each change of the disk in turn; a start later nothing is left of them."""
    world, n = asked(tmp_path / "data")
    with world:
        world.reply(world.latest(HEAD, "digest"), f"erase {n}")
        world.now = world.now.replace(day=5)
        reached = 0
        for n in deaths(world, tmp_path / "before", 3):
            left = [one for one in everywhere(world) if not one.startswith("Headsup/")]
            assert left == []
            wrong = [one for one in world.store.verify_mailroom() if "a crash left it" not in one]
            assert (wrong, world.store.mailroom.aside_order) == ([], None)
            assert [kind for kind, _, _ in world.mailroom()].count("erased_mail") == 1
            reached = n
        assert reached > 20


def test_the_settings_are_the_domains() -> None:
    """A school year, and days (domain §3.9)."""
    assert (RULES.no_case_school_years, RULES.misdirected_days) == (1, 14)
