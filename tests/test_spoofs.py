"""The spoof matrix: forged approvals through the whole desk, none accepted; real ones, all accepted.

Each row is one mail that wants the waiting letter sent. ``told`` is whose known address hears that nothing
was done; where it is None the mail is a machine's, a copy, or somebody's answer that is filed as such.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests import cast
from tests.world import AUTHSERV, POST, Got, World
from worker.model import Address, Person, Profile, Trust
from worker.reading.senders.sender import trust_in

PARENT = cast.PARENT.email
HEAD = Address(cast.HEAD.email, cast.HEAD.name)
AT_REST = replace(cast.DEPUTY, from_on=date(2026, 9, 1), until_on=date(2026, 11, 23))
PEOPLE = replace(cast.PEOPLE, deputies=(AT_REST,), plus_addressing=True)
KNOWN = {one.email for one in (cast.HEAD, AT_REST, cast.CHAIR, cast.DSL, cast.DEPUTY_DSL, cast.ADMIN)}
KNOWN |= {cast.TEACHER.email, cast.OFFICE.email}

GENERIC = trust_in(AUTHSERV)
SEALED = trust_in(AUTHSERV, sealers=("forwarder.example",))
MICROSOFT = trust_in(None, Profile.MICROSOFT_365, exchange=("ex01.northside.example",))
GOOGLE = trust_in(None, Profile.GOOGLE)

PASSED = "dmarc=pass header.from=northside.example"
FROM = "Helen Marsh <head@northside.example>"


def results(*found: str) -> str:
    """The header of the pinned server."""
    return f"Authentication-Results: {'; '.join((AUTHSERV, *found))}\n"


def arc(n: int, domain: str, found: str, cv: str) -> str:
    """One set of a chain."""
    return (
        f"ARC-Seal: i={n}; a=rsa-sha256; d={domain}; s=one; t=1764000000; cv={cv}; b=AAAA\n"
        f"ARC-Message-Signature: i={n}; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s=one; "
        f"h=from:to:subject; bh=AAAA; b=AAAA\nARC-Authentication-Results: i={n}; mx.{domain}; {found}\n"
    )


INTERNAL = "X-MS-Exchange-Organization-AuthAs: Internal\n"
CLOUD = "X-MS-Exchange-Organization-AuthSource: LO2P265MB0001.GBRP265.PROD.OUTLOOK.COM\n"
OWN_EXCHANGE = "X-MS-Exchange-Organization-AuthSource: ex01.northside.example\n"
NONE_365 = (
    "Authentication-Results: dkim=none (message not signed) header.d=none;dmarc=none action=none "
    "header.from=northside.example;\n"
)


def ms(found: str) -> str:
    return f"Authentication-Results: {found}\n"


def shown(world: World, ref: str = "2026-0001") -> Got:
    return [got for got in world.got(HEAD) if got.kind == "approval" and got.about == (ref,)][-1]


def mail(
    world: World,
    top: str = results(PASSED),
    sender: str = FROM,
    extra: str = "",
    words: str = "Approve",
    to: Got | None = None,
    subject: str | None = None,
    message_id: str = "yes1@northside.example",
    body: str | None = None,
) -> bytes:
    """A reply to the mail that shows the letter, with everything right that a row does not change."""
    asked = to or shown(world)
    quoted = "\n".join(f"> {line}".rstrip() for line in asked.text.splitlines())
    head = (
        f"Received: from relay.example by {AUTHSERV} with ESMTPS id 7\n{top}From: {sender}\n"
        f"To: {asked.mail['Reply-To']}\nSubject: {subject or 'Re: ' + str(asked.mail['Subject'])}\n"
        f"Date: Tue, 24 Nov 2026 09:00:00 +0000\nMessage-ID: <{message_id}>\n"
    )
    if "In-Reply-To:" not in extra:
        extra += f"In-Reply-To: <{asked.id}>\nReferences: <{asked.id}>\n"
    text = body or (
        f"{words}\n\n> On 24 Nov 2026, at 08:12, Headsup <{cast.INBOX.email}> wrote:\n>\n{quoted}\n"
    )
    plain = "" if "Content-Type:" in extra else "Content-Type: text/plain; charset=utf-8\n"
    return (head + extra + plain + "\n" + text).replace("\n", "\r\n").encode()


@dataclass(frozen=True)
class Forged:
    """One mail that must not be believed."""

    name: str
    made: Callable[[World], bytes]
    told: Person | None = cast.HEAD
    trust: Trust = GENERIC


def simply(name: str, told: Person | None = cast.HEAD, trust: Trust = GENERIC, **changes: Any) -> Forged:
    return Forged(name, lambda world: mail(world, **changes), told, trust)


def stranger(name: str, sender: str, told: Person | None = cast.HEAD) -> Forged:
    """Everything is proven, for another domain than the head's."""
    domain = sender.rpartition("@")[2].rstrip(">")
    return simply(name, told, top=results(f"dmarc=pass header.from={domain}"), sender=sender)


def replayed(change: Callable[[bytes], bytes]) -> Callable[[World], bytes]:
    """The head's own yes, taken back by her, comes once more."""

    def made(world: World) -> bytes:
        raw = mail(world)
        world.receive(raw)
        world.reply(world.last(HEAD), "STOP")
        world.later(1)
        return change(raw)

    return made


def of_another_case(world: World) -> bytes:
    """The token of one case in a mail about another."""
    other = POST.replace("10161234567890123", "111111111111111").replace("Kim Dale", "Bo Reed")
    world.report(text=other)
    return mail(world, to=shown(world, "2026-0002"), subject=f"Re: {shown(world).mail['Subject']}")


def of_an_earlier_version(world: World) -> bytes:
    """The letter has changed since."""
    old = shown(world)
    world.reply(old, "Change Thursday to Friday")
    return mail(world, to=old)


def forwarded(world: World) -> bytes:
    """A teacher passes on the yes that the head wrote to her."""
    words = f"See below\n\n---------- Forwarded message ---------\nFrom: {FROM}\nTo: p.sykes\n\nApprove\n"
    return mail(world, sender="Priya Sykes <p.sykes@northside.example>", words=words)


def without_ids(subject: str, words: str) -> Callable[[World], bytes]:
    """A new mail."""
    return lambda world: (
        mail(world, subject=subject, body=words, extra="In-Reply-To: <x@y.example>\n")
        .replace(b"In-Reply-To: <x@y.example>\r\n", b"")
        .replace(str(shown(world).mail["Reply-To"]).encode(), cast.INBOX.email.encode())
    )


def guessed(world: World) -> bytes:
    """Everything is right but what cannot be known: the Message-ID, and the token in address and subject."""
    raw = mail(world, subject="Re: [HU-2026-0001] For decision", extra=f"In-Reply-To: <{GUESSED}>\n")
    return raw.replace(str(shown(world).mail["Reply-To"]).encode(), cast.INBOX.email.encode())


GUESSED = "2026-0001-3.aaaaaaaaaaaaaaaaaaaaaaaa@northside.example"
CYRILLIC = "n\u043erthside".encode("punycode").decode()
ENCODED = base64.b64encode(b"Helen Marsh <head@northside.example>").decode()
INJECTED = (
    "x=?utf-8?q?_;dmarc=3Dpass_header.from=3Dnorthside.example;_spf=3Dnone_smtp.mailfrom=3Dq?=@evil.example"
)
CALENDAR = "Content-Type: text/calendar; method=REPLY\n"
RECEIPT = "Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n"
VEVENT = "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nSUMMARY:Approve\nEND:VEVENT\nEND:VCALENDAR\n"
DSN = "--b\n\nApprove\n--b\nContent-Type: message/disposition-notification\n\nx: y\n--b--\n"

FORGED = [
    # what the server says
    simply("no check at all", top=""),
    simply("a check by another server", top=f"Authentication-Results: evil.example; {PASSED}\n"),
    simply("put above", top=f"Authentication-Results: evil.example; {PASSED}\n" + results(PASSED)),
    simply("put below", top=results("none") + results(PASSED)),
    simply("put at the end of the header", top=results("none"), extra=results(PASSED)),
    simply("a longer server name", top=f"Authentication-Results: {AUTHSERV}.evil.example; {PASSED}\n"),
    simply("a failed DMARC", top=results("dmarc=fail header.from=northside.example")),
    simply(
        "a failed DMARC beside a signature", top=results("dkim=pass header.d=northside.example", "dmarc=fail")
    ),
    simply("another domain's signature", top=results("dkim=pass header.d=evil.example")),
    simply("a subdomain's signature", top=results("dkim=pass header.d=pupils.northside.example")),
    simply("a longer domain's signature", top=results("dkim=pass header.d=northside.example.evil.example")),
    simply(
        "two domains for one signature",
        top=results("dkim=pass header.d=northside.example header.d=evil.example"),
    ),
    simply("a bulk mailer's SPF", top=results("spf=pass smtp.mailfrom=bounce@mailer.example")),
    simply("a colleague's SPF", top=results("spf=pass smtp.mailfrom=p.sykes@northside.example")),
    simply("a colleague signed in", top=results("auth=pass smtp.auth=p.sykes@northside.example", PASSED)),
    simply("a pass in an encoded word", top=results(f"spf=pass smtp.mailfrom={INJECTED}")),
    simply("a pass in a comment", top=results(f"spf=fail ({PASSED}; {PASSED}) smtp.mailfrom=evil.example")),
    simply("a pass in quotes", top=results(f'spf=pass smtp.mailfrom="x; {PASSED}"@evil.example')),
    simply("a pass folded out of shape", top=f"Authentication-Results:\n {AUTHSERV}\n {PASSED}\n"),
    simply("a DMARC pass for nobody", top=results("dmarc=pass")),
    simply("a soft pass", top=results("spf=softfail smtp.mailfrom=northside.example", "dmarc=none")),
    # seals
    simply(
        "a chain the server did not check",
        top=results("dmarc=fail") + arc(1, "forwarder.example", PASSED, "none"),
        trust=SEALED,
    ),
    simply(
        "a stranger's seal",
        top=results("arc=pass", "dmarc=fail") + arc(1, "evil.example", PASSED, "none"),
        trust=SEALED,
    ),
    simply(
        "a stranger's seal over a trusted one",
        trust=SEALED,
        top=results("arc=pass", "dmarc=none")
        + arc(2, "evil.example", "arc=pass", "pass")
        + arc(1, "forwarder.example", PASSED, "none"),
    ),
    simply(
        "a trusted seal over a failure",
        trust=SEALED,
        top=results("arc=pass", "dmarc=none") + arc(1, "forwarder.example", "dmarc=fail", "none"),
    ),
    simply(
        "a seal that no setting trusts",
        top=results("arc=pass", "dmarc=none") + arc(1, "forwarder.example", PASSED, "none"),
    ),
    simply(
        "a failed chain",
        top=results("arc=fail", "dmarc=none") + arc(1, "forwarder.example", PASSED, "none"),
        trust=SEALED,
    ),
    # Microsoft 365 and Google
    simply("Exchange's mark alone", trust=MICROSOFT, top=INTERNAL),
    simply(
        "Exchange's mark with another's server",
        trust=MICROSOFT,
        top=INTERNAL + "X-MS-Exchange-Organization-AuthSource: mail.evil.example\n",
    ),
    simply(
        "Exchange's mark beside its own",
        trust=MICROSOFT,
        top=INTERNAL + CLOUD + NONE_365,
        extra="X-MS-Exchange-Organization-AuthAs: Anonymous\n",
    ),
    simply(
        "Exchange's mark on mail from outside",
        trust=MICROSOFT,
        top=INTERNAL
        + CLOUD
        + ms(
            "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=evil.example; dkim=none;dmarc=none;compauth=none"
        ),
    ),
    simply(
        "direct send",
        trust=MICROSOFT,
        top=INTERNAL
        + CLOUD
        + ms(
            "spf=fail (sender IP is 192.0.2.1) smtp.mailfrom=northside.example; dkim=none;dmarc=fail "
            "action=none header.from=northside.example;compauth=fail reason=001"
        ),
    ),
    simply(
        "a failed compauth",
        trust=MICROSOFT,
        top=ms("spf=pass smtp.mailfrom=northside.example; dkim=none;dmarc=none;compauth=fail reason=001"),
    ),
    simply(
        "a compauth by habit",
        trust=MICROSOFT,
        top=ms("spf=none smtp.mailfrom=evil.example; dkim=none;dmarc=none;compauth=pass reason=703"),
    ),
    simply("Exchange's mark elsewhere", top=INTERNAL + CLOUD),
    simply(
        "Google's signature for everybody",
        trust=GOOGLE,
        top="Authentication-Results: mx.google.com; "
        "dkim=pass header.i=@northside-example.20230601.gappssmtp.com\n",
    ),
    # addresses and names
    stranger("a digit for a letter", "Helen Marsh <head@n0rthside.example>"),
    stranger("two letters for one", "Helen Marsh <head@northsicle.example>"),
    stranger("a Cyrillic letter", f"Helen Marsh <head@xn--{CYRILLIC}.example>"),
    stranger("another ending", "Helen Marsh <head@northside.test>"),
    stranger("a hyphen", "Helen Marsh <head@north-side.example>"),
    stranger("a letter left out", "head@northsde.example"),
    stranger("two letters swapped", "head@norhtside.example"),
    stranger("our domain inside another", "Head <head@northside.example.evil.test>"),
    stranger("her private address", "Helen Marsh <helen.m@mail.example>"),
    stranger("her name turned round", '"Marsh, Helen" <office@mail.example>'),
    stranger("her name in other letters", "Mrs H\u0435len Marsh <x@mail.example>"),
    stranger("the deputy's name", "Dev Anand <dev@mail.example>", AT_REST),
    simply("her address as a name", sender='"head@northside.example" <x@evil.example>'),
    simply("her address in an encoded word", sender=f"=?utf-8?b?{ENCODED}?= <x@evil.example>"),
    simply("two From headers", sender=f"{FROM}\nFrom: x@evil.example"),
    simply("two addresses in From", sender=f"{FROM}, x@evil.example"),
    simply("a group in From", sender="Heads: head@northside.example, x@evil.example;"),
    simply(
        "answers go to her",
        told=None,
        sender="Sam <sam@evil.example>",
        extra=f"Reply-To: {FROM}\n",
        top=results("dmarc=pass header.from=evil.example"),
    ),
    # handed on
    simply("a secretary on her behalf", extra="Sender: Olive Brand <office@northside.example>\n"),
    simply("sent again by a colleague", extra="Resent-From: p.sykes@northside.example\n"),
    simply("sent again by nobody", extra="Resent-Sender: undisclosed\n"),
    simply("through a mailing list", None, extra="List-Id: <all-staff.northside.example>\n"),
    stranger("a list that writes in her name", "Helen Marsh via Staff <staff@lists.mail.example>"),
    Forged("passed on by a teacher", forwarded, None),
    simply("a colleague's yes", None, sender="Priya Sykes <p.sykes@northside.example>"),
    stranger("the parent's yes", "Kim Dale <kim.dale@mail.example>", None),
    simply("a delegate outside the days", AT_REST, sender="Dev Anand <deputy@northside.example>"),
    simply("the safeguarding lead's yes", None, sender="Dana Osei <dsl@northside.example>"),
    # tokens
    Forged("a guessed Message-ID", guessed),
    Forged("a guessed token", without_ids("HU-2026-0001 Approve [#aaaaaaaaaaaa]", "Approve\n")),
    Forged("a reference only", without_ids("HU-2026-0001 Approve", "Approve\n")),
    Forged("another case's token", of_another_case),
    Forged("an earlier version's token", of_an_earlier_version),
    Forged("the same bytes again", replayed(lambda raw: raw), None),
    Forged("the same mail by another way", replayed(lambda raw: b"Received: from x by y\r\n" + raw), None),
    Forged("the same mail with a footer", replayed(lambda raw: raw + b"\r\n-- \r\nScanned\r\n")),
    Forged("the same yes under a new name", replayed(lambda raw: raw.replace(b"<yes1@", b"<yes2@"))),
    # whose words, whose machine
    simply("a yes in the quote", body="\n> Approve\n>\n> Helen\n"),
    simply("a yes in the subject", subject="Re: [HU-2026-0001] Approve", words="\n"),
    simply("also to the office", extra="Cc: office@northside.example\n"),
    simply("an automatic reply", None, extra="Auto-Submitted: auto-replied\n"),
    simply("a null sender", None, extra="Return-Path: <>\nAuto-Submitted: auto-generated\n"),
    simply("a calendar's answer", None, extra=CALENDAR, body=VEVENT, subject="Accepted: Approve"),
    simply("a read receipt", None, extra=RECEIPT, body=DSN, subject="Read: For decision"),
]


def waiting(tmp_path: Path, trust: Trust) -> World:
    """A case whose invitation has the parent's address and waits for a yes (version 2)."""
    world = World(tmp_path / "data", people=PEOPLE, trust=GENERIC)
    world.report()
    world.reply(world.last(HEAD), f"To {PARENT}")
    world.trust = trust
    world.restart()
    return world


@pytest.mark.parametrize("row", FORGED, ids=lambda row: row.name)
def test_no_forged_yes_is_accepted(row: Forged, tmp_path: Path) -> None:
    """Nothing goes out, nobody unknown is written to, and the known address is told why."""
    with waiting(tmp_path, row.trust) as world:
        raw = row.made(world)
        before = len(world.got(row.told)) if row.told else 0
        world.receive(raw)
        world.later(90)
        assert world.got(PARENT) == []
        assert world.case().draft(1).state.value != "approved"
        assert {to for _, tos in world.outbox.sent for to in tos} <= KNOWN
        told = set(world.kinds(row.told)[before:]) if row.told else {"not_acted"}
        assert told & {"not_acted", "question"}


@dataclass(frozen=True)
class Real:
    """One mail that must be believed."""

    name: str
    top: str
    trust: Trust = GENERIC
    sender: str = FROM


SIGNED = "dkim=pass (2048-bit key) header.d=northside.example header.i=@northside.example header.s=one"
REAL = [
    Real("Postfix with OpenDMARC", results(f"{PASSED}")),
    Real("Postfix with OpenDKIM", results(SIGNED)),
    Real("a login of her own", results("auth=pass (plain) smtp.auth=head@northside.example")),
    Real("another header below", results(PASSED) + "Authentication-Results: relay.example; dkim=none\n"),
    Real("her second address", results(PASSED), sender="H Marsh <h.marsh@northside.example>"),
    Real("Microsoft 365, inside", INTERNAL + CLOUD + NONE_365, MICROSOFT),
    Real("Microsoft 365, inside, without a check", CLOUD + INTERNAL, MICROSOFT),
    Real("Microsoft 365 with Exchange beside it", INTERNAL + OWN_EXCHANGE + NONE_365, MICROSOFT),
    Real(
        "Microsoft 365, from outside",
        ms(
            "spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=northside.example; dkim=pass (signature was "
            "verified) header.d=northside.example;dmarc=pass action=none header.from=northside.example;"
            "compauth=pass reason=100"
        ),
        MICROSOFT,
    ),
    Real(
        "Microsoft 365, by a sealer that the school trusts there",
        ms(
            "spf=fail smtp.mailfrom=northside.example; dkim=fail (body hash did not verify) "
            "header.d=northside.example;dmarc=fail action=none header.from=northside.example;"
            "compauth=pass reason=130"
        ),
        MICROSOFT,
    ),
    Real(
        "Google Workspace",
        "Authentication-Results: mx.google.com;\n dkim=pass header.i=@northside.example header.s=google "
        "header.b=abc;\n arc=pass (i=1 spf=pass spfdomain=northside.example);\n"
        " spf=pass (google.com: domain of head@northside.example designates 192.0.2.1 as permitted sender) "
        "smtp.mailfrom=head@northside.example;\n"
        " dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=northside.example\n",
        GOOGLE,
    ),
    Real(
        "by a forwarder that is trusted",
        results("arc=pass smtp.remote-ip=192.0.2.1", "dmarc=fail header.from=northside.example")
        + arc(1, "forwarder.example", PASSED, "none"),
        SEALED,
    ),
    Real(
        "by a forwarder, sealed once more by our own server",
        results("arc=pass", "dmarc=fail header.from=northside.example")
        + arc(2, "northside.example", "arc=pass", "pass")
        + arc(1, "forwarder.example", PASSED, "none"),
        SEALED,
    ),
]


@pytest.mark.parametrize("row", REAL, ids=lambda row: row.name)
def test_every_real_yes_is_accepted(row: Real, tmp_path: Path) -> None:
    """As each kind of mail server hands it over."""
    with waiting(tmp_path, row.trust) as world:
        world.receive(mail(world, top=row.top, sender=row.sender))
        world.later(15)
        assert len(world.got(PARENT)) == 1


def test_the_matrix_is_as_large_as_it_says() -> None:
    """At least forty forged mails, each with a name of its own."""
    assert len({row.name for row in FORGED}) == len(FORGED) >= 40
