"""The pages for people do what they say: commands run, answers are understood, examples work."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests import cast
from tests.world import POST, World
from worker.cli import main
from worker.deciding.school.policy_file import read_policy
from worker.model import Action
from worker.outside.setup.settings import SCHOOL
from worker.reading.posts.platform import _platform
from worker.wording.letters import Wording
from worker.wording.pages import has_pages

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
RUN = re.compile(r"^```sh run\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RUNNABLE = [
    (page.name, line)
    for page in PAGES
    for block in RUN.findall(page.read_text("utf-8"))
    for line in block.splitlines()
]


def example(kind: str) -> str:
    """A worked example of the maintainer's page, by the word beside its fence."""
    page = (DOCS / "maintainer.md").read_text("utf-8")
    found = re.findall(rf"^```\w+ {kind}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(found) == 1
    return str(found[0])


def answer(words: str) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Helen Marsh <head@northside.example>", "reports@northside.example"
    mail["Subject"], mail["Message-ID"] = "Re: For decision", "<1@northside.example>"
    mail.set_content(words)
    return mail.as_bytes()


# ── commands ───────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as IT has it: settings, one case, a report and an answer as files, and the command."""
    folder = tmp_path_factory.mktemp("school")
    (folder / "config.toml").write_bytes((ROOT / "config.toml").read_bytes())
    (folder / "report.eml").write_bytes(next((ROOT / "tests" / "mail").rglob("*.eml")).read_bytes())
    (folder / "answer.eml").write_bytes(answer("approve"))
    with World(folder / "data") as world:
        world.report(text=POST)
    (folder / "bin").mkdir()
    command = folder / "bin" / "headsup"
    command.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m worker.cli "$@"\n', "utf-8")
    command.chmod(0o755)
    return folder


@pytest.mark.parametrize(("page", "line"), RUNNABLE, ids=[f"{page}: {line}" for page, line in RUNNABLE])
def test_the_commands_of_the_pages_run(page: str, line: str, school: Path) -> None:
    """Each as it stands, in a shell, one after the other."""
    if "--pdf" in line and not has_pages():
        pytest.skip("the extra pdf is not installed")
    environment = {
        "PATH": f"{school / 'bin'}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8",
        "HEADSUP_IMAP_PASSWORD": "x", "HEADSUP_SMTP_PASSWORD": "x",
    }  # fmt: skip
    command = ["bash", "-euo", "pipefail", "-c", line]
    ended = subprocess.run(command, cwd=school, env=environment, capture_output=True, text=True, timeout=120)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout != ""


def test_some_commands_are_run() -> None:
    assert len(RUNNABLE) > 8


# ── the head's page ────────────────────────────────────────────────────────────────────────

ANSWERS = {
    "approve": ["approve"],
    "stop": ["stop"],
    "to: kim.dale@mail.example": ["approve_with_edits"],
    "change Tuesday to Wednesday": ["approve_with_edits"],
    "hold till Friday": ["hold"],
    "reject": ["reject"],
    "warning because …": ["choose_other_action"],
    "we met today": ["note_only"],
    "the post has been removed": ["note_only"],
    "note: …": ["note_only"],
    "evidence": ["evidence"],
    "print": ["send_to"],
    "close": ["close"],
    "1 approve, 2 hold till Friday": ["approve", "hold"],
}
"""What the page promises, and how the service reads it."""


def promised() -> list[str]:
    table = (DOCS / "head.md").read_text("utf-8").split("| you write |")[1].split("\n\n")[0]
    return re.findall(r"^\| `(.+?)` \|", table, re.MULTILINE)


def test_every_answer_on_the_heads_page_is_tried() -> None:
    assert promised() == list(ANSWERS)


@pytest.mark.parametrize("words", ANSWERS)
def test_the_answers_on_the_heads_page_are_understood(
    words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each by itself, as `headsup decide` reads it; the dots are the head's own words."""
    said = words.replace("…", "they have refused twice")
    (tmp_path / "answer.eml").write_bytes(answer(said))
    drafts = "2" if words.startswith("1 ") else "1"
    assert main(["decide", "--json", "--drafts", drafts, str(tmp_path / "answer.eml")]) == 0
    found = json.loads(capsys.readouterr().out)["decisions"]
    assert [one["decision"] for one in found] == ANSWERS[words]


def test_pictures_are_small_and_told_in_words() -> None:
    """Each is shown somewhere, with words for who cannot see it, and none is larger than it need be."""
    text = "".join(page.read_text("utf-8") for page in [*PAGES, ROOT / "README.md"])
    shown = set(re.findall(r'<img src="(?:docs/)?pictures/([\w.]+)" [^>]*alt="[^"]{40,}"', text))
    there = {path.name: path.stat().st_size for path in (DOCS / "pictures").iterdir()}
    assert set(there) == shown
    assert [name for name, size in there.items() if size > 60_000] == []


# ── the maintainer's page ──────────────────────────────────────────────────────────────────


def test_the_platform_of_the_page_is_one() -> None:
    """Read as the shipped ones are: its pattern finds the id of the link that the page names."""
    (entry,) = tomllib.loads(example("platform"))["platform"]
    platform = _platform(entry)
    (link,) = re.findall(r"https://parentchat\.example/t/\d+", (DOCS / "maintainer.md").read_text("utf-8"))
    matches = [pattern.match(link) for _, pattern in platform.patterns]
    assert [match["id"] for match in matches if match] == ["482"]


def test_the_letter_of_the_page_is_one(tmp_path: Path) -> None:
    """It can be read in the place of the shipped one, by the check that IT runs."""
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "closing_letter.txt").write_text(example("letter"), "utf-8")
    assert Action.CLOSING.value == "closing_letter"
    assert Wording(cast.SCHOOL, cast.INBOX.email, 10, tmp_path).check() == ()


def test_the_ground_of_the_page_is_one() -> None:
    """Beside the shipped policy's own."""
    shipped = (ROOT / "worker" / "knowledge" / "policy.toml").read_text("utf-8")
    ground = read_policy(shipped + "\n" + example("ground"), "ours.toml").grounds["IMPERSONATION"]
    assert (ground.short, ground.lawful) == ("pretends to be a member of staff", False)
    assert ground.covers == ("G3",)


def test_the_policy_of_the_page_is_a_setting() -> None:
    """The line that names it is one that settings know."""
    values = tomllib.loads(example("policy"))["school"]
    assert list(values) == ["policy"]
    assert "policy" in [one.key for one in SCHOOL.settings]


def test_staff_are_told_the_helpline_that_is_known() -> None:
    """The number on the page to print is the one in the law's own data."""
    known = (ROOT / "worker" / "knowledge" / "law.toml").read_text("utf-8")
    numbers = re.findall(r"\b0\d{3} \d{3} \d{4}\b", (DOCS / "staff.md").read_text("utf-8"))
    assert numbers != []
    assert [number for number in numbers if number not in known] == []
