"""Sending letters over SMTP, knowing exactly how far each one came.

smtplib's ``sendmail`` cannot tell "not taken" from "taken, answer lost", so the dialogue is
driven here, command by command (RFC 5321 §3.3).
"""

from __future__ import annotations

import base64
import contextlib
import re
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from worker.errors import Misconfigured, Unreachable
from worker.model import Delivery, DeliveryState
from worker.outside.sending.envelope import CannotCarryError, check_addresses, mail_options
from worker.outside.sending.talk import LaterError, Talk, find_unasked, reply, said
from worker.outside.setup.credentials import Secret, Token, choose_mechanism, first_response, say_why
from worker.outside.wire import (
    certificate_ends,
    refused_certificate,
    require_encryption,
    tune,
    verified_tls,
)

_LOGIN_WANTED = {530, 534, 535, 538}
_BARE_END = re.compile(rb"\r\n|\r|\n")
_DOT_FIRST = re.compile(rb"(?m)^\.")


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """The server that takes our letters. An empty ``user`` means that it asks for no login.

    ``final_seconds`` is the patience after a letter's last line: giving up there leaves the
    letter in doubt, so RFC 5321 §4.5.3.2.6 asks for minutes. Raises Misconfigured for a
    connection without TLS to another machine.
    """

    host: str
    port: int
    user: str = ""
    tls: Literal["implicit", "starttls", "none"] = "starttls"
    ca_file: str | None = None
    connect_seconds: float = 10.0
    read_seconds: float = 60.0
    final_seconds: float = 300.0

    def __post_init__(self) -> None:
        if self.tls == "none":
            require_encryption("smtp", self.host)


class Outbox:
    """One SMTP server, for one thread; a connection is opened when needed and kept until ``close``."""

    def __init__(self, settings: SmtpSettings, secret: Secret) -> None:
        self.settings = settings
        self._secret = secret
        self._where = f"{settings.host}:{settings.port}"
        self._smtp: smtplib.SMTP | None = None

    @contextlib.contextmanager
    def session(self) -> Iterator[Outbox]:
        """One connection for a burst of letters, closed at the end."""
        try:
            yield self
        finally:
            self.close()

    def send(self, raw: bytes, sender: str, to: Sequence[str]) -> Delivery:
        """Offer one letter to the server, for all of ``to`` or for none.

        A letter shows all its recipients, and the approval was for all of them: if the server
        refuses one, the data is never sent and nobody gets it (REFUSED, naming the address;
        LATER if the refusal was a temporary one). Raises only Misconfigured, when the login or
        the server's certificate is refused. Whatever else happens is the Delivery:
        LATER until the final dot is on its way, IN_DOUBT from then until the server has answered.
        """
        try:
            check_addresses(sender, to)
            letter = _on_the_line(raw)
            smtp = self._offer(letter, sender, to)
            self._data(smtp, letter)
        except CannotCarryError as refusal:
            self._reset()
            return Delivery(DeliveryState.REFUSED, f"{self._where}: {refusal}", refusal.refused)
        except LaterError as delay:
            self._reset()
            return Delivery(DeliveryState.LATER, f"{self._where}: {delay}")
        except BaseException:
            self._drop()
            raise
        return self._final(smtp)

    def certificate_ends(self) -> datetime | None:
        """When the certificate of the server that a letter was just given to ends; None without TLS."""
        return certificate_ends(self._smtp.sock if self._smtp is not None else None)

    def close(self) -> None:
        """Take leave of the server. Safe at any time, and twice."""
        if self._smtp is not None and self._smtp.sock is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                self._smtp.sock.settimeout(2)
                self._smtp.docmd("QUIT")
        self._drop()

    def _drop(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with contextlib.suppress(OSError):
                smtp.close()

    def _reset(self) -> None:
        if self._smtp is not None:
            with contextlib.suppress(LaterError):
                Talk(self._smtp, ("RSET",)).next()
                return
        self._drop()

    def _offer(self, letter: bytes, sender: str, to: Sequence[str]) -> smtplib.SMTP:
        """Everything before the letter; gives the connection on which the server waits for it now."""
        talk = self._begin(letter, sender, to)
        try:
            self._agree(talk, sender, to)
        except (CannotCarryError, LaterError):
            if not talk.break_off():
                self._drop()
            raise
        assert self._smtp is not None
        return self._smtp

    def _begin(self, letter: bytes, sender: str, to: Sequence[str]) -> Talk:
        """On the open connection, if the server has not hung up meanwhile, or on a new one."""
        if self._smtp is not None:
            commands = _commands(self._smtp, letter, sender, to)
            with contextlib.suppress(LaterError):
                talk = Talk(self._smtp, ("RSET", *commands))
                if talk.next()[0] == 250:
                    return talk
            self._drop()
        smtp = self._connect()
        return Talk(smtp, _commands(smtp, letter, sender, to))

    def _connect(self) -> smtplib.SMTP:
        """A new connection, kept only once it is encrypted and signed in as the settings ask."""
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
            raise refused_certificate("smtp", self._where, error) from error
        except (smtplib.SMTPException, OSError, ValueError) as error:
            # ValueError: a challenge to the login that is no Base64.
            raise LaterError(said(error)) from error
        self._smtp = smtp
        return smtp

    def _dial(self, tls: ssl.SSLContext | None) -> smtplib.SMTP:
        host, port, patience = self.settings.host, self.settings.port, self.settings.connect_seconds
        # The name given here is replaced; without one smtplib would ask the DNS for ours.
        if tls is not None:
            return smtplib.SMTP_SSL(host, port, local_hostname="localhost", timeout=patience, context=tls)
        return smtplib.SMTP(host, port, local_hostname="localhost", timeout=patience)

    def _prepare(self, smtp: smtplib.SMTP, start_tls: ssl.SSLContext | None) -> None:
        assert smtp.sock is not None
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
                raise self._refused_login("it offers no login by password on this port", secret)
            elif (user + secret).isascii():
                smtp.login(user, secret)
            else:  # smtplib's login is ASCII only; PLAIN is UTF-8 (RFC 4616).
                plain = _base64(f"\0{user}\0{secret}".encode())
                _accept(*smtp.docmd("AUTH", f"PLAIN {plain}"))
        except smtplib.SMTPAuthenticationError as error:
            if 500 <= error.smtp_code <= 599:
                raise self._refused_login(reply(error.smtp_code, error.smtp_error), secret) from error
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
            raise self._refused_login("it takes no tokens (XOAUTH2) on this port", token)
        code, words = smtp.docmd("AUTH", mechanism)
        if code == 334:
            first = first_response(mechanism, settings.user, token.value, settings.host, settings.port)
            code, words = smtp.docmd(_base64(first))
        if code == 334:  # why it refuses, in JSON; it says so after our next line (RFC 7628 §3.2.3)
            code, words = smtp.docmd("AQ==" if mechanism == "OAUTHBEARER" else "")
        _accept(code, words)

    def _refused_login(self, words: str, secret: str | Token | None = None) -> Misconfigured:
        user = self.settings.user or "nobody"
        advice = say_why("smtp", user, secret if secret is not None else "", words)
        remedy = advice or "Check user and password."
        problem = f"[smtp] {self._where} refuses the login of {user}. {remedy} (The server says: {words})"
        return Misconfigured([problem])

    def _agree(self, talk: Talk, sender: str, to: Sequence[str]) -> None:
        """Hear that the sender and every recipient are taken, and that the letter may come."""
        code, words = talk.next()
        if code in _LOGIN_WANTED:
            raise self._refused_login(words)
        _check(code, 250, f"the sender {sender} is not accepted: {words}")
        answers = {}
        for recipient in to:
            answers[recipient] = code, words = talk.next()
            if code == 421:
                raise LaterError(words)
        refused = tuple((r, words) for r, (code, words) in answers.items() if 500 <= code <= 599)
        if refused:
            names = "; ".join(f"{recipient} ({words})" for recipient, words in refused)
            raise CannotCarryError(f"the letter was sent to nobody, since this is refused: {names}", refused)
        for recipient, (code, words) in answers.items():
            if code not in (250, 251):
                raise LaterError(f"{recipient} is not taken now: {words}")
        code, words = talk.next()
        _check(code, 354, words)

    def _data(self, smtp: smtplib.SMTP, letter: bytes) -> None:
        """Everything but the final dot: an error up to here means that the server has no letter."""
        if letter.startswith(b".") or b"\n." in letter:
            letter = _DOT_FIRST.sub(b"..", letter)
        try:
            smtp.send(letter if letter.endswith(b"\r\n") or not letter else letter + b"\r\n")
        except (smtplib.SMTPException, OSError) as error:
            raise LaterError(said(error)) from error
        unasked = find_unasked(smtp)
        if unasked is not None:  # without its dot no letter is taken: nobody hears of what was sent so far
            self._drop()
            _check(unasked[0], 0, unasked[1])

    def _final(self, smtp: smtplib.SMTP) -> Delivery:
        """The final dot and its answer; whatever comes instead of an answer leaves the letter in doubt."""
        try:
            assert smtp.sock is not None
            smtp.sock.settimeout(self.settings.final_seconds)
            code, answer = smtp.docmd(".")
            smtp.sock.settimeout(self.settings.read_seconds)
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            return Delivery(DeliveryState.IN_DOUBT, f"{self._where}: the letter went out, then {said(error)}")
        except BaseException:
            self._drop()
            raise
        states = {2: DeliveryState.ACCEPTED, 4: DeliveryState.LATER, 5: DeliveryState.REFUSED}
        state = states.get(code // 100, DeliveryState.IN_DOUBT)
        if state is DeliveryState.IN_DOUBT:
            self._drop()
        return Delivery(state, f"{self._where}: {reply(code, answer)}")


def _commands(smtp: smtplib.SMTP, letter: bytes, sender: str, to: Sequence[str]) -> tuple[str, ...]:
    """What is said before the letter."""
    options = mail_options(smtp.esmtp_features, letter, (sender, *to))
    smtp.command_encoding = "utf-8" if "SMTPUTF8" in options else "ascii"
    mail = " ".join([f"MAIL FROM:<{sender}>", *options])
    return mail, *(f"RCPT TO:<{recipient}>" for recipient in to), "DATA"


def _on_the_line(raw: bytes) -> bytes:
    """A letter with the line ends of the network."""
    ends = raw.count(b"\r\n")
    return raw if raw.count(b"\n") == raw.count(b"\r") == ends else _BARE_END.sub(b"\r\n", raw)


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _accept(code: int, words: bytes) -> None:
    if code != 235:
        raise smtplib.SMTPAuthenticationError(code, words)


def _check(code: int, wanted: int, words: str) -> None:
    if 500 <= code <= 599:
        raise CannotCarryError(words)
    if code != wanted:
        raise LaterError(words)
