"""Microsoft's sign-in service, through its own library: as an app of its own, or as a person by a code."""

from __future__ import annotations

import contextlib
import logging
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

import msal
from cryptography import x509

from worker.outside.signin.plan import Granted, Refused, SigninSettings
from worker.outside.signin.refusals import knowledge
from worker.outside.signin.web import Web

_PEM = re.compile(r"(-----BEGIN ([A-Z ]{1,40})-----[^-]{1,20000}-----END \2-----)")
logging.getLogger("msal").setLevel(logging.ERROR)


class App:
    """An app that signs in for itself, by a secret or a certificate (RFC 6749 §4.4)."""

    def __init__(self, settings: SigninSettings) -> None:
        self._settings = settings

    def fetch(self, library: str) -> Granted:  # noqa: ARG002  an app keeps nothing between two grants
        """A new token; see `Source.fetch`."""
        scope = f"{_mail_of(self._settings, 'app')}/.default"
        app = _opened(
            msal.ConfidentialClientApplication, self._settings, client_credential=_credential(self._settings)
        )
        with _absence_is_a_network_error():
            return _granted(app.acquire_token_for_client(scopes=[scope]), "")


class Person:
    """A person who signed in once, in a browser, by a code (RFC 8628); renewed without them after that."""

    def __init__(self, settings: SigninSettings) -> None:
        self._settings = settings
        mail = _mail_of(settings, "person")
        self._scopes = [f"{mail}/IMAP.AccessAsUser.All", f"{mail}/SMTP.Send"]

    def fetch(self, library: str) -> Granted:
        """A new token by the kept refresh token; see `Source.fetch`."""
        cache = _cache(library)
        app = _opened(msal.PublicClientApplication, self._settings, token_cache=cache)
        accounts = app.get_accounts()
        if not accounts:
            raise Refused("interaction_required")
        with _absence_is_a_network_error():
            found = app.acquire_token_silent_with_error(self._scopes, accounts[0], force_refresh=True)
        return _granted(found or {"error": "interaction_required"}, cache.serialize())

    def ask(self, show: Callable[[str, str], None]) -> tuple[Granted, str]:
        """Sign a person in: ``show`` is given the page and the code; waits. Also who it was, if told."""
        cache = _cache("")
        app = _opened(msal.PublicClientApplication, self._settings, token_cache=cache)
        with _absence_is_a_network_error():
            flow = app.initiate_device_flow(scopes=self._scopes)
            if "user_code" not in flow:
                raise Refused(_words(flow))
            show(flow["verification_uri"], flow["user_code"])
            granted = _granted(app.acquire_token_by_device_flow(flow), "")
        who = "".join(one["username"] for one in app.get_accounts()[:1])
        return Granted(granted.token, granted.seconds, cache.serialize()), who


def certificate_ends_on(pem: str) -> date | None:
    """The last day of the first certificate in a PEM file; None where there is none."""
    try:
        ends: datetime = x509.load_pem_x509_certificate(pem.encode()).not_valid_after_utc
    except ValueError:
        return None
    return ends.astimezone(UTC).date()


def _mail_of(settings: SigninSettings, who: str) -> str:
    clouds = knowledge()["clouds"]
    host = urlsplit(settings.authority).hostname or ""
    mail: str = clouds.get(host, clouds["login.microsoftonline.com"])[who]
    return mail


def _credential(settings: SigninSettings) -> object:
    if settings.certificate is None:
        assert settings.secret is not None
        return settings.secret()
    blocks = _PEM.findall(settings.certificate())
    keys = [block for block, label in blocks if label.endswith("PRIVATE KEY")]
    certificates = [block for block, label in blocks if label == "CERTIFICATE"]
    if not keys or not certificates:
        raise Refused("certificate_file: it does not hold both a certificate and its private key")
    return {"private_key": keys[0], "public_certificate": certificates[0]}


def _cache(library: str) -> Any:
    cache = msal.SerializableTokenCache()
    cache.deserialize(library or None)
    return cache


def _opened(kind: Any, settings: SigninSettings, **more: object) -> Any:
    """The library's application; it asks the authority for its addresses, and nobody else."""
    try:
        return kind(
            settings.client_id,
            authority=f"{settings.authority.rstrip('/')}/{settings.tenant}",
            instance_discovery=False,
            validate_authority=False,
            http_client=Web(settings.ca_file),
            **more,
        )
    except ValueError as error:  # no such directory; or a private key that cannot be read
        raise Refused(str(error)) from error


@contextlib.contextmanager
def _absence_is_a_network_error() -> Iterator[None]:
    """The library has an error of its own for a service that answers with 5xx."""
    try:
        yield
    except msal.exceptions.MsalServiceError as error:
        raise OSError(str(error)) from error


def _granted(found: dict[str, Any], library: str) -> Granted:
    if "access_token" not in found:
        raise Refused(_words(found))
    return Granted(found["access_token"], float(found["expires_in"]), library)


def _words(found: dict[str, Any]) -> str:
    """What the service said, in one line: its code and its first sentence, without trace ids."""
    said = str(found.get("error_description", "")).partition("Trace ID:")[0]
    return " ".join(f"{found.get('error', '')}: {said}".split())
