"""What holds for every test: no network but loopback, and in CI no skipping of the real servers."""

from __future__ import annotations

import ipaddress
import os
import socket
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)  # a slow machine is no bug
settings.load_profile("house")

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # `tests.cast` by name, however pytest was started

FIXTURES = ROOT / "tests" / "servers" / "fixtures.py"
REAL_SERVERS = {"dovecot", "postfix", "mailbox"}
pytest_plugins = [
    "tests.world",
    "tests.stored",
    "tests.commands",
    *(["tests.servers.fixtures"] if FIXTURES.exists() else []),
]


def _is_loopback(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(str(name)).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any attempt to leave this machine fails the test, names included: a test must never look one up."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def refuse_unless_local(sock: socket.socket, address: Any) -> None:
        if sock.family != socket.AF_UNIX and not _is_loopback(address[0]):
            pytest.fail(f"a test tried to connect to {address}")

    def guarded_connect(sock: socket.socket, address: Any) -> None:
        refuse_unless_local(sock, address)
        connect(sock, address)

    def guarded_connect_ex(sock: socket.socket, address: Any) -> int:
        refuse_unless_local(sock, address)
        return connect_ex(sock, address)

    def guarded_look_up(host: str | bytes | None, *rest: Any, **options: Any) -> Any:
        if not _is_loopback(host):
            raise socket.gaierror(socket.EAI_NONAME, f"tests look up no names, not even {host!r}")
        return look_up(host, *rest, **options)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI a test of the real servers that was skipped is a test that failed."""
    report = yield
    real = item.get_closest_marker("real") or REAL_SERVERS & set(getattr(item, "fixturenames", ()))
    if report.skipped and real and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where nothing may be missing: {report.longrepr}"
    return report
