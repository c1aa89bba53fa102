"""The reporting inbox, over IMAP: what waits in it, its previews and bytes, and filing what is done.

Nothing here is ever marked read, and ``\\Seen`` means nothing: a message waits as long as it lies
in the folder, and is done when it lies in another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from worker.errors import Unreachable
from worker.model import MessageKey, Place, Preview
from worker.outside.mailbox.asking import Asking
from worker.outside.mailbox.connection import Connection
from worker.outside.mailbox.idle import await_mail
from worker.outside.mailbox.imap import SENT, ImapSettings, fetch_uids, move_to
from worker.outside.mailbox.lookback import find_newest
from worker.outside.mailbox.preview import batches, cannot_be_had, read_previews
from worker.outside.mailbox.sent import add_sent, find_sent, sent_folders
from worker.outside.mailbox.whole import LARGE
from worker.outside.mailbox.wiping import wipe
from worker.outside.setup.credentials import Secret
from worker.outside.wire import Pauses

__all__ = ("ImapSettings", "Inbox", "Pauses")

_RUN = 200
_SEARCH_RUN = 50_000
_TRIES = 3
"""A message whose bytes did not come in so many calls of ``fetch`` is given up."""


class Inbox(Connection):
    """The folder that reports come to. Every method raises only what ``Connection`` does.

    A message that exists and cannot be had (the server refuses it, leaves it out, or breaks over it)
    stops no other. ``previews`` tells of it by a preview that is not complete and has no header, and
    ``fetch`` passes it over. A person must see to it.
    """

    def __init__(self, settings: ImapSettings, secret: Secret) -> None:
        super().__init__(settings, secret)
        self._asking = Asking(self)
        self._failures: Counter[Place] = Counter()
        self._sizes: dict[Place, int] = {}
        """Of the messages previewed last."""

    def waiting(self) -> list[Place]:
        """Every message in the folder, oldest first by UID."""
        with self.talk() as client:
            count = self._open_folder(client)
            # A server that cannot expunge single messages leaves done ones behind, marked \Deleted.
            extra = [] if client.has_capability("UIDPLUS") else ["UNDELETED"]
            uids: set[int] = set()
            # In runs, since the client cannot read an answer of more than a million bytes. Also of none:
            # a server that does not say how many there are may have some.
            for first in range(1, max(count, 1) + 1, _SEARCH_RUN):
                run = "ALL" if count <= _SEARCH_RUN else f"{first}:{min(count, first + _SEARCH_RUN - 1)}"
                uids.update(client.search([run, *extra]))
            if len(uids) < count and not extra:  # a message gone meanwhile, or one that the search left out
                uids.update(fetch_uids(client))
            if count and not uids and not extra:
                raise Unreachable(f"{self.where}: it says that it holds {count} messages, and lists none.")
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
        there = self._asking.still_there([place.uid for place in lost])
        yield from (cannot_be_had(place) for place in lost if place.uid in there)
        self._sizes.clear()
        for preview in read_previews(self._asking.look, [place for place in current if place not in lost]):
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
            for batch in batches(sizes, max_batch_bytes, alone=LARGE):
                bodies = self._asking.bodies(batch, sizes[batch[0]])
                missing = [uid for uid in batch if bodies.get(uid, {}).get(b"BODY[]") is None]
                for uid in batch:
                    if uid not in missing:
                        yield current[uid], bodies.pop(uid).pop(b"BODY[]")
                failed += sorted(self._asking.still_there(missing))
        self._failures.update(place for place in places if place.uid in failed)
        if failed:
            raise Unreachable(f"{self.where}: it does not give the messages with the UIDs {failed}.")

    def _sizes_of(self, places: Mapping[int, Place]) -> dict[int, int]:
        """How large messages are, as their previews told, or else as the server says of those still there."""
        known = {uid: self._sizes[place] for uid, place in places.items() if place in self._sizes}
        answer = self._asking.look([uid for uid in places if uid not in known], ["RFC822.SIZE"], [])
        sizes = known | {uid: found.get(b"RFC822.SIZE", 0) for uid, found in answer.items()}
        return {uid: sizes[uid] for uid in places if uid in sizes}

    def done(self, places: Sequence[Place], folder: str) -> None:
        """Move messages to ``folder``, which is created when absent. Those gone already are no error."""
        uids = [p.uid for p in places if p.uidvalidity == self._uidvalidity]
        with self.talk() as client:
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
        with self.talk() as client:
            self._counted = None
            names = [self._naming.on_server(n) for n in (settings.filed, settings.held, settings.quarantine)]
            there = [name for name in names if client.folder_exists(name)]
            main = self._naming.on_server(settings.folder)
            done = [wipe(client, at, keys, sizes, letters) for at in dict.fromkeys((*there, main))]
            done += [
                wipe(client, at, (), {}, letters)
                for at in sent_folders(client, self._ours)
                if at not in there
            ]
            client.select_folder(main)
        return sum(erased for erased, _ in done), sum(marked for _, marked in done)

    def newest_filed(self, count: int) -> tuple[MessageKey, ...]:
        """The messages that were filed last, by us or by anybody."""
        with self.talk() as client:
            found = find_newest(client, self._naming.on_server(self.settings.filed), count)
            self._open_folder(client)
            return found

    def find_sent(self, message_ids: Sequence[str]) -> tuple[str, ...]:
        """Those of our letters that lie among what was sent."""
        with self.talk() as client:
            found = find_sent(client, self._ours, message_ids)
            self._open_folder(client)
            return found

    def keep_sent(self, message_id: str, raw: bytes, *, doubtful: bool = False) -> str:
        """Lay a copy of a letter among what was sent, unless one is there, or none is wanted.

        Where the server marks no folder for it, into ours, which is made when absent. One of which nobody
        knows whether it went is flagged. Says why the server does not take it, "" where it does.
        """
        if not self.settings.sent:
            return ""
        with self.talk() as client:
            self._counted = None
            why = ""
            if not find_sent(client, self._ours, (message_id,)):
                folder = self._folder_for_sent(client)
                why = add_sent(client, folder, raw, doubtful=doubtful)
                if why:  # somebody may have removed it
                    self._known.discard(folder)
            self._open_folder(client)
            return why

    def _folder_for_sent(self, client: Any) -> str:
        """The server's name of the folder for copies: the one it marks, else ours, made when absent."""
        marked = [one for one in sent_folders(client, ()) if one not in self._ours]
        return marked[0] if marked else self._ensure(client, self.settings.sent)

    def flag(self, place: Place) -> None:
        """Mark a message ``\\Flagged``: it stays where it is, for a person to see to."""
        if place.uidvalidity == self._uidvalidity:
            with self.talk() as client:
                client.add_flags([place.uid], [b"\\Flagged"], silent=True)

    def wait(self, seconds: float, wake_fd: int | None = None) -> bool:
        """Wait for news of the folder, at most ``seconds``; True if ``wake_fd`` became readable instead.

        False promises nothing, so ``waiting`` is asked after every round. Mail that came since
        ``waiting`` was last asked ends the wait at once.
        """
        with self.talk() as client:
            return await_mail(client, seconds, wake_fd, self._counted)

    @property
    def _ours(self) -> tuple[str, ...]:
        """The server's names of our folders for what was sent: copies from before lie in the shipped one."""
        names = filter(None, (self.settings.sent, SENT))
        return tuple(dict.fromkeys(self._naming.on_server(name) for name in names))

    def _ensure(self, client: Any, folder: str) -> str:
        name = self._naming.on_server(folder)
        if name not in self._known:
            if not any(b"\\Noselect" not in flags for flags, _, _ in client.list_folders("", name)):
                client.create_folder(name)
                client.subscribe_folder(name)
            self._known.add(name)
        return name
