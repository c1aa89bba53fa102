"""Who is harmed: as people told it, and what the reports say of it. Never worked out from a post's words.

Staff are told by title and name; a child is never named, only said to be one (domain §1.6 rule 6), so that
what stands here may be read by anybody who may read of the case.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from worker.deciding.cases.case import Case
from worker.deciding.decision.harmed import NAMELESS
from worker.model import Action, Progress

_FOR_SOMEBODY = (Action.POLICE, Action.STAFF_KIT, Action.NOTICE_KIT)
_BY_FLAG = {
    "child_identified": "a child",
    "consent_withheld_child": "a child",
    "head_is_subject": "the headteacher",
    "reporter_is_subject": "the member of staff who reported it",
}
_BY_GROUND = {"G1": "a child", "G2": "a child"}


@dataclass(frozen=True, slots=True)
class Harmed:
    """One person concerned: a name with its title, or what they are; and whether who decides told it."""

    who: str
    told: bool

    @property
    def is_named(self) -> bool:
        """Whether it is a name, which a referral needs and no digest may have."""
        return self.told and self.who not in NAMELESS


def harmed_of(case: Case) -> tuple[Harmed, ...]:
    """Return everybody who is said to be harmed, each once: first those who were told, in that order."""
    told = [Harmed(e.about, told=True) for e in case.progress if e.progress is Progress.HARMED]
    said = [_BY_FLAG[flag] for flag in case.flags if flag in _BY_FLAG]
    said += [_BY_GROUND[hint.id] for hint in case.grounds if hint.id in _BY_GROUND]
    known = {one.who for one in told}
    return tuple(dict.fromkeys((*told, *(Harmed(one, told=False) for one in said if one not in known))))


def concerned(case: Case, action: Action) -> dict[str, Any]:
    """Return for whom an action is, in the words of ``obstacles.DETAILS``, where it was told before.

    A referral names each person (domain §3.4), each colleague has a kit of her own, and a notice is for one.
    """
    names = [one.who for one in harmed_of(case) if one.is_named]
    if not names or action not in _FOR_SOMEBODY or (action is Action.NOTICE_KIT and len(names) > 1):
        return {}
    if action is Action.STAFF_KIT and len(names) > 1:
        return {"person": names[0], "people": names}
    return {"person": " and ".join(names)}
