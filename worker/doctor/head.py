"""How a mail of the head's is judged: the proof that an approval will be believed, before go-live."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from worker.doctor.finding import Finding, found
from worker.model import Proof, Role
from worker.outside.setup.config import Settings
from worker.reading.message.mail import header, read_mail
from worker.reading.senders.roles import role_of
from worker.reading.senders.sender import judge


def judge_files(settings: Settings, files: Iterable[Path], now: datetime) -> Iterator[Finding]:
    """How each file's mail is judged. OSError for one that cannot be opened."""
    for file in files:
        yield judge_bytes(settings, file.read_bytes(), str(file), now)


def judge_bytes(settings: Settings, raw: bytes, name: str, now: datetime) -> Finding:
    """How one mail is judged: as the service does, by the same function."""
    mail = read_mail(raw)
    email = mail.sender.email if mail.sender else ""
    if role_of(email, settings.people, now.date()) is not Role.HEAD:
        return found("head_another", file=name, email=email or "nobody")
    verdict = judge(mail, settings.trust, settings.people)
    check = "head_proven" if verdict.verdict is Proof.PROVEN else "head_unproven"
    because = verdict.because.rstrip(".")
    return found(check, file=name, on=header(mail, "date") or "no date", because=because)
