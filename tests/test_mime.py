"""Words into bytes: whatever is written, by whomever, becomes one well-formed message, always the same."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import Header, decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses
from quopri import encodestring
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import cast
from worker.model import Address, MessageKey
from worker.wording.letters import Words
from worker.wording.mime import Envelope, compose, mint

WORDS = Words("Could we talk?", "Dear Kim\n\nCould we talk?\n", "<p>Dear Kim</p>\n")
TO = Address("kim.dale@mail.example", "Kim Dale")
ENVELOPE = Envelope(
    sender=cast.INBOX,
    reply_to=cast.INBOX.email,
    to=(TO,),
    message_id="2026-0042-3.abc@northside.example",
    dated_at=datetime(2026, 11, 24, 8, 30, tzinfo=UTC),
)
KEY = MessageKey("their.id@mail.example", "a" * 64, "b" * 64)


def read(raw: bytes) -> EmailMessage:
    """As any mail program reads it; what it stumbles over is in ``defects``."""
    message = message_from_bytes(raw, policy=default)
    assert [part.defects for part in message.walk()] == [[] for _ in message.walk()]
    return message


def text_of(raw: bytes, kind: str = "plain") -> str:
    part = read(raw).get_body((kind,))
    assert part is not None
    data = part.get_payload(decode=True)
    assert isinstance(data, bytes)
    return data.decode().replace("\r\n", "\n")


def is_safe(raw: bytes) -> bool:
    """Seven bits, CRLF only, no line too long for a server (RFC 5321 §4.5.3.1.6)."""
    lines = raw.split(b"\r\n")
    return raw.isascii() and all(
        len(line) <= 998 and b"\r" not in line and b"\n" not in line for line in lines
    )


def test_the_bytes_are_these() -> None:
    """The same words and envelope give the same bytes on every Python, for ever."""
    expected = (
        'From: "Headsup" <reports@northside.example>\r\n'
        'To: "Kim Dale" <kim.dale@mail.example>\r\n'
        "Reply-To: reports@northside.example\r\n"
        "Subject: Could we talk?\r\n"
        "Date: Tue, 24 Nov 2026 08:30:00 +0000\r\n"
        "Message-ID: <2026-0042-3.abc@northside.example>\r\n"
        "In-Reply-To: <their.id@mail.example>\r\n"
        "References: <2026-0042-1.xyz@northside.example>\r\n"
        " <their.id@mail.example>\r\n"
        "Auto-Submitted: auto-replied\r\n"
        "X-Auto-Response-Suppress: DR, RN, NRN, OOF, AutoReply\r\n"
        "MIME-Version: 1.0\r\n"
        "Content-Type: multipart/alternative;\r\n"
        ' boundary="=_text_BOUNDARY"\r\n'
        "\r\n"
        "--=_text_BOUNDARY\r\n"
        'Content-Type: text/plain; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n"
        "\r\n"
        "Dear Kim\r\n"
        "\r\n"
        "Could we talk?\r\n"
        "\r\n"
        "--=_text_BOUNDARY\r\n"
        'Content-Type: text/html; charset="utf-8"\r\n'
        "Content-Transfer-Encoding: quoted-printable\r\n"
        "\r\n"
        "<p>Dear Kim</p>\r\n"
        "\r\n"
        "--=_text_BOUNDARY--\r\n"
    )
    boundary = hashlib.sha256(b"2026-0042-3.abc@northside.example").hexdigest()[:24]
    envelope = replace(ENVELOPE, answers=KEY, thread=("2026-0042-1.xyz@northside.example",))
    assert compose(WORDS, envelope) == expected.replace("BOUNDARY", boundary).encode()


@pytest.mark.parametrize(
    ("thread", "answers", "in_reply_to", "references"),
    [
        ((), None, None, None),
        (("a@x", "b@x"), None, "<b@x>", "<a@x> <b@x>"),
        (("a@x", "b@x"), KEY, "<their.id@mail.example>", "<a@x> <b@x> <their.id@mail.example>"),
        (("their.id@mail.example", "b@x"), KEY, "<their.id@mail.example>", "<b@x> <their.id@mail.example>"),
        (("a@x",), MessageKey("two words@x", "", ""), "<a@x>", "<a@x>"),
        (("a@x",), MessageKey("x@y>\r\nBcc: <z@y", "", ""), "<a@x>", "<a@x>"),
        (("a@x",), MessageKey(None, "", ""), "<a@x>", "<a@x>"),
        (("a" * 300 + "@x", "zoë@x", ""), None, None, None),
    ],
    ids=["first", "thread", "answer", "answer in thread", "bad id", "injection", "no id", "unwritable"],
)
def test_threading(
    thread: tuple[str, ...], answers: MessageKey | None, in_reply_to: str | None, references: str | None
) -> None:
    """A mail names what it answers last, and only Message-IDs that are some (RFC 5322 §3.6.4)."""
    message = read(compose(WORDS, replace(ENVELOPE, thread=thread, answers=answers)))
    assert (message["In-Reply-To"], message["References"]) == (in_reply_to, references)


def test_long_message_ids_stay_whole() -> None:
    """Exchange's Message-IDs are longer than a line; encoding or cutting one would lose the thread."""
    ids = tuple(f"{n:02d}{'A' * 60}@AM0PR04MB1234.eurprd04.prod.outlook.example" for n in range(30))
    message = message_from_bytes(compose(WORDS, replace(ENVELOPE, thread=ids)), policy=default)
    assert message["References"].split() == [f"<{one}>" for one in ids[-20:]]
    assert message["In-Reply-To"] == f"<{ids[-1]}>"


@pytest.mark.parametrize(
    ("automatic", "answers", "expected"),
    [(True, KEY, "auto-replied"), (True, None, "auto-generated"), (False, None, None), (False, KEY, None)],
)
def test_what_no_person_wrote_says_so(
    automatic: bool, answers: MessageKey | None, expected: str | None
) -> None:
    """RFC 3834 §5; a letter the head approved is the head's own, and a parent may well answer by machine."""
    message = read(compose(WORDS, replace(ENVELOPE, automatic=automatic, answers=answers)))
    suppressed = "DR, RN, NRN, OOF, AutoReply" if automatic else None
    assert (message["Auto-Submitted"], message["X-Auto-Response-Suppress"]) == (expected, suppressed)


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("Line\r\nBcc: all@families.example", "Line Bcc: all@families.example"),
        ("=?utf-8?q?x=0D=0ABcc=3A_a=40b?= hi", "=?utf-8?q?x=0D=0ABcc=3A_a=40b?= hi"),
        ("a\u202eb\u2066c\x00d\x85e\u2028f\tg", "abcd e f g"),
        ("Zoë’s post – “what” 😀", "Zoë’s post – “what” 😀"),
        ("word " * 2000, ("word " * 2000).strip()),
        ("x" * 10_000, "x" * 10_000),
        ("é" * 10_000, "é" * 10_000),
        ("a\udcffb", "a?b"),
    ],
    ids=[
        "CRLF",
        "encoded CRLF",
        "unseen",
        "accents",
        "many words",
        "one long word",
        "long accents",
        "surrogate",
    ],
)
def test_subjects(subject: str, expected: str) -> None:
    """A subject arrives as it was written, begins no header of its own, and fits its lines."""
    raw = compose(replace(WORDS, subject=subject), ENVELOPE)
    assert is_safe(raw)
    assert (read(raw)["Subject"], read(raw)["Bcc"]) == (expected, None)
    assert max(map(len, raw.partition(b"\r\n\r\n")[0].split(b"\r\n"))) <= 78


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Kim Dale", "Kim Dale"),
        ("", ""),
        ('O"Brien, (Jo) <a@b.example>', 'O"Brien, (Jo) <a@b.example>'),
        ("back\\slash", "back\\slash"),
        ("Kim\r\nBcc: all@families.example", "Kim Bcc: all@families.example"),
        ("=?utf-8?q?x=0D=0ABcc=3A_a=40b?=", "=?utf-8?q?x=0D=0ABcc=3A_a=40b?="),
        ("Ki\u202em\u200b", "Kim"),
        ("Siân Ó Néill", "Siân Ó Néill"),
        ("k" * 10_000, "k" * 60),
        ("ķ" * 10_000, "ķ" * 60),
        ("a\udcffb", "a?b"),
    ],
    ids=[
        "plain",
        "none",
        "specials",
        "backslash",
        "CRLF",
        "encoded",
        "unseen",
        "accents",
        "long",
        "long-accents",
        "surrogate",
    ],
)
def test_names(name: str, expected: str) -> None:
    """A display name arrives as it was written and can neither add an address nor a header."""
    raw = compose(WORDS, replace(ENVELOPE, to=(Address(TO.email, name),)))
    assert is_safe(raw)
    assert ([a.addr_spec for a in read(raw)["To"].addresses], read(raw)["Bcc"]) == ([TO.email], None)
    ((written, _),) = getaddresses([message_from_bytes(raw)["To"]])
    assert str(make_header(decode_header(written))) == expected


@pytest.mark.parametrize(
    "email",
    [
        "zoë@mail.example",
        "a@bücher.example",
        "a b@mail.example",
        "a@x\r\nBcc: b@x",
        "@x.example",
        "a@",
        "",
        "a@b@c",
    ],
)
def test_an_address_that_cannot_be_written_is_left_out(email: str) -> None:
    """Without SMTPUTF8 it has no place in a header; the others keep theirs."""
    alone = compose(WORDS, replace(ENVELOPE, to=(Address(email),)))
    beside = compose(WORDS, replace(ENVELOPE, to=(Address(email, "X"), TO)))
    assert [is_safe(alone), b"To: undisclosed-recipients:;\r\n" in alone] == [True, True]
    assert [a.addr_spec for a in read(beside)["To"].addresses] == [TO.email]


def test_many_recipients_stand_on_lines_of_their_own() -> None:
    """An alert to everyone is still well formed."""
    to = tuple(Address(f"person.{n}@northside.example", f"Person Number {n}") for n in range(40))
    raw = compose(WORDS, replace(ENVELOPE, to=to))
    assert is_safe(raw)
    assert [a.addr_spec for a in read(raw)["To"].addresses] == [a.email for a in to]


TEXTS = [
    "Dear Kim\n\nOne.\n",
    "no newline at the end",
    "trailing space \ntab\t\n\n\n",
    "From here\n.\n..\n--\n-- \n=3D =_text_ \n",
    "a" * 5000 + "\n" + "é" * 5000,
    "“Quotes”, £5, 😀, \u00a0 \u2028 \x0c \x00",
    "",
]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_the_text_part_is_exactly_the_text(text: str) -> None:
    """What was approved is what is sent, character by character (domain §1.6, rule 1)."""
    raw = compose(replace(WORDS, text=text), ENVELOPE)
    assert is_safe(raw)
    assert text_of(raw) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_arrives_whole(text: str) -> None:
    """Line breaks become the mail's own; nothing else changes."""
    raw = compose(replace(WORDS, text=text), ENVELOPE)
    assert is_safe(raw)
    assert text_of(raw) == text.replace("\r\n", "\n").replace("\r", "\n")


@given(st.text(), st.text(), st.text(), st.text())
def test_nothing_makes_it_raise(name: str, email: str, subject: str, message_id: str) -> None:
    """Names, addresses, subjects and Message-IDs come from strangers."""
    envelope = replace(
        ENVELOPE, to=(Address(email, name),), answers=MessageKey(message_id, "", ""), thread=(message_id,)
    )
    raw = compose(Words(subject, subject, subject), envelope)
    assert is_safe(raw)
    assert read(raw)["Message-ID"] == "<2026-0042-3.abc@northside.example>"


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("image/png", "image/png"),
        ("IMAGE/JPEG", "image/jpeg"),
        ("message/rfc822", "application/octet-stream"),
        ("multipart/mixed", "application/octet-stream"),
        ("image/p\r\nng", "application/octet-stream"),
        ("nonsense", "application/octet-stream"),
        ("", "application/octet-stream"),
    ],
)
def test_attachments(kind: str, expected: str) -> None:
    """A file goes out byte for byte, under a name and a type that can do no harm."""
    data = bytes(range(256)) * 300
    raw = compose(WORDS, replace(ENVELOPE, attachments=(('../e"v\r\n.png', kind, data),)))
    assert is_safe(raw)
    found: list[Any] = list(read(raw).iter_attachments())
    assert [(a.get_content_type(), a.get_filename(), a.get_payload(decode=True)) for a in found] == [
        (expected, ".._e_v__.png", data)
    ]
    assert text_of(raw) == WORDS.text


def test_the_id_is_another_for_any_other_letter() -> None:
    """It is drawn from the key, the place of the letter and what it says: no chance, no guessing."""
    ids = {
        mint(secret, ref, number, kind, says)
        for secret in (b"one", b"two")
        for ref in ("2026-0001", "mailroom")
        for number in (1, 2)
        for kind in ("approval", "letter")
        for says in (b"to Kim", b"to Lee")
    }
    assert len(ids) == 32
    again = [mint(b"one", "2026-0001", 1, "approval", b"to Kim") for _ in range(2)]
    assert again[0] == again[1]
    assert all(set(one) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.") for one in ids)


@given(st.lists(st.text("aB1.,;:[]#", min_size=1, max_size=50), min_size=12, max_size=30))
def test_a_subject_is_folded_as_the_standard_library_does(words: list[str]) -> None:
    """The same lines, without its way round."""
    subject = " ".join(words)
    folded = Header(subject, "us-ascii", 76, "Subject").encode(linesep="\r\n")
    raw = compose(replace(WORDS, subject=subject), ENVELOPE)
    assert f"\r\nSubject: {folded}\r\nDate: ".encode() in raw


@given(st.text(st.sampled_from("a=. \t\né\x0b\x85\u2028…😀") | st.characters(codec="utf-8"), max_size=300))
def test_lines_are_quoted_as_one_text_is(text: str) -> None:
    """Line by line, what was quoted before and what was not."""
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    quoted = encodestring(unix.encode()).replace(b"\n", b"\r\n")
    assert quoted in compose(replace(WORDS, text=text), ENVELOPE)
