"""Taking mail in: each message becomes one commit, and only then is it filed.

Two steps: header, structure and text first; a message that may be about an indecent image of a child
goes no further (domain §5.4). Whatever a message makes of the reader, it ends filed, held or
quarantined, with a person told, and the next one is read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from worker import events as ev
from worker.desk.clerk import Clerk
from worker.desk.putaway import Plan, PutAway
from worker.desk.routing import Desktop
from worker.errors import Damaged, Unreachable
from worker.model import Kind, Mail, MessageKey, Place, Preview
from worker.outside.store import Store
from worker.reading.mail import message_key, read_mail, read_preview
from worker.reading.safety import find_stop, words_of

BATCH = 50
CRASHES = 5
"""A message that was being read when the worker died this often in a row is quarantined unread. Reading
takes milliseconds, so that a worker killed for other reasons does not come near it."""


class Mailbox(Protocol):
    """The reporting inbox: ``outside.inbox.Inbox``, or the fake of the tests."""

    def waiting(self) -> list[Place]:
        """Every message there, oldest first."""
        ...

    def previews(self, places: Sequence[Place]) -> list[Preview]:
        """Header, structure and text of these, without their attachments."""
        ...

    def fetch(self, places: Sequence[Place]) -> Iterator[tuple[Place, bytes]]:
        """The bytes of these."""
        ...

    def done(self, places: Sequence[Place], folder: str) -> None:
        """File these in a folder."""
        ...

    def flag(self, place: Place) -> None:
        """Mark one that stays where it is."""
        ...


@dataclass(frozen=True, slots=True)
class Folders:
    """Where messages go when they are done, by the word for how they ended."""

    filed: str
    held: str
    quarantine: str

    def of(self, ending: str) -> str:
        """Return the folder for "held", "quarantined", or anything that was filed."""
        return {"held": self.held, "quarantined": self.quarantine}.get(ending, self.filed)


class Intake:
    """Reads the mailbox, oldest first."""

    def __init__(
        self,
        store: Store,
        clerk: Clerk,
        folders: Folders,
        authserv_id: str | None,
        stopping: Callable[[], bool],
    ) -> None:
        self._store = store
        self._stopping = stopping
        self._clerk = clerk
        self._folders = folders
        self._desktop = Desktop(store, clerk, authserv_id)
        self._away = PutAway(clerk)
        self._warm = False

    def take_in(self, mailbox: Mailbox, now: datetime) -> bool:
        """Take in one batch of waiting messages; return whether more are waiting."""
        places = [place for place in mailbox.waiting() if not self._left_in_place(place)]
        if places and not self._warm:
            self._warm_up(now)
        previews = mailbox.previews(places[:BATCH])
        clear = [preview.place for preview in previews if self._may_fetch(preview, mailbox, now)]
        ended: dict[str, list[Place]] = {}
        try:
            for place, raw in mailbox.fetch(clear):
                if self._stopping():
                    break
                ending = self._take(place, raw, mailbox, now)
                if ending:
                    ended.setdefault(self._folders.of(ending), []).append(place)
        finally:
            # Also when the disk is full at the fifth message: the four before it are committed.
            for folder, done in ended.items():
                mailbox.done(done, folder)
        return len(places) > BATCH

    def _warm_up(self, now: datetime) -> None:
        """Load everything the first reading would load, on a mail of our own that is then forgotten.

        Reading then takes milliseconds, and a worker that dies in it died of the message.
        """
        sender = self._clerk.office.people.head.email
        raw = f"From: {sender}\r\nSubject: post\r\n\r\nhttps://www.facebook.com/a/posts/1\r\n"
        self._read(raw.encode(), None, 0, now)
        self._warm = True

    def _left_in_place(self, place: Place) -> bool:
        return any(held.place == place for held in self._store.mailroom.held.values())

    def replay(self, now: datetime) -> None:
        """Read again the messages a person asked for: quarantined ones from their kept bytes."""
        mailroom = self._store.mailroom
        for key in self._store.replay_requests():
            # After a crash it may have been read again already: forgetting it now would double it.
            if key in mailroom.quarantined or key in mailroom.held:
                self._clerk.enter(self._clerk.mailroom_entry((ev.Replayed(now, key),), (), now), now)
            raw = self._store.find_quarantined(key.raw_sha256)
            if raw is not None:
                self._enter(self._read(raw, None, 0, now), now)
            self._store.replayed(key)

    # ── step one: the text decides whether the rest may be fetched ─────────────────────────

    def _may_fetch(self, preview: Preview, mailbox: Mailbox, now: datetime) -> bool:
        key = _preview_key(preview)
        known = self._store.register.find_message(key)
        if known:
            self._put_away(key, known, preview, mailbox)
            return False
        try:
            mail = read_preview(preview)
            stop = find_stop(words_of(mail, self._desktop.ours(mail)))
        except (OSError, Damaged):
            raise
        except Exception as error:  # noqa: BLE001  its text is not known to be safe: nothing more is fetched
            self._clerk.enter(self._away.unseen(key, error.__class__.__name__, now), now)
            mailbox.done([preview.place], self._folders.quarantine)
            return False
        if stop:
            self._stop(mail, key, preview.place, mailbox, now)
            return False
        limit = self._clerk.office.rules.max_bytes
        if preview.size > limit:
            self._clerk.enter(self._away.too_big(mail, key, preview.size, now), now)
            mailbox.done([preview.place], self._folders.held)
            return False
        return True

    def _put_away(self, key: MessageKey, known: str, preview: Preview, mailbox: Mailbox) -> None:
        """Finish what a crash or a renumbering undid; a stopped message stays (a move is a copy)."""
        held = self._store.mailroom.held.get(key)
        if held is not None and held.kind is Kind.SAFETY_STOP:
            if not preview.flagged:
                mailbox.flag(preview.place)
        else:
            mailbox.done([preview.place], self._folders.of(known))

    def _stop(self, mail: Mail, key: MessageKey, place: Place, mailbox: Mailbox, now: datetime) -> None:
        """Leave it where it lies, flag it, tell the safeguarding lead; nothing of it is written."""
        mailbox.flag(place)  # first: once it is known it is not looked at again
        for entry in self._desktop.stop_thread(mail, now):
            self._clerk.enter(entry, now)
        self._clerk.enter(self._away.stopped(mail, key, place, now), now)

    # ── step two: the whole message ────────────────────────────────────────────────────────

    def _take(self, place: Place, raw: bytes, mailbox: Mailbox, now: datetime) -> str | None:
        """Read one message and commit what it causes; return how it ended, None if it stays."""
        crashes = self._store.note_reading(place)
        plan = self._read(raw, place, crashes, now)
        self._store.note_reading(None)
        if plan.stays:
            mailbox.flag(place)
        self._enter(plan, now)
        return None if plan.stays else plan.ending

    def _enter(self, plan: Plan, now: datetime) -> None:
        for entry in plan.entries:
            self._clerk.enter(entry, now)

    def _read(self, raw: bytes, place: Place | None, crashes: int, now: datetime) -> Plan:
        try:
            return self._plan(raw, place, now) if crashes < CRASHES else self._unread(raw, "crash", now)
        except (OSError, Damaged, Unreachable):
            raise
        except Exception as error:  # noqa: BLE001  no message may stop the queue, whatever it does to us
            return self._unread(raw, error.__class__.__name__, now)

    def _plan(self, raw: bytes, place: Place | None, now: datetime) -> Plan:
        mail = read_mail(raw)
        key = message_key(mail)
        known = self._store.register.find_message(key)
        if known:
            return self._desktop.rest_of_split(mail, raw, key, now) or Plan((), known)
        stop = find_stop(words_of(mail, self._desktop.ours(mail)))
        plan = None if stop else self._desktop.plan(mail, raw, key, now)
        if plan is None:
            stop_key = MessageKey(None, _headless(raw), "")
            return Plan((self._away.stopped(mail, stop_key, place, now),), "held", stays=True)
        return plan

    def _unread(self, raw: bytes, why: str, now: datetime) -> Plan:
        """Keep the bytes, tell the sender it came and the admin that a person must look."""
        sha256 = hashlib.sha256(raw).hexdigest()
        mail = _read_header(raw)
        key = MessageKey(mail.message_id if mail else None, sha256, sha256)
        return Plan((self._away.quarantined(mail, key, raw, why, now),), "quarantined")


def _read_header(raw: bytes) -> Mail | None:
    """Read no more than who it is from, of a message whose reading failed."""
    header = raw[: max(raw.find(b"\r\n\r\n"), 0) or 20_000][:20_000]
    try:
        return read_mail(header + b"\r\n\r\n")
    except Exception:  # noqa: BLE001  the same reader just failed on it
        return None


def _preview_key(preview: Preview) -> MessageKey:
    """What identifies a message that is never fetched: its header, which no two messages share.

    Not its Message-ID: another mail may bear the same one, and must still be read.
    """
    return MessageKey(None, hashlib.sha256(preview.header.strip()).hexdigest(), "")


def _headless(raw: bytes) -> str:
    """The same identity, from the whole message."""
    end = raw.find(b"\r\n\r\n")
    return hashlib.sha256((raw if end < 0 else raw[:end]).strip()).hexdigest()
