"""The real service, killed (SIGKILL) at every call it makes: after a restart nothing shows it.

Each stage of a story is one pass of a worker on its data folder and on mail servers that live on. The
worker dies at the n-th call, another one makes the same pass, and all there is then (every file, where the
mails lie, who was told what) is compared with the stage that nobody disturbed. Where it is the same, what
follows is the same too. Where it differs, there must be a doubt about the letter that left the school, and
the story goes on to its end with the head asked.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.kill.played import Played, differences, go_on, kill, play
from tests.kill.story import BATCH, DOUBTED, STORY
from tests.kill.town import PARENT, Town
from worker.events import LetterMoved
from worker.outside.data.shelves import Shelves

SHARDS = 3
EVERY = int(os.environ.get("HEADSUP_KILL_EVERY", "8"))
"""Of the calls over the batch every so-manieth is tried, and 1 tries them all."""


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with Town(tmp_path_factory.mktemp("town")) as standing:
        yield standing


@pytest.fixture(scope="module")
def story(town: Town) -> list[Played]:
    """From the report to the closed case."""
    return play(town, STORY, "story")


@pytest.fixture(scope="module")
def batch(town: Town) -> list[Played]:
    """All sorts of mail at once."""
    return play(town, BATCH, "batch")


def test_the_story_has_every_kind_of_call(story: list[Played]) -> None:
    """Numbered are the disk's calls, IMAP's commands and SMTP's verbs, and its first report has them all."""
    made = {call.partition(" ")[2] for call in story[0].calls if call.startswith("before ")}
    assert made == {
        *("mkdir", "write", "pwrite", "fsync", "syncfs", "rename", "unlink", "connect"),
        *(
            f"IMAP {verb}"
            for verb in ("CAPABILITY", "LOGIN", "SELECT", "LIST", "UID SEARCH", "UID FETCH", "end of line")
        ),
        *(f"IMAP {verb}" for verb in ("EXAMINE", "CREATE", "SUBSCRIBE", "UID MOVE", "LOGOUT")),
        *(f"SMTP {verb}" for verb in ("ehlo", "AUTH", "MAIL", "RCPT", "DATA", "letter", ".", "RSET", "QUIT")),
    }
    assert sum(len(played.calls) for played in story) > 500


@pytest.mark.parametrize("shard", range(SHARDS))
@pytest.mark.parametrize("number", range(len(STORY)), ids=[stage.name for stage in STORY])
def test_killed_at_every_call_of_the_story(town: Town, story: list[Played], number: int, shard: int) -> None:
    """One case, the same history, one letter each; only the letter outside may be in doubt, and is asked."""
    played = story[number]
    doubts = 0
    for n in range(1 + shard, len(played.calls) + 1, SHARDS):
        state = kill(town, played, n)
        where = f"call {n}: {played.calls[n - 1]}"
        assert state.twice[PARENT] == 0, where
        if state != played.state:
            assert played.stage.name == "the letter goes", (where, differences(state, played.state))
            doubts += 1
            _assert_doubt_is_asked_about(town, played, where)
    assert bool(doubts) == (played.stage.name == "the letter goes")


def _assert_doubt_is_asked_about(town: Town, played: Played, where: str) -> None:
    """Never again by itself, whatever came of it: the head is asked, and the story goes to its end."""
    go_on(town, DOUBTED, played.has)
    assert len(town.mails(PARENT)) <= 1, where
    assert town.verify() == [], where
    store = Shelves(town.data)
    (ref,) = store.register.refs()
    case = store.case(ref)
    (letter,) = (letter for letter in case.letters if letter.external)
    moved = [e.state.value for e in case.events if isinstance(e, LetterMoved) and e.id == letter.id]
    assert moved == ["sending", "in_doubt"], where
    assert [x.kind for x in case.letters].count("letter_trouble") == 1, where
    assert case.state.value == "closed", where


@pytest.mark.parametrize("shard", range(SHARDS))
@pytest.mark.parametrize("number", range(len(BATCH)), ids=[stage.name for stage in BATCH])
def test_killed_over_a_batch(town: Town, batch: list[Played], number: int, shard: int) -> None:
    """Each mail of it is there whole or was never read: one case a matter, one answer each."""
    played = batch[number]
    for n in range(1 + shard * EVERY, len(played.calls) + 1, SHARDS * EVERY):
        state = kill(town, played, n)
        assert state == played.state, (n, played.calls[n - 1], differences(state, played.state))
