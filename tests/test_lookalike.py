"""Addresses and names made to look like those of the school's people, and those that only happen to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests import cast
from worker.model import Address, People, Person, Proof
from worker.reading.message.mail import read_mail
from worker.reading.senders.lookalike import find_imitated
from worker.reading.senders.sender import judge, trust_in

SCHUL = replace(cast.PEOPLE, head=replace(cast.HEAD, email="head@elm-park.sch.example"), staff_domains=())


def imitated(email: str, name: str = "", people: People = cast.PEOPLE) -> Person | None:
    found = find_imitated(Address(email, name), people)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("email", "name", "who"),
    [
        ("head@n0rthside.example", "", cast.HEAD),
        ("deputy@northsicle.example", "", cast.DEPUTY),
        ("anybody@northsides.example", "", cast.HEAD),
        ("head@northside.co.example", "", cast.HEAD),
        ("head@northside-example.test", "", cast.HEAD),
        ("x@mail.northside.example.evil.test", "", cast.HEAD),
        ("heacl@northside.example", "", cast.HEAD),
        ("chair@g0vernors.northside.example", "", cast.CHAIR),
        ("x@mail.example", "Helen Marsh", cast.HEAD),
        ("x@mail.example", "Mrs Helen Marsh", cast.HEAD),
        ("x@mail.example", "Headteacher Helen Marsh", cast.HEAD),
        ("x@mail.example", "HELEN\u200b MARSH", cast.HEAD),
        ("x@mail.example", "Hélen Mаrsh", cast.HEAD),
        ("x@mail.example", "Dana Osei", cast.DSL),
        ("x@mail.example", "head@northside.example", cast.HEAD),
        ("x@mail.example", "via head＠northside.example", cast.HEAD),
    ],
)
def test_who_is_imitated(email: str, name: str, who: Person | None) -> None:
    """The person whose address or name it looks like, whatever is unseen in it."""
    assert imitated(email, name) == who


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("head@northside.example", "Someone Else"),
        ("h.marsh@northside.example", "Helen Marsh"),
        ("reports@northside.example", "Headsup"),
        ("p.sykes@northside.example", "Priya Sykes"),
        ("kim.dale@mail.example", "Kim Dale"),
        ("kim.dale@mail.example", "Helen"),
        ("kim.dale@mail.example", "Marsh"),
        ("helen@mail.example", "Helen Marshall"),
        ("jo@mail.example", "Helen Marsh Nursery Parents Association"),
        ("info@southside.example", ""),
        ("info@northfield.example", ""),
        ("pupil@pupils.northside.example", "A Pupil"),
        ("noreply@facebook.test", "Facebook"),
        ("", ""),
        ("a@b@c", "x"),
        ("x@" + "n" * 5_000, "y" * 5_000),
    ],
)
def test_who_imitates_nobody(email: str, name: str) -> None:
    """Our own people, other schools, parents who share a name's half."""
    assert imitated(email, name) is None


@pytest.mark.parametrize("domain", ["elmpark.sch.example", "elm-park-sch.example", "e1m-park.sch.example"])
def test_a_hyphen_of_our_own(domain: str) -> None:
    """Left out, put elsewhere, or beside another trick."""
    assert imitated(f"x@{domain}", people=SCHUL) == SCHUL.head


def test_what_imitates_is_never_proven() -> None:
    """However well its own domain vouches for it; the verdict names the known address and the reason."""
    raw = (
        b"Authentication-Results: mx.northside.example; dmarc=pass header.from=northside.test\n"
        b"From: Helen Marsh <head@northside.test>\n\nApprove\n"
    )
    found = judge(read_mail(raw), trust_in("mx.northside.example"), cast.PEOPLE)
    assert (found.verdict, found.imitates) == (Proof.UNPROVEN, "head@northside.example")
    assert found.because == "northside.test is not northside.example, and looks like it"
