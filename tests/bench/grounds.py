"""How much of what people say is read as it should be: ``python -m tests.bench.grounds [-v]``.

The rows are those of ``tests/grounds.toml``. Prints the hits by part and family, grounds and urgency apart;
``-v`` shows the misses, save those of the part that rules are not to be made from.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from tests.weights.rows import Row
from worker.deciding.judging.grounds import Suggestion, suggest

ROWS: dict[str, dict[str, list[Row]]] = {
    part: {family: [Row.written(*row) for row in rows] for family, rows in families.items()}
    for part, families in tomllib.loads(
        (Path(__file__).parent.parent / "grounds.toml").read_text("utf-8")
    ).items()
}


def read(row: Row) -> Suggestion:
    """What a row suggests."""
    return suggest(row.words, row.posts)


def find_hits(row: Row) -> tuple[bool, bool]:
    """Whether the grounds of a row are read as they should be, and its urgency."""
    found = read(row)
    grounds = {ground.id for ground in found.grounds}
    return row.must <= grounds <= row.must | row.may, row.urgency in ("", found.urgency)


def measure(*, verbose: bool) -> None:
    """Print the hits of each part and family."""
    for part, families in ROWS.items():
        for family, rows in families.items():
            hits = [find_hits(row) for row in rows]
            grounds, urgency = (sum(one) for one in zip(*hits, strict=True))
            sys.stdout.write(
                f"{part:7} {family:12} grounds {grounds}/{len(rows)}, urgency {urgency}/{len(rows)}\n"
            )
            for row, hit in zip(rows, hits, strict=True):
                if verbose and part != "kept" and not all(hit):
                    because = [ground.because for ground in read(row).grounds]
                    sys.stdout.write(f"  {row}\n  {because}\n")


if __name__ == "__main__":
    measure(verbose="-v" in sys.argv)
