"""Texts of any length that somebody made to be slow: the time to read one grows as its length does."""

from __future__ import annotations

from time import process_time

import pytest

from tests.long import KINDS
from worker.deciding.showing import read_bytes

SHORT, TIMES = 10_000, 4
"""Bytes of the shorter mail, below every limit on what is read, and how much longer the other is."""


def _cost(raw: bytes) -> float:
    """CPU seconds to read a mail, the better of two goes."""
    costs = []
    for _ in range(2):
        began = process_time()
        read_bytes("long", raw)
        costs.append(process_time() - began)
    return min(costs)


@pytest.mark.parametrize("kind", KINDS)
def test_time_grows_with_the_text_and_not_with_its_square(kind: str) -> None:
    """Four times the text costs about four times as much; a square would be sixteen times."""
    build = KINDS[kind]
    short, long = _cost(build(SHORT)), _cost(build(SHORT * TIMES))
    assert long <= 2 * TIMES * short + 0.03
