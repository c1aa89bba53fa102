"""A connection to one folder of an IMAP server: made, kept in step, and dropped at the first trouble."""

from __future__ import annotations

import contextlib
import imaplib
import ssl
from collections.abc import Iterator
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.imap4 import IMAP4WithTimeout
from imapclient.tls import IMAP4_TLS

from worker.errors import Misconfigured, Unreachable
from worker.outside.mailbox.bounded import Bounded
from worker.outside.mailbox.idle import forget_announced
from worker.outside.mailbox.imap import (
    ImapSettings,
    Naming,
    open_folder,
    read_naming,
    refusing_the_locked_out,
    sign_in,
)
from worker.outside.setup.credentials import Secret
from worker.outside.wire import in_words, refused_certificate, tune, verified_tls


class _Plain(Bounded, IMAP4WithTimeout):  # type: ignore[misc]  # it has no types
    """What the library speaks through, without TLS."""


class _Tls(Bounded, IMAP4_TLS):  # type: ignore[misc]
    """The same with TLS from the first byte."""


class _Client(IMAPClient):  # type: ignore[misc]
    """The library's client, bounded; a server may tell it what was found over several lines, as Gmail did."""

    def _create_IMAP4(self) -> Any:  # noqa: N802  the library's own name
        patience = self._timeout.connect
        if self.ssl:
            return _Tls(self.host, self.port, self.ssl_context, patience)  # type: ignore[call-arg]
        return _Plain(self.host, self.port, patience)

    def _raw_command_untagged(self, command: bytes, *args: Any, **how: Any) -> Any:
        answer = super()._raw_command_untagged(command, *args, **how)
        return [b" ".join(filter(None, answer))] if command == b"SEARCH" else answer


class Connection:
    """One folder on one IMAP server, for one thread.

    Every method raises only Unreachable (try again later) or Misconfigured (a person must act).
    After any exception, of whatever kind, there is no connection left and ``connect`` may be called.
    """

    def __init__(self, settings: ImapSettings, secret: Secret) -> None:
        self.settings = settings
        self.where = f"{settings.host}:{settings.port}"
        self._secret = secret
        self._client: Any = None
        self._naming = Naming("", "/")
        self._known: set[str] = set()
        """The folders that are known to be there."""
        self._uidvalidity = 0
        self._counted: int | None = None
        """How many messages the folder had when it was last looked at; None when that is over."""

    @property
    def uidvalidity(self) -> int:
        """The folder's UIDVALIDITY as last seen; 0 before the first connection."""
        return self._uidvalidity

    def connect(self) -> int:
        """Connect, sign in and open the folder, after closing what was open; return how many lie there."""
        self.drop()
        settings = self.settings
        tls = verified_tls("imap", settings.ca_file) if settings.tls else None
        timeout = SocketTimeout(settings.connect_seconds, settings.read_seconds)
        with self._guarded():
            self._client = client = _Client(
                settings.host, settings.port, ssl=settings.tls, ssl_context=tls, timeout=timeout
            )
            # The library sets 5, which makes imaplib format every literal it reads: seven times slower.
            client._imap.debug = 0
            tune(client.socket())
            secret = self._secret()
            sign_in(client, settings, secret, self.where)
            with refusing_the_locked_out(settings.user, secret, self.where):
                self._naming = read_naming(client)
                self._known = set()
                return self._open_folder(client)

    def close(self) -> None:
        """Sign out, without waiting long for the answer. Safe at any time, and twice."""
        if self._client is not None:
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                self._client.socket().settimeout(2)
                self._client.logout()
        self.drop()

    def drop(self) -> None:
        """Hang up."""
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                client.shutdown()

    @contextlib.contextmanager
    def talk(self) -> Iterator[Any]:
        """The connection, for as long as nothing goes wrong on it."""
        if self._client is None:
            raise Unreachable(f"{self.where}: there is no connection.")
        with self._guarded():
            yield self._client

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """Whatever goes wrong inside, the connection is dropped: nobody knows what is still to be read."""
        try:
            yield
        except (Unreachable, Misconfigured):
            self.drop()
            raise
        except ssl.SSLCertVerificationError as error:
            self.drop()
            raise refused_certificate("imap", self.where, error) from error
        except Exception as error:
            self.drop()
            raise Unreachable(f"{self.where}: {in_words(error)}.") from error
        except BaseException:
            self.drop()
            raise

    def _open_folder(self, client: Any) -> int:
        """SELECT the folder anew, which forgets all earlier announcements; the number of messages in it."""
        settings = self.settings
        name = self._naming.on_server(settings.folder)
        self._uidvalidity = open_folder(client, name, settings.user, self.where)
        self._counted = forget_announced(client)
        return self._counted
