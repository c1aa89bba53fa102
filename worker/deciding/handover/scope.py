"""Whom a copy is for, and what that reader may see (domain §1.6, §3.4, §3.9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from worker.deciding.cases.case import Case
from worker.deciding.cases.outsiders import OUTSIDERS
from worker.deciding.office import Office
from worker.model import Address, Role

Redact = Callable[[str], str]
HIDDEN = {"police": ("adviser",), "subject": ("adviser", "police")}
"""Whose papers a reader is told nothing of: a request for advice is privileged, and whether a report to the
police may be told of is for a person to say (DPA 2018 Sch 2 paras 2 and 19)."""


class Purpose(StrEnum):
    """Whom a copy is for: it decides what is in it."""

    SCHOOL = "school"
    POLICE = "police"
    LEGAL = "legal"
    SUBJECT = "subject"
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a copy holds, by whom it is for."""

    mails: bool
    """The mails as they came, byte for byte: they name whoever sent them."""
    files: bool
    """Pictures and documents as they came."""
    letters: bool
    """Every mail we wrote, as it went out."""
    history: bool
    custody: bool
    everything: bool
    """Also what stays between the school and its advisers: what was decided in which words, and drafts."""
    names: bool
    """Whoever told the school is named."""


CONTENTS = {
    Purpose.SCHOOL: Contents(True, True, True, True, True, True, True),
    Purpose.LEGAL: Contents(True, True, True, True, True, True, True),
    Purpose.POLICE: Contents(False, True, False, False, True, False, False),
    Purpose.SUBJECT: Contents(False, False, False, False, False, True, False),
    Purpose.PLATFORM: Contents(False, False, False, False, False, False, False),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for: a copy for whom, about whom, and whether tellers are named to the police.

    ``about`` are the names and addresses of the subject of the data.
    """

    purpose: Purpose
    about: tuple[str, ...] = ()
    named: bool = False


@dataclass(frozen=True, slots=True)
class Scope:
    """One handing over: whom it is for, of whom it tells, what is struck out, and what may go with it.

    ``named``: the head has decided that the police are told who reported it (domain §1.6 rule 5, §5.2); the
    mails as they came, which say so anyway, go along then. ``stopped``: a message of this case was stopped
    as a possible indecent image of a child; no file goes anywhere, whoever asks (domain §5.4).
    """

    purpose: Purpose
    redact: Redact
    redact_own: Redact
    """For what the subject wrote: whoever is named there was named by the subject, but for children."""
    about: tuple[str, ...] = ()
    named: bool = False
    stopped: bool = False

    @property
    def contents(self) -> Contents:
        """What goes into this copy."""
        usual = CONTENTS[self.purpose]
        named = usual.names or (self.named and self.purpose is Purpose.POLICE)
        fine = not self.stopped
        return Contents(
            mails=(usual.mails or named) and fine,
            files=usual.files and fine,
            letters=usual.letters,
            history=usual.history,
            custody=usual.custody,
            everything=usual.everything,
            names=named,
        )

    def is_about(self, *words: str | None) -> bool:
        """Whether a name or an address is the subject's own."""
        own = {one.casefold() for one in self.about}
        return any(word is not None and word.casefold() in own for word in words)


@dataclass(frozen=True, slots=True)
class Naming:
    """Says who somebody is, as far as a copy may: a name, or a slug of the words (``=staff``)."""

    case: Case
    office: Office
    scope: Scope

    def teller(self, who: Address) -> str:
        """Somebody who told the school: named only where a copy may name them."""
        if self.scope.contents.names or self.scope.is_about(who.name, who.email):
            return _full(who)
        return "=teller"

    def sender(self, who: Address, role: Role) -> str:
        """Somebody who wrote: outsiders by name where the reader is owed it, whoever told like a teller."""
        if self.is_teller(who, role):
            return self.teller(who)
        if self.scope.purpose is Purpose.SUBJECT and not self.scope.is_about(who.name, who.email):
            return "=somebody"
        return _full(who)

    def is_teller(self, who: Address, role: Role) -> bool:
        """Whether somebody who wrote told the school of it, or may have: our own people, and reporters."""
        reporters = {report.reporter.email for report in self.case.reports}
        return who.email in reporters or role not in (*OUTSIDERS, Role.HEAD, Role.CHAIR)

    def decider(self, who: Address) -> str:
        """Somebody who decided, by the office they decided in."""
        people = self.office.people
        offices = (("head", people.head), ("chair", people.chair), ("vice_chair", people.vice_chair))
        for slug, person in offices:
            if person is not None and who.email in person.addresses:
                return f"={slug}"
        return "=delegate" if any(who.email in d.addresses for d in people.deputies) else "=school"


def _full(who: Address) -> str:
    return f"{who.name} <{who.email}>" if who.name else who.email
