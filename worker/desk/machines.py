"""What machines write: bounces of our letters, automatic replies, and an absence that they tell of.

None of it decides anything, and none of it is answered (RFC 3834 §2).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from worker import events as ev
from worker.deciding.cases.casework import file_reply
from worker.deciding.decision.when import find_when
from worker.deciding.decision.words import chunks
from worker.deciding.news.reminding import away_notice, needs_head
from worker.deciding.office import Office, address
from worker.deciding.sentences import say
from worker.deciding.writing.letters import letter_returned, mail_lost
from worker.desk.clerk import Clerk
from worker.desk.incoming import Message
from worker.desk.putaway import Plan, PutAway
from worker.model import Kind, Letter, LetterState, Mail, MessageKey, Proof, Reading, Role
from worker.outside.data.store import MAILROOM, Store
from worker.reading.machines.became import may_report
from worker.reading.machines.failed import failed_recipients
from worker.reading.machines.fields import Became
from worker.reading.machines.noise import find_noise

_ONE_ABSENCE = timedelta(days=7)
"""An absence without a date is told of once in so long."""


class Machines:
    """Plans what an automatic mail causes. Nothing is stored here."""

    def __init__(self, store: Store, clerk: Clerk) -> None:
        self._store = store
        self._clerk = clerk
        self._office = clerk.office
        self._away = PutAway(clerk)

    def plan(self, message: Message, now: datetime) -> Plan:
        """Plan a machine's mail."""
        mail, noise, key = message.mail, message.apart.noise, message.key
        reading, letter = message.reading, message.letter
        failed = self._store.register.find_letter(noise.failed_ids) if noise else None
        if reading.kind is Kind.BOUNCE and failed is not None and self._is_believed(mail, reading, failed):
            return self._bounced(failed, message, noise.because if noise else "", now)
        if noise is not None and noise.may_tell:
            return self._away.held(message, say("held.program_tells"), now)
        because = noise.because if noise else reading.kind.value
        # What tells of a delay, a success or of nothing is told to nobody as a mail that came back.
        kind = Kind.AUTO_REPLY if noise and noise.became not in (None, Became.FAILED) else reading.kind
        found = self._store.register.find_letter([letter.message_id]) if letter else None
        absent = noise is not None and noise.became is None  # a mail that is held tells of no absence
        if reading.kind is Kind.AUTO_REPLY and reading.role is Role.HEAD and absent:
            return self._absent(key, because, _find_return(mail, reading.new_text, self._office, now), now)
        if kind is Kind.AUTO_REPLY and found is not None and found[0] != MAILROOM:
            case = self._store.case(self._store.register.living(found[0]))
            arrival = replace(message, reading=replace(reading, kind=kind)).arrival(now)
            outcome = file_reply(case, arrival, self._office, letter)
            return Plan((self._clerk.case_entry(case, outcome, message.kept, now),), "filed")
        return self._away.filed(key, kind, because, now)

    def _absent(self, key: MessageKey, because: str, until_on: date | None, now: datetime) -> Plan:
        """Note that the head's mailbox says she is away, and tell the deputies what waits: once an absence.

        Nothing is decided by it and nothing is handed on: telling is not delegating (domain §4).
        """
        office, room = self._office, self._store.mailroom
        head = address(office.people.head)
        filed = ev.Filed(now, key, Kind.AUTO_REPLY, because)
        known = room.away.get(head.email)
        today = office.local_date(now)
        if known is not None and (
            known.until_on >= today if known.until_on else now - known.at < _ONE_ABSENCE
        ):
            return Plan((self._clerk.mailroom_entry((filed,), (), now),), "filed")
        waiting = [
            case
            for ref in self._store.register.open_refs()
            if (case := self._store.case(ref)).decided_by is Role.HEAD and needs_head(case)
        ]
        told = tuple(
            away_notice(waiting, office.people.head, until_on, deputy, office)
            for deputy in office.people.deputies
        )
        away = ev.Away(now, key, head, until_on)
        return Plan((self._clerk.mailroom_entry((filed, away), told, now),), "filed")

    def _is_believed(self, mail: Mail, reading: Reading, failed: tuple[str, str]) -> bool:
        """Whether a bounce counts: a real report, by our own server or about the letter's own recipient."""
        if not may_report(mail):
            return False
        domain = mail.sender.email.rpartition("@")[2] if mail.sender else ""
        if reading.sender.verdict is Proof.PROVEN and domain == self._office.people.inbox.rpartition("@")[2]:
            return True
        letter = self._find_letter(failed)
        return letter is not None and not failed_recipients(mail).isdisjoint(letter.to)

    def _find_letter(self, place: tuple[str, str]) -> Letter | None:
        ref, letter_id = place
        room = self._store.mailroom.letters
        return room.get(letter_id) if ref == MAILROOM else self._store.case(ref).find_letter(letter_id)

    def _is_lost(self, place: tuple[str, str]) -> bool:
        letter = self._find_letter(place)
        return letter is not None and letter.state is LetterState.FAILED

    def _bounced(self, failed: tuple[str, str], message: Message, because: str, now: datetime) -> Plan:
        """Mark the letter that came back; a bounce counts only because it quotes our Message-ID."""
        ref, letter_id = failed
        if self._is_lost(failed):  # a flood of bounces of one letter is one loss
            return self._away.filed(message.key, Kind.BOUNCE, because, now)
        if ref == MAILROOM:
            moved = ev.LetterMoved(
                now, letter_id, LetterState.FAILED, say("machines.came_back", because=because)
            )
            filed = ev.Filed(now, message.key, Kind.BOUNCE, because)
            told = mail_lost(self._store.mailroom.letters[letter_id], because, self._office)
            return Plan((self._clerk.mailroom_entry((filed, moved), told, now),), "filed")
        case = self._store.case(ref)
        reading = replace(message.reading, kind=Kind.AUTO_REPLY)
        outcome = file_reply(case, replace(message, reading=reading).arrival(now), self._office)
        letter = case.find_letter(letter_id)
        if letter is not None and letter.state in (LetterState.SENT, LetterState.IN_DOUBT):
            outcome += letter_returned(
                case, letter, say("machines.came_back", because=because), self._office, now
            )
        return Plan((self._clerk.case_entry(case, outcome, message.kept, now),), "filed")


def _find_return(mail: Mail, new_text: str, office: Office, now: datetime) -> date | None:
    """The day that an automatic reply names for the end of an absence: in its own words, not in a quote."""
    noise = find_noise(replace(mail, text=new_text))
    if noise is None or noise.return_on_text is None:
        return None
    today = office.local_date(mail.sent_at or now)
    words = [word for chunk in chunks(noise.return_on_text) for word in chunk.words]
    found = find_when(words, today)
    return found.on if found and found.on and found.on > today else None
