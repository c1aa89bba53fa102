"""Alerts that go again, each time to more people, until one of them answers (domain §4).

The waves are deadlines: who is past one is alerted, and the next is counted from that moment, so that a
restart loses none and a week's outage sends one, not four. Mail is no emergency channel: each of them
says which number to ring (domain §1.6 rule 13).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.deadlines import Until, end_deadlines, expect
from worker.deciding.cases.lanes import expect_referral, open_lanes
from worker.deciding.cases.replay import extend
from worker.deciding.news.waves import find_person, ladder, waits_of
from worker.deciding.office import (
    NOTHING,
    Office,
    Outcome,
    address,
)
from worker.deciding.sentences import say
from worker.model import (
    Address,
    DeadlineKind,
    DeadlineState,
    DraftState,
    Item,
    Letter,
    LetterState,
    Notice,
    Reading,
    Urgency,
)

_DANGER = frozenset({"self_harm", "danger_now", "time_bound_threat"})
_OVER = (DeadlineState.MET, DeadlineState.DROPPED)
_AT_LEAST = timedelta(hours=1)
_ANSWERED = " answered"
"""What stands behind a name where somebody ended an alarm."""


def sound(
    case: Case,
    message: Reading,
    office: Office,
    now: datetime,
    turned: Outcome = NOTHING,
    *,
    grave: bool = False,
) -> Outcome:
    """Alert of what a message says: who decides, and the safeguarding lead where it is more than urgent.

    An emergency goes to everyone its wave reaches, and is repeated until somebody answers. Harm alleged
    against staff starts the clock of its referral.
    """
    emergency = is_emergency(message)
    expected = expect_referral(case, office, now)
    if emergency and not any(d.kind is DeadlineKind.ALERT for d in case.open_deadlines):
        expected += Outcome((_next_wave(case, office, now, waits_of(office)[0]),))
    if message.urgency is Urgency.URGENT and not emergency:
        expected += expect_today(extend(case, expected.events), office, now)
    case = extend(case, expected.events)
    to: dict[Address, None] = {address(office.decider(case)): None}
    lead = office.find_lead(case)
    concerns_lead = (
        grave
        or open_lanes(case)
        or any("safeguarding" in flag or flag == "prevent_lead" for flag in message.flags)
    )
    if lead is not None and concerns_lead:
        to[address(lead)] = None
    if emergency:
        to = dict.fromkeys(readers(case, office))
    facts = alert_facts(case, turned, office) | {
        "emergency": emergency,
        "reporter": message.reported_by,
        "flags": message.flags,
    }
    return expected + Outcome((), (Notice("alert", tuple(to), facts, items=(Item(1, case.ref),)),))


def overhear(case: Case, answer: Reading, answers: str, office: Office, now: datetime) -> Outcome:
    """Alert of a danger that an answer of our own people tells of, whatever else it says.

    ``answers`` is the kind of the mail that it answers: what is said of an alarm sounds none, nor does what
    is said while one is out.
    """
    out = any(d.kind is DeadlineKind.ALERT for d in case.open_deadlines)
    if out or answers == "alert" or not is_emergency(answer):
        return NOTHING
    return sound(case, answer, office, now, grave=True)


def expect_today(case: Case, office: Office, now: datetime, *, again: bool = False) -> Outcome:
    """Expect somebody to look at what is urgent the same day, whatever the day; NOTHING where it is already.

    What comes within an hour of that has an hour, and what comes after it the next day (domain §4).
    """
    if any(d.kind is DeadlineKind.TODAY for d in case.open_deadlines):
        return NOTHING
    on = office.local_date(now)
    due_at = office.instant(on, office.rules.urgent_by)
    same_day = now < due_at and not again
    if not same_day:
        due_at = office.instant(on + timedelta(days=1), office.rules.urgent_by)
    due_at = max(due_at, now + _AT_LEAST)
    when, about = office.days.say_instant(due_at), say("alerts.somebody_look_at_what_urgent")
    words = say("alerts.the_same_day", when=when) if same_day else say("alerts.the_next_day", when=when)
    return Outcome((expect(case, Until(DeadlineKind.TODAY, about, due_at, in_words=words), office, now),))


def is_emergency(message: Reading) -> bool:
    """Whether somebody may be in danger now (domain §4, emergency alert)."""
    return message.urgency is Urgency.EMERGENCY or bool(_DANGER & set(message.flags))


def alert_facts(case: Case, turned: Outcome, office: Office) -> dict[str, Any]:
    """What every alert on a case says: by ground and role, never the words of the post."""
    refer = [d for d in case.open_deadlines if d.kind is DeadlineKind.REFER]
    today = [d for d in case.open_deadlines if d.kind is DeadlineKind.TODAY]
    return {
        "ref": case.ref,
        "grounds": [ground for ground, _ in office.policy.grounds_of(case.grounds)],
        "stopped": sum(isinstance(e, ev.LetterMoved) for e in turned.events),
        "held": sum(isinstance(e, ev.Drafted) and e.draft.state is DraftState.HELD for e in turned.events),
        "frozen": [lane.says for lane in open_lanes(case)],
        "refer": refer[0].in_words if refer else None,
        "today": today[0].in_words if today else None,
        "again": 0,
        "last": False,
    }


def readers(case: Case, office: Office) -> tuple[Address, ...]:
    """Return whom an alert on an emergency goes to now: those of every wave so far."""
    waves = ladder(office, office.decider(case), office.subjects(case))
    return tuple(address(one) for one in waves[min(_passed(case), len(waves) - 1)])


def repeat(case: Case, office: Office, now: datetime) -> Outcome:
    """Alert again after a wave that nobody answered; ``case`` has its deadline passed already."""
    waits, passed = waits_of(office), _passed(case)
    last = passed >= len(waits)
    facts = alert_facts(case, NOTHING, office) | {"emergency": True, "reporter": None, "flags": case.flags}
    said = facts | {"again": passed, "last": last}
    notice = Notice("alert", readers(case, office), said, items=(Item(1, case.ref),))
    if last:
        return Outcome((), (notice,))
    return Outcome((_next_wave(case, office, now, waits[passed]),), (notice,))


def alert_instead(case: Case, letter: Letter, left: Sequence[str], office: Office) -> tuple[Notice, ...]:
    """Alert those who should hear now, in place of an alert that may not go to all it was written to.

    ``left`` are those of its readers who may still have it. Who has had a later alert has this one's place.
    """
    people = office.people
    leads = {to for one in (people.dsl, people.deputy_dsl) if one is not None for to in one.addresses}
    emergency = case.urgency is Urgency.EMERGENCY or bool(_DANGER & set(case.flags))
    lead = office.find_lead(case) if leads & set(letter.to) else None
    wanted = [address(one) for one in (office.decider(case), lead) if one is not None]
    wanted += readers(case, office) if emergency else [Address(to) for to in left]
    later = case.letters[case.letters.index(letter) + 1 :]
    told = {
        to for one in later if one.kind == "alert" and one.state is not LetterState.CANCELLED for to in one.to
    }
    to = {one.email: one for one in reversed(wanted) if one.email not in told}
    if not to:
        return ()
    facts = alert_facts(case, NOTHING, office) | {
        "emergency": emergency,
        "reporter": None,
        "flags": case.flags,
        "again": _passed(case),
    }
    return (Notice("alert", tuple(reversed(to.values())), facts, items=(Item(1, case.ref),)),)


def answered_instead(case: Case, left: Sequence[str], office: Office) -> tuple[Notice, ...]:
    """Tell those who may still hear of it that the last alarm of a case was answered."""
    alarms = {one.id for one in case.deadlines if one.kind is DeadlineKind.ALERT}
    ended = (one for one in reversed(case.events) if isinstance(one, ev.DeadlineEnded) and one.id in alarms)
    met = next((one for one in ended if one.state is DeadlineState.MET), None)
    if met is None or not left:
        return ()
    who = met.because.removesuffix(_ANSWERED)
    return (_answered(case.ref, who, met.at, tuple(map(Address, left)), office),)


def _answered(ref: str, who: str, at: datetime, to: tuple[Address, ...], office: Office) -> Notice:
    return Notice("acknowledged", to, {"ref": ref, "who": who, "when": office.days.say_instant(at)})


def is_unanswered(case: Case) -> bool:
    """Whether an alert went to everyone there is, and nobody has answered."""
    return _passed(case) > 0 and not any(d.kind is DeadlineKind.ALERT for d in case.open_deadlines)


def acknowledge(case: Case, sender: Address | None, office: Office, now: datetime) -> Outcome:
    """End a case's alarm, where the proven sender of an answer is one of those alerted; tell the others.

    Any answer will do: who answers has read it. NOTHING where there is no alarm. What was only urgent has
    been looked at then, too, and nobody else needs to hear of it.
    """
    run = [d for d in case.deadlines if d.kind is DeadlineKind.ALERT][-1:]
    person = find_person(sender, office, now)
    alerts = [x for x in case.letters if x.kind == "alert" and x.state is not LetterState.CANCELLED]
    told = {to for letter in alerts for to in letter.to if to not in office.subjects(case)}
    if person is None or person.email not in told:
        return NOTHING
    because = f"{person.name}{_ANSWERED}"
    seen = end_deadlines(case, (DeadlineKind.TODAY,), DeadlineState.MET, because, now)
    if not run or run[0].state in _OVER:
        return Outcome(seen)
    met = ev.DeadlineEnded(now, run[0].id, DeadlineState.MET, because)
    others = tuple(Address(to) for to in sorted(told - {person.email}))
    return Outcome((met, *seen), (_answered(case.ref, person.name, now, others, office),))


def _passed(case: Case) -> int:
    """How many waves of the alarm that is on have passed without an answer."""
    passed = 0
    for deadline in case.deadlines:
        if deadline.kind is DeadlineKind.ALERT:
            passed = 0 if deadline.state in _OVER else passed + (deadline.state is DeadlineState.PASSED)
    return passed


def _next_wave(case: Case, office: Office, now: datetime, wait: timedelta) -> ev.DeadlineSet:
    due_at, about = now + wait, say("alerts.somebody_answer_alert")
    words = f"by {office.days.say_instant(due_at)} ({wait.seconds // 60} minutes)"
    return expect(case, Until(DeadlineKind.ALERT, about, due_at, in_words=words), office, now)
