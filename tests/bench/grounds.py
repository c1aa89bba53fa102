"""How much of what people say is read as it should be: ``python -m tests.bench.grounds [-v]``.

The rows are those of ``tests/grounds.toml``. Prints the hits by part and family, grounds and urgency apart;
``-v`` shows the misses, save those of the part that rules are not to be made from.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

from worker.deciding.judging.grounds import Suggestion, suggest
from worker.model import Post

Row = tuple[str, str, str, str, str]
ROWS: dict[str, dict[str, list[Row]]] = tomllib.loads(
    (Path(__file__).parent.parent / "grounds.toml").read_text("utf-8")
)


def read(row: Row) -> Suggestion:
    """What a row suggests: the poster's words quoted behind what the reporter tells."""
    *_, told, said = row
    words = f"{told or 'She has put this up.'} “{said}”" if said else told
    post = Post("facebook", "Jo Bell", None, None, None, None, said or None, "body", 0.8)
    return suggest(f"about us\n\n{words}", (post,))


def find_hits(row: Row) -> tuple[bool, bool]:
    """Whether the grounds of a row are read as they should be, and its urgency."""
    must, may, urgency, *_ = row
    found = read(row)
    grounds, wanted = {ground.id for ground in found.grounds}, set(must.split())
    return wanted <= grounds <= wanted | set(may.split()), urgency in ("", found.urgency)


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
