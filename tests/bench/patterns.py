"""Every pattern and a megabyte made to be slow for it: ``python -m tests.bench.patterns``.

Prints how many there are, the ten slowest, and those that need more than half a second; takes some minutes.
"""

from __future__ import annotations

import re

from tests.patterns import cost, patterns, texts

MEGABYTE = 1_000_000
SAMPLE = 20_000
ENOUGH = 0.5


def main() -> None:
    """The slowest of the short texts of each pattern, at full length."""
    slowest = []
    found = patterns()
    for pattern, flags, scans, places in found:
        compiled = re.compile(pattern, flags)
        worst = max(texts(pattern, flags), key=lambda made: cost(compiled, made, SAMPLE, scans=scans))
        slowest.append((cost(compiled, worst, MEGABYTE, scans=scans), places[0], str(pattern)[:60], worst))
    slowest.sort(key=lambda one: one[0], reverse=True)
    slow = [one for one in slowest if one[0] > ENOUGH]
    print(f"{len(found)} patterns, a megabyte each; {len(slow)} need more than {ENOUGH} s")
    for seconds, place, pattern, made in slowest[: max(10, len(slow))]:
        print(f"{seconds:7.2f} s  {place[0]}:{place[1]}  {pattern!r}  {made!r}")


if __name__ == "__main__":
    main()
