"""What becomes of closed cases, by reply: kept on, held for legal reasons, or erased after a second yes.

Mail that belongs to no case is asked about beside them, and answered in the same words.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from worker import events as ev
from worker.deciding.archives.record_words import RecordVerb, RecordWords, Said, is_yes, read_records
from worker.deciding.archives.records import HELD_UNTIL_RELEASED, find_kept_until, kind_of, say_day, why_not
from worker.deciding.cases.lanes import is_polite
from worker.deciding.office import Office, address
from worker.deciding.sentences import say
from worker.desk.aside import AsideMail
from worker.desk.heldmail import Taken
from worker.desk.incoming import Incoming, find_other_readers, find_other_thread
from worker.model import DECIDERS, Batch, Item, Letter, Notice, Person, Proof, Reading, Role
from worker.outside.data.store import MAILROOM, Store
from worker.reading.message.mail import read_mail

ERASING = "erasing"
"""The mail that lists what is to be erased: an answer to it is the second yes, to that list and no other."""
_HEARD = (*DECIDERS, Role.DSL)
_ERASERS = (Role.HEAD, Role.CHAIR)
_HOLDS = (RecordVerb.HOLD, RecordVerb.LIFT)


class Records:
    """Reads these words before the grammar of cases does. Nothing is stored here."""

    def __init__(self, store: Store, office: Office, ours: tuple[str, ...], aside: AsideMail) -> None:
        self._store = store
        self._office = office
        self._aside = aside
        self._ours = ours

    def concern(self, reading: Reading, now: datetime) -> bool:
        """Whether a mail sets or lifts holds by the cases' numbers: it need not answer a mail of ours.

        To hold never harms, and to lift erases nothing: that is asked for again, and confirmed.
        """
        if reading.role not in _HEARD or reading.posts or reading.forwarded:
            return False
        said = read_records(reading.new_text, (), (), self._office.local_date(now))
        return (
            said is not None
            and not said.doubt
            and all(isinstance(one.which, str) and one.which for one in said.said)
        )

    def take(self, taken: Taken, person: Person | None, now: datetime) -> Taken:
        """Take out of an answer what it says of records; a doubt takes all of it and asks."""
        reply, letter = taken.reply, taken.reply.letter
        records = tuple(item.n for item in _items(reply) if item.record)
        others = tuple(item.n for item in _items(reply) if not item.record)
        if letter is not None:
            left = tuple(item for item in letter.items if not item.record)
            reply = replace(reply, letter=replace(letter, items=left))
        cases = replace(taken, reply=reply)
        if person is None:
            return cases
        if letter is not None and letter.kind == ERASING:
            return self._second(taken.reply, letter, person, now)
        said = read_records(reply.new.text, records, others, self._office.local_date(now))
        if said is None:
            return cases
        if said.doubt or reply.new.doubtful:
            return self._asks(taken, said.doubt or say("records.your_answer_may_hold_words"), person)
        return self._carry_out(cases, taken, said, person, now)

    def _carry_out(
        self, cases: Taken, taken: Taken, said: RecordWords, person: Person, now: datetime
    ) -> Taken:
        events: list[ev.MailroomEvent] = []
        done: list[dict[str, Any]] = []
        erase: list[str] = []
        numbers = {item.n: item.ref for item in _items(taken.reply)}
        batches = {item.n: item.batch for item in _items(taken.reply) if item.batch is not None}
        for one in said.said:
            batch = batches.get(one.which) if isinstance(one.which, int) else None
            ref = self._find_ref(one, numbers) if batch is None else ""
            objection = (
                self._objection(one, ref, taken.reply, person)
                if batch is None
                else self._objection_to_batch(one, batch, taken.reply, person, now)
            )
            if objection:
                return self._asks(taken, objection, person)
            if batch is None and one.verb is RecordVerb.ERASE:
                erase.append(ref)
                continue
            happened, line = (
                self._one(one, ref, taken.reply, person, now)
                if batch is None
                else self._aside.say(one, batch, taken.reply, person, now)
            )
            events.append(happened)
            done.append(line)
        told = [self._answer(done, taken.reply, person)] if done else []
        told += [self._list(erase, taken.reply, person)] if erase else []
        reply = _with_words(cases.reply, "" if is_polite(said.rest, person.name) else said.rest)
        return Taken(reply, (*taken.events, *events), (*taken.told, *told))

    def _find_ref(self, one: Said, numbers: dict[int, str]) -> str:
        """The case that a word is about; "" where there is none, or more than one."""
        if isinstance(one.which, int):
            return numbers.get(one.which, "")
        if one.which:
            return self._store.register.living(one.which)
        refs = {ref for ref in numbers.values() if ref}
        return refs.pop() if len(refs) == 1 else ""

    def _objection(self, one: Said, ref: str, reply: Incoming, person: Person) -> str:
        """Say why this person may not say this of that case; empty where they may."""
        if self._store.register.find_card(ref) is None:
            return say("records.not_clear_which_case_you")
        case, room = self._store.case(ref), self._store.mailroom
        role, lead = reply.reading.role, self._office.is_lead(person.email, case)
        decides = self._office.may_decide(case, role, person)
        if one.verb in _HOLDS:
            of_lead = one.verb is RecordVerb.LIFT and kind_of(case) in HELD_UNTIL_RELEASED
            if of_lead and not lead:
                return say("records.only_safeguarding_lead_lifts_hold")
            return "" if decides or lead else say("records.you_are_not_set_up")
        if not decides or (one.verb is RecordVerb.ERASE and role not in _ERASERS):
            return say("records.only_who_decides_on_case")
        if isinstance(one.which, str) and find_kept_until(room, ref) is None:
            return say("records.not_closed_case_whose_time")
        why = why_not(case, room) if one.verb is RecordVerb.ERASE else ""
        return say(f"not_erased.{why}") if why else ""

    def _objection_to_batch(
        self, one: Said, batch: Batch, reply: Incoming, person: Person, now: datetime
    ) -> str:
        """Say why this may not be said of mail of no case; its one yes is as plain as a second."""
        letter = reply.letter
        assert letter is not None
        objection = self._aside.find_objection(one, batch, reply)
        if objection or one.verb is not RecordVerb.ERASE:
            return objection
        return self._find_doubt(reply, letter, person) or self._too_old(letter, now)

    def _one(
        self, one: Said, ref: str, reply: Incoming, person: Person, now: datetime
    ) -> tuple[ev.MailroomEvent, dict[str, Any]]:
        by = address(person)
        match one.verb:
            case RecordVerb.HOLD:
                return ev.LegallyHeld(now, ref, reply.key, by), {"what": "legally held", "ref": ref}
            case RecordVerb.LIFT:
                until = find_kept_until(self._store.mailroom, ref)
                said = say_day(until, self._office.days) if until else None
                return ev.HoldLifted(now, ref, reply.key, by), {
                    "what": "hold lifted",
                    "ref": ref,
                    "until": said,
                }
            case _:
                assert one.until_on is not None
                said = say_day(one.until_on, self._office.days)
                return ev.KeptOn(now, ref, one.until_on, reply.key, by), {
                    "what": "kept on",
                    "ref": ref,
                    "until": said,
                }

    def _list(self, refs: list[str], reply: Incoming, person: Person) -> Notice:
        """Show exactly what would be erased, and ask for the second yes."""
        room, days = self._store.mailroom, self._office.days
        lines = [
            {
                "ref": ref,
                "kind": room.dated[ref].kind.value,
                "closed": say_day(closed, days) if (closed := room.dated[ref].closed_on) else "",
                "until": say_day(until, days) if (until := find_kept_until(room, ref)) else "",
            }
            for ref in refs
        ]
        items = tuple(Item(n, ref, record=True) for n, ref in enumerate(refs, 1))
        return Notice(ERASING, (address(person),), {"records": lines}, answers=reply.key, items=items)

    def _second(self, reply: Incoming, letter: Letter, person: Person, now: datetime) -> Taken:
        """Order the erasure of the exact list that was shown, or do nothing and say so."""
        first, _, rest = reply.new.text.strip().partition("\n")
        doubt = (
            ""
            if is_yes(first) and is_polite(rest, person.name)
            else say("records.your_answer_not_erase_alone")
        )
        doubt = doubt or (self._find_doubt(reply, letter, person) or "")
        refs = [item.ref for item in letter.items]
        for ref in refs:
            doubt = doubt or self._objection(Said(RecordVerb.ERASE, ref), ref, reply, person)
            doubt = doubt or self._changed_since(ref, letter, now)
        if doubt:
            facts = {"ref": None, "done": [_ask(doubt)], "words": reply.new.text}
            question = Notice("question", (address(person),), facts, answers=reply.key, items=letter.items)
            return Taken(_with_words(reply, ""), (), (question,))
        role = "chair" if reply.reading.role is Role.CHAIR else "head"
        orders = tuple(
            ev.EraseOrdered(now, ref, role, say("records.its_time_over"), reply.key) for ref in refs
        )
        done = [{"what": "erasing", "ref": ref} for ref in refs]
        return Taken(_with_words(reply, ""), orders, (self._answer(done, reply, person),))

    def _find_doubt(self, reply: Incoming, letter: Letter, person: Person) -> str | None:
        if reply.new.doubtful:
            return say("records.your_answer_may_hold_words")
        shown = read_mail(self._store.letter(MAILROOM, letter.id)).text
        other = find_other_thread(reply.mail, letter, reply.new.quoted, shown, self._ours)
        return other or find_other_readers(reply.mail, person, self._ours)

    def _changed_since(self, ref: str, letter: Letter, now: datetime) -> str:
        """Say that the list is too old, or that something was said of a record since it was written."""
        room = self._store.mailroom
        if too_old := self._too_old(letter, now):
            return too_old
        last = max(one[ref].at for one in (room.dated, room.kept) if ref in one)
        return say("records.how_long_kept_changed_since") if last > letter.not_before_at else ""

    def _too_old(self, letter: Letter, now: datetime) -> str:
        days = self._office.rules.answer_days
        over = now - letter.not_before_at > timedelta(days=days)
        return say("records.mail_more_than_days_old", days=days) if over else ""

    def _asks(self, taken: Taken, doubt: str, person: Person) -> Taken:
        """Ask, with the numbers as they were; what was taken of held messages stands."""
        facts = {"ref": None, "done": [_ask(doubt)], "words": taken.reply.new.text}
        items = _items(taken.reply)
        question = Notice("question", (address(person),), facts, answers=taken.reply.key, items=items)
        return Taken(_with_words(taken.reply, ""), taken.events, (*taken.told, question))

    def _answer(self, done: list[dict[str, Any]], reply: Incoming, person: Person) -> Notice:
        facts = {"ref": None, "done": done, "words": reply.new.text, "writer": None}
        return Notice("confirmation", (address(person),), facts, answers=reply.key)


def _items(reply: Incoming) -> tuple[Item, ...]:
    return reply.letter.items if reply.letter else ()


def is_proven(reading: Reading) -> bool:
    """Whether a mail that answers nothing of ours may be heard at all."""
    return reading.sender.verdict is Proof.PROVEN


def _ask(because: str) -> dict[str, Any]:
    return {"what": "ask", "reason": "records", "because": because}


def _with_words(reply: Incoming, words: str) -> Incoming:
    return replace(reply, new=replace(reply.new, text=words))
