"""What the poster is to the school, as people told it, and the way such a case goes (policy OV4).

The service never works it out: the report says it, or the head does, and the last word of the head
counts. ``knowledge/relations.toml`` has the words and the ways.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from worker.deciding.cases.case import Case
from worker.deciding.decision.related import relations
from worker.model import Progress, Relation


@dataclass(frozen=True, slots=True)
class Way:
    """One relation: how it is said, and, where a letter as to a parent is no first step, the other way."""

    relation: Relation
    says: str
    route: str = ""
    flags: frozenset[str] = frozenset()


def relation_of(case: Case) -> Relation:
    """Return what the poster is to the school: as who decides told it last, else as the reports say."""
    told = [e.about for e in case.progress if e.progress is Progress.RELATED]
    if told:
        return Relation(told[-1])
    flags = set(case.flags)
    return next((way.relation for way in ways().values() if way.flags & flags), Relation.UNKNOWN)


def says_of(case: Case) -> str:
    """What the poster is to the school, in the words for the head; "" where nobody has told it."""
    way = ways().get(relation_of(case))
    return way.says if way is not None else ""


def find_way(case: Case) -> Way | None:
    """Return the other way that a case goes, where the poster is no parent; None where a letter may come
    first."""
    way = ways().get(relation_of(case))
    return way if way is not None and way.route else None


def traits_of(case: Case) -> frozenset[str]:
    """The flags of a case, less what a report says of the relation and the head has said otherwise."""
    relation = relation_of(case)
    known = frozenset(flag for way in ways().values() for flag in way.flags)
    own = {f"poster_is_{relation.value}"} if relation is not Relation.UNKNOWN else set()
    return (frozenset(case.flags) - known) | own


@cache
def ways() -> dict[Relation, Way]:
    """Every relation there is, in the file's order."""
    return {
        Relation(key): Way(
            Relation(key), table["says"], table.get("route", ""), frozenset(table.get("flags", ()))
        )
        for key, table in relations()["relation"].items()
    }
