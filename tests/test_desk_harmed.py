"""Who is harmed: told by the head, or said by a report; kept, shown, and named to the police alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests import cast
from tests.world import POST, TUESDAY, URL, World
from worker.casebook import case_as_json, case_as_text
from worker.deciding.cases.harmed import Harmed, harmed_of
from worker.deciding.cases.relations import relation_of
from worker.deciding.decision import read_decision
from worker.model import Action, Pending, Progress, Relation

FIRST, SECOND = "2026-0001", "2026-0002"
URL_2 = URL.replace("10161234567890123", "10168888888888888")
OTHER = POST.replace("Kim Dale", "Pat Example").replace("10161234567890123", "10168888888888888")
OF_CHILD = f"{POST}\nIt names a boy in Year 4, Ben Okafor.\n"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path / "data") as world:
        world.report()
        yield world


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Harmed: Miss Sykes and Mr Hart", ["Miss Sykes", "Mr Hart"]),
        ("Harmed: Mrs Lowe, Mr Hart, a Year 4 pupil", ["Mrs Lowe", "Mr Hart", "a child"]),
        ("Miss Sykes is the target", ["Miss Sykes"]),
        ("It's aimed at Mrs Lowe and one of our parents", ["Mrs Lowe", "a parent"]),
        ("The victims are Mr Hart, and a TA as well", ["Mr Hart", "a member of staff"]),
        ("Harmed: Ben", []),
        ("Harmed: Ben and Miss Sykes", []),
        ("Miss Sykes is not harmed", []),
        ("Is Miss Sykes harmed?", []),
        ("If Miss Sykes is harmed, police", []),
        ("Miss Sykes is off sick", []),
    ],
)
def test_what_a_reply_tells(words: str, who: list[str]) -> None:
    """Adults by title and name, everybody else by what they are; a bare name may be a child's."""
    asked = (Pending(1, Action.INVITATION, "Invitation"),)
    (decision,) = read_decision(words, asked, TUESDAY.date()).decisions
    assert [one.about for one in decision.told if one.progress is Progress.HARMED] == who


@pytest.mark.parametrize("words", ["Harmed: Miss Sykes. Approve", "Harmed: Miss Sykes\nSend it"])
def test_a_yes_beside_it_is_asked_about(world: World, words: str) -> None:
    """Told and kept; the letter waits for a yes alone."""
    world.reply(world.last(cast.HEAD), f"To {cast.PARENT.email}")
    world.reply(world.last(cast.HEAD), words)
    world.later(30)
    assert world.got(cast.PARENT) == []
    assert harmed_of(world.case())[0] == Harmed("Miss Sykes", told=True)


def test_several_are_named_to_the_police_and_have_a_kit_each(world: World) -> None:
    """Told once: the referral names them, the kits are theirs, and nobody is asked for them again."""
    world.reply(world.last(cast.HEAD), "Harmed: Miss Sykes and Mr Hart")
    said = world.latest(cast.HEAD, "confirmation")
    assert "Kept on the case as harmed: Mr Hart." in said.words
    world.reply(said, "Police please, ground G4")
    asked = world.latest(cast.HEAD, "question")
    assert "which of these is it? crime" in asked.words
    world.reply(asked, "crime")
    shown = world.latest(cast.HEAD, "approval")
    assert "Person harmed: Miss Sykes and Mr Hart" in shown.words
    assert "Harmed: Miss Sykes; Mr Hart" in shown.words
    world.reply(world.got(cast.HEAD)[0], "staff kit")
    kits = [d for d in world.case().drafts if d.action is Action.STAFF_KIT]
    assert [d.text.split("\n")[0] for d in kits] == ["Dear Miss Sykes", "Dear Mr Hart"]


def test_a_notice_is_for_one_alone(world: World) -> None:
    """Of two, whose name it is to be in is asked; of one, it is known."""
    world.reply(world.last(cast.HEAD), "We don't know who it is")
    world.reply(world.last(cast.HEAD), "Harmed: Miss Sykes")
    world.reply(world.last(cast.HEAD), "notice kit")
    assert [d.action for d in world.case().drafts][-1] is Action.NOTICE_KIT
    world.reply(world.got(cast.HEAD)[0], "Mr Hart is harmed too")
    world.reply(world.got(cast.HEAD)[0], "notice kit")
    assert "whose name is it to be in?" in world.latest(cast.HEAD, "question").words


def test_what_a_report_says_is_shown_as_such_and_names_nobody(tmp_path: Path) -> None:
    """A child by what it is; the case shows it, and no digest has a name."""
    with World(tmp_path / "data") as world:
        world.report(cast.OFFICE, text=OF_CHILD)
        assert harmed_of(world.case()) == (Harmed("a child", told=False),)
        world.reply(world.last(cast.HEAD), "Harmed: Miss Sykes")
        case = world.case()
        assert "  harmed    Miss Sykes (as told)\n  harmed    a child (as reported)" in case_as_text(
            case, world.store
        )
        assert case_as_json(case)["harmed"] == [
            {"who": "Miss Sykes", "told": True},
            {"who": "a child", "told": False},
        ]
        world.on("2026-11-25", "07:16")
        digest = world.latest(cast.HEAD, "digest").words
        assert [name for name in ("Sykes", "Ben", "Okafor") if name in digest] == []


def test_what_was_told_of_people_comes_over_in_a_merge(world: World) -> None:
    """The relation and those harmed, whichever case it was told on; after a restart too."""
    world.report(cast.OFFICE, text=OTHER)
    second = world.last(cast.HEAD)
    world.reply(second, "She's a TA here")
    world.reply(second, "Harmed: Mr Hart")
    world.now += timedelta(minutes=5)
    world.reply(world.got(cast.HEAD)[0], "Harmed: Miss Sykes")
    world.reply(second, "merge with HU-2026-0001")
    world.restart()
    case = world.case(FIRST)
    assert relation_of(case) is Relation.STAFF
    assert [one.who for one in harmed_of(case) if one.told] == ["Mr Hart", "Miss Sykes"]
    world.reply(world.latest(cast.HEAD, "confirmation"), "warning")
    assert "under the staff code" in world.last(cast.HEAD).words


def test_a_draft_is_shown_with_what_the_poster_is(world: World) -> None:
    """Who decides has it before her eyes when she approves."""
    world.reply(world.last(cast.HEAD), "She's a mum of ours")
    world.reply(world.got(cast.HEAD)[0], "change Thursday to Friday")
    assert "Poster: a parent (as told)" in world.latest(cast.HEAD, "approval").words


# ── several posters ────────────────────────────────────────────────────────────────────────


def test_what_is_told_counts_for_the_first_poster_alone(tmp_path: Path) -> None:
    """The letters are to the first; who answers learns that, and that the other can have a case."""
    with World(tmp_path / "two") as world:
        world.report(text=f"{POST}\n{OTHER}")
        world.reply(world.last(cast.HEAD), "She refuses to meet")
        said = world.latest(cast.HEAD, "confirmation").words
        assert "It counts for Kim Dale alone; for Pat Example there can be a case of its own" in said


def test_a_letter_never_quotes_another_poster(tmp_path: Path) -> None:
    """The first account's words are not known: the other's stand in no letter to the first."""
    bare = f"Kim Dale has put something on the Northside parents Facebook group again:\n{URL}\n"
    with World(tmp_path / "two") as world:
        world.report(text=f"{bare}\n{OTHER}")
        case = world.case()
        said = [(p.poster_name, bool(p.text)) for p in case.posts]
        assert said == [("Kim Dale", False), ("Pat Example", True)]
        assert case.words is None
