"""Putting away what belongs to no case: filed, held, stopped or quarantined, and who is told of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from worker import events as ev
from worker.deciding.cases.requests import FLAG
from worker.deciding.judging.accused import is_accused, mentions_head
from worker.deciding.news.stop_alarms import raise_stop_alarm
from worker.deciding.office import CHAIR_IS_SUBJECT, DSL_IS_SUBJECT, HEAD_IS_SUBJECT
from worker.deciding.sentences import say
from worker.deciding.writing.letters import admin_note
from worker.desk.clerk import Clerk, Entries, MailroomEntry
from worker.desk.incoming import Message
from worker.errors import Misconfigured
from worker.model import OWN_PEOPLE, Kind, Mail, MessageKey, Notice, Place, Role
from worker.reading.machines.noise import may_be_answered
from worker.reading.safety import words_of
from worker.reading.senders.roles import role_of

Heard = tuple[tuple[ev.Acknowledged, ...], tuple[Notice, ...]]
"""An alarm that was acknowledged, and who is told so."""
NOT_HEARD: Heard = ((), ())
_KEPT_FLAGS = (FLAG,)
WHY_HELD = (Kind.STRANGER, Kind.MISDIRECTED, Kind.QUERY)
"""Kinds of message that wait for a person, each for a reason of its own (``held`` in the sentences)."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a message causes, complete: its commits, how it ends, and whether it stays in place."""

    entries: Entries
    ending: str
    stays: bool = False


class PutAway:
    """Plans the commit of a message that belongs to no case. Nothing is stored here."""

    def __init__(self, clerk: Clerk) -> None:
        self._clerk = clerk
        self._office = clerk.office

    def filed(self, key: MessageKey, kind: Kind, because: str, now: datetime) -> Plan:
        """File what needs nobody."""
        filed = ev.Filed(now, key, kind, because)
        return Plan((self._clerk.mailroom_entry((filed,), (), now),), "filed")

    def held(self, message: Message, because: str, now: datetime, told: tuple[Notice, ...] = ()) -> Plan:
        """Hold what a person must look at, with its bytes; the digest lists it for a yes or a no."""
        reading, key, raw = message.reading, message.key, message.raw
        if reading.problems:  # what was not read may be what it is about
            because = f"{because} ({reading.problems[0].rstrip('.')})"
        flags = tuple(flag for flag in reading.flags if flag in _KEPT_FLAGS)
        sender = message.mail.sender  # whoever is said to have sent it on
        held = ev.Held(now, key, reading.kind, sender, reading.subject, because, None, flags)
        kept = ((key.raw_sha256, raw),) if raw else ()
        return Plan((self._clerk.mailroom_entry((held,), told, now, kept),), "held")

    def stopped(
        self, mail: Mail, key: MessageKey, place: Place | None, now: datetime, heard: Heard = NOT_HEARD
    ) -> MailroomEntry:
        """Tell the safeguarding leads, the head and the sender that a message was stopped (domain §5.4).

        Those it may be about hear nothing of it. ``heard`` is the alarm that the message itself answers:
        who is in the middle of one is not alarmed anew by their own words.
        """
        because = say("putaway.may_be_about_indecent_image")
        held = ev.Held(now, key, Kind.SAFETY_STOP, mail.sender, "", because, place, self._subjects(mail, now))
        alarmed, alerts = raise_stop_alarm(held, self._office, now)
        if heard[0]:
            alarmed = tuple(replace(one, again_at=None) for one in alarmed)
        answer = self._answer("safety_stop", mail, key, {}, now)
        return self._clerk.mailroom_entry((held, *alarmed, *heard[0]), (*alerts, *heard[1], *answer), now)

    def _subjects(self, mail: Mail, now: datetime) -> tuple[str, ...]:
        """Flags for those a stopped message may be about: the head however faintly, others by their name."""
        people, words = self._office.people, words_of(mail)
        writer = mail.sender.email if mail.sender else ""
        others = ((CHAIR_IS_SUBJECT, people.chair), (DSL_IS_SUBJECT, people.dsl))
        flags = (HEAD_IS_SUBJECT,) if self.may_be_about_head(mail, now) else ()
        return flags + tuple(
            flag for flag, one in others if writer not in one.addresses and is_accused(one, words)
        )

    def may_be_about_head(self, mail: Mail, now: datetime) -> bool:
        """Whether a stopped message that the head did not write herself speaks of her."""
        people = self._office.people
        email = mail.sender.email if mail.sender else ""
        if role_of(email, people, self._office.local_date(now)) is Role.HEAD:
            return False
        return mentions_head(words_of(mail), people)

    def unseen(self, key: MessageKey, why: str, now: datetime, header: Mail | None = None) -> MailroomEntry:
        """Hold a message whose very text could not be looked at; its bytes stay on the server.

        ``header`` is who it is from, where that much could be read: they are told that it came.
        """
        held = ev.Held(
            now, key, Kind.UNREADABLE, header.sender if header else None, "", f"unreadable ({why})"
        )
        facts = {"when": self._office.days.say_instant(now)}
        note = admin_note(self._office, "unseen", why=why, id=key.raw_sha256[:12])
        answer = self._answer("unread", header, key, facts, now) if header else ()
        return self._clerk.mailroom_entry((held,), (*answer, note), now)

    def partly_seen(self, mail: Mail, key: MessageKey, now: datetime) -> MailroomEntry:
        """Hold, unfetched, what was not seen to its end: whether it is safe to fetch is not known."""
        because = say("putaway.its_text_could_not_be")
        held = ev.Held(now, key, Kind.UNREADABLE, mail.sender, "", because)
        facts = {"when": self._office.days.say_instant(now)}
        note = admin_note(self._office, "cut_off")
        answer = self._answer("unread", mail, key, facts, now)
        return self._clerk.mailroom_entry((held,), (*answer, note), now)

    def quarantined(
        self, mail: Mail | None, key: MessageKey, raw: bytes, why: str, now: datetime
    ) -> MailroomEntry:
        """Keep what could not be read, tell its sender it came, and the admin that a person must look."""
        sender = mail.sender if mail else None
        sha256 = hashlib.sha256(raw).hexdigest()
        lost = ev.Quarantined(now, key, sender, why)
        facts = {"when": self._office.days.say_instant(now)}
        note = admin_note(
            self._office, "unreadable", when=facts["when"], file=sha256, why=why, id=sha256[:12]
        )
        answer = self._answer("unread", mail, key, facts, now) if mail else ()
        kept = ((sha256, raw),)
        try:
            return self._clerk.mailroom_entry((lost,), (*answer, note), now, kept)
        except Misconfigured:  # the school's own template for this is in error: the digest tells of it
            return self._clerk.mailroom_entry((lost,), (), now, kept)

    def _answer(
        self, kind: str, mail: Mail, key: MessageKey, facts: dict[str, Any], now: datetime
    ) -> tuple[Notice, ...]:
        """An automatic answer, to our own people only and never to a machine (RFC 3834 §2)."""
        if mail.sender is None or not may_be_answered(mail):
            return ()
        role = role_of(mail.sender.email, self._office.people, self._office.local_date(now))
        if role not in OWN_PEOPLE:
            return ()
        return (Notice(kind, (mail.sender,), facts, answers=replace(key, message_id=mail.message_id)),)

    def too_big(self, mail: Mail, key: MessageKey, size: int, now: datetime) -> MailroomEntry:
        """Hold what is over the school's limit, unfetched, and ask its sender kindly for less at a time."""
        limit = self._office.rules.max_bytes
        because = say(
            "putaway.too_big_read_mb_limit", megabytes=_megabytes(size), megabytes2=_megabytes(limit)
        )
        held = ev.Held(now, key, Kind.UNREADABLE, mail.sender, "", because)
        facts = {
            "when": self._office.days.say_instant(now),
            "megabytes": _megabytes(size),
            "limit": _megabytes(limit),
        }
        answer = self._answer("too_big", mail, key, facts, now)
        return self._clerk.mailroom_entry((held,), answer, now)


def _megabytes(size: int) -> str:
    return f"{size / 1_048_576:.0f}"
