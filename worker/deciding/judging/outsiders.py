"""Who writes from outside the school, and which of them told the school what is in a report."""

from __future__ import annotations

import re
from itertools import repeat

from worker.model import Forwarded, Mail, People, Reading
from worker.reading.posts.named import same_person


def is_from_outside(mail: Mail, people: People | None) -> bool:
    """Whether the sender's domain is not the school's: the inbox's own, those of staff, or one under them."""
    return mail.sender is not None and _is_outside(mail.sender.email, mail, people)


def _is_outside(email: str, mail: Mail, people: People | None) -> bool:
    inside = [people.inbox, *people.staff_domains] if people else [a.email for a in mail.to]
    domains = [d.rpartition("@")[2].lower() for d in inside]
    domain = email.rpartition("@")[2].lower()
    return bool(domains) and not any(
        domain == d or domain.endswith("." + d) or d.endswith("." + domain) for d in domains if d
    )


_MACHINES = re.compile(r"no-?reply|notif|mailer|postmaster|daemon|bulletin|newsletter", re.IGNORECASE)


def is_informants(forwarded: Forwarded, reading: Reading, mail: Mail, people: People | None) -> bool:
    """Whether somebody from outside who is not the poster told the school (domain §1.6 rule 5)."""
    told_by = forwarded.from_email
    if (
        not told_by
        or not reading.posts
        or _MACHINES.search(told_by)
        or not _is_outside(told_by, mail, people)
    ):
        return False
    if _is_reporters_own(forwarded, mail):
        return False
    names = [p.poster_name for p in reading.posts if p.poster_name]
    return bool(names) and not any(same_person(name, forwarded.from_name or told_by) for name in names)


def _is_reporters_own(forwarded: Forwarded, mail: Mail) -> bool:
    """Whether a mail passed on comes from the reporter: from the same address, or another of theirs."""
    sender, name = mail.sender, forwarded.from_name or ""
    if sender is None:
        return False
    if sender.email == (forwarded.from_email or "").lower():
        return True
    if sender.name and same_person(sender.name, name):
        return True
    parts = re.findall(r"[^\W\d_]+", sender.email.partition("@")[0])
    words = re.findall(r"[^\W\d_]+", name.lower())
    return len(parts) > 1 and all(any(map(_may_be_one, repeat(part), words)) for part in parts)


def _may_be_one(one: str, other: str) -> bool:
    """Whether two names are the same, or one is the other's first letter."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) == 1 and long.startswith(short))
