"""A reading as the plain object that ``headsup read`` prints, one a mail, whatever the mail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from worker.deciding.judging.bare import ANYWHERE, Standpoint
from worker.deciding.judging.looking import Sight, pictures_of
from worker.deciding.judging.triage import read_message
from worker.errors import Unreadable
from worker.model import (
    Address,
    Attachment,
    Kind,
    Mail,
    Proof,
    Reading,
    Role,
    Urgency,
    Verdict,
)
from worker.reading.apart import Apart
from worker.reading.message.mail import read_mail

Read = Callable[[bytes], Mail]
"""What reads a mail's bytes; it may raise Unreadable."""
Look = Callable[[Sequence[Attachment]], tuple[Sight, ...]]
"""What sees pictures; it raises nothing."""


def as_json(file: str, reading: Reading) -> dict[str, Any]:
    """The object of ``headsup read`` (README, "Interfaces"): unknown is ``None``, bytes are never in it."""
    return {
        "file": file,
        "kind": reading.kind.value,
        "reported_by": _person(reading.reported_by),
        "subject": reading.subject,
        "new_text": reading.new_text,
        "forwarded": [_fields(f, "from_name from_email to date subject text") for f in reading.forwarded],
        "posts": [
            _fields(p, "platform poster_name handle url group posted_at_text text source confidence")
            for p in reading.posts
        ],
        "grounds": [_fields(g, "id because") for g in reading.grounds],
        "urgency": reading.urgency.value,
        "case_ref": reading.case_ref,
        "flags": list(reading.flags),
        "ask_back": list(reading.ask_back),
        "attachments": [
            _fields(a, "name type size sha256") | {"role": a.role.value} for a in reading.attachments
        ],
        "sender": {"verdict": reading.sender.verdict.value, "because": reading.sender.because},
        "problems": list(reading.problems),
    }


def read_bytes(
    file: str,
    raw: bytes,
    at: Standpoint = ANYWHERE,
    look: Look | None = None,
    read: Read = read_mail,
) -> dict[str, Any]:
    """The object of ``headsup read`` for the bytes of one mail. It never raises.

    What goes wrong in the reading itself is named in ``problems`` of an object that says "unreadable".
    Pictures are looked at once the text has cleared them, and only by the ``look`` that is given.
    """
    try:
        apart = Apart(read(raw))
        reading = read_message(apart, at)
        pictures = pictures_of(reading) if look else ()
        if look and pictures:
            reading = read_message(apart, at, sights=look(pictures))
        return as_json(file, reading)
    except Unreadable as error:
        return as_json(file, _unreadable(f"The mail could not be read: {error}."))
    except Exception as error:  # noqa: BLE001 - one sick mail must not end the list it stands in
        return as_json(file, _unreadable(f"The mail could not be read ({type(error).__name__})."))


def _unreadable(problem: str) -> Reading:
    return Reading(
        kind=Kind.UNREADABLE,
        reported_by=None,
        subject="",
        new_text="",
        forwarded=(),
        posts=(),
        grounds=(),
        urgency=Urgency.ROUTINE,
        case_ref=None,
        flags=(),
        ask_back=(),
        attachments=(),
        sender=Verdict(Proof.UNPROVEN, "the mail could not be read"),
        role=Role.UNKNOWN,
        problems=(problem,),
    )


def _person(address: Address | None) -> dict[str, Any] | None:
    return {"name": address.name or None, "email": address.email} if address else None


def _fields(value: object, names: str) -> dict[str, Any]:
    return {name: getattr(value, name) for name in names.split()}
