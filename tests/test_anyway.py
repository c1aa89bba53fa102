"""Yes in spite of a remark: the one form that is believed, and everything near it that is not."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.deciding.decision import read_decision
from worker.model import Action, Pending, Verb

NOW = datetime(2026, 11, 24, 16, 20, tzinfo=UTC)
ONE = (Pending(1, Action.WARNING, "Warning", "Dear Kim\n"),)
TWO = (*ONE, Pending(2, Action.INVITATION, "Invitation", "Dear Sam\n"))


def approvals(words: str, pending: tuple[Pending, ...] = ONE) -> list[tuple[int | None, str]]:
    """The drafts that a reply approves, each with the reason typed."""
    read = read_decision(words, pending, NOW)
    return [(one.draft, one.args.get("anyway", "")) for one in read.decisions if one.decision is Verb.APPROVE]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Approve anyway because the bursar has checked it", "the bursar has checked it"),
        ("APPROVE ANYWAY because the bursar has checked it.", "the bursar has checked it"),
        ("Send it anyway, because the bursar has checked it", "the bursar has checked it"),
        ("1 approve anyway because the bursar has checked it", "the bursar has checked it"),
        ("approve anyway because the bursar\nhas checked it", "the bursar has checked it"),
    ],
)
def test_the_form_that_is_asked_for(words: str, reason: str) -> None:
    """Approve anyway, because, and one plain sentence."""
    assert approvals(words) == [(1, reason)]


@pytest.mark.parametrize(
    "words",
    [
        "approve anyway because",
        "approve anyway because yes",
        "approve anyway: with the changes I gave you",
        "approve anyway because she agrees, but not today",
        "approve anyway because she agrees. Not before Monday though",
        "approve anyway because it needs work",
        "approve anyway because it is true if she says so",
        "approve anyway because it is true?",
        "approve anyway because it is true\n\nno",
        "approve anyway because [the reason]",
        "do not approve anyway because it is true",
        "I would approve anyway because it is true",
        "he said approve anyway because it is true",
    ],
)
def test_nothing_near_it_approves(words: str) -> None:
    """Without a reason, tied, put off, taken back, asked or told of somebody else."""
    assert approvals(words) == []


def test_a_number_inside_the_reason_names_no_draft() -> None:
    """Two letters wait: only a number in front says which."""
    assert approvals("approve anyway because 2 parents agreed it", TWO) == []
    assert approvals("approve anyway because the second one is true", TWO) == []
    assert approvals("2 approve anyway because the bursar has checked it", TWO) == [
        (2, "the bursar has checked it")
    ]


PIECES = (
    "approve anyway because", "the bursar has checked it", "but", "not yet", "if she agrees", "wait",
    "reject", "?", "hold", "until Friday", "please change it", "don't send it", "she said", ".", "\n", "2",
    "> ", "1",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=6))
def test_pieces_in_any_order_approve_only_as_the_whole_form(pieces: list[str]) -> None:
    """No text built of refusals, conditions and the form itself approves but the form and no more."""
    words = " ".join(pieces)
    if approvals(words, TWO) or approvals(words):
        left = words.replace("approve anyway because", "", 1).replace("the bursar has checked it", "")
        assert left.replace("1", "").replace("2", "").strip(" .\n") == ""
        assert words.lstrip(" 12.\n").startswith("approve anyway because")
