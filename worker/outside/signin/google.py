"""Google's sign-in service, through its own library: a service account that acts for the mailbox's user."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from google.auth.exceptions import GoogleAuthError, RefreshError, TransportError
from google.auth.transport.requests import Request
from google.oauth2 import service_account

from worker.outside.signin.plan import Granted, Refused, SigninSettings
from worker.outside.signin.web import Web

_CREDENTIALS: Any = service_account.Credentials  # it has no types
SCOPE = "https://mail.google.com/"
"""The one scope under which Gmail takes IMAP and SMTP."""


class ServiceAccount:
    """A service account with domain-wide delegation (RFC 7523)."""

    def __init__(self, settings: SigninSettings, user: str, now: Callable[[], datetime]) -> None:
        self._settings = settings
        self._user = user
        self._now = now

    def fetch(self, library: str) -> Granted:  # noqa: ARG002  a service account keeps nothing
        """A new token; see `Source.fetch`."""
        assert self._settings.key is not None
        try:
            info = json.loads(self._settings.key())
            account = _CREDENTIALS.from_service_account_info(info, scopes=[SCOPE], subject=self._user)
        except (ValueError, TypeError, AttributeError, GoogleAuthError) as error:
            raise Refused(f"key_file: {error}") from error
        try:
            account.refresh(Request(Web(self._settings.ca_file)))
        except TransportError as error:
            raise OSError(str(error)) from error
        except RefreshError as error:
            raise Refused(str(error)) from error
        ends = account.expiry.replace(tzinfo=UTC)
        return Granted(account.token, (ends - self._now()).total_seconds())


def client_id_of(key: str) -> str:
    """The service account's client id, which the delegation is made for; "" where the key has none."""
    try:
        return str(json.loads(key).get("client_id", ""))
    except (ValueError, AttributeError):
        return ""
