"""Asking for messages one of which may be poison: what a server breaks over hides no other message."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from worker.errors import Unreachable
from worker.outside.mailbox.connection import Connection
from worker.outside.mailbox.imap import fetch_in_pieces, says_later
from worker.outside.mailbox.preview import Answers

LARGE = 4 << 20
"""Bytes from which on a message comes alone and in pieces."""
_OUTAGE = 3
"""So many messages, and not one of them to be had: that is the server's trouble, not theirs."""


class Asking:
    """FETCH on a connection, which is made anew where a message broke it. Raises what ``Connection`` does."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def look(self, uids: Sequence[int], items: Sequence[str], instead: Sequence[str]) -> Answers:
        """FETCH ``items``; of a message for which that fails, ``instead`` alone.

        Only what is gone is left out; what is there and was not answered has nothing. Raises Unreachable
        when many messages are asked for and not one of them can be had.
        """
        answer = self._ask(uids, items, instead) if uids else {}
        silent = [uid for uid in uids if uid not in answer or None in answer[uid].values()]
        there = self.still_there(silent)
        for uid in silent:
            if uid not in there:
                answer.pop(uid, None)
            elif uid not in answer:
                answer[uid] = {}
        if instead and len(uids) >= _OUTAGE and silent == [] and not any(answer.values()):
            raise Unreachable(f"{self._connection.where}: it does not give any of {len(uids)} messages.")
        return answer

    def still_there(self, uids: Sequence[int]) -> set[int]:
        """Which of these lie in the folder: a FETCH is not answered for what is gone, nor for some others."""
        if not uids:
            return set()
        with self._connection.talk() as client:
            return set(client.search(["UID", ",".join(map(str, uids))])) & set(uids)

    def bodies(self, uids: Sequence[int], size: int) -> Answers:
        """Bodies by UID; without one where it cannot be had. ``size`` is the first message's."""
        if size <= LARGE:
            return self._ask(uids, ["BODY.PEEK[]"], [])

        def read() -> Answers:
            with self._connection.talk() as client:
                return {uid: {b"BODY[]": fetch_in_pieces(client, uid, size)} for uid in uids}

        return self._survive(read) or self._survive(read) or {uid: {} for uid in uids}

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

    def _fetch(self, uids: Sequence[int], items: Sequence[str]) -> Answers:
        with self._connection.talk() as client:
            answer: Answers = client.fetch(uids, items)
            return answer

    def _survive(self, work: Callable[[], Answers]) -> Answers | None:
        """What ``work`` gives; None if it fails and the server is there again on a fresh connection.

        A server that does not answer, or says "not now", is not asked again.
        """
        uidvalidity = self._connection.uidvalidity
        try:
            return work()
        except Unreachable as error:
            if isinstance(error.__cause__, TimeoutError) or says_later(error.__cause__):
                raise
        self._connection.connect()
        if uidvalidity != self._connection.uidvalidity:
            self._connection.drop()
            where = self._connection.where
            raise Unreachable(f"{where}: the folder has been made anew, and its messages renumbered.")
        return None
