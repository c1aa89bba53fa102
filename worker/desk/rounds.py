"""What time alone brings: deadlines that pass, one collected reminder, the morning digest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from functools import partial

from worker import events as ev
from worker.deciding.archives.records import date_case, find_kept_until
from worker.deciding.archives.restoring import show_again
from worker.deciding.cases.lapsing import lapse, told_of
from worker.deciding.news.digest import compose
from worker.deciding.news.digest_lines import is_about_head
from worker.deciding.news.morning import Health, Morning, readers_of
from worker.deciding.news.outages import Told, reading_fails, reading_works
from worker.deciding.news.reminding import Passed, remind, say_it_waits, told_key
from worker.deciding.news.stop_alarms import raise_stop_alarm
from worker.deciding.office import address
from worker.desk.clerk import CaseEntry, Clerk, MailroomEntry
from worker.errors import Damaged, Unreachable
from worker.model import CaseState, Notice, Person, Role
from worker.outside.data.store import Store


class Rounds:
    """Asks who is past a deadline. It needs no recovery: what is due after an outage is simply due."""

    def __init__(self, store: Store, clerk: Clerk) -> None:
        self._store = store
        self._clerk = clerk
        self._dated_on: date | None = None
        self._shown_since: datetime | None = None
        self.unwritten: MailroomEntry | None = None
        """The last alarm that the disk did not take."""

    def show_again(self, now: datetime) -> None:
        """Show what waits for a yes anew when the data came back from a backup: it may have gone since."""
        restored = self._store.mailroom.restored
        if restored is None or restored.at == self._shown_since:
            return
        register = self._store.register
        for ref in register.open_refs():
            if register.card(ref).changed_at < restored.at:
                case = self._store.case(ref)
                outcome = show_again(case, restored, self._clerk.office, now)
                if outcome.events:
                    self._clerk.enter(self._clerk.case_entry(case, outcome, (), now), now)
        self._shown_since = restored.at

    def sweep(self, refs: Sequence[str], now: datetime) -> None:
        """Pass what is over on these cases and remind of it, in one mail a person.

        A case that cannot be worked on stalls no other: its error is raised after all the rest.
        """
        lapsed: list[CaseEntry] = []
        passed: list[Passed] = []
        sick: list[Exception] = []
        for ref in refs:
            with set_aside(sick):
                case = self._store.case(ref)
                outcome, over = lapse(case, self._clerk.office, now)
                if outcome.events:
                    lapsed.append(self._clerk.case_entry(case, outcome, (), now))
                passed += [(case, d) for d in over]
        # The reminder first: a crash after it finds the deadlines open again and the reminder told.
        self._remind(passed, now)
        for entry in lapsed:
            self._clerk.enter(entry, now)
        if sick:
            raise sick[0]

    def repeat_alarms(self, now: datetime) -> None:
        """Alert again to stopped messages that nobody has acknowledged: one wave each, however late."""
        room, clerk = self._store.mailroom, self._clerk
        for alarm in room.alarms_due(now):
            held = room.held[alarm.about]
            happened, alerts = raise_stop_alarm(held, clerk.office, now, alarm.wave)
            clerk.enter(clerk.mailroom_entry(happened, alerts, now), now)

    def _remind(self, passed: list[Passed], now: datetime) -> None:
        """Remind those who can do something about it, tell those who are only told: one mail each."""
        reminded: dict[Person, list[Passed]] = {}
        told: dict[Person, list[Passed]] = {}
        for case, deadline in passed:
            can_act, hear = told_of(case, deadline, self._clerk.office)
            for readers, lists in ((can_act, reminded), (hear, told)):
                for one in readers:
                    if told_key(case, deadline, one) not in self._store.mailroom.told:
                        lists.setdefault(one, []).append((case, deadline))
        for person, lines in reminded.items():
            self._write(remind(lines, self._clerk.office, address(person)), person, lines, now)
        for person, lines in told.items():
            self._write(say_it_waits(lines, self._clerk.office, address(person)), person, lines, now)

    def _write(self, notice: Notice, person: Person, lines: list[Passed], now: datetime) -> None:
        told = tuple(told_key(case, deadline, person) for case, deadline in lines)
        happened = partial(ev.Reminded, now, told)
        self._clerk.enter(self._clerk.letter_entry(notice, happened, now), now)

    def digest(self, now: datetime, health: Health) -> None:
        """Write the digests that are due: one a reader and local date, whatever happens in between.

        Where nothing is to be said that is noted, so that it is not asked again every minute.
        """
        mailroom, office = self._store.mailroom, self._clerk.office
        if mailroom.founded_at is None:
            self._clerk.enter(self._clerk.mailroom_entry((ev.Founded(now),), (), now), now)
        self._date_records(now)
        for reader, person in readers_of(office):
            if reader and not self._is_governors():
                continue
            before = mailroom.find_digest_sent(now, reader)
            since_at = before.at if before else mailroom.founded_at
            on = office.days.find_digest_due(since_at, now)
            if on is None or mailroom.is_digested(on, reader):
                continue
            cases = [self._store.case(ref) for ref in self._telling(since_at, now)]
            of_case = self._store.register.is_of_case
            morning = Morning(on, now, since_at, mailroom, health)
            notice = compose(person, cases, morning, office, of_case)
            if notice is None:
                silent = ev.Digested(now, on, since_at, "", reader)
                self._clerk.enter(self._clerk.mailroom_entry((silent,), (), now), now)
                continue
            digested = partial(_digested, now, on, since_at, reader)
            self._clerk.enter(self._clerk.letter_entry(notice, digested, now), now)

    def reading_fails(self, because: str, since_at: datetime, now: datetime, *, refused: bool) -> None:
        """Tell the admin that the inbox cannot be read, when that is to be told."""
        room, office = self._store.mailroom, self._clerk.office
        self._tell(reading_fails(room, because, since_at, office, now, refused=refused), now)

    def reading_works(self, now: datetime) -> None:
        """Tell the admin that the inbox is read again, after an outage that was told."""
        self._tell(reading_works(self._store.mailroom, self._clerk.office, now), now)

    def _tell(self, told: Told, now: datetime) -> None:
        if not told[0]:
            return
        entry = self._clerk.mailroom_entry(*told, now)
        try:
            self._clerk.enter(entry, now)
        except OSError:
            self.unwritten = entry
            raise

    def _date_records(self, now: datetime) -> None:
        """Set, once a day, how long cases are kept that were closed, or opened again, since the last time."""
        today = self._clerk.office.local_date(now)
        if today == self._dated_on:
            return
        room, register = self._store.mailroom, self._store.register
        dated = []
        for card in map(register.card, register.refs()):
            before = room.dated.get(card.ref)
            closed = card.state is CaseState.CLOSED
            is_new = before is None or (
                card.changed_at > before.at if closed else before.erase_on is not None
            )
            if is_new and (closed or before) and not card.merged_into:
                dated.append(date_case(self._store.case(card.ref), self._clerk.office, now))
        if dated:
            self._clerk.enter(self._clerk.mailroom_entry(tuple(dated), (), now), now)
        self._dated_on = today

    def _is_governors(self) -> bool:
        """Whether anything at all goes round the head."""
        register = self._store.register
        held = any(is_about_head(one) for one in self._store.mailroom.held.values())
        return held or any(register.card(ref).decided_by is Role.CHAIR for ref in register.refs())

    def _telling(self, since_at: datetime | None, now: datetime) -> tuple[str, ...]:
        """The cases a digest has something to say about: open ones, and those that changed since."""
        register = self._store.register
        cards = [register.card(ref) for ref in register.refs()]
        room, rules, today = (
            self._store.mailroom,
            self._clerk.office.rules,
            self._clerk.office.local_date(now),
        )

        def is_near(ref: str) -> bool:
            until = find_kept_until(room, ref)
            return until is not None and until - timedelta(days=rules.announce_days) <= today

        return tuple(
            c.ref
            for c in cards
            if c.state is CaseState.OPEN or since_at is None or c.changed_at >= since_at or is_near(c.ref)
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


def _digested(now: datetime, on: date, since_at: datetime | None, reader: str, letter: str) -> ev.Digested:
    return ev.Digested(now, on, since_at, letter, reader)
