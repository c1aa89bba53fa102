"""What an adversary found, one story each: letters that outran a STOP, and what reached the wrong reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cast
from tests.world import World

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
