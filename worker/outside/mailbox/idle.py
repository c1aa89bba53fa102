"""Waiting for mail: IDLE (RFC 2177) where a server has it, else asking now and then.

``client`` is the inbox's connection (an imapclient.IMAPClient), its folder selected.
"""

from __future__ import annotations

import imaplib
import select
import ssl
from typing import Any

_POLL_SECONDS = 30.0
_IDLE_SECONDS = 540.0


def await_mail(client: Any, seconds: float, wake_fd: int | None, counted: int | None) -> bool:
    """Wait until the folder changes, ``wake_fd`` is readable (the answer: True) or ``seconds`` are over.

    Mail that was announced while other commands ran ends the wait at once; the NOOP makes a
    server tell what it has kept back. ``counted`` is the number of messages when the folder was last
    looked at (None: it has changed since): a server may repeat that number for ever, which is no news.
    """
    client.noop()
    if _announced(client, counted):
        return _woken(wake_fd, 0)
    if client.has_capability("IDLE") and _begin_idle(client):
        return _idle(client, min(seconds, _IDLE_SECONDS), wake_fd)
    while seconds > 0:
        if _woken(wake_fd, min(seconds, _POLL_SECONDS)):
            return True
        seconds -= _POLL_SECONDS
        client.noop()
        if _announced(client, counted):
            break
    return False


def forget_announced(client: Any) -> int:
    """The number of messages last announced (0 if none was), which then counts as not announced."""
    client._imap.response("EXPUNGE")
    _, counts = client._imap.response("EXISTS")
    return int(counts[-1] or 0) if counts else 0


def _announced(client: Any, counted: int | None) -> bool:
    """Whether there is news. After an EXPUNGE the same number of messages means other messages."""
    told = client._imap.untagged_responses
    return "EXISTS" in told and ("EXPUNGE" in told or {int(n or 0) for n in told["EXISTS"]} != {counted})


def _woken(wake_fd: int | None, seconds: float) -> bool:
    poll = select.poll()
    if wake_fd is not None:
        poll.register(wake_fd, select.POLLIN)
    return bool(poll.poll(seconds * 1000))


def _begin_idle(client: Any) -> bool:
    """Start IDLE; False where the server offers it and then refuses, which leaves the connection sound."""
    try:
        client.idle()
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error:
        if client._imap.tagged_commands.pop(client._idle_tag, None) is None:
            raise
        return False
    return True


def _idle(client: Any, seconds: float, wake_fd: int | None) -> bool:
    """One round of IDLE (RFC 2177) that has begun, never by ``idle_check``.

    ``idle_check`` does not see mail announced in the same packet as "+ idling" (the line is in
    the buffer already, the socket stays silent) and spins on a dead connection.
    """
    sock = client.socket()
    sock.setblocking(False)
    try:
        buffered = bool(client._imap.file.peek(1))
    except (ssl.SSLWantReadError, BlockingIOError):
        buffered = False
    finally:
        client._set_read_timeout()
    ready: list[tuple[int, int]] = []
    if not buffered:
        poll = select.poll()
        poll.register(sock, select.POLLIN)
        if wake_fd is not None:
            poll.register(wake_fd, select.POLLIN)
        ready = poll.poll(seconds * 1000)
    client._imap.allow()  # its answer is due from now on, and not since the waiting began
    client.idle_done()
    return any(fd == wake_fd for fd, _ in ready)
