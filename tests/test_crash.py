"""The worker dies at every single call to disk, mailbox and mail server: after a restart nothing shows it.

The n-th call raises what no handler of ours sees, and every call after it too, as for a process that is
gone. What the worker wrote by then is all that is left (a write stops half way). Then it starts again.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests import cast
from tests.world import FILED, PICTURE, POST, World, at
from worker import events as ev

CALLS = ("write", "rename", "replace", "unlink", "mkdir", "rmdir")
"""Not fsync: for a process that is killed, the disk before it is the disk after the call before."""
SHARDS = 8


class Killed(BaseException):
    """The process is gone."""


@dataclass
class Killer:
    """Counts the calls of a worker at work, and ends it at the n-th (0: never)."""

    n: int = 0
    seen: int = 0
    at_work: bool = False
    what: str = ""

    def __call__(self, what: str) -> None:
        """One call is about to be made."""
        if not self.at_work:
            return
        self.seen += 1
        if self.n and self.seen >= self.n:
            self.what = self.what or what
            raise Killed(what)

    def watch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Stand before every call to the disk that changes something."""
        for name in CALLS:
            monkeypatch.setattr(os, name, self._guarded(name, getattr(os, name)))

    def _guarded(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def guarded(*args: Any, **more: Any) -> Any:
            try:
                self(f"os.{name}")
            except Killed:
                if name == "write" and self.seen == self.n:
                    call(args[0], args[1][: len(args[1]) // 2])
                raise
            return call(*args, **more)

        return guarded


def work(world: World, killer: Killer) -> None:
    """One pass; when the worker dies in it, a new one makes the same pass."""
    killer.at_work = True
    try:
        world.turn()
    except Killed:
        killer.at_work = False
        killer.n = 0
        world.restart()
        killer.at_work = True
        world.turn()
    finally:
        killer.at_work = False


def play(folder: Path, killer: Killer) -> World:
    """Report, recipient, yes, undo window, sent, digest, closed. People act once, on what they see."""
    folder.mkdir(mode=0o700)
    (folder / "secret.key").write_bytes(bytes(32))  # the same Message-IDs in every telling
    (folder / "secret.key").chmod(0o600)
    world = World(folder)
    world.inbox.io = world.outbox.io = killer

    def act(message: Any) -> None:
        world.inbox.deliver(bytes(message))
        work(world, killer)

    act(world.mail(cast.TEACHER, "Fw: have you seen this?", POST, files=[("a.png", "image/png", PICTURE)]))
    act(world.answer(world.latest(cast.HEAD, "approval"), f"To {cast.PARENT.email}"))
    act(world.answer(world.latest(cast.HEAD, "approval"), "Approve"))
    world.now = at("2026-11-24", "09:11")
    work(world, killer)
    world.now = at("2026-11-25", "07:15")
    work(world, killer)
    act(world.answer(world.latest(cast.HEAD, "digest"), "1 close, we have spoken") if in_doubt(world) else
        world.answer(world.latest(cast.HEAD, "confirmation"), "Close, we have spoken"))  # fmt: skip
    return world


def play_batch(folder: Path, killer: Killer) -> World:
    """Four mails wait at once: a post, two more on it from others, and one about another post."""
    folder.mkdir(mode=0o700)
    (folder / "secret.key").write_bytes(bytes(32))
    (folder / "secret.key").chmod(0o600)
    world = World(folder)
    world.inbox.io = world.outbox.io = killer
    other = POST.replace("10161234567890123", "10161234567890777")
    for sender, words, name in (
        (cast.TEACHER, POST, "a.png"),
        (cast.OFFICE, POST, "b.png"),
        (cast.TEACHER, other, "c.png"),
        (cast.OFFICE, POST, "d.png"),
    ):
        picture = PICTURE + name.encode()
        message = world.mail(sender, f"Fw: {name}", words, files=[(name, "image/png", picture)])
        world.inbox.deliver(bytes(message))
    work(world, killer)
    return world


def in_doubt(world: World) -> bool:
    """Whether the letter to the parent may or may not have gone."""
    return ("letter", cast.PARENT.email, "in_doubt") in world.letters()


def told(world: World) -> list[tuple[str, ...]]:
    """Who had which mail: each once, though some came twice in the same bytes."""
    everyone = (cast.TEACHER, cast.HEAD, cast.PARENT, cast.ADMIN, cast.DSL, cast.CHAIR)
    return [tuple(dict.fromkeys(f"{got.id} {hash(got.raw)}" for got in world.got(one))) for one in everyone]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[World, int]:
    """The story without a crash, and how many calls it takes."""
    killer = Killer()
    with pytest.MonkeyPatch.context() as monkeypatch:
        killer.watch(monkeypatch)
        world = play(tmp_path_factory.mktemp("undisturbed") / "data", killer)
    world.store.close()
    assert world.case().state.value == "closed"
    return world, killer.seen


@pytest.mark.parametrize("shard", range(SHARDS))
def test_a_crash_at_any_call_changes_nothing(
    undisturbed: tuple[World, int], shard: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One case, the same history, one letter each, nothing lost; only a letter outside may be in doubt."""
    expected, calls = undisturbed
    assert calls > 100
    for n in range(1 + shard, calls + 1, SHARDS):
        killer = Killer(n)
        with monkeypatch.context() as patches:
            killer.watch(patches)
            world = play(tmp_path / str(n), killer)
        with world:
            where = f"call {n}: {killer.what}"
            assert killer.what, where
            assert world.store.register.refs() == ("2026-0001",), where
            assert world.folders() == {FILED: 4}, where
            assert world.case().state.value == "closed", where
            assert len(world.got(cast.PARENT)) <= 1, where
            if in_doubt(world):
                assert_doubt_is_asked_about(world, where)
            else:
                assert world.case() == expected.case(), where
                assert told(world) == told(expected), where
                assert list(world.store.mailroom.letters) == list(expected.store.mailroom.letters), where


def test_a_crash_in_a_batch_takes_back_whole_messages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Mails that are committed together: after a crash each is there whole or was never read."""
    counting = Killer()
    with monkeypatch.context() as patches:
        counting.watch(patches)
        expected = play_batch(tmp_path / "undisturbed", counting)
    assert expected.store.register.refs() == ("2026-0001", "2026-0002")
    for n in range(1, counting.seen + 1):
        killer = Killer(n)
        with monkeypatch.context() as patches:
            killer.watch(patches)
            world = play_batch(tmp_path / str(n), killer)
        with world:
            where = f"call {n}: {killer.what}"
            assert killer.what, where
            assert world.folders() == expected.folders() == {FILED: 4}, where
            for ref in expected.store.register.refs():
                assert happened(world, ref) == happened(expected, ref), where
                assert world.store.verify(ref) == (), where
            for one in (cast.TEACHER, cast.OFFICE, cast.HEAD):
                ids = {got.id: got.kind for got in world.got(one)}
                assert Counter(ids.values()) == Counter(expected.kinds(one)), where
        World(tmp_path / str(n)).store.close()  # and the chained log holds
    expected.store.close()


def happened(world: World, ref: str) -> Counter[str]:
    """What happened on a case, in any order: after a death the mails are read one at a time."""
    return Counter(type(event).__name__ for event in world.store.case(ref).events)


def assert_doubt_is_asked_about(world: World, where: str) -> None:
    """The worker died while the letter was being handed over: never again by itself, and the head knows."""
    assert world.kinds(cast.HEAD).count("letter_trouble") == 1, where
    states = [e.state.value for e in world.events(ev.LetterMoved) if e.id == letter_id(world)]
    assert states == ["sending", "in_doubt"], where
    assert world.happened() == [
        "Reported", "Drafted", "DeadlineSet",
        "Decided", "DeadlineEnded", "Drafted", "DeadlineSet",
        "Decided", "DraftMoved", "DeadlineEnded",
        "Drafted", "DeadlineSet",
        "Decided", "DraftMoved", "DeadlineEnded", "Closed",
    ], where  # fmt: skip


def letter_id(world: World) -> str:
    """The id of the one letter to the parent."""
    (own,) = [x for x in world.case().letters if x.external]
    return own.id


def test_the_evidence_survives_every_crash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a crash in the middle of the first commit: the files, the manifest and the log are whole."""
    for n in range(1, 40, 3):
        killer = Killer(n)
        with monkeypatch.context() as patches:
            killer.watch(patches)
            world = play(tmp_path / str(n), killer)
        with world:
            folder = world.folder / "cases" / "2026-0001" / "evidence"
            listed = (folder / "MANIFEST.sha256").read_text().split()[::2]
            kept = {item.sha256 for item in world.case().evidence}
            assert set(listed) == kept == {p.name for p in folder.iterdir()} - {"MANIFEST.sha256"}
        World(tmp_path / str(n)).store.close()  # and the chained log holds
