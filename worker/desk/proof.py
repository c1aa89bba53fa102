"""The desk's own look at signatures: which mails are worth asking the network about, and who asks."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

from worker.model import Mail, People, Proof, Trust
from worker.reading.senders.roles import person_at
from worker.reading.senders.sender import judge


class Signatures(Protocol):
    """What checks signatures (DKIM, RFC 6376); it raises nothing and ends within its own time."""

    def is_signed_by(self, raw: bytes, domain: str) -> bool:
        """Whether the message bears a signature of exactly this domain that holds."""
        ...


def trust_for(mail: Mail, raw: bytes, trust: Trust, people: People, signatures: Signatures | None) -> Trust:
    """Return whose word counts for this mail, with the domain whose signature on it was checked here.

    Asked only where it may matter, of mail in the name of somebody with a part to play whom no server
    proves: strangers cannot make Headsup ask the network, nor wait for it.
    """
    if signatures is None or not raw or mail.sender is None or person_at(mail.sender.email, people) is None:
        return trust
    domain = mail.sender.email.rpartition("@")[2]
    hopeful = replace(trust, signed=(domain,))
    if judge(mail, trust, people).verdict is not Proof.UNPROVEN:
        return trust
    if judge(mail, hopeful, people).verdict is not Proof.PROVEN:  # no signature would help
        return trust
    return hopeful if signatures.is_signed_by(raw, domain) else trust
