"""After a restore: every draft that could still go is shown anew, for it may have gone already.

What was approved between the backup and its restore is not known any more. So each such draft becomes a
new version with a line that says so: a yes to an older mail counts for nothing, and a yes to the new one
is given by somebody who has read that line. Pure.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.replay import extend
from worker.deciding.doing.steps import answered
from worker.deciding.office import Office, Outcome
from worker.deciding.sentences import say
from worker.deciding.writing.drafting import present
from worker.model import CaseState, Draft, DraftState


def show_again(case: Case, restored: ev.Restored, office: Office, now: datetime) -> Outcome:
    """Show each waiting draft of an open case again, once a restore; one on hold comes back with the line."""
    outcome = Outcome()
    if case.state is not CaseState.OPEN:
        return outcome
    for draft in case.drafts:
        if draft.state not in (DraftState.WAITING, DraftState.HELD) or _is_newer(case, draft, restored):
            continue
        again = replace(draft, version=draft.version + 1, changes=_may_have_gone(restored, office))
        if draft.state is DraftState.HELD:
            outcome += Outcome((ev.Drafted(now, again),))
            continue
        outcome += Outcome(answered(extend(case, outcome.events), draft.n, "shown again", now))
        outcome += present(extend(case, outcome.events), again, office, now)
    return outcome


def _is_newer(case: Case, draft: Draft, restored: ev.Restored) -> bool:
    written = (e.at for e in case.events if isinstance(e, ev.Drafted) and e.draft.n == draft.n)
    return max(written) >= restored.at


def _may_have_gone(restored: ev.Restored, office: Office) -> str:
    since, until = office.days.say_instant(restored.made_at), office.days.say_instant(restored.at)
    return say("again.restored", since=since, until=until)
