"""Signatures checked by Headsup itself: against keys that a function answers with, never the network."""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import dkim
import pytest

from tests import cast
from tests.world import World
from worker.model import Trust
from worker.outside.signatures import LARGEST, REST_SECONDS, Signatures

COVERED = [b"from", b"to", b"subject", b"date", b"message-id", b"in-reply-to", b"references"]
MAIL = (
    b"From: Helen Marsh <head@northside.example>\r\nTo: reports@northside.example\r\n"
    b"Subject: Re: decision\r\n"
    b"Date: Tue, 24 Nov 2026 09:00:00 +0000\r\nMessage-ID: <one@northside.example>\r\n"
    b"In-Reply-To: <asked@northside.example>\r\n\r\nApprove\r\n"
)


@cache
def key() -> tuple[bytes, bytes]:
    """A private key, and the text record that publishes its other half."""
    made = subprocess.run(
        ["openssl", "genrsa", "-traditional", "2048"], capture_output=True, check=True
    ).stdout
    public = ["openssl", "rsa", "-pubout", "-outform", "DER"]
    half = subprocess.run(public, input=made, capture_output=True, check=True).stdout
    return made, b"v=DKIM1; k=rsa; p=" + base64.b64encode(half)


def signed(
    mail: bytes = MAIL, domain: bytes = b"northside.example", covered: Sequence[bytes] = COVERED, **more: Any
) -> bytes:
    there = [name for name in covered if b"\n%s:" % name in b"\n" + mail.lower()]
    header: bytes = dkim.sign(mail, b"one", domain, key()[0], include_headers=there, **more)
    return header + mail


class Names:
    """DNS as a function: what is asked is kept."""

    def __init__(self, answer: bytes | Exception | None) -> None:
        self.answer = answer
        self.asked: list[tuple[bytes, float]] = []

    def __call__(self, name: bytes, timeout: float) -> bytes | None:
        self.asked.append((name, timeout))
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def holds(raw: bytes, domain: str = "northside.example", answer: bytes | Exception | None = b"") -> bool:
    return Signatures(Names(key()[1] if answer == b"" else answer)).is_signed_by(raw, domain)


def test_a_signature_of_the_domain_holds() -> None:
    """One question is asked, of the domain's own name, and the answer fits."""
    names = Names(key()[1])
    assert Signatures(names).is_signed_by(signed(), "northside.example")
    assert names.asked == [(b"one._domainkey.northside.example.", 3)]


def changed(old: bytes, new: bytes) -> bytes:
    assert old in signed()
    return signed().replace(old, new)


@pytest.mark.parametrize(
    "raw",
    [
        MAIL,
        changed(b"Approve\r\n", b"Approve draft 2 too\r\n"),
        changed(b"Subject: Re: decision", b"Subject: Re: another"),
        changed(b"<asked@", b"<other@"),
        b"Subject: in front\r\n" + signed(),
        b"From: x@evil.example\r\n" + signed(),
        b"Sender: x@evil.example\r\n" + signed(),
        b"Reply-To: x@evil.example\r\n" + signed(),
        signed(domain=b"evil.example"),
        signed(domain=b"pupils.northside.example"),
        signed(covered=[b"from", b"subject"]),
        signed(covered=COVERED[:5]),
        signed(length=True),
        signed(length=True) + b"and more\r\n",
        signed().replace(b"v=1;", b"v=1; l=0;"),
        signed()[:300],
        b"DKIM-Signature: v=1; d=northside.example; h=" + b"from:" * 5_000 + b"\r\n" + MAIL,
        signed(MAIL + b"x" * LARGEST),
        b"",
    ],
)  # fmt: skip
def test_anything_less_does_not(raw: bytes) -> None:
    """Changed, by another domain, or not covering all that matters."""
    assert not holds(raw)


@pytest.mark.parametrize(
    "answer", [None, b"v=DKIM1; p=", b"v=DKIM1; k=rsa; p=AAAA", b"\xff\x00", OSError("gone")]
)
def test_no_key_no_proof(answer: bytes | Exception | None) -> None:
    """No record, a withdrawn key, a broken one, no network."""
    assert not holds(signed(), answer=answer)


def test_a_network_that_does_not_answer_is_left_alone_for_a_while() -> None:
    """Twenty mails wait for it once, not twenty times; later it is asked again."""
    clock = [0.0]
    names = Names(TimeoutError("no answer"))
    signatures = Signatures(names, lambda: clock[0])
    assert not any(signatures.is_signed_by(signed(), "northside.example") for _ in range(20))
    assert len(names.asked) == 1
    clock[0], names.answer = REST_SECONDS + 1, key()[1]
    assert signatures.is_signed_by(signed(), "northside.example")


def test_the_heads_signed_yes_counts_where_no_server_says_anything(tmp_path: Path) -> None:
    """A generic server without checks of its own: signature, address and token together are enough."""
    names = Names(key()[1])
    with World(tmp_path / "data", trust=Trust(), signatures=Signatures(names)) as world:
        world.report()
        world.receive(
            signed(bytes(world.answer(world.last(cast.HEAD), f"To {cast.PARENT.email}", proof=None)))
        )
        world.receive(signed(bytes(world.answer(world.last(cast.HEAD), "Approve", proof=None))))
        assert world.drafts()[0][3] == "approved"


def test_what_is_not_signed_asks_nobody_and_decides_nothing(tmp_path: Path) -> None:
    """Nor does a stranger's mail make Headsup ask the network."""
    names = Names(key()[1])
    with World(tmp_path / "data", trust=Trust(), signatures=Signatures(names)) as world:
        world.report()
        world.report(cast.STRANGER)
        world.receive(bytes(world.answer(world.last(cast.HEAD), f"To {cast.PARENT.email}", proof=None)))
        assert (world.drafts()[0][3], names.asked, world.kinds(cast.HEAD)[-1]) == ("waiting", [], "not_acted")


def test_the_servers_word_goes_before_our_own(tmp_path: Path) -> None:
    """Where the pinned server found another account, or a forgery, no signature is looked at."""
    for proof in ("dmarc=fail", "auth=pass smtp.auth=p.sykes@northside.example; dmarc=pass"):
        names = Names(key()[1])
        with World(tmp_path / proof[:9], signatures=Signatures(names)) as world:
            world.report()
            said = world.answer(world.last(cast.HEAD), f"To {cast.PARENT.email}", proof=proof)
            world.receive(signed(bytes(said)))
            assert (world.drafts()[0][1], names.asked) == (1, [])
