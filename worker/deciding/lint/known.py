"""Whom a case knows by name: those who told the school, children, and those whose names a letter may have.

Children are known only by how a report speaks of them ("Alfie in Year 3", "Alfie's mum"). A name that a
report about children has besides is possibly a child's; the head is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.lint.people import find_children, find_others, words_of
from worker.deciding.lint.rules import knowledge
from worker.deciding.office import Office
from worker.model import OWN_PEOPLE, Action, Address, Draft

_MOST = 60
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Known:
    """Names to look for in a letter, and those that may stand there whatever else they are."""

    informants: tuple[str, ...]
    children: tuple[str, ...]
    perhaps_children: tuple[str, ...]
    addresses: tuple[str, ...]
    free: tuple[str, ...]
    """The addressee, who signs, the school: looked past wherever they stand in full."""
    quoted: tuple[str, ...]
    """What posters wrote: the letter may quote it, and it is not the school's word."""


def known_of(case: Case, draft: Draft, office: Office) -> Known:
    """Gather the names of a case, as far as its reports tell them."""
    tellers = _tellers(case, draft, office)
    free = _free(case, draft, office)
    said = "\n\n".join(_reports(case))[:_LONGEST]
    grown_up = (*free, *(one.name for one in tellers_of(case)))
    here = frozenset(words_of((office.school.name, office.school.address)))
    children = [one for one in find_children(said) if not frozenset(words_of((one,))) <= here]
    if draft.action is Action.PUPIL_NOTE:  # whoever posted is the addressee's own child
        perhaps = tuple(one for one in (case.poster,) if one)
    else:
        perhaps = find_others(said, frozenset(words_of(grown_up))) if case.is_about_children else ()
    return Known(
        informants=tuple(dict.fromkeys(filter(None, map(_name_of, tellers))))[:_MOST],
        children=tuple(children)[:_MOST],
        perhaps_children=tuple(one for one in dict.fromkeys(perhaps) if one not in children)[:_MOST],
        addresses=tuple(dict.fromkeys(one.email for one in tellers if one.email)),
        free=free,
        quoted=tuple(dict.fromkeys(post.text for post in case.posts if post.text)),
    )


def tellers_of(case: Case) -> tuple[Address, ...]:
    """Everybody who told the school of this matter: reporters, and our own people who answered."""
    found: list[Address] = []
    for event in case.events:
        if isinstance(event, ev.Reported):
            found.append(event.reporter)
        elif isinstance(event, ev.Replied) and event.role in OWN_PEOPLE:
            found.append(event.sender)
        elif isinstance(event, ev.Absorbed):
            found += [report.reporter for report in event.reports]
    return tuple(dict.fromkeys(found))


def _tellers(case: Case, draft: Draft, office: Office) -> tuple[Address, ...]:
    """Those who must not be named: not who signs, nor who is written to about her own report."""
    own = office.decider(case).addresses | office.people.head.addresses
    if draft.action in (Action.ANSWER, Action.STAFF_KIT):
        own |= {draft.to.email} if draft.to else {r.reporter.email for r in case.reports[:1]}
    elif (
        draft.action in (Action.POLICE, Action.LEGAL, Action.NOTICE_KIT)
        and "reporter_is_subject" in case.flags
    ):
        own |= {report.reporter.email for report in case.reports if "reporter_is_subject" in report.flags}
    return tuple(one for one in tellers_of(case) if one.email not in own)


def _free(case: Case, draft: Draft, office: Office) -> tuple[str, ...]:
    school = office.school
    names = [office.decider(case).name, office.people.head.name, school.name, school.complaints]
    names += school.address.splitlines()
    if draft.to and draft.to.name:
        names.append(draft.to.name)
    if draft.action is not Action.PUPIL_NOTE:
        names += [post.poster_name for post in case.posts if post.poster_name]
    return tuple(dict.fromkeys(one for one in names if len(one) > 1))


def _reports(case: Case) -> Iterator[str]:
    for report in case.reports:
        yield report.subject
        yield report.words
        yield from (post.text for post in report.posts if post.text)


def _name_of(teller: Address) -> str:
    """A teller's name without what is an office; from the address where there is no name."""
    written = teller.name or re.sub(r"[\d._+-]+", " ", teller.email.partition("@")[0])
    kept = [word for word in re.findall(r"[^\W\d_][\w'’-]*", written) if word.lower() not in _offices()]
    return " ".join(word for word in kept if len(word) > 1)


@cache
def _offices() -> frozenset[str]:
    return frozenset(knowledge()["names"]["offices"])
