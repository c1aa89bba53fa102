"""Who really sent a mail, and what that person is to the school.

Only the topmost Authentication-Results counts, and only when the school's own mail server wrote it
(RFC 8601 §5): anyone can put such a header into a mail.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

import authres

from worker.model import Mail, People, Person, Proof, Role, Verdict
from worker.reading.addresses import EMAIL
from worker.reading.mail import header, headers

MICROSOFT_365 = "protection.outlook.com"
"""Pin this server name (or one under it) for Microsoft 365, whose header names no server at all."""


@dataclass(frozen=True, slots=True)
class Check:
    """One method's result from the header: ``spf``, ``pass``, ``{"smtp.mailfrom": …}``."""

    method: str
    result: str
    facts: dict[str, str]


def judge(mail: Mail, authserv_id: str | None) -> Verdict:
    """Return how far the From address is proven by the server pinned in the configuration."""
    problem = _find_ambiguous_sender(mail)
    if problem:
        return _unproven(problem)
    if mail.sender is None:
        return _unproven("no From address can be read")
    if not authserv_id:
        return _unproven("no mail server is configured whose word counts")
    microsoft = _is_microsoft(authserv_id)
    if microsoft and (header(mail, "x-ms-exchange-organization-authas") or "").strip().lower() == "internal":
        return Verdict(Proof.PROVEN, "Microsoft 365 marks it as sent from inside the organisation")
    topmost = header(mail, "authentication-results")
    if topmost is None:
        return _unproven("the mail server recorded no check of the sender")
    named, checks = _read_results(topmost[:20_000], microsoft)
    if not microsoft and (named or "").lower() != authserv_id.strip().lower():
        return _unproven(f"the topmost check is by {named or 'an unnamed server'}, not by {authserv_id}")
    return _weigh(mail.sender.email, checks, microsoft)


def _unproven(because: str) -> Verdict:
    return Verdict(Proof.UNPROVEN, because)


def _find_ambiguous_sender(mail: Mail) -> str | None:
    """Several From headers or addresses: programs differ on which one they show and check."""
    values = headers(mail, "from")
    if len(values) > 1:
        return "it has more than one From header"
    if values and len({found.lower() for found in EMAIL.findall(values[0])}) > 1:
        return "its From header holds more than one address"
    return None


def _is_microsoft(authserv_id: str) -> bool:
    pinned = authserv_id.strip().lower().rstrip(".")
    return pinned == MICROSOFT_365 or pinned.endswith(f".{MICROSOFT_365}")


def _weigh(email: str, checks: tuple[Check, ...], microsoft: bool) -> Verdict:
    domain = email.rpartition("@")[2]
    if any(check.method == "dmarc" and check.result == "fail" for check in checks):
        return Verdict(Proof.FORGED, f"DMARC failed: {domain} did not send it")
    other = _find_other_account(checks, email)
    if other:
        return _unproven(f"{other} signed in to send it, not {email}")
    for check in checks:
        because = _find_proof(check, email, domain, microsoft)
        if because:
            return Verdict(Proof.PROVEN, because)
    passed = sorted({check.method for check in checks if check.result == "pass"})
    if passed:
        return _unproven(f"{', '.join(passed)} passed, but not for {domain}")
    return _unproven("no check of the sender passed")


def _find_other_account(checks: tuple[Check, ...], email: str) -> str | None:
    """The account that signed in, where it is not the From address's own (RFC 8601 §2.7.4).

    A colleague's password opens the school's server too, and everything else then passes.
    """
    named = (c.facts.get("smtp.auth", "").strip().lower() for c in checks if c.result == "pass")
    own = (email, email.partition("@")[0])
    return next((account for account in named if account and account not in own), None)


def _find_proof(check: Check, email: str, domain: str, microsoft: bool) -> str | None:
    """Say what one passed check proves about the From address, or None.

    DMARC weighs SPF and DKIM itself. Alone, these prove the exact domain only: who owns a name under it
    is nobody's business but its owner's (pupils' mail often has one).
    """
    if check.result != "pass":
        return None
    facts = check.facts
    if check.method == "dmarc" and _same(facts.get("header.from", domain), domain):
        return f"DMARC passed for {domain}"
    if check.method == "dkim":
        signer = facts.get("header.d") or facts.get("header.i", "").rpartition("@")[2]
        if _bare(signer) == domain:
            return f"the mail is signed by {domain} (DKIM)"
    if check.method == "spf" and _bare(facts.get("smtp.mailfrom", "")) in (domain, email):
        return f"a server of {domain} sent it (SPF)"
    if check.method == "auth" and facts.get("smtp.auth", "").lower() == email:
        return f"{email} signed in to send it"
    if microsoft and check.method == "compauth":
        return "Microsoft 365 vouches for the sender (compauth)"
    return None


def _same(one: str, other: str) -> bool:
    return one.lower().rstrip(".").rpartition("@")[2] == other.lower()


def _bare(written: str) -> str:
    return written.strip().lower().rstrip(".").removeprefix("@")


# ── reading the header ─────────────────────────────────────────────────────────────────────


def _read_results(value: str, microsoft: bool) -> tuple[str | None, tuple[Check, ...]]:
    """Return the server's name and its checks; a header that breaks the grammar says nothing.

    Microsoft's own header breaks it (no server name, bare ``action=none``) and is read by its shape,
    but only where Microsoft 365 is the server pinned.
    """
    try:
        parsed = authres.AuthenticationResultsHeader.parse(f"Authentication-Results: {value}")
    except Exception:  # noqa: BLE001  the parser's own errors on hostile headers are not a closed list
        return None, _read_microsoft(value) if microsoft else ()
    checks = tuple(
        Check(
            (found.method or "").lower(),
            (found.result or "").lower(),
            {f"{one.type}.{one.name}".lower(): one.value or "" for one in found.properties},
        )
        for found in parsed.results
    )
    return parsed.authserv_id, checks


_COMMENT = re.compile(r"\([^()]{0,2000}\)")
_PAIR = re.compile(r"([a-z][a-z.]{1,40})=([^\s;]{1,300})", re.IGNORECASE)


def _read_microsoft(value: str) -> tuple[Check, ...]:
    checks = []
    for clause in _COMMENT.sub(" ", value).split(";"):
        pairs = [(name.lower(), content) for name, content in _PAIR.findall(clause)]
        if pairs:
            checks.append(Check(pairs[0][0], pairs[0][1].lower(), dict(pairs[1:])))
    return tuple(checks)


# ── what the sender is to the school ───────────────────────────────────────────────────────


def role_of(email: str, people: People, on: date) -> Role:
    """Return what an address is to the school on a day; the first role that fits, the head's first.

    A domain must match exactly: a name under it may be anyone's. A display name is never asked.
    """
    email = email.strip().lower()
    if email == people.inbox.lower():
        return Role.OURSELVES
    ranked: list[tuple[Role, tuple[Person, ...]]] = [
        (Role.HEAD, (people.head,)),
        (Role.DELEGATE, people.deputies),
        (Role.CHAIR, _set_up(people.chair, people.vice_chair)),
        (Role.DSL, _set_up(people.dsl, people.deputy_dsl)),
        (Role.ADMIN, (people.admin,)),
    ]
    for role, persons in ranked:
        if any(_is_person(email, person, on) for person in persons):
            return role
    domain = email.rpartition("@")[2]
    if email in (one.lower() for one in people.staff) or domain in (
        one.lower() for one in people.staff_domains
    ):
        return Role.STAFF
    return Role.STRANGER


def person_of(email: str, people: People, on: date) -> Person | None:
    """Return the named person behind an address on a day, or None."""
    email = email.strip().lower()
    governors, leads = _set_up(people.chair, people.vice_chair), _set_up(people.dsl, people.deputy_dsl)
    named = (people.head, *people.deputies, *governors, *leads, people.admin)
    return next((person for person in named if _is_person(email, person, on)), None)


def _set_up(first: Person, second: Person | None) -> tuple[Person, ...]:
    return (first,) if second is None else (first, second)


def _is_person(email: str, person: Person, on: date) -> bool:
    if email not in {person.email.lower(), *(also.lower() for also in person.also)}:
        return False
    return (person.from_on is None or person.from_on <= on) and (
        person.until_on is None or on <= person.until_on
    )
