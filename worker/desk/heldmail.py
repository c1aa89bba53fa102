"""Held messages accepted or discarded by number, in an answer to the digest that lists them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from worker import events as ev
from worker.deciding.archives.held_words import read_held
from worker.deciding.cases.lanes import is_polite
from worker.deciding.office import Office, address
from worker.deciding.sentences import say
from worker.desk.incoming import Incoming
from worker.model import Item, Notice, Person, Role
from worker.outside.data.store import Store

HeldEvent = ev.Accepted | ev.Discarded


@dataclass(frozen=True, slots=True)
class Taken:
    """What an answer does with held messages, and the rest of it, which is about cases alone."""

    reply: Incoming
    events: tuple[ev.MailroomEvent, ...] = ()
    told: tuple[Notice, ...] = ()

    @property
    def is_all(self) -> bool:
        """Whether nothing else is said, or asked about."""
        return bool(self.told) and (not self.reply.new.text.strip() or self.reply.letter is None)


class HeldMail:
    """Reads these words before the grammar of cases does. Nothing is stored here."""

    def __init__(self, store: Store, office: Office) -> None:
        self._store = store
        self._office = office

    def take(self, reply: Incoming, person: Person | None, now: datetime) -> Taken:
        """Take out of an answer what it says of held messages; a doubt takes all of it and asks."""
        letter = reply.letter
        assert letter is not None
        items = tuple(item for item in letter.items if item.held is None)
        held = {item.n: item for item in letter.items if item.held is not None}
        cases = replace(reply, letter=replace(letter, items=items))
        said = read_held(reply.new.text, tuple(held), tuple(item.n for item in items))
        if said is None or person is None:
            return Taken(cases)
        doubt = said.doubt or self._objection(reply, person)
        if doubt:
            told = _answer([_ask(doubt, next(iter(held)))], reply, person)
            return Taken(_with_words(cases, ""), (), (told,))
        events: list[HeldEvent] = []
        done: list[dict[str, Any]] = []
        for n in (*said.accept, *said.discard):
            happened, line = self._one(held[n], reply, person, now, accept=n in said.accept)
            done.append(line)
            if happened is not None:
                events.append(happened)
        rest = "" if is_polite(said.rest, person.name) else said.rest
        return Taken(_with_words(cases, rest), tuple(events), (_answer(done, reply, person),))

    def _one(
        self, item: Item, reply: Incoming, person: Person, now: datetime, *, accept: bool
    ) -> tuple[HeldEvent | None, dict[str, Any]]:
        """Accept or discard one; what does not wait any more, or was never fetched, is asked about."""
        n, key = item.n, item.held
        waits = self._store.mailroom.held.get(key) if key is not None else None
        if key is None or waits is None:
            return None, _ask(say("heldmail.number_does_not_wait_any", n=n), n)
        by, when = address(person), self._office.days.say_instant(waits.at)
        if not accept:
            discarded = ev.Discarded(now, key, reply.key, by, reply.new.text)
            return discarded, {"what": "discarded", "when": when}
        if self._store.find_quarantined(key.raw_sha256) is None:
            why = say("heldmail.lies_in_held_folder_mailbox")
            return None, _ask(say("heldmail.number_never_fetched", n=n, why=why), n)
        return ev.Accepted(now, key, reply.key, by), {"what": "accepted", "when": when}

    def _objection(self, reply: Incoming, person: Person) -> str:
        may = reply.reading.role is Role.HEAD or (reply.reading.role is Role.DELEGATE and person.may_approve)
        if not may:
            return say("heldmail.only_head_or_who_stands")
        return say("heldmail.your_answer_may_hold_words") if reply.new.doubtful else ""


def _answer(done: list[dict[str, Any]], reply: Incoming, person: Person) -> Notice:
    """Say what was done with them, or ask with the same numbers."""
    facts = {"ref": None, "done": done, "words": reply.new.text, "writer": None}
    if any(line["what"] == "ask" for line in done):
        items = reply.letter.items if reply.letter else ()
        return Notice("question", (address(person),), facts, answers=reply.key, items=items)
    return Notice("confirmation", (address(person),), facts, answers=reply.key)


def _ask(because: str, n: int) -> dict[str, Any]:
    return {"what": "ask", "reason": "held mail", "because": because, "n": n}


def _with_words(reply: Incoming, words: str) -> Incoming:
    return replace(reply, new=replace(reply.new, text=words))
