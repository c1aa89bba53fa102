"""The parts of the inbox that need no server: connecting, pauses, outlines, batches, names of folders."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.servers.dovecot import free_port
from tests.servers.faults import Silent
from worker.errors import Misconfigured, Unreachable
from worker.outside.mailbox.imap import Naming
from worker.outside.mailbox.inbox import ImapSettings, Inbox, Pauses
from worker.outside.mailbox.outline import Outline, Text, read_outline
from worker.outside.mailbox.preview import batches

if TYPE_CHECKING:
    from worker.demo.servers import MailServers


class TestConnecting:
    def test_silent_port(self) -> None:
        """A server that accepts and says nothing is given up after connect_seconds."""
        with Silent() as server:
            inbox = Inbox(ImapSettings("127.0.0.1", server.port, "a", tls=False, connect_seconds=0.3), str)
            with pytest.raises(Unreachable, match="it does not answer"):
                inbox.connect()

    def test_nobody_listens(self) -> None:
        """A closed port is told in plain words, with server and port."""
        port = free_port()
        with pytest.raises(Unreachable, match=rf"^127\.0\.0\.1:{port}: nothing listens there\.$"):
            Inbox(ImapSettings("127.0.0.1", port, "a", tls=False), str).connect()

    def test_unknown_ca_file(self) -> None:
        """A CA file that is not there is a setting to correct."""
        with pytest.raises(Misconfigured, match=r"\[imap\] ca_file: /nowhere cannot be read"):
            Inbox(ImapSettings("127.0.0.1", 1, "a", ca_file="/nowhere"), str).connect()

    @pytest.mark.parametrize("host", ["mail.northside.example", "192.0.2.1"])
    def test_plain_text_to_another_machine(self, host: str) -> None:
        """Without TLS nothing but this machine may be spoken to."""
        with pytest.raises(Misconfigured, match=f"{host} is another machine"):
            ImapSettings(host, 143, "a", tls=False)

    def test_library_names_this_relies_on(self, embedded: MailServers) -> None:
        """The connection is tuned: no formatting of literals for a debug log, no Nagle, keepalive."""
        from tests.servers.fixtures import ACCOUNTS, INBOX

        settings = ImapSettings("127.0.0.1", embedded.imap_port, INBOX, tls=False, read_seconds=7)
        inbox = Inbox(settings, lambda: ACCOUNTS[INBOX])
        inbox.connect()
        client = inbox._client
        sock = client.socket()
        nodelay = sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        keepalive = sock.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        sock.setblocking(False)
        client._set_read_timeout()
        assert (client._imap.debug, nodelay, keepalive, sock.gettimeout()) == (0, 1, 1, 7)
        inbox.close()


class TestPauses:
    def test_pauses_double_up_to_five_minutes(self) -> None:
        """From 1.5 s doubling to 300 s, and short again after a success."""
        pauses = Pauses(lambda: 0.0)
        seen = [pauses.next() for _ in range(10)]
        assert seen == [1.5, 3, 6, 12, 24, 48, 96, 192, 300, 300]
        pauses.reset()
        assert pauses.next() == 1.5

    @given(st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=40))
    def test_pauses_stay_between_one_second_and_five_minutes(self, jitters: list[float]) -> None:
        """Whatever the jitter, a pause is at least 1 s and at most 300 s."""
        source = iter(jitters)
        pauses = Pauses(lambda: next(source))
        assert all(1 <= pauses.next() <= 300 for _ in jitters)


atoms = (
    st.none()
    | st.integers(-1, 1 << 40)
    | st.binary(max_size=12)
    | st.sampled_from([b"TEXT", b"MESSAGE", b"RFC822"])
)
structures = st.recursive(
    atoms, lambda inner: st.lists(inner, max_size=14).map(tuple) | st.lists(inner, max_size=5), max_leaves=60
)


class TestOutline:
    @given(structures)
    def test_never_raises(self, structure: object) -> None:
        """Whatever a server calls a structure, an outline comes of it."""
        assert isinstance(read_outline(structure), Outline)

    def test_no_structure_is_not_complete(self) -> None:
        """Where a structure is missing, the texts are not all there."""
        assert Outline(texts=[], names=[], complete=False) == read_outline(None)

    def test_single_part(self) -> None:
        """The header of a mail without parts is its text's header."""
        node = (b"TEXT", b"plain", None, None, None, b"7BIT", 12, 1)
        assert Outline(texts=[Text("HEADER", "1", 12)]) == read_outline(node)

    @pytest.mark.parametrize(
        ("params", "expected"),
        [
            ((b"FILENAME*", b"UTF-8''shot%20%C2%A31.png"), "shot £1.png"),
            ((b"filename*0*", b"UTF-8''a%20", b"filename*1", b"b.png"), "a b.png"),
            ((b"filename", b"=?utf-8?B?wqMucG5n?="), "£.png"),
            ((b"filename", "£.png".encode("latin-1")), "£.png"),
            ((b"filename", b"../../etc/passwd"), "../../etc/passwd"),
            ((b"filename*", b"x-none''%FF"), "ÿ"),
            ((b"filename", b"=?x-none?Q?=FF?="), "=?x-none?Q?=FF?="),
        ],
    )
    def test_file_names(self, params: tuple[bytes, ...], expected: str) -> None:
        """Names come decoded as far as they can be, and otherwise as they were written."""
        node = (b"IMAGE", b"PNG", None, None, None, b"BASE64", 9, None, (b"attachment", params))
        assert Outline(names=[expected]) == read_outline(node)


class TestBatches:
    def test_runs(self) -> None:
        """At most 50 a run and so many bytes; a large one by itself, wherever it stands."""
        sizes = {1: 10, 2: 10, 3: 50, 4: 10, 5: 90, 6: 0}
        assert list(batches(sizes, 60, alone=49)) == [[1, 2], [3], [4], [5], [6]]
        assert [len(run) for run in batches(dict.fromkeys(range(101), 1), 1000)] == [50, 50, 1]


@pytest.mark.parametrize(
    ("naming", "name", "expected"),
    [
        (Naming("", "/"), "Headsup/Filed", "Headsup/Filed"),
        (Naming("INBOX.", "."), "Headsup/Filed", "INBOX.Headsup.Filed"),
        (Naming("INBOX.", "."), "INBOX/Headsup", "INBOX.Headsup"),
        (Naming("INBOX.", "."), "inbox", "INBOX"),
        (Naming("", ""), "Headsup/Filed", "Headsup-Filed"),
    ],
)
def test_naming(naming: Naming, name: str, expected: str) -> None:
    """Our "/" becomes the server's separator, under the server's prefix."""
    assert expected == naming.on_server(name)
