"""Whether a forwarder that the school trusts vouches for the sender (ARC, RFC 8617).

Forwarding breaks SPF and often DKIM. A forwarder may seal what it found when the mail reached it. The
seals are checked by the pinned server, which says ``arc=pass``; whose seals count is the school's choice,
for anybody may seal: a chain proves who sealed it, not that what they say is true.
"""

from __future__ import annotations

import re

from worker.model import Mail, Trust
from worker.reading.message.mail import headers
from worker.reading.senders.serverchecks import Check, read_checks

_MOST = 50
"""Sets in a chain (RFC 8617 §4.2.1)."""
_TAG = re.compile(r"(?:^|;)\s*([a-z]+)\s*=\s*([^;]*)")
_INSTANCE = re.compile(r"\s*i\s*=\s*(\d{1,3})\s*;")

Tags = dict[str, str]


def find_sealed(mail: Mail, trust: Trust, checks: tuple[Check, ...]) -> tuple[str, tuple[Check, ...]] | None:
    """Return the first sealer and what it found of the sender; None where the chain proves nothing.

    Every seal below the pinned server's own must be by a trusted sealer: each could have changed the
    mail, and only its own honesty says that it did not.
    """
    if not trust.sealers or [check.result for check in checks if check.method == "arc"] != ["pass"]:
        return None
    chain = _read_chain(mail)
    if chain and _name_of(chain[-1][0]) == (trust.authserv_id or "").lower():
        chain = chain[:-1]
    if not chain:
        return None
    trusted = {domain.lower() for domain in trust.sealers}
    for _, signature, seal in chain:
        covered = {name.strip().lower() for name in signature.get("h", "").split(":")}
        if (
            not {seal.get("d", "").lower(), signature.get("d", "").lower()} <= trusted
            or "from" not in covered
        ):
            return None
    return chain[0][2]["d"].lower(), read_checks(chain[0][0])[1]


def _read_chain(mail: Mail) -> list[tuple[str, Tags, Tags]]:
    """The sets from the first seal to the last: (what was found, signature, seal); none of a broken chain."""
    found: dict[int, str] = {}
    for value in headers(mail, "arc-authentication-results"):
        instance = _INSTANCE.match(value)
        if instance is None or int(instance[1]) in found:
            return []
        found[int(instance[1])] = value[instance.end() :].strip()
    signatures, seals = _numbered(mail, "arc-message-signature"), _numbered(mail, "arc-seal")
    numbers = list(range(1, len(found) + 1))
    if not (sorted(found) == sorted(signatures) == sorted(seals) == numbers) or len(numbers) > _MOST:
        return []
    if any(seals[n].get("cv", "").lower() != ("none" if n == 1 else "pass") for n in numbers):
        return []
    return [(found[n], signatures[n], seals[n]) for n in numbers]


def _numbered(mail: Mail, name: str) -> dict[int, Tags]:
    """Each header of one kind by its instance; what is doubled or out of shape leaves nothing."""
    every = [
        {tag: "".join(value.split()) for tag, value in _TAG.findall(one[:20_000])}
        for one in headers(mail, name)
    ]
    numbers = [tags.get("i", "") for tags in every]
    if not all(number.isascii() and number.isdigit() for number in numbers) or len(set(numbers)) < len(every):
        return {}
    return {int(number): tags for number, tags in zip(numbers, every, strict=True)}


def _name_of(found: str) -> str:
    return (read_checks(found)[0] or "").lower()
