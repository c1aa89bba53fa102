"""Where a case stands: the table cell by cell, as it reads aloud, and what must hold of any course."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import cast
from worker import events as ev
from worker.deciding.cases.progress import (
    CONTINUES,
    FIRST_STEP_DONE,
    HAS_REFUSED,
    TABLE,
    Happening,
    State,
    Then,
    follow,
)
from worker.deciding.cases.replay import replay
from worker.deciding.cases.standing import informal_of, state_of
from worker.model import MessageKey, Post, Progress, Urgency

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
KEY = MessageKey("one", "one", "one")
ALOUD = """
while reported
    an invitation goes out: invited, nothing
    a warning goes out: warned, nothing
    they talk: talked, await removal
    the parent refuses: refused, warn with a reason
    the post is taken down: gone, watch
    the poster apologises: reported, close
    the same poster posts again: reported, invite
    a person says who the poster is: reported, invite
    nobody knows who the poster is: nameless, advise
    the case is closed: closed, nothing
while nameless
    an invitation goes out: invited, nothing
    a warning goes out: warned, nothing
    they talk: talked, await removal
    the parent refuses: refused, warn with a reason
    the post is taken down: gone, watch
    the poster apologises: nameless, close
    the same poster posts again: nameless, advise
    a person says who the poster is: reported, invite
    the case is closed: closed, nothing
while invited
    a warning goes out: warned, nothing
    the parent answers: invited, advise
    the time to answer is over: silent, advise
    they talk: talked, await removal
    the parent refuses: refused, warn with a reason
    the post is taken down: removed, watch
    the poster apologises: invited, close
    the same poster posts again: again, warn with a reason
    nobody knows who the poster is: nameless, advise
    the case is closed: closed, nothing
while silent
    an invitation goes out: invited, nothing
    a warning goes out: warned, nothing
    the parent answers: invited, advise
    they talk: talked, await removal
    the parent refuses: refused, warn with a reason
    the post is taken down: removed, watch
    the poster apologises: invited, close
    the same poster posts again: defied, warn
    nobody knows who the poster is: nameless, advise
    the case is closed: closed, nothing
while talked
    a warning goes out: warned, nothing
    the parent answers: talked, advise
    the parent refuses: refused, warn with a reason
    the post is taken down: removed, watch
    the poster apologises: talked, close
    the same poster posts again: again, warn with a reason
    the case is closed: closed, nothing
while refused
    a warning goes out: warned, nothing
    the parent answers: refused, advise
    they talk: talked, await removal
    the post is taken down: removed, watch
    the poster apologises: talked, close
    the same poster posts again: defied, warn
    the case is closed: closed, nothing
while again
    a warning goes out: warned, nothing
    the parent answers: again, advise
    the time to answer is over: defied, warn
    they talk: talked, await removal
    the parent refuses: defied, warn
    the post is taken down: removed, watch
    the poster apologises: talked, close
    the same poster posts again: again, warn with a reason
    the case is closed: closed, nothing
while defied
    a warning goes out: warned, nothing
    the parent answers: defied, advise
    they talk: talked, await removal
    the post is taken down: removed, watch
    the poster apologises: talked, close
    the same poster posts again: defied, warn
    the case is closed: closed, nothing
while warned
    the parent answers: warned, advise
    the time to answer is over: warned, advise
    they talk: warned, await removal
    the parent refuses: warned, advise
    the post is taken down: removed, watch
    the poster apologises: warned, close
    the same poster posts again: defied, warn
    the case is closed: closed, nothing
while removed
    a warning goes out: warned, nothing
    the parent answers: removed, advise
    they talk: removed, close
    the poster apologises: removed, close
    the same poster posts again: again, warn with a reason
    the case is closed: closed, nothing
while gone
    an invitation goes out: invited, nothing
    a warning goes out: warned, nothing
    they talk: removed, close
    the poster apologises: gone, close
    the same poster posts again: reported, invite
    a person says who the poster is: gone, advise
    the case is closed: closed, nothing
while closed
    the same poster posts again: closed, advise
    the case is opened again: talked, advise
"""
"""Every cell that changes something, where the case stood at "talked" before it was closed."""


def told_aloud() -> dict[tuple[str, str], tuple[str, str]]:
    cells = {}
    for line in ALOUD.strip().splitlines():
        if line.startswith("while "):
            state = line.removeprefix("while ")
        else:
            happening, _, then = line.strip().partition(": ")
            after, _, follows = then.partition(", ")
            cells[state, happening] = (after, follows)
    return cells


CELLS = told_aloud()


@pytest.mark.parametrize(("state", "happening"), list(product(State, Happening)), ids=str)
def test_every_cell(state: State, happening: Happening) -> None:
    """What is not told aloud changes nothing."""
    after, then = follow(state, happening, State.TALKED)
    expected = CELLS.get((state.value, happening.value), (state.value, Then.NOTHING.value))
    assert (after.value, then.value) == expected


def test_every_state_has_words_and_can_be_reached() -> None:
    """No state is a dead word, and none is without one for people."""
    reached = {State.REPORTED} | {after for row in TABLE.values() for after, _ in row.values() if after}
    assert reached == set(State)


@pytest.mark.parametrize("state", [state for state in State if state is not State.CLOSED])
def test_closed_and_opened_again_it_stands_where_it_stood(state: State) -> None:
    """Closing forgets nothing."""
    closed, _ = follow(state, Happening.CLOSED)
    assert closed is State.CLOSED
    assert follow(closed, Happening.REOPENED, state) == (state, Then.ADVISE)


MARKS = (Happening.NO_ANSWER, Happening.REFUSED)


@given(
    st.lists(st.sampled_from([one for one in Happening if one is not Happening.WARNING_SENT]), max_size=12)
)
def test_no_course_opens_the_gate_without_refusal_and_continuation(course: list[Happening]) -> None:
    """A warning comes only after a refusal (or silence) and a new post, since it was last down."""
    state = before = State.REPORTED
    for happening in course:
        before = state if happening is Happening.CLOSED and state is not State.CLOSED else before
        state, _ = follow(state, happening, before)
    if state in HAS_REFUSED and state in CONTINUES:
        since = (
            course[len(course) - course[::-1].index(Happening.REMOVED) :]
            if Happening.REMOVED in course
            else course
        )
        assert set(MARKS) & set(course)
        assert Happening.REPOSTED in course
        assert Happening.REMOVED not in since
        assert state in FIRST_STEP_DONE


def told(*progress: tuple[Progress, str]) -> tuple[ev.CaseEvent, ...]:
    return tuple(ev.Progressed(NOW, KEY, cast.TEACHER, one, "", None, about) for one, about in progress)


@pytest.mark.parametrize(
    ("progress", "state", "informal"),
    [
        ((), State.REPORTED, "not_done"),
        (((Progress.UNIDENTIFIED, ""),), State.NAMELESS, "not_possible_unidentified"),
        (((Progress.MET, ""),), State.TALKED, "done"),
        (((Progress.REFUSED, "meet"),), State.REFUSED, "refused_to_meet"),
        (((Progress.REFUSED, "remove"),), State.REFUSED, "done"),
        (((Progress.REFUSED, "meet"), (Progress.REPOSTED, "")), State.DEFIED, "done"),
        (((Progress.MET, ""), (Progress.REMOVED, "")), State.REMOVED, "done"),
        (((Progress.REMOVED, ""),), State.GONE, "not_done"),
    ],
)
def test_the_status_of_the_informal_step(
    progress: tuple[tuple[Progress, str], ...], state: State, informal: str
) -> None:
    """Each status the gate knows, from what was told."""
    case = replay("2026-0001", told(*progress))
    assert (state_of(case), informal_of(case)) == (state, informal)


FIRST = Post("facebook", "Kim Dale", None, None, None, None, "words", "body", 0.9, "facebook:1")


@pytest.mark.parametrize(
    ("post", "counts"),
    [
        (replace(FIRST, key="facebook:2"), True),
        (replace(FIRST, key="facebook:2", poster_name="KIM DALE"), True),
        (FIRST, False),
        (replace(FIRST, key="facebook:2", poster_name="Lee Garth"), False),
        (replace(FIRST, key="facebook:2", poster_name=None), False),
        (replace(FIRST, key="facebook:2", by_machine=("poster_name",)), False),
    ],
)
def test_what_counts_as_continuing(post: Post, counts: bool) -> None:
    """A new post under the same name as people gave it; nothing a machine read (policy PR0)."""

    def reported(one: Post, n: str) -> ev.Reported:
        key = MessageKey(n, n, n)
        return ev.Reported(NOW, key, cast.TEACHER, "", "", (one,), (), Urgency.ROUTINE, (), (), ())

    history = (reported(FIRST, "1"), *told((Progress.REFUSED, "meet")), reported(post, "2"))
    assert state_of(replay("2026-0001", history)) is (State.DEFIED if counts else State.REFUSED)


@pytest.mark.parametrize(("name", "state"), [("Lee Garth", State.REFUSED), ("Kim Dale", State.DEFIED)])
def test_of_two_posters_the_first_alone_continues(name: str, state: State) -> None:
    """The letters are to the first: what the other goes on posting opens no gate for them."""
    key = MessageKey("1", "1", "1")
    others = replace(FIRST, key="facebook:5", poster_name="Lee Garth")

    def reported(*posts: Post) -> ev.Reported:
        return ev.Reported(NOW, key, cast.TEACHER, "", "", posts, (), Urgency.ROUTINE, (), (), ())

    new = replace(FIRST, key="facebook:6", poster_name=name)
    history = (reported(FIRST, others), *told((Progress.REFUSED, "meet")), reported(new))
    assert state_of(replay("2026-0001", history)) is state
