"""Bytes to Mail: every odd mail of the corpus, the limits, and the promise never to raise."""

from __future__ import annotations

import base64
import json
import time
from encodings.aliases import aliases
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.model import Address, Mail, MessageKey, Place, Preview
from worker.reading.message.charsets import decode_base64, find_codec
from worker.reading.message.html import to_text
from worker.reading.message.mail import header, headers, message_key, read_mail, read_preview

CORPUS = Path(__file__).parent / "mail"
WEIRD = sorted((CORPUS / "weird").glob("*.eml"))
EVERY = sorted(CORPUS.glob("*/*.eml"))


def shown(mail: Mail) -> dict[str, Any]:
    return {
        "sender": mail.sender.email if mail.sender else None,
        "subject": mail.subject,
        "text": mail.text,
        "message_id": mail.message_id,
        "sent_at": mail.sent_at,
        "attachments": [[item.name, item.type, item.size, item.role.value] for item in mail.attachments],
        "embedded": [inner.subject for inner in mail.embedded],
        "problems": list(mail.problems),
    }


@pytest.mark.parametrize("path", WEIRD, ids=lambda path: path.stem)
def test_every_odd_mail_reads_as_expected(path: Path) -> None:
    """An odd mail gives its words, its attachments and a plain list of what was wrong with it."""
    expected = json.loads(path.with_suffix("").with_suffix(".expected.json").read_text("utf-8"))
    unsaid: dict[str, Any] = {"message_id": None, "sent_at": None, "attachments": [], "embedded": []}
    assert unsaid | expected == shown(read_mail(path.read_bytes()))


def test_an_ordinary_mail_is_read_whole() -> None:
    """Names, addresses, ids, instants, hashes and header order come out as written."""
    header_block = (
        b"Received: from b\r\nReceived: from a\r\n"
        b"From: =?utf-8?Q?Ay=C5=9Fe=2C?= Demir <Ayse@fellside.example>\r\n"
        b'To: "Concerns, Online" <box@fellside.example>, Group: x@one.example, y@two.example;\r\n'
        b"Subject: A very\r\n folded subject\r\nDate: Tue, 24 Nov 2026 16:20:00 +0100\r\n"
        b"Message-ID:\r\n <one@fellside.example>\r\nIn-Reply-To: <two@x.example>\r\n"
        b"References: <three@x.example>\r\n <two@x.example>\r\n"
    )
    raw = header_block + b"\r\nHello.\r\n"
    mail = read_mail(raw)
    assert mail.sender == Address("ayse@fellside.example", "Ayşe, Demir")
    assert mail.to == (
        Address("box@fellside.example", "Concerns, Online"),
        Address("x@one.example"),
        Address("y@two.example"),
    )
    assert mail.subject == "A very folded subject"
    assert mail.sent_at is not None
    assert mail.sent_at.isoformat() == "2026-11-24T15:20:00+00:00"
    assert (mail.in_reply_to, mail.references) == (("two@x.example",), ("three@x.example", "two@x.example"))
    assert headers(mail, "Received") == ("from b", "from a")
    assert (header(mail, "received"), header(mail, "x-none")) == ("from b", None)
    body = sha256(b"Hello.\r\n").hexdigest()
    same = sha256(f"{body}\n{mail.subject}\n{header(mail, 'date')}".encode()).hexdigest()
    assert (mail.body_sha256, message_key(mail)) == (
        body,
        MessageKey("one@fellside.example", sha256(raw).hexdigest(), same),
    )


def test_attachment_bytes_and_embedded_mails_are_exact() -> None:
    """What was attached comes out byte for byte, and an embedded mail keeps the bytes it was sent with."""
    picture = bytes(range(256)) * 50
    inner = b"From: a@one.example\nSubject: in\nX-Odd:   kept  \n\nline\n"
    raw = (
        b"From: b@two.example\r\nContent-Type: multipart/mixed; boundary=q\r\n\r\n"
        b"--q\r\nContent-Type: image/png; name=p.png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(picture)
        + b"\r\n--q\r\nContent-Type: message/rfc822\r\n\r\n"
        + inner
        + b"\r\n--q--\r\n"
    )
    mail = read_mail(raw)
    assert [item.data for item in mail.attachments] == [picture, inner]
    assert [item.sha256 for item in mail.attachments] == [
        sha256(data).hexdigest() for data in (picture, inner)
    ]
    assert [inner_mail.raw_sha256 for inner_mail in mail.embedded] == [sha256(inner).hexdigest()]


def test_nesting_and_numbers_stop_at_the_limits() -> None:
    """330 nested multiparts and 1,000 attachments are read up to the limit, and the rest is named."""
    nested = b"text"
    for level in range(330):
        mark = str(level).encode()
        nested = b"Content-Type: multipart/mixed; boundary=b%s\r\n\r\n--b%s\r\n%s\r\n--b%s--\r\n" % (
            mark, mark, nested, mark,
        )  # fmt: skip
    deep = read_mail(b"From: a@one.example\r\n" + nested)
    assert deep.problems == ("The parts are nested more than 30 deep; the innermost were not read.",)
    parts = b"".join(b"--x\r\nContent-Type: image/png; name=%d.png\r\n\r\nZ\r\n" % n for n in range(1000))
    wide = read_mail(
        b"From: a@one.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n" + parts + b"--x--"
    )
    assert (len(wide.attachments), wide.problems) == (
        499,
        ("The mail has more than 500 parts; the rest was not read.",),
    )


def test_a_mail_in_a_mail_in_a_mail_ends() -> None:
    """Mails packed forty deep are read to the limit in time that does not explode."""
    raw = b"From: a@one.example\r\n\r\nthe innermost words\r\n" + b"x" * 100_000
    for _ in range(40):
        raw = b"From: a@one.example\r\nContent-Type: message/rfc822\r\n\r\n" + raw
    started = time.process_time()
    mail, depth = read_mail(raw), 0
    while mail.embedded:
        mail, depth = mail.embedded[0], depth + 1
    assert depth == 12
    assert time.process_time() - started < 1


def test_thirty_megabytes_are_read_in_time() -> None:
    """A 30 MB mail takes well under two seconds."""
    raw = (
        b"From: a@one.example\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nhi\r\n--x\r\n"
        b"Content-Type: image/png; name=a.png\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + (b"QUJD" * 19 + b"\r\n") * 384_000
        + b"\r\n--x--\r\n"
    )
    started = time.process_time()
    mail = read_mail(raw)
    assert [item.size for item in mail.attachments] == [21_888_000]
    assert time.process_time() - started < 2


@pytest.mark.parametrize("piece", ["<a \"'", "<!--", "<div><", '<b x="', "<![CDATA[", "&amp", "<a <", "<p/"])
def test_hostile_html_takes_no_longer_than_its_size(piece: str) -> None:
    """A megabyte of broken tags is turned into text in linear time."""
    started = time.process_time()
    to_text(piece * (1_000_000 // len(piece)))
    assert time.process_time() - started < 4


def test_html_keeps_lines_quotes_links_and_lists() -> None:
    """HTML becomes the lines a reader sees; hidden text is none of them."""
    source = (
        '<p>Hi <b>a</b>ll</p><p>Two<br>lines <a href="https://x.example/a">link</a></p><ul><li>a<li>b</ul>'
        '<div style="display:none">no</div><blockquote><div>q1</div><p>q2</p></blockquote><hr>end'
    )
    lines = (
        "Hi all\n\nTwo\nlines link <https://x.example/a>\n\n- a\n- b\n> q1\n>\n> q2\n" + "_" * 32 + "\nend"
    )
    assert to_text(source) == lines


def test_a_preview_is_a_mail_without_its_attachments() -> None:
    """Header and text parts alone give the same words; attachments are names with no bytes."""
    preview = Preview(
        Place(1, 2), 10_000, b"From: a@one.example\r\nSubject: hi\r\n",
        (
            b"Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\ncaf=C3=A9",
            b"Content-Type: text/html\r\n\r\n<p>caf&eacute;</p>",
        ),
        ("shot.png", "inner.eml"), complete=False,
    )  # fmt: skip
    mail = read_preview(preview)
    assert (mail.subject, mail.text, mail.html, mail.raw_sha256) == ("hi", "café", "<p>caf&eacute;</p>", "")
    assert [(item.name, item.data, item.sha256, item.role.value) for item in mail.attachments] == [
        ("shot.png", b"", "", "evidence"),
        ("inner.eml", b"", "", "mail"),
    ]
    assert mail.problems == ("The structure of the mail could not be read before fetching it.",)


def test_no_codec_of_bytes_is_a_charset() -> None:
    """Whatever Python can look up by name, a mail may name: what makes no text of bytes is no charset."""
    names = sorted({*aliases, *aliases.values()})
    raw = {
        name: f"Subject: =?{name}?Q?hi=AB?=\nContent-Type: text/plain; charset={name}\n\nhi\xab".encode(
            "latin-1"
        )
        for name in names
    }
    assert {name: read_mail(one).raw_sha256 for name, one in raw.items()} == {
        name: sha256(one).hexdigest() for name, one in raw.items()
    }
    assert [find_codec(name) for name in ("base64", "hex", "zlib", "bz2", "rot13", "quopri", "uu")] == [
        None
    ] * 7


@given(
    st.text("ABcd01+/=\r\n ", max_size=14).map(str.encode),
    st.sampled_from([b"", b"=", b"==", b"===", b"==\r\n"]),
)
def test_base64_is_the_same_by_either_alphabet(some: bytes, pads: bytes) -> None:
    """What only Python's own decoder reads means what it means where it must be tidied first."""
    written = b"+" + some + pads
    assert decode_base64(written) == decode_base64(written.translate(bytes.maketrans(b"+/", b"-_")))


@given(st.binary(max_size=2_000))
@settings(max_examples=150, deadline=None)
def test_no_bytes_make_it_raise(raw: bytes) -> None:
    """Any bytes at all become a Mail that knows its own hash."""
    assert read_mail(raw).raw_sha256 == sha256(raw).hexdigest()


@given(st.sampled_from(EVERY), st.integers(0, 4_000), st.binary(max_size=30), st.integers(0, 200))
@settings(max_examples=250, deadline=None)
def test_no_damage_makes_it_raise(path: Path, at: int, put_in: bytes, cut: int) -> None:
    """Every mail of the corpus, damaged anywhere, still becomes a Mail."""
    raw = path.read_bytes()
    damaged = raw[:at] + put_in + raw[at + cut :]
    assert read_mail(damaged).raw_sha256 == sha256(damaged).hexdigest()
