"""The alarm about a stopped message, which is on no case (domain §5.4): who hears of it, and its end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from worker import events as ev
from worker.deciding.mailroom import Mailroom
from worker.deciding.news.waves import find_person, ladder, waits_of
from worker.deciding.office import (
    CHAIR_IS_SUBJECT,
    DSL_IS_SUBJECT,
    HEAD_IS_SUBJECT,
    Office,
    address,
)
from worker.deciding.sentences import say
from worker.model import Address, Item, MessageKey, Notice, Person

SAFETY_ALERT = "safety_alert"


def raise_stop_alarm(
    held: ev.Held, office: Office, now: datetime, wave: int = 0
) -> tuple[tuple[ev.Alarmed, ...], tuple[Notice, ...]]:
    """Alert those of a wave to a stopped message: by role, in text alone, without its content.

    Only the safeguarding leads hear who sent it; who can be sure that the sender may know the others.
    """
    decider, subjects = stop_decider(held, office), subjects_of(held, office)
    waves, waits = ladder(office, decider, subjects), waits_of(office)
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
    """End the alarm about a stopped message as ``alerts.acknowledge`` does that of a case."""
    alarm = mailroom.alarms.get(key)
    person = find_person(sender, office, now)
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
    return frozenset(email for flag, one in named if flag in held.flags for email in one.addresses)


def stop_decider(held: ev.Held, office: Office) -> Person:
    """Who hears of a stopped message beside the safeguarding leads: the head, or who comes next."""
    people, subjects = office.people, subjects_of(held, office)
    ranked: Iterable[Person | None] = (people.head, people.chair, people.vice_chair, people.dsl)
    return next(one for one in ranked if one is not None and one.email not in subjects)


def leads_in_words(office: Office, subjects: frozenset[str]) -> str:
    """Who may release it, by office."""
    leads = (
        (say("alerts.safeguarding_lead"), office.people.dsl),
        (say("alerts.deputy_safeguarding_lead"), office.people.deputy_dsl),
    )
    return " or ".join(said for said, one in leads if one is not None and one.email not in subjects)
