"""Messages over which a server falls silent: found by asking for fewer each time, and then not asked for.

It may be overloaded, and then every message is asked for again. But where others were answered and one never
is, that one must not hold up the others for ever.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

_TRIES = 3
"""A message that alone was not answered so often, while others were, is given up."""
Items = tuple[str, ...]
"""What was asked about messages."""


class Silence:
    """What was asked of a folder when its server fell silent, as long as its messages keep their numbers."""

    def __init__(self, uidvalidity: int) -> None:
        self.uidvalidity = uidvalidity
        self._unanswered: dict[Items, frozenset[int]] = {}
        self._answered: set[Items] = set()
        """What was answered about others since the server last fell silent over one."""
        self._tries: Counter[tuple[Items, int]] = Counter()

    def parts(self, items: Items, uids: Sequence[int]) -> list[Sequence[int]]:
        """How to ask for these: what was in the command that was not answered comes last, in two halves."""
        unanswered = self._unanswered.pop(items, frozenset())
        asked = [uid for uid in uids if not self.is_given_up(items, uid)]
        doubtful = [uid for uid in asked if uid in unanswered]
        others, half = [uid for uid in asked if uid not in unanswered], len(doubtful) // 2
        return [part for part in (others, doubtful[:half], doubtful[half:]) if part]

    def fell(self, items: Items, uids: Sequence[int]) -> None:
        """Note that the server did not answer this."""
        self._unanswered[items] = frozenset(uids)
        if len(uids) == 1 and items in self._answered:
            self._tries[items, uids[0]] += 1
            self._answered.remove(items)

    def ended(self, items: Items, uids: Sequence[int]) -> None:
        """Note that it did."""
        self._answered.add(items)
        for uid in uids:
            self._tries.pop((items, uid), None)

    def is_given_up(self, items: Items, uid: int) -> bool:
        """Whether a message is asked for no more."""
        return self._tries[items, uid] >= _TRIES
