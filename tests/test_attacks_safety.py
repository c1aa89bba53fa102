"""What an adversary found, one story each: letters that outran a STOP, and what reached the wrong reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cast
from tests.world import World
from worker.model import Address, Role

PARENT = cast.PARENT.email


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with World(tmp_path / "data") as world:
        yield world


def shown(world: World) -> None:
    """Version 2 of the invitation, with the parent's address, waits for the head."""
    world.report()
    world.reply(world.last(cast.HEAD), f"To {PARENT}")


def approved(world: World) -> None:
    """The invitation waits out its undo window."""
    shown(world)
    world.reply(world.last(cast.HEAD), "Approve")


# ── a STOP that has arrived is heard first ─────────────────────────────────────────────────


def test_a_letter_waits_while_the_inbox_cannot_be_read(world: World) -> None:
    """A STOP lies unread, the mail server takes letters: nothing goes, and the STOP holds in the end."""
    approved(world)
    stop = world.answer(world.last(cast.HEAD), "STOP")
    world.inbox.reachable = False
    world.inbox.deliver(bytes(stop))
    for _ in range(3):
        world.later(30)
    assert world.got(PARENT) == []
    world.inbox.reachable = True
    world.later(1)
    world.later(60)
    assert (world.got(PARENT), world.drafts()) == ([], [(1, 2, "informal_discussion", "waiting")])


def test_a_letter_goes_once_the_inbox_is_read_again(world: World) -> None:
    """With no STOP there the letter is only late; mail among ourselves was not."""
    approved(world)
    world.inbox.reachable = False
    world.on("2026-11-25", "07:16")
    assert (world.got(PARENT), world.kinds(cast.HEAD)[-1]) == ([], "digest")
    assert "1 approved letter waits until the inbox has been read" in world.last(cast.HEAD).words
    world.inbox.reachable = True
    world.on("2026-11-25", "09:00")
    assert len(world.got(PARENT)) == 1


def test_a_stop_behind_a_backlog_is_heard_first(world: World) -> None:
    """Fifty-five other messages lie before it: no letter goes between two batches, acknowledgements do."""
    approved(world)
    stop = world.answer(world.last(cast.HEAD), "STOP")
    for n in range(55):
        world.inbox.deliver(bytes(world.mail(cast.TEACHER, f"Fw {n}", f"thanks {n}")))
    world.inbox.deliver(bytes(stop))
    world.later(11)
    world.later(60)
    assert (world.got(PARENT), world.drafts()) == ([], [(1, 2, "informal_discussion", "waiting")])


# ── a case that turns while a letter waits ─────────────────────────────────────────────────

URL = "https://www.facebook.com/groups/northsideparents/posts/10161234567890123/"
SELF_HARM = f'Kim Dale posted again:\n"I want to kill myself, cannot go on"\n{URL}'
THREAT = f'Kim Dale posted again:\n"I will be at the gate at 3.15 today to smash her face in"\n{URL}'
ABOUT_HEAD = f'Kim Dale again:\n"Mrs Marsh is a liar and a bully"\n{URL}'


@pytest.mark.parametrize("text", [SELF_HARM, THREAT])
def test_danger_reported_in_the_undo_window_recalls_the_letter(world: World, text: str) -> None:
    """The letter does not go, its draft is held as a new version, and the safeguarding lead knows."""
    approved(world)
    world.report(cast.OFFICE, text=text)
    world.later(60)
    assert (world.got(PARENT), world.drafts()) == ([], [(1, 3, "informal_discussion", "held")])
    assert (world.kinds(cast.HEAD)[-1], world.kinds(cast.DSL)) == ("alert", ["alert"])
    assert "has been STOPPED" in world.last(cast.HEAD).words
    assert world.deadlines()[-1] == ("advise-1", "open")


def test_a_yes_from_before_sends_no_letter_that_danger_put_on_hold(world: World) -> None:
    """ "Approve" to the mail from before asks again; the mail it gets says why it is held."""
    shown(world)
    before = world.last(cast.HEAD)
    world.report(cast.OFFICE, text=SELF_HARM)
    world.reply(before, "Approve")
    world.later(60)
    assert (world.got(PARENT), world.drafts()) == ([], [(1, 3, "informal_discussion", "held")])
    assert "It was put on hold: what came in since must be looked at first" in world.last(cast.HEAD).words


def test_the_head_who_chooses_again_can_write_all_the_same(world: World) -> None:
    """Shown the held version with its reason, her yes to that one sends it."""
    shown(world)
    before = world.last(cast.HEAD)
    world.report(cast.OFFICE, text=SELF_HARM)
    world.reply(before, "Approve")
    world.reply(world.latest(cast.HEAD, "approval"), "Approve")
    world.later(11)
    assert len(world.got(PARENT)) == 1


def test_self_harm_in_an_answer_holds_what_waits(world: World) -> None:
    """The parent's own answer tells of it: the second letter, already approved, is recalled."""
    approved(world)
    world.later(11)
    letter = world.last(PARENT)
    world.reply(world.latest(cast.HEAD, "approval"), "Warning because she refused to meet twice")
    world.reply(world.last(cast.HEAD), f"To {PARENT}")
    world.reply(world.last(cast.HEAD), "Approve")
    world.reply(letter, "I cannot go on, I want to kill myself", cast.PARENT)
    world.later(60)
    assert len(world.got(PARENT)) == 1
    assert world.drafts()[1][2:] == ("written_warning", "held")
    assert world.kinds(cast.DSL) == ["alert"]


def test_the_same_post_reported_again_recalls_nothing(world: World) -> None:
    """Another teacher with the same post changes nothing: the letter goes."""
    approved(world)
    world.report(cast.OFFICE)
    world.later(11)
    assert len(world.got(PARENT)) == 1


def test_an_answer_that_accuses_the_head_goes_to_the_chair(world: World) -> None:
    """Not to the head: the chair and the safeguarding lead are told, and the chair decides from now on."""
    approved(world)
    world.later(11)
    heard = len(world.got(cast.HEAD))
    words = "Mrs Marsh the head hit my son last week. I want to complain about Mrs Marsh."
    world.reply(world.last(PARENT), words, cast.PARENT)
    world.on("2026-11-26", "16:05")
    texts = [f"{one.mail['Subject']}{one.text}" for one in world.got(cast.HEAD)[heard:]]
    assert [text for text in texts if "2026-0001" in text or "hit my son" in text] == []
    assert (world.kinds(cast.CHAIR)[:2], world.kinds(cast.DSL)) == (["alert", "news"], ["alert"])
    assert world.case().decided_by is Role.CHAIR


@pytest.mark.parametrize(
    "words",
    [
        "Dear Mrs Marsh\n\nThursday at 8.45 suits me.\n\nKim",
        "Happy to come to Mrs Marsh's office on Thursday.",
        "I agree that Mrs Marsh and I should meet. Sorry.",
        "I can meet the head on Thursday.",
    ],
)
def test_an_answer_that_only_names_the_head_stays_with_her(world: World, words: str) -> None:
    """Every parent who answers her letter may use her name."""
    approved(world)
    world.later(11)
    world.reply(world.last(PARENT), words, cast.PARENT)
    assert (world.case().decided_by, world.kinds(cast.HEAD)[-1]) == (Role.HEAD, "news")


def test_a_case_that_becomes_the_chairs_takes_the_heads_letter_back(world: World) -> None:
    """Approved and in its undo window: it does not go, and the chair is shown one of her own to sign."""
    approved(world)
    world.report(cast.OFFICE, text=ABOUT_HEAD)
    world.later(60)
    assert world.got(PARENT) == []
    assert world.drafts() == [
        (1, 2, "informal_discussion", "withdrawn"),
        (2, 1, "informal_discussion", "waiting"),
    ]
    text = world.latest(cast.CHAIR, "approval").text
    assert ("Helen Marsh" in text, "Carol Whitfield" in text) == (False, True)


def test_the_chair_names_the_parent_and_approves(world: World) -> None:
    """The head's choice of address is not taken over; with the chair's own it goes, signed by the chair."""
    shown(world)
    world.report(cast.OFFICE, text=ABOUT_HEAD)
    world.reply(world.latest(cast.CHAIR, "approval"), "Approve", cast.CHAIR)
    world.reply(world.latest(cast.CHAIR, "approval"), f"To {PARENT}", cast.CHAIR)
    world.reply(world.latest(cast.CHAIR, "approval"), "Approve", cast.CHAIR)
    world.later(11)
    assert ["Helen Marsh" in got.text for got in world.got(PARENT)] == [False]


def test_the_head_who_reports_on_herself_hears_only_that_it_came(world: World) -> None:
    """No number, no "someone has reported this already"."""
    world.report(text=ABOUT_HEAD)
    head = Address(cast.HEAD.email, cast.HEAD.name)
    world.report(head, text=f'Kim Dale "she is useless"\n{URL}')
    (answer,) = world.got(cast.HEAD)
    assert "Your message was received." in answer.words
    said = f"{answer.mail['Subject']} {answer.words}"
    assert ["2026-0001" in said, "already" in said, "case" in said] == [False, False, False]
