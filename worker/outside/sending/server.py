"""The server that takes our letters: how it is dialled, and signed in to."""

from __future__ import annotations

import base64
import smtplib
import ssl
from dataclasses import dataclass
from typing import Literal

from worker.errors import Misconfigured, Unreachable
from worker.outside.sending.bounded import Bounded, BoundedTls
from worker.outside.sending.talk import LaterError, reply, said
from worker.outside.setup.credentials import Secret, Token, choose_mechanism, first_response, say_why
from worker.outside.wire import refused_certificate, require_encryption, tune, verified_tls


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """The server that takes our letters. An empty ``user`` means that it asks for no login.

    ``read_seconds`` is the patience with each answer, ``letter_seconds`` with all that goes before a
    letter's last line. ``final_seconds`` is the patience after it: giving up there leaves the letter in
    doubt, so RFC 5321 §4.5.3.2.6 asks for minutes. Raises Misconfigured for a connection without TLS to
    another machine.
    """

    host: str
    port: int
    user: str = ""
    tls: Literal["implicit", "starttls", "none"] = "starttls"
    ca_file: str | None = None
    connect_seconds: float = 10.0
    read_seconds: float = 60.0
    letter_seconds: float = 300.0
    final_seconds: float = 300.0

    def __post_init__(self) -> None:
        if self.tls == "none":
            require_encryption("smtp", self.host)


class Server:
    """One SMTP server. Raises Misconfigured when the login or the certificate is refused, else LaterError."""

    def __init__(self, settings: SmtpSettings, secret: Secret) -> None:
        self.settings = settings
        self.where = f"{settings.host}:{settings.port}"
        self._secret = secret

    def connect(self) -> Bounded:
        """Return a new connection, encrypted and signed in as the settings ask."""
        settings = self.settings
        tls = None if settings.tls == "none" else verified_tls("smtp", settings.ca_file)
        try:
            smtp = self._dial(tls if settings.tls == "implicit" else None)
            try:
                self._prepare(smtp, tls if settings.tls == "starttls" else None)
            except BaseException:
                smtp.close()
                raise
        except ssl.SSLCertVerificationError as error:
            raise refused_certificate("smtp", self.where, error) from error
        except (smtplib.SMTPException, OSError, ValueError) as error:
            # ValueError: a challenge to the login that is no Base64.
            raise LaterError(said(error)) from error
        return smtp

    def _dial(self, tls: ssl.SSLContext | None) -> Bounded:
        host, port, patience = self.settings.host, self.settings.port, self.settings.connect_seconds
        # The name given here is replaced; without one smtplib would ask the DNS for ours.
        if tls is not None:
            return BoundedTls(host, port, local_hostname="localhost", timeout=patience, context=tls)
        return Bounded(host, port, local_hostname="localhost", timeout=patience)

    def _prepare(self, smtp: Bounded, start_tls: ssl.SSLContext | None) -> None:
        assert smtp.sock is not None
        smtp.allow(self.settings.letter_seconds)
        tune(smtp.sock)
        smtp.sock.settimeout(self.settings.read_seconds)
        address = smtp.sock.getsockname()[0]
        smtp.local_hostname = f"[IPv6:{address}]" if ":" in address else f"[{address}]"
        smtp.ehlo_or_helo_if_needed()
        if start_tls is not None:
            # A missing STARTTLS may be somebody listening in, so there is no going on without it.
            if not smtp.has_extn("starttls"):
                raise LaterError("it offers no STARTTLS, and nothing is sent without encryption")
            smtp.starttls(context=start_tls)
            smtp.ehlo_or_helo_if_needed()
        if self.settings.user:
            self._sign_in(smtp)

    def _sign_in(self, smtp: smtplib.SMTP) -> None:
        user, secret = self.settings.user, self._fetch_secret()
        offered = set(smtp.esmtp_features.get("auth", "").upper().split())
        try:
            if isinstance(secret, Token):
                self._sign_in_by_token(smtp, secret, choose_mechanism(offered))
            elif not {"CRAM-MD5", "PLAIN", "LOGIN"} & offered:
                raise self.refused_login("it offers no login by password on this port", secret)
            elif (user + secret).isascii():
                smtp.login(user, secret)
            else:  # smtplib's login is ASCII only; PLAIN is UTF-8 (RFC 4616).
                plain = _base64(f"\0{user}\0{secret}".encode())
                _accept(*smtp.docmd("AUTH", f"PLAIN {plain}"))
        except smtplib.SMTPAuthenticationError as error:
            if 500 <= error.smtp_code <= 599:
                raise self.refused_login(reply(error.smtp_code, error.smtp_error), secret) from error
            raise

    def _fetch_secret(self) -> str | Token:
        try:
            return self._secret()
        except Unreachable as error:  # the service that gives tokens is away
            raise LaterError(str(error)) from error

    def _sign_in_by_token(self, smtp: smtplib.SMTP, token: Token, mechanism: str | None) -> None:
        """AUTH (RFC 4954 §4), in two steps: a token is too long for the first line."""
        settings = self.settings
        if mechanism is None:
            raise self.refused_login("it takes no tokens (XOAUTH2) on this port", token)
        code, words = smtp.docmd("AUTH", mechanism)
        if code == 334:
            first = first_response(mechanism, settings.user, token.value, settings.host, settings.port)
            code, words = smtp.docmd(_base64(first))
        if code == 334:  # why it refuses, in JSON; it says so after our next line (RFC 7628 §3.2.3)
            code, words = smtp.docmd("AQ==" if mechanism == "OAUTHBEARER" else "")
        _accept(code, words)

    def refused_login(self, words: str, secret: str | Token | None = None) -> Misconfigured:
        """A login that was refused, or asked for, in so many words: what it means and what to do."""
        user = self.settings.user or "nobody"
        advice = say_why("smtp", user, secret if secret is not None else "", words)
        remedy = advice or "Check user and password."
        problem = f"[smtp] {self.where} refuses the login of {user}. {remedy} (The server says: {words})"
        return Misconfigured([problem])


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _accept(code: int, words: bytes) -> None:
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, words)
