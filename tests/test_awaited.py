"""What is waited for after each action, and requests with a period in law: every date in its own unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from tests import cast
from tests.samples import draft, key, reported
from tests.test_calendar import at
from tests.test_letters import office_of
from worker import events as ev
from worker.deciding.cases.awaited import after_action, after_removal, removal_due
from worker.deciding.cases.case import Case
from worker.deciding.cases.lapsing import lapse, rung
from worker.deciding.cases.replay import extend, replay
from worker.deciding.cases.requests import expect_answer
from worker.deciding.office import Office, address
from worker.model import Action, Deadline, DeadlineKind, DeadlineState, Draft, Kind, Role, Way

OFFICE = office_of()
NOW = at("2026-11-24 10:00")
_PASSED, _MET = DeadlineState.PASSED, DeadlineState.MET


def case_of(now: datetime = NOW, platform: str = "facebook") -> Case:
    """A case reported at that instant on that platform."""
    report = reported(at=now)
    post = replace(report.posts[0], platform=platform)
    return replay("2026-0001", (replace(report, posts=(post,)),))


def draft_of(action: Action) -> Draft:
    """The first draft of a case, for that action."""
    return replace(draft(), action=action, text="")


def waits(action: Action, now: datetime = NOW, case: Case | None = None, way: Way = Way.EMAIL) -> list[str]:
    """What is waited for, in words, as the head reads it."""
    paper = None
    if way is not Way.EMAIL:
        by, on = address(cast.HEAD), OFFICE.local_date(now)
        paper = ev.Posted(now, key("page"), by, 1, 1, way, on, "posted", "")
    events = after_action(case or case_of(now), draft_of(action), OFFICE, now, paper)
    return [f"{e.deadline.kind.value}: {e.deadline.about}, {e.deadline.in_words}" for e in events]


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        (Action.INVITATION, ["reply: the parent's answer, by Friday 27 November at 4 pm (3 school days)"]),
        (Action.PUPIL_NOTE, ["reply: the parent's answer, by Friday 27 November at 4 pm (3 school days)"]),
        (Action.WARNING, [
            "review: the parent's side, if they put it, by Tuesday 8 December at 4 pm (10 school days)",
            ("review: whether the warning still stands, by Wednesday 24 November at 4 pm "
             "(12 calendar months; holidays count)"),
            "removal: the post to be removed, by Monday 30 November at 4 pm (4 school days)"]),
        (Action.PLATFORM, [
            "chase: the platform's answer, by Thursday 26 November at 10 am (48 hours, whatever the day)",
            ("review: whether to take it further: a week without an answer, by Tuesday 1 December at 4 pm "
             "(7 days, whatever the day)"),
            ("review: whether to give up asking the platform, by Tuesday 22 December at 4 pm "
             "(28 days, whatever the day)")]),
        (Action.POLICE, [
            "chase: the police's reference number, by Wednesday 25 November at 4 pm (1 working day)",
            "chase: news from the police, by Tuesday 1 December at 4 pm (5 working days)",
            ("limit: how it stands with the police: some offences can be charged for six months only, "
             "by Saturday 24 April at 4 pm (5 calendar months; holidays count)")]),
        (Action.NOTICE_KIT, [
            "chase: the operator's answer to the notice, by Thursday 26 November at 10 am (48 hours)"]),
        (Action.BLOCK, [
            "review: the parent's side, if they put it, by Tuesday 8 December at 4 pm (10 school days)",
            "review: whether the block is still needed, by Friday 18 December at 4 pm (18 school days)"]),
        (Action.CLOSING, []),
        (Action.ANSWER, []),
        (Action.REPRESENTATIONS, []),
    ],
)  # fmt: skip
def test_what_is_waited_for(action: Action, expected: list[str]) -> None:
    """Each action has its own waits, each with its date and how it was counted (domain §4)."""
    assert expected == waits(action)


def test_advice_starts_the_warnings_of_the_limitation_year() -> None:
    """Two waits for the adviser, then 3, 6, 9 and 11 months and the last day of the year (domain §3.1)."""
    found = waits(Action.LEGAL)
    assert [one.split(",")[0] for one in found[:2]] == [
        "chase: the adviser's word that it came",
        "chase: the adviser's answer",
    ]
    about = "limit: a claim for defamation: its year ends on 23 November 2027 at the latest"
    assert [one.split(", by ")[0] for one in found[2:]] == [about] * 5
    assert [one.split(", by ")[1].split(" at ")[0] for one in found[2:]] == [
        "Wednesday 24 February",
        "Monday 24 May",
        "Tuesday 24 August",
        "Sunday 24 October",
        "Tuesday 23 November",
    ]


def test_a_newspaper_has_two_working_days() -> None:
    """Its editor is no platform: two working days, then its regulator."""
    assert waits(Action.PLATFORM, case=case_of(platform="newspaper"))[0] == (
        "chase: the editor's answer, by Thursday 26 November at 4 pm (2 working days)"
    )


@pytest.mark.parametrize(
    ("sent", "way", "expected"),
    [
        ("2026-11-24 10:00", Way.EMAIL, "2026-11-30 16:00"),
        ("2026-11-24 10:00", Way.POST, "2026-12-01 16:00"),
        ("2026-11-24 10:00", Way.HAND, "2026-11-27 16:00"),
        ("2026-10-22 10:00", Way.EMAIL, "2026-11-04 16:00"),
        ("2026-12-17 10:00", Way.POST, "2027-01-08 16:00"),
    ],
)
def test_removal_is_counted_from_the_day_a_letter_came(sent: str, way: Way, expected: str) -> None:
    """A mail the next school day, post after two working days; never due in a holiday."""
    assert at(expected) == removal_due(OFFICE, at(sent), way)


def test_after_a_removal_nobody_looks_again() -> None:
    """Ten school days on, a reminder to ask; twenty, an offer to close (domain §1.6 rule 9)."""
    found = [(e.deadline.about, e.deadline.in_words) for e in after_removal(case_of(), OFFICE, NOW)]
    assert found == [
        (
            "whether anything new was reported since it came down",
            "by Tuesday 8 December at 4 pm (10 school days)",
        ),
        (
            "whether to close the case",
            (
                "by Wednesday 6 January at 4 pm (20 school days; the Christmas holiday and Monday 4 January "
                "(school closed) skipped)"
            ),
        ),
    ]


def test_the_police_are_asked_again_every_month() -> None:
    """Their first answer is due in five working days, after that once a month while the case is open."""
    case = extend(case_of(), after_action(case_of(), draft_of(Action.POLICE), OFFICE, NOW))
    outcome, passed = lapse(case, OFFICE, at("2026-12-01 16:01"))
    assert [d.about for d in passed] == ["the police's reference number", "news from the police"]
    case = extend(case, outcome.events)
    again = [d for d in case.open_deadlines if d.kind is DeadlineKind.CHASE]
    assert [(d.about, d.in_words) for d in again] == [
        ("news from the police", "by Friday 1 January at 4 pm (1 calendar month; holidays count)")
    ]


def test_ids_are_never_given_twice() -> None:
    """Several waits of a kind on one case, set at once and again, each have their own id."""
    case = case_of()
    for action in (Action.POLICE, Action.PLATFORM, Action.LEGAL, Action.WARNING):
        case = extend(case, after_action(case, draft_of(action), OFFICE, NOW))
    ids = [d.id for d in case.deadlines]
    assert sorted(set(ids)) == sorted(ids)


def test_a_rung_counts_only_those_in_a_row() -> None:
    """A decision in between starts the ladder anew."""
    case = case_of()
    for n in range(3):
        deadline = replace(_decide(n), due_at=NOW)
        case = extend(case, (ev.DeadlineSet(NOW, deadline),))
    ended = [ev.DeadlineEnded(NOW, "decide-0", _PASSED, ""), ev.DeadlineEnded(NOW, "decide-1", _MET, "")]
    case = extend(case, ended)
    assert [rung(case, d) for d in case.deadlines] == [1, 2, 1]


def _decide(n: int) -> Deadline:
    return Deadline(f"decide-{n}", DeadlineKind.DECIDE, NOW, "your decision", "", draft=1)


# ── requests by law ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("words", "came", "expected"),
    [
        ("Send me all the data you hold about me", "2026-12-20 10:00",
         ("an answer to what may be a request for personal data, "
          "by Wednesday 20 January at 4 pm (1 calendar month; holidays count)")),
        ("This is a freedom of information request", "2026-11-24 10:00",
         ("an answer to what may be a freedom of information request, by Wednesday 6 January at 4 pm "
          "(20 school days; the Christmas holiday and Monday 4 January (school closed) skipped)")),
        ("You have no right to have my posts", "2026-11-24 10:00",
         ("an acknowledgement of what may be a complaint about data, "
          "by Thursday 24 December at 4 pm (30 days, whatever the day)")),
    ],
)  # fmt: skip
def test_each_request_has_its_own_clock(words: str, came: str, expected: str) -> None:
    """Subject access does not stop in holidays, information counts school days, complaints thirty days."""
    case = asked(words, at(came))
    (found,) = [d for d in case.deadlines if d.kind is DeadlineKind.REQUEST]
    assert expected == f"{found.about}, {found.in_words}"


def test_the_same_request_again_keeps_the_first_date() -> None:
    """A parent who repeats it does not move it."""
    case = asked("Send me all you hold about me", NOW)
    again = asked("I asked for all you hold about me", at("2026-12-01 10:00"), case)
    assert [d for d in again.deadlines if d.kind is DeadlineKind.REQUEST] == [
        d for d in case.deadlines if d.kind is DeadlineKind.REQUEST
    ]


def asked(words: str, now: datetime, case: Case | None = None, office: Office = OFFICE) -> Case:
    """A case on which a parent's mail asks for something."""
    flags = ("data_protection_request",)
    reply = ev.Replied(now, key("asks"), cast.PARENT, Role.STRANGER, Kind.OTHER_REPLY, words, (), flags)
    case = extend(case or case_of(now), (reply,))
    return extend(case, expect_answer(case, office, now).events)


def test_a_block_is_looked_at_each_half_term() -> None:
    """By the end of this half, of the next, and so on as long as it stands (domain §4)."""
    case = extend(case_of(), after_action(case_of(), draft_of(Action.BLOCK), OFFICE, NOW))
    days = []
    for _ in range(3):
        (review,) = [d for d in case.open_deadlines if d.about == "whether the block is still needed"]
        days.append(OFFICE.local_date(review.due_at).isoformat())
        outcome, _passed = lapse(case, OFFICE, review.due_at)
        case = extend(case, outcome.events)
    assert days == ["2026-12-18", "2027-02-12", "2027-03-25"]
