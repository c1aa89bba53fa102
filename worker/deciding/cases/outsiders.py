"""Who writes on a case from outside the school: whom its letters went to, by their address alone.

The same holds for all of them: what they write is filed on their case, meets what is waited for from them,
and is put before who decides. It never acts.
"""

from __future__ import annotations

from worker import events as ev
from worker.deciding.cases.case import Case, is_gone
from worker.deciding.school.policy import Policy, Recipient
from worker.model import Kind, Reading, Role
from worker.reading.posts.platform import platforms_at

CORRESPONDENTS = (Role.PARENT, Role.PLATFORM, Role.ADVISER)
"""Outsiders whom a case knows."""
OUTSIDERS = (*CORRESPONDENTS, Role.STRANGER)
_AS = {
    Recipient.PARENT: Role.PARENT,
    Recipient.PLATFORM: Role.PLATFORM,
    Recipient.POLICE: Role.ADVISER,
    Recipient.ADVISER: Role.ADVISER,
    Recipient.HELPLINE: Role.ADVISER,
}


def role_on(case: Case, email: str, policy: Policy) -> Role:
    """Return what an outsider is to a case: by the letters that went to them, else by the head's own yes."""
    written = (_recipient_of(case, n, policy) for n in _drafts_sent_to(case, email))
    found = next((_AS[one] for one in written if one in _AS), None)
    if found is not None:
        return found
    return Role.PARENT if email in _reporters(case) else Role.STRANGER


def answered_drafts(case: Case, reply: Reading, policy: Policy) -> tuple[int, ...]:
    """Return the drafts whose letters such a message answers, although it does not say which.

    A platform answers the complaint to it; where a case is about posts in several places it may be another.
    """
    email = reply.reported_by.email if reply.reported_by else ""
    if reply.role not in CORRESPONDENTS:
        return ()
    sent = _drafts_sent_to(case, email)
    if sent or reply.role is not Role.PLATFORM:
        return sent
    if {post.platform for post in case.posts} - platforms_at(email):
        return ()
    return tuple(
        draft.n for draft in case.drafts if _recipient_of(case, draft.n, policy) is Recipient.PLATFORM
    )


def may_be_the_parents(case: Case, event: ev.Replied) -> bool:
    """Whether an answer may be the parent's: an outsider's who is not known to be somebody else.

    A parent who writes from another address is a stranger to the case, and has answered all the same.
    """
    if event.kind is Kind.AUTO_REPLY or event.role not in (Role.PARENT, Role.STRANGER):
        return False
    return event.sender.email not in _reporters(case)


def _recipient_of(case: Case, n: int, policy: Policy) -> Recipient | None:
    action = next((draft.action for draft in case.drafts if draft.n == n), None)
    step = policy.steps.get(action) if action is not None else None
    return step.recipient if step is not None else None


def _drafts_sent_to(case: Case, email: str) -> tuple[int, ...]:
    """The drafts whose letters went to an address, or may have, the latest first."""
    found = [x.draft for x in case.letters if x.external and is_gone(x.state) and email in x.to]
    return tuple(dict.fromkeys(n for n in reversed(found) if n is not None))


def _reporters(case: Case) -> frozenset[str]:
    return frozenset(report.reporter.email for report in case.reports)
