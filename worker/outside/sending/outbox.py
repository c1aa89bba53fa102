"""Sending letters over SMTP, knowing exactly how far each one came.

smtplib's ``sendmail`` cannot tell "not taken" from "taken, answer lost", so the dialogue is
driven here, command by command (RFC 5321 §3.3).
"""

from __future__ import annotations

import contextlib
import re
import smtplib
from collections.abc import Iterator, Sequence
from datetime import datetime

from worker.model import Delivery, DeliveryState
from worker.outside.sending.bounded import Bounded
from worker.outside.sending.envelope import CannotCarryError, check_addresses, mail_options
from worker.outside.sending.server import Server, SmtpSettings
from worker.outside.sending.talk import LaterError, Talk, find_unasked, reply, said
from worker.outside.setup.credentials import Secret
from worker.outside.wire import certificate_ends

__all__ = ("Outbox", "SmtpSettings")

_LEAVE_SECONDS = 2.0
_LOGIN_WANTED = {530, 534, 535, 538}
_BARE_END = re.compile(rb"\r\n|\r|\n")
_DOT_FIRST = re.compile(rb"(?m)^\.")


class Outbox:
    """One SMTP server, for one thread; a connection is opened when needed and kept until ``close``."""

    def __init__(self, settings: SmtpSettings, secret: Secret) -> None:
        self.settings = settings
        self._server = Server(settings, secret)
        self._where = self._server.where
        self._smtp: Bounded | None = None

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
                self._smtp.sock.settimeout(_LEAVE_SECONDS)
                self._smtp.allow(_LEAVE_SECONDS)
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

    def _offer(self, letter: bytes, sender: str, to: Sequence[str]) -> Bounded:
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
            self._smtp.allow(self.settings.letter_seconds)
            commands = _commands(self._smtp, letter, sender, to)
            with contextlib.suppress(LaterError):
                talk = Talk(self._smtp, ("RSET", *commands))
                if talk.next()[0] == 250:
                    return talk
            self._drop()
        self._smtp = smtp = self._server.connect()
        return Talk(smtp, _commands(smtp, letter, sender, to))

    def _agree(self, talk: Talk, sender: str, to: Sequence[str]) -> None:
        """Hear that the sender and every recipient are taken, and that the letter may come."""
        code, words = talk.next()
        if code in _LOGIN_WANTED:
            raise self._server.refused_login(words)
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

    def _data(self, smtp: Bounded, letter: bytes) -> None:
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

    def _final(self, smtp: Bounded) -> Delivery:
        """The final dot and its answer; whatever comes instead of an answer leaves the letter in doubt."""
        try:
            assert smtp.sock is not None
            smtp.sock.settimeout(self.settings.final_seconds)
            smtp.allow(self.settings.final_seconds)
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


def _check(code: int, wanted: int, words: str) -> None:
    if 500 <= code <= 599:
        raise CannotCarryError(words)
    if code != wanted:
        raise LaterError(words)
