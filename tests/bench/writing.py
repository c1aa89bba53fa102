"""What follows the reading of a report costs: ``python -m tests.bench.writing [COUNT] [ROUNDS]``.

The corpus of ``tests.bench.intake``, read beforehand. Two steps are measured, in CPU milliseconds a report of
this process, the median of the rounds: ``deciding`` (the case is opened, its first letter is drafted and held
against the lint) and ``writing`` (the acknowledgement and the mail that shows the draft are rendered and
composed). Nothing is stored. The last line is the fingerprint of every mail written: a faster turn of the
pen writes the same ones, byte for byte.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import process_time

from tests import cast
from tests.bench.corpus import reports
from tests.world import TRUST, TUESDAY, World
from worker.deciding.cases.case import Case
from worker.deciding.cases.casework import Arrival, open_case
from worker.deciding.judging.bare import Standpoint
from worker.deciding.judging.triage import read_message
from worker.desk.keeping import kept_of
from worker.model import EvidenceItem, Mail, MessageKey, Reading
from worker.reading.apart import Apart
from worker.reading.message.mail import read_mail

Report = tuple[str, Reading, MessageKey, tuple[EvidenceItem, ...]]


def main(count: int, rounds: int) -> None:
    """Print what each step costs."""
    read = [_read(n, raw) for n, raw in enumerate(reports(count, cast.INBOX.email, "northside.example"), 1)]
    with tempfile.TemporaryDirectory() as folder, World(Path(folder) / "data") as world:
        world.store.secret = b"a key of the bench"
        turns = [_turn(world, read) for _ in range(rounds + 1)][1:]
    print(f"{count} reports, median of {rounds} turns, CPU ms a report")
    print(f"{'deciding':10}{median(turn[0] for turn in turns):8.2f}")
    print(f"{'writing':10}{median(turn[1] for turn in turns):8.2f}")
    assert len({turn[2] for turn in turns}) == 1, "the same report was answered in two ways"
    print(f"every mail {turns[0][2]}")


def _read(n: int, raw: bytes) -> Report:
    mail: Mail = read_mail(raw)
    key = MessageKey(mail.message_id, hashlib.sha256(raw).hexdigest(), "")
    reading = read_message(Apart(mail), Standpoint(cast.PEOPLE, TUESDAY.date(), TRUST))
    kept = tuple(item for item, _ in kept_of(mail, raw, key))
    return f"2026-{n:04}", reading, key, kept


def _turn(world: World, read: list[Report]) -> tuple[float, float, str]:
    """Milliseconds a report of deciding and of writing, and the fingerprint of what was written."""
    office, spent = world.clerk.office, [0.0, 0.0]
    written = hashlib.sha256()
    for ref, reading, key, kept in read:
        began = process_time()
        outcome = open_case(ref, Arrival(reading, key, kept, world.now), office)
        between = process_time()
        entry = world.clerk.case_entry(Case(ref), outcome, (), world.now)
        spent[0] += between - began
        spent[1] += process_time() - between
        for _, mail in entry.files.letters:
            written.update(mail)
    return 1000 * spent[0] / len(read), 1000 * spent[1] / len(read), written.hexdigest()[:16]


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 400,
        int(sys.argv[2]) if len(sys.argv) > 2 else 5,
    )
