"""Mail that belongs to no case, by reply to the digest: kept on, or erased on its day."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from worker import events as ev
from worker.deciding.archives.aside import erase_day, is_changed, messages_of
from worker.deciding.archives.record_words import RecordVerb, Said
from worker.deciding.archives.records import say_day
from worker.deciding.office import address
from worker.deciding.sentences import say
from worker.desk.clerk import Clerk
from worker.desk.errands import Mailbox
from worker.desk.incoming import Incoming
from worker.model import Batch, MessageKey, Notice, Person, Role
from worker.outside.data.store import Store


class AsideMail:
    """Says what a word about such mail comes to, and carries out what was ordered."""

    def __init__(self, store: Store, clerk: Clerk) -> None:
        self._store = store
        self._clerk = clerk

    def find_objection(self, said: Said, batch: Batch, reply: Incoming) -> str:
        """Say why this may not be said of it; empty where it may."""
        assert reply.letter is not None
        if said.verb not in (RecordVerb.ERASE, RecordVerb.KEEP):
            return say("aside.legal_hold_set_on_case")
        if reply.reading.role is not Role.HEAD:
            return say("aside.only_head_says_what_becomes")
        there = self._messages(batch, reply.letter.not_before_at)
        return "" if there else say("aside.nothing_left_be_erased_kept")

    def say(
        self, said: Said, batch: Batch, reply: Incoming, person: Person, now: datetime
    ) -> tuple[ev.AsideEvent, dict[str, Any]]:
        """Return what happened and the line that says so."""
        assert reply.letter is not None
        office, asked_at, by = self._clerk.office, reply.letter.not_before_at, address(person)
        count = len(self._messages(batch, asked_at))
        if said.verb is RecordVerb.ERASE:
            on = erase_day(batch, office.local_date(now))
            line = {"what": "aside ordered", "count": count, "on": say_day(on, office.days)}
            return ev.AsideOrdered(now, batch, asked_at, on, reply.key, by), line | {"n": said.which}
        assert said.until_on is not None
        line = {"what": "aside kept", "count": count, "until": say_day(said.until_on, office.days)}
        return ev.AsideKept(now, batch, asked_at, said.until_on, reply.key, by), line

    def carry_out(self, mailbox: Mailbox, now: datetime) -> None:
        """Erase what is ordered and due. Raises Unreachable or OSError with the order as it was.

        What a crash left undone is done at the next call: a message is forgotten last of all.
        """
        order, office = self._store.mailroom.aside_order, self._clerk.office
        if order is None or office.local_date(now) < order.on:
            return
        keys = self._messages(order.batch, order.asked_at)
        if is_changed(order, keys):
            dropped = ev.AsideErased(now, 0, say("aside.more_than_asked_about"))
            self._clerk.enter(self._clerk.mailroom_entry((dropped,), (), now), now)
            return
        mails, marked = mailbox.erase(keys, self._store.sizes_of(keys), ())
        removed = self._store.clear_aside(keys) | {"mails": mails, "marked": marked}
        left = self._store.find_aside(keys)
        erased = ev.AsideErased(now, len(keys), "", removed)
        facts = {"count": len(keys), "removed": removed, "left": left}
        told = (Notice("erased_mail", (address(office.people.head),), facts),)
        self._clerk.enter(self._clerk.mailroom_entry((erased,), told, now), now)

    def _messages(self, batch: Batch, asked_at: datetime) -> tuple[MessageKey, ...]:
        room, office = self._store.mailroom, self._clerk.office
        return messages_of(room, batch, asked_at, office, self._store.register.is_of_case)
