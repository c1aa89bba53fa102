"""What a safeguarding lead, or who decides, says about a lane of a case: "referred", "letters may go"."""

from __future__ import annotations

from datetime import datetime

from worker.deciding.cases.lanes import Said, Word, heed, open_lanes, read_word
from worker.deciding.news.alerts import acknowledge
from worker.deciding.office import address
from worker.desk.clerk import Clerk
from worker.desk.incoming import Message
from worker.desk.putaway import Plan
from worker.model import Address, DeadlineKind, Item, Letter, Notice, Proof, Role
from worker.outside.data.store import MAILROOM, Store
from worker.reading.senders.roles import person_of

_WORDS = (Word.FREE, Word.REFERRED)


class Leads:
    """Hears those words before any other grammar does: they are no decision about a draft."""

    def __init__(self, store: Store, clerk: Clerk) -> None:
        self._store = store
        self._clerk = clerk
        self._office = clerk.office

    def find_plan(self, message: Message, now: datetime) -> Plan | None:
        """Plan what such an answer causes; None where it is another, to be read as any."""
        mail, reading, letter, key = message.mail, message.reading, message.letter, message.key
        ref = find_case_of(letter, self._store)
        if ref is None or letter is None or letter.external or reading.sender.verdict is not Proof.PROVEN:
            return None
        person = person_of(
            mail.sender.email if mail.sender else "", self._office.people, self._office.local_date(now)
        )
        case = self._store.case(ref)
        new = message.apart.new
        word = read_word(new.text, person.name) if person is not None and not new.doubtful else None
        waited_for = open_lanes(case) or any(d.kind is DeadlineKind.REFER for d in case.open_deadlines)
        if person is None or word not in _WORDS or not waited_for:
            return None
        lead = self._office.is_lead(person.email, case)
        if not lead and not self._office.may_decide(case, reading.role, person):
            return None
        role = Role.DSL if lead else reading.role
        said = Said(word, address(person), role, key, new.text, message.items)
        outcome, lines = heed(case, said, now)
        outcome += acknowledge(case, mail.sender, self._office, now)
        decider = address(self._office.decider(case))
        facts = {"ref": ref, "done": list(lines), "words": new.text, "writer": None}
        answer = Notice("confirmation", (address(person),), facts, answers=key, items=(Item(1, ref),))
        told = (answer,) if decider.email == person.email else (answer, _told(answer, decider, person.name))
        outcome = type(outcome)(outcome.events, (*told, *outcome.notices))
        return Plan((self._clerk.case_entry(case, outcome, message.kept, now),), "filed")


def _told(answer: Notice, to: Address, writer: str) -> Notice:
    return Notice(answer.kind, (to,), answer.facts | {"writer": writer}, items=answer.items)


def find_case_of(letter: Letter | None, store: Store) -> str | None:
    """The one case that a mail of ours is about, be it on the case or a reminder in the mailroom."""
    if letter is None:
        return None
    refs = {item.ref for item in letter.items if item.ref}
    if letter.id not in store.mailroom.letters:
        found = store.register.find_letter([letter.message_id])
        return store.register.living(found[0]) if found and found[0] != MAILROOM else None
    return store.register.living(refs.pop()) if len(refs) == 1 else None
