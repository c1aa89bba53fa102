"""Erasing a case for good: the mailbox first, then the data folder, then the search for what is left.

An order is a value in the mailroom until it is reported done; every step can be done twice, so that a crash
or a mail server that is away only means that it is done later.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from worker import events as ev
from worker.deciding.archives.records import forgotten, tombstone, why_not
from worker.deciding.cases.case import Case
from worker.deciding.office import address, is_own
from worker.desk.clerk import Clerk
from worker.desk.errands import Mailbox
from worker.model import Notice, Person
from worker.outside.data.store import Store


class Erasing:
    """Carries out what was ordered, case by case."""

    def __init__(self, store: Store, clerk: Clerk) -> None:
        self._store = store
        self._clerk = clerk

    def carry_out(self, mailbox: Mailbox, now: datetime) -> None:
        """Erase what is ordered. Raises Unreachable or OSError with the rest still ordered."""
        for ref, because in self._store.erase_requests():
            order = ev.EraseOrdered(now, ref, "admin", because)
            if ref not in self._store.mailroom.erasing and ref not in self._store.mailroom.erased:
                self._clerk.enter(self._clerk.mailroom_entry((order,), (), now), now)
            self._store.erase_noted(ref)
        for order in tuple(self._store.mailroom.erasing.values()):
            if order.ref in self._store.mailroom.erased:  # a crash came between the tombstone and the report
                self._clear(order, self._store.left_of(self._store.mailroom.erased[order.ref]), (0, 0), now)
            else:
                self._erase(order, mailbox, now)

    def _erase(self, order: ev.EraseOrdered, mailbox: Mailbox, now: datetime) -> None:
        ref, room = order.ref, self._store.mailroom
        known = self._store.register.find_card(ref) is not None
        because = why_not(self._store.case(ref), room) if known else "unknown"
        if because:
            refused = ev.EraseRefused(now, ref, because)
            told = self._told(ref, self._decider(ref), {"refused": because}) if known else ()
            self._clerk.enter(self._clerk.mailroom_entry((refused,), told, now), now)
            return
        family = self._family(ref)
        theirs = self._store.belongings(family, self._is_ours)
        fetched = tuple(key for key in theirs.keys if key.body_sha256)  # the others are the same once more
        wiped = mailbox.erase(fetched, theirs.sizes, theirs.letters)
        grave = replace(tombstone(family[0], family, room, order, now), identities=forgotten(theirs.keys))
        self._clerk.enter(self._clerk.mailroom_entry((grave,), (), now), now)
        self._clear(order, family, wiped, now)

    def _clear(
        self, order: ev.EraseOrdered, family: tuple[Case, ...], wiped: tuple[int, int], now: datetime
    ) -> None:
        """Remove what the data folder holds, and search it for what is left."""
        if not family:
            self._report(order, {}, (), None, now)
            return
        theirs = self._store.belongings(family, self._is_ours)
        decider = self._clerk.office.decider(family[0])
        removed = self._store.clear(order.ref, theirs)
        removed |= {"mails": wiped[0], "marked": wiped[1], "shared": len(theirs.shared)}
        self._report(order, removed, self._store.find_traces(theirs.marks), decider, now)

    def _is_ours(self, email: str) -> bool:
        """Whether an address is of the school's own people."""
        people = self._clerk.office.people
        return is_own(email, people) or email == self._clerk.sender_address

    def _family(self, ref: str) -> tuple[Case, ...]:
        """The case, and those that were merged into it."""
        register = self._store.register
        merged = [one for one in register.refs() if one != ref and register.living(one) == ref]
        return tuple(self._store.case(one) for one in (ref, *merged))

    def _decider(self, ref: str) -> Person:
        return self._clerk.office.decider(self._store.case(ref))

    def _report(
        self,
        order: ev.EraseOrdered,
        removed: dict[str, Any],
        left: tuple[str, ...],
        decider: Person | None,
        now: datetime,
    ) -> None:
        """Say what was removed, and what could not be reached, to who decided on the case."""
        people = self._clerk.office.people
        reader = decider or (people.chair if order.by == "chair" else people.head)
        facts = {"refused": "", "removed": removed, "left": left, "by": order.by, "because": order.because}
        cleared = ev.Cleared(now, order.ref, removed, left)
        told = self._told(order.ref, reader, facts)
        self._clerk.enter(self._clerk.mailroom_entry((cleared,), told, now), now)

    def _told(self, ref: str, reader: Person, facts: dict[str, Any]) -> tuple[Notice, ...]:
        return (Notice("erased", (address(reader),), {"ref": ref} | facts),)
