"""``headsup init``: what is asked, what is written, and that nothing is ever written over."""

from __future__ import annotations

import difflib
import io
import os
import pty
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from worker.cli import main
from worker.model import Period, Profile
from worker.outside.setup.config import load
from worker.outside.setup.filling import fill

SHIPPED = Path(__file__).parent.parent / "config.toml"
ANSWERS = {
    "school": 'St "Anne\'s" Primary',
    "address": "1 High Street, Westside, ZZ2 2ZZ",
    "phone": "01632 960555",
    "referrals": "the Westside Hub, 01632 960200",
    "inbox": "Reports@anne.example",
    "head": "Hana Moss <head@anne.example>",
    "chair": "Carl West <chair@gov.example>",
    "dsl": "Dora Oak <dsl@anne.example>",
    "admin": "Ida Tull <it@anne.example>",
}
PROVIDERS = {
    "microsoft365": ("outlook.office365.com", "smtp.office365.com", None, Profile.MICROSOFT_365),
    "google": ("imap.gmail.com", "smtp.gmail.com", "mx.google.com", Profile.GOOGLE),
    "own": ("imap.anne.example", "smtp.anne.example", "mx.anne.example", Profile.GENERIC),
}


def answers(tmp_path: Path, **more: str) -> str:
    lines = [f"{key} = '''{value}'''" for key, value in (ANSWERS | more).items()]
    (tmp_path / "answers.toml").write_text("\n".join(lines), "utf-8")
    return str(tmp_path / "answers.toml")


@pytest.fixture(autouse=True)
def passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("IMAP", "SMTP"):
        monkeypatch.setenv(f"HEADSUP_{name}_PASSWORD", "x")


@pytest.mark.parametrize("provider", PROVIDERS)
def test_what_is_written_passes_check(
    provider: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For each provider, with its servers and whose word on a sender counts; nobody of the sample is left."""
    out = tmp_path / "config.toml"
    assert main(["init", "--answers", answers(tmp_path, provider=provider), "--out", str(out)]) == 0
    assert main(["check", "--config", str(out)]) == 0
    settings = load(out, os.environ)
    trust = settings.trust
    assert (settings.imap.host, settings.smtp.host, trust.authserv_id, trust.profile) == PROVIDERS[provider]
    assert settings.school.name == ANSWERS["school"]
    assert settings.school.address == "1 High Street\nWestside\nZZ2 2ZZ"
    people = settings.people
    assert (people.inbox, people.head.name, people.chair.email, people.staff_domains) == (
        "reports@anne.example", "Hana Moss", "chair@gov.example", ("anne.example",),
    )  # fmt: skip
    assert (people.vice_chair, people.deputy_dsl, people.deputies) == (None, None, ())
    values = tomllib.loads(out.read_text("utf-8"))
    assert "northside.example" not in str(values)
    assert "placeholders" in capsys.readouterr().out


def test_everything_answered(tmp_path: Path) -> None:
    """Who stands in, the terms with their INSET days, and an app's ID with Microsoft."""
    out = tmp_path / "config.toml"
    (tmp_path / "client-secret").write_text("s3cret", "utf-8")
    (tmp_path / "client-secret").chmod(0o600)
    more = {
        "provider": "microsoft365",
        "vice_chair": "Vic Ash <vice@gov.example>",
        "deputy_dsl": "Di Rowe <ddsl@anne.example>",
        "deputy": "Dan Elm <deputy@anne.example>",
        "terms": "2026-09-02 to 2026-10-23, 2026-11-02 to 2026-12-18",
        "closed": "2026-09-02, 2026-11-02",
        "tenant": "anne.onmicrosoft.com",
        "client_id": "00000000-0000-0000-0000-000000000000",
    }
    assert main(["init", "--answers", answers(tmp_path, **more), "--out", str(out)]) == 0
    assert main(["check", "--config", str(out)]) == 0
    settings = load(out, os.environ)
    assert [one.may_approve for one in settings.people.deputies] == [True]
    assert settings.rules.terms == (
        Period(date(2026, 9, 2), date(2026, 10, 23)),
        Period(date(2026, 11, 2), date(2026, 12, 18)),
    )
    assert settings.rules.closed_on == (date(2026, 9, 2), date(2026, 11, 2))
    assert settings.signin.method == "microsoft-app"


def test_every_comment_stays(tmp_path: Path) -> None:
    """The explanations are those of the shipped file, all of them, in its order."""
    out = tmp_path / "config.toml"
    main(["init", "--answers", answers(tmp_path, provider="own"), "--out", str(out)])
    said, shipped = (path.read_text("utf-8").splitlines() for path in (out, SHIPPED))
    gone = [line[2:] for line in difflib.ndiff(shipped, said) if line.startswith("- ")]
    assert [line for line in gone if line.startswith("# ")] == []


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "config.toml"
    out.write_text("mine", "utf-8")
    assert main(["init", "--answers", answers(tmp_path, provider="own"), "--out", str(out)]) == 2
    assert out.read_text("utf-8") == "mine"
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"  - {out} is there already, and is left as it is. Name another file: headsup init --out FILE"
    )


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Answer by answer; nothing is left behind."""
    wrong = answers(
        tmp_path, provider="yahoo", head="head@anne.example", inbox="reports", terms="in May", shool="x"
    )
    assert main(["init", "--answers", wrong, "--out", str(tmp_path / "config.toml")]) == 2
    told = [line.split(":")[0] for line in capsys.readouterr().err.splitlines()[1:]]
    assert told == [
        "  - There is no question shool. The questions are",
        *(f"  - {name}" for name in ("provider", "inbox", "head", "terms")),
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["answers.toml"]


def lines_for(provider: str) -> list[str]:
    """Every answer in the order of the questions, Enter where one may be left out."""
    a = ANSWERS
    return [
        a["school"], a["address"], a["phone"], "", a["referrals"], provider, a["inbox"], "", a["head"],
        a["chair"], "-", a["dsl"], "-", a["admin"], "-", "", "", "", "", "",
    ]  # fmt: skip


def test_answers_piped_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A line a question, and no prompt; too few are told, by the question they ended at."""
    out = tmp_path / "config.toml"
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines_for("own")[:4]) + "\n"))
    assert main(["init", "--out", str(out)]) == 2
    assert "(referrals)" in capsys.readouterr().err
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines_for("own")) + "\n"))
    assert main(["init", "--out", str(out)]) == 0
    assert load(out, os.environ).imap.host == "imap.anne.example"


def test_on_a_terminal_a_wrong_answer_is_asked_again(tmp_path: Path) -> None:
    """With what was wrong, and the questions before it are not asked twice."""
    ours, theirs = pty.openpty()
    typed = lines_for("own")
    typed[5:6] = ["yahoo", "own"]
    typed[2:3] = ["", "01632 960555"]
    os.write(ours, "".join(f"{line}\n" for line in typed).encode())
    out = tmp_path / "config.toml"
    ended = subprocess.run(
        [sys.executable, "-m", "worker.cli", "init", "--out", str(out)],
        cwd=SHIPPED.parent, stdin=theirs, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    os.close(ours)
    os.close(theirs)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "That will not do: This one is needed." in ended.stdout
    assert (
        'That will not do: "yahoo" is not known. Write one of: "microsoft365", "google", "own".'
        in ended.stdout
    )
    assert ended.stdout.count("The school's name") == 1
    assert load(out, os.environ).school.phone == "01632 960555"


def test_a_setting_that_the_sample_lacks_is_an_error() -> None:
    """So that a renamed setting cannot go unnoticed."""
    with pytest.raises(KeyError, match=r"school\.motto"):
        fill(SHIPPED.read_text("utf-8"), {"school.motto": "x"})
