"""The only fakes: a mailbox, a mail server and a reader of pictures in memory, behaving as the real ones do.

The first two call ``io`` before (and, where it matters, after) everything they do, so that a test can
make the worker die at any instant.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from typing import Any

from worker.deciding.judging.looking import Sight
from worker.errors import Unreachable
from worker.model import Attachment, Delivery, DeliveryState, MessageKey, Place, Preview
from worker.outside.mailbox.preview import read_previews
from worker.reading.message.mail import header_key, message_key, read_mail
from worker.reading.screens import Seen

ACCEPTED = Delivery(DeliveryState.ACCEPTED, "250 queued")
LATER = Delivery(DeliveryState.LATER, "451 try again later")
REFUSED = Delivery(DeliveryState.REFUSED, "550 no such mailbox", (("whoever", "550 no such mailbox"),))
QUOTA = Delivery(DeliveryState.REFUSED, "550 5.4.6 daily quota exceeded")
DEEPEST = 80
"""Servers too stop somewhere: what is nested deeper is one part to them."""
IN_DOUBT = Delivery(DeliveryState.IN_DOUBT, "the letter went out, then the connection broke")


def _nothing(_: str) -> None:
    """Outside the tests of crashes, nothing happens at a call."""


@dataclass
class FakeInbox:
    """A mailbox: messages by folder and UID. What it answers is what an IMAP server would."""

    folders: dict[str, dict[int, bytes]] = field(default_factory=lambda: {"INBOX": {}})
    flagged: set[int] = field(default_factory=set)
    fetched: list[int] = field(default_factory=list)
    io: Callable[[str], None] = _nothing
    uidvalidity: int = 7
    reachable: bool = True
    refuses: str = ""
    _next: int = 1

    def deliver(self, raw: bytes) -> Place:
        """Receive a message, as the mail server would, whether or not anyone is connected."""
        uid = self._next
        self._next += 1
        self.folders["INBOX"][uid] = raw
        return Place(self.uidvalidity, uid)

    def connect(self) -> int:
        """Sign in."""
        self._touch("connect")
        return len(self.folders["INBOX"])

    def wait(self, seconds: float, wake_fd: int | None = None) -> bool:
        """There is never anything to wait for."""
        return bool(self.folders["INBOX"])

    def close(self) -> None:
        """Let go."""

    def waiting(self) -> list[Place]:
        """Every message in the inbox, oldest first."""
        self._touch("waiting")
        return [Place(self.uidvalidity, uid) for uid in sorted(self.folders["INBOX"])]

    def previews(self, places: Sequence[Place]) -> list[Preview]:
        """First looks, through the same code as the real inbox's."""
        self._touch("previews")
        return list(read_previews(self._answer, self._here(places)))

    def fetch(self, places: Sequence[Place]) -> Iterator[tuple[Place, bytes]]:
        """Whole messages; one that has gone meanwhile is left out."""
        for place in self._here(places):
            self._touch("fetch")
            if place.uid in self.folders["INBOX"]:
                self.fetched.append(place.uid)
                yield place, self.folders["INBOX"][place.uid]

    def done(self, places: Sequence[Place], folder: str) -> None:
        """Move these away."""
        for place in self._here(places):
            self._touch("move")
            if place.uid in self.folders["INBOX"]:
                self.folders.setdefault(folder, {})[place.uid] = self.folders["INBOX"].pop(place.uid)

    def newest_filed(self, count: int) -> tuple[MessageKey, ...]:
        """What was filed last."""
        self._touch("newest_filed")
        filed = self.folders.get("Headsup/Filed", {})
        return tuple(message_key(read_mail(raw)) for raw in list(filed.values())[-count:])

    def find_sent(self, message_ids: Sequence[str]) -> tuple[str, ...]:
        """Those that lie among what was sent."""
        self._touch("find_sent")
        sent = [message_key(read_mail(raw)).message_id for raw in self.folders.get("Sent", {}).values()]
        return tuple(one for one in message_ids if one in sent)

    def keep_sent(self, message_id: str, raw: bytes, *, doubtful: bool = False) -> str:
        """Lay a copy among what was sent, where there is none and it is not refused."""
        if not self.find_sent([message_id]):
            self._touch("keep_sent")
            if self.refuses:
                return self.refuses
            self.folders.setdefault("Sent", {})[self._next] = raw
            if doubtful:
                self.flagged.add(self._next)
            self._next += 1
            self._touch("kept_sent")
        return ""

    def erase(
        self, keys: Sequence[MessageKey], sizes: Mapping[str, int], letters: Sequence[str]
    ) -> tuple[int, int]:
        """Erase what has one of these identities, or is one of these letters of ours."""
        self._touch("erase")
        wanted, count = set(keys), 0
        for held in self.folders.values():
            for uid, raw in tuple(held.items()):
                mail = read_mail(raw)
                if message_key(mail) in wanted or header_key(raw) in wanted or mail.message_id in letters:
                    del held[uid]
                    count += 1
        return count, 0

    def flag(self, place: Place) -> None:
        """Mark one that stays."""
        self._touch("flag")
        self.flagged.update(one.uid for one in self._here([place]))

    def renumber(self) -> None:
        """Make the inbox anew: under another UIDVALIDITY each number stands for another message."""
        waiting = self.folders["INBOX"]
        self.folders["INBOX"] = dict(zip(waiting, reversed(waiting.values()), strict=True))
        self.uidvalidity += 1

    def _here(self, places: Sequence[Place]) -> list[Place]:
        """Those that stand for a message today."""
        return [place for place in places if place.uidvalidity == self.uidvalidity]

    def _touch(self, what: str) -> None:
        self.io(f"imap {what}")
        if not self.reachable:
            raise Unreachable("the mail server does not answer")

    def _answer(self, uids: Sequence[int], items: Sequence[str], _: Sequence[str]) -> dict[int, Any]:
        """Answer a FETCH: each item from the message's own bytes."""
        held = self.folders["INBOX"]
        return {uid: self._look(uid, items, Part(held[uid])) for uid in uids if uid in held}

    def _look(self, uid: int, items: Sequence[str], top: Part) -> dict[bytes, Any]:
        answer: dict[bytes, Any] = {}
        for item in items:
            if item == "RFC822.SIZE":
                answer[b"RFC822.SIZE"] = len(top.raw)
            elif item == "FLAGS":
                answer[b"FLAGS"] = (b"\\Flagged",) if uid in self.flagged else ()
            elif item == "BODYSTRUCTURE":
                answer[b"BODYSTRUCTURE"] = top.structure()
            else:
                section, _, limit = item.removeprefix("BODY.PEEK[").partition("]<0.")
                found = top.section(section)
                if found is not None:
                    answer[f"BODY[{section}]<0>".encode()] = found[: int(limit[:-1])]
        return answer


@dataclass
class FakeOutbox:
    """A mail server: keeps what it took, and answers by ``script`` first, "accepted" after that."""

    sent: list[tuple[bytes, tuple[str, ...]]] = field(default_factory=list)
    script: list[Delivery] = field(default_factory=list)
    io: Callable[[str], None] = _nothing
    tried: int = 0

    @contextmanager
    def session(self) -> Iterator[None]:
        """One connection for a burst."""
        self.io("smtp connect")
        yield

    def send(self, raw: bytes, sender: str, to: Sequence[str]) -> Delivery:
        """Take a letter. What is in doubt did arrive here: that is the case that must not be doubled."""
        self.io("smtp before the final dot")
        self.tried += 1
        delivery = self.script.pop(0) if self.script else ACCEPTED
        if delivery.state in (DeliveryState.ACCEPTED, DeliveryState.IN_DOUBT):
            self.sent.append((raw, tuple(to)))
        self.io("smtp after the final dot")
        return delivery


@dataclass
class Part:
    """A part of a message as a server sees it: byte ranges found by boundary lines (RFC 2046 §5.1)."""

    raw: bytes
    depth: int = 0

    def __post_init__(self) -> None:
        end = self.raw.find(b"\r\n\r\n")
        self.header, self.body = (self.raw, b"") if end < 0 else (self.raw[: end + 4], self.raw[end + 4 :])
        if self.raw.startswith(b"\r\n"):
            self.header, self.body = b"\r\n", self.raw[2:]
        about = BytesHeaderParser().parsebytes(self.header)
        self.main, self.sub = about.get_content_maintype(), about.get_content_subtype()
        self.params = [x for k, v in (about.get_params() or [])[1:] for x in (k.encode(), _raw(v))]
        self.name = about.get_param("filename", header="content-disposition")
        self.disposition = str(about.get("content-disposition", "")).partition(";")[0].strip()
        boundary = about.get_boundary() if self.main == "multipart" else None
        if self.depth > DEEPEST:
            boundary = None
        pieces = _split(self.body, boundary) if boundary else []
        self.children = [Part(piece, self.depth + 1) for piece in pieces]
        if self.main == "multipart" and not self.children:
            self.main, self.sub = "text", "plain"

    @property
    def inner(self) -> Part | None:
        """The message carried in this part."""
        return Part(self.body, self.depth + 1) if (self.main, self.sub) == ("message", "rfc822") else None

    def structure(self) -> tuple[Any, ...]:
        """BODYSTRUCTURE as imapclient hands it on: nested tuples of bytes."""
        if self.children:
            return (*(child.structure() for child in self.children), self.sub.encode(), None, None, None)
        file = None
        if self.disposition:
            named = (b"filename", _raw(self.name)) if self.name else None
            file = (self.disposition.encode(), named)
        params = tuple(self.params) or None
        head = (self.main.encode(), self.sub.encode(), params, None, None, b"8bit", len(self.body))
        if self.inner is not None:
            return (*head, None, self.inner.structure(), 1, None, file)
        return (*head, 1, None, file) if self.main == "text" else (*head, None, file)

    def section(self, name: str) -> bytes | None:
        """The bytes of a section (RFC 9051 §6.4.5), or None where there is no such part."""
        if name in ("", "HEADER", "MIME"):
            return self.header
        if name == "TEXT":
            return self.body
        step, _, rest = name.partition(".")
        number = int(step)
        if self.children:
            return self.children[number - 1]._inside(rest) if number <= len(self.children) else None
        return self._inside(rest) if number == 1 else None

    def _inside(self, rest: str) -> bytes | None:
        if not rest:
            return self.body
        if rest == "MIME":
            return self.header
        if self.inner is not None:
            return self.inner.section(rest)
        return self.section(rest)


def _split(body: bytes, boundary: str) -> list[bytes]:
    mark = b"--" + boundary.encode("ascii", "surrogateescape")
    pieces: list[bytes] = []
    current: list[bytes] | None = None
    for line in body.splitlines(keepends=True):
        if line.rstrip() in (mark, mark + b"--"):
            if current is not None:
                pieces.append(b"".join(current).removesuffix(b"\r\n"))
            current = [] if line.rstrip() == mark else None
        elif current is not None:
            current.append(line)
    if current is not None:
        pieces.append(b"".join(current))
    return pieces


def _raw(value: Any) -> bytes:
    return str(value[2] if isinstance(value, tuple) else value).encode("utf-8", "surrogateescape")


def no_space() -> OSError:
    """What a full disk says."""
    return OSError(errno.ENOSPC, "No space left on device")


@dataclass
class FakeEyes:
    """A reader of pictures that sees what a test shows it, in no time or in the time a test says."""

    sights: dict[str, Sight] = field(default_factory=dict)
    given: list[str] = field(default_factory=list)
    takes: float = 0.0
    seconds: float = 0.0
    deadly: bool = False

    def show(self, data: bytes, seen: Seen, looks: str) -> None:
        """Have this picture be seen so."""
        sha256 = hashlib.sha256(data).hexdigest()
        self.sights[sha256] = Sight(sha256, seen, looks)

    def look(self, pictures: Sequence[Attachment]) -> tuple[Sight, ...]:
        """What is seen in each; what no test shows is a problem in words."""
        if self.deadly:
            raise SystemExit("the worker was killed over a picture")
        self.given += [picture.sha256 for picture in pictures]
        self.seconds += self.takes
        unseen = "the reader of pictures broke down over it"
        return tuple(self.sights.get(p.sha256) or Sight(p.sha256, problem=unseen) for p in pictures)
