"""The mailroom as its history makes it: what belongs to no case.

Unlike a case it never ends, so its state is kept in memory and moved on event by event instead of
being replayed; ``Mailroom.apply`` is the only way it changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import assert_never

from worker import events as ev
from worker.deciding.cases.replay import moved_letter
from worker.model import Kind, Letter, LetterState, MessageKey

_ON_ITS_WAY = (LetterState.QUEUED, LetterState.SENDING)


@dataclass(frozen=True, slots=True)
class Aside:
    """A message that belongs to no case: when it came, and as what. It is one also once it is discarded."""

    came_at: datetime
    kind: Kind
    flags: tuple[str, ...] = ()


@dataclass(slots=True)
class Mailroom:
    """Held and quarantined mail, mails that cover several cases, and what was told when."""

    messages: list[tuple[MessageKey, str]] = field(default_factory=list)
    """Each message that belongs to no case, and how it ended: filed, held or quarantined."""
    letters: dict[str, Letter] = field(default_factory=dict)
    """Every letter of the mailroom by id, in the state it has now."""
    held: dict[MessageKey, ev.Held] = field(default_factory=dict)
    stopped: dict[MessageKey, ev.Held] = field(default_factory=dict)
    """Every message that was ever stopped (domain §5.4), also once it is released."""
    quarantined: dict[MessageKey, ev.Quarantined] = field(default_factory=dict)
    filed: list[ev.Filed] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    reminded: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What each reminder that is on its way tells of, by its letter: as in ``told``."""
    digests: list[ev.Digested] = field(default_factory=list)
    splits: dict[MessageKey, tuple[str, ...]] = field(default_factory=dict)
    alarms: dict[MessageKey, ev.Alarmed] = field(default_factory=dict)
    """The last wave of each alarm about a stopped message, also of those that were acknowledged."""
    acknowledged: dict[MessageKey, ev.Acknowledged] = field(default_factory=dict)
    released: dict[MessageKey, ev.Released] = field(default_factory=dict)
    accepted: dict[MessageKey, ev.Accepted] = field(default_factory=dict)
    discarded: dict[MessageKey, ev.Discarded] = field(default_factory=dict)
    away: dict[str, ev.Away] = field(default_factory=dict)
    """The last word of each person's mailbox that they are away, by address."""
    founded_at: datetime | None = None
    stormed_at: datetime | None = None
    restored: ev.Restored | None = None
    """The last time the data folder came back from a backup."""
    reading_stopped: ev.ReadingStopped | None = None
    """The last note that the inbox cannot be read."""
    reading_resumed: ev.ReadingResumed | None = None
    """The end of the outage that note was about; None while it lasts."""
    dated: dict[str, ev.Dated] = field(default_factory=dict)
    """How long each closed case is kept, by its reference; what follows is by reference too."""
    kept: dict[str, ev.KeptOn] = field(default_factory=dict)
    legal_holds: dict[str, ev.LegallyHeld] = field(default_factory=dict)
    lifted: dict[str, ev.HoldLifted] = field(default_factory=dict)
    erasing: dict[str, ev.EraseOrdered] = field(default_factory=dict)
    """What is ordered, and not reported done yet."""
    erased: dict[str, ev.Erased] = field(default_factory=dict)
    cleared: dict[str, ev.Cleared] = field(default_factory=dict)
    aside: dict[MessageKey, Aside] = field(default_factory=dict)
    """All of what was put aside and is not erased, but for what was stopped (domain §5.4)."""
    aside_kept: list[ev.AsideKept] = field(default_factory=list)
    aside_order: ev.AsideOrdered | None = None
    """What is ordered to be erased, and not done yet."""
    count: int = 0
    """Letters written so far: the next one's number follows from it."""

    def apply(self, happened: Iterable[ev.MailroomEvent]) -> None:
        """Move the state on by what happened, in order."""
        for event in happened:
            if isinstance(event, ev.RecordEvent):
                self._keep(event)
            elif isinstance(event, ev.AsideEvent):
                self._keep_aside(event)
            else:
                self._apply(event)

    def _apply(self, event: ev.RoomEvent) -> None:  # noqa: C901  one arm an event
        match event:
            case ev.Founded():
                self.founded_at = event.at
            case ev.Filed():
                self.messages.append((event.message, "filed"))
                self.filed.append(event)
                self._put_aside(event, event.kind)
            case ev.Held():
                self._hold(event)
            case ev.Quarantined():
                self.messages.append((event.message, "quarantined"))
                if not event.erased:
                    self.quarantined[event.message] = event
                self._put_aside(event, Kind.UNREADABLE)
            case ev.Replayed():
                self.aside.pop(event.message, None)
                self.held.pop(event.message, None)
                self.quarantined.pop(event.message, None)
            case ev.Reminded():
                self.told.update(event.told)
                self.reminded[event.letter] = event.told
            case ev.Digested():
                self.digests.append(event)
            case ev.Split():
                self.splits[event.message] = event.refs
            case ev.Stormed():
                self.stormed_at = event.at
            case ev.ReadingStopped():
                self.reading_stopped, self.reading_resumed = event, None
            case ev.ReadingResumed():
                self.reading_resumed = event
            case ev.Queued():
                self.letters[event.letter.id] = event.letter
                self.count += 1
            case ev.LetterMoved():
                self.letters[event.id] = moved_letter(self.letters[event.id], event)
                if event.state is not LetterState.QUEUED:
                    self.reminded.pop(event.id, None)
            case _:
                self._hear(event)

    def _keep(self, event: ev.RecordEvent) -> None:
        """How long cases are kept, and what became of those that are not."""
        ref = event.ref
        match event:
            case ev.Dated():
                self.dated[ref] = event
            case ev.KeptOn():
                self.kept[ref] = event
            case ev.LegallyHeld():
                self.legal_holds[ref] = event
                self.lifted.pop(ref, None)
            case ev.HoldLifted():
                self.lifted[ref] = event
                self.legal_holds.pop(ref, None)
            case ev.EraseOrdered():
                self.erasing[ref] = event
            case ev.EraseRefused():
                self.erasing.pop(ref, None)
            case ev.Erased():
                self.erased[ref] = event
            case ev.Cleared():
                self.cleared[ref] = event
                self.erasing.pop(ref, None)
            case _:
                assert_never(event)

    def _keep_aside(self, event: ev.AsideEvent) -> None:
        """How long mail of no case is kept, and that some of it is to be erased."""
        match event:
            case ev.AsideKept():
                self.aside_kept.append(event)
                self.aside_order = None
            case ev.AsideOrdered():
                self.aside_order = event
            case ev.AsideErased():
                self.aside_order = None

    def _put_aside(self, event: ev.Filed | ev.Held | ev.Quarantined, kind: Kind) -> None:
        if not event.erased:
            flags = event.flags if isinstance(event, ev.Held) else ()
            self.aside[event.message] = Aside(event.at, kind, flags)

    def _hold(self, event: ev.Held) -> None:
        self.messages.append((event.message, "held"))
        if event.erased:
            return
        self.held[event.message] = event
        if event.kind is Kind.SAFETY_STOP:
            self.stopped[event.message] = event
        else:
            self._put_aside(event, event.kind)

    def _hear(
        self,
        event: ev.Alarmed
        | ev.Acknowledged
        | ev.Away
        | ev.Released
        | ev.Accepted
        | ev.Discarded
        | ev.Restored,
    ) -> None:
        """What people made of a held message, and what they were told of it; it may be held no longer."""
        match event:
            case ev.Alarmed():
                self.alarms[event.about] = event
            case ev.Acknowledged():
                self.acknowledged[event.about] = event
            case ev.Away():
                self.away[event.who.email] = event
            case ev.Restored():
                self.restored = event
            case ev.Released():
                self.released[event.about] = event
            case ev.Accepted():
                self.accepted[event.about] = event
            case ev.Discarded():
                self.discarded[event.about] = event
            case _:
                assert_never(event)
        if isinstance(event, ev.Released | ev.Accepted | ev.Discarded):
            self.held.pop(event.about, None)
        if isinstance(event, ev.Accepted):
            self.aside.pop(event.about, None)

    def alarms_due(self, now: datetime) -> tuple[ev.Alarmed, ...]:
        """Return the alarms that nobody has acknowledged and that are to be repeated at ``now``."""
        return tuple(
            alarm
            for key, alarm in self.alarms.items()
            if key in self.held
            and key not in self.acknowledged
            and alarm.again_at is not None
            and alarm.again_at <= now
        )

    def on_their_way(self) -> tuple[Letter, ...]:
        """Return the letters still to be sent, oldest first."""
        return tuple(x for x in self.letters.values() if x.state in _ON_ITS_WAY)

    def is_digested(self, on: date, reader: str = "") -> bool:
        """Whether a reader's digest of a day is written, and was not taken back before it went."""
        written = [one.letter for one in self.digests if (one.on, one.reader) == (on, reader)]
        known = (self.letters.get(one) for one in written)
        return any(one is None or one.state is not LetterState.CANCELLED for one in known)

    def find_digest_sent(self, now: datetime | None = None, reader: str = "") -> ev.Digested | None:
        """Return the last digest that was really sent to a reader (the head), if any (pains row 39).

        One of an instant after ``now`` was written by a clock that was wrong, and is passed over.
        """
        for digest in reversed([one for one in self.digests if one.reader == reader]):
            letter = self.letters.get(digest.letter)
            if now is not None and digest.at > now:
                continue
            if letter is not None and letter.state is LetterState.SENT:
                return digest
        return None
