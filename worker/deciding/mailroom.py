"""The mailroom as its history makes it: what belongs to no case.

Unlike a case it never ends, so its state is kept in memory and moved on event by event instead of
being replayed; ``Mailroom.apply`` is the only way it changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from worker import events as ev
from worker.deciding.case import moved_letter
from worker.model import Letter, LetterState, MessageKey

_ON_ITS_WAY = (LetterState.QUEUED, LetterState.SENDING)


@dataclass(slots=True)
class Mailroom:
    """Held and quarantined mail, mails that cover several cases, and what was told when."""

    messages: list[tuple[MessageKey, str]] = field(default_factory=list)
    """Each message that belongs to no case, and how it ended: filed, held or quarantined."""
    letters: dict[str, Letter] = field(default_factory=dict)
    """Every letter of the mailroom by id, in the state it has now."""
    held: dict[MessageKey, ev.Held] = field(default_factory=dict)
    quarantined: dict[MessageKey, ev.Quarantined] = field(default_factory=dict)
    filed: list[ev.Filed] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    digests: list[ev.Digested] = field(default_factory=list)
    splits: dict[MessageKey, tuple[str, ...]] = field(default_factory=dict)
    founded_at: datetime | None = None
    stormed_at: datetime | None = None
    count: int = 0
    """Letters written so far: the next one's number follows from it."""

    def apply(self, happened: Iterable[ev.MailroomEvent]) -> None:
        """Move the state on by what happened, in order."""
        for event in happened:
            self._apply(event)

    def _apply(self, event: ev.MailroomEvent) -> None:
        match event:
            case ev.Founded():
                self.founded_at = event.at
            case ev.Filed():
                self.messages.append((event.message, "filed"))
                self.filed.append(event)
            case ev.Held():
                self.messages.append((event.message, "held"))
                self.held[event.message] = event
            case ev.Quarantined():
                self.messages.append((event.message, "quarantined"))
                self.quarantined[event.message] = event
            case ev.Replayed():
                self.held.pop(event.message, None)
                self.quarantined.pop(event.message, None)
            case ev.Reminded():
                self.told.update(event.told)
            case ev.Digested():
                self.digests.append(event)
            case ev.Split():
                self.splits[event.message] = event.refs
            case ev.Stormed():
                self.stormed_at = event.at
            case ev.Queued():
                self.letters[event.letter.id] = event.letter
                self.count += 1
            case ev.LetterMoved():
                self.letters[event.id] = moved_letter(self.letters[event.id], event)
            case _:
                assert_never(event)

    def on_their_way(self) -> tuple[Letter, ...]:
        """Return the letters still to be sent, oldest first."""
        return tuple(x for x in self.letters.values() if x.state in _ON_ITS_WAY)

    def digest_sent(self, now: datetime | None = None) -> ev.Digested | None:
        """Return the last digest that was really sent, if any (pains row 39).

        One of an instant after ``now`` was written by a clock that was wrong, and is passed over.
        """
        for digest in reversed(self.digests):
            letter = self.letters.get(digest.letter)
            if now is not None and digest.at > now:
                continue
            if letter is not None and letter.state is LetterState.SENT:
                return digest
        return None
