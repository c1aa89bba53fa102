"""What time alone brings: deadlines that pass, one collected reminder, the morning digest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from worker import events as ev
from worker.deciding.case import Case
from worker.deciding.casework import lapse
from worker.deciding.digest import Health, compose, remind
from worker.deciding.office import address
from worker.desk.clerk import CaseEntry, Clerk
from worker.errors import Damaged, Unreachable
from worker.model import CaseState, Deadline
from worker.outside.store import Store


class Rounds:
    """Asks who is past a deadline. It needs no recovery: what is due after an outage is simply due."""

    def __init__(self, store: Store, clerk: Clerk) -> None:
        self._store = store
        self._clerk = clerk

    def sweep(self, refs: Sequence[str], now: datetime) -> None:
        """Pass what is over on these cases and remind of it, in one mail a person.

        A case that cannot be worked on stalls no other: its error is raised after all the rest.
        """
        lapsed: list[CaseEntry] = []
        passed: list[tuple[Case, Deadline]] = []
        sick: list[Exception] = []
        for ref in refs:
            with set_aside(sick):
                case = self._store.case(ref)
                outcome, over = lapse(case, self._clerk.office, now)
                if outcome.events:
                    lapsed.append(self._clerk.case_entry(case, outcome, (), now))
                passed += [(case, d) for d in over if _told(case, d) not in self._store.mailroom.told]
        # The reminder first: a crash after it finds the deadlines open again and the reminder told.
        self._remind(passed, now)
        for entry in lapsed:
            self._clerk.enter(entry, now)
        if sick:
            raise sick[0]

    def _remind(self, passed: list[tuple[Case, Deadline]], now: datetime) -> None:
        office = self._clerk.office
        by_person: dict[str, list[tuple[Case, Deadline]]] = {}
        for case, deadline in passed:
            by_person.setdefault(office.decider(case).email, []).append((case, deadline))
        for lines in by_person.values():
            notice = remind(lines, office, address(office.decider(lines[0][0])))
            told = partial(ev.Reminded, now, tuple(_told(case, deadline) for case, deadline in lines))
            self._clerk.enter(self._clerk.letter_entry(notice, told, now), now)

    def digest(self, now: datetime, health: Health) -> None:
        """Write the digest if one is due; each local date has one, whatever happens in between."""
        mailroom, office = self._store.mailroom, self._clerk.office
        if mailroom.founded_at is None:
            self._clerk.enter(self._clerk.mailroom_entry((ev.Founded(now),), (), now), now)
        before = mailroom.digest_sent(now)
        since_at = before.at if before else mailroom.founded_at
        on = office.days.digest_due(since_at, now)
        if on is None or any(digest.on == on for digest in mailroom.digests):
            return
        cases = [self._store.case(ref) for ref in self._telling(since_at)]
        notice = compose(on, cases, mailroom, since_at, health, office, now)
        digested = partial(ev.Digested, now, on, since_at)
        self._clerk.enter(self._clerk.letter_entry(notice, digested, now), now)

    def _telling(self, since_at: datetime | None) -> tuple[str, ...]:
        """The cases a digest has something to say about: open ones, and those that changed since."""
        register = self._store.register
        cards = [register.card(ref) for ref in register.refs()]
        return tuple(
            c.ref for c in cards if c.state is CaseState.OPEN or since_at is None or c.changed_at >= since_at
        )


@contextmanager
def set_aside(sick: list[Exception]) -> Iterator[None]:
    """Go on after an error, keeping it; a disk or a store in trouble stops everything at once."""
    try:
        yield
    except (OSError, Damaged, Unreachable):
        raise
    except Exception as error:  # noqa: BLE001  whatever it is, it is raised when the others are done
        sick.append(error)


def _told(case: Case, deadline: Deadline) -> str:
    return f"{case.ref}/{deadline.id}"
