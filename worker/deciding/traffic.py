"""What was written and what went out in the last hour, as the histories tell it: ceilings are judged by it.

It follows from what is stored, so that a restart forgives nothing; a question costs what the hour held,
however many cases there are.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from worker import events as ev
from worker.model import Letter, LetterState

HOUR = timedelta(hours=1)
NOTE = "not_acted"
"""Told to a person in whose name a mail came; anyone can cause it, so it uses up no ceiling."""
ADMIN_NOTE = "admin_note"
EACH_MAIL = frozenset({"unseen", "cut_off", "unreadable", "lost"})
"""Notes to the admin of which every single mail can bring about one; the others are few by themselves."""
ANSWERS = frozenset({"acknowledgement", "unread", "too_big", "safety_stop"})
"""What is written to whoever writes to us, however often they do."""
_GONE = (LetterState.SENT, LetterState.IN_DOUBT)
_CLOCK = timedelta(minutes=5)
"""What lies further ahead was written by a clock that was wrong, and counts for nothing."""


@dataclass(slots=True)
class Lately:
    """Instants of the last hour by the addresses they concern."""

    _all: deque[tuple[datetime, tuple[str, ...]]] = field(default_factory=deque)
    _each: Counter[str] = field(default_factory=Counter)

    def add(self, at: datetime, to: tuple[str, ...]) -> None:
        """Take in one."""
        self._all.append((at, to))
        self._each.update(to)
        self._forget(at)

    def count(self, now: datetime) -> int:
        """How many there were."""
        self._forget(now)
        while self._all and self._all[-1][0] > now + _CLOCK:
            self._drop(self._all.pop())
        return len(self._all)

    def most(self, to: Iterable[str], now: datetime) -> int:
        """How many there were to the one of these addresses that had most."""
        self.count(now)
        return max((self._each[email] for email in to), default=0)

    def most_of_all(self, now: datetime) -> int:
        """How many there were to the address that had most."""
        self.count(now)
        return max(self._each.values(), default=0)

    def settle(self) -> None:
        """Bring what was taken in from several histories into order."""
        self._all = deque(sorted(self._all))

    def _forget(self, now: datetime) -> None:
        while self._all and self._all[0][0] <= now - HOUR:
            self._drop(self._all.popleft())

    def _drop(self, one: tuple[datetime, tuple[str, ...]]) -> None:
        self._each.subtract(one[1])
        self._each += Counter()  # addresses that had none are forgotten


@dataclass(slots=True)
class Traffic:
    """The last hour of the whole house."""

    gone: Lately = field(default_factory=Lately)
    """Mails that the mail server took, or may have taken."""
    answers: Lately = field(default_factory=Lately)
    """Answers that were written to whoever wrote to us."""
    notes: Lately = field(default_factory=Lately)
    """Notes that were written to the admin."""

    def take(
        self,
        events: Iterable[ev.CaseEvent | ev.MailroomEvent],
        find_letter: Callable[[str], Letter | None],
    ) -> None:
        """Take in what happened; ``find_letter`` knows the letters that moved."""
        for event in events:
            if isinstance(event, ev.Queued) and event.letter.kind in ANSWERS:
                self.answers.add(event.at, event.letter.to)
            elif isinstance(event, ev.Queued) and event.letter.kind == ADMIN_NOTE:
                self.notes.add(event.at, event.letter.to)
            elif isinstance(event, ev.LetterMoved) and event.state in _GONE:
                letter = find_letter(event.id)
                if letter is not None and letter.kind != NOTE:
                    self.gone.add(event.at, letter.to)

    def settle(self) -> None:
        """Bring what was taken in from several histories into order."""
        self.gone.settle()
        self.answers.settle()
        self.notes.settle()


def find_wrote_at(events: Iterable[ev.CaseEvent]) -> datetime | None:
    """Return when a letter of a case was last written or sent, None when there is none."""
    return max((e.at for e in events if isinstance(e, ev.Queued | ev.LetterMoved)), default=None)
