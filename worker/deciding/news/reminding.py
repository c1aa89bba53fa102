"""What is overdue, in a mail to those who can act on it, or in one that only tells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from worker.deciding.cases.awaited import goes_on_to
from worker.deciding.cases.case import Case
from worker.deciding.news.digest_lines import line_of
from worker.deciding.office import Office, address
from worker.deciding.sentences import say
from worker.model import Action, Address, Deadline, DeadlineKind, DraftState, Item, Notice, Person

_HERS = (DeadlineKind.DECIDE, DeadlineKind.ADVISE)
Passed = tuple[Case, Deadline]


def told_key(case: Case, deadline: Deadline, reader: Person) -> str:
    """What it is remembered by that somebody was reminded, or told, of a deadline (``events.Reminded``)."""
    return f"{case.ref}/{deadline.id}/{reader.email}"


def is_settled(case: Case, deadline: Deadline) -> bool:
    """Whether nobody is asked any more what a passed deadline asked: its draft waits for no decision."""
    asked = deadline.kind in (DeadlineKind.DECIDE, DeadlineKind.HOLD) and deadline.draft is not None
    return asked and case.draft(deadline.draft or 0).state is not DraftState.WAITING


def remind(lines: list[Passed], office: Office, to: Address) -> Notice:
    """Collect passed deadlines into one numbered reminder, to be answered by number."""
    items, facts = [], []
    for n, (case, deadline) in enumerate(lines, 1):
        number = deadline.draft
        draft = case.draft(number) if number is not None else None
        waiting = draft is not None and draft.state is DraftState.WAITING
        items.append(Item(n, case.ref, number, draft.version) if draft and waiting else Item(n, case.ref))
        title = office.policy.steps[draft.action].title if draft is not None else None
        facts.append(
            line_of(case, office)
            | {
                "n": n,
                "about": deadline.about,
                "words": deadline.in_words,
                "title": title,
                "refer": deadline.kind is DeadlineKind.REFER,
                "urgent": deadline.kind is DeadlineKind.TODAY,
                "further": _further(deadline, office),
            }
        )
    alone = all(deadline.kind is DeadlineKind.REFER for _, deadline in lines)
    return Notice("reminder", (to,), {"lines": facts, "refer_alone": alone}, items=tuple(items))


def _further(deadline: Deadline, office: Office) -> str:
    """Where to turn now; the helpline only where the school's policy has it."""
    further = goes_on_to(deadline.about)
    return further if further != "helpline" or Action.HELPLINE in office.policy.steps else ""


def say_it_waits(lines: list[Passed], office: Office, to: Address) -> Notice:
    """Tell somebody that others are late: a number and whom it waits for, no name, nothing to decide.

    It asks about nothing, so that no answer to it can decide (domain §4: telling is not delegating).
    """
    facts: list[dict[str, Any]] = [
        {
            "ref": case.ref,
            "role": role_waited_for(case, office),
            "about": deadline.about,
            "since": _since(case, deadline, office),
            "urgent": deadline.kind is DeadlineKind.TODAY,
        }
        for case, deadline in lines
    ]
    return Notice("told", (to,), {"lines": facts, "away": None})


def role_waited_for(case: Case, office: Office) -> str:
    """Who decides on a case, by office."""
    decider = office.decider(case).email
    governors = {office.people.chair.email: say("reminding.chair_governors")}
    if office.people.vice_chair is not None:
        governors[office.people.vice_chair.email] = say("reminding.vice_chair_governors")
    return governors.get(decider, "the headteacher")


def _since(case: Case, deadline: Deadline, office: Office) -> str:
    """When it was first due."""
    same = [d for d in case.deadlines if (d.kind, d.draft) == (deadline.kind, deadline.draft)]
    first: datetime = min(d.due_at for d in same)
    return office.days.say_date(office.local_date(first))


def needs_head(case: Case) -> bool:
    """Whether a case waits for a decision or for advice."""
    return any(waits.kind in _HERS for waits in case.open_deadlines)


def away_notice(
    cases: Sequence[Case], who: Person, until_on: date | None, reader: Person, office: Office
) -> Notice:
    """Tell a deputy that the head's mailbox says she is away, and what waits for her; nothing is decided."""
    facts = [
        {"ref": case.ref, "role": role_waited_for(case, office), "about": waits.about, "since": None}
        for case in cases
        for waits in case.open_deadlines
        if waits.kind in _HERS
    ]
    until = office.days.say_date(until_on) if until_on else None
    away = {"who": who.name, "until": until, "may_approve": reader.may_approve}
    return Notice("told", (address(reader),), {"lines": facts, "away": away})
