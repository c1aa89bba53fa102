"""What a flood costs: ``python -m tests.bench.load [inbox|same|bounces] [COUNT]``; without a word, all.

``inbox``: so many reports wait at once (10,000), read in one process: CPU and memory by tenths of the way.
``same``: so many people (500) report one post within ten minutes: CPU a report as the case grows.
``bounces``: so many bounces (2,000) of unknown mail.

CPU milliseconds of this process, which reads the mails itself; the service reads them in a child.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import process_time

from tests import cast
from tests.fakes import FakeInbox
from tests.test_storms import bounce
from tests.world import POST, World
from worker.model import Address, Place, Preview

ID = "10161234567890123"
RULES = replace(cast.RULES, per_hour=10**6, per_recipient_hour=10**6, answers_per_hour=10**6)
PARTS = 10
DRIFT = 0.10
"""How much dearer a mail may be half way than at the beginning."""
MOST_MB = 120


class Endless(FakeInbox):
    """An inbox that makes each mail when it is asked for, and forgets it when it is done."""

    def __init__(self, world: World, count: int) -> None:
        super().__init__()
        self._world = world
        self._left = dict.fromkeys(range(1, count + 1))

    def waiting(self) -> list[Place]:
        """Every message that is not done yet."""
        return [Place(self.uidvalidity, uid) for uid in self._left]

    def previews(self, places: Sequence[Place]) -> list[Preview]:
        """First looks at mails made for it."""
        self.folders["INBOX"] = {place.uid: self._made(place.uid) for place in places}
        return super().previews(places)

    def fetch(self, places: Sequence[Place]) -> Iterator[tuple[Place, bytes]]:
        """The same mails."""
        for place in places:
            yield place, self.folders["INBOX"][place.uid]

    def done(self, places: Sequence[Place], folder: str) -> None:
        """Forget these."""
        for place in places:
            self._left.pop(place.uid, None)

    def _made(self, uid: int) -> bytes:
        sender = Address(f"t{uid % 40}@northside.example", f"Teacher {uid % 40}")
        words = POST.replace(ID, f"10161234{uid:09}").replace("Useless", f"Useless, {uid} times")
        mail = self._world.mail(sender, f"Fw: {uid}", words, message_id=f"load{uid}@northside.example")
        return bytes(mail)


def inbox(folder: Path, count: int) -> bool:
    """Read a full inbox; return whether neither cost nor memory grows on the way."""
    with World(folder / "data", rules=RULES) as world:
        world.inbox = Endless(world, count)
        world.outbox.sent = _Forgetful()
        print(f"{count} reports in the inbox, each a case of its own")
        print("    mails  CPU ms a mail  memory MB")
        costs, done, mark = [], 0, count // PARTS
        began = process_time()
        more = True
        while more:
            more = world.desk.take_in(world.inbox, world.now)
            world._attend(None)
            now_done = count - len(world.inbox._left)
            if now_done >= mark or not more:
                costs.append(1000 * (process_time() - began) / max(now_done - done, 1))
                print(f"{now_done:9} {costs[-1]:14.1f} {_memory():10.1f}", flush=True)
                done, mark, began = now_done, mark + count // PARTS, process_time()
        half = costs[len(costs) // 2] / costs[0]
        print(f"half way {half:.2f} times the cost of the first tenth; peak {_peak():.0f} MB")
        return half <= 1 + DRIFT and _peak() <= MOST_MB and len(world.store.register.refs()) == count


def same(folder: Path, count: int) -> bool:
    """Have many report one post; return whether all joined one case."""
    with World(folder / "data", rules=RULES) as world:
        print(f"{count} people report one post in ten minutes")
        print("  reports  CPU ms a report  history KB")
        began, last = process_time(), 0
        for n in range(1, count + 1):
            who = Address(f"person{n}@northside.example", f"Person {n}")
            world.inbox.deliver(bytes(world.mail(who, "Fw: seen this?", POST)))
            world.now += timedelta(seconds=600 / count)
            if n % 10 == 0 or n == count:
                world.turn()
            if n in (10, 50, 100, 200, 300, 400, 500, count):
                parts = (world.folder / "cases" / "2026-0001").glob("case*.json")
                size = sum(part.stat().st_size for part in parts)
                print(
                    f"{n:9} {1000 * (process_time() - began) / (n - last):16.1f} {size / 1000:13.0f}",
                    flush=True,
                )
                began, last = process_time(), n
        (ref,) = world.store.register.refs()
        told = sum(
            "acknowledgement" in world.kinds(f"person{n}@northside.example") for n in (1, count // 2, count)
        )
        return len(world.case(ref).reports) == count and told == 3


def bounces(folder: Path, count: int) -> bool:
    """Read a flood of bounces; return whether nobody was written to because of them."""
    with World(folder / "data") as world:
        began = process_time()
        for n in range(count):
            world.inbox.deliver(bounce(n))
        world.turn()
        each, out = 1000 * (process_time() - began) / count, len(world.outbox.sent)
        print(f"{count} bounces: {each:.1f} CPU ms each, {out} mails out")
        return not world.inbox.folders["INBOX"] and not world.outbox.sent


class _Forgetful(list[tuple[bytes, tuple[str, ...]]]):
    """What was sent, not kept."""

    def append(self, _: object, /) -> None:
        """Forget it."""


def _status(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


def _memory() -> float:
    return _status("VmRSS")


def _peak() -> float:
    return _status("VmHWM")


KINDS = {"inbox": (inbox, 10_000), "same": (same, 500), "bounces": (bounces, 2_000)}


def main(words: Sequence[str]) -> int:
    """Measure what is asked for; 1 when a figure is not as it should be."""
    wrong = []
    for name in words[:1] or KINDS:
        measure, usual = KINDS[name]
        with tempfile.TemporaryDirectory() as folder:
            if not measure(Path(folder), int(words[1]) if len(words) > 1 else usual):
                wrong.append(name)
    print(f"not as it should be: {', '.join(wrong)}" if wrong else "as it should be")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
