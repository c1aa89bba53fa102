"""Asking for messages one of which may be poison: what a server breaks over hides no other message."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from worker.errors import Unreachable
from worker.outside.mailbox.connection import Connection
from worker.outside.mailbox.imap import says_later
from worker.outside.mailbox.preview import Answers
from worker.outside.mailbox.silence import Silence
from worker.outside.mailbox.whole import fetch_whole

_BODY = ("BODY.PEEK[]",)
_OUTAGE = 3
"""So many messages, and not one of them to be had: that is the server's trouble, not theirs."""


class Asking:
    """FETCH on a connection, which is made anew where a message broke it. Raises what ``Connection`` does."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._silent = Silence(0)

    @property
    def _silence(self) -> Silence:
        """Over which messages, by their numbers of today."""
        if self._silent.uidvalidity != self._connection.uidvalidity:
            self._silent = Silence(self._connection.uidvalidity)
        return self._silent

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
        return self._ask(uids, _BODY, (), size)

    def _ask(
        self, uids: Sequence[int], items: Sequence[str], instead: Sequence[str], size: int = 0
    ) -> Answers:
        """FETCH ``items``; of a message for which that fails twice, ``instead`` alone, or else nothing."""
        silence, about = self._silence, tuple(items)
        answer: Answers = {uid: {} for uid in uids if silence.is_given_up(about, uid)}
        for part in silence.parts(about, uids):
            answer.update(self._ask_for(part, items, instead, size))
        return {uid: answer[uid] for uid in uids if uid in answer}

    def _ask_for(
        self, uids: Sequence[int], items: Sequence[str], instead: Sequence[str], size: int
    ) -> Answers:
        """One poisonous message must not hide the others, so a failed command is tried again in halves."""
        for _ in range(2 if len(uids) == 1 else 1):
            answer = self._hear(uids, items, lambda: self._fetch(uids, items, size))
            if answer is not None:
                return answer
        if len(uids) == 1:
            answer = self._hear(uids, instead, lambda: self._fetch(uids, instead)) if instead else None
            return {uids[0]: {}} if answer is None else answer
        half = len(uids) // 2
        return {
            **self._ask_for(uids[:half], items, instead, size),
            **self._ask_for(uids[half:], items, instead, size),
        }

    def _fetch(self, uids: Sequence[int], items: Sequence[str], size: int = 0) -> Answers:
        with self._connection.talk() as client:
            answer = fetch_whole(client, uids, size) if items == _BODY else client.fetch(uids, items)
            return {uid: _credible(found) for uid, found in answer.items()}

    def _hear(self, uids: Sequence[int], items: Sequence[str], work: Callable[[], Answers]) -> Answers | None:
        """``_survive``, keeping in mind over which messages the server fell silent."""
        try:
            answer = self._survive(work)
        except Unreachable as error:
            if isinstance(error.__cause__, TimeoutError):
                self._silence.fell(tuple(items), uids)
            raise
        if answer is not None:
            self._silence.ended(tuple(items), uids)
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


def _credible(found: Mapping[bytes, Any]) -> dict[bytes, Any]:
    """What a server says of a message, without what nothing can be: a size is a number, a body is bytes."""
    said: dict[bytes, Any] = {}
    for name, value in found.items():
        if name == b"RFC822.SIZE" and not (isinstance(value, int) and value >= 0):
            continue
        if name == b"FLAGS" and not isinstance(value, tuple | list):
            continue
        if name.startswith(b"BODY[") and not isinstance(value, bytes | int):
            value = None
        said[name] = b"%d" % value if name == b"BODY[]" and isinstance(value, int) else value
    return said
