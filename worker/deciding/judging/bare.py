"""What is known before a word is read: who sent a mail, how far that is proven, what it carries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from worker.deciding.judging.texts import find_ref
from worker.model import (
    Address,
    Attachment,
    Kind,
    Mail,
    People,
    Proof,
    Reading,
    Role,
    Trust,
    Urgency,
    Verdict,
)
from worker.reading.posts.platform import platforms_at
from worker.reading.quoted.redirected import find_redirector
from worker.reading.senders.roles import role_of
from worker.reading.senders.sender import NOBODY, judge


@dataclass(frozen=True, slots=True)
class Standpoint:
    """From where a mail is read: the school's people, the day, and whose word on senders counts.

    Without ``people`` every role is unknown and nobody is a stranger. ``on`` is the day that delegations
    are judged for.
    """

    people: People | None = None
    on: date | None = None
    trust: Trust = NOBODY


ANYWHERE = Standpoint()
"""Where nobody is known and no word on a sender counts."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the register knows of the thread a mail belongs to.

    ``answers_draft``: it replies to a mail of ours that asks for a decision. ``answers_case``: the case
    of that mail. ``poster``: whom that case is about, so that another poster opens another case.
    ``cleared``: the safeguarding lead released it, so that its words stop it no more. ``accepted``: a
    person said that it is a report, though a stranger sent it. ``outsider``: what a sender from outside is
    to that case; ``answers_letter``: it answers one of the case's letters, which only their readers can.
    """

    answers_draft: bool = False
    answers_case: str | None = None
    poster: str | None = None
    cleared: bool = False
    accepted: bool = False
    outsider: Role = Role.STRANGER
    answers_letter: bool = False


def bare_reading(mail: Mail, at: Standpoint, known: Known, new_text: str = "") -> Reading:
    """What is understood before a word is read: who sent it, how far that is proven, what it carries."""
    verdict = judge(mail, at.trust, at.people)
    role = _role(mail, at, known, verdict)
    return Reading(
        kind=Kind.UNREADABLE,
        reported_by=mail.sender if role in _ON_CASES else _reporter(mail, at),
        subject=mail.subject,
        new_text=new_text,
        forwarded=(),
        posts=(),
        grounds=(),
        urgency=Urgency.ROUTINE,
        case_ref=find_ref(mail.subject) or _as_ref(known.answers_case),
        flags=(),
        ask_back=(),
        attachments=_attachments(mail),
        sender=verdict,
        role=role,
        problems=_problems(mail),
    )


_ON_CASES = (Role.PARENT, Role.PLATFORM, Role.ADVISER)
"""Whom a case knows: what they write is theirs, whoever sends it on."""


def _reporter(mail: Mail, at: Standpoint) -> Address | None:
    """Who brought the mail before us: its sender, or who of the school redirected it as it was.

    That changes neither what the sender is to the school nor what is proven: nobody vouches for who
    redirects. So an outsider's mail is held for the head whoever is named, and a stranger who redirects
    is not answered.
    """
    redirector = find_redirector(mail)
    if redirector is None or not (at.people and at.on):
        return redirector or mail.sender
    role = role_of(redirector.email, at.people, at.on)
    return mail.sender if role in (Role.STRANGER, Role.OURSELVES) else redirector


def _role(mail: Mail, at: Standpoint, known: Known, verdict: Verdict) -> Role:
    """What the sender is: to the school by the address, to the case by its letters, by proof to a platform.

    Without proof somebody is known to a case only by answering a letter that went to them.
    """
    if not (at.people and at.on and mail.sender):
        return Role.UNKNOWN
    role = role_of(mail.sender.email, at.people, at.on)
    if role is not Role.STRANGER:
        return role
    if known.accepted:
        return Role.STAFF
    proven = verdict.verdict is Proof.PROVEN
    if proven or (known.answers_letter and verdict.verdict is Proof.UNPROVEN and not verdict.imitates):
        role = known.outsider
    return Role.PLATFORM if proven and role is Role.STRANGER and platforms_at(mail.sender.email) else role


def _attachments(mail: Mail) -> tuple[Attachment, ...]:
    """The mail's files, and those of the mails inside it."""
    return mail.attachments + tuple(a for inner in mail.embedded for a in _attachments(inner))


def _problems(mail: Mail) -> tuple[str, ...]:
    return mail.problems + tuple(p for inner in mail.embedded for p in _problems(inner))


def _as_ref(ref: str | None) -> str | None:
    return ref if ref is None or ref.startswith("HU-") else f"HU-{ref}"
