"""Reports in the words of many people: what each is, who posted, where, and what exactly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.bench.reports import build_mail
from tests.wrapping import wrapped
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


_UNLINED = ("kind", "posts", "grounds", "flags", "urgency", "case_ref", "ask_back")


def test_where_a_mail_program_breaks_the_lines_changes_no_reading() -> None:
    """A report means the same in one long line and in lines of seventy-two letters."""
    changed = [
        row["id"]
        for row in ROWS
        for whole, broken in [(row["body"], wrapped(row["body"], 72))]
        if _meaning(row, whole) != _meaning(row, broken)
    ]
    assert changed == []


def _meaning(row: dict[str, Any], body: str) -> dict[str, Any]:
    read = read_bytes(row["id"], build_mail(row | {"body": body}))
    return {name: read[name] for name in _UNLINED}
