"""A school year, a thousand times as fast: ``python -m tests.bench.year [DAYS]``, each day's digest read.

Seeded. Each school day brings up to four reports, some of a post that is known; the head decides most
mornings, from the digest and from the drafts; parents answer; in the holidays the clock goes on. Of each
digest: it has the day's date, its numbers are those of the cases, it fits a screen, it comes on every
school morning, and what is overdue on a case that waits stands in it.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from time import process_time

from tests import cast
from tests.world import POST, Got, World, at
from worker.model import CaseState

ID = "10161234567890123"
FIRST = date(2026, 9, 4)
SCREEN = 80
"""Lines: what a phone shows in a few strokes of a thumb."""


def main(days: int) -> int:
    """Play so many days from the first of the year; 1 when a digest was not as it should be."""
    found: list[str] = []
    began = process_time()
    with tempfile.TemporaryDirectory() as name:
        world = World(Path(name) / "data", at(str(FIRST), "08:00"))
        with world:
            world.turn()
            for n in range(1, days + 1):
                day = FIRST + timedelta(days=n)
                found += [f"{day}: {wrong}" for wrong in _day(world, day, random.Random(f"year/{n}"))]
            states = Counter(world.case(ref).state.value for ref in world.store.register.refs())
            digests = world.kinds(cast.HEAD).count("digest")
            said = f"{days} days: {digests} digests, cases {dict(states)}, {len(world.outbox.sent)} mails out"
            print(f"{said}, {process_time() - began:.0f} s of CPU")
    print("\n".join(found[:30]) or "every digest is as it should be")
    return int(bool(found))


def _day(world: World, day: date, rng: random.Random) -> list[str]:
    before = world.kinds(cast.HEAD).count("digest")
    world.on(str(day), "07:15")
    came = world.kinds(cast.HEAD).count("digest") - before
    digest = world.latest(cast.HEAD, "digest") if came else None
    school = world.clerk.office.days.is_school_day(day)
    found = []
    if school and came != 1:
        found.append(f"{came} digests on a school day")
    if digest is not None:
        found += _read(world, day, digest)
    if school:
        _work(world, day, rng, digest)
    world.on(str(day), "16:10")
    return found


def _work(world: World, day: date, rng: random.Random, digest: Got | None) -> None:
    for n in range(rng.choice((0, 0, 1, 1, 2, 4))):
        known = rng.random() < 0.3
        post = f"10161234567{rng.randrange(40):06}" if known else f"1016{day:%Y%m%d}{n:05}"
        world.on(str(day), f"09:{10 * n:02}")
        world.report(rng.choice((cast.TEACHER, cast.OFFICE)), POST.replace(ID, post))
    world.on(str(day), "12:00")
    if digest is not None and digest.about and rng.random() < 0.7:
        world.reply(
            digest, rng.choice(("1 close, we have spoken", "1 hold till Friday", "all close, dealt with"))
        )
    drafts = [got for got in world.got(cast.HEAD)[-12:] if got.kind == "approval"]
    if drafts and rng.random() < 0.6:
        world.reply(drafts[-1], f"To {cast.PARENT.email}")
        world.reply(world.last(cast.HEAD), "Approve")
        world.later(11)
    if world.outbox.sent and rng.random() < 0.2 and (got := world.got(cast.PARENT)):
        world.reply(got[-1], "I have taken it down, sorry.", cast.PARENT)


def _read(world: World, day: date, digest: Got) -> list[str]:
    """What is wrong with a digest, in words."""
    found = []
    text, subject = digest.text, str(digest.mail["Subject"])
    if f"{day.day} {day:%B}" not in subject:
        found.append(f"not of this day: {subject}")
    open_cases = [world.case(ref) for ref in world.store.register.refs()]
    open_cases = [case for case in open_cases if case.state is CaseState.OPEN]
    told = re.search(r"(\d+) open case", text)
    if (told is None and open_cases) or (told is not None and int(told[1]) != len(open_cases)):
        found.append(f"says {told and told[1]} open cases, there are {len(open_cases)}")
    if len(text.splitlines()) > SCREEN:
        found.append(f"{len(text.splitlines())} lines")
    for case in open_cases:
        late = [d for d in case.open_deadlines if d.due_at < world.now - timedelta(days=1)]
        if late and f"HU-{case.ref}" not in text and "more" not in text:
            found.append(f"HU-{case.ref} has been waiting since {late[0].due_at:%d %B} and is not named")
    return found


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 320))
