"""Ways to damage a mail, each from a seeded generator: what fuzzing in tests and benches has in common."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

NASTY = (
    b"\r\n\r\n", b"\n\n", b"\x00", b"--", b"\r", b"=?utf-8?B?", b"=?x?Q?=FF?=", b"?=", b"<", b">", b'"', b"'",
    b"boundary=", b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n",
    b"Content-Type: message/rfc822",
    b"Content-Transfer-Encoding: base64\r\n", b"Content-Type: text/html; charset=utf-7\r\n\r\n",
    b"%", b"\xff\xfe",
    b"\xe2\x80\xae", b"From: ", b"Subject: Re: ", b"> " * 40, b"https://", b"https://www.facebook.com/",
    b"https://[", b"http://xn--", b"@", b":" * 60, b"(" * 60, b"[" * 60, b"<div>" * 60, b"&#x110000;",
    b"&#99999999999;", b"On Mon, 1 Jan 2026 at 10:00, A wrote:", b"-----Original Message-----",
    b"Date: Fri, 99 Foo 99999 99:99:99 +9999\r\n", b"19/11/2026, 20:45 - A: ", b"[19/11/2026, 20:45:12] A: ",
    b"Authentication-Results: a; dkim=", b"Received: " * 9, "\u0130\u212a\ufb03".encode(), b"1" * 5_000,
    b"filename*0*=utf-8''", b"format=flowed", b"report-type=delivery-status", b"\xed\xa0\x80", b"\x1b$B",
)  # fmt: skip
"""Bytes that mean something to a reader of mail, and bytes that mean nothing to anyone."""

Damage = Callable[[Random, bytes, list[bytes]], bytes]


def mutate(rng: Random, raw: bytes, others: list[bytes]) -> bytes:
    """A mail damaged one to six times."""
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        raw = rng.choice(DAMAGES)(rng, raw, others)
    return raw


def _at(rng: Random, raw: bytes) -> int:
    # Half of it near the start: that is where the header is.
    return rng.randrange(min(len(raw), 1_500) + 1) if rng.random() < 0.5 else rng.randrange(len(raw) + 1)


def _put_in(rng: Random, raw: bytes, others: list[bytes]) -> bytes:
    at = _at(rng, raw)
    return raw[:at] + rng.choice(NASTY) + raw[at:]


def _flip(rng: Random, raw: bytes, others: list[bytes]) -> bytes:
    changed = bytearray(raw or b"x")
    for _ in range(rng.randrange(1, 12)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _cut_out(rng: Random, raw: bytes, others: list[bytes]) -> bytes:
    at = _at(rng, raw)
    return raw[:at] + raw[at + rng.randrange(1, 400) :]


def _cut_off(rng: Random, raw: bytes, others: list[bytes]) -> bytes:
    return raw[: _at(rng, raw)]


def _double(rng: Random, raw: bytes, others: list[bytes]) -> bytes:
    at, size = _at(rng, raw), rng.randrange(1, 300)
    return raw[:at] + raw[at : at + size] * rng.randrange(2, 30) + raw[at:]


def _splice(rng: Random, raw: bytes, others: list[bytes]) -> bytes:
    other = rng.choice(others)
    return raw[: _at(rng, raw)] + other[_at(rng, other) :]


def _mix_lines(rng: Random, raw: bytes, others: list[bytes]) -> bytes:
    lines = raw.split(b"\n")
    a, b = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    return b"\n".join(lines)


def _drop_line(rng: Random, raw: bytes, others: list[bytes]) -> bytes:
    lines = raw.split(b"\n")
    del lines[rng.randrange(len(lines))]
    return b"\n".join(lines)


def _change_line_ends(rng: Random, raw: bytes, others: list[bytes]) -> bytes:
    return raw.replace(b"\r\n", b"\n").replace(b"\n", rng.choice((b"\r", b"\n", b"\r\n", b"\r\r\n", b"\n\r")))


def _pack(rng: Random, raw: bytes, others: list[bytes]) -> bytes:
    top = b"From: a@one.example\r\nContent-Type: "
    return rng.choice((
        top + b"message/rfc822\r\n\r\n" + raw,
        top + b"text/html\n\n" + raw,
        top + b"multipart/mixed; boundary=zz\n\n--zz\n" + raw + b"\n--zz\n" + raw,
    ))  # fmt: skip


DAMAGES: tuple[Damage, ...] = (
    _put_in, _put_in, _put_in, _flip, _cut_out, _cut_off, _double, _splice, _splice, _mix_lines, _drop_line,
    _change_line_ends, _pack,
)  # fmt: skip
