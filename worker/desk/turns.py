"""Whose turn it is: the oldest first, and behind a long backlog the newest beside it.

What somebody reported just now is then answered at once, and what waits longest never waits for it. What
may decide or answer keeps its place: a STOP must not be read before the yes it takes back. That nothing
leaves the school before the inbox was read to its end is seen to elsewhere (``Desk.attend``).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain, islice, zip_longest

from worker.model import Mail, People, Place
from worker.reading.quoted.tokens import find_tokens, starts_as_reply
from worker.reading.senders.roles import person_at


class Turns:
    """Which of the waiting messages are next."""

    def __init__(self, batch: int) -> None:
        self._batch = batch
        self._many = 2 * batch
        self._early: frozenset[Place] = frozenset()
        self._in_order: set[Place] = set()

    def next(self, places: Sequence[Place], last: Collection[Place] = ()) -> list[Place]:
        """Return the next batch of these, which are the oldest first; those in ``last`` come last.

        Of many every other one is from the newest end; the first is the oldest always.
        """
        able = [place for place in places if place not in last] if last else places
        if len(able) <= self._many:
            self._early = frozenset()
            return list(islice(chain(able, (p for p in places if p in last)), self._batch))
        half = self._batch // 2
        free = (place for place in reversed(able[half:]) if place not in self._in_order)
        new = list(islice(free, half))
        self._early = frozenset(new)
        old = [place for place in able[: self._batch] if place not in self._early][: self._batch - len(new)]
        return [place for pair in zip_longest(old, new) for place in pair if place is not None]

    def is_to_wait(
        self, place: Place, mail: Mail, people: People, is_ours: Callable[[Iterable[str]], bool]
    ) -> bool:
        """Whether a message came up early that must keep its place, and keeps it from now on."""
        if place not in self._early:
            return False
        sender = mail.sender.email if mail.sender else ""
        keeps = (
            person_at(sender, people) is not None
            or starts_as_reply(mail.subject)
            or bool(find_tokens(mail, people.inbox).all)
            or is_ours(mail.thread)
        )
        if keeps:
            self._in_order.add(place)
        return keeps

    def keep_only(self, waiting: Iterable[Place]) -> None:
        """Forget what lies in the inbox no more."""
        self._in_order.intersection_update(waiting)

    @property
    def put_off(self) -> int:
        """How many messages came up early and wait for their turn."""
        return len(self._in_order)

    def is_put_off(self, place: Place) -> bool:
        """Whether a message came up early and waits for its turn."""
        return place in self._in_order
