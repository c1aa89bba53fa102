"""What is waited for once an action has gone out, and how long (domain §4).

One table: an action, what is expected of whom, and the period in the unit it belongs to. Whatever its
date, a letter to a parent never falls due in a holiday: its periods are school days.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.deadlines import Until, Wait, expect
from worker.deciding.cases.replay import extend
from worker.deciding.lint.days import find_removal_day
from worker.deciding.office import Office
from worker.deciding.school.periods import Unit, deemed_on, limitation_dates, local_date
from worker.model import Action, Deadline, DeadlineKind, Draft, Rules, Way

_LIVE_MONTHS = 12
"""How long a warning stands before it is looked at again (policy silent; domain §4)."""
_PLATFORM, _EDITOR = "the platform's answer", "the editor's answer"
_FURTHER = "whether to take it further: a week without an answer"
_EDITOR_DAYS = 2
"""Working days for a newspaper's editor (domain §4)."""
_WEEK = 7
"""Days without a platform's answer until others take a complaint about it (domain §2.4, §4)."""
_WARNED_MONTHS = 5
_SIX_MONTHS = "how it stands with the police: some offences can be charged for six months only"
"""A summary limit (domain §3.2, §4): asked a month before it is over."""
_BLOCK = "whether the block is still needed"
_OPERATOR_HOURS = 48
"""SI 2013/3028 reg 1(3) and 2: set by law, and so not in config."""


def waits_after(action: Action, rules: Rules) -> tuple[Wait, ...]:
    """Return what is waited for after an action, in the school's own numbers; nothing after most answers."""
    chase, review, school = DeadlineKind.CHASE, DeadlineKind.REVIEW, Unit.SCHOOL_DAYS
    answer = Wait(DeadlineKind.REPLY, "the parent's answer", rules.reply_days, school)
    platform = Wait(chase, _PLATFORM, rules.platform_hours, Unit.HOURS)
    appeal = Wait(review, "the parent's side, if they put it", rules.appeal_days, school)
    table: dict[Action, tuple[Wait, ...]] = {
        Action.INVITATION: (answer,),
        Action.PUPIL_NOTE: (answer,),
        Action.FURTHER_MEETING: (answer,),
        Action.WARNING: (
            appeal,
            Wait(review, "whether the warning still stands", _LIVE_MONTHS, Unit.MONTHS),
        ),
        Action.PLATFORM: (
            platform,
            Wait(review, _FURTHER, _WEEK, Unit.DAYS),
            Wait(review, "whether to give up asking the platform", rules.platform_days, Unit.DAYS),
        ),
        Action.STAFF_KIT: (platform,),
        Action.PARENT_KIT: (platform,),
        Action.POLICE: (
            Wait(chase, "the police's reference number", rules.police_days, Unit.WORKING_DAYS),
            Wait(chase, "news from the police", rules.police_chase_days, Unit.WORKING_DAYS),
            Wait(DeadlineKind.LIMIT, _SIX_MONTHS, _WARNED_MONTHS, Unit.MONTHS),
        ),
        Action.LEGAL: (
            Wait(chase, "the adviser's word that it came", rules.advice_ack_days, school),
            Wait(chase, "the adviser's answer", rules.advice_days, school),
        ),
        Action.NOTICE_KIT: (
            Wait(chase, "the operator's answer to the notice", _OPERATOR_HOURS, Unit.NOTICE_HOURS),
        ),
        Action.BLOCK: (appeal,),
    }
    return table.get(action, ())


def after_action(
    case: Case, draft: Draft, office: Office, now: datetime, paper: ev.Posted | None = None
) -> tuple[ev.DeadlineSet, ...]:
    """Set what is waited for once a draft has gone out as a letter or a pack, or as this ``paper``.

    A warning's removal date is the one in its text, or a later one where that would leave less than the usual
    time from the day it is taken to have come; a block is looked at again by the end of the half-term, and
    asking for advice starts the warnings of the limitation period. What is posted is not read that day: all
    periods of a letter on paper are counted from the day it is taken to have come.
    """
    sent_at = office.instant(paper.on, office.rules.day_ends) if paper else now
    way = paper.way if paper else Way.EMAIL
    waits = list(waits_after(draft.action, office.rules))
    if draft.action is Action.PLATFORM and _is_newspaper(case):
        waits[0] = Wait(DeadlineKind.CHASE, _EDITOR, _EDITOR_DAYS, Unit.WORKING_DAYS)
    awaited = _Awaited(case, office, now, _came_at(office, sent_at, way) if paper else now, draft.n)
    for wait in waits:
        awaited.add(wait)
    if draft.action is Action.WARNING:
        gone_by = _removal_at(draft, office, sent_at, way)
        awaited.add(Until(DeadlineKind.REMOVAL, "the post to be removed", gone_by))
    if draft.action is Action.BLOCK:
        ends_on = office.days.half_term_ends_on(local_date(office.days, now))
        awaited.add(Until(DeadlineKind.REVIEW, _BLOCK, office.instant(ends_on, office.rules.day_ends)))
    if draft.action is Action.LEGAL:
        return awaited.events + _limitation(extend(case, awaited.events), office, now)
    return awaited.events


def removal_due(office: Office, sent_at: datetime, way: Way = Way.EMAIL) -> datetime:
    """Return by when a warning that goes out now asks for removal: school days after deemed receipt."""
    return office.days.add_school_days(_came_at(office, sent_at, way), office.rules.removal_days)


def _removal_at(draft: Draft, office: Office, sent_at: datetime, way: Way) -> datetime:
    """When to ask whether the post is gone: never before the day that the parent has read."""
    counted = removal_due(office, sent_at, way)
    asked = find_removal_day(draft.text, local_date(office.days, sent_at))
    return max(counted, office.instant(asked[1], office.rules.day_ends)) if asked else counted


def _came_at(office: Office, sent_at: datetime, way: Way) -> datetime:
    return office.instant(deemed_on(office.days, sent_at, way), office.rules.day_ends)


def goes_on_to(about: str) -> str:
    """Who can be asked where no answer came: "helpline", "regulator", or "" for nobody (domain §2.4)."""
    return {_PLATFORM: "helpline", _FURTHER: "helpline", _EDITOR: "regulator"}.get(about, "")


def after_removal(case: Case, office: Office, now: datetime) -> tuple[ev.DeadlineSet, ...]:
    """Set what follows a removal: a reminder to ask whether there is anything new, and an offer to close.

    Nobody looks at the page again (domain §1.6 rule 9).
    """
    awaited = _Awaited(case, office, now, now)
    for about, days in (
        ("whether anything new was reported since it came down", office.rules.removed_days),
        ("whether to close the case", office.rules.removed_close_days),
    ):
        awaited.add(Wait(DeadlineKind.REVIEW, about, days))
    return awaited.events


def _limitation(case: Case, office: Office, now: datetime) -> tuple[ev.DeadlineSet, ...]:
    """Warn of the year for a claim, counted from the report: the post was there by then, if not before."""
    reported_on = local_date(office.days, case.opened_at or now)
    warnings, last_on = limitation_dates(reported_on)
    about = f"a claim for defamation: its year ends on {_in_full(last_on)} at the latest"
    awaited = _Awaited(case, office, now, now)
    for on in (*warnings, last_on):
        due_at = office.instant(on, office.rules.day_ends)
        if due_at > now:
            awaited.add(Until(DeadlineKind.LIMIT, about, due_at))
    return awaited.events


def chase_again(case: Case, passed: Deadline, office: Office, now: datetime) -> tuple[ev.DeadlineSet, ...]:
    """Set when the police are asked once more: a month later, as long as the case is open."""
    if passed.about != "news from the police":
        return ()
    awaited = _Awaited(case, office, now, now, passed.draft)
    awaited.add(Wait(DeadlineKind.CHASE, passed.about, 1, Unit.MONTHS))
    return awaited.events


def review_again(case: Case, passed: Deadline, office: Office, now: datetime) -> tuple[ev.DeadlineSet, ...]:
    """Set when a block is looked at once more: by the end of the next half-term, as long as it stands."""
    if passed.about != _BLOCK:
        return ()
    first_on = office.days.next_school_day(local_date(office.days, now))
    due_at = office.instant(office.days.half_term_ends_on(first_on), office.rules.day_ends)
    awaited = _Awaited(case, office, now, now, passed.draft)
    awaited.add(Until(DeadlineKind.REVIEW, _BLOCK, due_at))
    return awaited.events


@dataclass(slots=True)
class _Awaited:
    """Deadlines set on a case one after the other, each with an id of its own."""

    case: Case
    office: Office
    now: datetime
    start: datetime
    """From when they are counted."""
    draft: int | None = None
    events: tuple[ev.DeadlineSet, ...] = ()

    def add(self, wait: Wait | Until) -> None:
        """Wait for one thing more."""
        event = expect(self.case, replace(wait, draft=self.draft), self.office, self.now, self.start)
        self.case = extend(self.case, (event,))
        self.events += (event,)


def _is_newspaper(case: Case) -> bool:
    return any(post.platform == "newspaper" for post in case.posts)


def _in_full(on: date) -> str:
    return f"{on.day} {on:%B} {on.year}"
