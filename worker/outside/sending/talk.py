"""Commands to a mail server and their replies, several in one go where it offers that (RFC 2920)."""

from __future__ import annotations

import smtplib
import ssl
from collections import deque
from collections.abc import Iterable

from worker.outside.wire import hurry, in_words, one_line

_GO_ON = 354


class LaterError(Exception):
    """This attempt is over, and the server certainly has no letter."""


class Talk:
    """Some commands to a server that offers PIPELINING said at once, to another each when its reply is read.

    Each reply belongs to the command in the same place. ``next`` raises LaterError when none comes.
    """

    def __init__(self, smtp: smtplib.SMTP, commands: Iterable[str]) -> None:
        self._smtp = smtp
        self._open = deque(commands)
        self._at_once = smtp.has_extn("pipelining")
        if self._at_once:
            try:
                smtp.send("".join(f"{command}\r\n" for command in self._open))
            except (smtplib.SMTPException, OSError) as error:
                raise LaterError(said(error)) from error

    def next(self) -> tuple[int, str]:
        """Return the reply to the next command: its code, and all of it in a line."""
        command = self._open.popleft()
        if self._smtp.sock is None:
            raise LaterError("it broke the connection")
        try:
            if self._at_once:
                hurry(self._smtp.sock)
            else:
                self._smtp.putcmd(command)
            code, words = self._smtp.getreply()
        except (smtplib.SMTPException, OSError) as error:
            raise LaterError(said(error)) from error
        if code <= 0:  # nobody knows what is answered next
            self._smtp.close()
        return code, reply(code, words)

    def break_off(self) -> bool:
        """Say no more, and hear what was said; return whether the server takes commands now.

        It does not where it waits for a letter that is not to come: then hanging up is all there is.
        """
        while self._at_once and self._open:
            try:
                if self.next()[0] == _GO_ON:
                    return False
            except LaterError:
                return False
        return True


def find_unasked(smtp: smtplib.SMTP) -> tuple[int, str] | None:
    """A reply that waits although nothing is asked; None where there is none.

    It must not be taken for the answer to what is asked next. Raises LaterError if the connection broke.
    """
    assert smtp.sock is not None
    assert smtp.file is not None
    patience = smtp.sock.gettimeout()
    try:
        smtp.sock.settimeout(0)
        waits = bool(smtp.file.peek(1))
        smtp.sock.settimeout(patience)
        if not waits:
            return None
        code, words = smtp.getreply()
    except ssl.SSLWantReadError:
        smtp.sock.settimeout(patience)
        return None
    except (smtplib.SMTPException, OSError) as error:
        raise LaterError(said(error)) from error
    return code, reply(code, words)


def reply(code: int, words: bytes | str) -> str:
    """A reply in one line."""
    return f"{code} {one_line(words)}" if code > 0 else "it answers in no way that SMTP knows"


def said(error: BaseException) -> str:
    """A failed exchange in words: the server's own, or what happened to the connection."""
    if isinstance(error, smtplib.SMTPResponseException):
        return reply(error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPServerDisconnected):
        cause = error.__context__
        return in_words(cause) if isinstance(cause, OSError) else "it broke the connection"
    return in_words(error)
