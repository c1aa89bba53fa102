"""Texts of any length that somebody made to be slow: the time to read one grows as its length does."""

from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from tests.long import KINDS, repeat
from worker.deciding.decision import read_decision
from worker.deciding.judging.showing import read_bytes
from worker.model import Pending

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


ANSWERS = (
    "1 ",
    "1.\n",
    "approve 1, ",
    "1 approve 2 ",
    "no 1, yes 2. ",
    "if it is so, approve 1, ",
    "hold 1 until Friday ",
)


def _cost_of_answer(text: str) -> float:
    """CPU seconds to read what a head answered."""
    began = process_time()
    read_decision(text, (Pending(1), Pending(2)), date(2026, 11, 24))
    return process_time() - began


@pytest.mark.parametrize("kind", KINDS)
def test_time_grows_with_the_text_and_not_with_its_square(kind: str) -> None:
    """Four times the text costs about four times as much; a square would be sixteen times."""
    build = KINDS[kind]
    short, long = _cost(build(SHORT)), _cost(build(SHORT * TIMES))
    assert long <= 2 * TIMES * short + 0.03


@pytest.mark.parametrize("piece", ANSWERS)
def test_time_grows_with_the_answer_and_not_with_its_square(piece: str) -> None:
    """An answer of five thousand characters, the longest that is read for a decision, is no trap either."""
    short, long = (min(_cost_of_answer(repeat(piece, size)) for _ in range(2)) for size in (1_200, 4_800))
    assert long <= 2 * TIMES * short + 0.03
