"""The mail servers as pytest fixtures: ``dovecot``, ``postfix``, ``embedded``, and ``mailbox``.

Those on real servers skip where these are not installed, with the reason.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.servers.dovecot import DOVECOT, Dovecot
from tests.servers.faults import FaultySmtp
from tests.servers.postfix import POSTFIX, Postfix
from worker.outside.mailbox.inbox import ImapSettings, Inbox

if TYPE_CHECKING:
    from worker.demo.servers import MailServers
INBOX = "onlineconcerns@northside.example"
ACCOUNTS = {
    INBOX: "inbox-word",
    "head@northside.example": "head-word",
    "deputy@northside.example": "deputy-word",
    "chair@northside.example": "chair-word",
    "dsl@northside.example": "dsl-word",
    "it@northside.example": "it-word",
    "teacher@northside.example": "teacher-word",
    "parent@home.example": "parent-word",
}
USERS = {address.partition("@")[0]: word for address, word in ACCOUNTS.items()}
ARRIVED_AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def embedded() -> Iterator[MailServers]:
    """The embedded servers, with a mailbox for everyone in ACCOUNTS."""
    from worker.demo.servers import MailServers

    with MailServers(ACCOUNTS, lambda: ARRIVED_AT) as servers:
        yield servers


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    """A private Dovecot with TLS and a mailbox for everyone in USERS."""
    if DOVECOT is None:
        pytest.skip("dovecot is not installed")
    with Dovecot(USERS, tls=True) as server:
        yield server


@pytest.fixture
def sink() -> Iterator[FaultySmtp]:
    """The server that takes what leaves the school."""
    with FaultySmtp({}) as server:
        yield server


@pytest.fixture
def postfix(dovecot: Dovecot, sink: FaultySmtp) -> Iterator[Postfix]:
    """A private Postfix in front of Dovecot for northside.example; other mail goes to ``sink``."""
    if POSTFIX is None or os.getuid() != 0:
        pytest.skip("postfix is not installed, or this is not root")
    with Postfix(dovecot, sink.port, refused=("gone@northside.example",)) as server:
        yield server


@dataclass(frozen=True)
class Mailbox:
    """The reporting inbox on some server: its settings, and the ways around IMAP."""

    settings: ImapSettings
    secret: Callable[[], str]
    deliver: Callable[[bytes], None]
    filed: Callable[[], list[bytes]]
    """What lies in Headsup/Filed."""

    def open(self) -> Inbox:
        """An inbox, connected."""
        inbox = Inbox(self.settings, self.secret)
        inbox.connect()
        return inbox


def on_dovecot(server: Dovecot, **changes: Any) -> Mailbox:
    """The reporting inbox on Dovecot, without TLS unless ``changes`` to the settings say so."""
    user = INBOX.partition("@")[0]
    folder = f".{server.prefix}Headsup.Filed".replace(".INBOX.", ".")
    return Mailbox(
        replace(ImapSettings("127.0.0.1", server.port, user, tls=False), **changes),
        lambda: USERS[user],
        lambda raw: server.deliver(user, raw),
        lambda: server.mails(user, folder),
    )


@pytest.fixture(params=["embedded", pytest.param("dovecot", marks=pytest.mark.real)])
def mailbox(request: pytest.FixtureRequest) -> Mailbox:
    """The reporting inbox, on the embedded server and on Dovecot in turn."""
    server = request.getfixturevalue(request.param)
    if request.param == "dovecot":
        return on_dovecot(server)
    return Mailbox(
        ImapSettings("127.0.0.1", server.imap_port, INBOX, tls=False),
        lambda: ACCOUNTS[INBOX],
        lambda raw: server.deliver(INBOX, raw),
        lambda: server.mails(INBOX, "Headsup/Filed"),
    )
