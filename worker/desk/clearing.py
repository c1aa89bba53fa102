"""Answers to an alert about a stopped message: who has it in hand, and whether it may be read (domain §5.4).

Only the safeguarding lead or the deputy lead releases it, from a proven address, in an answer to the very
alert, with words that leave no doubt. The head's word does not, nor does anybody's wish to see it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from worker import events as ev
from worker.deciding.cases.lanes import Word, read_word
from worker.deciding.news.stop_alarms import SAFETY_ALERT, acknowledge_stop, leads_in_words, subjects_of
from worker.deciding.office import address
from worker.deciding.sentences import say
from worker.desk.clerk import Clerk
from worker.desk.putaway import NOT_HEARD, Heard, Plan
from worker.model import Address, Kind, Letter, Mail, MessageKey, Notice, Person, Proof, Verdict
from worker.outside.data.store import Store
from worker.reading.machines.noise import find_noise
from worker.reading.quoted.reply import NewText, read_reply
from worker.reading.senders.roles import person_of

_RELEASES = (Word.RELEASE, Word.TEXT_ONLY)


@dataclass(frozen=True, slots=True)
class Answer:
    """What answers a letter of ours, perhaps an alert: it may quote ``ours``; ``proof`` is of its sender."""

    mail: Mail
    key: MessageKey
    letter: Letter
    ours: tuple[str, ...]
    proof: Verdict


class Clearing:
    """Plans what an answer to a safety alert causes. Nothing is stored here."""

    def __init__(self, store: Store, clerk: Clerk) -> None:
        self._store = store
        self._clerk = clerk
        self._office = clerk.office

    def concerns(self, answer: Answer, now: datetime) -> bool:
        """Whether a person of ours answers an alert about a stopped message, and it is not forged."""
        return (
            answer.letter.kind == SAFETY_ALERT
            and find_noise(answer.mail) is None
            and answer.proof.verdict is not Proof.FORGED
            and self._person(answer.mail, now) is not None
        )

    def own_words(self, mail: Mail, letter: Letter, ours: tuple[str, ...], now: datetime) -> tuple[str, ...]:
        """Return the words of a release, which name what they are about: they stop no message by it."""
        person = self._person(mail, now)
        if letter.kind != SAFETY_ALERT or person is None:
            return ()
        text = read_reply(mail, ours).text
        return (text,) if read_word(text, person.name) in _RELEASES else ()

    def heard(
        self, mail: Mail, letter: Letter | None, key: MessageKey, proof: Verdict, now: datetime
    ) -> Heard:
        """Acknowledge an alarm by an answer whose own words stopped it: who writes so has read it."""
        held_key = letter.items[0].held if letter is not None and letter.kind == SAFETY_ALERT else None
        if held_key is None or proof.verdict is not Proof.PROVEN:
            return NOT_HEARD
        return acknowledge_stop(held_key, key, mail.sender, self._store.mailroom, self._office, now)

    def plan(self, answer: Answer, now: datetime) -> Plan:
        """Plan one commit: the alarm is acknowledged, the message perhaps released, the answer answered."""
        mail, key, letter, proof = answer.mail, answer.key, answer.letter, answer.proof
        person, held_key = self._person(mail, now), letter.items[0].held
        assert person is not None
        assert held_key is not None
        if proof.verdict is not Proof.PROVEN:
            return self._unproven(key, person, proof.because, now)
        heard, told = self.heard(mail, letter, key, proof, now)
        new = read_reply(mail, answer.ours)
        what, released = self._decide(held_key, key, person, new, now)
        facts = self._facts(held_key, person) | {"what": what}
        reply = Notice("safety_answer", (address(person),), facts, answers=key)
        if released is not None:
            told = self._tell_released(held_key, person, facts)
        filed = ev.Filed(now, key, Kind.DECISION, say("clearing.answer_safety_alert", what=what))
        events = (filed, *heard, *((released,) if released else ()))
        return Plan((self._clerk.mailroom_entry(events, (reply, *told), now),), "filed")

    def _decide(
        self, held_key: MessageKey, key: MessageKey, person: Person, new: NewText, now: datetime
    ) -> tuple[str, ev.Released | None]:
        """Say what is done with the message. Any doubt leaves it where it lies."""
        held = self._store.mailroom.held.get(held_key)
        if held is None:
            return "over", None
        word = None if new.doubtful else read_word(new.text, person.name)
        lead = self._office.is_lead(person.email) and person.email not in subjects_of(held, self._office)
        if word is Word.EVIDENCE:
            return "evidence", None
        if word not in _RELEASES:
            return ("ask" if lead else "noted"), None
        if not lead:
            return "refused", None
        text_only = word is Word.TEXT_ONLY
        released = ev.Released(now, held_key, key, address(person), new.text, text_only)
        return ("text only" if text_only else "released"), released

    def _tell_released(
        self, held_key: MessageKey, person: Person, facts: dict[str, Any]
    ) -> tuple[Notice, ...]:
        alarm = self._store.mailroom.alarms.get(held_key)
        others = tuple(Address(to) for to in alarm.to if to != person.email) if alarm else ()
        return (Notice("safety_answer", others, facts | {"what": "told"}),)

    def _facts(self, held_key: MessageKey, person: Person) -> dict[str, Any]:
        held = self._store.mailroom.stopped[held_key]
        return {
            "when": self._office.days.say_instant(held.at),
            "who": person.name,
            "leads": leads_in_words(self._office, subjects_of(held, self._office)),
        }

    def _unproven(self, key: MessageKey, person: Person, because: str, now: datetime) -> Plan:
        why = say("clearing.not_proven_came_from_you", because=because)
        facts = {
            "ref": None,
            "when": self._office.days.say_instant(now),
            "because": why,
            "remedy": say("remedy.telephone"),
        }
        filed = ev.Filed(now, key, Kind.DECISION, say("clearing.not_acted_on", why=why))
        told = Notice("not_acted", (address(person),), facts)
        return Plan((self._clerk.mailroom_entry((filed,), (told,), now),), "filed")

    def _person(self, mail: Mail, now: datetime) -> Person | None:
        email = mail.sender.email if mail.sender else ""
        return person_of(email, self._office.people, self._office.local_date(now))
