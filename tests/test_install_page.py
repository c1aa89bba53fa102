"""The page for IT: what it tells people to type exists."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "install.md").read_text("utf-8")
COMMANDS = "\n".join(re.findall(r"^```sh\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL))


def test_its_commands_exist() -> None:
    """Every headsup command on the page is one the program knows."""
    named = set(re.findall(r"bin/headsup ([a-z]+)", COMMANDS)) | set(re.findall(r"`headsup ([a-z]+)", PAGE))
    program = [sys.executable, "-c", "from worker.cli import main; raise SystemExit(main())", "--help"]
    told = subprocess.run(program, capture_output=True, text=True, timeout=60, check=True, cwd=ROOT)
    known = re.findall(r"^    ([a-z]+) ", told.stdout, flags=re.MULTILINE)
    assert sorted(named - set(known)) == []


def test_its_files_exist() -> None:
    """Every file of the project that a command on the page copies is there."""
    named = re.findall(r"(?<=[ \n])((?:systemd|templates|docs)/[\w@./-]+|config\.toml)", COMMANDS)
    assert [name for name in named if not (ROOT / name).exists()] == []
    assert len(named) > 5


def test_its_places_are_the_units() -> None:
    """Settings, passwords, program and data are where the unit looks for them."""
    unit = (ROOT / "systemd" / "headsup.service").read_text("utf-8")
    places = re.findall(r"/(?:etc|opt)/headsup[\w@./-]*", unit)
    assert [place for place in places if place not in COMMANDS] == []
    assert ("StateDirectory=headsup\n" in unit, 'data = "/var/lib/headsup"' in PAGE) == (True, True)
