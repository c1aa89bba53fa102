"""Mails nobody would write: built at random and damaged at random, none makes the reading raise or crawl."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path
from random import Random
from time import process_time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.bench.fuzz import read_every_way
from tests.mutation import NASTY, mutate

CORPUS = [path.read_bytes() for path in sorted((Path(__file__).parent / "mail").glob("*/*.eml"))]
BOUNDED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

_NAMES = ("From", "To", "Subject", "Date", "Message-ID", "In-Reply-To", "Content-Type", "Received", "X-Odd")
_TYPES = (
    "text/plain", "text/plain; format=flowed", "text/html; charset=utf-16", "text/calendar",
    "image/png; name=a.png",
    "message/rfc822", "message/delivery-status", "multipart/mixed; boundary=b",
    "multipart/alternative; boundary=b",
    "multipart/related; boundary=b", "multipart/digest; boundary=b", "multipart/signed",
    "application/ms-tnef",
    "application/octet-stream; name=x.eml", "application/pdf", "application/vnd.ms-outlook; name=a.msg",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document; name=a.docx", "", ";", "a/b/c",
)  # fmt: skip
_ENCODINGS = ("7bit", "8bit", "base64", "quoted-printable", "x-uuencode", "binary", "nonsense")
_words = st.one_of(st.sampled_from(NASTY), st.binary(max_size=60), st.text(max_size=60).map(str.encode))


@st.composite
def parts(draw: st.DrawFn, depth: int = 0) -> bytes:
    """A part with a header that may be wrong in every line, and children between boundaries that may lie."""
    kind = draw(st.sampled_from(_TYPES))
    lines = [
        f"Content-Type: {kind}".encode(),
        f"Content-Transfer-Encoding: {draw(st.sampled_from(_ENCODINGS))}".encode(),
    ]
    lines += [
        b"%s: %s" % (name.encode(), draw(_words))
        for name in draw(st.lists(st.sampled_from(_NAMES), max_size=4))
    ]
    if depth < 4 and kind.startswith(("multipart", "message")):
        children = draw(st.lists(parts(depth + 1), max_size=4))
        body = b"".join(b"--b\r\n" + child + b"\r\n" for child in children) + draw(
            st.sampled_from((b"--b--", b"", b"--"))
        )
    else:
        body = b"\r\n".join(draw(st.lists(_words, max_size=6)))
    return b"\r\n".join(lines) + draw(st.sampled_from((b"\r\n\r\n", b"\n\n", b"\r\n", b""))) + body


@given(parts())
@settings(BOUNDED, max_examples=120)
def test_no_mail_built_at_random_makes_it_raise(raw: bytes) -> None:
    """Any tree of parts, any header, any encoding is read whole: preview, reading, decision and edit."""
    read_every_way(b"From: a@one.example\r\n" + raw)


@given(st.text(max_size=400), st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=80))
@settings(BOUNDED, max_examples=60)
def test_no_words_make_it_raise(text: str, subject: str) -> None:
    """Any words of any script, in a mail that is otherwise well made, are read every way."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@one.example", "".join(subject.split())
    mail.set_content(text.encode("utf-8", "replace").decode())
    read_every_way(mail.as_bytes())


def test_damaged_mails_are_read_in_time() -> None:
    """Six hundred mails of the corpus, each damaged: no exception, and none is slow."""
    rng, slowest = Random(42), (0.0, b"")
    for _ in range(600):
        raw = mutate(rng, rng.choice(CORPUS), CORPUS)[:200_000]
        began = process_time()
        read_every_way(raw)
        slowest = max(slowest, (process_time() - began, raw))
    assert slowest[0] < 4, slowest[1][:200]
