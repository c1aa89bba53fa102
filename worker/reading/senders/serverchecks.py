"""What a mail server wrote down about a sender: one Authentication-Results value into its checks.

Owner of authres (RFC 8601). Microsoft's own header breaks that grammar and is read by its shape.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import authres

_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Check:
    """One method's result from the header: ``spf``, ``pass``, ``{"smtp.mailfrom": …}``."""

    method: str
    result: str
    facts: dict[str, str]


def read_checks(value: str) -> tuple[str | None, tuple[Check, ...]]:
    """Return the server's name and its checks; a header that breaks the grammar says nothing.

    A property given twice (two domains for one signature) is no property: nothing may rest on which of
    the two is read.
    """
    try:
        parsed = authres.AuthenticationResultsHeader.parse(f"Authentication-Results: {value[:_LONGEST]}")
    except Exception:  # noqa: BLE001  the parser's own errors on hostile headers are not a closed list
        return None, ()
    checks = tuple(
        Check((found.method or "").lower(), (found.result or "").lower(), _facts(found.properties))
        for found in parsed.results
    )
    return parsed.authserv_id, checks


def _facts(properties: list[authres.AuthenticationResultProperty]) -> dict[str, str]:
    pairs = [(f"{one.type}.{one.name}".lower(), one.value or "") for one in properties]
    return _once(pairs)


_COMMENT = re.compile(r"\([^()]{0,2000}\)")
_PAIR = re.compile(r"([a-z][a-z.]{1,40})=([^\s;]{1,300})", re.IGNORECASE)


def read_microsoft(value: str) -> tuple[Check, ...]:
    """Read Microsoft 365's header: no server name, bare ``action=none``, domains and never whole addresses.

    Quotes stand in none of these: where there are any, somebody else's words are in it.
    """
    if '"' in value or len(value) > _LONGEST:
        return ()
    checks = []
    for clause in _COMMENT.sub(" ", value).split(";"):
        pairs = [(name.lower(), content) for name, content in _PAIR.findall(clause)]
        if pairs:
            checks.append(Check(pairs[0][0], pairs[0][1].lower(), _once(pairs[1:])))
    return tuple(checks)


def _once(pairs: list[tuple[str, str]]) -> dict[str, str]:
    names = [name for name, _ in pairs]
    return {name: content for name, content in pairs if names.count(name) == 1}
