"""Where a message goes: to a case, to the head's decisions, or to the mailroom. Nothing is stored here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from worker import events as ev
from worker.deciding.alike import NEAR_IN_WORDS, are_one_picture
from worker.deciding.case import Case
from worker.deciding.casework import file_reply, join_case, open_case, stop_case
from worker.deciding.letters import letter_returned, mail_lost
from worker.deciding.looking import Sight
from worker.deciding.triage import REF, Known, read_message
from worker.desk.clerk import CaseEntry, Clerk, Kept
from worker.desk.decisions import Decisions, Incoming
from worker.desk.eyesight import Eyesight, look_at, with_looks
from worker.desk.putaway import OWN_PEOPLE, WHY_HELD, Plan, PutAway
from worker.model import (
    Attachment,
    AttachmentRole,
    EvidenceItem,
    Kind,
    Letter,
    LetterState,
    Mail,
    MessageKey,
    Proof,
    Reading,
    Role,
)
from worker.outside.store import MAILROOM, Store
from worker.reading.failed import failed_recipients, is_delivery_report
from worker.reading.mail import read_mail
from worker.reading.noise import find_noise, may_be_answered
from worker.reading.reply import read_reply

FORGED = "its sender could not be who it says"


@dataclass(frozen=True, slots=True)
class Answered:
    """The letter of ours that a message answers."""

    ref: str
    letter: Letter

    @property
    def asks(self) -> bool:
        """Whether it is one of the mails to our own people that ask for a decision."""
        return bool(self.letter.items) and not self.letter.external


class Desktop:
    """Plans one message at a time."""

    def __init__(self, store: Store, clerk: Clerk, authserv_id: str | None) -> None:
        self._store = store
        self._clerk = clerk
        self._office = clerk.office
        self._authserv_id = authserv_id
        self._away = PutAway(clerk)
        self._decisions = Decisions(store, clerk)

    def plan(
        self, mail: Mail, raw: bytes, key: MessageKey, now: datetime, eyes: Eyesight | None = None
    ) -> Plan | None:
        """Plan a message that is neither known nor stopped; None where reading it stops it after all.

        ``eyes`` read the pictures of a report, once its text has cleared them.
        """
        answered = self._find_answered(mail)
        ours = self._words_of(answered)
        reading = self._read(mail, answered, ours, now)
        sights = look_at(reading, eyes)
        if sights:
            reading = self._read(mail, answered, ours, now, sights)
        if reading.kind is Kind.SAFETY_STOP:
            return None
        if reading.role is Role.OURSELVES:
            return self._away.filed(key, reading.kind, "it is our own mail", now)
        if reading.sender.verdict is Proof.FORGED:
            return self._forged(mail, key, reading, now)
        kept = with_looks(_kept(mail, raw, key), sights)
        if reading.kind in (Kind.AUTO_REPLY, Kind.BOUNCE):
            return self._noise(mail, key, reading, answered, kept, now)
        letter = answered.letter if answered else None
        if self._decisions.concerns(reading, letter, now):
            reply = Incoming(mail, key, reading, read_reply(mail, ours), kept, letter)
            return Plan(self._decisions.plan(reply, now), "filed")
        return self._route(mail, raw, key, reading, answered, kept, now)

    def rest_of_split(self, mail: Mail, raw: bytes, key: MessageKey, now: datetime) -> Plan | None:
        """Plan the cases that a crash left undone of a reply that decides on several; None if none."""
        refs = self._store.mailroom.splits.get(key, ())
        missing = frozenset(r for r in refs if key not in self._store.register.card(r).messages)
        if not missing:
            return None
        answered = self._find_answered(mail)
        ours = self._words_of(answered)
        reading = self._read(mail, answered, ours, now)
        letter = answered.letter if answered else None
        reply = Incoming(mail, key, reading, read_reply(mail, ours), _kept(mail, raw, key), letter)
        return Plan(self._decisions.plan(reply, now, missing), "filed")

    def stop_thread(self, mail: Mail, now: datetime) -> tuple[CaseEntry, ...]:
        """Hold what could still go of the case that a stopped message belongs to (domain §5.4 (6))."""
        answered = self._find_answered(mail)
        tag = REF.search(mail.subject)
        ref = self._find_thread(mail, answered) or (tag.group().upper().removeprefix("HU-") if tag else None)
        if ref is None or self._store.register.find_card(ref) is None:
            return ()
        case = self._store.case(ref)
        outcome = stop_case(case, self._office, now, about_head=self._away.may_be_about_head(mail, now))
        return (self._clerk.case_entry(case, outcome, (), now),) if outcome.events else ()

    def ours(self, mail: Mail) -> tuple[str, ...]:
        """Return the texts of ours that a mail may quote: none unless it names our Message-ID."""
        return self._words_of(self._find_answered(mail))

    def _words_of(self, answered: Answered | None) -> tuple[str, ...]:
        """The words of ours that a reply may quote."""
        return (read_mail(self._store.letter(answered.ref, answered.letter.id)).text,) if answered else ()

    def _read(
        self,
        mail: Mail,
        answered: Answered | None,
        ours: tuple[str, ...],
        now: datetime,
        sights: tuple[Sight, ...] = (),
    ) -> Reading:
        ref = self._find_thread(mail, answered)
        known = Known(
            answers_draft=answered is not None and answered.asks,
            answers_case=ref,
            poster=self._store.case(ref).poster if ref else None,
        )
        today = self._office.local_date(now)
        return read_message(mail, self._office.people, today, self._authserv_id, ours, known, sights)

    def _route(
        self,
        mail: Mail,
        raw: bytes,
        key: MessageKey,
        reading: Reading,
        answered: Answered | None,
        kept: Kept,
        now: datetime,
    ) -> Plan:
        if answered is not None and answered.letter.external:
            return self._reply(answered, key, reading, kept, now)
        if answered is not None and answered.asks and not reading.posts and reading.kind is Kind.FOLLOW_UP:
            return self._reply(answered, key, reading, kept, now)  # from someone who does not decide
        if reading.role is Role.UNKNOWN and reading.kind is not Kind.UNREADABLE:
            return self._away.held(key, reading, "it does not say who it is from", now)
        match reading.kind:
            case Kind.NEW_CASE | Kind.FOLLOW_UP:
                return self._report(mail, key, reading, answered, kept, now)
            case Kind.OTHER_REPLY | Kind.DECISION | Kind.QUERY if (
                answered is not None and answered.ref != MAILROOM
            ):
                return self._reply(answered, key, reading, kept, now)
            case Kind.UNREADABLE:
                entry = self._away.quarantined(mail, key, raw, "; ".join(reading.problems) or "empty", now)
                return Plan((entry,), "quarantined")
            case Kind.NOT_A_REPORT if reading.role in OWN_PEOPLE:
                return self._away.filed(key, reading.kind, "not a report", now)
            case _:
                return self._away.held(
                    key, reading, WHY_HELD.get(reading.kind, "it is not clear what it is"), now
                )

    # ── reports and replies ────────────────────────────────────────────────────────────────

    def _report(
        self,
        mail: Mail,
        key: MessageKey,
        reading: Reading,
        answered: Answered | None,
        kept: Kept,
        now: datetime,
    ) -> Plan:
        items = tuple(item for item, _ in kept)
        ref = self._find_case(mail, reading, answered, items)
        if ref is None:
            new = self._store.register.next_ref(self._office.local_date(now).year)
            outcome = open_case(new, reading, key, items, self._office, now)
            case = Case(new)
        else:
            case = self._store.case(ref)
            outcome = join_case(case, reading, key, items, self._office, now)
        if not may_be_answered(mail):
            quiet = tuple(n for n in outcome.notices if n.answers != key)
            outcome = type(outcome)(outcome.events, quiet)
        return Plan((self._clerk.case_entry(case, outcome, kept, now),), "filed")

    def _find_case(
        self, mail: Mail, reading: Reading, answered: Answered | None, items: tuple[EvidenceItem, ...]
    ) -> str | None:
        """Find the case a report belongs to: its thread, its reference, the same post or picture."""
        register = self._store.register
        if reading.kind is Kind.FOLLOW_UP:
            thread = self._find_thread(mail, answered)
            if thread:
                return thread
            tagged = reading.case_ref.removeprefix("HU-") if reading.case_ref else None
            if tagged and register.find_card(tagged):
                return tagged
        pictures = [i for i in items if i.type.startswith("image/") and i.role is AttachmentRole.EVIDENCE]
        return (
            register.find_post(p.key for p in reading.posts if p.key)
            or register.find_picture(i.sha256 for i in pictures)
            or self._find_alike(pictures)
        )

    def _find_alike(self, pictures: list[EvidenceItem]) -> str | None:
        """Find the open case with one of these pictures saved anew: near in looks, and in the same words."""
        looks = [picture.looks for picture in pictures if picture.looks]
        for ref in self._store.register.find_alike(looks, NEAR_IN_WORDS):
            held = self._store.case(ref).evidence
            if any(are_one_picture(mine, theirs) for mine in pictures for theirs in held):
                return ref
        return None

    def _find_thread(self, mail: Mail, answered: Answered | None) -> str | None:
        """Find the case of the thread a mail is in, be it by a letter of ours or by a reporter's mail."""
        if answered is not None and answered.ref != MAILROOM:
            return answered.ref
        return self._store.register.find_thread((*mail.in_reply_to, *reversed(mail.references)))

    def _reply(
        self, answered: Answered, key: MessageKey, reading: Reading, kept: Kept, now: datetime
    ) -> Plan:
        case = self._store.case(answered.ref)
        items = tuple(i for i, _ in kept)
        outcome = file_reply(case, reading, key, items, self._office, now, answered.letter)
        return Plan((self._clerk.case_entry(case, outcome, kept, now),), "filed")

    # ── what belongs to no case ────────────────────────────────────────────────────────────

    def _noise(
        self,
        mail: Mail,
        key: MessageKey,
        reading: Reading,
        answered: Answered | None,
        kept: Kept,
        now: datetime,
    ) -> Plan:
        noise = find_noise(mail)
        failed = self._store.register.find_letter(noise.failed_ids) if noise else None
        if reading.kind is Kind.BOUNCE and failed is not None and self._is_believed(mail, reading, failed):
            return self._bounced(failed, key, reading, kept, noise.because if noise else "", now)
        if reading.kind is Kind.AUTO_REPLY and answered is not None and answered.ref != MAILROOM:
            return self._reply(answered, key, reading, kept, now)
        return self._away.filed(key, reading.kind, noise.because if noise else reading.kind.value, now)

    def _is_believed(self, mail: Mail, reading: Reading, failed: tuple[str, str]) -> bool:
        """Whether a bounce counts: a real report, by our own server or about the letter's own recipient."""
        if not is_delivery_report(mail):
            return False
        domain = mail.sender.email.rpartition("@")[2] if mail.sender else ""
        if reading.sender.verdict is Proof.PROVEN and domain == self._office.people.inbox.rpartition("@")[2]:
            return True
        ref, letter_id = failed
        room = self._store.mailroom.letters
        letter = room.get(letter_id) if ref == MAILROOM else self._store.case(ref).find_letter(letter_id)
        return letter is not None and bool(failed_recipients(mail) & {to.lower() for to in letter.to})

    def _bounced(
        self,
        failed: tuple[str, str],
        key: MessageKey,
        reading: Reading,
        kept: Kept,
        because: str,
        now: datetime,
    ) -> Plan:
        """Mark the letter that came back; a bounce counts only because it quotes our Message-ID."""
        ref, letter_id = failed
        if ref == MAILROOM:
            moved = ev.LetterMoved(now, letter_id, LetterState.FAILED, f"it came back: {because}")
            filed = ev.Filed(now, key, Kind.BOUNCE, because)
            told = mail_lost(self._store.mailroom.letters[letter_id], because, self._office)
            return Plan((self._clerk.mailroom_entry((filed, moved), told, now),), "filed")
        case = self._store.case(ref)
        outcome = file_reply(
            case, replace(reading, kind=Kind.AUTO_REPLY), key, tuple(i for i, _ in kept), self._office, now
        )
        letter = case.find_letter(letter_id)
        if letter is not None and letter.state in (LetterState.SENT, LetterState.IN_DOUBT):
            outcome += letter_returned(case, letter, f"it came back: {because}", self._office, now)
        return Plan((self._clerk.case_entry(case, outcome, kept, now),), "filed")

    def _forged(self, mail: Mail, key: MessageKey, reading: Reading, now: datetime) -> Plan:
        because = f"{FORGED}: {reading.sender.because}"
        held = ev.Held(now, key, Kind.STRANGER, mail.sender, reading.subject, because)
        told = self._decisions.refusal(mail, reading, reading.sender.because, now)
        return Plan((self._clerk.mailroom_entry((held,), told, now),), "held")

    def _find_answered(self, mail: Mail) -> Answered | None:
        """Find the letter of ours this answers: what it replies to first, then its thread, last first."""
        found = self._store.register.find_letter((*mail.in_reply_to, *reversed(mail.references)))
        if found is None:
            return None
        ref, letter_id = found
        if ref == MAILROOM:
            return Answered(ref, self._store.mailroom.letters[letter_id])
        letter = self._store.case(ref).find_letter(letter_id)
        return Answered(ref, letter) if letter else None


def _kept(mail: Mail, raw: bytes, key: MessageKey) -> Kept:
    """The message itself, byte for byte, and each file it carries, also inside forwarded messages."""
    whole = EvidenceItem(key.raw_sha256, len(raw), "message/rfc822", None, AttachmentRole.MAIL)
    files: dict[str, tuple[EvidenceItem, bytes]] = {key.raw_sha256: (whole, raw)}
    for attachment in _attachments(mail):
        if attachment.data and attachment.role is not AttachmentRole.DERIVED:
            item = EvidenceItem(
                attachment.sha256, attachment.size, attachment.type, attachment.name, attachment.role
            )
            files.setdefault(attachment.sha256, (item, attachment.data))
    return tuple(files.values())


def _attachments(mail: Mail) -> list[Attachment]:
    inner = [a for message in mail.embedded for a in _attachments(message)]
    return [*mail.attachments, *inner]
