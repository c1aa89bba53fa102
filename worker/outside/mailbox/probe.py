"""The reporting inbox, looked at by ``headsup doctor``: what may be done in it, proven on mail of our own.

Mail of others is never marked, moved or read in full: what is looked at of it is looked at by PEEK.
"""

from __future__ import annotations

import contextlib
import imaplib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from worker.errors import Misconfigured
from worker.outside.mailbox.imap import move_to
from worker.outside.mailbox.inbox import Inbox
from worker.outside.mailbox.sent import add_sent
from worker.outside.wire import certificate_ends, one_line

SCRATCH = "Headsup/Doctor"
_KEYWORD = "HeadsupDoctor"
_LOOK_EVERY_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Rights:
    """What was shown to be allowed: where, whether keywords are kept, and the server's own time."""

    folder: str
    keywords: bool
    server_at: datetime


class RightMissing(Misconfigured):
    """The server does not let us do something that the service has to do."""

    def __init__(self, what: str, because: str) -> None:
        self.what, self.because = what, because
        super().__init__([f"{what}: {because}"])


class Probe(Inbox):
    """An `Inbox` with what only the doctor asks. Raises what `Inbox` raises, and RightMissing."""

    def enter(self) -> int:
        """Connect; the number of messages in the folder."""
        self.connect()
        return len(self.waiting())

    def extensions(self) -> tuple[str, ...]:
        """Which of the extensions that we can use the server has."""
        with self.talk() as client:
            wanted = ("IDLE", "MOVE", "UIDPLUS", "NAMESPACE", "QUOTA", "CONDSTORE")
            return tuple(name for name in wanted if client.has_capability(name))

    def certificate_ends(self) -> datetime | None:
        """When the server's certificate ends; None without TLS."""
        with self.talk() as client:
            return certificate_ends(client.socket())

    def try_rights(self, raw: bytes, message_id: str) -> Rights:
        """Do to a message of our own everything that the service does to others', and leave no trace."""
        with self.talk() as client:
            scratch = self._naming.on_server(SCRATCH)
            with _needing("make a folder"):
                self._ensure(client, SCRATCH)
                filed = self._ensure(client, self.settings.filed)
            try:
                with _needing("put a message into a folder"):
                    client.append(scratch, raw, msg_time=None)
                with _needing("open a folder"):
                    client.select_folder(scratch)
                    uids = client.search(["HEADER", "Message-ID", message_id])
                    arrived = client.fetch(uids, ["INTERNALDATE"])[uids[-1]][b"INTERNALDATE"]
                with _needing("mark a message"):
                    client.add_flags(uids, [b"\\Flagged"])
                keywords = self._keeps_keywords(client, uids)
                with _needing("move a message"):
                    move_to(client, uids, filed)
            finally:
                self._take_away(client, scratch, filed, message_id)
            return Rights(SCRATCH, keywords, arrived.astimezone(UTC))

    def _keeps_keywords(self, client: Any, uids: Sequence[int]) -> bool:
        with contextlib.suppress(imaplib.IMAP4.error):
            client.add_flags(uids, [_KEYWORD])
            return all(_KEYWORD.encode() in flags for flags in client.get_flags(uids).values())
        return False

    def _take_away(self, client: Any, scratch: str, filed: str, message_id: str) -> None:
        """Whatever happened, our message and our folder go."""
        for folder in (filed, scratch):
            with contextlib.suppress(imaplib.IMAP4.error):
                _remove(client, folder, message_id)
        with contextlib.suppress(imaplib.IMAP4.error):
            client.unsubscribe_folder(scratch)
            client.select_folder(filed)
            client.delete_folder(scratch)
        self._known.discard(scratch)
        self._open_folder(client)

    def try_copy(self, raw: bytes, message_id: str) -> tuple[str, str]:
        """Lay a message of our own where copies of letters are laid, and take it away again.

        The folder, and why the server does not take it; "" twice where no copies are wanted.
        """
        if not self.settings.sent:
            return "", ""
        with self.talk() as client:
            folder = self._folder_for_sent(client)
            why = add_sent(client, folder, raw, doubtful=False)
            with contextlib.suppress(imaplib.IMAP4.error):
                _remove(client, folder, message_id)
            self._open_folder(client)
            return folder, why

    def quota(self) -> tuple[int, int] | None:
        """Kilobytes used and allowed in the folder (RFC 9208); None where there is no limit."""
        with self.talk() as client:
            if not client.has_capability("QUOTA"):
                return None
            _, quotas = client.get_quota_root(self._naming.on_server(self.settings.folder))
            sizes = [(int(q.usage), int(q.limit)) for q in quotas if q.resource in ("STORAGE", b"STORAGE")]
            return sizes[0] if sizes else None

    def await_own(self, message_id: str, seconds: float) -> str | None:
        """Wait for a message of our own, wherever the service may have filed it meanwhile, and remove it.

        The folder it was in, or None when it did not come.
        """
        until = monotonic() + seconds
        settings = self.settings
        while True:
            with self.talk() as client:
                for folder in (settings.folder, settings.filed, settings.held):
                    name = self._naming.on_server(folder)
                    if self._is_there(client, name) and _remove(client, name, message_id):
                        self._open_folder(client)
                        return folder
                self._open_folder(client)
            if (left := until - monotonic()) <= 0:
                return None
            self.waiting()
            self.wait(min(left, _LOOK_EVERY_SECONDS))

    def newest_from(self, emails: Sequence[str]) -> bytes | None:
        """The header of the newest mail from one of these addresses, in the inbox or filed; None without."""
        with self.talk() as client:
            try:
                for folder in (self.settings.folder, self.settings.filed):
                    name = self._naming.on_server(folder)
                    if not self._is_there(client, name):
                        continue
                    client.select_folder(name, readonly=True)
                    uids = sorted({uid for email in emails for uid in client.search(["FROM", email])})
                    if uids:
                        answer = client.fetch([uids[-1]], ["BODY.PEEK[HEADER]"])
                        return bytes(answer[uids[-1]][b"BODY[HEADER]"])
                return None
            finally:
                self._open_folder(client)

    def _is_there(self, client: Any, name: str) -> bool:
        return any(b"\\Noselect" not in flags for flags, _, _ in client.list_folders("", name))


@contextlib.contextmanager
def _needing(what: str) -> Iterator[None]:
    """Say which right it was that the server refused."""
    try:
        yield
    except imaplib.IMAP4.abort:
        raise
    except imaplib.IMAP4.error as error:
        raise RightMissing(what, one_line(str(error))) from error


def _remove(client: Any, folder: str, message_id: str) -> bool:
    """Remove the message of that id for good, and no other; whether there was one."""
    client.select_folder(folder)
    uids = client.search(["HEADER", "Message-ID", message_id])
    if not uids:
        return False
    client.add_flags(uids, [b"\\Deleted"], silent=True)
    if client.has_capability("UIDPLUS"):
        client.uid_expunge(uids)
    elif set(client.search(["DELETED"])) <= set(uids):
        client.expunge()
    return True
