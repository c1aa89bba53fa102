"""Reports in the words of many people: what each is, who posted, where, and what exactly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bench.reports import build_mail
from worker.deciding.judging.showing import read_bytes

LINES = (Path(__file__).parent / "reports.jsonl").read_text("utf-8").splitlines()
ROWS = [json.loads(line) for line in LINES]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['id']} {row['subject'][:30]}")
def test_report_tells_who_where_and_what(row: dict[str, Any]) -> None:
    """What the mail says is found, and what it does not say stays unknown."""
    read = read_bytes(row["id"], build_mail(row))
    post = read["posts"][0] if read["posts"] else {}
    found = {name: post.get(name) for name in ("platform", "poster_name", "url", "text")}
    assert {"kind": read["kind"], **found} == row["expected"]
