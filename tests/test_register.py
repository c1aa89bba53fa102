"""The register: every look-up, what is due, and that its cost does not grow with the cases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from statistics import median
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.samples import NOW, key
from worker.deciding.cases.card import Card
from worker.model import CaseState, MessageKey, Role
from worker.outside.data.register import Register

HOUR = timedelta(hours=1)


def card(ref: str = "2026-0001", due_at: datetime | None = None, **changes: Any) -> Card:
    plain = Card(ref, CaseState.OPEN, Role.HEAD, NOW, due_at, (), (), (), (), 0)
    return replace(plain, **changes)


def holding(*cards: Card) -> Register:
    register = Register()
    for one in cards:
        register.put(one)
    return register


# ── whose message is this ──────────────────────────────────────────────────────────────────


def test_the_same_bytes_are_the_same_message() -> None:
    """A message is known by its bytes, with or without a Message-ID."""
    nameless = MessageKey(None, "raw", "body")
    register = holding(card(messages=(nameless,)))
    assert register.find_message(nameless) == "2026-0001"
    assert register.find_message(MessageKey("new@id", "raw", "other")) == "2026-0001"
    assert register.find_message(MessageKey(None, "other", "body")) is None


def test_a_copy_by_another_route_is_the_same_message() -> None:
    """Other headers on the way, the same Message-ID and body: nothing new."""
    register = holding(card(messages=(MessageKey("id", "raw", "body"),)))
    assert register.find_message(MessageKey("id", "raw by another route", "body")) == "2026-0001"


def test_two_mails_that_share_a_message_id_are_two() -> None:
    """A broken sender that always writes the same Message-ID loses no mail, and both cases are known."""
    first, second = MessageKey("same", "raw 1", "body 1"), MessageKey("same", "raw 2", "body 2")
    register = holding(card("2026-0001", messages=(first,)))
    assert register.find_message(second) is None
    register.put(card("2026-0002", messages=(second,)))
    assert [register.find_message(one) for one in (first, second)] == ["2026-0001", "2026-0002"]
    assert register.find_thread(["same"]) == "2026-0001"


def test_a_body_that_was_never_fetched_is_like_no_other() -> None:
    """Two mails too big to fetch may share a Message-ID: nobody knows their bodies to be the same."""
    register = Register()
    register.know(MessageKey("same", "header 1", ""), "held")
    assert register.find_message(MessageKey("same", "header 1", "")) == "held"
    assert register.find_message(MessageKey("same", "header 2", "")) is None


def test_a_blank_message_id_means_nothing() -> None:
    """Mails without an identity of their own are told apart by their bytes alone."""
    register = holding(card(messages=(MessageKey("", "raw", "body"),)))
    assert register.find_message(MessageKey("", "other", "body")) is None
    assert register.find_thread([""]) is None


def test_a_forgotten_message_is_read_again() -> None:
    """A replay makes it unknown under its bytes and under its Message-ID."""
    register = Register()
    register.know(key("one"), "quarantined")
    register.forget(key("one"))
    assert register.find_message(key("one")) is None
    assert register.find_message(replace(key("one"), raw_sha256="another route")) is None


def test_a_message_that_found_its_case_is_not_forgotten() -> None:
    """A replay asked twice, or cut short by a crash, must not make a second case."""
    register = holding(card(messages=(key("one"),)))
    register.forget(key("one"))
    assert register.find_message(key("one")) == "2026-0001"


# ── where does it belong ───────────────────────────────────────────────────────────────────


def test_a_reply_finds_the_letter_it_answers() -> None:
    """Our Message-IDs lead to case and letter, the first named first, the mailroom's too."""
    register = holding(card(letters=(("m1@us", "l1"), ("m2@us", "l2"))))
    register.ours("m3@us", "mailroom", "l3")
    assert register.find_letter(["x@them", "m2@us", "m1@us"]) == ("2026-0001", "l2")
    assert register.find_letter(["m3@us"]) == ("mailroom", "l3")
    assert register.find_letter(["x@them"]) is None
    register.put(card(letters=(("m1@us", "l1"), ("m2@us", "l2"), ("m4@us", "l4"))))
    assert register.find_letter(["m4@us"]) == ("2026-0001", "l4")


def test_a_thread_leads_to_its_case() -> None:
    """By our letters first, then by a reporter's own Message-ID; held mail is no thread."""
    register = holding(card("2026-0001", messages=(key("a"),)), card("2026-0002", letters=(("m@us", "l"),)))
    register.ours("digest@us", "mailroom", "d")
    register.know(key("held"), "held")
    assert register.find_thread(["a@mail.example", "m@us"]) == "2026-0002"
    assert register.find_thread(["digest@us", "a@mail.example"]) == "2026-0001"
    assert register.find_thread(["held@mail.example", "digest@us", "who@knows"]) is None


def test_a_thread_that_was_held_first_leads_to_its_case() -> None:
    """A message held, replayed and taken into a case is found as part of that case."""
    register = Register()
    register.know(key("a"), "held")
    register.forget(key("a"))
    register.put(card(messages=(key("a"),)))
    assert (register.find_message(key("a")), register.find_thread(["a@mail.example"])) == ("2026-0001",) * 2


@given(order=st.permutations(["2026-0002", "2026-0010", "2026-9999", "2026-10000"]))
def test_the_older_case_is_found_whatever_came_first(order: list[str]) -> None:
    """A restart reads the cases in order, the day before it they came as they came: both find the same."""
    shared: dict[str, Any] = {"messages": (key("a"),), "post_keys": ("facebook:1",), "pictures": ("png",)}
    register = holding(*(card(ref, **shared) for ref in order))
    found = (
        register.find_thread(["a@mail.example"]),
        register.find_post(["facebook:0", "facebook:1"]),
        register.find_picture(["gif", "png"]),
    )
    assert found == ("2026-0002",) * 3
    assert (register.find_post(["x"]), register.find_picture([])) == (None, None)


def test_cards_and_refs() -> None:
    """Cards are found by ref; refs come oldest first, the ten-thousandth of a year after the one before."""
    closed = card("2026-9999", state=CaseState.CLOSED)
    register = holding(card("2026-10000"), closed, card("2025-0002"))
    assert (register.card("2026-9999"), register.find_card("2026-0001")) == (closed, None)
    assert register.refs() == ("2025-0002", "2026-9999", "2026-10000")
    assert register.open_refs() == ("2025-0002", "2026-10000")
    with pytest.raises(KeyError):
        register.card("2026-0001")


def test_no_reference_is_given_twice() -> None:
    """The next is one more than the highest of its year, also of those whose folder is gone."""
    register = holding(card("2026-0007"), card("2026-0003"))
    register.reserve("2025-0041")
    assert [register.next_ref(year) for year in (2025, 2026, 2027)] == ["2025-0042", "2026-0008", "2027-0001"]


# ── what is due ────────────────────────────────────────────────────────────────────────────


def test_due_refs_are_taken_off_once() -> None:
    """Each that is due at the instant, longest due first, and none that is due later or never."""
    register = holding(
        card("2026-0001", NOW),
        card("2026-0002", NOW - HOUR),
        card("2026-0003", NOW + HOUR),
        card("2026-0004"),
    )
    assert register.pop_due(NOW) == ("2026-0002", "2026-0001")
    assert register.pop_due(NOW) == ()


def test_what_was_put_back_is_due_again() -> None:
    """Work that could not be done is found at the next look, once."""
    register = holding(card(due_at=NOW))
    for _ in range(3):
        assert register.pop_due(NOW) == ("2026-0001",)
        register.put_back("2026-0001")
        register.put_back("2026-0001")
    assert register.pop_due(NOW) == ("2026-0001",)


def test_a_deadline_that_moved_is_due_when_it_is_now() -> None:
    """Later, sooner and never: only the last word counts."""
    register = holding(card(due_at=NOW), card(due_at=NOW + HOUR))
    assert register.pop_due(NOW) == ()
    register.put(card(due_at=NOW - HOUR))
    assert register.pop_due(NOW - HOUR) == ("2026-0001",)
    register.put(card())
    register.put_back("2026-0001")
    assert register.pop_due(NOW + 9 * HOUR) == ()


STEPS = st.lists(
    st.tuples(st.just("put"), st.integers(1, 3), st.none() | st.integers(0, 8))
    | st.tuples(st.just("pass"), st.integers(0, 3), st.booleans()),
    max_size=30,
)


@given(steps=STEPS)
def test_nothing_due_is_ever_lost_or_taken_twice(steps: list[tuple[str, int, int | bool | None]]) -> None:
    """Whatever is put, moved and put back: each look finds exactly the cases whose instant has come."""
    register, due, now = Register(), dict[str, datetime | None](), NOW
    for step, number, more in steps:
        if step == "put":
            ref = f"2026-{number:04d}"
            due[ref] = None if more is None else NOW + int(more) * HOUR
            register.put(card(ref, due[ref]))
            continue
        now += number * HOUR
        found = register.pop_due(now)
        expected = sorted(ref for ref, at in due.items() if at is not None and at <= now)
        assert sorted(found) == expected
        for ref in found:
            if more:  # done, and something else is due later
                due[ref] = now + HOUR
                register.put(card(ref, due[ref]))
            register.put_back(ref)


# ── at any size ────────────────────────────────────────────────────────────────────────────


def full(n: int) -> Card:
    name = str(n)
    return card(
        f"{2020 + n // 2000}-{n % 2000 + 1:04d}",
        NOW + timedelta(minutes=n),
        messages=(key(name),),
        letters=((f"{name}@us", name),),
        post_keys=(name,),
        pictures=(name,),
    )


def _look_at_due(register: Register) -> None:
    for ref in register.pop_due(NOW):
        register.put_back(ref)


def test_ten_thousand_cases_cost_what_ten_do() -> None:
    """Every look-up and change that a message causes takes the same at 10 cases and at 10,000."""
    sizes = (10, 10_000)
    registers = [holding(*(full(n) for n in range(size))) for size in sizes]
    work: tuple[Callable[[Register, int], object], ...] = (
        lambda register, n: register.find_message(key("5")),
        lambda register, n: register.find_thread(["5@us"]),
        lambda register, n: register.find_post(["nowhere", "5"]),
        lambda register, n: register.find_picture(["5"]),
        lambda register, n: register.next_ref(2020),
        lambda register, n: register.put(replace(full(5), next_due_at=NOW + n * HOUR)),
        lambda register, n: _look_at_due(register),
    )

    def seconds(register: Register, one: Callable[[Register, int], object], n: int) -> float:
        began = perf_counter()
        one(register, n)
        return perf_counter() - began

    for one in work:
        times = [(seconds(registers[0], one, n), seconds(registers[1], one, n)) for n in range(300)]
        few, many = (median(column) for column in zip(*times, strict=True))
        assert many < 5 * few + 20e-6
