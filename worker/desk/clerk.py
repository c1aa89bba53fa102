"""The clerk: an outcome and its notices become one commit, every letter in its final bytes."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from worker import events as ev
from worker.deciding.cases.case import Case
from worker.deciding.cases.replay import extend
from worker.deciding.news.hushing import hush
from worker.deciding.office import Office, Outcome, can_be_written_to
from worker.deciding.traffic import ANSWERS, EACH_MAIL
from worker.model import Address, EvidenceItem, Letter, LetterState, Notice
from worker.outside.data.store import MAILROOM, Files, Store
from worker.wording.letters import Wording, Words
from worker.wording.mime import Envelope, compose, mint
from worker.wording.tokens import Answers, mint_token, tagged, with_tag

Kept = tuple[tuple[EvidenceItem, bytes], ...]
_RARELY_SHOWN = ("image/heic", "image/heif", "image/tiff", "image/avif", "image/jp2")
"""Kinds of picture that telephones and scanners make and mail programs seldom show."""


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """A case commit, complete and not yet made: nothing that can fail on a mail is left to do."""

    case: Case
    events: tuple[ev.CaseEvent, ...]
    files: Files


@dataclass(frozen=True, slots=True)
class MailroomEntry:
    """A mailroom commit, complete and not yet made."""

    events: tuple[ev.MailroomEvent, ...]
    files: Files


Entries = tuple[CaseEntry | MailroomEntry, ...]
"""What a message causes, in the order in which it is committed."""


class Clerk:
    """Writes entries. Everything that renders, and so may fail, happens before anything is stored."""

    def __init__(
        self,
        store: Store,
        wording: Wording,
        office: Office,
        sender: Address,
        find_copy: Callable[[bytes], bytes | None] = lambda _: None,
    ) -> None:
        """``find_copy`` makes a JPEG of a picture that few programs show, where it can."""
        self.office = office
        self._find_copy = find_copy
        self._store = store
        self._wording = wording
        self._sender = sender
        self.sender_address = sender.email
        self._domain = sender.email.rpartition("@")[2]

    def case_entry(self, case: Case, outcome: Outcome, kept: Kept, now: datetime) -> CaseEntry:
        """Complete a case's outcome: its notices become letters in the outbox."""
        notices = hush(outcome.notices, outcome.events, self.office, now)
        earlier = extend(case, outcome.events) if notices else case
        queued: list[ev.Queued] = []
        files: list[tuple[str, bytes]] = []
        for notice in notices:
            if not self._may_be_written(notice, now):
                continue
            thread = _thread(notice, (*earlier.letters, *(q.letter for q in queued)))
            letter, raw = self._letter(case.ref, len(case.letters) + len(queued) + 1, notice, thread, now)
            queued.append(ev.Queued(now, letter))
            files.append((letter.id, raw))
        return CaseEntry(case, (*outcome.events, *queued), Files(kept, tuple(files)))

    def mailroom_entry(
        self,
        events: tuple[ev.MailroomEvent, ...],
        notices: tuple[Notice, ...],
        now: datetime,
        quarantine: tuple[tuple[str, bytes], ...] = (),
    ) -> MailroomEntry:
        """Complete what belongs to no case."""
        queued: list[ev.Queued] = []
        files: list[tuple[str, bytes]] = []
        for notice in hush(notices, events, self.office, now):
            if not self._may_be_written(notice, now):
                continue
            number = self._store.mailroom.count + len(queued) + 1
            letter, raw = self._letter(MAILROOM, number, notice, (), now)
            queued.append(ev.Queued(now, letter))
            files.append((letter.id, raw))
        return MailroomEntry((*events, *queued), Files((), tuple(files), quarantine))

    def letter_entry(
        self, notice: Notice, event: Callable[[str], ev.MailroomEvent], now: datetime
    ) -> MailroomEntry:
        """Complete a letter of the mailroom and the event that names it by its id ("" if it cannot go)."""
        entry = self.mailroom_entry((), (notice,), now)
        letter = next((e.letter.id for e in entry.events if isinstance(e, ev.Queued)), "")
        return replace(entry, events=(event(letter), *entry.events))

    def enter(self, entry: CaseEntry | MailroomEntry, now: datetime) -> None:
        """Commit an entry: one atomic, durable step."""
        if isinstance(entry, CaseEntry):
            self._store.commit_case(entry.case, entry.events, entry.files)
        else:
            self._store.commit_mailroom(now, entry.events, entry.files)

    def enter_each(self, entries: Sequence[CaseEntry | MailroomEntry], now: datetime) -> None:
        """Commit what a message causes; where that is more than one commit, each after the one before it."""
        if len(entries) > 1:
            self._store.settle()
        for entry in entries:
            self.enter(entry, now)
            if len(entries) > 1:
                self._store.settle()

    def _may_be_written(self, notice: Notice, now: datetime) -> bool:
        """Whether it can be sent, and is not one of too many answers, or notes, that a flood brings about.

        What came is kept all the same; ``Dispatch`` tells the admin of the flood.
        """
        traffic, most = self._store.traffic, self.office.rules.answers_per_hour
        to = [address.email for address in notice.to]
        if notice.kind in ANSWERS and traffic.answers.most(to, now) >= most:
            return False
        if notice.facts.get("note") in EACH_MAIL and traffic.notes.most(to, now) >= most:
            return False
        return _sendable(notice)

    def _letter(
        self, ref: str, number: int, notice: Notice, thread: tuple[str, ...], now: datetime
    ) -> tuple[Letter, bytes]:
        goes_at = notice.not_before_at or now
        token = self._token(ref, number, notice, now, goes_at)
        reply_to = self._reply_to(token)
        words = self._wording.render(notice, Answers(reply_to, token, notice.items) if token else None)
        letter_id = mint(self._store.secret, ref, number, notice.kind, _says(words, notice, now, goes_at))
        message_id = f"{letter_id}@{self._domain}"
        # A letter's subject goes out as it was approved; what asks our own people bears its token.
        tagless = notice.external or not token
        raw = compose(
            words if tagless else replace(words, subject=with_tag(words.subject, token)),
            Envelope(
                sender=self._from(notice),
                reply_to=reply_to,
                to=notice.to,
                message_id=message_id,
                dated_at=goes_at,
                answers=notice.answers,
                thread=thread,
                automatic=not notice.external,
                attachments=self._attachments(ref, notice),
            ),
        )
        letter = Letter(
            id=letter_id,
            kind=notice.kind,
            to=tuple(address.email for address in notice.to),
            subject=words.subject,
            message_id=message_id,
            external=notice.external,
            sha256=hashlib.sha256(raw).hexdigest(),
            not_before_at=goes_at,
            state=LetterState.QUEUED,
            items=notice.items,
            carries=tuple(item.sha256 for item in _files(notice)),
            token=token,
        )
        return letter, raw

    def _token(self, ref: str, number: int, notice: Notice, *instants: datetime) -> str:
        """Mint a token for what asks for an answer; an acknowledgement, say, has none."""
        if not (notice.items or notice.external):
            return ""
        to = tuple(address.email for address in notice.to)
        draft = notice.facts.get("draft") or notice.facts.get("text")
        return mint_token(self._store.secret, ref, number, notice.kind, to, notice.items, draft, instants)

    def _reply_to(self, token: str) -> str:
        people = self.office.people
        return tagged(people.inbox, token) if token and people.plus_addressing else people.inbox

    def _from(self, notice: Notice) -> Address:
        """A letter the head approved carries the school's name, everything else Headsup's."""
        return Address(self._sender.email, self.office.school.name) if notice.external else self._sender

    def _attachments(self, ref: str, notice: Notice) -> tuple[tuple[str, str, bytes], ...]:
        if notice.kind == "page":
            page = self._wording.find_page(notice.facts)
            return (("letter.pdf", "application/pdf", page),) if page is not None else ()
        return tuple(one for n, item in enumerate(_files(notice), 1) for one in self._attached(ref, n, item))

    def _attached(self, ref: str, n: int, item: EvidenceItem) -> Iterator[tuple[str, str, bytes]]:
        """A file as it was received; beside it a copy to look at, where few programs show the original."""
        data = self._store.evidence(ref, item.sha256)
        yield _file_name(n, item), item.type, data
        if item.type in _RARELY_SHOWN and (copy := self._find_copy(data)) is not None:
            yield f"evidence-{n}-copy.jpg", "image/jpeg", copy


def _files(notice: Notice) -> tuple[EvidenceItem, ...]:
    """The files of evidence that a notice brings: only to who asked for them."""
    return tuple(notice.facts.get("files", ())) if notice.kind == "evidence" else ()


def _file_name(n: int, item: EvidenceItem) -> str:
    """A name of our own: the sender's never touches a file system."""
    ending = re.sub(r"[^a-z0-9]", "", item.type.rpartition("/")[2].lower())[:8] or "bin"
    return f"evidence-{n}.{ending}"


def _says(words: Words, notice: Notice, *instants: datetime) -> bytes:
    """What no two letters have in common, each thing apart from the next."""
    addresses, items = [one.email for one in notice.to], repr(notice.items)
    parts = (words.subject, words.text, words.html, *addresses, *map(str, instants), items)
    return "".join([f"{len(part)}:{part}" for part in parts]).encode("utf-8", "surrogatepass")


def _sendable(notice: Notice) -> bool:
    """Whether every recipient is an address that mail can go to; a sender may write anything there."""
    return bool(notice.to) and all(can_be_written_to(address.email) for address in notice.to)


def _thread(notice: Notice, letters: tuple[Letter, ...]) -> tuple[str, ...]:
    """Message-IDs of what we wrote to the same people on this case: their mail program keeps it together."""
    to = tuple(address.email for address in notice.to)
    same = [x.message_id for x in letters if x.to == to and x.external == notice.external]
    return tuple(same[-10:])
