"""The scope of one handing over: what is struck out for whom, from what a case knows of names."""

from __future__ import annotations

import re
from dataclasses import replace

from worker.deciding.cases.case import Case
from worker.deciding.handover.scope import Asked, Purpose, Scope
from worker.deciding.lint.known import tellers_of
from worker.deciding.office import Office
from worker.deciding.writing.letter_record import find_platform_name
from worker.deciding.writing.redacting import Marks, Redaction
from worker.model import Address, Post


def scope_of(case: Case, office: Office, asked: Asked, marks: Marks, *, stopped: bool = False) -> Scope:
    """Return what this copy may hold."""
    redact, own = _for(case, office, asked, marks)
    return Scope(asked.purpose, redact, own, asked.about, named=asked.named, stopped=stopped)


def _for(case: Case, office: Office, asked: Asked, marks: Marks) -> tuple[Redaction, Redaction]:
    nothing, about = Redaction(marks), asked.about
    match asked.purpose:
        case Purpose.POLICE if not asked.named:
            tellers = _tellers(case, office)
            addresses = tuple(one.email for one in tellers if one.email)
            shown = tuple(post.text for post in case.posts if post.text)
            kept = (*_free(case, office), office.people.head.name)
            struck = Redaction(
                marks, _names(tellers), addresses, kept, strangers=True, contacts=True, shown=shown
            )
            return struck, struck
        case Purpose.PLATFORM:
            # No teller is struck out as such: a gap where other names stand would name one to the provider.
            names, kept = (*_people(office), office.people.head.name), _free(case, office)
            struck = Redaction(marks, names, kept=kept, children=True, strangers=True, contacts=True)
            return struck, struck
        case Purpose.SUBJECT:
            kept = (*about, *_free(case, office, posters=False), office.people.head.name)
            others = tuple(one for one in _posters(case) if one.casefold() not in _folded(about))
            names = (*_names(_tellers(case, office)), *_people(office), *others)
            own = tuple(p.text for p in case.posts if p.text and _is_by(p, about))
            struck = Redaction(
                marks, names, kept=kept, children=True, strangers=True, contacts=True, shown=own
            )
            return struck, replace(struck, names=(), strangers=False)
        case _:
            return nothing, nothing


def _tellers(case: Case, office: Office) -> tuple[Address, ...]:
    """Everybody who told the school, but for who decides: that office is told by its name anyway."""
    deciders = office.decider(case).addresses | office.people.head.addresses
    return tuple(one for one in tellers_of(case) if one.email not in deciders)


def _names(tellers: tuple[Address, ...]) -> tuple[str, ...]:
    """Their names, and what their addresses say of them."""
    locals_ = (re.sub(r"[\d._+-]+", " ", one.email.partition("@")[0]) for one in tellers)
    return tuple(dict.fromkeys(name for name in (*(one.name for one in tellers), *locals_) if name.strip()))


def _people(office: Office) -> tuple[str, ...]:
    people = office.people
    others = (people.dsl, people.deputy_dsl, people.chair, people.vice_chair, people.admin, *people.deputies)
    return tuple(one.name for one in others if one is not None and one.name)


def _free(case: Case, office: Office, *, posters: bool = True) -> tuple[str, ...]:
    """Names that are nobody's secret: the school's, the platforms', and for some readers the posters'."""
    school = office.school
    platforms = (find_platform_name(post.platform) or "" for post in case.posts)
    free = (school.name, *school.address.splitlines(), *platforms, *(_posters(case) if posters else ()))
    return tuple(dict.fromkeys(filter(None, free)))


def _posters(case: Case) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for p in case.posts for name in (p.poster_name, p.handle) if name))


def _is_by(post: Post, about: tuple[str, ...]) -> bool:
    return bool({(post.poster_name or "").casefold(), (post.handle or "").casefold()} & _folded(about))


def _folded(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)
