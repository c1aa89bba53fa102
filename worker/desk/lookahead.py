"""Some of the next messages, looked at and being read while what the last ones caused still goes out."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from datetime import datetime

from worker.deciding.judging.foreseen import Circumstances
from worker.desk.errands import Mailbox
from worker.desk.firstlook import FirstLook
from worker.model import Place
from worker.outside.reader.expecting import MailReader

MOST = 24
"""So many messages, about as long in the reading as the letters of a batch are in the sending,"""
MOST_BYTES = 8 << 20
"""as long as they are not larger together."""
Found = tuple[Place, bytes]
"""A message with its bytes."""


class LookAhead:
    """Messages that are first in the next turn. Nothing is decided on them before it has come."""

    def __init__(self, first: FirstLook, reader: MailReader) -> None:
        self._first = first
        self._reader = reader
        self._looked_at: Sequence[Place] = ()
        self._ready: deque[Found] = deque()
        self._unfetched: Sequence[Place] = ()
        """Which may be fetched and were not yet. Not a fetch begun: numbers may stand for others by then."""
        self.came_on = False
        """Whether the look at them did away with some that wait."""

    def look(
        self,
        window: Sequence[Place],
        mailbox: Mailbox,
        circumstances: Callable[[], Callable[[Found], Circumstances]],
        now: datetime,
    ) -> None:
        """Look at these, and have as many read as may lie in memory."""
        before = self._first.passed_over
        clear = self._first.look_at(window, mailbox, now)
        self._looked_at = [place for place in window if not self._first.is_put_off(place)]
        self.came_on = self._first.has_passed_over(before)
        at, size = circumstances(), 0
        fits = self._first.count_within(clear, MOST_BYTES)
        self._unfetched = clear[fits:]
        try:
            for one in mailbox.fetch(clear[:fits]):
                self._reader.expect(one[1], at(one))
                self._ready.append(one)
                size += len(one[1])
                if size > MOST_BYTES:  # the server had told less
                    self._unfetched = clear[clear.index(one[0]) + 1 :]
                    break
        except BaseException:
            self._drop()
            raise

    def keep_only(self, waiting: AbstractSet[Place]) -> list[Place]:
        """Return which were looked at, as far as they wait to be taken in; forget the others."""
        self._forget(one for one in self._ready if one[0] not in waiting)
        self._ready = deque(one for one in self._ready if one[0] in waiting)
        self._unfetched = [place for place in self._unfetched if place in waiting]
        self._looked_at = [place for place in self._looked_at if place in waiting]
        return list(self._looked_at)

    def take(self, mailbox: Mailbox) -> Iterator[Found]:
        """The messages, once, in their order; those that nobody asks for are read no further."""
        (ready, self._ready), unfetched = (self._ready, deque()), self._unfetched
        self._drop()
        try:
            while ready:
                yield ready.popleft()
            yield from mailbox.fetch(unfetched)
        finally:
            self._forget(ready)

    def _drop(self) -> None:
        self._forget(self._ready)
        self._ready, self._unfetched, self._looked_at, self.came_on = deque(), (), (), False

    def _forget(self, found: Iterable[Found]) -> None:
        for _, raw in found:
            self._reader.forget(raw)
