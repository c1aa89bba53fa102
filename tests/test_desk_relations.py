"""The poster is no parent (policy OV4): told by a person, and the case goes another way."""

from __future__ import annotations

import pytest

from tests import cast
from tests.world import POST, World
from worker import events as ev
from worker.deciding.cases.relations import find_way, relation_of, ways
from worker.model import Relation

OF_STAFF = POST + "\nShe works here, in the kitchen.\n"
OF_PUPIL = "Two Y6 pupils have made this on Facebook:\n" + POST


def test_every_relation_has_its_words() -> None:
    """Each but "unknown", and those of whom another way comes first."""
    assert [one for one in Relation if one not in ways()] == [Relation.UNKNOWN]
    assert [one.value for one, way in ways().items() if way.route] == [
        "staff",
        "ex_staff",
        "governor",
        "pupil",
        "unconnected",
    ]


@pytest.mark.parametrize(
    ("words", "relation", "says"),
    [
        ("She's a TA here", "staff", "under the staff code"),
        ("ex-teacher", "ex_staff", "may be a protected disclosure"),
        ("Kim Dale is a parent governor", "governor", "this is for the chair"),
        ("It's a Year 6 pupil", "pupil", "the behaviour policy and the safeguarding lead first"),
        ("He has nothing to do with the school", "unconnected", "gives you no letter to write"),
    ],
)
def test_told_by_the_head(world: World, words: str, relation: str, says: str) -> None:
    """The invitation that waits is withdrawn, the way is said in plain words, and nothing is sent."""
    world.report()
    world.reply(world.latest(cast.HEAD, "approval"), words)
    (told,) = world.events(ev.Progressed)
    assert (told.progress.value, told.about, told.by.email) == ("related", relation, cast.HEAD.email)
    assert world.drafts() == [(1, 1, "informal_discussion", "withdrawn")]
    said = world.latest(cast.HEAD, "confirmation").words
    assert says in said
    assert [d.kind.value for d in world.case().open_deadlines] == ["advise"]
    world.reply(world.latest(cast.HEAD, "confirmation"), "warning")
    question = world.latest(cast.HEAD, "question").words
    assert (says in question, "policy OV4" in question) == (True, True)
    assert len(world.drafts()) == 1


def test_an_approved_invitation_does_not_go(world: World) -> None:
    """Inside the undo window the head learns that it is a colleague."""
    world.report()
    world.reply(world.latest(cast.HEAD, "approval"), f"To {cast.PARENT.email}")
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    world.reply(world.latest(cast.HEAD, "confirmation"), "She is one of our TAs")
    world.later(30)
    assert world.got(cast.PARENT) == []
    assert world.drafts() == [(1, 2, "informal_discussion", "withdrawn")]


def test_a_parent_stays_a_parent(world: World) -> None:
    """A parent, a carer, a volunteer: the procedure goes on, and the draft still waits."""
    world.report()
    world.reply(world.latest(cast.HEAD, "approval"), "She's a mum of ours")
    assert relation_of(world.case()) is Relation.PARENT
    assert world.drafts() == [(1, 1, "informal_discussion", "waiting")]


def test_the_report_says_that_a_colleague_wrote_it(world: World) -> None:
    """No invitation is drafted; the head hears which way it goes, and by when to say what next."""
    world.report(text=OF_STAFF)
    assert (world.drafts(), world.kinds(cast.HEAD)) == ([], ["news"])
    news = world.last(cast.HEAD).words
    assert "The poster is said to be a member of staff" in news
    assert "HR adviser" in news
    assert [d.kind.value for d in world.case().open_deadlines] == ["advise"]
    world.reply(world.last(cast.HEAD), "invitation")
    assert "nobody writes to a colleague as to a parent" in world.last(cast.HEAD).words
    world.reply(world.last(cast.HEAD), "Invitation because HR has agreed to it")
    assert world.drafts() == [(1, 1, "informal_discussion", "waiting")]


def test_the_head_knows_better_than_the_report(world: World) -> None:
    """ "She is a parent" ends the other way."""
    world.report(text=OF_STAFF)
    world.reply(world.last(cast.HEAD), "She's a parent")
    assert find_way(world.case()) is None
    world.reply(world.last(cast.HEAD), "invitation")
    assert world.drafts() == [(1, 1, "informal_discussion", "waiting")]


def test_a_pupil_s_parent_gets_a_note_and_no_warning(world: World) -> None:
    """The friendly note is the first step; a warning about a child's post takes a typed reason."""
    world.report(text=OF_PUPIL)
    assert world.drafts() == [(1, 1, "pupil_note", "waiting")]
    world.reply(world.last(cast.HEAD), "Warning")
    assert "never an invitation or a warning about a child's post" in world.last(cast.HEAD).words


@pytest.mark.parametrize(
    "words", ["Miss Sykes is a teacher", "Is she a parent?", "If she's a TA hold it", "She's not a TA"]
)
def test_what_is_not_said_of_the_poster_is_not_told(world: World, words: str) -> None:
    """Of somebody else, asked, supposed or denied: nothing is kept."""
    world.report()
    world.reply(world.latest(cast.HEAD, "approval"), words)
    assert world.events(ev.Progressed) == []


def test_harm_comes_before_any_other_way(world: World) -> None:
    """A colleague who is said to have hurt a child: the alert, and not the staff code."""
    world.report(text=OF_STAFF + "\nThe post says that Mr Example hit her boy and left a bruise.\n")
    assert "alert" in world.kinds(cast.HEAD)
    assert world.drafts() == []
