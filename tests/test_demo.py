"""The demo, as a newcomer runs it: the whole story, told, in seconds, and everything left to look at."""

from __future__ import annotations

import email
import json
import re
import subprocess
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from worker.cli import main
from worker.outside.data.shelves import Shelves

SCENES = [
    "1. Tuesday 08:04  A teacher forwards a post she was sent, with a screenshot",
    "2. Tuesday 08:04  Within a minute she has a case number, and what to do and not to do",
    "3. Tuesday 08:04  The head gets a draft. Nothing goes out without her yes",
    "4. Tuesday 08:12  From her phone, the head names the parent and changes a word",
    "5. Tuesday 08:20  She approves version 2",
    "6. Friday 16:01  Three school days pass and no answer comes: Headsup reminds the head",
    "7. Monday 07:16  Every school morning there is a digest, even when there is nothing to do",
    "8. Monday 08:40  Head and parent have spoken at the gate. The head closes the case",
]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder the demo leaves and what it printed."""
    folder = tmp_path_factory.mktemp("demo") / "story"
    with pytest.MonkeyPatch.context() as patch:
        lines: list[str] = []
        patch.setattr("builtins.print", lambda *words, **_: lines.append(" ".join(map(str, words))))
        assert main(["demo", "--fast", "--folder", str(folder)]) == 0
    return folder, "\n".join(lines)


def mails(folder: Path) -> list[EmailMessage]:
    paths = sorted((folder / "mails").glob("*.eml"))
    return [email.message_from_bytes(path.read_bytes(), policy=default) for path in paths]


def test_the_story_is_told_to_its_last_line(told: tuple[Path, str]) -> None:
    """Eight scenes in order, then where everything is."""
    folder, said = told
    assert re.findall(r"(?m)^\d\. .*", said) == SCENES
    assert said.splitlines()[-1] == "Case HU-2026-0001 is closed. That was the whole story."
    assert f"{folder / 'mails'}" in said
    assert max(map(len, said.splitlines())) < 100 + len(str(folder))


def test_the_letter_that_went_out_is_the_one_approved(told: tuple[Path, str]) -> None:
    """To the address the head named, with the hour the head changed, and nothing of who reported it."""
    folder = told[0]
    (letter,) = [mail for mail in mails(folder) if "kim.dale@" in mail["To"]]
    body = letter.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert ("at 4.15pm" in text, "3.30pm" in text) == (True, False)
    assert [word for word in ("Sykes", "Birch", "reported") if word in letter.as_string()] == []
    assert letter["Auto-Submitted"] is None


def test_every_mail_is_left(told: tuple[Path, str]) -> None:
    """From the forward to the confirmation that the case is closed."""
    subjects = [re.sub(r"-2026-0001| \[#[a-z2-7]{12}\]", "", str(m["Subject"])) for m in mails(told[0])]
    assert [subjects[0], subjects[1], subjects[-1]] == [
        "Fw: have you seen this?",
        "[HU] Thank you, we have your report",
        "[HU] Closed",
    ]
    assert len([one for one in subjects if one.startswith("Headsup for ")]) == 4


def test_the_case_and_its_evidence_hold(told: tuple[Path, str]) -> None:
    """The history says closed; every file is what it was, by our own check and by sha256sum's."""
    folder = told[0]
    store = Shelves(folder / "data")
    assert (store.case("2026-0001").state.value, store.verify("2026-0001")) == ("closed", ())
    evidence = folder / "data" / "cases" / "2026-0001" / "evidence"
    checked = subprocess.run(
        ["sha256sum", "-c", "MANIFEST.sha256"], cwd=evidence, capture_output=True, text=True
    )
    results = {line.rpartition(": ")[2] for line in checked.stdout.splitlines()}
    assert (checked.returncode, results) == (0, {"OK"})


def test_the_commands_it_prints_work(told: tuple[Path, str], capsys: pytest.CaptureFixture[str]) -> None:
    """``case show`` as printed, and ``status``, which finds that nothing runs any more."""
    (line,) = [line for line in told[1].splitlines() if line.startswith("Look at it:")]
    assert main(line.split("headsup ", 1)[1].split()) == 0
    assert capsys.readouterr().out.startswith("HU-2026-0001: closed, routine, decided by the head\n")
    assert main(["status", "--json", "--config", str(told[0] / "config.toml")]) == 1
    status = json.loads(capsys.readouterr().out)
    assert [status[key] for key in ("running", "cases", "open_cases", "last_digest_on")] == [
        False,
        1,
        0,
        "2026-11-30",
    ]


def test_a_folder_with_an_earlier_story_is_left_alone(
    told: tuple[Path, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, and what to do."""
    assert main(["demo", "--fast", "--folder", str(told[0])]) == 2
    remedy = f"{told[0]} holds an earlier demo. Name a new folder, or remove that one."
    assert remedy in capsys.readouterr().err
