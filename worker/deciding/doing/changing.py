"""A change to a draft: a new version, shown in full, that needs its own yes."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from worker.deciding.cases.case import Case
from worker.deciding.cases.replay import extend
from worker.deciding.doing.edit import apply_edits
from worker.deciding.doing.steps import Step, answered, ask
from worker.deciding.lint.recipient import find_problem
from worker.deciding.office import Office, Outcome
from worker.deciding.sentences import say
from worker.deciding.writing.drafting import present
from worker.model import Address, Draft, DraftState
from worker.reading.message.unseen import clean


def change(case: Case, draft: Draft, args: dict[str, Any], office: Office, now: datetime) -> Step:
    """Make the next version of a draft, its words free of what a reader would not see; or ask."""
    edits = list(args.get("edits", ()))
    named = [e for e in edits if "to_address" in e]
    today = office.local_date(now)
    edited = apply_edits(draft.text, draft.subject, [e for e in edits if "to_address" not in e], today)
    if edited.problems or args.get("needs_redraft"):
        return ask("edit", n=draft.n, problems=edited.problems)
    changes = list(edited.changes)
    to = draft.to
    if named:
        to = Address(named[-1]["to_address"], clean(named[-1].get("to_name") or ""))
        problem = find_problem(to.email, office.people, today, draft.action)
        if problem:
            return ask("edit", n=draft.n, problems=(problem,))
        changes.append(say("change.addressed", email=to.email))
    new = replace(
        draft, version=draft.version + 1, to=to, text=clean(edited.text), state=DraftState.WAITING,
        changes=clean(" ".join(changes)),
    )  # fmt: skip
    met = answered(case, draft.n, "changed", now)
    return Step(Outcome(met) + present(extend(case, met), new, office, now))
