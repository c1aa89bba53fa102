"""What is still to be done in the mailbox for messages that are committed: moved away, or flagged.

A folder that cannot be written must not stop the reading: what could not be done is remembered, tried
again in every round, and never looked at twice meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from worker.errors import Misconfigured, Unreachable
from worker.model import MessageKey, Place, Preview


class Mailbox(Protocol):
    """The reporting inbox: ``outside.mailbox.inbox.Inbox``, or the fake of the tests."""

    def waiting(self) -> list[Place]:
        """Every message there, oldest first."""
        ...

    def previews(self, places: Sequence[Place]) -> Iterable[Preview]:
        """Header, structure and text of these, without their attachments."""
        ...

    def fetch(self, places: Sequence[Place]) -> Iterator[tuple[Place, bytes]]:
        """The bytes of these."""
        ...

    def done(self, places: Sequence[Place], folder: str) -> None:
        """File these in a folder."""
        ...

    def newest_filed(self, count: int) -> tuple[MessageKey, ...]:
        """Which messages were filed last."""
        ...

    def find_sent(self, message_ids: Sequence[str]) -> tuple[str, ...]:
        """Which of our letters lie among what was sent."""
        ...

    def keep_sent(self, message_id: str, raw: bytes, *, doubtful: bool = False) -> str:
        """Lay a copy of a letter there, unless one is there; say why the server does not take it.

        One of which nobody knows whether it went is marked.
        """
        ...

    def flag(self, place: Place) -> None:
        """Mark one that stays where it is."""
        ...

    def erase(
        self, keys: Sequence[MessageKey], sizes: Mapping[str, int], letters: Sequence[str]
    ) -> tuple[int, int]:
        """Erase messages, and letters of ours by their Message-IDs, from every folder."""
        ...


@dataclass(frozen=True, slots=True)
class Folders:
    """Where messages go when they are done, by the word for how they ended."""

    filed: str
    held: str
    quarantine: str

    def of(self, ending: str) -> str:
        """Return the folder for "held", "quarantined", or anything that was filed."""
        return {"held": self.held, "quarantined": self.quarantine}.get(ending, self.filed)


class Errands:
    """Which places are dealt with, and what the mailbox has still to be asked to do with them."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._owed: dict[Place, str | None] = {}
        self._settled: set[Place] = set()
        self._moved: set[Place] = set()
        self.unmoved = 0
        """How many messages the server said it had moved, and lists as ever."""

    def left(self, places: Iterable[Place]) -> list[Place]:
        """Return those of these places that were not dealt with yet."""
        return [p for p in places if p not in self._owed and p not in self._settled]

    def keep_only(self, waiting: Iterable[Place]) -> None:
        """Forget what lies in the inbox no more."""
        here = set(waiting)
        self._owed = {place: folder for place, folder in self._owed.items() if place in here}
        self._settled &= here
        self._moved &= here
        self.unmoved = len(self._moved)

    def look_again(self) -> None:
        """Forget what was left in place, so that a message given back by a person is read."""
        self._settled.clear()

    def move(self, place: Place, ending: str) -> None:
        """Have a message moved when this batch is done."""
        self._owed[place] = self._folders.of(ending)

    def leave(self, place: Place) -> None:
        """Leave a message as it is, where it is."""
        self._settled.add(place)

    def flag(self, place: Place, mailbox: Mailbox) -> None:
        """Flag one that stays, now; what fails is tried again with the moves."""
        self._owed[place] = None
        try:
            mailbox.flag(place)
        except (Unreachable, Misconfigured):
            return
        self._settle(place)

    def run(self, mailbox: Mailbox) -> None:
        """Do what is owed, folder by folder; the first failure is raised when all was tried."""
        failed: Exception | None = None
        by_folder: dict[str | None, list[Place]] = {}
        for place, folder in self._owed.items():
            by_folder.setdefault(folder, []).append(place)
        for folder, places in by_folder.items():
            try:
                if folder is None:
                    for place in places:
                        mailbox.flag(place)
                else:
                    mailbox.done(places, folder)
                    self._moved.update(places)
            except (Unreachable, Misconfigured) as error:
                failed = failed or error
                for place in places:  # last the next time: after a failure the line may be cut
                    self._owed[place] = self._owed.pop(place)
            else:
                for place in places:
                    self._settle(place)
        if failed is not None:
            raise failed

    def _settle(self, place: Place) -> None:
        del self._owed[place]
        self._settled.add(place)
