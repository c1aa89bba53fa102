"""The procedure: which step comes first.

The rules are the policy's (``knowledge/policy.toml``); here they are held against the facts of a case.
"Parent" includes carers, relatives and anyone associated with the school (policy OV4).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.relations import find_way, relation_of, traits_of
from worker.deciding.cases.standing import gone_at
from worker.deciding.school.policy import Policy, Recipient, Step
from worker.deciding.school.policy_file import policy as shipped
from worker.model import Action, Relation, Urgency, Verb


def find_first_step(case: Case, policy: Policy | None = None) -> Action | None:
    """Return the draft a new case starts with, or None where a talk is no first step.

    Nor is it where the poster is staff or a governor, was staff, or is nobody's parent (policy OV4).

    Threats, emergencies and safeguarding matters are people's work before they are procedure
    (domain §1.5, §5.5): the head is alerted and chooses.
    """
    policy = policy or shipped()
    traits = traits_with_grounds(case, policy)
    step = _begins_with(traits, policy)
    pupil = relation_of(case) is Relation.PUPIL
    if traits & set(step.doubtful_for) or (goes_another_way(case, step) and not pupil):
        return None
    return step.action


def is_grave(case: Case, policy: Policy | None = None) -> bool:
    """Whether what was reported comes before any letter: threats, danger, harm (domain §1.5, §5.5)."""
    policy = policy or shipped()
    traits = traits_with_grounds(case, policy)
    return bool(traits & set(_begins_with(traits, policy).doubtful_for))


def _begins_with(traits: set[str], policy: Policy) -> Step:
    instead = (step for step in policy.steps.values() if traits & set(step.first_for))
    return next(instead, policy.steps[policy.first])


def goes_another_way(case: Case, step: Step) -> bool:
    """Whether a step writes to the poster as to a parent, who is none (policy OV4)."""
    as_parent = step.recipient is Recipient.PARENT and step.action is not Action.PUPIL_NOTE
    return as_parent and find_way(case) is not None


def traits_with_grounds(case: Case, policy: Policy) -> set[str]:
    """The grounds and flags of a case, what the poster is to the school, and "emergency"."""
    grounds = {ground.id for ground, _ in policy.grounds_of(case.grounds)}
    return grounds | traits_of(case) | ({"emergency"} if case.urgency is Urgency.EMERGENCY else set())


def find_asked(case: Case) -> Mapping[str, Any] | None:
    """Return what was said with the action that was chosen last and not drafted: more was asked for."""
    for event in reversed(case.events):
        match event:
            case ev.Drafted():
                return None
            case ev.Decided() if event.decision is Verb.OTHER_ACTION:
                return event.args
            case _:
                pass
    return None


def find_invited_at(case: Case) -> datetime | None:
    """When the first invitation to talk went out, if any did."""
    invitations = {d.n for d in case.drafts if d.action is Action.INVITATION}
    return min((at for n, at in gone_at(case).items() if n in invitations), default=None)
