"""Alerts that go again, each time to more people, until one of them answers (domain §4).

The waves are deadlines: who is past one is alerted, and the next is counted from that moment, so that a
restart loses none and a week's outage sends one, not four. Mail is no emergency channel: each of them
says which number to ring (domain §1.6 rule 13).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from worker import events as ev
from worker.deciding.cases.case import Case, extend
from worker.deciding.cases.deadlines import end_deadlines
from worker.deciding.cases.lanes import expect_referral, open_lanes
from worker.deciding.mailroom import Mailroom
from worker.deciding.office import (
    CHAIR_IS_SUBJECT,
    DSL_IS_SUBJECT,
    HEAD_IS_SUBJECT,
    NOTHING,
    Office,
    Outcome,
    address,
    addresses_of,
)
from worker.deciding.sentences import say
from worker.model import (
    Address,
    Deadline,
    DeadlineKind,
    DeadlineState,
    DraftState,
    Item,
    MessageKey,
    Notice,
    Person,
    Reading,
    Urgency,
)
from worker.reading.senders.sender import person_of

_DANGER = frozenset({"self_harm", "danger_now", "time_bound_threat"})
_OVER = (DeadlineState.MET, DeadlineState.DROPPED)
_AT_LEAST = timedelta(hours=1)
SAFETY_ALERT = "safety_alert"


def ladder(office: Office, decider: Person, subjects: frozenset[str]) -> tuple[tuple[Person, ...], ...]:
    """Return who is alerted in each wave: everyone of the one before, and more.

    Who decides and the safeguarding leads at once, then the deputies, the chair, the vice-chair. Nobody
    whom it is about is ever among them, and no deputy of a head whom it is about.
    """
    people = office.people
    deputies = people.deputies if decider.email == people.head.email else ()
    steps = ((decider, people.dsl, people.deputy_dsl), deputies, (people.chair,), (people.vice_chair,))
    waves: list[tuple[Person, ...]] = []
    told: dict[str, Person] = {}
    for step in steps:
        for one in step:
            if one is not None and one.email.lower() not in subjects:
                told.setdefault(one.email, one)
        waves.append(tuple(told.values()))
    return tuple(waves)


# ── on a case ──────────────────────────────────────────────────────────────────────────────


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
        wave = _next_wave(case, office, now, _waits(office)[0])
        expected += Outcome((ev.DeadlineSet(now, wave),))
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
    number = sum(d.kind is DeadlineKind.TODAY for d in case.deadlines) + 1
    when = office.days.say_instant(due_at)
    words = say("alerts.the_same_day", when=when) if same_day else say("alerts.the_next_day", when=when)
    kind = DeadlineKind.TODAY
    asked = Deadline(
        f"{kind.value}-{number}", kind, due_at, say("alerts.somebody_look_at_what_urgent"), words
    )
    return Outcome((ev.DeadlineSet(now, asked),))


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
    waits, passed = _waits(office), _passed(case)
    last = passed >= len(waits)
    facts = alert_facts(case, NOTHING, office) | {"emergency": True, "reporter": None, "flags": case.flags}
    said = facts | {"again": passed, "last": last}
    notice = Notice("alert", readers(case, office), said, items=(Item(1, case.ref),))
    if last:
        return Outcome((), (notice,))
    return Outcome((ev.DeadlineSet(now, _next_wave(case, office, now, waits[passed])),), (notice,))


def is_unanswered(case: Case) -> bool:
    """Whether an alert went to everyone there is, and nobody has answered."""
    return _passed(case) > 0 and not any(d.kind is DeadlineKind.ALERT for d in case.open_deadlines)


def acknowledge(case: Case, sender: Address | None, office: Office, now: datetime) -> Outcome:
    """End a case's alarm, where the proven sender of an answer is one of those alerted; tell the others.

    Any answer will do: who answers has read it. NOTHING where there is no alarm. What was only urgent has
    been looked at then, too, and nobody else needs to hear of it.
    """
    run = [d for d in case.deadlines if d.kind is DeadlineKind.ALERT][-1:]
    person = _find_person(sender, office, now)
    told = {to for letter in case.letters if letter.kind == "alert" for to in letter.to}
    if person is None or person.email not in told:
        return NOTHING
    because = f"{person.name} answered"
    seen = end_deadlines(case, (DeadlineKind.TODAY,), DeadlineState.MET, because, now)
    if not run or run[0].state in _OVER:
        return Outcome(seen)
    met = ev.DeadlineEnded(now, run[0].id, DeadlineState.MET, because)
    others = tuple(Address(to) for to in sorted(told - {person.email}))
    facts = {"ref": case.ref, "who": person.name, "when": office.days.say_instant(now)}
    return Outcome((met, *seen), (Notice("acknowledged", others, facts),))


def _passed(case: Case) -> int:
    """How many waves of the alarm that is on have passed without an answer."""
    passed = 0
    for deadline in case.deadlines:
        if deadline.kind is DeadlineKind.ALERT:
            passed = 0 if deadline.state in _OVER else passed + (deadline.state is DeadlineState.PASSED)
    return passed


def _next_wave(case: Case, office: Office, now: datetime, wait: timedelta) -> Deadline:
    number = sum(d.kind is DeadlineKind.ALERT for d in case.deadlines) + 1
    due_at = now + wait
    words = f"by {office.days.say_instant(due_at)} ({wait.seconds // 60} minutes)"
    kind = DeadlineKind.ALERT
    return Deadline(f"{kind.value}-{number}", kind, due_at, say("alerts.somebody_answer_alert"), words)


def _waits(office: Office) -> tuple[timedelta, ...]:
    """How long each wave waits for the next: the minutes are counted from the first."""
    minutes = (0, *office.rules.alert_minutes)
    return tuple(timedelta(minutes=later - before) for before, later in pairwise(minutes))


# ── about a stopped message, which is on no case (domain §5.4) ─────────────────────────────


def raise_stop_alarm(
    held: ev.Held, office: Office, now: datetime, wave: int = 0
) -> tuple[tuple[ev.Alarmed, ...], tuple[Notice, ...]]:
    """Alert those of a wave to a stopped message: by role, in text alone, without its content.

    Only the safeguarding leads hear who sent it; who can be sure that the sender may know the others.
    """
    decider, subjects = stop_decider(held, office), subjects_of(held, office)
    waves, waits = ladder(office, decider, subjects), _waits(office)
    told = waves[min(wave, len(waves) - 1)]
    again_at = now + waits[wave] if wave < len(waits) else None
    alarmed = ev.Alarmed(now, held.message, wave + 1, tuple(one.email for one in told), again_at)
    facts = {
        "when": office.days.say_instant(held.at),
        "again": wave,
        "last": again_at is None,
        "leads": leads_in_words(office, subjects),
    }
    items = (Item(1, "", held=held.message),)
    leads = frozenset(e for one in (office.people.dsl, office.people.deputy_dsl) if one for e in [one.email])
    chairs = decider.email == office.people.chair.email
    alerts = tuple(
        Notice(
            SAFETY_ALERT,
            (address(one),),
            facts
            | {"sender": held.sender if one.email in leads or chairs else None, "lead": one.email in leads},
            items=items,
        )
        for one in told
    )
    return (alarmed,), alerts


def acknowledge_stop(
    key: MessageKey,
    answer: MessageKey,
    sender: Address | None,
    mailroom: Mailroom,
    office: Office,
    now: datetime,
) -> tuple[tuple[ev.Acknowledged, ...], tuple[Notice, ...]]:
    """End the alarm about a stopped message as ``acknowledge`` does that of a case."""
    alarm = mailroom.alarms.get(key)
    person = _find_person(sender, office, now)
    if alarm is None or key in mailroom.acknowledged or person is None or person.email not in alarm.to:
        return (), ()
    heard = ev.Acknowledged(now, key, answer, address(person))
    others = tuple(Address(to) for to in alarm.to if to != person.email)
    facts = {"ref": None, "who": person.name, "when": office.days.say_instant(now)}
    return (heard,), (Notice("acknowledged", others, facts),)


def subjects_of(held: ev.Held, office: Office) -> frozenset[str]:
    """The addresses of those whom a stopped message may be about."""
    people = office.people
    named = (
        (HEAD_IS_SUBJECT, people.head),
        (CHAIR_IS_SUBJECT, people.chair),
        (DSL_IS_SUBJECT, people.dsl),
    )
    return frozenset(email for flag, one in named if flag in held.flags for email in addresses_of(one))


def stop_decider(held: ev.Held, office: Office) -> Person:
    """Who hears of a stopped message beside the safeguarding leads: the head, or who comes next."""
    people, subjects = office.people, subjects_of(held, office)
    ranked: Iterable[Person | None] = (people.head, people.chair, people.vice_chair, people.dsl)
    return next(one for one in ranked if one is not None and one.email.lower() not in subjects)


def leads_in_words(office: Office, subjects: frozenset[str]) -> str:
    """Who may release it, by office."""
    leads = (
        (say("alerts.safeguarding_lead"), office.people.dsl),
        (say("alerts.deputy_safeguarding_lead"), office.people.deputy_dsl),
    )
    return " or ".join(said for said, one in leads if one is not None and one.email.lower() not in subjects)


def _find_person(sender: Address | None, office: Office, now: datetime) -> Person | None:
    return person_of(sender.email, office.people, office.local_date(now)) if sender else None
