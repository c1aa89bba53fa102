"""Who is told what of a case: the reporter, who decides, and those an emergency calls for."""

from __future__ import annotations

from typing import Any

from worker import events as ev
from worker.deciding.case import Case
from worker.deciding.decision.told import read_told
from worker.deciding.drafting import summary
from worker.deciding.office import NOTHING, Office, Outcome, address
from worker.model import DraftState, Item, MessageKey, Notice, Person, Progress, Reading, Role, Urgency


def acknowledgement(case: Case, report: Reading, key: MessageKey, office: Office, *, joined: bool) -> Notice:
    """Answer a reporter. A head who reports on what is the chair's hears no more than that it came."""
    own = report.reported_by is not None and report.reported_by.email in _addresses(office.people.head)
    bare = own and case.decided_by is Role.CHAIR
    facts = {
        "ref": None if bare else case.ref,
        "joined": joined,
        "questions": () if bare else report.ask_back,
        "emergency": report.urgency is Urgency.EMERGENCY,
        "pictures": sum(
            a.type.startswith("image/") and a.role.value == "evidence" for a in report.attachments
        ),
    }
    to = (report.reported_by,) if report.reported_by else ()
    return Notice("acknowledgement", to, facts, answers=key)


def _addresses(person: Person) -> frozenset[str]:
    return frozenset(one.lower() for one in (person.email, *person.also))


def alert(
    case: Case, report: Reading, office: Office, turned: Outcome = NOTHING, *, dsl: bool = False
) -> Notice:
    """Tell at once who decides; the safeguarding lead where it presses, everybody in an emergency (OB2)."""
    people = office.people
    told = {address(office.decider(case)): None}
    pressing = report.urgency is Urgency.EMERGENCY or any("safeguarding" in flag for flag in report.flags)
    if pressing or dsl:
        told[address(people.dsl)] = None
    if report.urgency is Urgency.EMERGENCY:
        told |= {address(person): None for person in (*people.deputies, people.chair)}
    facts = alert_facts(case, turned, office) | {
        "emergency": report.urgency is Urgency.EMERGENCY,
        "reporter": report.reported_by,
        "flags": report.flags,
    }
    return Notice("alert", tuple(told), facts, items=(Item(1, case.ref),))


def alert_facts(case: Case, turned: Outcome, office: Office) -> dict[str, Any]:
    """What an alert says of a case: its grounds, and what was stopped or held (``turned``) because of it."""
    return {
        "ref": case.ref,
        "grounds": [ground for ground, _ in office.policy.grounds_of(case.grounds)],
        "stopped": sum(isinstance(e, ev.LetterMoved) for e in turned.events),
        "held": sum(isinstance(e, ev.Drafted) and e.draft.state is DraftState.HELD for e in turned.events),
    }


_SAYS = {
    Progress.MET: ("they have talked", "met her"),
    Progress.REFUSED: ("the parent refuses", "she refuses to meet"),
    Progress.REMOVED: ("the post is down", "removed"),
    Progress.APOLOGISED: ("the poster has apologised", "apologised"),
    Progress.REPOSTED: ("the same poster has posted again", "posted again"),
    Progress.IDENTIFIED: ("somebody says who the poster is", "the poster is …"),
    Progress.UNIDENTIFIED: ("nobody knows who the poster is", "we don't know who it is"),
}


def tell(case: Case, what: str, role: Role, words: str, office: Office) -> Outcome:
    """Put what came in before who decides; what it says of the case's course counts when she says so."""
    told = dict.fromkeys(one.progress for one in read_told(words, office.local_date(case.events[-1].at)))
    facts = {
        "told": [{"says": _SAYS[one][0], "reply": _SAYS[one][1]} for one in told],
        "ref": case.ref,
        "what": what,
        "role": role.value,
        "words": words,
        "summary": summary(case, office),
    }
    notice = Notice("news", (address(office.decider(case)),), facts, items=(Item(1, case.ref),))
    return Outcome((), (notice,))
