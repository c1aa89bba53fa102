"""The files and letters of a case by number, and which of them go with a copy."""

from __future__ import annotations

from dataclasses import dataclass, field

from worker import events as ev
from worker.deciding.cases.case import Case, is_gone
from worker.deciding.handover.scope import Purpose, Scope
from worker.model import AttachmentRole, EvidenceItem, Letter
from worker.reading.message.unseen import one_line


@dataclass(frozen=True, slots=True)
class Paper:
    """A file or a letter by the number it is called by: ``E1``, ``L1``; ``given``: it goes with the copy."""

    number: str
    sha256: str
    size: int
    type: str
    name: str
    given: bool
    letter: Letter | None = field(default=None, compare=False)


def papers_of(case: Case, scope: Scope) -> tuple[Paper, ...]:
    """Every file kept on a case, by number, and whether it goes with this copy."""
    own = {item.sha256 for event in case.events for item in _own_files(event, scope)}
    return tuple(
        Paper(
            number=f"E{n}",
            sha256=item.sha256,
            size=item.size,
            type=item.type,
            name=scope.redact(one_line(item.name or "")) if scope.purpose is not Purpose.PLATFORM else "",
            given=_is_given(item, scope) or (item.sha256 in own and not scope.stopped),
        )
        for n, item in enumerate(case.evidence, 1)
    )


def letters_of(case: Case, scope: Scope) -> tuple[Paper, ...]:
    """Every mail we wrote on a case, by number, and whether it goes with this copy as it went out."""
    return tuple(
        Paper(
            number=f"L{n}",
            sha256=letter.sha256,
            size=0,
            type="message/rfc822",
            name=letter.subject,
            given=is_gone(letter.state) and (scope.contents.letters or _is_to(letter, scope)),
            letter=letter,
        )
        for n, letter in enumerate(case.letters, 1)
        if not (letter.carries and scope.stopped)
    )


def _is_to(letter: Letter, scope: Scope) -> bool:
    return scope.purpose is Purpose.SUBJECT and scope.is_about(*letter.to)


def _is_given(item: EvidenceItem, scope: Scope) -> bool:
    is_mail = item.role is AttachmentRole.MAIL or item.type == "message/rfc822"
    return scope.contents.mails if is_mail else scope.contents.files


def _own_files(event: ev.CaseEvent, scope: Scope) -> tuple[EvidenceItem, ...]:
    """What the subject sent the school, in a mail of his or her own."""
    if scope.purpose is not Purpose.SUBJECT:
        return ()
    match event:
        case ev.Reported() if scope.is_about(event.reporter.email):
            return event.evidence
        case ev.Replied() if scope.is_about(event.sender.email):
            return event.evidence
        case _:
            return ()
