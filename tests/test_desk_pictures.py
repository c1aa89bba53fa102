"""Pictures on the desk: read after the text has cleared them, in the same commit, and never trusted alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cast
from tests.fakes import FakeEyes
from tests.world import WORDS, World
from worker import events as ev
from worker.model import Address, Kind
from worker.reading.screens import Item, Line, Screen, Seen

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 80
LOOK = (1 << 200) - 1
OTHER = "The new gate is a disgrace and the head could not care less."
"""Words of another page of the same app."""


def page(*texts: str) -> Seen:
    """A page with these lines, all sure."""
    lines = (
        Line(
            text, 0.99, 20.0, 40.0 + 60 * n, 20.0 + 12 * len(text), 70.0 + 60 * n, (0, 0, 0), (255, 255, 255)
        )
        for n, text in enumerate(texts)
    )
    return Seen(800, 1600, tuple(lines))


def picture(n: int) -> tuple[str, str, bytes]:
    """A picture file of its own bytes."""
    return (f"IMG_{n}.png", "image/png", PNG + bytes([n]))


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path / "data", eyes=FakeEyes()) as world:
        yield world


def shows(world: World, n: int, seen: Seen, look: int = LOOK) -> None:
    """Have the eyes see this in picture n."""
    assert world.eyes is not None
    world.eyes.show(picture(n)[2], seen, f"{look:064x}")


TEACHERS = [Address(f"teacher{n}@northside.example", f"Teacher {n}") for n in range(5)]


class TestOneCase:
    """Five teachers, one case."""

    def test_five_near_identical_pictures(self, world: World) -> None:
        """Saved anew by five phones, a word misread on one: one case, five acknowledgements."""
        for n, teacher in enumerate(TEACHERS):
            words = WORDS.replace("clue", "clew") if n == 3 else WORDS
            shows(world, n, page("Northside Parents", words), LOOK ^ (1 << n))
            world.report(teacher, "Please see the attached.", files=[picture(n)])
        assert world.store.register.refs() == ("2026-0001",)
        assert len(world.case().reports) == 5
        assert [world.kinds(teacher) for teacher in TEACHERS] == [["acknowledgement"]] * 5

    def test_look_alikes_with_other_words_are_two_cases(self, world: World) -> None:
        """The same app, nearly the same look, other words: never merged."""
        shows(world, 0, page("Northside Parents", WORDS))
        shows(world, 1, page("Northside Parents", OTHER), LOOK ^ 1)
        for n in range(2):
            world.report(TEACHERS[n], "Please see the attached.", files=[picture(n)])
        assert world.store.register.refs() == ("2026-0001", "2026-0002")

    def test_it_is_known_again_after_a_restart(self, world: World) -> None:
        """What a picture looks like lies with the case."""
        shows(world, 0, page(WORDS))
        shows(world, 1, page(WORDS), LOOK ^ 3)
        world.report(TEACHERS[0], "Please see the attached.", files=[picture(0)])
        world.restart()
        world.report(TEACHERS[1], "Please see the attached.", files=[picture(1)])
        assert world.store.register.refs() == ("2026-0001",)
        looks = [item.looks for item in world.case().evidence if item.type == "image/png"]
        assert looks == [f"{LOOK:064x}", f"{LOOK ^ 3:064x}"]

    def test_a_closed_case_is_not_reopened_by_a_likeness(self, world: World) -> None:
        """Only the very same picture brings back what a person closed."""
        shows(world, 0, page(WORDS))
        shows(world, 1, page(WORDS), LOOK ^ 1)
        world.report(TEACHERS[0], "Please see the attached.", files=[picture(0)])
        world.reply(world.latest(cast.HEAD, "approval"), "close")
        world.report(TEACHERS[1], "Please see the attached.", files=[picture(1)])
        assert world.store.register.refs() == ("2026-0001", "2026-0002")


class TestTextFirst:
    """What the text forbids is not looked at; what the picture says can still stop a mail."""

    def test_words_in_a_picture_stop_the_mail(self, world: World) -> None:
        """Nothing of it is kept, it stays where it lies; the safeguarding lead is told, not its words."""
        shows(world, 0, page("Class chat", "someone sent nudes of a Y6 girl"))
        world.report(text="Please see the attached.", files=[picture(0)])
        assert world.store.register.refs() == ()
        [held] = world.store.mailroom.held.values()
        assert (held.kind, held.subject, len(world.inbox.flagged)) == (Kind.SAFETY_STOP, "", 1)
        assert world.folders() == {"INBOX": 1}
        assert world.kinds(cast.DSL) == ["safety_alert"]
        world.later(1)
        assert world.eyes is not None
        assert (len(world.eyes.given), world.kinds(cast.DSL)) == (1, ["safety_alert"])
        assert "Y6" not in world.last(cast.DSL).text
        kept = [path for path in world.folder.rglob("*") if path.is_file() and PNG in path.read_bytes()]
        assert kept == []

    @pytest.mark.parametrize("who", [Address("someone@elsewhere.example", "Somebody"), cast.TEACHER])
    def test_no_picture_of_a_stranger_or_of_a_stopped_mail(self, world: World, who: Address) -> None:
        """A stranger's pictures are not opened, nor those of a mail that its words stop."""
        own = who == cast.TEACHER
        text = "nudes of a Y6 girl, see attached" if own else "Please see the attached."
        world.report(who, text, files=[picture(0)])
        assert world.eyes is not None
        assert world.eyes.given == []

    def test_the_second_death_over_a_mail_leaves_its_pictures_unread(self, world: World) -> None:
        """Whatever a picture does to the machine, the mail is read."""
        assert world.eyes is not None
        world.eyes.deadly = True
        mail = world.mail(cast.TEACHER, "Please see", "Please see the attached.", files=[picture(0)])
        world.inbox.deliver(bytes(mail))
        for _ in range(2):
            with pytest.raises(SystemExit):
                world.turn()
            world.restart()
        world.turn()
        assert len(world.case().reports) == 1


class TestWhatIsRead:
    """Machine-read facts on the case."""

    def test_without_eyes_nothing_is_missing(self, tmp_path: Path) -> None:
        """The same mail on a machine that reads no pictures: a case, no problem, no flag."""
        with World(tmp_path / "blind") as world:
            world.report(text="Please see the attached.", files=[picture(0)])
            [reported] = world.events(ev.Reported)
            assert (reported.posts, "picture_read_by_machine" in reported.flags) == ((), False)

    def test_a_name_that_a_machine_read_is_marked_and_in_no_letter(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The head sees the name and the words as read by machine; the draft names nobody."""
        item = Item("Kim Dale", None, "3h", WORDS, 0.98, True)
        screen = Screen("facebook", (item,), None, None, WORDS, True, ())
        monkeypatch.setattr("worker.reading.screens.read_screen", lambda seen, _told=None: screen)
        shows(world, 0, page(WORDS))
        world.report(text="Please see the attached.", files=[picture(0)])
        [reported] = world.events(ev.Reported)
        assert [(g.id, p.by_machine) for g in reported.grounds for p in reported.posts] == [
            ("G7", ("platform", "poster_name", "posted_at_text", "text"))
        ]
        approval = world.latest(cast.HEAD, "approval")
        draft, _, about = approval.words.partition("WHAT WAS REPORTED")
        assert ("Kim Dale" in draft, WORDS in draft) == (False, False)
        assert "Name: Kim Dale (as a machine read it in a picture: please confirm)" in about
        assert f'Words: "{WORDS}" (as a machine read them in a picture: please check)' in about
        assert (world.case().poster, world.case().poster_read) == (None, "Kim Dale")

    def test_what_a_person_types_replaces_what_a_machine_read(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Once a reporter has typed the name it is a person's word."""
        item = Item("Kim Dalle", None, "3h", WORDS, 0.98, True)
        screen = Screen("facebook", (item,), None, None, WORDS, True, ())
        monkeypatch.setattr("worker.reading.screens.read_screen", lambda seen, _told=None: screen)
        shows(world, 0, page(WORDS))
        world.report(text="Please see the attached.", files=[picture(0)])
        ours = world.latest(cast.TEACHER, "acknowledgement")
        world.reply(ours, f'Kim Dale wrote on Facebook: "{WORDS}"', cast.TEACHER)
        assert world.case().poster == "Kim Dale"

    def test_a_problem_holds_up_nothing(self, world: World) -> None:
        """A picture that cannot be read stays evidence, and the acknowledgement goes."""
        world.report(text="Please see the attached.", files=[picture(0)])
        assert world.kinds(cast.TEACHER) == ["acknowledgement"]
        [kept] = [item for item in world.case().evidence if item.type == "image/png"]
        assert (kept.looks, kept.words) == ("", "")

    def test_acknowledgements_do_not_wait_for_a_pile_of_pictures(self, world: World) -> None:
        """After ten seconds over pictures what is committed is answered before more is read."""
        assert world.eyes is not None
        world.eyes.takes = 6.0
        for n in range(4):
            mail = world.mail(TEACHERS[n], "Please see", "Please see the attached.", files=[picture(n)])
            world.inbox.deliver(bytes(mail))
        assert world.desk.take_in(world.inbox, world.now) is True
        assert len(world.store.register.refs()) == 2
        assert world.desk.take_in(world.inbox, world.now) is False
        assert (len(world.store.register.refs()), world.folders()) == (4, {"Headsup/Filed": 4})
