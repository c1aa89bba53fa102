"""Who really sent it: only the pinned server's topmost word, aligned with From; and their role."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from worker.model import Address, People, Person, Proof, Role
from worker.reading.message.mail import read_mail
from worker.reading.senders.roles import person_of, role_of
from worker.reading.senders.sender import judge, trust_in

PINNED = "mx.fellside.example"
HEAD = "Ruth Thornley <r.thornley@fellside.example>"


def verdict(*results: str, sender: str = HEAD, pinned: str | None = PINNED, extra: str = "") -> Proof:
    top = "".join(f"Authentication-Results: {value}\n" for value in results)
    return judge(read_mail(f"{top}{extra}From: {sender}\n\nApprove\n".encode()), trust_in(pinned)).verdict


@pytest.mark.parametrize(
    "result",
    [
        "dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=fellside.example",
        "dkim=pass header.d=fellside.example",
        "dkim=pass (2048-bit key) header.i=@fellside.example header.s=one header.b=abc",
        "spf=pass smtp.mailfrom=r.thornley@fellside.example",
        "spf=pass smtp.mailfrom=Fellside.example",
        "auth=pass smtp.auth=r.thornley; dmarc=pass header.from=fellside.example",
        "auth=pass (plain) smtp.auth=r.thornley@fellside.example",
        "dkim=fail header.d=fellside.example; spf=pass smtp.mailfrom=fellside.example",
    ],
)
def test_an_aligned_pass_from_the_pinned_server_proves(result: str) -> None:
    """A pass for the From domain, or for the very account, by the school's own server is proof."""
    assert verdict(f"{PINNED}; {result}") == Proof.PROVEN


@pytest.mark.parametrize(
    "result",
    [
        "none",
        "dkim=pass header.d=evil.example",
        "dkim=pass header.d=example",
        "dkim=pass header.d=notfellside.example",
        "dkim=pass header.d=fellside.example.evil.example",
        "spf=pass smtp.mailfrom=someone@evil.example",
        "spf=softfail smtp.mailfrom=fellside.example",
        "dmarc=none header.from=fellside.example",
        "dmarc=pass header.from=evil.example",
        "dmarc=temperror header.from=fellside.example",
        "auth=pass smtp.auth=d.marsh@fellside.example",
        "auth=pass smtp.auth=d.marsh@fellside.example; dmarc=pass header.from=fellside.example",
        "dmarc=pass header.from=fellside.example; auth=pass smtp.auth=d.marsh",
        "dkim=pass header.d=pupils.fellside.example",
        "dkim=pass header.i=@pupils.fellside.example",
        "spf=pass smtp.mailfrom=pupil@pupils.fellside.example",
        "spf=pass smtp.mailfrom=d.marsh@fellside.example",
        "dmarc=temperror header.from=fellside.example; spf=pass smtp.mailfrom=x@pupils.fellside.example",
        "compauth=pass reason=100",
        "dmarc=pass",
        "dkim=pass header.d=fellside.example header.d=evil.example",
        "dmarc=pass header.from=evil.example header.from=fellside.example",
        (
            "spf=pass smtp.mailfrom=x=?utf-8?q?_;dmarc=3Dpass_header.from=3Dfellside.example;_spf=3Dnone_"
            "smtp.mailfrom=3Dq?=@evil.example"
        ),
        "spf=pass (domain of =?utf-8?q?=29;_dmarc=3Dpass_header.from=3Dfellside.example;_spf=3Dnone_=28?=)",
        ";;;===(((",
    ],
)
def test_anything_less_proves_nothing(result: str) -> None:
    """A pass for another domain, a result short of a pass, or a header out of shape is no proof."""
    assert verdict(f"{PINNED}; {result}") == Proof.UNPROVEN


def test_only_the_topmost_header_of_the_pinned_server_counts() -> None:
    """A header further down, or by another server, may have been put in by anyone."""
    passed = "dmarc=pass header.from=fellside.example"
    assert verdict(f"evil.example; {passed}") == Proof.UNPROVEN
    assert verdict(f"{PINNED}; none", f"{PINNED}; {passed}") == Proof.UNPROVEN
    assert verdict(f"evil.example; {passed}", f"{PINNED}; {passed}") == Proof.UNPROVEN
    assert verdict(f"{PINNED}.evil.example; {passed}") == Proof.UNPROVEN
    assert verdict(f"MX.Fellside.Example; {passed}") == Proof.PROVEN
    assert verdict(f"{PINNED}; {passed}", pinned=None) == Proof.UNPROVEN
    assert verdict() == Proof.UNPROVEN


def test_failed_dmarc_is_forged_whatever_else_passed() -> None:
    """The domain itself says the mail is not its own."""
    assert verdict(f"{PINNED}; spf=pass smtp.mailfrom=fellside.example; dmarc=fail") == Proof.FORGED


@pytest.mark.parametrize(
    "sender",
    [
        "r.thornley@fellside.example, x@evil.example",
        "x@evil.example <r.thornley@fellside.example>",
        '"r.thornley@fellside.example" <x@evil.example>',
        "r.thornley@fellside.example\nFrom: x@evil.example",
        "Ruth Thornley",
    ],
)
def test_an_ambiguous_sender_is_never_proven(sender: str) -> None:
    """Where programs could differ on who the sender is, no check can speak for one of them."""
    passed = "dmarc=pass; spf=pass smtp.mailfrom=evil.example; dkim=pass header.d=fellside.example"
    assert verdict(f"{PINNED}; {passed}", sender=sender) == Proof.UNPROVEN


def test_microsoft_365_counts_only_where_it_is_pinned() -> None:
    """Its internal mark, its compauth and its header without a server name are believed from it alone."""
    odd = "spf=none (sender IP is ) smtp.mailfrom=x.example; dkim=none header.d=none;compauth=pass reason=100"
    internal = (
        "X-MS-Exchange-Organization-AuthSource: LO2P265MB0001.GBRP265.PROD.OUTLOOK.COM\n"
        "X-MS-Exchange-Organization-AuthAs: Internal\n"
    )
    microsoft = "protection.outlook.com"
    assert verdict(odd, pinned=microsoft) == Proof.PROVEN
    assert verdict(extra=internal, pinned=microsoft) == Proof.PROVEN
    assert (
        verdict("spf=pass smtp.mailfrom=evil.example; dmarc=fail action=none", pinned=microsoft)
        == Proof.FORGED
    )
    assert verdict(odd.replace("reason=100", "reason=703"), pinned=microsoft) == Proof.UNPROVEN
    assert verdict(odd) == Proof.UNPROVEN
    assert verdict(extra=internal) == Proof.UNPROVEN


def test_the_verdict_gives_its_reason() -> None:
    """A person can read why a sender is proven or not."""
    because = judge(read_mail(f"From: {HEAD}\n\n".encode()), trust_in(PINNED)).because
    assert because == "the mail server recorded no check of the sender"


PEOPLE = People(
    inbox="concerns@fellside.example",
    head=Person("Ruth Thornley", "r.thornley@fellside.example", also=("ruth@home.example",)),
    admin=Person("Wayne Bell", "it@fellside.example"),
    dsl=Person("Kamal Aziz", "k.aziz@fellside.example"),
    chair=Person("Alan Pickering", "chair@governors.example"),
    deputies=(
        Person(
            "Kamal Aziz", "k.aziz@fellside.example", from_on=date(2026, 11, 1), until_on=date(2026, 11, 30)
        ),
    ),
    staff=("helper@agency.example",),
    staff_domains=("fellside.example",),
)


@pytest.mark.parametrize(
    ("email", "role"),
    [
        ("Concerns@Fellside.example", Role.OURSELVES),
        ("R.Thornley@fellside.example", Role.HEAD),
        ("ruth@home.example", Role.HEAD),
        ("k.aziz@fellside.example", Role.DELEGATE),
        ("chair@governors.example", Role.CHAIR),
        ("it@fellside.example", Role.ADMIN),
        ("d.marsh@fellside.example", Role.STAFF),
        ("helper@agency.example", Role.STAFF),
        ("pupil@pupils.fellside.example", Role.STRANGER),
        ("x@notfellside.example", Role.STRANGER),
        ("", Role.STRANGER),
    ],
)
def test_a_role_comes_from_the_exact_address(email: str, role: Role) -> None:
    """Addresses and whole domains are matched without case; a name under a domain is a stranger's."""
    assert role_of(email, PEOPLE, date(2026, 11, 24)) == role


def test_a_delegate_is_one_only_between_the_dates() -> None:
    """After the last day the same address falls back to what else it is."""
    days = [date(2026, 10, 31), date(2026, 11, 1), date(2026, 11, 30), date(2026, 12, 1)]
    roles = [role_of("k.aziz@fellside.example", PEOPLE, day) for day in days]
    assert roles == [Role.DSL, Role.DELEGATE, Role.DELEGATE, Role.DSL]


def test_capitals_make_no_other_mailbox() -> None:
    """Whoever writes an address, in the settings, in a mail or in a reply."""
    head = Person("Ruth Thornley", "R.Thornley@Fellside.example", also=("Ruth@HOME.example",))
    people = replace(PEOPLE, inbox="Reports@Fellside.example", head=head, staff=("Temp@Agency.example",))
    assert (head, Address("R.Thornley@FELLSIDE.example")) == (PEOPLE.head, Address(PEOPLE.head.email))
    emails = ("REPORTS@fellside.example", "Ruth@Home.example", "temp@agency.EXAMPLE")
    assert [role_of(one, people, date(2026, 11, 24)) for one in emails] == [
        Role.OURSELVES,
        Role.HEAD,
        Role.STAFF,
    ]


def test_a_person_is_found_by_any_address() -> None:
    """The named person stands behind each of their addresses; staff at large have no name here."""
    on = date(2026, 11, 24)
    assert person_of("Ruth@Home.example", PEOPLE, on) == PEOPLE.head
    assert person_of("d.marsh@fellside.example", PEOPLE, on) is None
