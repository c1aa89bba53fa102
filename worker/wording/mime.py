"""Words into a message (RFC 5322, MIME): headers, threading and an unguessable Message-ID.

The bytes are written here one by one, not by ``email.message``: that writes an encoded line break in
a subject as a real one, turns a long Message-ID in References into gibberish, and differs from one
Python to the next. What leaves this module is ASCII, in lines of at most 998 characters (RFC 5321
§4.5.3.1.6), and the same bytes for the same input for ever.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from binascii import b2a_qp
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime
from functools import lru_cache

from worker.deciding.office import can_be_written_to
from worker.model import Address, MessageKey
from worker.reading.message.unseen import one_line
from worker.wording.letters import Words
from worker.wording.repeated import Repeated

_LINE = 76
_NAME = 60
"""No person's name is longer; what is may be a trick, and is cut."""
_THREAD = 20
"""How many earlier Message-IDs a letter names; the oldest fall away (RFC 5322 §3.6.4 asks for none)."""
_SUPPRESS = "DR, RN, NRN, OOF, AutoReply"
"""Everything but NDR: a letter that cannot be delivered must come back ([MS-OXCMAIL] §2.1.3.2.20)."""
_MESSAGE_ID = re.compile(r"[!-;=?-~]{1,250}")
_FILE_TYPE = re.compile(r"(?!message/|multipart/)[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,60}")


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who a mail is from and to, when it says it was written, and what it answers."""

    sender: Address
    reply_to: str
    to: tuple[Address, ...]
    message_id: str
    dated_at: datetime
    answers: MessageKey | None = None
    thread: tuple[str, ...] = ()
    """Message-IDs of earlier mails in this thread, oldest first."""
    automatic: bool = True
    attachments: tuple[tuple[str, str, bytes], ...] = ()
    """(file name, MIME type, bytes)"""


def mint(secret: bytes, ref: str, number: int, kind: str, says: bytes) -> str:
    """Return the letter's id: unguessable without the key, and never that of a letter that says other.

    ``says`` is all that sets the letter apart: its words, its recipients, its instant. References and
    numbers come again after a restore from a backup, and a reply to the letter that was lost with the
    lost day must not be taken for a reply to its successor.

    It is the left side of the Message-ID (RFC 5322 §3.6.4), so a reply quotes it back to us.
    """
    said = hashlib.sha256(says).hexdigest()
    code = hmac.new(secret, f"{ref}/{number}/{kind}/{said}".encode(), hashlib.sha256).digest()[:15]
    return f"{ref}-{number}.{base64.b32encode(code).decode().lower()}"


def compose(words: Words, envelope: Envelope) -> bytes:
    """Build the message: text first, HTML beside it (RFC 2046 §5.1.4), CRLF lines. Never raises.

    The text part is ``words.text`` character by character (a lone surrogate, which no mail can carry,
    becomes "?"). Names and subjects lose line breaks and marks that cannot be seen. An address that
    is not plain ASCII is left out of its header (writing it needs SMTPUTF8), as is a Message-ID that
    is none.

    ``Auto-Submitted`` (RFC 3834 §5) marks what no person wrote; a letter the head approved is the
    head's own and is not marked, so that a parent's answer is not suppressed.
    """
    boundary = hashlib.sha256(envelope.message_id.encode("utf-8", "replace")).hexdigest()[:24]
    texts = [_text("plain", words.text), _text("html", words.html)]
    content = _multipart("alternative", f"=_text_{boundary}", texts)  # "=_" is in no quoted-printable line
    if envelope.attachments:
        files = [_file(*attachment) for attachment in envelope.attachments]
        content = _multipart("mixed", f"=_files_{boundary}", [content, *files])
    return ("\r\n".join([*_headers(words, envelope), "MIME-Version: 1.0", ""]) + content).encode("ascii")


# ── headers ────────────────────────────────────────────────────────────────────────────────


def _headers(words: Words, envelope: Envelope) -> list[str]:
    lines = [
        _addresses("From", (envelope.sender,)),
        _addresses("To", envelope.to),
        _addresses("Reply-To", (Address(envelope.reply_to),)),
        f"Subject: {_subject(words.subject)}",
        f"Date: {format_datetime(envelope.dated_at)}",
        f"Message-ID: <{envelope.message_id}>",
    ]
    thread = _thread(envelope)
    if thread:
        lines += [f"In-Reply-To: {thread[-1]}", "References: " + "\r\n ".join(thread)]
    if envelope.automatic:
        how = "auto-replied" if envelope.answers else "auto-generated"
        lines += [f"Auto-Submitted: {how}", f"X-Auto-Response-Suppress: {_SUPPRESS}"]
    return lines


def _thread(envelope: Envelope) -> list[str]:
    """What went before, oldest first, the message answered last; each only once."""
    parent = envelope.answers.message_id if envelope.answers else None
    ids = [one for one in envelope.thread if one != parent] + ([parent] if parent else [])
    return [f"<{one}>" for one in dict.fromkeys(ids) if _MESSAGE_ID.fullmatch(one)][-_THREAD:]


def _addresses(header: str, addresses: tuple[Address, ...]) -> str:
    """Write an address header, an address a line; an empty one says so (RFC 5322 appendix A.1.3)."""
    written = [_address(one, header) for one in addresses if can_be_written_to(one.email)]
    return f"{header}: " + (",\r\n ".join(written) or "undisclosed-recipients:;")


@lru_cache(maxsize=200)
def _address(address: Address, header: str) -> str:
    name = one_line(address.name)[:_NAME]
    quoted = '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'
    shown = quoted if _is_plain(name) else _encoded(name, header)
    return f"{shown} <{address.email}>" if name else address.email


def _subject(text: str) -> str:
    text = one_line(text)
    if _is_plain(text) and len(text) <= _LINE - len("Subject: "):
        return text
    words = text.split(" ")
    fits = _is_plain(text) and all(len(word) < _LINE - 20 for word in words)
    return _folded(words, _LINE - len("Subject: ")) if fits else _encoded(text, "Subject")


def _folded(words: list[str], room: int) -> str:
    """Words in lines, as ``email.header`` has them: one ends at a semicolon, else a comma, else a space."""
    lines, line = list[str](), list[str]()
    for word in words:
        line.append(word)
        if len(" ".join(line)) > room:
            end = _end_of(line)
            lines.append(" ".join(line[:end]))
            line, room = line[end:], _LINE - 1
    return "\r\n ".join([*lines, " ".join(line)])


def _end_of(line: list[str]) -> int:
    """How many words of a line that is too long stay on it."""
    for sign in (";", ","):
        for count in range(len(line) - 1, 0, -1):
            if line[count - 1].endswith(sign):
                return count
    return len(line) - 1


def _encoded(text: str, header: str) -> str:
    """Encoded words (RFC 2047), in lines."""
    text = text.encode("utf-8", "replace").decode()
    return Header(text, "utf-8", _LINE, header).encode(linesep="\r\n")


def _is_plain(text: str) -> bool:
    return text.isascii() and "=?" not in text


# ── bodies ─────────────────────────────────────────────────────────────────────────────────


def _multipart(kind: str, boundary: str, parts: list[str]) -> str:
    head = f'Content-Type: multipart/{kind};\r\n boundary="{boundary}"\r\n\r\n'
    return head + "".join(f"--{boundary}\r\n{part}\r\n" for part in parts) + f"--{boundary}--\r\n"


def _text(kind: str, text: str) -> str:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    *lines, last = text.split("\n")
    head = (
        f'Content-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    )
    return head + "".join([*map(_QUOTED.__getitem__, lines), _quoted(last)])


def _quoted(text: str) -> str:
    return b2a_qp(text.encode("utf-8", "replace")).decode("ascii").replace("\n", "\r\n")


_QUOTED = Repeated(lambda line: _quoted(f"{line}\n"), most=2_000)
"""Lines, each with its end, in quoted-printable, which is of no other line's making (RFC 2045 §6.7)."""


def _file(name: str, kind: str, data: bytes) -> str:
    """An attachment whose type, as its sender wrote it, can neither break a header nor be opened as mail."""
    kind = kind.lower() if _FILE_TYPE.fullmatch(kind.lower()) else "application/octet-stream"
    name = re.sub(r"[^A-Za-z0-9._-]", "_", name)[:60] or "file"
    head = (
        f"Content-Type: {kind}\r\nContent-Transfer-Encoding: base64\r\n"
        f'Content-Disposition: attachment; filename="{name}"\r\n\r\n'
    )
    return head + base64.encodebytes(data).decode("ascii").replace("\n", "\r\n")
