"""The command line on the settings of a school, for tests of the commands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.world import POST, World

MAILS = Path(__file__).parent / "mail"
SHIPPED = Path(__file__).parent.parent / "config.toml"
FORWARD = b"""\
From: Priya Sykes <p.sykes@northside.example>
To: reports@northside.example
Subject: Fw: have you seen this?
Content-Type: text/plain; charset="utf-8"

Kim Dale put this on the Northside parents Facebook group:
"Useless, the lot of them at Northside."
https://www.facebook.com/groups/northsideparents/posts/10161234567890123/

________________________________
From: Jo Birch <jo.birch@families.example>
Sent: Monday, November 23, 2026 9:40:02 PM
To: Priya Sykes <p.sykes@northside.example>
Subject: have you seen this?

Thought you should know.
"""


def write(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def configured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The settings file of a school whose service has taken one report and waits for the head."""
    monkeypatch.delenv("HEADSUP_IMAP_PASSWORD", raising=False)
    monkeypatch.delenv("HEADSUP_SMTP_PASSWORD", raising=False)
    config = tmp_path / "config.toml"
    text = SHIPPED.read_text("utf-8")
    config.write_text(text.replace('data = "/var/lib/headsup"', 'data = "data"'), "utf-8")
    assert 'data = "data"' in config.read_text("utf-8")
    world = World(tmp_path / "data")
    world.report(text=POST)
    world.store.close()
    return config
