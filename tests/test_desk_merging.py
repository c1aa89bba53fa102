"""One case of two, and two of one, by the head's reply; later mails come to the case that goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cast
from tests.test_crash import Killer, work
from tests.world import PICTURE, POST, URL, World
from worker import events as ev
from worker.deciding.cases.progress import State
from worker.deciding.cases.standing import is_poster_unknown, state_of
from worker.model import Address

PARENT = cast.PARENT.email
FIRST, SECOND, THIRD = "2026-0001", "2026-0002", "2026-0003"
OTHER = POST.replace("10161234567890123", "10169999999999999").replace("Miss Sykes", "Mr Brand")
WORDS = '"Mr Brand is a clown and so is the whole office."'
WITH_BOTH = f"{POST}\nAnd Lee Garth wrote this on Facebook:\n{WORDS}\n{URL}77\n"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path / "data") as world:
        world.report(files=[("one.PNG", "image/png", PICTURE)])
        world.report(cast.OFFICE, text=OTHER, files=[("two.PNG", "image/png", PICTURE[:-1] + b"!")])
        yield world


def refs(world: World) -> list[tuple[str, str, str]]:
    """(reference, state, what it was merged into) of each case."""
    cases = [world.case(ref) for ref in world.store.register.refs()]
    return [(case.ref, case.state.value, case.merged_into) for case in cases]


@pytest.mark.parametrize(
    "words", ["merge with HU-2026-0001", "This is the same as 1", "Merge this with case 1"]
)
def test_two_cases_become_one(world: World, words: str) -> None:
    """The older goes on with the reports and files of both; the draft of the other is withdrawn."""
    world.reply(world.last(cast.HEAD), words)
    assert refs(world) == [(FIRST, "open", ""), (SECOND, "closed", FIRST)]
    case = world.case(FIRST)
    assert [report.reporter.email for report in case.reports] == [cast.TEACHER.email, cast.OFFICE.email]
    assert len(case.posts) == 2
    assert world.drafts(SECOND) == [(1, 1, "informal_discussion", "withdrawn")]
    assert world.case(SECOND).open_deadlines == ()
    assert world.store.verify(FIRST) == world.store.verify(SECOND) == ()
    kept = [world.store.evidence(FIRST, item.sha256) for item in case.evidence if item.type == "image/png"]
    assert kept == [PICTURE, PICTURE[:-1] + b"!"]
    assert "HU-2026-0001 and HU-2026-0002 are one case now" in world.last(cast.HEAD).words


def test_the_older_goes_on_whichever_is_named(world: World) -> None:
    """ "Merge with 2" in answer to the first case comes to the same."""
    world.reply(world.got(cast.HEAD)[0], "merge with 2")
    assert refs(world) == [(FIRST, "open", ""), (SECOND, "closed", FIRST)]


def test_later_mails_come_to_the_case_that_goes_on(world: World) -> None:
    """A reporter's answer, another report of the post, and a reply to the ended case's mail."""
    second = world.last(cast.HEAD)
    world.reply(second, "merge with HU-2026-0001")
    world.reply(world.got(cast.OFFICE)[0], "It was Kim Dale again, I am sure", who=cast.OFFICE)
    assert "case HU-2026-0001 (HU-2026-0002 is part of it now)" in world.last(cast.OFFICE).words
    world.report(cast.TEACHER, text=OTHER)
    assert [type(e).__name__ for e in world.case(SECOND).events][-1] == "Merged"
    assert len(world.case(FIRST).reports) >= 3
    assert "HU-2026-0001" in world.last(cast.TEACHER).words
    world.reply(second, "Approve")
    assert "is already withdrawn" in world.last(cast.HEAD).words
    world.reply(second, "hold till Friday")
    assert refs(world) == [(FIRST, "open", ""), (SECOND, "closed", FIRST)]
    world.reply(second, "Close")
    assert refs(world) == [(FIRST, "closed", ""), (SECOND, "closed", FIRST)]


def test_what_was_done_on_either_counts_for_the_gate(world: World) -> None:
    """The invitation went out on the newer case: the older one knows, and its answer is awaited there."""
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.last(cast.HEAD), "Approve")
    world.later(11)
    letter = world.last(PARENT)
    world.reply(world.latest(cast.HEAD, "confirmation"), "merge with HU-2026-0001")
    assert state_of(world.case(FIRST)) is State.INVITED
    assert [d.about for d in world.case(FIRST).open_deadlines if d.kind.value == "reply"] == [
        "the parent's answer"
    ]
    world.reply(letter, "I will come in on Thursday", who=cast.PARENT)
    assert [e.sender.email for e in world.events(ev.Replied, FIRST)] == [PARENT]
    assert [d.about for d in world.case(FIRST).open_deadlines if d.kind.value == "reply"] == []
    assert world.events(ev.Replied, SECOND) == []


def test_a_stop_that_names_the_ended_case_is_heard(world: World) -> None:
    """STOP with the old number in its subject: what waits on the case that goes on does not go."""
    world.reply(world.last(cast.HEAD), "merge with HU-2026-0001")
    world.reply(world.got(cast.HEAD)[0], f"To {PARENT}")
    world.reply(world.last(cast.HEAD), "Approve")
    world.report(Address(cast.DSL.email, cast.DSL.name), text="STOP", subject="HU-2026-0002")
    world.later(30)
    assert world.got(PARENT) == []


def test_who_the_poster_is_comes_over(world: World) -> None:
    """Known on the case that ends, known on the one that goes on: no notice kit can be had there."""
    world.reply(world.got(cast.HEAD)[0], "We don't know who it is")
    world.reply(world.got(cast.HEAD)[1], "It's Kim Dale's mum")
    world.reply(world.got(cast.HEAD)[1], "merge with HU-2026-0001")
    assert is_poster_unknown(world.case(SECOND)) is is_poster_unknown(world.case(FIRST)) is False


def test_a_letter_that_waits_on_the_case_that_ends_does_not_go(world: World) -> None:
    """Approved, in its undo time, and merged: it is recalled."""
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.last(cast.HEAD), "Approve")
    world.reply(world.last(cast.HEAD), "merge with HU-2026-0001")
    world.later(30)
    assert world.got(PARENT) == []


@pytest.mark.parametrize(
    "words", ["merge with HU-2026-0099", "merge with 2", "this is the same as HU-2026-0002"]
)
def test_a_case_that_is_not_there_is_asked_about(world: World, words: str) -> None:
    """No such case, or the same one: nothing is done."""
    world.reply(world.last(cast.HEAD), words)
    assert "there is no other case of that number" in world.last(cast.HEAD).words
    assert refs(world) == [(FIRST, "open", ""), (SECOND, "open", "")]


def test_a_threat_that_comes_over_holds_what_waits(tmp_path: Path) -> None:
    """The talk of the older case is no first step any more: its draft is held as a new version."""
    threat = OTHER.replace("has not a clue", "will get what is coming to him, I will smash his face in")
    with World(tmp_path / "data") as world:
        world.report()
        world.report(cast.OFFICE, text=threat)
        assert world.drafts(SECOND) == []
        world.reply(world.last(cast.HEAD), "merge with HU-2026-0001")
        assert world.drafts(FIRST) == [(1, 2, "informal_discussion", "held")]


def test_the_digest_names_cases_by_its_own_numbers(world: World) -> None:
    """ "2 is the same as 1" of a digest; what names no number is asked about, and nothing is merged."""
    world.on("2026-11-25", "07:16")
    digest = world.latest(cast.HEAD, "digest")
    world.reply(digest, "merge with 1")
    assert "Please name the number, for example: 1 close." in world.last(cast.HEAD).words
    assert refs(world) == [(FIRST, "open", ""), (SECOND, "open", "")]
    world.reply(digest, "1 she's taken it down, 2 hold till Friday")
    assert [state_of(world.case(ref)) for ref in (FIRST, SECOND)] == [State.GONE, State.REPORTED]
    world.reply(digest, "2 is the same as 1")
    assert refs(world) == [(FIRST, "open", ""), (SECOND, "closed", FIRST)]


def test_the_head_merges_nothing_with_a_case_about_the_head(world: World) -> None:
    """Such a case is the chair's: the head learns no more than that there is none of that number."""
    about = POST.replace("10161234567890123", "10165555555555555").replace("Miss Sykes", "Mrs Marsh the head")
    world.report(cast.TEACHER, text=about)
    assert world.case(THIRD).decided_by.value == "chair"
    world.reply(world.got(cast.HEAD)[0], "merge with HU-2026-0003")
    assert "there is no other case of that number" in world.last(cast.HEAD).words
    assert refs(world)[2] == (THIRD, "open", "")


def test_a_post_becomes_a_case_of_its_own(tmp_path: Path) -> None:
    """Two posters in one report: the second has its own case, draft and files."""
    with World(tmp_path / "data") as world:
        world.report(text=WITH_BOTH, files=[("one.PNG", "image/png", PICTURE)])
        assert len(world.case().posts) == 2
        world.reply(world.last(cast.HEAD), "The second post is a different person: new case")
        first, second = world.case(FIRST), world.case(SECOND)
        assert [len(first.posts), len(second.posts)] == [1, 1]
        assert first.posts[0] != second.posts[0]
        assert world.drafts(SECOND) == [(1, 1, "informal_discussion", "waiting")]
        assert world.store.verify(FIRST) == world.store.verify(SECOND) == ()
        assert "HU-2026-0002" in world.latest(cast.HEAD, "confirmation").words
        assert world.latest(cast.HEAD, "approval").about == (SECOND,)
        world.report(cast.OFFICE, text=OTHER)
        assert refs(world)[-1][0] == THIRD


def test_a_case_of_one_post_is_not_split(world: World) -> None:
    """There is nothing to split off, and the head is told so."""
    world.reply(world.last(cast.HEAD), "split this off")
    assert "has one post, so there is nothing to split off" in world.last(cast.HEAD).words
    assert len(world.store.register.refs()) == 2


def test_which_of_three_is_asked(tmp_path: Path) -> None:
    """With three posts and no place named, the question lists them."""
    with World(tmp_path / "data") as world:
        words = '"Shame on the lot of you at that school."'
        third = f"{WITH_BOTH}\nAnd Jo Hill wrote on Facebook:\n{words}\n{URL}99\n"
        world.report(text=third)
        assert len(world.case().posts) == 3
        world.reply(world.last(cast.HEAD), "split this off")
        assert "which post is it? Reply: split off post 2" in world.last(cast.HEAD).words
        world.reply(world.last(cast.HEAD), "split off post 3")
        assert [len(world.case(ref).posts) for ref in (FIRST, SECOND)] == [2, 1]


# ── crashes ────────────────────────────────────────────────────────────────────────────────


def play(folder: Path, killer: Killer, report: str, words: str) -> World:
    """Two reports and the head's reply, which the worker may die of."""
    folder.mkdir(mode=0o700)
    (folder / "secret.key").write_bytes(bytes(32))  # the same Message-IDs in every telling
    (folder / "secret.key").chmod(0o600)
    world = World(folder)
    world.report(text=report, files=[("one.PNG", "image/png", PICTURE)])
    world.report(cast.OFFICE, text=OTHER)
    world.inbox.deliver(bytes(world.answer(world.got(cast.HEAD)[0], words)))
    work(world, killer)
    return world


def facts(world: World) -> list[object]:
    """Everything that is kept, and everything that was said."""
    kept = [world.case(ref) for ref in world.store.register.refs()]
    wrong = [world.store.verify(case.ref) for case in kept]
    return [kept, wrong, [(got.id, got.raw) for got in dict.fromkeys(world.got(cast.HEAD))]]


@pytest.mark.parametrize(("report", "words"), [(POST, "merge with 2"), (WITH_BOTH, "split off post 2")])
def test_a_crash_between_two_cases_changes_nothing(
    report: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker dies at each rename of the reply's commits: after a restart nothing shows it."""
    killer = Killer()
    monkeypatch.setattr("tests.test_crash.CALLS", ("rename", "replace"))
    killer.watch(monkeypatch)
    with play(tmp_path / "undisturbed", killer, report, words) as world:
        expected, calls = facts(world), killer.seen
    assert calls > 5
    for n in range(1, calls + 1):
        killer.n, killer.seen, killer.what = n, 0, ""
        with play(tmp_path / str(n), killer, report, words) as world:
            assert facts(world) == expected, f"call {n}: {killer.what}"
