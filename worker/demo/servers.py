"""A school's mail server on this machine, in this process: IMAP by pymap, SMTP by aiosmtpd.

For the demo and for tests on harmless mail. Everything is kept in memory and gone at the end.
Importing this module raises Misconfigured when the ``demo`` extra is not installed.
"""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import logging
import socket
import threading
from argparse import Namespace
from collections.abc import Callable, Coroutine, Mapping
from datetime import datetime
from types import TracebackType
from typing import Any, Self, TypeVar

from worker.demo.submission import Submission
from worker.errors import Misconfigured

try:
    from aiosmtpd.smtp import SMTP, AuthResult
    from proxyprotocol.sock import SocketInfo
    from pymap.backend.dict import Config, Login
    from pymap.backend.dict.filter import FilterSet
    from pymap.backend.dict.mailbox import MailboxData, MailboxSet
    from pymap.concurrent import Event, Subsystem
    from pymap.imap import IMAPServer
    from pymap.parsing.message import AppendMessage
    from pymap.parsing.specials import ObjectId
    from pymap.parsing.specials.flag import Flag, Wildcard
    from pymap.selected import SelectedMailbox
    from pymap.user import UserMetadata
    from pysasl.hashing import Cleartext
except ImportError as error:
    raise Misconfigured(
        [f"The embedded mail servers need {error.name}: pip install 'headsup[demo]'."]
    ) from error

HOST = "127.0.0.1"
AUTHSERV_ID = "mail.northside.example"
_START_SECONDS = 20.0
_T = TypeVar("_T")


class MailServers:
    """Both servers, up from ``with`` to its end, on loopback.

    ``accounts`` maps each address to its password: whoever signs in with it reads that mailbox
    and may send. Mail to any other address is refused. ``now`` dates what arrives. Port 0 takes
    a free one; see ``imap_port`` and ``smtp_port``. Raises Misconfigured when a port is taken.
    """

    def __init__(
        self,
        accounts: Mapping[str, str],
        now: Callable[[], datetime],
        *,
        imap_port: int = 0,
        smtp_port: int = 0,
        max_bytes: int = 26_214_400,
    ) -> None:
        self.accounts = {address.lower(): password for address, password in accounts.items()}
        self.now = now
        self.max_bytes = max_bytes
        self.imap_port, self.smtp_port = imap_port, smtp_port
        self._mailboxes: dict[str, Mailboxes] = {}
        self._loop: asyncio.AbstractEventLoop
        self._stop: asyncio.Event
        self._thread: threading.Thread

    def __enter__(self) -> Self:
        # aiosmtpd warns at every login about an attribute of its own.
        logging.getLogger("mail.log").setLevel(logging.ERROR)
        with contextlib.ExitStack() as stack:
            imap, smtp = (stack.enter_context(_listen(port)) for port in (self.imap_port, self.smtp_port))
            self.imap_port, self.smtp_port = imap.getsockname()[1], smtp.getsockname()[1]
            stack.pop_all()
        ready = threading.Event()
        self._thread = threading.Thread(
            target=lambda: asyncio.run(self._serve(imap, smtp, ready)), name="mail-servers", daemon=True
        )
        self._thread.start()
        if not ready.wait(_START_SECONDS):
            raise TimeoutError("The embedded mail servers did not start.")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(_START_SECONDS)

    def deliver(self, address: str, raw: bytes) -> None:
        """Put a mail into an inbox as it is, as if it had come from outside."""
        self._call(self.take(address, raw))

    def mails(self, address: str, folder: str = "INBOX") -> list[bytes]:
        """The mails in a folder as they were delivered, oldest first; none if there is no such folder."""
        return self._call(self._read(address, folder))

    async def take(self, address: str, raw: bytes) -> None:
        """Deliver on the servers' own loop."""
        inbox = await self._mailboxes[address.lower()].get_mailbox("INBOX")
        await inbox.append(AppendMessage(raw, self.now(), frozenset()), recent=True)

    async def _read(self, address: str, folder: str) -> list[bytes]:
        try:
            mailbox = await self._mailboxes[address.lower()].get_mailbox(folder)
        except KeyError:
            return []
        return [bytes(m._content) async for m in mailbox.messages() if m._content is not None]

    def _call(self, work: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_START_SECONDS)

    async def _serve(self, imap: socket.socket, smtp: socket.socket, ready: threading.Event) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        async with contextlib.AsyncExitStack() as stack:
            for server in (await self._start_imap(imap), await self._start_smtp(smtp)):
                stack.callback(server.close)
            ready.set()
            await self._stop.wait()

    async def _start_imap(self, listener: socket.socket) -> asyncio.Server:
        config = Config(
            Namespace(passlib_cfg=None, proxy_protocol=None),
            host=None,
            port=0,
            demo_data=False,
            demo_user="",
            demo_password="",
            tls_enabled=False,
            hash_context=Cleartext(),
            cpu_subsystem=Subsystem.for_asyncio(),
            invalid_user_sleep=0,
            reject_dnsbl=False,
            max_append_len=self.max_bytes,
        )
        config.apply_context()
        login = Login(config)
        for address, password in self.accounts.items():
            login.users_dict[address] = UserMetadata(config, address, password=password)
            self._mailboxes[address] = mailboxes = Mailboxes()
            config.set_cache[address] = (mailboxes, FilterSet())
            for folder in ("Sent", "Drafts", "Trash"):
                await mailboxes.add_mailbox(folder)
                await mailboxes.set_subscribed(folder, True)
        serve, numbers = IMAPServer(login, config), itertools.count()

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            # asyncio holds on to this task for as long as the connection stands. Started in one of its
            # own, as the library does it, nothing would, and the next collection could take it away.
            await serve(reader, writer, SocketInfo.get(writer, None, unique_id=next(numbers).to_bytes(16)))

        return await asyncio.start_server(connected, sock=listener)

    async def _start_smtp(self, listener: socket.socket) -> asyncio.Server:
        def protocol() -> Any:
            return SMTP(
                Submission(AUTHSERV_ID, self.now, self.accounts.keys(), self.take),
                hostname=AUTHSERV_ID,
                ident="Headsup demo",
                data_size_limit=self.max_bytes,
                enable_SMTPUTF8=True,
                auth_require_tls=False,
                authenticator=self._signed_in,
                loop=self._loop,
            )

        return await self._loop.create_server(protocol, sock=listener)

    def _signed_in(self, _server: SMTP, _session: Any, _envelope: Any, _how: str, given: Any) -> AuthResult:
        login = given.login.decode("utf-8", "replace").lower()
        success = self.accounts.get(login) == given.password.decode("utf-8", "replace")
        # ``handled=True``, the default, would send the client no answer at all.
        return AuthResult(success=success, handled=False, auth_data=login)


class Mailbox(MailboxData):
    """A folder that keeps keywords, and whose IDLE also tells what came just before it."""

    @property
    def permanent_flags(self) -> frozenset[Flag]:
        """The flags that are kept: any."""
        return super().permanent_flags | {Wildcard}

    async def update_selected(
        self, selected: SelectedMailbox, *, wait_on: Event | None = None
    ) -> SelectedMailbox:
        """Wait for a change unless there has been one that this client has not been told of."""
        if selected.mod_sequence != self._mod_sequences.highest:
            wait_on = None
        return await super().update_selected(selected, wait_on=wait_on)


class Mailboxes(MailboxSet):
    """One account's folders."""

    def __init__(self) -> None:
        super().__init__()
        self._inbox = Mailbox(self._content_cache, self._thread_cache)

    async def add_mailbox(self, name: str) -> ObjectId:
        """Create a folder; ValueError if there is one of that name."""
        async with self._set_lock.write_lock():
            if name in self._set:
                raise ValueError(name)
            self._set[name] = mailbox = Mailbox(self._content_cache, self._thread_cache)
            return mailbox.mailbox_id


def _listen(port: int) -> socket.socket:
    try:
        listener = socket.create_server((HOST, port))
    except OSError as error:
        problem = f"Port {port} on {HOST} cannot be used ({error.strerror}); choose another."
        raise Misconfigured([problem]) from error
    # Inherited by every connection; asyncio does it by itself only for sockets it makes.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener
