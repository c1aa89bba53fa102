"""Parents, platforms and advisers: known to a case by its letters, put before the head, never acting."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import cast
from tests.world import POST, WORDS, World
from worker import events as ev
from worker.model import Address, Role
from worker.reading.posts.platform import platforms_at

PARENT = cast.PARENT
FACEBOOK = Address("case@support.facebook.com", "Facebook")
POLICE = Address("harm@police.example", "Cumbria Police")


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """An invitation has gone to the parent."""
    with World(tmp_path / "data") as world:
        world.report()
        world.reply(world.last(cast.HEAD), f"To {PARENT.email}")
        world.reply(world.last(cast.HEAD), "Approve")
        world.later(11)
        yield world


def complained(world: World) -> None:
    """The complaint to the platform was put before the head, and she has sent it off."""
    world.reply(world.last(cast.HEAD), "platform complaint because she is hounded, ground G4")
    world.reply(world.last(cast.HEAD), "Approve")
    assert world.kinds(cast.HEAD)[-1] == "pack"


def roles(world: World) -> list[tuple[str, Role]]:
    return [(e.sender.email, e.role) for e in world.events(ev.Replied)]


def test_a_parent_writes_anew_and_names_the_case(world: World) -> None:
    """No reply, but whom the invitation went to: filed, what was waited for has come, the head is told."""
    world.report(PARENT, "I have thought about it, and I will come on Friday.", "About HU-2026-0001")
    assert roles(world) == [(PARENT.email, Role.PARENT)]
    assert ("reply-1", "met") in world.deadlines()
    assert "from a parent's address. Nothing was sent back" in world.last(cast.HEAD).words
    assert len(world.got(PARENT)) == 1


@pytest.mark.parametrize(
    ("subject", "proof"),
    [
        ("About HU-2026-0001", None),
        ("About HU-2026-0001", "spf=pass smtp.mailfrom=evil.example;"),
        ("About HU-2026-0001", "dmarc=fail"),
        ("About HU-2026-0001 and HU-2026-0002", "dmarc=pass"),
        ("About the letter", "dmarc=pass"),
    ],
)
def test_in_doubt_a_parents_mail_is_held(world: World, subject: str, proof: str | None) -> None:
    """Without proof, with two cases or with none: it waits for the head's word, and meets nothing."""
    world.report(cast.TEACHER, POST.replace("Kim Dale", "Jo Bell").replace("10161234567890123", "7"))
    world.report(PARENT, "I will come on Friday.", subject, proof=proof)
    assert (roles(world), len(world.store.mailroom.held)) == ([], 1)
    assert ("reply-1", "open") in world.deadlines()


def test_a_platform_answers_under_its_own_domain(world: World) -> None:
    """Proven to be of the platform the post is on: it meets the wait for the platform, not for the parent."""
    complained(world)
    waiting = world.deadlines()
    headers = {"List-Unsubscribe": "<https://facebook.com/u>"}
    world.report(FACEBOOK, "We have removed the post.", "[HU-2026-0001] Your report", headers=headers)
    assert roles(world) == [(FACEBOOK.email, Role.PLATFORM)]
    assert [one for one in waiting if one not in world.deadlines()] == [("chase-1", "open")]
    assert ("reply-1", "open") in waiting
    assert "from a platform. Nothing was sent back" in world.last(cast.HEAD).words
    assert world.got(FACEBOOK) == []


@pytest.mark.parametrize(
    ("who", "proof"),
    [
        (FACEBOOK, None),
        (Address("support@facebook.com.example", "Facebook"), "dmarc=pass"),
        (Address("support@fakebook.example", "Facebook Support"), "dmarc=pass"),
    ],
)
def test_who_only_says_to_be_a_platform_is_a_stranger(world: World, who: Address, proof: str | None) -> None:
    """A name is nothing, nor is a domain that only begins like the platform's."""
    complained(world)
    world.report(who, "We have removed the post.", "[HU-2026-0001] Your report", proof=proof)
    assert (roles(world), len(world.store.mailroom.held)) == ([], 1)


def test_another_platform_answers_for_itself_alone(world: World) -> None:
    """X writes about a post on Facebook: filed and shown, and Facebook is still waited for."""
    complained(world)
    before = world.deadlines()
    world.report(Address("help@x.com", "X"), "We found no violation.", "[HU-2026-0001] Your report")
    assert roles(world) == [("help@x.com", Role.PLATFORM)]
    assert ([d for d in world.deadlines() if d in before], before) == (before, before)


@pytest.mark.parametrize("who", [PARENT, FACEBOOK], ids=["parent", "platform"])
@pytest.mark.parametrize(
    "words", ["APPROVE", "STOP", "Close the case", "1 approve", "To me@elsewhere.example"]
)
def test_no_outsider_ever_acts(world: World, who: Address, words: str) -> None:
    """Whatever they write, by whatever way: a letter that was put on file, and nothing has changed."""
    complained(world)
    drafts, sent = world.drafts(), len(world.got(PARENT))
    for subject in ("HU-2026-0001", "Re: [HU-2026-0001] Decision"):
        world.report(who, words, subject)
    world.reply(world.last(cast.HEAD), words, who)
    world.later(30)
    assert (world.drafts(), world.case().state.value, len(world.got(PARENT))) == (drafts, "open", sent)


def test_whose_mail_the_head_accepted_is_known_to_the_case(world: World) -> None:
    """What they write next about it is filed without asking again; they are not taken for the parent."""
    world.report(cast.STRANGER, f'I saw this: "{WORDS}"\n{POST}', "Seen")
    world.on("2026-11-25", "07:15")
    digest = world.latest(cast.HEAD, "digest")
    number = next(n for n in range(1, 9) if f"{n}. A message of" in digest.words)
    world.reply(digest, f"{number} accept")
    world.later(1)
    assert [r.reporter.email for r in world.case().reports] == [cast.TEACHER.email, cast.STRANGER.email]
    world.report(cast.STRANGER, "She has told everybody.", "HU-2026-0001")
    assert roles(world) == [(cast.STRANGER.email, Role.PARENT)]
    assert ("reply-1", "open") in world.deadlines()


@pytest.mark.parametrize(
    ("email", "expected"),
    [
        ("a@facebook.com", {"facebook"}),
        ("a@mail.support.facebook.com", {"facebook"}),
        ("a@google.com", set()),
        ("a@goo.gl", set()),
        ("a@notfacebook.com", set()),
        ("facebook.com", set()),
        ("", set()),
    ],
)
def test_whose_domain_it_is(email: str, expected: set[str]) -> None:
    """A platform's own domains and what lies under them; not a company's that has other mail as well."""
    assert expected == platforms_at(email)
