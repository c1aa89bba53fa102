"""Who is told what of a case: the reporter, who decides, and those an emergency calls for."""

from __future__ import annotations

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.relations import find_way
from worker.deciding.decision.told import read_told
from worker.deciding.office import Office, Outcome, address
from worker.deciding.sentences import say
from worker.deciding.writing.drafting import summary
from worker.model import Address, Item, MessageKey, Notice, Reading, Role, Urgency

_ASK = ": ask for "
"""What could not be read and a person can send in another way is told so in the reading."""


def acknowledgement(case: Case, report: Reading, key: MessageKey, office: Office, *, joined: bool) -> Notice:
    """Answer a reporter. Who reports on what goes round her hears no more than that it came."""
    bare = report.reported_by is not None and report.reported_by.email in office.subjects(case)
    facts = {
        "ref": None if bare else case.ref,
        "joined": joined,
        "was": None if bare or report.reported_by is None else _former(case, report.reported_by.email),
        "questions": () if bare else report.ask_back,
        "unread": () if bare else tuple(one.split(_ASK)[0] for one in report.problems if _ASK in one),
        "emergency": report.urgency is Urgency.EMERGENCY,
        "pictures": sum(
            a.type.startswith("image/") and a.role.value == "evidence" for a in report.attachments
        ),
    }
    to = (report.reported_by,) if report.reported_by else ()
    return Notice("acknowledgement", to, facts, answers=key)


def acknowledge_bare(reported: ev.Reported) -> Notice:
    """Answer somebody whom the case is about by now: what she sent has come."""
    facts = {
        "ref": None,
        "joined": False,
        "was": None,
        "questions": (),
        "unread": (),
        "emergency": reported.urgency is Urgency.EMERGENCY,
        "pictures": sum(
            one.type.startswith("image/") and one.role.value == "evidence" for one in reported.evidence
        ),
    }
    return Notice("acknowledgement", (reported.reporter,), facts, answers=reported.message)


def pass_on(case: Case, words: str, to: tuple[Address, ...], office: Office) -> Notice:
    """Put before who may read it by now what was written to somebody who may not, and has not gone."""
    facts = {
        "told": (),
        "ref": case.ref,
        "what": "passed_on",
        "role": None,
        "words": words,
        "summary": summary(case, office),
        "way": None,
    }
    return Notice("news", to, facts, items=(Item(1, case.ref),))


def _former(case: Case, email: str) -> str | None:
    """The number under which someone knows what they reported, where it was merged into this case."""
    if len([report for report in case.reports if report.reporter.email == email]) < 2:
        return None  # what came just now is all they reported
    merges = [(at, event) for at, event in enumerate(case.events) if isinstance(event, ev.Absorbed)]
    for at, event in merges:
        own = any(isinstance(one, ev.Reported) for one in case.events[:at])
        if own and any(report.reporter.email == email for report in event.reports):
            return event.ref
    return None


def tell(case: Case, what: str, role: Role, words: str, office: Office) -> Outcome:
    """Put what came in before who decides; what it says of the case's course counts when she says so."""
    told = dict.fromkeys(one.progress for one in read_told(words, office.local_date(case.events[-1].at)))
    facts = {
        "told": [
            {"says": say(f"told.{one.name.lower()}.says"), "reply": say(f"told.{one.name.lower()}.reply")}
            for one in told
        ],
        "ref": case.ref,
        "what": what,
        "role": role.value,
        "words": words,
        "summary": summary(case, office),
        "way": find_way(case),
    }
    notice = Notice("news", (address(office.decider(case)),), facts, items=(Item(1, case.ref),))
    return Outcome((), (notice,))
