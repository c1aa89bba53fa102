"""A letter on paper: many parents have no address on file, and a letter by hand or post is theirs to read.

The page goes to who decides and to nobody else, so it needs no yes; but it is held against the lint like
everything that may leave the school. The draft waits, on hold, for what becomes of it (``posting``).
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.deadlines import expect_on_hold
from worker.deciding.cases.replay import extend
from worker.deciding.doing.steps import Step, answered, ask
from worker.deciding.lint import check
from worker.deciding.lint.days import asked_by
from worker.deciding.office import Office, Outcome, address
from worker.deciding.school.periods import deemed_on
from worker.deciding.school.policy import Form
from worker.deciding.writing.drafting import PRINTED, approval
from worker.deciding.writing.letter_record import say_year
from worker.model import Draft, DraftState, Item, Notice, Way

_DEAR = re.compile(r"^Dear (?P<name>[^\n,]{2,80})", re.MULTILINE)


def print_letter(case: Case, draft: Draft, office: Office, now: datetime) -> Step:
    """Give the letter as a page to whoever decides; ask where the lint has something against it.

    What the lint leaves open is asked about too: on paper there is no undo, and a plain change is quick. Its
    days are held against first-class post, the slower way; a day that comes too soon by post is named.
    """
    if office.policy.steps[draft.action].form is Form.PACK:
        return ask("no page", n=draft.n)
    hits = check(draft, case, office, office.local_date(now), Way.POST)
    if hits:
        said = {
            "what": "ask",
            "reason": "refused words" if any(hit.refused for hit in hits) else "words on paper",
            "n": draft.n,
            "version": draft.version,
            "hits": hits,
        }
        return Step(Outcome((), (approval(case, draft, office),)), (said,))
    met: tuple[ev.CaseEvent, ...] = answered(case, draft.n, "printed", now)
    held = ev.DraftMoved(now, draft.n, draft.version, DraftState.HELD, PRINTED)
    events = (*met, held)
    hold = expect_on_hold(extend(case, events), draft, PRINTED, office, now)
    page = _page(case, draft, office, now)
    told = {"what": "printed", "n": draft.n, "when": office.days.say_instant(hold.deadline.due_at)}
    told |= _too_soon_by_post(draft, office, now)
    return Step(Outcome((*events, hold), (page,)), (told,))


def _too_soon_by_post(draft: Draft, office: Office, now: datetime) -> dict[str, Any]:
    """The first day the letter names that is not after the day a page posted today is taken to have come."""
    came_on = deemed_on(office.days, now, Way.POST)
    days = [day for _, day in asked_by(draft.text, office.local_date(now)) if day <= came_on]
    soon = office.days.say_date(min(days)) if days else ""
    return {"soon": soon, "came": office.days.say_date(came_on)}


def _page(case: Case, draft: Draft, office: Office, now: datetime) -> Notice:
    """The mail that carries the page; ``to`` is whom the window of the envelope shows."""
    dear = _DEAR.search(draft.text)
    named = draft.to.name if draft.to and draft.to.name else dear["name"].strip() if dear else ""
    facts = {
        "ref": case.ref,
        "draft": draft,
        "title": office.policy.steps[draft.action].title,
        "to": (named,) if named else (),
        "on": say_year(office.local_date(now), office),
        "at": now,
    }
    item = Item(draft.n, case.ref, draft.n, draft.version)
    return Notice("page", (address(office.decider(case)),), facts, items=(item,))
