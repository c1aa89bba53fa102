"""How Headsup signs in to its mailbox: the ``[signin]`` table, and what a source of tokens is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

Method = Literal["password", "microsoft-app", "microsoft-code", "google"]


@dataclass(frozen=True, slots=True)
class SigninSettings:
    """Which way, and for whom. ``secret``, ``certificate`` and ``key`` give their text, read anew each time.

    ``account`` is who signs in by code, where that is not the mailbox's own user. ``secret_ends`` is
    the last day of the client secret, which only the sign-in service knows.
    """

    method: Method = "password"
    tenant: str = ""
    client_id: str = ""
    account: str = ""
    authority: str = "https://login.microsoftonline.com"
    ca_file: str | None = None
    secret: Callable[[], str] | None = field(default=None, repr=False)
    certificate: Callable[[], str] | None = field(default=None, repr=False)
    key: Callable[[], str] | None = field(default=None, repr=False)
    secret_ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class Granted:
    """What a sign-in service gave: an access token for so many seconds, and what its library keeps."""

    token: str = field(repr=False)
    seconds: float
    library: str = field(default="", repr=False)


class Refused(Exception):
    """The sign-in service said no. The text is its own; what it means is in ``knowledge/signin.toml``."""


class Source(Protocol):
    """One way to get an access token from a sign-in service."""

    def fetch(self, library: str) -> Granted:
        """A new token. ``library`` is what came with the last one. Refused, or OSError for the network."""
        ...
