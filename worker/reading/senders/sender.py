"""Who really sent a mail, and what that person is to the school.

Only the topmost Authentication-Results counts, and only when the school's own mail server wrote it
(RFC 8601 §5): anyone can put such a header into a mail.
"""

from __future__ import annotations

from worker.model import Mail, People, Profile, Proof, Trust, Verdict
from worker.reading.message.addresses import EMAIL
from worker.reading.message.mail import header, headers
from worker.reading.senders.lookalike import find_imitated, named
from worker.reading.senders.sealing import find_sealed
from worker.reading.senders.serverchecks import Check, read_checks, read_microsoft

NOBODY = Trust()
"""Where no server's word counts nothing is ever proven."""
_MICROSOFT = "protection.outlook.com"
_MICROSOFTS_SERVERS = (".outlook.com", ".outlook.de", ".office365.us")
_GOOGLES_NAME = "mx.google.com"
_TRUSTED_SEALER = "130"
"""Microsoft 365's code for "the tenant's own list of trusted sealers says so"."""


def trust_in(
    authserv_id: str | None,
    profile: Profile | None = None,
    sealers: tuple[str, ...] = (),
    exchange: tuple[str, ...] = (),
) -> Trust:
    """Return whose word counts, with what goes without saying: Google's name, and Microsoft's profile.

    Pinning ``protection.outlook.com``, or a server under it, means Microsoft 365, whose header names none.
    """
    pinned = (authserv_id or "").strip().lower().rstrip(".")
    if profile is None:
        is_microsoft = pinned == _MICROSOFT or pinned.endswith(f".{_MICROSOFT}")
        profile = Profile.MICROSOFT_365 if is_microsoft else Profile.GENERIC
    if profile is Profile.GOOGLE:
        pinned = pinned or _GOOGLES_NAME
    return Trust(pinned or None, profile, sealers, exchange)


def judge(mail: Mail, trust: Trust, people: People | None = None) -> Verdict:
    """Return how far the From address is proven, by the servers that are trusted.

    With ``people``, whom its name or address imitates is told too; what imitates is never proven.
    """
    found = _judge_alone(mail, trust, people)
    imitated = find_imitated(mail.sender, people) if people and mail.sender else None
    if imitated is None:
        return found
    person, how = imitated
    verdict = Proof.FORGED if found.verdict is Proof.FORGED else Proof.UNPROVEN
    because = f"{how}; {found.because}" if verdict is Proof.FORGED else how
    return Verdict(verdict, because, person.email)


def _judge_alone(mail: Mail, trust: Trust, people: People | None) -> Verdict:
    problem = _find_ambiguous_sender(mail)
    if problem:
        return _unproven(problem)
    if mail.sender is None:
        return _unproven("no From address can be read")
    found = _hear(mail, mail.sender.email, trust)
    between = _find_go_between(mail, mail.sender.email, people)
    if found.verdict is Proof.PROVEN and between:
        return _unproven(between)
    return found


def _hear(mail: Mail, email: str, trust: Trust) -> Verdict:
    """What the trusted servers say, or, where they say nothing, the signature that was checked here."""
    microsoft = trust.profile is Profile.MICROSOFT_365
    if not (trust.authserv_id or microsoft or trust.signed):
        return _unproven("no mail server is configured whose word counts")
    topmost = header(mail, "authentication-results")
    named_by, checks = (None, ()) if topmost is None else read_checks(topmost)
    if microsoft:
        checks = checks or read_microsoft(topmost or "")
        if _is_internal(mail, checks, trust):
            return Verdict(Proof.PROVEN, "Microsoft 365 marks it as sent from inside the organisation")
    elif not (topmost and trust.authserv_id and (named_by or "").lower() == trust.authserv_id.lower()):
        return _hear_signature(email, trust, topmost, named_by)
    if topmost is None:
        return _unproven("the mail server recorded no check of the sender")
    sealed = None if microsoft else find_sealed(mail, trust, checks)
    if sealed is not None and _weigh(email, sealed[1]).verdict is Proof.PROVEN:
        return Verdict(Proof.PROVEN, f"{sealed[0]}, which forwarded it, found it to be from {email} (ARC)")
    return _weigh(email, checks, microsoft=microsoft)


def _hear_signature(email: str, trust: Trust, topmost: str | None, named_by: str | None) -> Verdict:
    """Without a word of the pinned server: a signature of exactly the From domain, checked by ourselves."""
    domain = email.rpartition("@")[2]
    if domain in trust.signed:
        return Verdict(Proof.PROVEN, f"the mail is signed by {domain} (DKIM, checked by Headsup itself)")
    if topmost is None:
        return _unproven("the mail server recorded no check of the sender")
    return _unproven(f"the topmost check is by {named_by or 'an unnamed server'}, not by {trust.authserv_id}")


def _unproven(because: str) -> Verdict:
    return Verdict(Proof.UNPROVEN, because)


# ── what no server's word helps against ────────────────────────────────────────────────────


def _find_ambiguous_sender(mail: Mail) -> str | None:
    """Several From headers or addresses: programs differ on which one they show and check."""
    values = headers(mail, "from")
    if len(values) > 1:
        return "it has more than one From header"
    if values and len({found.lower() for found in EMAIL.findall(values[0])}) > 1:
        return "its From header holds more than one address"
    if values and "," in values[0].partition("<")[0].replace('"', "") and values[0].count("<") > 1:
        return "its From header holds more than one sender"
    return None


def _find_go_between(mail: Mail, email: str, people: People | None) -> str | None:
    """Say who handed the mail on in its writer's name: a secretary, a mailing list, a redirection.

    The writer's servers may vouch for every word of it, and it was still not sent to Headsup by the writer.
    """
    own = {email}
    for person in named(people) if people else ():
        own |= person.addresses if email in person.addresses else frozenset()
    for name in ("sender", "resent-from", "resent-sender"):
        for value in headers(mail, name):
            others = {found.lower() for found in EMAIL.findall(value)} - own
            if others or not EMAIL.search(value):
                return f"{', '.join(sorted(others)) or 'somebody else'} sent it on in the name of {email}"
    lists = " ".join((*headers(mail, "list-id"), *headers(mail, "list-post"))).lower()
    inbox = people.inbox if people else ""
    if lists and not (inbox and (inbox in lists or f"<{inbox.replace('@', '.')}>" in lists)):
        return "it came through a mailing list"
    return None


# ── what the checks prove ──────────────────────────────────────────────────────────────────


def _is_internal(mail: Mail, checks: tuple[Check, ...], trust: Trust) -> bool:
    """Whether Exchange itself says that somebody of the organisation, signed in, sent it.

    Microsoft 365 takes these headers out of mail from outside ("header firewall") and writes its own. Its
    mark is believed where it stands once, names the Exchange server that made it, and no check of an outside
    server contradicts it. The school's own Exchange servers count when they are configured.
    """
    marks = headers(mail, "x-ms-exchange-organization-authas")
    sources = headers(mail, "x-ms-exchange-organization-authsource")
    if len(marks) != 1 or len(sources) != 1 or marks[0].strip().lower() != "internal":
        return False
    if any(check.result in ("fail", "softfail") for check in checks if check.method in ("dmarc", "compauth")):
        return False
    source = sources[0].strip().lower()
    if source in (one.lower() for one in trust.exchange):
        return True
    outside = any(check.method in ("spf", "compauth") and check.result != "none" for check in checks)
    return source.endswith(_MICROSOFTS_SERVERS) and not outside


def _weigh(email: str, checks: tuple[Check, ...], *, microsoft: bool = False) -> Verdict:
    domain = email.rpartition("@")[2]
    composite = next((check for check in checks if check.method == "compauth"), None) if microsoft else None
    reason = composite.facts.get("reason", "") if composite else ""
    sealed = composite is not None and composite.result == "pass" and reason == _TRUSTED_SEALER
    if not sealed and any(check.method == "dmarc" and check.result == "fail" for check in checks):
        return Verdict(Proof.FORGED, f"DMARC failed: {domain} did not send it")
    if composite is not None and composite.result in ("fail", "softfail"):
        return _unproven(f"Microsoft 365 does not believe the sender (compauth={composite.result})")
    other = _find_other_account(checks, email)
    if other:
        return _unproven(f"{other} signed in to send it, not {email}")
    for check in checks:
        because = _find_proof(check, email, domain)
        if because:
            return Verdict(Proof.PROVEN, because)
    if composite is not None and composite.result == "pass" and reason.startswith("1"):
        return Verdict(Proof.PROVEN, f"Microsoft 365 vouches for the sender (compauth, reason {reason})")
    passed = sorted({check.method for check in checks if check.result == "pass"})
    if passed:
        return _unproven(f"{', '.join(passed)} passed, but not for {domain}")
    return _unproven("no check of the sender passed")


def _find_other_account(checks: tuple[Check, ...], email: str) -> str | None:
    """The account that signed in, where it is not the From address's own (RFC 8601 §2.7.4).

    A colleague's password opens the school's server too, and everything else then passes.
    """
    accounts = (c.facts.get("smtp.auth", "").strip().lower() for c in checks if c.result == "pass")
    own = (email, email.partition("@")[0])
    return next((account for account in accounts if account and account not in own), None)


def _find_proof(check: Check, email: str, domain: str) -> str | None:
    """Say what one passed check proves about the From address, or None.

    DMARC weighs SPF and DKIM itself. Alone, these prove the exact domain only: who owns a name under it
    is nobody's business but its owner's (pupils' mail often has one).
    """
    if check.result != "pass":
        return None
    facts = check.facts
    if check.method == "dmarc" and _same(facts.get("header.from", ""), domain):
        return f"DMARC passed for {domain}"
    if check.method == "dkim":
        signer = facts.get("header.d") or facts.get("header.i", "").rpartition("@")[2]
        if _bare(signer) == domain:
            return f"the mail is signed by {domain} (DKIM)"
    if check.method == "spf" and _bare(facts.get("smtp.mailfrom", "")) in (domain, email):
        return f"a server of {domain} sent it (SPF)"
    if check.method == "auth" and facts.get("smtp.auth", "").lower() == email:
        return f"{email} signed in to send it"
    return None


def _same(one: str, other: str) -> bool:
    return one.lower().rstrip(".").rpartition("@")[2] == other.lower()


def _bare(written: str) -> str:
    return written.strip().lower().rstrip(".").removeprefix("@")
