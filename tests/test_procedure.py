"""The gate of the policy: each action against the facts of a case, on Northside's policy and on another."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from tests import cast
from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.obstacles import Bar, find_obstacle
from worker.deciding.cases.procedure import find_first_step
from worker.deciding.cases.replay import replay
from worker.deciding.school.policy_file import policy
from worker.model import Action, GroundHint, MessageKey, Post, Progress, Urgency

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
KEY = MessageKey("one", "one", "one")
POST = Post("facebook", "Kim Dale", None, None, None, None, "words", "body", 0.9)
MET, REFUSED, REPOSTED = Progress.MET, Progress.REFUSED, Progress.REPOSTED
REMOVED, UNKNOWN, KNOWN = Progress.REMOVED, Progress.UNIDENTIFIED, Progress.IDENTIFIED
FORMAL = (Action.WARNING, Action.PLATFORM, Action.BLOCK)
OURS, SAMPLE = policy(), policy("riverbank")
SPACE: dict[str, Any] = {"space": "our page"}


def case_of(
    *progress: Progress,
    grounds: str = "G4",
    flags: tuple[str, ...] = (),
    urgency: Urgency = Urgency.ROUTINE,
) -> Case:
    """A case with one report, and what was told of it since."""
    hints = tuple(GroundHint(ground, "“words”") for ground in grounds.split())
    report = ev.Reported(NOW, KEY, cast.TEACHER, "", "", (POST,), hints, urgency, flags, (), ())
    told = tuple(ev.Progressed(NOW, KEY, cast.TEACHER, one, "") for one in progress)
    return replay("2026-0001", (report, *told))


def bar(case: Case, action: Action, details: Mapping[str, Any] | None = None) -> Bar | None:
    obstacle = find_obstacle(case, action, OURS, details)
    return obstacle.bar if obstacle else None


@pytest.mark.parametrize("action", FORMAL)
@pytest.mark.parametrize(
    ("progress", "open_"),
    [
        ((), False),
        ((MET,), False),
        ((REFUSED,), False),
        ((MET, REPOSTED), False),
        ((REPOSTED,), False),
        ((REPOSTED, REFUSED), False),
        ((REFUSED, REPOSTED), True),
        ((MET, REPOSTED, REFUSED), True),
        ((REFUSED, REPOSTED, REMOVED), False),
    ],
)
def test_formal_actions_wait_for_both(action: Action, progress: tuple[Progress, ...], open_: bool) -> None:
    """Refused and continues, after the first step (policy PR3): less needs the head's typed reason."""
    found = find_obstacle(case_of(*progress), action, OURS, SPACE)
    assert (found is None) == open_
    assert found is None or (found.bar, found.cites in ("PR2", "PR3"), bool(found.quote)) == (
        Bar.REASON,
        True,
        True,
    )


@pytest.mark.parametrize("ground", ["G1", "G2", "G8", "G9"])
def test_the_provider_may_be_asked_early(ground: str) -> None:
    """Children, racism and threats need not wait; nor impersonation, nor a poster whom nobody knows."""
    assert bar(case_of(grounds=ground), Action.PLATFORM) is None
    assert bar(case_of(grounds=ground), Action.WARNING) is Bar.REASON


@pytest.mark.parametrize(
    "case",
    [
        case_of(flags=("impersonation_possible",)),
        case_of(flags=("anonymous_poster",)),
        case_of(UNKNOWN),
    ],
)
def test_where_no_talk_is_possible_the_provider_need_not_wait(case: Case) -> None:
    """The first step cannot be taken with somebody nobody knows."""
    assert bar(case, Action.PLATFORM) is None


@pytest.mark.parametrize("action", [Action.PLATFORM, Action.POLICE, Action.HELPLINE, Action.BLOCK])
@pytest.mark.parametrize("grounds", ["G5", "G7", "G5 G7"])
def test_a_lawful_complaint_is_blocked_whatever_was_told(action: Action, grounds: str) -> None:
    """Invitation only: no provider, no police (policy AP2); another ground must be named by a person."""
    case = case_of(REFUSED, REPOSTED, grounds=grounds)
    ticked = {"condition": "offensive", "person": "Mrs Lowe", "space": "our page"}
    found = find_obstacle(case, action, OURS, ticked)
    assert found is not None
    assert (found.bar, found.cites) == (Bar.BLOCKED, "AP2")
    assert bar(case, action, ticked | {"grounds": ["G99"]}) is Bar.BLOCKED
    assert bar(case, action, ticked | {"grounds": ["OTHER"]}) is Bar.BLOCKED
    assert bar(case, action, ticked | {"grounds": ["OTHER"], "because": "it goes on at night"}) is None
    assert bar(case, action, ticked | {"grounds": ["G4"]}) is None


def test_a_complaint_alone_is_warned_of_only_with_a_reason() -> None:
    """To complain is lawful, even after refusal and a further post."""
    assert bar(case_of(REFUSED, REPOSTED, grounds="G5"), Action.WARNING) is Bar.REASON
    assert bar(case_of(REFUSED, REPOSTED, grounds="G7"), Action.WARNING) is None


@pytest.mark.parametrize(
    ("case", "details"),
    [
        (case_of(grounds="G8"), {}),
        (case_of(grounds="G9"), {}),
        (case_of(flags=("time_bound_threat",)), {}),
        (case_of(), {"condition": "stalking"}),
        (case_of(), {"grounds": ["G8"]}),
        (case_of(), {"condition": "child"}),
        (case_of(grounds="G5"), {"condition": "threat"}),
    ],
)
def test_the_police_never_wait_for_what_is_grave(case: Case, details: dict[str, Any]) -> None:
    """Racism, threats, stalking and a child at risk wait for nothing, not even for a name (policy A3)."""
    assert bar(case, Action.POLICE, details) is None


@pytest.mark.parametrize(
    ("details", "found"),
    [
        ({}, Bar.DETAILS),
        ({"condition": "crime"}, Bar.DETAILS),
        ({"person": "Mrs Lowe"}, Bar.DETAILS),
        ({"condition": "luck", "person": "Mrs Lowe"}, Bar.DETAILS),
        ({"condition": "crime", "person": "Mrs Lowe"}, None),
        ({"condition": "other", "person": "Mrs Lowe"}, None),
    ],
)
def test_otherwise_the_police_need_a_condition_and_a_person(
    details: dict[str, Any], found: Bar | None
) -> None:
    """One question asks for both; no reason stands in for them (domain §3.4)."""
    assert bar(case_of(), Action.POLICE, details) is found


def test_advice_may_be_asked_for_at_any_time() -> None:
    """Policy A1; and nothing drafts legal action (A6)."""
    assert bar(case_of(grounds="G5"), Action.LEGAL) is None
    assert not any("legal action" in step.title.lower() for step in OURS.steps.values())


def test_a_notice_is_for_one_person_and_an_unknown_poster() -> None:
    """While the poster is known nothing passes it; then it asks in whose name."""
    person = {"person": "Miss Sykes"}
    assert bar(case_of(), Action.NOTICE_KIT, person) is Bar.BLOCKED
    assert bar(case_of(UNKNOWN), Action.NOTICE_KIT) is Bar.DETAILS
    assert bar(case_of(UNKNOWN), Action.NOTICE_KIT, person) is None
    assert bar(case_of(UNKNOWN, KNOWN), Action.NOTICE_KIT, person) is Bar.BLOCKED


def test_a_block_names_a_space_of_the_schools_own() -> None:
    """Only there can it block anybody (policy A4)."""
    assert bar(case_of(REFUSED, REPOSTED), Action.BLOCK) is Bar.DETAILS


@pytest.mark.parametrize(
    "flag", ["safeguarding_allegation", "domestic_abuse_possible", "self_harm", "threat_possible"]
)
def test_no_talk_where_safety_comes_first(flag: str) -> None:
    """No case begins with an invitation there, and asked for it needs a reason (policy OB2)."""
    case = case_of(flags=(flag,))
    assert find_first_step(case, OURS) is None
    found = find_obstacle(case, Action.INVITATION, OURS)
    assert found is not None
    assert (found.bar, found.cites) == (Bar.REASON, "OB2")


def test_letters_that_answer_need_something_to_answer() -> None:
    """A closing letter follows some contact, a reply to representations a letter of the parent's."""
    assert bar(case_of(), Action.CLOSING) is Bar.REASON
    assert bar(case_of(MET), Action.CLOSING) is None
    assert bar(case_of(MET), Action.REPRESENTATIONS) is Bar.REASON
    assert bar(case_of(), Action.ANSWER) is None


SAMPLE_ROWS = [
    ((), "G4", Action.FURTHER_MEETING, Bar.REASON, "S1"),
    ((MET,), "G4", Action.FURTHER_MEETING, None, ""),
    ((MET,), "G4", Action.PLATFORM, None, ""),
    ((), "G1", Action.PLATFORM, None, ""),
    ((MET,), "G7", Action.PLATFORM, Bar.BLOCKED, "W1"),
    ((REFUSED, REPOSTED), "G4", Action.WARNING, Bar.REASON, "S2"),
    ((), "G9", Action.POLICE, None, ""),
    ((), "G4", Action.POLICE, Bar.DETAILS, "S5"),
]


@pytest.mark.parametrize(("progress", "grounds", "action", "found", "cites"), SAMPLE_ROWS)
def test_another_policy_has_another_gate(
    progress: tuple[Progress, ...], grounds: str, action: Action, found: Bar | None, cites: str
) -> None:
    """The same facts under the sample: its own order, its own sentences."""
    obstacle = find_obstacle(case_of(*progress, grounds=grounds), action, SAMPLE)
    assert (obstacle.bar if obstacle else None, obstacle.cites if obstacle else "") == (found, cites)


def test_where_a_pupil_posted_the_pupils_parent_gets_a_note() -> None:
    """No invitation about a child's own post, but the friendly note (policy CH1); safety comes first."""
    assert find_first_step(case_of(flags=("poster_is_pupil",)), OURS) is Action.PUPIL_NOTE
    assert find_first_step(case_of(flags=("poster_is_pupil", "self_harm")), OURS) is None
    assert find_first_step(case_of(flags=("poster_is_pupil",)), SAMPLE) is Action.INVITATION
