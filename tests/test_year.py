"""The beginning of a school year, day by day: each morning's digest is read against the cases."""

from __future__ import annotations

import pytest

from tests.bench.year import main


def test_three_weeks_of_digests(capsys: pytest.CaptureFixture[str]) -> None:
    """One on every school morning, of that day, with the right numbers, short, silent about nothing late."""
    assert main(21) == 0, capsys.readouterr().out
    assert "21 days: 1" in capsys.readouterr().out
