"""Tokens given to letters, and the answers that a mail can carry ready to send (``mailto:``, RFC 6068)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from urllib.parse import quote

from worker.model import Item
from worker.reading.quoted.tokens import LENGTH


def mint_token(secret: bytes, *apart: object) -> str:
    """Return a letter's token: sixty bits that nobody can tell without the key.

    ``apart`` is what sets the letter apart from every other: its number, its items, its draft, its instant.
    It is kept with the letter, so that a new key leaves the tokens that were given before as they are.
    """
    code = hmac.new(secret, f"token {apart!r}".encode("utf-8", "backslashreplace"), hashlib.sha256).digest()
    return base64.b32encode(code).decode().lower()[:LENGTH]


def tagged(inbox: str, token: str) -> str:
    """Return the address that answers to one letter go to (RFC 5233): ``reports+k7m2…@school.example``."""
    local, _, domain = inbox.partition("@")
    return f"{local}+{token}@{domain}"


def with_tag(subject: str, token: str) -> str:
    """Return a subject that bears the token."""
    return f"{subject} [#{token}]"


@dataclass(frozen=True, slots=True)
class Answers:
    """Where and how one letter can be answered without quoting it."""

    to: str
    token: str
    items: tuple[Item, ...]

    def mailto(self, n: int, decision: str) -> str:
        """Return the address of a mail ready to send that says ``decision`` of the item numbered ``n``.

        ``decision`` is a key of ``knowledge/answers.toml``. Where the mail asks about several things, and for
        a held message, the number stands before the words.
        It decides nothing by being opened: a mail must be sent, and the sender must be proven.
        """
        words = _words()[decision]
        item = next(item for item in self.items if item.n == n)
        body = words if len(self.items) == 1 and item.held is None else f"{n} {words}"
        named = f"HU-{item.ref} {words}" if item.ref else words
        subject = with_tag(named, self.token)
        return f"mailto:{_quoted(self.to, '@')}?subject={_quoted(subject, '')}&body={_quoted(body, '')}"


_quoted = lru_cache(maxsize=64)(quote)
"""The same few words answer every mail, and all answers to one go to one address."""


@cache
def _words() -> dict[str, str]:
    text = files("worker.knowledge").joinpath("answers.toml").read_text("utf-8")
    return dict(tomllib.loads(text)["words"])
