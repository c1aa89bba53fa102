"""One of every mail about time and danger: alerts and their waves, what is only told, the digests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from worker import events as ev
from worker.deciding.cases.lapsing import lapse
from worker.deciding.cases.requests import expect_answer
from worker.deciding.mailroom import Aside, Mailroom
from worker.deciding.news.digest import compose
from worker.deciding.news.morning import Health, Morning
from worker.deciding.news.reminding import away_notice, remind, say_it_waits
from worker.deciding.news.stop_alarms import raise_stop_alarm
from worker.deciding.office import Office, address
from worker.model import (
    Address,
    DeadlineKind,
    GroundHint,
    Kind,
    MessageKey,
    Notice,
    RecordKind,
    Role,
    Urgency,
    Verb,
)
from worker.preview.life import NOW, PARENT, REPORT, REPORTER, Life
from worker.preview.samples import Sample

_KEY = MessageKey("alarm@northside.example", "5" * 64, "6" * 64)
_SAFETY_ANSWERS = {
    "released": "To the safeguarding lead: the release is heard",
    "text only": "To the safeguarding lead: the release of the text is heard",
    "told": "To the others: it was released",
    "ask": "To the safeguarding lead: an answer that is no clear release",
    "evidence": "To anyone who asks to see it",
    "refused": "To anyone else who would release it",
    "over": "To the safeguarding lead: it was released before",
    "noted": "To whoever answered: it is in hand",
}
_NOT_LEADS = ("told", "evidence", "refused", "noted")


def alarms(office: Office) -> Iterator[Sample]:
    """What goes at once, what goes again, and what follows an answer (domain §3.6, §4, §5.4)."""
    yield from _on_a_case(office)
    yield from _about_a_stopped_message(office)


def _on_a_case(office: Office) -> Iterator[Sample]:
    life = Life(office)
    threat = GroundHint("G9", "a time and a place are named")
    life.report(replace(REPORT, urgency=Urgency.EMERGENCY, grounds=(threat,), flags=("time_bound_threat",)))
    for _ in office.rules.alert_minutes:
        life.now = life.case.open_deadlines[0].due_at
        mails = life.take(lapse(life.case, office, life.now)[0])
    yield Sample("alert-last", "To everyone there is, after an hour without an answer", mails["alert"])
    alleged = replace(
        REPORT,
        urgency=Urgency.URGENT,
        grounds=(GroundHint("G3", "it says so"),),
        flags=("safeguarding_allegation_possible",),
    )
    life = Life(office)
    alert = life.report(alleged)["alert"]
    yield Sample("alert-harm", "To the head and the safeguarding lead: harm by staff is alleged", alert)
    life.now = life.case.open_deadlines[0].due_at
    outcome, passed = lapse(life.case, office, life.now)
    unseen = remind([(life.case, one) for one in passed], office, address(office.people.head))
    yield Sample("reminder-urgent", "To the head: what was urgent has not been looked at that day", unseen)
    life.take(outcome)
    life.now = next(d.due_at for d in life.case.open_deadlines if d.kind is DeadlineKind.REFER)
    passed = lapse(life.case, office, life.now)[1]
    late = [(life.case, one) for one in passed if one.kind is DeadlineKind.REFER]
    lead = address(office.people.dsl)
    yield Sample(
        "reminder-refer", "To the safeguarding lead: it was not referred", remind(late, office, lead)
    )
    told = say_it_waits([(life.case, one) for one in passed], office, address(office.people.chair))
    yield Sample("told", "To the chair, who decides nothing by it: a case has waited for long", told)
    deputy = (*office.people.deputies, office.people.chair)[0]
    back_on = office.local_date(NOW + timedelta(days=6))
    away = away_notice([life.case], office.people.head, back_on, deputy, office)
    yield Sample("told-away", "To the deputy: the head's mailbox says that she is away", away)


def _about_a_stopped_message(office: Office) -> Iterator[Sample]:
    when = office.days.say_instant(NOW)
    held = ev.Held(NOW, _KEY, Kind.SAFETY_STOP, REPORTER, "", "it may be about an indecent image")
    first = {alert.to[0].email: alert for alert in raise_stop_alarm(held, office, NOW)[1]}
    lead, head = office.people.dsl, office.people.head
    yield Sample("safety-alert", "To the safeguarding lead: a message was stopped", first[lead.email])
    yield Sample("safety-alert-head", "To the head, who cannot release it", first[head.email])
    last = raise_stop_alarm(held, office, NOW, len(office.rules.alert_minutes))[1][0]
    yield Sample("safety-alert-last", "To everyone there is, after an hour", last)
    yield Sample("safety-stop", "To whoever sent it", Notice("safety_stop", (REPORTER,), {}))
    heard = {"ref": None, "who": lead.name, "when": when}
    others = Notice("acknowledged", (address(head),), heard)
    yield Sample("acknowledged", "To the others: somebody has it in hand", others)
    on_case = Notice("acknowledged", (address(head),), heard | {"ref": "2026-0042"})
    yield Sample("acknowledged-case", "To the others: somebody has the case in hand", on_case)
    facts = {"when": when, "who": lead.name, "leads": "the safeguarding lead"}
    for what, about in _SAFETY_ANSWERS.items():
        to = address(head if what in _NOT_LEADS else lead)
        said = Notice("safety_answer", (to,), facts | {"what": what})
        yield Sample(f"safety-answer-{what}".replace(" ", "-"), about, said)


def mornings(office: Office) -> Iterator[Sample]:
    """The digest with nothing in it, with everything, in a holiday, and the chair's own."""
    morning = NOW + timedelta(days=2)
    since = NOW - timedelta(days=1)
    head, on = office.people.head, office.local_date(morning)
    quiet = Morning(on, morning, since, Mailroom(), Health(morning))
    nothing = compose(head, (), quiet, office)
    yield Sample("digest-nothing", "To the head at 7:15 on a school day: nothing", _written(nothing))
    yield _usual(office)
    health = Health(morning, office.days.warnings(on) or ("The term dates end soon: add next year's terms.",))
    cases = [life.case for life in _lives(office)]
    full = compose(head, cases, Morning(on, morning, since, _mailroom(4), health), office)
    yield Sample("digest-full", "To the head at 7:15 on a school day: everything at once", _written(full))
    many = []
    for n in range(9):
        life = Life(office, f"2026-00{n + 50}")
        life.report()
        many.append(life.case)
    worst = compose(head, many, replace(quiet, mailroom=_mailroom(9)), office)
    yield Sample("digest-many", "To the head: more than a screen has room for", _written(worst))
    about_head = Life(office, "2026-0060")
    about_head.report(replace(REPORT, flags=("head_is_subject",)))
    chair = office.people.chair
    hers = compose(chair, [about_head.case], quiet, office)
    yield Sample("digest-chair", "To the chair: her own case alone", _written(hers))
    yield _records(office, on, morning)
    yield _holiday(office)


def _records(office: Office, on: date, now: datetime) -> Sample:
    """Closed cases whose time is over, or nearly so."""
    closed, room = [], Mailroom()
    for n, days in ((38, -3), (39, 20)):
        life = Life(office, f"2026-00{n}")
        life.report()
        life.decide("Close, it is down", Verb.CLOSE, n=None, reason="it is down")
        until = on + timedelta(days=days)
        room.dated[life.case.ref] = ev.Dated(NOW, life.case.ref, RecordKind.NO_ACTION, on, until)
        closed.append(life.case)
    for n in range(5):
        came_at = now - timedelta(days=10)
        room.aside[MessageKey(None, f"{n:064d}", "")] = Aside(came_at, Kind.MISDIRECTED)
    notice = compose(office.people.head, closed, Morning(on, now, now, room, Health(now)), office)
    return Sample("digest-records", "To the head: the time of two cases is over", _written(notice))


def _usual(office: Office) -> Sample:
    """The morning after a report: it waits for a decision, and a parent's answer is due."""
    waiting, _, written = _lives(office, answered=False)
    morning = office.instant(office.local_date(NOW + timedelta(days=1)), office.rules.digest_at)
    head, cases = office.people.head, [waiting.case, written.case]
    since, on = NOW - timedelta(hours=1), office.local_date(morning)
    usual = compose(head, cases, Morning(on, morning, since, Mailroom(), Health(morning)), office)
    return Sample("digest-usual", "To the head at 7:15 on a school day: a usual one", _written(usual))


def _holiday(office: Office) -> Sample:
    """A Monday without school, with something due that week."""
    life = Life(office, "2026-0061")
    asks = replace(
        REPORT, kind=Kind.OTHER_REPLY, reported_by=PARENT, role=Role.STRANGER,
        new_text="I want a copy of all the data you hold about me.", flags=("data_protection_request",),
    )  # fmt: skip
    life.report()
    life.reply(asks)
    life.take(expect_answer(life.case, office, life.now))
    due = max(life.case.open_deadlines, key=lambda d: d.due_at).due_at
    on = office.local_date(due)
    while office.days.is_school_day(on) or on.weekday():
        on -= timedelta(days=1)
    now = office.instant(on, office.rules.digest_at)
    notice = compose(office.people.head, [life.case], Morning(on, now, NOW, Mailroom(), Health(now)), office)
    about = "To the head on a Monday in the holidays: something is due"
    return Sample("digest-holiday", about, _written(notice))


def _lives(office: Office, *, answered: bool = True) -> tuple[Life, ...]:
    """One case that waits, one that was closed, one on which a letter went and was answered, or not yet."""
    waiting, closed, written = (Life(office, ref) for ref in ("2026-0041", "2026-0038", "2026-0039"))
    for life in (waiting, closed, written):
        life.report()
    closed.decide("Close, it is down", Verb.CLOSE, n=None, reason="it is down")
    written.decide("To kim.dale@families.example", Verb.EDIT, edits=[{"to_address": PARENT.email}])
    written.send(written.decide("Approve", Verb.APPROVE, 2)["letter"])
    words = replace(REPORT, kind=Kind.OTHER_REPLY, reported_by=PARENT, role=Role.STRANGER)
    if answered:
        written.reply(words)
    return waiting, closed, written


def _mailroom(strangers: int) -> Mailroom:
    room = Mailroom()
    stranger = Address("someone@elsewhere.example")
    for n in range(strangers):
        key = MessageKey(None, f"{n:064d}", "")
        because, flags = "it is from someone outside the school", ("data_protection_request",) * (n == 1)
        room.held[key] = ev.Held(NOW, key, Kind.STRANGER, stranger, "", because, None, flags)
    room.quarantined[_KEY] = ev.Quarantined(NOW, _KEY, stranger, "its parts do not fit together")
    room.filed.append(ev.Filed(NOW, _KEY, Kind.NOT_A_REPORT, "a newsletter"))
    return room


def _written(notice: Notice | None) -> Notice:
    assert notice is not None
    return notice
