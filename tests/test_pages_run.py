"""Every command of the pages for IT runs, in a made-up root: what it does there is what it does on a machine.

What needs a disk, a network, systemd or an account elsewhere is a stand-in that only says that it was asked;
each is listed with what tries it instead. Nothing on a page is left out in silence.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.world import World
from worker.clock import clock

ROOT = Path(__file__).parent.parent
PAGES = ("install.md", "evidence.md", "many-schools.md")
FENCE = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
STANDS_IN = {
    "apt-get": "packages of Debian: .ci/run installs what it needs in the same way",
    "cryptsetup": "a disk",
    "mkfs.ext4": "a disk",
    "mount": "a disk",
    "adduser": "an account of the machine",
    "deluser": "an account of the machine",
    "systemctl": "systemd: the units are verified by .ci/run",
    "journalctl": "systemd's log",
    "sudoedit": "an editor: here it says where the data are",
    "systemd-ask-password": "a person who types a password",
    "pip": "the package: .ci/run builds the wheel, installs it elsewhere and runs it",
}
"""Programs that only say that they were asked, and what they would have needed."""
NOT_HERE = {
    "headsup doctor": "mail servers: tests/test_doctor.py has them",
    "headsup signin": "Microsoft: tests/test_signin.py",
    "python3 -m venv": "a second environment: .ci/run makes one",
    "curl -fsS": "a line for cron, and a monitor elsewhere",
}
"""Commands that are not run at all, by the words they are known by."""
NEEDS_A_PERSON = "headsup status"
"""May end with 1: no service runs here."""
INSTALL = """#!/bin/bash
args=()
while [ $# -gt 0 ]; do
    case "$1" in -o | -g) shift ;; *) args+=("$1") ;; esac
    shift
done
exec /usr/bin/install "${args[@]}"
"""
"""As it is, but for the accounts of the page, which are not there to own anything."""


def commands(page: str) -> list[str]:
    """The commands of a page in order, lines that go on put together."""
    blocks = FENCE.findall((ROOT / "docs" / page).read_text("utf-8"))
    joined = "".join(blocks).replace("\\\n", " ").replace("&&\n", "&& ")
    return [line for line in joined.splitlines() if line.strip()]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root of its own, with the programs of the page first in the path."""
    asked = shlex.quote(str(tmp_path / "asked"))
    made = {name: f'echo "{name} $*" >>{asked}' for name in STANDS_IN} | {
        "systemd-ask-password": "echo not-a-secret",
        "sudoedit": f'sed -i \'s#^\\#data = .*#data = "{tmp_path}/var/lib/headsup"#\' "$1"',
        "sudo": '[ "$1" = -u ] && shift 2\nexec "$@"',
        "headsup": f'exec {shlex.quote(sys.executable)} -m worker.cli "$@"',
    }
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "install").write_text(INSTALL)
    for name, does in made.items():
        (programs / name).write_text(f"#!/bin/sh\n{does}\n")
    for one in programs.iterdir():
        one.chmod(0o755)
    for folder in ("etc/systemd/system", "root", "var/lib", "var/backups", "opt"):
        (tmp_path / folder).mkdir(parents=True)
    return tmp_path


def placed(line: str, root: Path) -> str:
    """A command with its places in the made-up root, for the case and the day that there are."""
    line = line.replace("/opt/headsup/bin/", "")
    line = re.sub(r"(?<![\w./])/(?=(?:etc|var|root|opt)/)", f"{root}/", line)
    line = line.replace("-C / etc/headsup", f"-C {root} etc/headsup")
    if "--config" not in line:
        settings = f"headsup --config {root}/etc/headsup/config.toml "
        line = re.sub(r"\bheadsup (?=status|case|backup|restore|subject)", settings, line)
    return line.replace("2026-11-24.tar", f"{clock():%Y-%m-%d}.tar").replace("2026-0042", "2026-0001")


def run(line: str, root: Path, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a line in a shell, as it stands on the page but for its places."""
    environment = {
        "PATH": f"{root / 'programs'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8",
        "HEADSUP_IMAP_PASSWORD": "x", "HEADSUP_SMTP_PASSWORD": "x", "HOME": str(root),
    }  # fmt: skip
    shell = ["bash", "-euo", "pipefail", "-c", placed(line, root)]
    return subprocess.run(shell, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)


def a_case(root: Path) -> None:
    with World(root / "var/lib/headsup") as world:
        world.report()


def test_a_machine_is_set_up_backed_up_restored_and_cleared_as_the_page_says(root: Path) -> None:
    """install.md, from the first command to the last: at its end nothing but the backups is left."""
    wrong = []
    for line in commands("install.md"):
        if any(known in line for known in NOT_HERE):
            continue
        ended = run(line, root)
        if ended.returncode and not (ended.returncode == 1 and NEEDS_A_PERSON in line):
            wrong.append((line, ended.returncode, ended.stderr))
        if line.endswith("enable --now headsup"):
            a_case(root)  # what the service makes of a report
    assert wrong == []
    asked = (root / "asked").read_text()
    assert [name for name in ("adduser", "systemctl", "pip") if name not in asked] == []
    gone = ("opt/headsup", "etc/headsup", "var/lib/headsup")
    assert [place for place in gone if (root / place).exists()] == []
    assert list((root / "var/backups/headsup").iterdir()) != []


@pytest.mark.parametrize("page", ["evidence.md", "many-schools.md"])
def test_the_commands_of_other_pages_run(page: str, root: Path) -> None:
    """As IT types them, on a machine with one case."""
    (root / "etc/headsup").mkdir()
    settings, own = root / "etc/headsup/config.toml", f'data = "{root}/var/lib/headsup"'
    settings.write_text(re.sub(r"(?m)^#data = .*", own, (ROOT / "config.toml").read_text("utf-8")))
    a_case(root)
    ended = [(line, run(line, root, folder=root)) for line in commands(page)]
    assert [(line, one.stderr) for line, one in ended if one.returncode] == []


def test_what_is_not_run_is_on_a_page() -> None:
    """The lists hold nothing that no page asks for, and every page with commands is played."""
    said = "\n".join(line for page in PAGES for line in commands(page))
    assert [name for name in (*STANDS_IN, *NOT_HERE) if name not in said] == []
    pages = {page.name for page in (ROOT / "docs").glob("*.md") if FENCE.search(page.read_text("utf-8"))}
    assert pages == set(PAGES)
