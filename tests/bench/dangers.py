"""How many dangers are seen for what they are: ``python -m tests.bench.dangers [-v]``.

The rows are those of ``tests/dangers.toml``. Prints the hits by part and family; ``-v`` shows the misses,
save those of the part that rules are not to be made from.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import Any

from tests.bench.grounds import read
from tests.weights.rows import Row
from worker.model import Urgency

ROWS: dict[str, dict[str, list[Any]]] = tomllib.loads(
    (Path(__file__).parent.parent / "dangers.toml").read_text("utf-8")
)
CALM = "calm"


def is_hit(family: str, row: Any) -> bool:
    """Whether a row is as pressing as it must be, or as calm, and its grounds are there."""
    if family == CALM:
        return read(Row.written("", "", "", "", row)).urgency in (Urgency.ROUTINE, Urgency.PRIORITY)
    must, least, told, said = row
    found = read(Row.written(must, "", least, told, said))
    pressing = found.urgency.rank >= Urgency(least).rank
    return pressing and set(must.split()) <= {ground.id for ground in found.grounds}


def measure(*, verbose: bool) -> None:
    """Print the hits of each part and family."""
    for part, families in ROWS.items():
        for family, rows in families.items():
            missed = [row for row in rows if not is_hit(family, row)]
            sys.stdout.write(f"{part:7} {family:12} {len(rows) - len(missed)}/{len(rows)}\n")
            for row in missed if verbose and part != "kept" else ():
                sys.stdout.write(f"  {row}\n")


if __name__ == "__main__":
    measure(verbose="-v" in sys.argv)
