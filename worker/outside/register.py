"""The register: which case a message belongs to, and which cases are due. Built at start, in memory.

Plain dictionaries and a heap rather than a TinyDB in memory: every TinyDB update rewrites its whole
table, which would make a commit cost more with every case; these cost the same at any size.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from datetime import datetime

from worker.deciding.case import Card
from worker.model import CaseState, MessageKey


class Register:
    """What must be known of every case without opening it. Only ``put`` and ``drop`` change it."""

    def __init__(self) -> None:
        self._cards: dict[str, Card] = {}
        self._raw: dict[str, str] = {}
        self._ids: dict[str, dict[str, str]] = {}
        self._ours: dict[str, tuple[str, str]] = {}
        self._threads: dict[str, str] = {}
        self._posts: dict[str, str] = {}
        self._pictures: dict[str, str] = {}
        self._due: list[tuple[datetime, str]] = []

    def put(self, card: Card) -> None:
        """Take in a new or changed card."""
        before = self._cards.get(card.ref)
        self._cards[card.ref] = card
        known = len(before.messages) if before else 0
        for key in card.messages[known:]:
            self.know(key, card.ref)
        known = len(before.letters) if before else 0
        for message_id, letter in card.letters[known:]:
            self._ours[message_id] = (card.ref, letter)
        for key in card.post_keys:
            self._posts.setdefault(key, card.ref)
        for picture in card.pictures:
            self._pictures.setdefault(picture, card.ref)
        if card.next_due_at is not None and (before is None or before.next_due_at != card.next_due_at):
            heapq.heappush(self._due, (card.next_due_at, card.ref))

    def know(self, key: MessageKey, where: str) -> None:
        """Remember a message and where it ended (a case's ref, or the mailroom's word for it)."""
        self._raw[key.raw_sha256] = where
        if key.message_id:
            self._ids.setdefault(key.message_id, {})[key.body_sha256] = where
            self._threads.setdefault(key.message_id, where)

    def forget(self, key: MessageKey) -> None:
        """Let a message be read again (a replay)."""
        self._raw.pop(key.raw_sha256, None)
        if key.message_id:
            self._ids.get(key.message_id, {}).pop(key.body_sha256, None)
            self._threads.pop(key.message_id, None)

    def ours(self, message_id: str, ref: str, letter: str) -> None:
        """Remember a letter of the mailroom, so that a reply to it is matched."""
        self._ours[message_id] = (ref, letter)

    def find_message(self, key: MessageKey) -> str | None:
        """Return where this very message ended before, if it was ever taken in."""
        found = self._raw.get(key.raw_sha256)
        if found is None and key.message_id:
            found = self._ids.get(key.message_id, {}).get(key.body_sha256)
        return found

    def find_letter(self, message_ids: Iterable[str]) -> tuple[str, str] | None:
        """Return (ref, letter id) of the first of these Message-IDs that we minted."""
        return next((self._ours[m] for m in message_ids if m in self._ours), None)

    def find_thread(self, message_ids: Iterable[str]) -> str | None:
        """Return the case that one of these Message-IDs belongs to, ours or a reporter's."""
        ids = tuple(message_ids)
        ours = self.find_letter(ids)
        if ours is not None and ours[0] in self._cards:
            return ours[0]
        return next((self._threads[m] for m in ids if self._threads.get(m) in self._cards), None)

    def find_post(self, keys: Iterable[str]) -> str | None:
        """Return the case about one of these posts."""
        return next((self._posts[k] for k in keys if k in self._posts), None)

    def find_picture(self, sha256s: Iterable[str]) -> str | None:
        """Return the case that holds one of these very pictures."""
        return next((self._pictures[s] for s in sha256s if s in self._pictures), None)

    def find_card(self, ref: str) -> Card | None:
        """Return a case's card."""
        return self._cards.get(ref)

    def card(self, ref: str) -> Card:
        """Return a case's card (KeyError when there is none)."""
        return self._cards[ref]

    def refs(self) -> tuple[str, ...]:
        """Every case, oldest first."""
        return tuple(sorted(self._cards))

    def open_refs(self) -> tuple[str, ...]:
        """Every open case, oldest first."""
        return tuple(sorted(r for r, c in self._cards.items() if c.state is CaseState.OPEN))

    def pop_due(self, now: datetime) -> tuple[str, ...]:
        """Take off the refs that are due at ``now``; a case that is due again must be put again."""
        due: dict[str, None] = {}
        while self._due and self._due[0][0] <= now:
            at, ref = heapq.heappop(self._due)
            card = self._cards.get(ref)
            if card is not None and card.next_due_at == at:
                due[ref] = None
        return tuple(due)

    def put_back(self, ref: str) -> None:
        """Return a ref that ``pop_due`` took, when its work could not be done."""
        card = self._cards[ref]
        if card.next_due_at is not None:
            heapq.heappush(self._due, (card.next_due_at, ref))

    def next_due_at(self) -> datetime | None:
        """Return the instant at which something is due next."""
        return self._due[0][0] if self._due else None

    def next_ref(self, year: int) -> str:
        """Return the reference the next case of ``year`` gets, e.g. "2026-0042"."""
        numbers = (int(r[5:]) for r in self._cards if r.startswith(f"{year}-"))
        return f"{year}-{max(numbers, default=0) + 1:04d}"
