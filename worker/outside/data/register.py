"""The register: which case a message belongs to, and which cases are due. Built at start, in memory.

Plain dictionaries and a heap rather than a TinyDB in memory: every TinyDB update rewrites its whole
table, which would make a commit cost more with every case; these cost the same at any size.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain

from worker.deciding.archives.records import forgotten
from worker.deciding.cases.card import Card
from worker.deciding.judging.alike import find_distance
from worker.model import CaseState, MessageKey
from worker.reading.quoted.tokens import is_token

_OPEN = 2
"""Signs of a token that need not be secret: they keep the search short."""

_COMMONPLACE = 3
"""Cases that hold one picture before it counts as decoration: a screenshot that many send joins one case."""
ERASED = "erased"
"""Where a message ended that belonged to an erased case."""


class Register:
    """What must be known of every case without opening it."""

    def __init__(self) -> None:
        self._cards: dict[str, Card] = {}
        self._raw: dict[str, str] = {}
        self._bodies: dict[tuple[str, str], str] = {}
        self._ours: dict[str, tuple[str, str]] = {}
        self._tokens: dict[str, list[tuple[str, str, str]]] = {}
        self._threads: dict[str, str] = {}
        self._posts: dict[str, str] = {}
        self._pictures: dict[str, str] = {}
        self._shown_in: dict[str, set[str]] = {}
        self._often: set[str] = set()
        self._due: list[tuple[datetime, str]] = []
        self._highest: dict[int, int] = {}
        self._buried: set[str] = set()
        self._unsent: dict[str, tuple[tuple[str, str, str], ...]] = {}
        self._open = self._waiting = 0

    def put(self, card: Card) -> None:
        """Take in a new or changed card. What it lists of messages and letters only ever grows."""
        before = self._cards.get(card.ref)
        self._cards[card.ref] = card
        self._count(before, card)
        self.reserve(card.ref)
        for key in card.messages[len(before.messages) if before else 0 :]:
            self.know(key, card.ref)
        for message_id, letter in card.letters[len(before.letters) if before else 0 :]:
            self.ours(message_id, card.ref, letter)
        for token, letter in card.tokens[len(before.tokens) if before else 0 :]:
            self.token(token, card.ref, letter)
        for post in card.post_keys:
            _claim(self._posts, post, card.ref)
        for picture in card.pictures:
            _claim(self._pictures, picture, card.ref)
            self._shown_in.setdefault(picture, set()).add(card.ref)
            if len(self._shown_in[picture]) >= _COMMONPLACE:
                self._often.add(picture)
        if card.next_due_at is not None and (before is None or before.next_due_at != card.next_due_at):
            heapq.heappush(self._due, (card.next_due_at, card.ref))

    def _count(self, before: Card | None, card: Card) -> None:
        was_open, waited = _standing(before)
        is_open, waits = _standing(card)
        self._open += is_open - was_open
        self._waiting += waits - waited
        self._unsent.pop(card.ref, None)
        if is_open and card.unsent:
            self._unsent[card.ref] = card.unsent

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many cases there are, how many of them are open, and how many drafts wait on those."""
        return len(self._cards), self._open, self._waiting

    def unsent(self) -> Iterator[tuple[str, str, str]]:
        """Each letter of an open case that waits, failed or is in doubt (``Card.unsent``)."""
        return chain.from_iterable(self._unsent.values())

    def refs_unsent(self) -> tuple[str, ...]:
        """The open cases that have such a letter."""
        return tuple(self._unsent)

    def know(self, key: MessageKey, where: str) -> None:
        """Remember a message and where it ended (a case's ref, or the mailroom's word for it)."""
        self._raw[key.raw_sha256] = where
        if key.message_id:
            if key.body_sha256:  # a message that was never fetched has a body that nobody knows
                self._bodies[key.message_id, key.body_sha256] = where
            if where in self._cards:
                _claim(self._threads, key.message_id, where)

    def forget(self, key: MessageKey) -> None:
        """Let a message be read again (a replay). One that has found its case stays there."""
        if self.find_message(key) not in self._cards:
            self._raw.pop(key.raw_sha256, None)
            self._bodies.pop((key.message_id or "", key.body_sha256), None)

    def ours(self, message_id: str, ref: str, letter: str) -> None:
        """Remember a letter we wrote, so that a reply to it is matched."""
        self._ours[message_id] = (ref, letter)

    def token(self, token: str, ref: str, letter: str) -> None:
        """Remember the token of a letter we wrote; ``find_token`` finds it again."""
        if token:
            self._tokens.setdefault(token[:_OPEN], []).append((token, ref, letter))

    def reserve(self, ref: str) -> None:
        """Never give this reference to a new case: it was told to people, though its folder be gone."""
        year, number = _in_order(ref)
        self._highest[year] = max(number, self._highest.get(year, 0))

    def find_message(self, key: MessageKey) -> str | None:
        """Return where this very message ended before, if it was ever taken in (see ``MessageKey``)."""
        found = self._raw.get(key.raw_sha256)
        if found is None and key.message_id:
            found = self._bodies.get((key.message_id, key.body_sha256))
        if found is None and self._buried and not self._buried.isdisjoint(forgotten((key,))):
            return ERASED
        return found

    def is_of_case(self, key: MessageKey) -> bool:
        """Whether a message is one of a case's."""
        return self.find_message(key) in self._cards

    def bury(self, identities: Iterable[str]) -> None:
        """Never take in again what belonged to an erased case (``records.forgotten``)."""
        self._buried.update(identities)

    def find_letter(self, message_ids: Iterable[str]) -> tuple[str, str] | None:
        """Return (ref, letter id) of the first of these Message-IDs that we minted."""
        return next((self._ours[m] for m in message_ids if m in self._ours), None)

    def find_token(self, token: str) -> tuple[str, str] | None:
        """Return (ref, letter id) of the letter that was given this token.

        Its first signs find the few that it may be, with each of which it is compared in constant time.
        """
        few = self._tokens.get(token[:_OPEN], [])
        found = [(ref, letter) for known, ref, letter in few if is_token(token, known)]
        return found[-1] if found else None

    def find_thread(self, message_ids: Iterable[str]) -> str | None:
        """Return the case that one of these Message-IDs belongs to, ours or a reporter's."""
        ids = tuple(message_ids)
        ours = self.find_letter(ids)
        if ours is not None and ours[0] in self._cards:
            return self.living(ours[0])
        return self._living(next((self._threads[m] for m in ids if m in self._threads), None))

    def find_post(self, keys: Iterable[str]) -> str | None:
        """Return the case about one of these posts."""
        return self._living(next((self._posts[k] for k in keys if k in self._posts), None))

    def find_picture(self, sha256s: Iterable[str]) -> str | None:
        """Return the case that holds one of these very pictures."""
        return self._living(next((self._pictures[s] for s in sha256s if s in self._pictures), None))

    def commonplace(self, sha256s: Iterable[str]) -> frozenset[str]:
        """Return those of these pictures that several cases hold: they come with mails, whatever about."""
        shown = {s: {self.living(ref) for ref in self._shown_in.get(s, ())} for s in sha256s}
        return frozenset(s for s, refs in shown.items() if len(refs) >= _COMMONPLACE)

    def all_commonplace(self) -> tuple[str, ...]:
        """Return all such pictures there are."""
        return tuple(sorted(self.commonplace(self._often)))

    def find_alike(self, looks: Iterable[str], within: int) -> tuple[str, ...]:
        """Return the open cases with a picture within so many bits of one of these looks, nearest first."""
        mine = tuple(looks)
        near = [
            (distance, _in_order(ref), ref)
            for ref in (self._cards if mine else ())
            if self._cards[ref].state is CaseState.OPEN
            for theirs in self._cards[ref].looks
            for look in mine
            if (distance := find_distance(look, theirs)) is not None and distance <= within
        ]
        return tuple(dict.fromkeys(ref for _, _, ref in sorted(near)))

    def living(self, ref: str) -> str:
        """Return the case that goes on in this one's place: itself, unless it was merged into another."""
        while ref in self._cards and (into := self._cards[ref].merged_into):
            ref = into
        return ref

    def _living(self, ref: str | None) -> str | None:
        return self.living(ref) if ref is not None else None

    def find_card(self, ref: str) -> Card | None:
        """Return a case's card."""
        return self._cards.get(ref)

    def card(self, ref: str) -> Card:
        """Return a case's card (KeyError when there is none)."""
        return self._cards[ref]

    def refs(self) -> tuple[str, ...]:
        """Every case, oldest first."""
        return tuple(sorted(self._cards, key=_in_order))

    def open_refs(self) -> tuple[str, ...]:
        """Every open case, oldest first."""
        return tuple(ref for ref in self.refs() if self._cards[ref].state is CaseState.OPEN)

    def pop_due(self, now: datetime) -> tuple[str, ...]:
        """Take off the refs that are due at ``now``, each once, longest due first.

        A ref taken off is due again when its card is put with another instant, or is put back.
        """
        due: dict[str, None] = {}
        while self._due and self._due[0][0] <= now:
            at, ref = heapq.heappop(self._due)
            if self._cards[ref].next_due_at == at:
                due[ref] = None
        return tuple(due)

    def put_back(self, ref: str) -> None:
        """Return a ref that ``pop_due`` took: done or not, it is due when its card says."""
        at = self._cards[ref].next_due_at
        if at is not None:
            heapq.heappush(self._due, (at, ref))

    def next_ref(self, year: int) -> str:
        """Return the reference the next case of ``year`` gets, e.g. "2026-0042"."""
        return f"{year}-{self._highest.get(year, 0) + 1:04d}"


def _standing(card: Card | None) -> tuple[int, int]:
    """Whether a case is open, and how many of its drafts wait then."""
    is_open = card is not None and card.state is CaseState.OPEN
    return is_open, (card.waiting or 0) if card is not None and is_open else 0


def _claim(index: dict[str, str], key: str, ref: str) -> None:
    """Of two cases that claim the same, the older keeps it: so a restart finds what was found before it."""
    holder = index.get(key)
    if holder is None or _in_order(ref) < _in_order(holder):
        index[key] = ref


def _in_order(ref: str) -> tuple[int, int]:
    year, _, number = ref.partition("-")
    return int(year), int(number)
