"""No regular expression of the house can be made slow by a mail: each meets texts made to be slow for it."""

from __future__ import annotations

import json
import re._parser as parser  # type: ignore[import-not-found]
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patterns import find_slow, find_uses, longest

ROOT = Path(__file__).parent.parent
HALVES = 2


@pytest.mark.parametrize("half", range(HALVES))
def test_no_pattern_grows_faster_than_its_text(half: int) -> None:
    """All that our modules compile, from their knowledge too (``tests.bench.patterns``: a megabyte each)."""
    command = [sys.executable, "-m", "tests.patterns", str(half), str(HALVES)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=900, check=True)
    found = json.loads(told.stdout)
    assert found["slow"] == []
    assert found["patterns"] > 350
    assert {file.partition("/")[0] for file in found["files"]} >= {
        "reading",
        "deciding",
        "outside",
        "wording",
    }


@pytest.mark.parametrize(
    ("pattern", "scans"),
    [
        (r"(a+)+$", False),
        (r"(?:\w+\s?)*:", False),
        (r"x*x*x*y", True),
        (r"\s+$", True),
        (r"<style>.{0,40000}?</style", True),
        (r"(?:[a-z0-9]{0,30}[-_]+){0,4}signature(?:[-_]+[a-z0-9]{0,30}){0,4}\Z", False),
        (r"\s*(?:re|aw)\s*(?:\[\d+\])?\s*:", False),
    ],
)
def test_a_slow_one_is_found(pattern: str, scans: bool) -> None:
    """The check itself: patterns known to be slow, some of them once our own."""
    assert find_slow(pattern, 0, scans=scans) is not None


@pytest.mark.parametrize(
    "pattern", [r"\w+", r"(?<!\s)\s++$", r"(?:[a-z0-9]{0,30}+[-_]++){0,4}x", r"a{1,40}b|[^@]+@"]
)
def test_a_quick_one_is_not(pattern: str) -> None:
    """Anchored, where what is repeated gives nothing back."""
    assert find_slow(pattern, 0, scans=False) is None


def test_what_is_looked_for_from_the_start_alone_is_known() -> None:
    """A pattern that is only matched at a place is not scanned for."""
    uses = find_uses()
    line = next(
        n
        for n, text in enumerate((ROOT / "worker/reading/quoted/tokens.py").read_text().splitlines(), 1)
        if text.startswith("_RE = ")
    )
    assert uses["reading/quoted/tokens.py", line] == {"match"}


def test_repeats_are_seen_wherever_they_stand() -> None:
    """In groups, branches, look-arounds."""
    found = [longest(parser.parse(p)) for p in (r"ab?", r"(?=.{0,60}x)", r"(?:a|(b{2,500}))", r"(?>c{7})")]
    assert found == [1, 60, 500, 7]
