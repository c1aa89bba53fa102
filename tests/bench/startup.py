"""What ``headsup --help`` costs beside bare Python, and the whole demo: ``python -m tests.bench.startup``.

The help is called turn about with ``python -c pass``, so that a busy machine slows both alike.
"""

from __future__ import annotations

import subprocess
import sys
from statistics import median
from time import perf_counter

ROUNDS = 25
MOST_SECONDS = 0.3
MOST_FOR_DEMO = 10
BARE = (sys.executable, "-c", "pass")
HELP = (sys.executable, "-c", "import sys; from worker.cli import main; sys.exit(main(['--help']))")
DEMO = (sys.executable, "-c", "import sys; from worker.cli import main; sys.exit(main(['demo', '--fast']))")


def main() -> int:
    """Measure both, print them, and return 1 when the difference is more than it may be."""
    pairs = [(_seconds(BARE), _seconds(HELP)) for _ in range(ROUNDS + 1)][1:]  # the first one warms up
    bare, helped = (median(column) for column in zip(*pairs, strict=True))
    more = median(helped - bare for bare, helped in pairs)
    print(f"python -c pass   {bare * 1000:6.1f} ms   median of {ROUNDS}, in turn")
    print(f"headsup --help   {helped * 1000:6.1f} ms   {helped / bare:.1f} times")
    print(f"difference       {more * 1000:6.1f} ms   at most {MOST_SECONDS * 1000:.0f}")
    story = _seconds(DEMO)
    print(f"headsup demo     {story:6.1f} s    with --fast, at most {MOST_FOR_DEMO}")
    return int(more > MOST_SECONDS or story > MOST_FOR_DEMO)


def _seconds(command: tuple[str, ...]) -> float:
    began = perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
