"""Damaged mails through everything that reads: ``python -m tests.bench.fuzz [HOW_MANY] [SEED]``.

100,000 of them take about a quarter of an hour on two idle cores. It prints exceptions (and where they
came from), the slowest mail in CPU time, and the peak memory of a process; it ends with 1 if there was
any exception, any mail over 2 s, or a process over 300 MB. Mails worth keeping are written to the folder
``headsup-fuzz`` among the temporary files.
"""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from datetime import UTC, datetime
from hashlib import sha256
from multiprocessing import Pool
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage
from tempfile import gettempdir
from time import perf_counter, process_time

from tests.mutation import mutate
from worker.deciding.decision import read_decision
from worker.deciding.doing.edit import apply_edits
from worker.deciding.judging.showing import as_json
from worker.deciding.judging.triage import read_message
from worker.model import Pending, Place, Preview, Verb
from worker.reading.apart import Apart
from worker.reading.machines.noise import find_noise
from worker.reading.message.mail import read_mail, read_preview
from worker.reading.quoted.reply import read_reply
from worker.reading.safety import find_stop, words_of

CORPUS = Path(__file__).parent.parent / "mail"
KEPT = Path(gettempdir()) / "headsup-fuzz"
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SLOW, MOST_MEMORY = 2.0, 300
DRAFT = "Dear parent,\n\nPlease remove the post by Friday.\n\nYours sincerely,\nThe head"


def read_every_way(raw: bytes) -> None:
    """One mail through the reading, the preview, the decision and the edit: whatever raises is a bug."""
    mail = read_mail(raw)
    as_json("fuzz", read_message(Apart(mail)))
    header, _, rest = raw.partition(b"\r\n\r\n")
    preview = read_preview(Preview(Place(1, 1), len(raw), header, (rest, raw), ("a.png",), complete=True))
    find_stop(words_of(preview))
    find_noise(mail)
    reply = read_reply(mail, (DRAFT,))
    decided = read_decision(reply.text, (Pending(1), Pending(2)), NOW.date(), doubtful=reply.doubtful)
    for decision in decided.decisions:
        if decision.decision is Verb.EDIT:
            apply_edits(DRAFT, "Your post", decision.args.get("edits", []), NOW.date())


def run(job: tuple[int, int]) -> tuple[int, Counter[str], float, str, float]:
    """Read one batch; returns its size, the exceptions, the slowest mail, its seed and peak memory in MB."""
    seed, size = job
    corpus = [path.read_bytes() for path in sorted(CORPUS.glob("*/*.eml"))]
    rng, failures, slowest, which = Random(seed), Counter[str](), 0.0, ""
    for _ in range(size):
        raw = mutate(rng, rng.choice(corpus), corpus)[:3_000_000]
        began = process_time()
        try:
            read_every_way(raw)
        except Exception as error:  # noqa: BLE001  counting them is what this is for
            at = traceback.extract_tb(error.__traceback__)[-1]
            failures[f"{type(error).__name__} in {Path(at.filename).name}:{at.lineno} ({error})"[:160]] += 1
            _keep("raised", raw)
        took = process_time() - began
        if took > slowest:
            slowest, which = took, sha256(raw).hexdigest()[:12]
            if took > 0.5:
                _keep("slow", raw)
    return size, failures, slowest, which, getrusage(RUSAGE_SELF).ru_maxrss / 1024


def _keep(why: str, raw: bytes) -> None:
    KEPT.mkdir(exist_ok=True)
    (KEPT / f"{why}-{sha256(raw).hexdigest()[:12]}.eml").write_bytes(raw)


def main(many: int, seed: int) -> int:
    """Run the batches on two processes and say what came of them."""
    batch = min(2_000, many)
    jobs = [(seed * 1_000_003 + n, batch) for n in range(max(1, many // batch))]
    done, failures, slowest, which, memory = 0, Counter[str](), 0.0, "", 0.0
    began = perf_counter()
    with Pool(2) as pool:
        for size, failed, slow, slow_name, peak in pool.imap_unordered(run, jobs):
            done, memory = done + size, max(memory, peak)
            failures += failed
            slowest, which = max((slowest, which), (slow, slow_name))
            print(f"{done} mails, {sum(failures.values())} exceptions, slowest {slowest:.2f} s", flush=True)
    for failure, times in failures.most_common():
        print(f"{times:6}  {failure}")
    print(
        f"{done} mails in {perf_counter() - began:.0f} s: {sum(failures.values())} exceptions, "
        f"slowest {slowest:.2f} s ({which}), peak memory {memory:.0f} MB"
    )
    return int(bool(failures) or slowest > SLOW or memory > MOST_MEMORY)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    sys.exit(main(*(numbers + [100_000, 1][len(numbers) :])))
