"""An IMAP server that speaks slowly: its answers have a time as a whole, by a clock that a test sets."""

from __future__ import annotations

import io
from contextlib import closing
from typing import Any, cast

import pytest

from tests.servers.faults import Proxy
from tests.test_attacks_mailbox import Scripted
from worker.errors import Unreachable
from worker.outside.mailbox.bounded import SLOWEST, WHOLE, Heard
from worker.outside.mailbox.inbox import ImapSettings, Inbox

PATIENCE = 60.0


class Slow:
    """A connection on which so many bytes come at once, so many seconds apart; its clock is its own."""

    def __init__(self, data: bytes, at_once: int, pause: float) -> None:
        self._data, self._at_once, self._pause = io.BytesIO(data), at_once, pause
        self.patience: float | None = PATIENCE
        self.waited = 0.0

    def now(self) -> float:
        return self.waited

    def gettimeout(self) -> float | None:
        return self.patience

    def settimeout(self, seconds: float | None) -> None:
        self.patience = seconds

    def recv_into(self, buffer: Any) -> int:
        assert self.patience is not None
        if self._pause > self.patience:
            self.waited += self.patience
            raise TimeoutError
        self.waited += self._pause
        got = self._data.read(min(self._at_once, len(buffer)))
        buffer[: len(got)] = got
        return len(got)


def heard(slow: Slow) -> io.BufferedReader:
    """What comes from it, from the beginning of an answer on."""
    raw = Heard(cast("Any", slow), slow.now)
    raw.allow()
    return io.BufferedReader(raw)


def test_a_byte_each_twenty_seconds_ends() -> None:
    """Each comes well within the patience with one; the answer has five times that, and no more."""
    slow = Slow(b"* OK and so on and so on\r\n", 1, 20)
    with pytest.raises(TimeoutError):
        heard(slow).readline()
    assert (round(slow.waited, 1), slow.patience) == (WHOLE * PATIENCE, PATIENCE)


def test_the_last_wait_is_no_longer_than_what_is_left() -> None:
    """Also where a byte would be waited for beyond the end."""
    slow = Slow(b"* OK and so on and so on\r\n", 1, 59)
    with pytest.raises(TimeoutError):
        heard(slow).readline()
    assert (round(slow.waited, 1), slow.patience) == (WHOLE * PATIENCE, PATIENCE)


def test_a_large_mail_over_a_slow_line_comes() -> None:
    """It has a second more for each so many bytes: what takes longer than any answer of a line may."""
    size = 30 << 20
    slow = Slow(bytes(size), SLOWEST, 1.0)
    assert len(heard(slow).read(size)) == size
    assert slow.waited > WHOLE * PATIENCE


def test_nothing_is_there_yet() -> None:
    """Without patience it says so at once, as IDLE asks whether a line lies in the buffer."""

    class Empty(Slow):
        def recv_into(self, buffer: Any) -> int:
            raise BlockingIOError

    empty = Empty(b"", 1, 0)
    empty.patience = 0.0
    assert heard(empty).peek(1) == b""


def test_the_mailbox_is_tried_again_like_any_that_broke() -> None:
    """The greeting and the sign-in come in time, then a byte at a time: the connection is dropped."""
    with Scripted() as server, Proxy(server.port) as proxy:
        settings = ImapSettings("127.0.0.1", proxy.port, "a", tls=False, read_seconds=0.3)
        with closing(Inbox(settings, lambda: "word")) as inbox:
            inbox.connect()
            proxy.pace = 0.1
            with pytest.raises(Unreachable, match="it does not answer"):
                inbox.waiting()
            proxy.pace = 0.0
            inbox.connect()
            assert len(inbox.waiting()) == 4
