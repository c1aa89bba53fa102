"""The worker dies at every single call over a batch of mails: after a restart nothing shows it.

The n-th call raises what no handler of ours sees, and every call after it too, as for a process that is
gone. What the worker wrote by then is all that is left (a write stops half way). Then it starts again. It is
quicker than the true death of a process (test_kill), which a batch in full would take minutes for.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests import cast
from tests.disk_faults import failing_at
from tests.fakes import no_space
from tests.world import FILED, PICTURE, POST, World
from worker.errors import Damaged

CALLS = ("write", "rename", "replace", "unlink", "mkdir", "rmdir")
"""Not fsync: for a process that is killed, the disk before it is the disk after the call before."""


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


class NoRoom(Killer):
    """The n-th call to the disk finds it full, and so does no other."""

    def __call__(self, what: str) -> None:
        """One call is about to be made."""
        if not self.at_work:
            return
        self.seen += 1
        if self.seen == self.n and what in ("os.write", "os.mkdir"):
            raise no_space()


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
            copies = 0
            for one in (cast.TEACHER, cast.OFFICE, cast.HEAD):
                ids = {got.id: got.kind for got in world.got(one)}
                assert Counter(ids.values()) == Counter(expected.kinds(one)), where
                copies += len(world.got(one)) - len(ids)
            assert copies <= 1, where  # of the one that was being handed over
        World(tmp_path / str(n)).store.close()  # and the chained log holds
    expected.store.close()


def test_no_letter_is_left_that_nothing_tells_of(tmp_path: Path) -> None:
    """A crash or a full disk comes after a letter was written and before what tells of it: on the mailroom's
    letters and on a case's. What is then written, at another instant, has another id.
    """
    for n in range(1, 1_000):
        for dies in (True, False):
            with World(tmp_path / f"{n}-{dies}") as world:
                world.report()
                world.on("2026-11-25", "07:39")
                before = world.last(cast.HEAD)
                killer = Killer(n) if dies else NoRoom(n)
                world.now += timedelta(minutes=1)
                world.inbox.deliver(bytes(world.answer(before, "hold till Friday")))
                killer.at_work = True
                with pytest.MonkeyPatch.context() as patches:
                    killer.watch(patches)
                    with suppress(Killed, OSError):
                        world.turn()
                killer.at_work = False
                where = (n, dies, killer.seen)
                if not dies:  # a file of evidence is the same when the mail is read again
                    assert [one for one in astray(world) if "/letters/" in one] == [], where
                world.now += timedelta(minutes=1)
                world.restart()
                world.turn()
                assert astray(world) == [], where
                told = {got.id: got.kind for got in world.got(cast.HEAD)}
                assert sorted(told.values()) == ["approval", "confirmation", "digest"], where
        if killer.seen < n:
            break


def astray(world: World) -> list[str]:
    """What lies among the letters and is none of them."""
    store = world.store
    return [one for ref in store.register.refs() for one in store.strays(ref)] + [*store.verify_mailroom()]


def test_a_disk_that_gives_out_at_any_call_over_a_batch_loses_no_mail(tmp_path: Path) -> None:
    """Also where it does so at the very end, when the batch is put in place: nothing of it is filed then."""
    for n in range(1, 1_000):
        with World(tmp_path / str(n)) as world:
            for number in (1, 2):
                post = POST.replace("0123", f"077{number}")
                world.inbox.deliver(bytes(world.mail(cast.TEACHER, f"Fw: {number}", post)))
            failed = None
            with suppress(OSError, Damaged), failing_at(n) as asked:
                world.desk.take_in(world.inbox, world.now)
                failed = len(asked) >= n
            world.restart()
            world.turn()
            assert (world.folders(), len(world.store.register.refs())) == ({FILED: 2}, 2), (n, asked[-1])
            assert world.kinds(cast.TEACHER) == ["acknowledgement"] * 2, (n, asked[-1])
            if failed is False:
                break


def happened(world: World, ref: str) -> Counter[str]:
    """What happened on a case, in any order: after a death the mails are read one at a time."""
    return Counter(type(event).__name__ for event in world.store.case(ref).events)
