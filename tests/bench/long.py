"""Long mails made to be slow: ``python -m tests.bench.long [BYTES [MEMORY_BYTES]]``.

Reads a mail of every kind of ``tests/long.py``, a megabyte each, and prints those that took longest in CPU
time; then some of five megabytes, and how much memory the reading took at its peak, in sizes of the mail.
"""

from __future__ import annotations

import gc
import sys
import tracemalloc
from time import process_time

from tests.long import KINDS
from worker.deciding.judging.showing import read_bytes

SLOW, MOST_MEMORY = 0.5, 8.0
LARGE = (
    "one line of words",
    "newlines",
    "WhatsApp lines",
    "HTML: paragraphs",
    "HTML: nested lists",
    "a picture",
)


def cost(raw: bytes) -> float:
    """CPU seconds to read a mail, the better of two goes."""
    costs = []
    for _ in range(2):
        began = process_time()
        read_bytes("bench", raw)
        costs.append(process_time() - began)
    return min(costs)


def peak(raw: bytes) -> float:
    """Memory at the most while reading a mail, its own bytes left out, in sizes of the mail."""
    gc.collect()
    tracemalloc.start()
    read_bytes("bench", raw)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / len(raw)


def main(size: int, large: int) -> None:
    """Print the slowest kinds, and memory."""
    read_bytes("warm", KINDS["names"](1_000))
    costs = sorted(((cost(build(size)), kind) for kind, build in KINDS.items()), reverse=True)
    over = sum(took > SLOW for took, _ in costs)
    print(f"{len(costs)} kinds of {size / 1e6:.1f} MB, {over} over {SLOW} s; the slowest:")
    for took, kind in costs[:12]:
        print(f"{took:8.2f} s  {kind}", flush=True)
    print(f"memory at the most, mails of {large / 1e6:.1f} MB (at most {MOST_MEMORY:.0f} times the mail):")
    for kind in LARGE:
        print(f"{peak(KINDS[kind](large)):8.1f} x  {kind}", flush=True)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [1_000_000, 5_000_000][len(numbers) :]))
