"""What a mail account is signed in with: a password, or an access token that takes its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from worker.outside.signin.refusals import Facts, explain


@dataclass(frozen=True, slots=True)
class Token:
    """An OAuth2 access token (RFC 6750). ``refused`` says what a refusal of it means, and what to do.

    It is given where the refusal came from (``imap`` or ``smtp``), who signed in, and the server's
    words; the token is not used again after it.
    """

    value: str = field(repr=False)
    refused: Callable[[str, str, str], str]


Secret = Callable[[], str | Token]
"""Gives what to sign in with, anew at each call. Raises Misconfigured or Unreachable."""


def say_why(at: str, user: str, secret: str | Token, words: str) -> str:
    """What a server's refusal of this secret means and what to do, or "" where nothing is known of it."""
    if isinstance(secret, Token):
        return secret.refused(at, user, words)
    return explain(at, words, Facts("password", user))


def choose_mechanism(offered: Collection[str]) -> str | None:
    """The SASL mechanism for a token among those a server offers; None if it takes none."""
    ours = ("XOAUTH2", "OAUTHBEARER")
    return next((mechanism for mechanism in ours if mechanism in offered), None)


def first_response(mechanism: str, user: str, token: str, host: str, port: int) -> bytes:
    """What a client says first: XOAUTH2 as Google and Microsoft define it, OAUTHBEARER as RFC 7628 §3.1.

    ``user`` cannot break out of its place: control characters, commas and equals signs are escaped or
    refused by the grammar of the mechanism.
    """
    safe = re.sub(r"[\x00-\x1f\x7f]", "", user)
    if mechanism == "XOAUTH2":
        return f"user={safe}\x01auth=Bearer {token}\x01\x01".encode()
    name = safe.replace("=", "=3D").replace(",", "=2C")  # RFC 5801 §4
    return f"n,a={name},\x01host={host}\x01port={port}\x01auth=Bearer {token}\x01\x01".encode()
