"""The reporting inbox, over IMAP: what waits in it, its previews and bytes, and filing what is done.

Nothing here is ever marked read, and ``\\Seen`` means nothing: a message waits as long as it lies
in the folder, and is done when it lies in another.
"""

from __future__ import annotations

import contextlib
import imaplib
import ssl
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from imapclient import FLAGGED, IMAPClient, SocketTimeout

from worker.errors import Misconfigured, Unreachable
from worker.model import MessageKey, Place, Preview
from worker.outside.mailbox.imap import (
    ImapSettings,
    Naming,
    await_mail,
    fetch_in_pieces,
    forget_announced,
    move_to,
    open_folder,
    read_naming,
    refusing_the_locked_out,
    says_later,
    sign_in,
)
from worker.outside.mailbox.preview import Answers, batches, cannot_be_had, read_previews
from worker.outside.mailbox.wiping import sent_folders, wipe
from worker.outside.setup.credentials import Secret
from worker.outside.wire import Pauses, in_words, refused_certificate, tune, verified_tls

__all__ = ("ImapSettings", "Inbox", "Pauses")

_LARGE = 4 << 20
_RUN = 200
_SEARCH_RUN = 50_000
_TRIES = 3
"""A message whose bytes did not come in so many calls of ``fetch`` is given up."""
_OUTAGE = 3
"""So many messages, and not one of them to be had: that is the server's trouble, not theirs."""


class Inbox:
    """One folder on one IMAP server, for one thread.

    Every method raises only Unreachable (try again later) or Misconfigured (a person must act).
    After any exception, of whatever kind, there is no connection left and ``connect`` may be called.

    A message that exists and cannot be had (the server refuses it, leaves it out, or breaks over it)
    stops no other. ``previews`` tells of it by a preview that is not complete and has no header, and
    ``fetch`` passes it over. A person must see to it.
    """

    def __init__(self, settings: ImapSettings, secret: Secret) -> None:
        self.settings = settings
        self._secret = secret
        self._where = f"{settings.host}:{settings.port}"
        self._client: Any = None
        self._naming = Naming("", "/")
        self._known: set[str] = set()
        self._uidvalidity = 0
        self._counted: int | None = None
        self._failures: Counter[Place] = Counter()
        self._sizes: dict[Place, int] = {}
        """Of the messages previewed last."""

    @property
    def uidvalidity(self) -> int:
        """The folder's UIDVALIDITY as last seen; 0 before the first connection."""
        return self._uidvalidity

    def connect(self) -> None:
        """Connect, sign in and open the folder, after closing what was open."""
        self._drop()
        settings = self.settings
        tls = verified_tls("imap", settings.ca_file) if settings.tls else None
        timeout = SocketTimeout(settings.connect_seconds, settings.read_seconds)
        with self._guarded():
            self._client = client = IMAPClient(
                settings.host, settings.port, ssl=settings.tls, ssl_context=tls, timeout=timeout
            )
            # The library sets 5, which makes imaplib format every literal it reads: seven times slower.
            client._imap.debug = 0
            tune(client.socket())
            secret = self._secret()
            sign_in(client, settings, secret, self._where)
            with refusing_the_locked_out(settings.user, secret, self._where):
                self._naming = read_naming(client)
                self._known = set()
                self._open_folder(client)

    def waiting(self) -> list[Place]:
        """Every message in the folder, oldest first by UID."""
        with self._talk() as client:
            count = self._open_folder(client)
            # A server that cannot expunge single messages leaves done ones behind, marked \Deleted.
            extra = [] if client.has_capability("UIDPLUS") else ["UNDELETED"]
            uids: set[int] = set()
            # In runs, since the client cannot read an answer of more than a million bytes.
            for first in range(1, count + 1, _SEARCH_RUN):
                run = "ALL" if count <= _SEARCH_RUN else f"{first}:{min(count, first + _SEARCH_RUN - 1)}"
                uids.update(client.search([run, *extra]))
            return [Place(self._uidvalidity, uid) for uid in sorted(uids)]

    def previews(self, places: Sequence[Place]) -> Iterator[Preview]:
        """A first look at each message without its files; those gone meanwhile are left out.

        They are asked for as they are taken, 8 MB of text at a time. ``complete`` is False where the
        client or the server cannot bear the structure, and where a mail has over 2 MB of text. A
        preview that is not complete and has no header tells of a message that exists and cannot be
        had: it is not to be fetched, and cannot be told from another such one but by its place.
        """
        current = [place for place in places if place.uidvalidity == self._uidvalidity]
        lost = [place for place in current if self._failures[place] >= _TRIES]
        there = self._still_there([place.uid for place in lost])
        yield from (cannot_be_had(place) for place in lost if place.uid in there)
        self._sizes.clear()
        for preview in read_previews(self._look, [place for place in current if place not in lost]):
            if preview.size:
                self._sizes[preview.place] = preview.size
            yield preview

    def fetch(self, places: Sequence[Place], max_batch_bytes: int = 8 << 20) -> Iterator[tuple[Place, bytes]]:
        """The whole bytes of each message still there, at most 50 and ``max_batch_bytes`` in memory at once.

        A message over 4 MB comes alone and in pieces. One whose bytes do not come stops no other: it
        is raised as Unreachable after all the others, and when it has failed three times it is passed
        over, and ``previews`` tells of it.
        """
        failed: list[int] = []
        for start in range(0, len(places), _RUN):
            current = {
                place.uid: place
                for place in places[start : start + _RUN]
                if place.uidvalidity == self._uidvalidity and self._failures[place] < _TRIES
            }
            sizes = self._sizes_of(current)
            for batch in batches(sizes, max_batch_bytes, alone=_LARGE):
                bodies = self._bodies(batch, sizes[batch[0]])
                missing = [uid for uid in batch if bodies.get(uid, {}).get(b"BODY[]") is None]
                for uid in batch:
                    if uid not in missing:
                        yield current[uid], bodies.pop(uid).pop(b"BODY[]")
                failed += sorted(self._still_there(missing))
        self._failures.update(place for place in places if place.uid in failed)
        if failed:
            raise Unreachable(f"{self._where}: it does not give the messages with the UIDs {failed}.")

    def _sizes_of(self, places: Mapping[int, Place]) -> dict[int, int]:
        """How large messages are, as their previews told, or else as the server says of those still there."""
        known = {uid: self._sizes[place] for uid, place in places.items() if place in self._sizes}
        answer = self._look([uid for uid in places if uid not in known], ["RFC822.SIZE"], [])
        sizes = known | {uid: found.get(b"RFC822.SIZE", 0) for uid, found in answer.items()}
        return {uid: sizes[uid] for uid in places if uid in sizes}

    def done(self, places: Sequence[Place], folder: str) -> None:
        """Move messages to ``folder``, which is created when absent. Those gone already are no error."""
        uids = [p.uid for p in places if p.uidvalidity == self._uidvalidity]
        with self._talk() as client:
            self._counted = None
            target = self._ensure(client, folder)
            for start in range(0, len(uids), _RUN):
                move_to(client, uids[start : start + _RUN], target)

    def erase(
        self, keys: Sequence[MessageKey], sizes: Mapping[str, int], letters: Sequence[str]
    ) -> tuple[int, int]:
        """Erase messages wherever they lie in our folders, and our letters there and among what was sent.

        Returns how many were erased, and how many could only be marked. What is gone already is no error.
        """
        settings = self.settings
        with self._talk() as client:
            self._counted = None
            names = [self._naming.on_server(n) for n in (settings.filed, settings.held, settings.quarantine)]
            there = [name for name in names if client.folder_exists(name)]
            main = self._naming.on_server(settings.folder)
            done = [wipe(client, at, keys, sizes, letters) for at in dict.fromkeys((*there, main))]
            done += [wipe(client, at, (), {}, letters) for at in sent_folders(client) if at not in there]
            client.select_folder(main)
        return sum(erased for erased, _ in done), sum(marked for _, marked in done)

    def flag(self, place: Place) -> None:
        """Mark a message ``\\Flagged``: it stays where it is, for a person to see to."""
        if place.uidvalidity == self._uidvalidity:
            with self._talk() as client:
                client.add_flags([place.uid], [FLAGGED], silent=True)

    def wait(self, seconds: float, wake_fd: int | None = None) -> bool:
        """Wait for news of the folder, at most ``seconds``; True if ``wake_fd`` became readable instead.

        False promises nothing, so ``waiting`` is asked after every round. Mail that came since
        ``waiting`` was last asked ends the wait at once.
        """
        with self._talk() as client:
            return await_mail(client, seconds, wake_fd, self._counted)

    def close(self) -> None:
        """Sign out, without waiting long for the answer. Safe at any time, and twice."""
        if self._client is not None:
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                self._client.socket().settimeout(2)
                self._client.logout()
        self._drop()

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with contextlib.suppress(OSError, imaplib.IMAP4.error):
                client.shutdown()

    @contextlib.contextmanager
    def _talk(self) -> Iterator[Any]:
        if self._client is None:
            raise Unreachable(f"{self._where}: there is no connection.")
        with self._guarded():
            yield self._client

    @contextlib.contextmanager
    def _guarded(self) -> Iterator[None]:
        """Whatever goes wrong inside, the connection is dropped: nobody knows what is still to be read."""
        try:
            yield
        except (Unreachable, Misconfigured):
            self._drop()
            raise
        except ssl.SSLCertVerificationError as error:
            self._drop()
            raise refused_certificate("imap", self._where, error) from error
        except Exception as error:
            self._drop()
            raise Unreachable(f"{self._where}: {in_words(error)}.") from error
        except BaseException:
            self._drop()
            raise

    def _open_folder(self, client: Any) -> int:
        """SELECT the folder anew, which forgets all earlier announcements; the number of messages in it."""
        settings = self.settings
        name = self._naming.on_server(settings.folder)
        self._uidvalidity = open_folder(client, name, settings.user, self._where)
        self._counted = forget_announced(client)
        return self._counted

    def _ensure(self, client: Any, folder: str) -> str:
        name = self._naming.on_server(folder)
        if name not in self._known:
            if not any(b"\\Noselect" not in flags for flags, _, _ in client.list_folders("", name)):
                client.create_folder(name)
                client.subscribe_folder(name)
            self._known.add(name)
        return name

    def _fetch(self, uids: Sequence[int], items: Sequence[str]) -> Answers:
        with self._talk() as client:
            answer: Answers = client.fetch(uids, items)
            return answer

    def _look(self, uids: Sequence[int], items: Sequence[str], instead: Sequence[str]) -> Answers:
        """Like ``_ask``; only what is gone is left out, what is there and was not answered has nothing.

        Raises Unreachable when many messages are asked for and not one of them can be had.
        """
        answer = self._ask(uids, items, instead) if uids else {}
        silent = [uid for uid in uids if uid not in answer or None in answer[uid].values()]
        there = self._still_there(silent)
        for uid in silent:
            if uid not in there:
                answer.pop(uid, None)
            elif uid not in answer:
                answer[uid] = {}
        if instead and len(uids) >= _OUTAGE and silent == [] and not any(answer.values()):
            raise Unreachable(f"{self._where}: it does not give any of {len(uids)} messages.")
        return answer

    def _still_there(self, uids: Sequence[int]) -> set[int]:
        """Which of these lie in the folder: a FETCH is not answered for what is gone, nor for some others."""
        if not uids:
            return set()
        with self._talk() as client:
            return set(client.search(["UID", ",".join(map(str, uids))])) & set(uids)

    def _ask(self, uids: Sequence[int], items: Sequence[str], instead: Sequence[str]) -> Answers:
        """FETCH ``items``; of a message for which that fails twice, ``instead`` alone, or else nothing.

        One poisonous message must not hide the others, so a failed command is tried again in halves.
        """
        for _ in range(2 if len(uids) == 1 else 1):
            answer = self._survive(lambda: self._fetch(uids, items))
            if answer is not None:
                return answer
        if len(uids) == 1:
            answer = self._survive(lambda: self._fetch(uids, instead)) if instead else None
            return {uids[0]: {}} if answer is None else answer
        half = len(uids) // 2
        return {**self._ask(uids[:half], items, instead), **self._ask(uids[half:], items, instead)}

    def _bodies(self, uids: Sequence[int], size: int) -> Answers:
        """Bodies by UID; without one where it cannot be had. ``size`` is the first message's."""
        if size <= _LARGE:
            return self._ask(uids, ["BODY.PEEK[]"], [])

        def read() -> Answers:
            with self._talk() as client:
                return {uid: {b"BODY[]": fetch_in_pieces(client, uid, size)} for uid in uids}

        return self._survive(read) or self._survive(read) or {uid: {} for uid in uids}

    def _survive(self, work: Callable[[], Answers]) -> Answers | None:
        """What ``work`` gives; None if it fails and the server is there again on a fresh connection.

        A server that does not answer, or says "not now", is not asked again.
        """
        uidvalidity = self._uidvalidity
        try:
            return work()
        except Unreachable as error:
            if isinstance(error.__cause__, TimeoutError) or says_later(error.__cause__):
                raise
        self.connect()
        if uidvalidity != self._uidvalidity:
            self._drop()
            raise Unreachable(f"{self._where}: the folder has been made anew, and its messages renumbered.")
        return None
