"""The tests' own fence: they cannot leave this machine."""

from __future__ import annotations

import socket

import pytest


@pytest.mark.parametrize("address", [("192.0.2.1", 25), ("2001:db8::1", 25)])
def test_other_machines_are_out_of_reach(address: tuple[str, int]) -> None:
    """A connection to another machine fails the test at once, before a packet is sent."""
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with (
        socket.socket(family) as sock,
        pytest.raises(pytest.fail.Exception, match="a test tried to connect"),
    ):
        sock.connect(address)


def test_names_are_not_looked_up() -> None:
    """A name is not looked up: that too would leave the machine."""
    with pytest.raises(socket.gaierror, match="tests look up no names"):
        socket.create_connection(("imap.northside.example", 993), timeout=1)


def test_loopback_is_open() -> None:
    """Servers of the test itself can be reached."""
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as client,
    ):
        assert client.getpeername() == server.getsockname()
